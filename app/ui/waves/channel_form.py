"""A release channel as a form: the chosen one, or a new one."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.ui.theme import Theme
from app.ui.waves.words import MODES
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

WAYS = (("stream", "Orders go by themselves"), ("wave", "A person makes waves of them"))
SHORTS = (("leave", "Orders that lack something stay"), ("take", "They go without it"))
NUMBERS = (
    ("sequence", "Turn", 9_999), ("priority_from", "Priority from", 9), ("priority_to", "to", 9),
    ("most_lines", "Lines at most", 100_000), ("horizon_minutes", "Cut-off in, min", 100_000),
    ("open_lines", "On the floor", 100_000), ("slots", "Slots", 100), ("litres", "Litres", 100_000),
    ("kilograms", "kg", 100_000),
)  # fmt: skip
FIRST = {"sequence": "10", "priority_from": "1", "priority_to": "9", "slots": "8"}


class ChannelForm(Panel):
    """`wanted` with what api.put_release_channel_v1 takes; `fresh` when a new one is begun."""

    wanted = Signal(object)
    fresh = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Channel")
        self._row: Any = None
        self.new = Button(theme, "New", "", "small")
        self.new.clicked.connect(self.begin)
        self.add_to_head(self.new, stretch_before=True)
        self.name = _field(theme, "Name")
        self.services = _field(theme, "Carrier services")
        self.services.setPlaceholderText("Carrier services, with commas; empty: any")
        self.way = Choices(theme, "Way", WAYS, "stream")
        self.mode = Choices(theme, "Way of picking", tuple(MODES.items()), "cluster")
        self.short = Choices(theme, "Orders that lack something", SHORTS, "leave")
        self.numbers = {key: _field(theme, words, most) for key, words, most in NUMBERS}
        self.save = Button(theme, "Save", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.error = InlineError(theme)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 10, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.addWidget(self.name, 0, 0, 1, 3)
        grid.addWidget(self.services, 1, 0, 1, 3)
        grid.addWidget(self.way, 2, 0, 1, 3)
        for at, (key, words, _) in enumerate(NUMBERS):
            grid.addWidget(Label(theme, words, "caption", "secondary"), 3 + at // 3 * 2, at % 3)
            grid.addWidget(self.numbers[key], 4 + at // 3 * 2, at % 3)
        grid.addWidget(self.mode, 9, 0, 1, 3)
        grid.addWidget(self.short, 10, 0, 1, 3)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        grid.addLayout(foot, 11, 0, 1, 3)
        grid.addWidget(self.error, 12, 0, 1, 3)
        self.body.addWidget(holder)
        self.begin()

    def begin(self) -> None:
        """An empty form for a new channel."""
        self.fresh.emit()
        self.show_channel(None)
        self.name.setFocus()

    def show_channel(self, row: Any) -> None:
        """This channel; None: a new one."""
        self._row = row
        self.error.clear()
        self.title.setText("New channel" if row is None else "Channel")
        self.save.setText("Add channel" if row is None else "Save")
        self.name.setText("" if row is None else row.name)
        self.services.setText("" if row is None else ", ".join(row.services))
        for box, value in ((self.way, "stream"), (self.mode, "cluster"), (self.short, "leave")):
            names = {self.way: "way", self.mode: "mode", self.short: "short"}
            box.setCurrentIndex(box.findData(value if row is None else getattr(row, names[box])))
        for key, field in self.numbers.items():
            value = FIRST.get(key, "") if row is None else getattr(row, key)
            field.setText("" if value is None else f"{float(value):g}" if value != "" else "")

    def allow(self, may_act: bool) -> None:
        """Whether this person changes channels."""
        why = None if may_act else "A supervisor or planner changes channels."
        self.save.set_allowed(why)
        self.new.set_allowed(why)

    def send(self) -> None:
        """Have it kept."""
        channel: dict[str, Any] = {
            key: int(field.text()) if field.text().strip() else None for key, field in self.numbers.items()
        }
        channel |= {
            "name": self.name.text().strip(), "way": self.way.value, "mode": self.mode.value, "short": self.short.value,
            "services": [part.strip() for part in self.services.text().split(",") if part.strip()],
        }  # fmt: skip
        if self._row is not None:
            channel |= {"channel_id": self._row.channel_id, "version": self._row.version}
        self.wanted.emit(channel)


def _field(theme: Theme, name: str, most: int = 0) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedHeight(32)
    if most:
        field.setFont(theme.number_font("body"))
        field.setPlaceholderText("any")
        field.setValidator(QIntValidator(0, most, field))
    else:
        field.setFont(theme.font("body"))
        field.setPlaceholderText(name)
    return field
