"""Work off the GUI thread: run(use_case, ...).then(slot).on_refusal(slot).on_fault(slot).

A use case is any blocking callable. Its answer comes back on the GUI thread, unless the job was cancelled, a newer job
of the same key has overtaken it, or the widget that asked is gone. A use case that takes long accepts `progress`, a
callable `progress(done, total, words)`; calling it after a cancel raises Cancelled inside the use case: so it stops.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance
from shiboken6 import isValid

from app.domain.errors import Fault, Refusal

log = logging.getLogger(__name__)

BUSY_AFTER_MS = 100
LAST_WORDS_MS = 15_000  # a read of the database gives up within ten seconds, its last attempt within five more


class Cancelled(Exception):  # noqa: N818  an answer to the person's own wish, not an error
    """Raised by `progress` inside a use case whose job was cancelled."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is: done of total (None where the total cannot be known), what it does, seconds so far."""

    done: int
    total: int | None
    words: str
    seconds: float

    @property
    def share(self) -> float | None:
        """0..1, or None without a total."""
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def seconds_left(self) -> float | None:
        """A straight-line estimate; None before 5 % or without a total, where it would be a guess."""
        share = self.share
        return None if share is None or share < 0.05 else self.seconds * (1 - share) / share


class Job(QObject):
    """One run of a use case. Lives on the GUI thread; connect before returning to the event loop."""

    done = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    busy = Signal(bool)
    ended = Signal()

    def __init__(self, owner: QObject | None, parent: QObject) -> None:
        super().__init__(parent)
        self._owner = owner
        self._stop = threading.Event()
        self._timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._timer.timeout.connect(self._say_busy)
        self._timer.start()
        self._was_busy = False

    def then(self, slot: Callable[[Any], object]) -> "Job":
        """Call slot(answer) on the GUI thread."""
        self.done.connect(slot)
        return self

    def on_refusal(self, slot: Callable[[Refusal], object]) -> "Job":
        self.refused.connect(slot)
        return self

    def on_fault(self, slot: Callable[[Fault], object]) -> "Job":
        """Call slot(fault); an exception that is neither Refusal nor Fault arrives as a Fault with a reference."""
        self.failed.connect(slot)
        return self

    def on_progress(self, slot: Callable[[Progress], object]) -> "Job":
        self.progressed.connect(slot)
        return self

    def on_busy(self, slot: Callable[[bool], object]) -> "Job":
        """Call slot(True) once the job has taken 100 ms, slot(False) when it ends; neither for a quick one."""
        self.busy.connect(slot)
        return self

    def cancel(self) -> None:
        """Nothing of this job is delivered from now on; a use case with `progress` stops at its next report."""
        self._stop.set()
        self._end_busy()

    @property
    def wanted(self) -> bool:
        """False once cancelled, overtaken, or asked for by a widget that is gone."""
        return not self._stop.is_set() and (self._owner is None or isValid(self._owner))

    @property
    def stop(self) -> threading.Event:
        return self._stop

    def finish(self, kind: str, value: object) -> None:
        """Deliver the end of the run; called by the courier on the GUI thread."""
        self._timer.stop()
        wanted = self.wanted
        self._end_busy()
        if wanted:
            signals: dict[str, SignalInstance] = {"done": self.done, "refused": self.refused, "failed": self.failed}
            signals[kind].emit(value)
        self.ended.emit()
        self.deleteLater()

    def _say_busy(self) -> None:
        if self.wanted:
            self._was_busy = True
            self.busy.emit(True)

    def _end_busy(self) -> None:
        self._timer.stop()
        if self._was_busy:
            self._was_busy = False
            self.busy.emit(False)


class _Courier(QObject):
    """Carries answers from pool threads to the GUI thread: its signals are queued because it lives there."""

    finished = Signal(object, str, object)
    progressed = Signal(object, object)


class _Run(QRunnable):
    def __init__(self, courier: _Courier, job: Job, call: Callable[[], object]) -> None:
        super().__init__()
        self._courier = courier
        self._job = job
        self._call = call

    def run(self) -> None:
        kind, value = run_guarded(self._call)
        if isValid(self._courier):
            self._courier.finished.emit(self._job, kind, value)


def fault_of(error: BaseException) -> Fault:
    """An error that nobody foresaw, as a Fault with a reference; the error stays attached as its cause."""
    if isinstance(error, Fault):
        return error
    fault = Fault("Something in the program failed.", "What was posted before is kept.")
    fault.__cause__ = error
    return fault


def run_guarded(call: Callable[[], object]) -> tuple[str, object]:
    """Run a use case and sort its end: ("done", answer), ("refused", Refusal) or ("failed", Fault)."""
    try:
        return "done", call()
    except Cancelled:
        return "done", None
    except Refusal as refusal:
        return "refused", refusal
    except Fault as fault:
        log.error("%s", fault, exc_info=fault)
        return "failed", fault
    except Exception as error:
        unexpected = fault_of(error)
        log.exception("unexpected failure, reference %s", unexpected.reference)
        return "failed", unexpected


class Jobs(QObject):
    """Starts jobs over a thread pool and knows which still run. One for the program; pages use it, none owns it."""

    def __init__(self, parent: QObject | None = None, threads: int = 4) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._courier = _Courier(self)
        self._courier.finished.connect(self._deliver)
        self._courier.progressed.connect(self._report)
        self._jobs: set[Job] = set()
        self._latest: dict[str, Job] = {}
        self._left = False

    def run(self, use_case: Callable[..., Any], *args: Any, owner: QObject | None = None, **named: Any) -> Job:
        """Run use_case(*args, **named) on a pool thread. owner: the widget without which nobody wants the answer."""
        job = self._new_job(owner)
        self._start(job, lambda: use_case(*args, **named))
        return job

    def run_long(self, use_case: Callable[..., Any], *args: Any, owner: QObject | None = None, **named: Any) -> Job:
        """As run, and hands the use case `progress(done, total=None, words="")`, through which it can be cancelled."""
        job = self._new_job(owner)
        began = time.monotonic()
        stop, courier = job.stop, self._courier

        def progress(done: int, total: int | None = None, words: str = "") -> None:
            if stop.is_set():
                raise Cancelled
            courier.progressed.emit(job, Progress(done, total, words, time.monotonic() - began))

        self._start(job, lambda: use_case(*args, progress=progress, **named))
        return job

    def latest(
        self, key: str, use_case: Callable[..., Any], *args: Any, owner: QObject | None = None, **named: Any
    ) -> Job:
        """As run, and whatever still runs under the same key is overtaken: its answer will be dropped."""
        self.forget(key)
        job = self.run(use_case, *args, owner=owner, **named)
        if job in self._jobs:
            self._latest[key] = job
        return job

    def forget(self, key: str) -> None:
        """Drop whatever still runs under a key."""
        previous = self._latest.pop(key, None)
        if previous is not None:
            previous.cancel()

    @property
    def running(self) -> int:
        """Jobs whose end has not been delivered yet."""
        return len(self._jobs)

    def leave(self) -> None:
        """The window goes: cancel everything, drop what waits for a thread, and start nothing from now on."""
        self._left = True
        for job in tuple(self._jobs):
            job.cancel()
        self._pool.clear()

    def drain(self, wait_ms: int = LAST_WORDS_MS) -> bool:
        """Blocking, on any thread, after leave(): whether every use case has returned; what they stand on may go."""
        return self._pool.waitForDone(wait_ms)

    def close(self, wait_ms: int = 5000) -> bool:
        """leave() and wait for the threads; False when one is still in a use case after wait_ms."""
        self.leave()
        ended = self.drain(wait_ms)
        for job in tuple(self._jobs):
            self._deliver(job, "done", None)
        return ended

    def _new_job(self, owner: QObject | None) -> Job:
        job = Job(owner, self)
        self._jobs.add(job)
        return job

    def _start(self, job: Job, call: Callable[[], object]) -> None:
        if self._left:
            job.cancel()
            self._deliver(job, "done", None)
            return
        self._pool.start(_Run(self._courier, job, call))

    def _deliver(self, job: Job, kind: str, value: object) -> None:
        if job not in self._jobs:
            return
        self._jobs.discard(job)
        for key in [key for key, held in self._latest.items() if held is job]:
            del self._latest[key]
        job.finish(kind, value)

    def _report(self, job: Job, progress: Progress) -> None:
        if job in self._jobs and job.wanted:
            job.progressed.emit(progress)
