"""Records from a file: every problem at once, then all of it or nothing. One panel for every room that imports so."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.tables import Column, Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

HEIGHT = 320
SHOWN = 5000
Progress = Callable[[int, int | None, str], None]


class CheckedSheet(Protocol):
    """A file that was read and looked up. sheet.file: its name."""

    @property
    def sheet(self) -> Any: ...
    @property
    def problems(self) -> Any: ...


C = TypeVar("C", bound=CheckedSheet)


@dataclass(frozen=True, slots=True)
class Import(Generic[C]):
    """check and take block, on workers. holds: what is in it ("12 lines of 3 deliveries"); more: said where nothing is
    wrong; done: what the toast says of the answer."""

    title: str
    check: Callable[[Path, Progress], C]
    take: Callable[[C], Any]
    holds: Callable[[C], str]
    done: Callable[[Any], str]
    more: str = ""


class SheetImport(Panel, Generic[C]):
    """Hidden until a file is chosen. `taken` when it was imported. what: None where this person imports nothing."""

    taken = Signal()

    def __init__(self, shell: Shell, theme: Theme, jobs: Jobs, what: Import[C] | None) -> None:
        super().__init__(theme, what.title if what is not None else "")
        self._shell, self._jobs, self._what = shell, jobs, what
        self._checked: C | None = None
        self.says = Label(theme, "", "body", wrap=True)
        self.says.setContentsMargins(12, 8, 12, 8)
        columns = [
            Column("Cell", lambda row: row.cell or row.row, "key", 84),
            Column("What is wrong", lambda row: row.what),
            Column("What to do", lambda row: row.next_step),
        ]
        self.problems = Table(theme, "Problems in the file", columns)
        self.progress = ProgressPanel(theme, "Checking the file")
        self.progress.hide()
        self.error = InlineError(theme)
        self.take = Button(theme, "Import", "import", "primary")
        self.take.clicked.connect(self.run)
        self.leave = Button(theme, "Close")
        self.leave.clicked.connect(self.hide)
        self._lay_out()

    def check(self, path: str) -> None:
        """Read and check a file; nothing is changed."""
        if self._what is None:
            return
        self._checked = None
        self.error.clear()
        self.says.setText(Path(path).name)
        self.problems.hide()
        self.take.set_allowed("The file is being checked.")
        self.show()
        self.progress.start("Checking the file")
        job = self._jobs.run_long(self._what.check, Path(path), owner=self)
        self.progress.cancelled.connect(job.cancel)
        job.on_progress(self.progress.show_progress).then(self.show_checked)
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(self.progress.hide)

    def show_checked(self, checked: C) -> None:
        """What is wrong, or that nothing is."""
        if self._what is None:
            return
        self._checked = checked
        number = len(checked.problems)
        holds = f"{self._what.holds(checked)} in {checked.sheet.file}"
        self.problems.rows.show_rows(checked.problems[:SHOWN])
        self.problems.setVisible(bool(number))
        if number:
            listed = f" The first {SHOWN:,} are listed." if number > SHOWN else ""
            said = "1 problem" if number == 1 else f"{number:,} problems"
            self.says.setText(f"{holds}, {said}; nothing is imported.{listed}")
            self.take.set_allowed("Correct the file and choose it again.")
        else:
            self.says.setText(f"{holds}, no problem.{self._what.more}")
            self.take.set_allowed(None)

    def run(self) -> None:
        """Take all of it."""
        if self._checked is None or self._what is None:
            return
        self.take.set_busy(True)
        job = self._jobs.run(self._what.take, self._checked, owner=self)
        job.then(self._done).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.take.set_busy(False))

    def _done(self, answer: Any) -> None:
        self.hide()
        if self._what is not None:
            self._shell.toast(self._what.done(answer))
        self.taken.emit()

    def _lay_out(self) -> None:
        self.body.addWidget(self.says)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.problems, 1)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.take)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.setMaximumHeight(HEIGHT)
        self.hide()
