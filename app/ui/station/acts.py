"""The acts of one person at one station: opened on a worker, acted on in turn, settled after the answer."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.flow.effects import Say
from app.services.station import Shown
from app.ui.jobs import Jobs
from app.ui.station.turn import InTurn

Open = Callable[[Callable[[Shown], None]], Any]


class StationActs(InTurn):
    """`opened` once the station stands; `placed` with what settling said, a moment after the act that it follows.

    station: app.services.at_station.AtStation, None before it stands. settle: what follows from acts (where goods go);
    run when nothing waits its turn and nothing is kept. name: newer openings make older ones worthless.
    """

    opened = Signal()
    placed = Signal(object)

    def __init__(self, jobs: Jobs, name: str, settle: Callable[[Any], Sequence[Say]] | None = None) -> None:
        super().__init__(jobs, None, self._waits, lambda: self.do(lambda one: one.retry()))
        self.station: Any = None
        self._name, self._settle = name, settle
        self.moved.connect(self._follow)

    def begin(self, open_station: Open) -> None:
        """Stand there; again after a failure. open_station: blocking; given what a station shows with."""
        self.end()
        job = self._jobs.latest(self._name, open_station, self.say, owner=self)
        job.then(self._stand).on_refusal(self.refused.emit).on_fault(self.failed.emit)

    def do(self, act: Callable[[Any], object]) -> None:
        """Do it when all before it is done; nothing without a station."""
        if self.station is not None:
            self.put(partial(act, self.station))

    def end(self) -> None:
        """Stop; what is recorded is recorded."""
        self.drop()
        self.station = None

    def _waits(self) -> bool:
        return self.station is not None and bool(self.station.waiting)

    def _stand(self, station: Any) -> None:
        self.station = station
        self.opened.emit()

    def _follow(self) -> None:
        if self._settle is not None and self.station is not None and self.idle and not self.station.waiting:
            job = self._jobs.run(self._settle, self.station, owner=self)
            job.then(lambda said: self.placed.emit(said) if said else None)
