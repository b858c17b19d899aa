"""A release channel as a form: the chosen one, or a new one."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.domain.errors import Refusal
from app.ui.theme import Theme
from app.ui.waves.words import MODES
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

WAYS = (("stream", "Orders go one by one, by themselves"), ("wave", "Orders go in waves"))
BY_HAND = "Without any of these a person makes the waves."
SHORTS = (("leave", "Orders that lack something stay"), ("take", "They go without it"))
NUMBERS = (
    ("sequence", "Turn", 9_999), ("priority_from", "Priority from", 9), ("priority_to", "to", 9),
    ("most_lines", "Lines at most", 100_000), ("horizon_minutes", "Cut-off in, min", 100_000),
    ("open_lines", "On the floor", 100_000), ("slots", "Slots", 100), ("litres", "Litres", 100_000),
    ("kilograms", "kg", 100_000),
)  # fmt: skip
CLOCK = (("before_cut_off", "Minutes before cut-off", 10_080), ("fill_lines", "When lines wait", 100_000))
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
        self.times = _field(theme, "Times of day")
        self.times.setPlaceholderText("09:00, 14:30; empty: none")
        self.times.setFont(theme.number_font("body"))
        self.numbers |= {key: _field(theme, words, most) for key, words, most in CLOCK}
        for key, _, _ in CLOCK:
            self.numbers[key].setPlaceholderText("never")
        self.clock = self._clock(theme)
        self.way.currentIndexChanged.connect(lambda _: self.clock.setVisible(self.way.value == "wave"))
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
        grid.addWidget(self.clock, 3, 0, 1, 3)
        for at, (key, words, _) in enumerate(NUMBERS):
            grid.addWidget(Label(theme, words, "caption", "secondary"), 4 + at // 3 * 2, at % 3)
            grid.addWidget(self.numbers[key], 5 + at // 3 * 2, at % 3)
        grid.addWidget(self.mode, 10, 0, 1, 3)
        grid.addWidget(self.short, 11, 0, 1, 3)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        grid.addLayout(foot, 12, 0, 1, 3)
        grid.addWidget(self.error, 13, 0, 1, 3)
        self.body.addWidget(holder)
        self.begin()

    def begin(self) -> None:
        """An empty form for a new channel."""
        self.fresh.emit()
        self.show_channel(None)
        self.name.setFocus()

    def is_other(self, row: Any) -> bool:
        """Whether this is another channel, or has changed since it was shown: what is typed into one stays else."""
        seen = (self._row.channel_id, self._row.version) if self._row is not None else None
        return row is None or seen != (row.channel_id, row.version)

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
        self.times.setText("" if row is None else ", ".join(f"{at:%H:%M}" for at in row.at_times))
        self.clock.setVisible(self.way.value == "wave")

    def allow(self, may_act: bool) -> None:
        """Whether this person changes channels."""
        why = None if may_act else "A supervisor or planner changes channels."
        self.save.set_allowed(why)
        self.new.set_allowed(why)

    def send(self) -> None:
        """Have it kept. A time that cannot be read is told, with the keyboard there."""
        try:
            times = read_times(self.times.text())
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            self.times.setFocus()
            self.times.selectAll()
            return
        waves = self.way.value == "wave"
        channel: dict[str, Any] = {
            key: int(field.text()) if field.text().strip() else None for key, field in self.numbers.items()
        }
        channel |= {
            "name": self.name.text().strip(), "way": self.way.value, "mode": self.mode.value, "short": self.short.value,
            "services": [part.strip() for part in self.services.text().split(",") if part.strip()],
            "at_times": times if waves else [],
        }  # fmt: skip
        if not waves:
            channel |= {key: None for key, _, _ in CLOCK}
        if self._row is not None:
            channel |= {"channel_id": self._row.channel_id, "version": self._row.version}
        self.wanted.emit(channel)

    def _clock(self, theme: Theme) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.addWidget(Label(theme, "By itself at these times of day", "caption", "secondary"), 0, 0, 1, 2)
        grid.addWidget(self.times, 1, 0, 1, 2)
        for at, (key, words, _) in enumerate(CLOCK):
            grid.addWidget(Label(theme, words, "caption", "secondary"), 2, at)
            grid.addWidget(self.numbers[key], 3, at)
        grid.addWidget(Label(theme, BY_HAND, "small", "secondary"), 4, 0, 1, 2)
        return box


def read_times(text: str) -> list[str]:
    """Times of day as they are typed ("9, 14:30, 1630"), as HH:MM. Raises Refusal with the one that is none."""
    found = list[str]()
    for part in text.replace(";", ",").replace(" ", ",").split(","):
        said = part.strip().replace(".", ":")
        if not said:
            continue
        hours, _, minutes = said.partition(":")
        if not minutes and len(hours) in (3, 4):
            hours, minutes = hours[:-2], hours[-2:]
        digits = hours.isascii() and hours.isdecimal() and (minutes or "0").isdecimal()
        if not digits or int(hours) > 23 or int(minutes or 0) > 59:
            raise Refusal("waves.time", f"“{part.strip()}” is no time of day.", "Enter times as 09:00, with commas.")
        found.append(f"{int(hours):02}:{int(minutes or 0):02}")
    return found


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
