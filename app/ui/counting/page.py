"""The counting page: plans, review, approvals, accuracy and entry for a supervisor; entry alone for who counts."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.counting import counting_commands
from app.ui.counting.accuracy import AccuracyView
from app.ui.counting.approvals import ApprovalsView
from app.ui.counting.desk import CountingDesk
from app.ui.counting.entry import CountEntry
from app.ui.counting.importing import counts_import
from app.ui.counting.plans import PlansView
from app.ui.counting.review import ReviewView
from app.ui.counting.words import bins
from app.ui.sheet_import import SheetImport
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button
from app.ui.widgets.segmented import Option, Segmented

EDGE = 8
LOOK_MS = 15_000  # what plans have approved is posted, and what waits is read, this often while the page is on show
NAMES = {"plans": "Plans", "review": "Review", "approvals": "Approvals", "accuracy": "Accuracy", "entry": "Count"}


class CountingPage(QWidget):
    """desk.counts None: the entry view and nothing else."""

    def __init__(self, shell: Shell, desk: CountingDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Counting")
        self.entry = CountEntry(shell, desk)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        self._views: dict[str, QWidget] = {"entry": self.entry}
        self._look = QTimer(self, interval=LOOK_MS)
        self._waits: dict[str, int] = {}
        if desk.counts is not None:
            self.plans = PlansView(shell, desk, desk.counts)
            self.review = ReviewView(shell, desk, desk.counts)
            self.accuracy = AccuracyView(shell, desk, desk.counts)
            self.importing = SheetImport(shell, desk.theme, desk.jobs, counts_import(desk))
            self.importing.taken.connect(self.refresh)
            self._views = {"plans": self.plans, "review": self.review}
            if desk.corrections is not None:
                self.approvals = ApprovalsView(shell, desk, desk.corrections)
                self.approvals.changed.connect(self._look_round)
                self._views |= {"approvals": self.approvals}
            self._views |= {"accuracy": self.accuracy, "entry": self.entry}
            self.plans.changed.connect(self._look_round)
            self.review.changed.connect(self._look_round)
            self.entry.closed_bin.connect(self._look_round)
            self._look.timeout.connect(self._look_round)
            column.addWidget(self._head())
            column.addWidget(self.importing)
        for view in self._views.values():
            self.stack.addWidget(view)
        column.addWidget(self.stack, 1)
        self._commands = counting_commands(self, leads=desk.counts is not None)
        shell.registry.add(*self._commands)
        shell.context.set("counting.leads", desk.counts is not None)
        self.entry.begin()
        self.show_view(next(iter(self._views)))

    def show_view(self, view: str) -> None:
        """plans, review, approvals, accuracy or entry."""
        self.stack.setCurrentWidget(self._views[view])
        self._shell.context.set("counting.entry", view == "entry")
        if self._desk.counts is not None:
            self.tabs.choose(view)
            self.refresh()

    def new_plan(self) -> None:
        """Ask for a new plan."""
        self.show_view("plans")
        self.plans.open_form()

    def run_due(self) -> None:
        """Put the bins of all plans that are due on the list."""
        if self._desk.counts is not None:
            job = self._desk.jobs.run(self._desk.counts.run, owner=self)
            job.then(self._ran).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def import_counts(self) -> None:
        """Choose a file; it is checked whole before anything is taken."""
        path, _ = QFileDialog.getOpenFileName(self, "Import counts", "", "Tables (*.csv *.xlsx *.txt)")
        if path:
            self.importing.check(path)

    def refresh(self) -> None:
        """Read anew what is on show."""
        view = self.stack.currentWidget()
        if isinstance(view, PlansView | ReviewView | ApprovalsView | AccuracyView):
            view.refresh()
        self._look_round()

    def finish_bin(self) -> None:
        """Record what is in hand; then the bin is done."""
        self.entry.finish()

    def take_back(self) -> None:
        """Take the last entry back."""
        self.entry.take_back()

    def say_empty(self) -> None:
        """The bin is empty."""
        self.entry.say_empty()

    def end(self) -> None:
        """Give the commands back and stop looking."""
        self._look.stop()
        self.entry.end()
        self._shell.registry.remove(command.id for command in self._commands)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk.counts is not None:
            self._look.start()

    def _head(self) -> QWidget:
        theme = self._desk.theme
        self.tabs = Segmented(theme, "View", [Option(view, NAMES[view]) for view in self._views], "plans")
        self.tabs.chosen.connect(self.show_view)
        due = Button(theme, "Run due plans", "play")
        due.clicked.connect(self.run_due)
        take = Button(theme, "Import counts", "import")
        take.clicked.connect(self.import_counts)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(due)
        row.addWidget(take)
        return head

    def _ran(self, answer: dict[str, Any]) -> None:
        self._shell.toast(f"{answer['plans']} plans were due: {bins(answer['counts'])} put on the list.")
        self.refresh()

    def _look_round(self) -> None:
        """Post what plans have approved; say how much waits for this person."""
        counts = self._desk.counts
        if counts is None:
            return
        self._desk.jobs.latest("counting.post", counts.post_ready, owner=self)
        self._desk.jobs.latest("counting.badge", counts.pending, owner=self).then(
            lambda rows: self._show_waits("review", len(rows))
        )
        if self._desk.corrections is not None:
            self._desk.jobs.latest("counting.waits", self._desk.corrections.waiting, owner=self).then(
                lambda rows: self._show_waits("approvals", sum(not row.mine for row in rows))
            )

    def _show_waits(self, view: str, number: int) -> None:
        """How much waits for this person, bins and corrections together."""
        self._waits[view] = number
        self._shell.set_badge("counting", sum(self._waits.values()))
