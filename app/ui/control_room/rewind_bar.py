"""The bar under the plan: play the past, choose a moment, hold it against now, and back."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.heat.replay import SPEEDS
from app.ui.control_room.one_line import chain
from app.ui.control_room.rewind_track import RewindTrack
from app.ui.theme import Theme
from app.ui.widgets.buttons import ChipButton, IconButton, tip_of
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

TALL, SMALL = 64, 52
TITLE = 118
WIDE_FROM = 1040  # px of the bar, from which all speeds and words are there
SHORT_SPEEDS = (1, 60, 3600)


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar says. at: None is now; share: of the past that is being read, None when it is there."""

    at: datetime | None = None
    share: float | None = None
    playing: bool = False
    speed: int = 60
    against: bool = False
    span: str = "last 24 hours"


class RewindBar(Panel):
    """Says what the person wants; what is so is shown by show_state."""

    play_asked = Signal()
    step_asked = Signal(bool)  # forward, to the next change
    speed_chosen = Signal(int)
    against_asked = Signal()
    live_asked = Signal()
    moment_asked = Signal()

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__(theme)
        self._theme, self._zone = theme, zone
        self.setAccessibleName("Rewind the floor")
        self.state = BarState()
        self.title = Label(theme, "Rewind the floor", "strong")
        self.span = Label(theme, self.state.span, "small", "secondary")
        self.moment = IconButton(theme, "rewind", "Go to a moment", "G")
        self.back = IconButton(theme, "back", "To the change before", ",")
        self.play = IconButton(theme, "play", "Play", "Shift+Space")
        self.forward = IconButton(theme, "forward", "To the next change", ".")
        self.speed = Segmented(theme, "Speed", _speeds(SPEEDS), "60")
        self.track = RewindTrack(theme, zone)
        self.against = _chip(theme, "Against now", "difference", "X")
        self.live = _chip(theme, "Live", "live", "Shift+End")
        self._lay_out()
        self._connect()
        self.show_state(self.state)

    def show_state(self, state: BarState) -> None:
        """Say where one looks and how it goes on."""
        self.state = state
        past = state.at is not None
        self.title.setText("Rewind the floor" if state.at is None else f"{state.at.astimezone(self._zone):%H:%M:%S}")
        self.title.setFont(self._theme.number_font("title", 600) if past else self._theme.font("strong"))
        self.title.set_tone("accent" if past else "primary")
        self.span.setText(self._say_span(state))
        self.play.rename("pause" if state.playing else "play", "Pause" if state.playing else "Play", "Shift+Space")
        self.set_narrow(self.width() < WIDE_FROM)
        self.against.set_chosen(state.against)
        self.against.setAccessibleName(f"Against now: {'on' if state.against else 'off'}")
        self.live.set_chosen(not past)
        self.live.setText("Now" if past else "Live")
        self.live.setAccessibleName("Back to now" if past else "Live: what is shown is now")

    def set_low(self, low: bool) -> None:
        """Where the window is low."""
        self.setFixedHeight(SMALL if low else TALL)

    def set_narrow(self, narrow: bool) -> None:
        """Where the bar is narrow: fewer speeds, so that the track has room."""
        speeds = SHORT_SPEEDS if narrow else SPEEDS
        self.speed.set_options(_speeds(speeds), str(self.state.speed))
        self.speed.choose(str(self.state.speed) if self.state.speed in speeds else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.set_narrow(self.width() < WIDE_FROM)

    def _say_span(self, state: BarState) -> str:
        if state.at is None:
            return state.span
        if state.share is not None:
            return f"reading {state.share:.0%}" if state.share else "reading …"
        return f"{state.at.astimezone(self._zone):%a %d %b} · past"

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.span)
        words.addStretch(1)
        self.title.setFixedWidth(TITLE)
        self.span.setFixedWidth(TITLE)
        row = QHBoxLayout()
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(6)
        row.addWidget(self.moment)
        row.addLayout(words)
        for button in (self.back, self.play, self.forward):
            row.addWidget(button)
        row.addWidget(self.speed, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.track, 1)
        row.addWidget(self.against)
        row.addWidget(self.live)
        self.body.addLayout(row, 1)
        self.setFixedHeight(TALL)
        chain(self.moment, self.back, self.play, self.forward, self.speed, self.track, self.against, self.live)

    def _connect(self) -> None:
        self.moment.clicked.connect(self.moment_asked)
        self.back.clicked.connect(lambda: self.step_asked.emit(False))
        self.forward.clicked.connect(lambda: self.step_asked.emit(True))
        self.play.clicked.connect(self.play_asked)
        self.track.play_asked.connect(self.play_asked)
        self.speed.chosen.connect(lambda id_: self.speed_chosen.emit(int(id_)))
        self.against.clicked.connect(self.against_asked)
        self.live.clicked.connect(self.live_asked)
        self.track.live_asked.connect(self.live_asked)


def _chip(theme: Theme, text: str, icon: str, shortcut: str) -> ChipButton:
    chip = ChipButton(theme, text, chosen=False, removable=False)
    chip.setIcon(theme.icon(icon))
    chip.setToolTip(tip_of(text, shortcut))
    return chip


def _speeds(speeds: tuple[int, ...]) -> list[Option]:
    words = {1: "as it was", 10: "ten seconds a second", 60: "a minute a second", 600: "ten minutes a second"}
    return [Option(str(n), f"{n}×", words.get(n, "an hour a second").capitalize()) for n in speeds]
