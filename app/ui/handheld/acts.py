"""Acts of one person, one after the other on jobs: first scanned, first done; what is kept is sent again."""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.station import Shown
from app.ui.bridge import Bridge
from app.ui.handheld.desk import AtCourse
from app.ui.jobs import Jobs

RETRY_MS = 2000
FRAME_MS = 10  # news of a station are few, and somebody waits for each


class HandActs(QObject):
    """`heard` with what the station says, `moved` after each act, `slow` while one takes longer than a moment;
    `refused`, `failed` where an act ended otherwise."""

    heard = Signal(list)
    moved = Signal()
    slow = Signal(bool)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.course: AtCourse | None = None
        self._acts: deque[Callable[[], object]] = deque()
        self._busy = False
        self._bridge = Bridge(self, FRAME_MS)
        self._bridge.arrived.connect(self.heard)
        self._again = QTimer(self, interval=RETRY_MS)
        self._again.timeout.connect(self._retry)

    def say(self, shown: Shown) -> None:
        """What a station shows; from any thread."""
        self._bridge.push(shown)

    def take(self, course: AtCourse | None) -> None:
        """Work at this from now on, or at nothing."""
        self._again.stop()
        self._acts.clear()
        self.course = course

    def do(self, act: Callable[[AtCourse], object]) -> None:
        """Do it when all before it is done."""
        if self.course is not None:
            self._acts.append(partial(self._through, self.course, act))
            self._next()

    @property
    def idle(self) -> bool:
        """Whether nothing is being done and nothing waits its turn."""
        return not self._busy and not self._acts

    @property
    def waiting(self) -> bool:
        """Whether an act is kept because the database did not answer."""
        return self.course is not None and self.course.station.waiting

    def _next(self) -> None:
        if self._busy or not self._acts:
            return
        self._busy = True
        job = self._jobs.run(self._acts.popleft(), owner=self)
        job.on_refusal(self.refused.emit).on_fault(self.failed.emit).on_busy(self.slow.emit)
        job.ended.connect(self._ended)

    def _through(self, course: AtCourse, act: Callable[[AtCourse], object]) -> None:
        """On a worker: the act, and what follows from it; the person was answered before that."""
        act(course)
        for said in course.settle():
            self.say(said)

    def _ended(self) -> None:
        self._busy = False
        if self.waiting:
            self._again.start()
        else:
            self._again.stop()
        self.moved.emit()
        self._next()

    def _retry(self) -> None:
        if self.idle:
            self.do(lambda course: course.station.retry())
