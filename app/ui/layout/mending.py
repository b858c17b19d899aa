"""Puts all findings of one kind right as one step of undo; worked out on a copy, off the GUI thread."""

from typing import cast

from PySide6.QtCore import QObject, Signal

from app.layout.checks.finding import CheckName
from app.layout.checks.mending import Mended, mend
from app.layout.table import Layout
from app.ui.jobs import Job, Jobs
from app.ui.layout.session import EditSession
from app.ui.layout.words import RULES, count


class Mending(QObject):
    """One at a time. told: how far it is, empty when it has ended."""

    told = Signal(str)

    def __init__(self, session: EditSession, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether it works now."""
        return self._job is not None

    def stop(self) -> None:
        """Put nothing right after all."""
        if self._job is not None:
            self._job.cancel()
            self._end("Nothing was put right.")

    def begin(self, check: str) -> None:
        """Put all findings of a check right."""
        if self.running:
            return
        name = cast(CheckName, check)
        document = self._session.document
        job = self._jobs.run_long(mend, Layout(document.elements.values()), name, owner=self)
        job.on_progress(lambda p: self.told.emit(f"putting right \u00b7 {p.done:,} of {p.total:,}"))
        job.then(lambda done: self._adopt(document, done))
        job.on_fault(lambda fault: self._end(f"{fault.what} {fault.safe}"))
        self._job = job

    def _adopt(self, document: object, done: Mended) -> None:
        session = self._session
        known = {element.id for element in done.before}
        stale = any(session.document.find(element.id) != element for element in done.before) or any(
            session.document.find(element.id) is not None for element in done.elements if element.id not in known
        )
        if document is not session.document or stale or session.document.editing is not None:
            self._end("The drawing changed meanwhile, so nothing was put right. Ask again.")
            return
        rest = f" {done.left:,} stay: only a person can know." if done.left else ""
        if done.elements:
            with session.document.transaction(f"Put {count(done.done, 'finding', 'findings')} right"):
                session.document.put(*done.elements)
        self._end(f"{RULES[done.check]}: {done.done:,} put right.{rest}")

    def _end(self, words: str) -> None:
        self._job = None
        self.told.emit("")
        self._session.said.emit(words)
