"""The rewind put together: bar, sign, entry of a moment, and what its commands do."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt

from app.services.floor import Content
from app.ui.control_room.desk import Desk
from app.ui.control_room.drill import Drill
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.rewind_bar import RewindBar
from app.ui.control_room.rewind_mode import RewindMode
from app.ui.control_room.rewind_moment import MomentEntry
from app.ui.control_room.rewind_sign import PastSign
from app.ui.control_room.vitals import Vitals
from app.ui.shell.parts import Shell


class Rewind(QObject):
    """RewindActs (app.commands.rewind). `bar` goes under the plan; the rest floats on it."""

    def __init__(self, shell: Shell, desk: Desk, feed: FloorFeed, plan: PlanDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._plan = desk, plan
        self.bar = RewindBar(desk.theme, desk.zone)
        self.mode = RewindMode(shell, desk, feed, plan, self.bar)
        self.sign = PastSign(desk.theme, desk.zone, plan.pane, plan.tools)
        self.entry = MomentEntry(desk.theme, desk.zone, plan.pane)
        self.bar.setVisible(desk.past is not None)
        self._connect()

    @property
    def contents(self) -> dict[int, Content]:
        """What lies in the bins at the moment shown."""
        return self.mode.stage.contents

    def follow(self, vitals: Vitals, drill: Drill, marks: Callable[[], object]) -> None:
        """Tell the legend, the drill panel and the marks on the plan of each moment."""
        self.mode.moved.connect(lambda: self._moved(vitals, drill, marks))

    def begin(self) -> None:
        """Read how busy it was, from now on."""
        self.mode.begin()

    def end(self) -> None:
        """Look no more."""
        self.mode.end()

    def rewind(self) -> None:
        """Bring the keyboard to the track."""
        self.bar.track.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.mode.prepare()

    def play(self) -> None:
        self.mode.toggle_play()

    def step(self, forward: bool) -> None:
        self.mode.step(forward)

    def faster(self, by: int) -> None:
        self.mode.faster(by)

    def hold_against_now(self) -> None:
        self.mode.toggle_against()

    def ask_moment(self) -> None:
        """Let the person type a moment."""
        shown = self._desk.moment.at
        self.entry.open_at(shown if shown is not None else datetime.now(UTC))

    def go_live(self) -> None:
        self.mode.go_live()

    def _connect(self) -> None:
        bar, mode = self.bar, self.mode
        bar.track.sought.connect(mode.seek)
        bar.track.touched.connect(mode.prepare)
        bar.play_asked.connect(mode.toggle_play)
        bar.step_asked.connect(mode.step)
        bar.speed_chosen.connect(mode.set_speed)
        bar.against_asked.connect(mode.toggle_against)
        bar.live_asked.connect(mode.go_live)
        bar.moment_asked.connect(self.ask_moment)
        self.entry.chosen.connect(mode.go_to)
        self.entry.closed.connect(self._plan.pane.view.setFocus)
        mode.said.connect(lambda: self.sign.show_moment(self._desk.moment.at, mode.stage.against))

    def _moved(self, vitals: Vitals, drill: Drill, marks: Callable[[], object]) -> None:
        at = self._desk.moment.at
        vitals.show_past(None if at is None else f"as of {at.astimezone(self._desk.zone):%H:%M:%S}")
        self._plan.pane.card.refresh()
        drill.touched(frozenset() if drill.at is None else frozenset({drill.at.id}))
        marks()
