"""The head of the drill panel: address, kind, path, four facts and the face of the rack; all from memory, at once."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.heat.picture import HeatPicture
from app.ui.control_room.words import joined
from app.ui.heat.elevation_view import ElevationView
from app.ui.heat.paint import Inks
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Chip, Label
from app.ui.widgets.painted import text_width

FACTS = 4
PIN = "Keep this here; what is opened next has a window of its own"


@dataclass(frozen=True, slots=True)
class Title:
    """What a drill panel is about: an address or a number, what kind of thing, and where it is. code: an address."""

    text: str
    chip: str = ""
    path: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class DrillHead(QWidget):
    """Address 18/600 with its chip, path, acts at the right, four facts below. Acts not possible are absent."""

    back = Signal()
    flown = Signal()
    closed = Signal()
    torn = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._full_path, self._short_path = "", ""
        self.name = Label(theme, "", "heading", cut="code")
        self.chip = Chip(theme, "")
        self.path = Label(theme, "", "small", "tertiary", "number")
        self.back_button = IconButton(theme, "back", "Back to where you came from", "Alt+Left")
        self.fly_button = IconButton(theme, "fly_to", "Fly to it on the plan")
        self.pin_button = IconButton(theme, "pin", PIN)
        self.pin_button.setCheckable(True)
        self.pin_button.toggled.connect(self._pin)
        self.tear_button = IconButton(theme, "tear_off", "Move this to a window of its own", "Ctrl+Shift+D")
        self.tear_button.clicked.connect(self.torn)
        close = IconButton(theme, "close", "Close this panel", "Esc")
        self.back_button.clicked.connect(self.back)
        self.fly_button.clicked.connect(self.flown)
        close.clicked.connect(self.closed)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.back_button)
        first.addWidget(self.name)
        first.addWidget(self.chip)
        first.addStretch(1)
        first.addWidget(self.fly_button)
        first.addWidget(self.pin_button)
        first.addWidget(self.tear_button)
        first.addWidget(close)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        self._facts: list[tuple[Label, Label]] = []
        for number in range(FACTS):
            label, value = Label(theme, "", "small", "tertiary"), Label(theme, "", "body", cut="number", weight=600)
            grid.addWidget(label, 0, number)
            grid.addWidget(value, 1, number)
            grid.setColumnStretch(number, 1)
            self._facts.append((label, value))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self.path)
        column.addSpacing(6)
        column.addLayout(grid)

    def show_title(
        self, title: Title, short_path: str = "", *, may_fly: bool = True, may_go_back: bool = False
    ) -> None:
        """Say what the panel is about. short_path: said where the long one does not fit."""
        self.name.setText(title.text)
        self.chip.setText(title.chip)
        self._full_path, self._short_path = title.path, short_path or title.path
        self.fly_button.setVisible(may_fly)
        self.back_button.setVisible(may_go_back)
        self._fit_path()
        for number, (label, value) in enumerate(self._facts):
            name, said = title.facts[number] if number < len(title.facts) else ("", "")
            label.setText(name)
            value.setText(said)

    def _pin(self, on: bool) -> None:
        self.pin_button.setAccessibleName("Let go of this" if on else PIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_path()

    def _fit_path(self) -> None:
        """An address is never cut: where it needs the room the kind of place goes."""
        room = self.width() - 24
        buttons = (self.back_button, self.fly_button, self.pin_button, self.tear_button)
        taken = sum(36 for button in buttons if not button.isHidden()) + 36
        chip = self.chip.sizeHint().width() + 8
        self.chip.setVisible(bool(self.chip.text()) and self.name.sizeHint().width() + chip + taken <= room + 8)
        fits = text_width(self.path.font(), self._full_path) <= room
        self.path.setText(self._full_path if fits else self._short_path)


class FaceView(QWidget):
    """The rack as one stands before it, with a caption: whose face, which metric, which bays and levels."""

    picked = Signal(object)  # location id
    opened = Signal(object)  # location id

    def __init__(self, theme: Theme, inks: Inks) -> None:
        super().__init__()
        self._caption = Label(theme, "", "caption", "tertiary")
        self._range = Label(theme, "", "caption", "tertiary", "number")
        self._range.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.view = ElevationView(inks)
        self.view.picked.connect(self.picked)
        self.view.activated.connect(self.opened)
        captions = QHBoxLayout()
        captions.setContentsMargins(0, 0, 4, 0)
        captions.addWidget(self._caption)
        captions.addStretch(1)
        captions.addWidget(self._range)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 8, 6)
        column.setSpacing(2)
        column.addLayout(captions)
        column.addWidget(self.view)

    def show_location(self, picture: HeatPicture, location_id: int, inks: Inks) -> None:
        """Show the rack of a bin; nothing where the bin stands in none (a rack of one cell is a place on the floor)."""
        self.view.show_location(picture, location_id, inks)
        face = self.view.face
        shown = face is not None and face.index.size > 1
        self.setVisible(shown)
        if face is None or not shown:
            return
        levels, columns = face.index.shape
        self._caption.setText(joined([f"Rack {face.code}", picture.metric.label.lower()]))
        self._range.setText(joined([f"{columns} bays", f"{levels} levels" if levels > 1 else "1 level"]))

    def refresh(self) -> None:
        """Read the values again."""
        if self.isVisible():
            self.view.refresh()
