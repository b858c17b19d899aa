"""Deliveries from a file: every problem at once, then all of it or nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.services.inbound.importing import InboundSheet
from app.ui.inbound.desk import InboundDesk
from app.ui.shell.parts import Shell
from app.ui.tables import Column, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

HEIGHT = 320
SHOWN = 5000


class ImportPanel(Panel):
    """Hidden until a file is chosen. `taken` when it was imported."""

    taken = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        super().__init__(desk.theme, "Import deliveries")
        self._shell, self._desk = shell, desk
        self._checked: InboundSheet | None = None
        theme = desk.theme
        self.says = Label(theme, "", "body", wrap=True)
        self.says.setContentsMargins(12, 8, 12, 8)
        self.problems = Table(
            theme,
            "Problems in the file",
            [
                Column("Cell", lambda row: row.cell or row.row, "key", 84),
                Column("What is wrong", lambda row: row.what),
                Column("What to do", lambda row: row.next_step),
            ],
        )
        self.progress = ProgressPanel(theme, "Checking the file")
        self.progress.hide()
        self.error = InlineError(theme)
        self.take = Button(theme, "Import", "import", "primary")
        self.take.clicked.connect(self.run)
        self.leave = Button(theme, "Close")
        self.leave.clicked.connect(self.hide)
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

    def check(self, path: str) -> None:
        """Read and check a file; nothing is changed."""
        if self._desk.sheets is None:
            return
        self._checked = None
        self.error.clear()
        self.says.setText(Path(path).name)
        self.problems.hide()
        self.take.set_allowed("The file is being checked.")
        self.show()
        self.progress.start("Checking the file")
        job = self._desk.jobs.run_long(self._desk.sheets.check, Path(path), owner=self)
        self.progress.cancelled.connect(job.cancel)
        job.on_progress(self.progress.show_progress).then(self.show_checked)
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(self.progress.hide)

    def show_checked(self, checked: InboundSheet) -> None:
        """What is wrong, or that nothing is."""
        self._checked = checked
        number = len(checked.problems)
        many = len(checked.deliveries)
        lines = f"{checked.lines:,} lines of {many:,} {'delivery' if many == 1 else 'deliveries'}"
        self.problems.rows.show_rows(checked.problems[:SHOWN])
        self.problems.setVisible(bool(number))
        if number:
            listed = f" The first {SHOWN:,} are listed." if number > SHOWN else ""
            said = "1 problem" if number == 1 else f"{number:,} problems"
            self.says.setText(f"{lines} in {checked.sheet.file}, {said}; nothing is entered.{listed}")
            self.take.set_allowed("Correct the file and choose it again.")
        else:
            self.says.setText(f"{lines} in {checked.sheet.file}, no problem.")
            self.take.set_allowed(None)

    def run(self) -> None:
        """Take all of it."""
        if self._checked is None or self._desk.sheets is None:
            return
        self.take.set_busy(True)
        job = self._desk.jobs.run(self._desk.sheets.take, self._checked, owner=self)
        job.then(self._done).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.take.set_busy(False))

    def _done(self, answer: Mapping[str, Any]) -> None:
        self.hide()
        many = len(answer["deliveries"])
        self._shell.toast(f"{many:,} {'delivery' if many == 1 else 'deliveries'} announced, {answer['lines']:,} lines.")
        self.taken.emit()
