"""Plans with their progress, and the bins of the chosen one with who counts what."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.counting import PAGE, PlanWish
from app.ui.counting.columns import bin_columns, plan_columns
from app.ui.counting.desk import CountingDesk, Counts
from app.ui.counting.plan_form import PlanForm
from app.ui.counting.walk import WalkChoice
from app.ui.counting.words import bins
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

ANYBODY = "Whoever comes"


class PlansView(QWidget):
    """`changed` when bins were put on, taken off or given to somebody."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: CountingDesk, counts: Counts) -> None:
        super().__init__()
        EscapeKey(self, self.close_form, lambda: self.form.isVisible())
        self._shell, self._desk, self._counts = shell, desk, counts
        self._plan: int | None = None
        theme = desk.theme
        self.plans = Table(theme, "Count plans", plan_columns())
        self.plans.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.bins = Table(theme, "Bins of the plan", bin_columns())
        self.bins.rows.wants_page.connect(self._more)
        self.empty = EmptyState(
            theme,
            "counting",
            "Counting keeps the stock true.",
            "No plan yet. Plan counts by class, movement or accuracy,\nor choose bins on the map.",
            (Act("New plan", self.open_form, "plus"),),
        )
        self.form = PlanForm(theme)
        self.form.wished.connect(self._make)
        self.people = Combo(theme)
        self.people.setAccessibleName("Who counts the chosen bins")
        self.people.setFont(theme.font("body"))
        self.people.setFixedHeight(32)
        self.give = Button(theme, "Assign", "person")
        self.give.clicked.connect(self.assign)
        self.new = Button(theme, "New plan", "plus", "small")
        self.new.clicked.connect(self.open_form)
        self.again = Button(theme, "Run now", "play", "small")
        self.again.clicked.connect(self.run_now)
        self.stop = Button(theme, "End plan", "close", "small")
        self.stop.clicked.connect(self.end_plan)
        self.error = InlineError(theme)
        self.walk = WalkChoice(shell, desk, counts)
        self._lay_out()

    def refresh(self) -> None:
        """Read plans and people anew; the chosen plan stays."""
        jobs = self._desk.jobs
        jobs.latest("counting.plans", self._counts.plans, owner=self).then(self._show_plans).on_refusal(
            self._shell.show_refusal
        ).on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))
        jobs.latest("counting.people", self._counts.people, owner=self).then(self._show_people)
        self.walk.refresh()

    def open_form(self) -> None:
        """Ask for a new plan, in place of the bins."""
        self.form.open_form()
        self.form.setVisible(True)
        self.detail.setVisible(False)

    def close_form(self) -> None:
        """Back to the bins."""
        self.form.setVisible(False)
        self.detail.setVisible(True)

    def assign(self) -> None:
        """Give the chosen bins (none chosen: all that wait) to the person in the list."""
        chosen = [self.bins.rows.row(index.row()) for index in self.bins.selectionModel().selectedRows()]
        every = [self.bins.rows.row(number) for number in range(self.bins.rows.rowCount())]
        counts = [row.count_id for row in chosen or every if row.state in ("open", "recount")]
        if not counts:
            self.error.show_refusal(Refusal("none", "No bin of these waits to be counted.", "Choose bins to count."))
            return
        person = self.people.currentData()
        words = self.people.currentText()
        job = self._desk.jobs.run(self._counts.assign, counts, person, owner=self)
        job.then(lambda answer: self._did(f"{bins(answer['assigned'])}: {words}."))
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def run_now(self) -> None:
        """Put the bins of the chosen plan on the list again."""
        if self._plan is not None:
            job = self._desk.jobs.run(self._counts.run, self._plan, owner=self)
            job.then(lambda answer: self._did(f"{bins(answer['counts'])} put on the list."))
            job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def end_plan(self) -> None:
        """End the chosen plan; what nobody has begun leaves the list."""
        if self._plan is not None:
            job = self._desk.jobs.run(self._counts.end, self._plan, owner=self)
            job.then(lambda answer: self._did(f"Ended; {bins(answer['cancelled'])} taken off the list."))
            job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def _make(self, wish: PlanWish) -> None:
        self.form.save.set_busy(True)
        job = self._desk.jobs.run(self._counts.plan, wish, owner=self)
        job.then(self._made).on_refusal(self.form.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.form.save.set_busy(False))

    def _made(self, answer: dict[str, Any]) -> None:
        already = f"; {bins(answer['already'])} stand on another list" if answer["already"] else ""
        self.close_form()
        self._plan = answer["plan_id"]
        self._did(f"{bins(answer['counts'])} put on the list{already}.")

    def _did(self, words: str) -> None:
        self.error.clear()
        self._shell.toast(words)
        self.refresh()
        self.changed.emit()

    def _show_plans(self, plans: Sequence[Any]) -> None:
        self.plans.rows.show_rows(plans)
        self.listed.setVisible(bool(plans))
        self.detail.setVisible(bool(plans) and not self.form.isVisible())
        self.empty.setVisible(not plans and not self.form.isVisible())
        if plans:
            numbers = [plan.plan_id for plan in plans]
            self.plans.selectRow(numbers.index(self._plan) if self._plan in numbers else 0)

    def _show_people(self, people: Sequence[Any]) -> None:
        before = self.people.currentData()
        self.people.clear()
        self.people.addItem(ANYBODY, None)
        for person in people:
            self.people.addItem(f"{person.name} ({person.assigned})", person.login)
        self.people.setCurrentIndex(max(0, self.people.findData(before)))

    def _choose(self, number: int) -> None:
        if number < 0:
            return
        row = self.plans.rows.row(number)
        self._plan = row.plan_id
        self.error.clear()
        self.detail.title.setText(row.name)
        repeats = row.kind not in ("demand", "import")
        self.again.set_allowed(
            None if repeats and not row.ended else "Only a plan that chooses its bins can run again."
        )
        self.stop.set_allowed("It has ended." if row.ended else None)
        self.stop.setToolTip(f"{bins(row.waiting)} will leave the list." if not row.ended else "It has ended.")
        self._desk.jobs.latest("counting.bins", self._counts.counts, row.plan_id, owner=self).then(self._show_bins)

    def _show_bins(self, rows: Sequence[Any]) -> None:
        self.bins.rows.show_rows(rows, complete=len(rows) < PAGE)

    def _more(self, last: Any) -> None:
        job = self._desk.jobs.latest("counting.bins", self._counts.counts, self._plan, None, last.count_id, owner=self)
        job.then(lambda rows: self.bins.rows.add_page(rows, len(rows) < PAGE))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.listed = Panel(theme, "Plans")
        self.listed.add_to_head(self.new, stretch_before=True)
        self.listed.body.addWidget(self.plans, 1)
        self.listed.body.addWidget(self.walk)
        self.detail = Panel(theme, "Bins")
        self.detail.add_to_head(self.again, stretch_before=True)
        self.detail.add_to_head(self.stop)
        self.detail.body.addWidget(self.bins, 1)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.detail.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.people, 1)
        foot.addWidget(self.give)
        self.detail.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed, 6)
        across.addWidget(self.empty, 6)
        across.addWidget(self.detail, 5)
        across.addWidget(self.form, 5)
        for part in (self.listed, self.detail, self.form, self.empty):
            part.setVisible(False)
