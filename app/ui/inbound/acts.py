"""Acts of one receiver, one after the other on jobs: what was scanned first is done first."""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.station import Shown
from app.ui.bridge import Bridge
from app.ui.inbound.desk import AtDock, InboundDesk

RETRY_MS = 3000


class DockActs(QObject):
    """`heard` with what the station says, `moved` after each act, `opened` once it stands; `refused`, `failed`.

    `placed` with the sentences that say where goods go, a moment after the act that took them in.
    """

    heard = Signal(list)
    placed = Signal(object)
    moved = Signal()
    opened = Signal()
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: InboundDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.station: AtDock | None = None
        self._acts: deque[Callable[[], object]] = deque()
        self._busy = False
        self._said = self._told = 0  # by the station on its thread; to the page on the GUI thread
        self._bridge = Bridge(self)
        self._bridge.arrived.connect(self._tell)
        self._again = QTimer(self, interval=RETRY_MS)
        self._again.timeout.connect(self._retry)

    def begin(self, delivery: int, label: bool) -> None:
        """Stand at this delivery; again after a failure."""
        self.end()
        job = self._desk.jobs.latest("inbound.dock", self._desk.open_dock, delivery, label, self.say, owner=self)
        job.then(self._stand).on_refusal(self.refused.emit).on_fault(self.failed.emit)

    def say(self, shown: Shown) -> None:
        """What a station shows; from the one thread on which it acts."""
        self._said += 1
        self._bridge.push(shown)

    def do(self, act: Callable[[AtDock], object]) -> None:
        """Do it when all before it is done."""
        if self.station is not None:
            self._acts.append(partial(act, self.station))
            self._next()

    def end(self) -> None:
        """Stop; what is recorded is recorded."""
        self._again.stop()
        self._acts.clear()
        self.station = None

    @property
    def idle(self) -> bool:
        """Whether nothing is being done and nothing waits its turn."""
        return not self._busy and not self._acts

    @property
    def quiet(self) -> bool:
        """Idle, and all that the station said was told."""
        return self.idle and self._said == self._told

    def _tell(self, items: list[Shown]) -> None:
        self._told += len(items)
        self.heard.emit(items)

    def _stand(self, station: AtDock) -> None:
        self.station = station
        self.opened.emit()

    def _next(self) -> None:
        if self._busy or not self._acts:
            return
        self._busy = True
        job = self._desk.jobs.run(self._acts.popleft(), owner=self)
        job.on_refusal(self.refused.emit).on_fault(self.failed.emit)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        station = self.station
        if station is not None and station.waiting:
            self._again.start()
        else:
            self._again.stop()
        self.moved.emit()
        if station is not None and not self._acts and not station.waiting:
            job = self._desk.jobs.run(station.settle, owner=self)  # places are found after the answer
            job.then(lambda said: self.placed.emit(said) if said else None)
        self._next()

    def _retry(self) -> None:
        if not self._busy:
            self.do(lambda one: one.retry())
