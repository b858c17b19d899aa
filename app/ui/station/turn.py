"""Acts of one person, one after the other on jobs: what was scanned first is done first; what is kept is sent again."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.station import Shown
from app.ui.bridge import FRAME_MS, Bridge
from app.ui.jobs import Jobs

RETRY_MS = 3000


class InTurn(QObject):
    """`heard` with what a station says, `moved` after each act, `slow` while one takes longer than a moment; `refused`,
    `failed` where an act ended otherwise. kept: whether an act waits because the database did not answer, and again:
    sends it; both are asked once the act before is done."""

    heard = Signal(list)
    moved = Signal()
    slow = Signal(bool)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None,
        kept: Callable[[], bool],
        again: Callable[[], object],
        retry_ms: int = RETRY_MS,
        frame_ms: int = FRAME_MS,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._kept, self._again = jobs, kept, again
        self._acts: deque[Callable[[], object]] = deque()
        self._busy = False
        self._said = self._told = 0  # by the station on its thread; to the page on the GUI thread
        self._bridge = Bridge(self, frame_ms)
        self._bridge.arrived.connect(self._tell)
        self._retry = QTimer(self, interval=retry_ms)
        self._retry.timeout.connect(self.send_again)

    def say(self, shown: Shown) -> None:
        """What a station shows; from the one thread on which it acts."""
        self._said += 1
        self._bridge.push(shown)

    def put(self, act: Callable[[], object]) -> None:
        """Do it when all before it is done."""
        self._acts.append(act)
        self._next()

    def drop(self) -> None:
        """Nothing that waits its turn is done, nothing kept is sent."""
        self._retry.stop()
        self._acts.clear()

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

    def _next(self) -> None:
        if self._busy or not self._acts:
            return
        self._busy = True
        job = self._jobs.run(self._acts.popleft(), owner=self)
        job.on_refusal(self.refused.emit).on_fault(self.failed.emit).on_busy(self.slow.emit)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        if self._kept():
            self._retry.start()
        else:
            self._retry.stop()
        self.moved.emit()
        self._next()

    def send_again(self) -> None:
        """Send what is kept now, unless something is being done."""
        if self.idle:
            self._again()
