"""What the rewind reads, on jobs: how busy it was when, and a stretch of the past to stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.domain.errors import Fault, Refusal
from app.heat.replay import Replay
from app.services.floor import Content
from app.services.rewind import Track, Wound
from app.ui.control_room.desk import Desk
from app.ui.jobs import Job, Progress
from app.ui.shell.parts import Shell

SPAN = timedelta(hours=24)
STEPS = 144  # bars of the track: ten minutes each
NEARLY = 10.0  # s by which a moment may be newer than what was read


@dataclass(frozen=True, slots=True)
class Unrolled:
    """A stretch of the past, standing at a moment, ready to be shown. rows: FACTS of all its bins then."""

    wound: Wound
    replay: Replay
    rows: NDArray[np.void]

    def contents(self) -> dict[int, Content]:
        """What lies in each bin at the moment it stands at."""
        names = self.wound.reel.names
        found = {}
        for place, product, count in zip(*(part.tolist() for part in self.replay.largest()), strict=True):
            sku, name = names.get(product, ("", ""))
            found[place] = Content(sku, name, count - 1)
        return found


def unroll(
    read: Callable[..., Wound], *args: Any, goal: float, progress: Callable[..., object], **named: Any
) -> Unrolled:
    """Read and stand at a moment; blocking. read: wind or wind_on of a Past."""
    wound = read(*args, progress=progress, **named)
    replay = Replay(wound.tape)
    replay.seek(goal)
    return Unrolled(wound, replay, replay.floor())


class RewindReader(QObject):
    """One stretch at a time. `ready` with an Unrolled, `progressed` with its share 0..1, `stopped` where it could not
    be read (the person was told); `track_read` with a Track."""

    ready = Signal(object)
    progressed = Signal(float)
    stopped = Signal()
    track_read = Signal(object)

    def __init__(self, shell: Shell, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk = shell, desk
        self._job: Job | None = None
        self.track: Track | None = None
        self.unrolled: Unrolled | None = None
        self.goal = 0.0

    @property
    def reading(self) -> bool:
        """Whether a stretch is being read."""
        return self._job is not None

    def read_track(self, ends: datetime | None = None) -> None:
        """How busy it was in the day that ends at a moment, or now."""
        past = self._desk.past
        if past is not None:
            job = self._desk.jobs.latest("rewind.track", past.track, ends, SPAN, STEPS, owner=self)
            job.then(self._track_read).on_refusal(self._shell.show_refusal).on_fault(self._track_failed)

    def covers(self, at: float) -> bool:
        """Whether a moment is in what was read."""
        tape = self.unrolled.wound.tape if self.unrolled is not None else None
        return tape is not None and tape.begins <= at <= tape.ends + NEARLY

    def read(self, goal: float) -> None:
        """Read what is needed to stand at a moment of the track; while it reads, only the goal changes."""
        past, track = self._desk.past, self.track
        self.goal = goal
        if past is None or track is None or self._job is not None:
            return
        begins = track.begins.timestamp()
        tape = self.unrolled.wound.tape if self.unrolled is not None else None
        jobs = self._desk.jobs
        if self.unrolled is not None and tape is not None and tape.begins <= begins <= tape.ends <= goal:
            wound = self.unrolled.wound
            job = jobs.run_long(unroll, past.wind_on, wound, track.ends, goal=goal, owner=self)
        else:
            expected = sum(track.counts)
            job = jobs.run_long(unroll, past.wind, track.begins, track.ends, goal=goal, expected=expected, owner=self)
        self._job = job
        job.then(self._read).on_refusal(self._refused).on_fault(self._failed).on_progress(self._progressed)

    def forget(self) -> None:
        """Stop reading; what was read stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _read(self, unrolled: Unrolled) -> None:
        self._job = None
        self.unrolled = unrolled
        self.ready.emit(unrolled)

    def _progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress.share or 0.0)

    def _refused(self, refusal: Refusal) -> None:
        self._job = None
        self._shell.show_refusal(refusal)
        self.stopped.emit()

    def _failed(self, fault: Fault) -> None:
        self._job = None
        self._shell.show_fault(fault)
        self.stopped.emit()

    def _track_read(self, track: Track) -> None:
        self.track = track
        self.track_read.emit(track)

    def _track_failed(self, fault: Fault) -> None:
        """A database that is away is said by the banner; it is asked again in a minute."""
        if not fault.retry:
            self._shell.show_fault(fault)
