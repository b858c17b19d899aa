"""One long job of a form at a time: how far it is, a way to stop it, and where its errors stand."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal

from app.domain.errors import Fault, Refusal
from app.ui.jobs import Job, Jobs
from app.ui.theme import Theme
from app.ui.widgets.progress import ProgressPanel


class Work(ProgressPanel):
    """Hidden while nothing runs. refused: a Refusal, also of a fault; changed: it began or ended."""

    refused = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__(theme, "Export")
        self._jobs = jobs
        self._job: Job | None = None
        self.cancelled.connect(self.stop)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something runs."""
        return self._job is not None

    def run(self, title: str, then: Callable[[Any], object], use_case: Callable[..., Any], *args: Any) -> None:
        """Run use_case(*args, progress=...) off the GUI thread; nothing where something runs already."""
        if self._job is not None:
            return
        self.start(title)
        self.show()
        job = self._jobs.run_long(use_case, *args, owner=self)
        self._job = job
        job.then(lambda answer: self._done(then, answer)).on_refusal(self._refuse).on_fault(self._fail)
        job.on_progress(self.show_progress)
        self.changed.emit()

    def stop(self) -> None:
        """Stop it; what was there before stays."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _done(self, then: Callable[[Any], object], answer: Any) -> None:
        self._end()
        then(answer)

    def _refuse(self, refusal: Refusal) -> None:
        self._end()
        self.refused.emit(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))

    def _end(self) -> None:
        self._job = None
        self.hide()
        self.changed.emit()
