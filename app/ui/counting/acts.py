"""Acts of one counter, one after the other on jobs: what was scanned first is done first."""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Fault, Refusal
from app.services.station import Shown
from app.ui.bridge import Bridge
from app.ui.counting.desk import AtBins, CountingDesk

RETRY_MS = 3000


class StationActs(QObject):
    """`heard` with what the station says, `moved` after each act, `opened` once it stands; `refused`, `failed`."""

    heard = Signal(list)
    moved = Signal()
    opened = Signal()
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: CountingDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.station: AtBins | None = None
        self._acts: deque[Callable[[], object]] = deque()
        self._busy = False
        self._bridge = Bridge(self)
        self._bridge.arrived.connect(self.heard)
        self._again = QTimer(self, interval=RETRY_MS)
        self._again.timeout.connect(self._retry)

    def begin(self) -> None:
        """Read labels and list; again after a failure."""
        job = self._desk.jobs.run(self._desk.open_station, self.say, owner=self)
        job.then(self._stand).on_refusal(self.refused.emit).on_fault(self.failed.emit)

    def say(self, shown: Shown) -> None:
        """What a station shows; from any thread."""
        self._bridge.push(shown)

    def do(self, act: Callable[[AtBins], object]) -> None:
        """Do it when all before it is done."""
        if self.station is not None:
            self._acts.append(partial(act, self.station))
            self._next()

    def end(self) -> None:
        """Stop; what is recorded is recorded."""
        self._again.stop()
        self._acts.clear()

    @property
    def idle(self) -> bool:
        """Whether nothing is being done and nothing waits its turn."""
        return not self._busy and not self._acts

    def _stand(self, station: AtBins) -> None:
        self.station = station
        self.opened.emit()

    def _next(self) -> None:
        if self._busy or not self._acts:
            return
        self._busy = True
        job = self._desk.jobs.run(self._acts.popleft(), owner=self)
        job.on_refusal(self._say_refusal).on_fault(self._say_fault)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        if self.station is not None and self.station.waiting:
            self._again.start()
        else:
            self._again.stop()
        self.moved.emit()
        self._next()

    def _retry(self) -> None:
        if not self._busy:
            self.do(lambda one: one.retry())

    def _say_refusal(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def _say_fault(self, fault: Fault) -> None:
        self.failed.emit(fault)
