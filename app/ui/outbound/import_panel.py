"""Orders from a file: every problem at once; then all of it, or the orders without one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.services.outbound import Entered, OrderSheet
from app.ui.outbound.columns import problem_columns
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.words import orders_of
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

TABLE = 180
SHOWN = 5000


class ImportPanel(Panel):
    """Hidden until a file is chosen. `taken` with words when orders were entered."""

    taken = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme, "Import orders")
        self._desk, theme = desk, desk.theme
        self._checked: OrderSheet | None = None
        self.says = Label(theme, "", "body", wrap=True)
        self.says.setContentsMargins(12, 8, 12, 8)
        self.problems = Table(theme, "Problems in the file", problem_columns())
        self.problems.setFixedHeight(TABLE)
        self.progress = ProgressPanel(theme, "Checking the file")
        self.progress.hide()
        self.error = InlineError(theme)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.all = Button(theme, "Import all", "import", "primary")
        self.all.clicked.connect(lambda: self.run(only_good=False))
        self.good = Button(theme, "Import those without problems", "import")
        self.good.clicked.connect(lambda: self.run(only_good=True))
        self.leave = Button(theme, "Close")
        self.leave.clicked.connect(self.hide)
        for part in (self.says, self.progress, self.problems, self.error):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        for button in (self.all, self.good, self.leave):
            foot.addWidget(button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.hide()

    def check(self, path: Path) -> None:
        """Read and check a file; nothing is entered."""
        self._checked = None
        self.error.clear()
        self.says.setText(path.name)
        self.problems.hide()
        self.good.hide()
        self.all.set_allowed("The file is being checked.")
        self.show()
        self.progress.start("Checking the file")
        job = self._desk.jobs.run_long(self._desk.imports.check, path, owner=self)
        self.progress.cancelled.connect(job.cancel)
        job.on_progress(self.progress.show_progress).then(self.show_checked)
        job.on_refusal(self.error.show_refusal).on_fault(self.failed.emit)
        job.ended.connect(self.progress.hide)

    def show_checked(self, checked: OrderSheet) -> None:
        """What is wrong, or that nothing is."""
        self._checked = checked
        number, good = len(checked.problems), len(checked.good)
        self.problems.rows.show_rows(checked.problems[:SHOWN])
        self.problems.setVisible(bool(number))
        self.good.setVisible(bool(number) and good > 0)
        self.good.setText(f"Import {orders_of(good)} without problems")
        what = f"{orders_of(len(checked.orders))} with {checked.lines:,} lines in {checked.sheet.file}"
        if number:
            said = "1 problem" if number == 1 else f"{number:,} problems"
            self.says.setText(f"{what}; {said} in {orders_of(len(checked.bad))}. Nothing is imported yet.")
            self.all.set_allowed("Correct the rows and choose the file again.")
        else:
            self.says.setText(f"{what}; no problem.")
            self.all.set_allowed(None)

    def run(self, *, only_good: bool) -> None:
        """Enter all of it, or what has no problem."""
        if self._checked is None:
            return
        busy = self.good if only_good else self.all
        busy.set_busy(True)
        job = self._desk.jobs.run(self._desk.imports.take, self._checked, only_good=only_good, owner=self)
        job.then(self._done).on_refusal(self.error.show_refusal).on_fault(self.failed.emit)
        job.ended.connect(lambda: busy.set_busy(False))

    def _done(self, entered: Entered) -> None:
        self.hide()
        number = len(entered.orders)
        self.taken.emit(f"{orders_of(number)} imported; {entered.whole:,} of them can be delivered in full.")
