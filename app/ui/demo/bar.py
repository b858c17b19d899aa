"""The bar above the strip in the demo warehouse: play, halt, speed, how far the day is, what waits for the person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.ui.demo.kinds import SPEED_OPTIONS, USUAL, Hint, Playing, Progress, State, hint_of
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.empty import IconPicture
from app.ui.widgets.labels import Label
from app.ui.widgets.segmented import Segmented

HEIGHT = 40
NARROW = 1100  # px; below, the figures go before a control does
HALT_KEY = "Ctrl+Shift+Space"


class DemoBar(QFrame):
    """`hinted` with what the person wants to see to; `asked` when they want the room of the day."""

    hinted = Signal(object)
    asked = Signal()

    def __init__(self, theme: Theme, playing: Playing) -> None:
        super().__init__()
        self._state: State = "idle"
        self._hint: Hint | None = None
        self._figures = ""
        self.setProperty("surface", "top")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Demo day")
        self.title = Label(theme, "Demo day", "strong")
        self.start = Button(theme, "Play a day", "play", "small")
        self.start.clicked.connect(playing.play)
        self.halt = IconButton(theme, "pause", "Halt the day", HALT_KEY)
        self.halt.clicked.connect(playing.halt)
        self.speed = Segmented(theme, "Speed of the day", SPEED_OPTIONS, USUAL)
        self.speed.chosen.connect(playing.set_speed)
        self.words = Label(theme, "", "body", "secondary", "number")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hint = Button(theme, "", "forward", "link")
        self.hint.clicked.connect(self._take_hint)
        self.about = Button(theme, "What to try", "", "small")
        self.about.clicked.connect(self.asked)
        self.end = Button(theme, "End the day", "", "small")
        self.end.clicked.connect(playing.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(IconPicture(theme, "demo", 18, "text.secondary"))
        row.addWidget(self.title)
        for part in (self.start, self.halt, self.speed):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        for part in (self.hint, self.about, self.end):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_state("idle")

    def show_state(self, state: State) -> None:
        """What can be done now."""
        self._state = state
        on = state in ("playing", "halted")
        self.start.setVisible(state == "idle")
        for part in (self.halt, self.speed, self.end):
            part.setVisible(on)
        halted = state == "halted"
        self.halt.rename("play" if halted else "pause", "Let the day go on" if halted else "Halt the day", HALT_KEY)
        said = {"opening": "The doors open.", "ending": "Everybody finishes what is in hand.", "idle": self._figures}
        if state in said:
            self._say(said[state])
        self._show_hint(None if not on else self._hint)

    def show_opening(self, words: str) -> None:
        """What is done before the day begins."""
        if self._state == "opening":
            self._say(words)

    def show_progress(self, progress: Progress) -> None:
        """How far it is, and what waits."""
        if self._state not in ("playing", "halted"):
            return
        halted = "Halted. " if self._state == "halted" else ""
        self._say(f"{halted}{progress.come:,} of {progress.total:,} orders came in, {progress.words}")
        self._show_hint(hint_of(progress.waiting))

    def show_end(self, words: str, *, told: bool) -> None:
        """It is over; told: there is a report to look at."""
        self._figures = words
        self._hint = None
        self.about.setText("Report of the day" if told else "What to try")
        self.show_state("idle")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.title.setVisible(self.width() >= NARROW)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setToolTip(words)

    def _show_hint(self, hint: Hint | None) -> None:
        self._hint = hint
        self.hint.setVisible(hint is not None)
        if hint is not None:
            self.hint.setText(hint.words)

    def _take_hint(self) -> None:
        if self._hint is not None:
            self.hinted.emit(self._hint)
