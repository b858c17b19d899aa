"""The acts of one person with a handheld: work taken up elsewhere, acts in turn, each settled before it is over."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.ui.handheld.desk import AtCourse
from app.ui.jobs import Jobs
from app.ui.station.turn import InTurn

RETRY_MS = 2000
FRAME_MS = 10  # news of a station are few, and somebody waits for each


class HandActs(InTurn):
    """course: the work that is taken up, None without one."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        again = partial(self.do, lambda course: course.station.retry())
        super().__init__(jobs, parent, lambda: self.waiting, again, RETRY_MS, FRAME_MS)
        self.course: AtCourse | None = None

    def take(self, course: AtCourse | None) -> None:
        """Work at this from now on, or at nothing."""
        self.drop()
        self.course = course

    def do(self, act: Callable[[AtCourse], object]) -> None:
        """Do it when all before it is done."""
        if self.course is not None:
            self.put(partial(self._through, self.course, act))

    @property
    def waiting(self) -> bool:
        """Whether an act is kept because the database did not answer."""
        return self.course is not None and self.course.station.waiting

    def _through(self, course: AtCourse, act: Callable[[AtCourse], object]) -> None:
        """On a worker: the act, and what follows from it; the person was answered before that."""
        act(course)
        for said in course.settle():
            self.say(said)
