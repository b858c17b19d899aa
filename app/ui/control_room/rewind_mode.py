"""The rewind: which moment is looked at, how it moves, and the way back to now. The live feed goes on behind it."""

import time
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Refusal
from app.heat.replay import Playhead
from app.services.rewind import Track
from app.ui.control_room.desk import Desk
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.rewind_bar import BarState, RewindBar
from app.ui.control_room.rewind_reader import SPAN, RewindReader, Unrolled
from app.ui.control_room.rewind_stage import RewindStage
from app.ui.shell.parts import Shell

TICK_MS = 100
TRACK_MS = 60_000  # so often the track of now moves on
BACK = 3600.0  # s that playing begins before now, where one looks at now


class RewindMode(QObject):
    """`moved` when another moment is shown, or now again; `said` after everything that the bar says anew."""

    moved = Signal()
    said = Signal()

    def __init__(self, shell: Shell, desk: Desk, feed: FloorFeed, plan: PlanDesk, bar: RewindBar) -> None:
        super().__init__(bar)
        self._shell, self._desk, self._bar = shell, desk, bar
        self.stage = RewindStage(desk.moment, feed, plan, self._say)
        self.reader = RewindReader(shell, desk, self)
        self._goal: float | None = None  # asked for, and not shown yet
        self._then: float | None = None  # asked for, once the track is there
        self._share = 0.0
        self._head = Playhead(0.0, 0.0, 0.0)
        self._ticked = 0.0
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._minutes = QTimer(self, interval=TRACK_MS)
        self._minutes.timeout.connect(self._minute)
        feed.outdated.connect(self.go_live)
        self.reader.ready.connect(self._ready)
        self.reader.progressed.connect(self._progressed)
        self.reader.stopped.connect(self.go_live)
        self.reader.track_read.connect(self._track_read)
        shell.context.set("control_room.past", False)
        self._say()

    @property
    def past(self) -> bool:
        """Whether a moment of the past is shown."""
        return self._desk.moment.at is not None

    def begin(self) -> None:
        """Read how busy it was, now and every minute."""
        self._minutes.start()
        self.reader.read_track()

    def end(self) -> None:
        """Look no more."""
        self._minutes.stop()
        self._ticks.stop()
        self.reader.forget()

    def prepare(self) -> None:
        """Somebody may want to look back: read ahead, so that it is there when they do."""
        track = self.reader.track
        if track is not None and not self.reader.reading and self.reader.unrolled is None and any(track.counts):
            self.reader.read(track.ends.timestamp())

    def seek(self, at: float) -> None:
        """Look at a moment (seconds since 1970), as near as the track has it; it is read first where it must be."""
        track = self.reader.track
        if track is None:
            return
        self._goal = min(max(at, track.begins.timestamp()), track.ends.timestamp())
        self._head = replace(self._head, at=self._goal, begins=track.begins.timestamp(), ends=track.ends.timestamp())
        if self.reader.covers(self._goal) and self.reader.unrolled is not None:
            self._show(self.reader.unrolled)
        else:
            self.reader.read(self._goal)
            self._say()

    def go_to(self, moment: datetime) -> None:
        """Look at any moment since the ledger began; the track goes there."""
        track = self.reader.track
        if track is None:
            return
        zone = self._desk.zone
        if track.first is None or not track.first <= moment <= track.now:
            known = "" if track.first is None else f" after {say_moment(track.first, zone)}"
            what = f"Nothing is known of {say_moment(moment, zone)}."
            self._shell.show_refusal(Refusal("moment", what, f"Choose a moment{known} and before now."))
            return
        self._then = moment.timestamp()
        ends = moment + SPAN / 2
        self.reader.read_track(None if ends >= track.now else ends)

    def toggle_play(self) -> None:
        """Play on from here, or stop; from now, it begins an hour ago."""
        track = self.reader.track
        if self._head.playing:
            self._head = replace(self._head, playing=False)
        elif track is not None:
            if self._goal is None or self._head.at >= self._head.ends:
                self.seek(track.ends.timestamp() - BACK)
            self._head = replace(self._head, playing=True)
            self._ticked = time.monotonic()
            self._ticks.start()
        self._say()

    def set_speed(self, speed: int) -> None:
        """Seconds of the floor for one of the watch."""
        self._head = replace(self._head, speed=speed)
        self._say()

    def faster(self, by: int) -> None:
        """By so many steps of speed."""
        self._head = self._head.faster(by)
        self._say()

    def step(self, forward: bool) -> None:
        """To the next moment at which anything changed, or the one before."""
        unrolled, track = self.reader.unrolled, self.reader.track
        if self.past and unrolled is not None:
            self.seek(unrolled.replay.next_stop(forward))
        elif track is not None and not forward:
            self.seek(track.ends.timestamp())

    def toggle_against(self) -> None:
        """Show what has changed since then, or what there was then."""
        if self.stage.against:
            self.stage.hide_difference()
        elif self.past:
            self.stage.show_difference()
        else:
            next_step = "Go back to a moment first, then hold it against now."
            self._shell.show_refusal(Refusal("moment", "Now does not differ from now.", next_step))
        self._say()

    def go_live(self) -> None:
        """Look at now again."""
        self.reader.forget()
        self._goal = self._then = None
        self._ticks.stop()
        self._head = replace(self._head, playing=False)
        if self.past:
            self.stage.leave()
            self._shell.context.set("control_room.past", False)
            self.moved.emit()
            self.reader.read_track()
        self._say()

    def _show(self, unrolled: Unrolled) -> None:
        if self._goal is not None:
            self.stage.show(unrolled, self._goal)
            self._shell.context.set("control_room.past", True)
            self._say()
            self.moved.emit()

    def _ready(self, unrolled: Unrolled) -> None:
        """Read; what was asked for meanwhile is shown, unless one went back to now."""
        if self._goal is None:
            return
        if self.reader.covers(self._goal):
            self._show(unrolled)
        else:
            self.reader.read(self._goal)

    def _tick(self) -> None:
        now = time.monotonic()
        elapsed, self._ticked = now - self._ticked, now
        if not self._head.playing:
            self._ticks.stop()
        elif not self.reader.reading:  # the watch stands while it is read
            self._head = self._head.after(elapsed)
            self.seek(self._head.at)

    def _minute(self) -> None:
        if not self.past and not self.reader.reading:
            self.reader.read_track()

    def _track_read(self, track: Track) -> None:
        self._bar.track.show_span(track.begins.timestamp(), track.ends.timestamp(), track.counts, track.alarms)
        if self._then is not None:
            self.seek(self._then)
            self._then = None
        self._say()

    def _progressed(self, share: float) -> None:
        self._share = share
        self._say()

    def _say(self) -> None:
        waits = self._goal is not None and self.reader.reading
        at = None if self._goal is None else datetime.fromtimestamp(self._goal, UTC)
        share = self._share if waits else None
        self._bar.show_state(BarState(at, share, self._head.playing, self._head.speed, self.stage.against))
        self._bar.track.show_head(self._goal, share)
        self.said.emit()


def say_moment(moment: datetime, zone: tzinfo) -> str:
    """A day and a time by the warehouse's clock."""
    return f"{moment.astimezone(zone):%d %b %Y %H:%M}"
