"""The slotting page: moves that pay back, products ordered together, what changes on the plan, planned moves."""

import threading
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.slotting import slotting_commands
from app.domain.errors import Fault
from app.heat.plan import FloorPlan
from app.services.slotting import Proposal, Wish
from app.ui.shell.parts import Shell
from app.ui.slotting.change import ChangePlan
from app.ui.slotting.choice import ChoicePanel
from app.ui.slotting.columns import pair_columns, product_columns
from app.ui.slotting.desk import SlottingDesk
from app.ui.slotting.finding import Finding
from app.ui.slotting.plans import PlansView
from app.ui.slotting.staying import Staying
from app.ui.slotting.words import counted, few
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

EDGE, SIDE = 8, 348
VIEWS = (
    Option("moves", "Moves"),
    Option("plan", "On the plan"),
    Option("pairs", "Ordered together"),
    Option("plans", "Planned"),
)
LOOKS = (Option("change", "Change"), Option("now", "Now"), Option("after", "After"))
PERIODS = ((14, "Last 14 days"), (30, "Last 30 days"), (60, "Last 60 days"), (180, "Last 180 days"), (365, "Last year"))
PAYBACKS = ((30.0, "Paid back in 30 days"), (90.0, "Paid back in 90 days"), (365.0, "Paid back in a year"))
MOST = ((50, "At most 50 moves"), (100, "At most 100 moves"), (300, "At most 300 moves"))


class SlottingPage(QWidget):
    """One proposal at a time; looking again replaces it."""

    def __init__(self, shell: Shell, desk: SlottingDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Slotting")
        self.proposal: Proposal | None = None
        self._enough = threading.Event()
        self._plan: ChangePlan | None = None
        self._names: dict[str, str] = {}
        theme = desk.theme
        self.tabs = Segmented(theme, "View", VIEWS, "moves")
        self.tabs.chosen.connect(self.show_view)
        self.period = Choices(theme, "Period", PERIODS, 60)
        self.payback = Choices(theme, "Longest payback", PAYBACKS, 90.0)
        self.most = Choices(theme, "Most moves", MOST, 100)
        self.search = Button(theme, "Find moves", "search", "primary")
        self.search.clicked.connect(self.look)
        self.finding = Finding(theme)
        self.finding.asked.connect(self.look)
        self.finding.enough.connect(self._enough.set)
        self.products = Table(theme, "Products and their moves", product_columns())
        self.products.selectionModel().currentRowChanged.connect(lambda now, _: self._point_at(now.row()))
        self.products.activated.connect(lambda index: self._fly_to(index.row()))
        self.staying = Staying(theme, self.products)
        self.staying.changed.connect(self.look)
        self.pairs = Table(theme, "Products ordered together", pair_columns(lambda sku: self._names.get(sku, "")))
        self.notes = Label(theme, "", "small", "secondary", wrap=True)
        self.choice = ChoicePanel(desk)
        self.choice.chosen.connect(self._choose)
        self.choice.wanted.connect(self._make)
        self.looks = Segmented(theme, "Plan shows", LOOKS, "change")
        self.looks.chosen.connect(lambda what: self._plan.look_at(what) if self._plan else None)
        self.plans = PlansView(shell, desk)
        self._lay_out()
        self._commands = slotting_commands(self, self.plans.refresh)
        shell.registry.add(*self._commands)
        shell.context.set("slotting.moves", False)
        self.show_view("moves")

    def begin(self) -> None:
        """Read the plan, for the picture of what changes."""
        job = self._desk.jobs.run(self._desk.floor, owner=self)
        job.then(self._show_plan).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def show_view(self, view: str) -> None:
        """moves, plan, pairs or plans."""
        self.tabs.choose(view)
        if view == "plans":
            self.stack.setCurrentWidget(self.plans)
            self.plans.refresh()
        elif self.proposal is None or not self.proposal.what.steps:
            self.stack.setCurrentWidget(self.finding)
        else:
            self.stack.setCurrentWidget(self.found)
            self.inner.setCurrentIndex({"moves": 0, "plan": 1, "pairs": 2}[view])

    def look(self) -> None:
        """Look for moves; what is shown is replaced when they are found."""
        if self.search.property("looking"):
            return
        self._enough.clear()
        self._busy(True)
        self.finding.start()
        self.tabs.choose("moves")
        self.stack.setCurrentWidget(self.finding)
        wish = Wish(self.period.value, self.most.value, self.payback.value, self.staying.skus)
        job = self._desk.jobs.run_long(self._desk.slots.look, wish, self._enough.is_set, owner=self)
        job.then(self._show).on_refusal(self.finding.refuse).on_fault(self._failed)
        job.on_progress(self.finding.show_progress)
        job.ended.connect(lambda: self._busy(False))

    def stop_here(self) -> None:
        """Stop looking; what was found so far is shown."""
        self._enough.set()

    def create_tasks(self) -> None:
        """Tasks of the chosen moves."""
        self.choice.send()

    def cancel_plan(self) -> None:
        """Take back what nobody has begun of the chosen plan."""
        self.show_view("plans")
        self.plans.cancel()

    def end(self) -> None:
        """Give the commands back and let a search stop."""
        self._enough.set()
        self._shell.registry.remove(command.id for command in self._commands)

    def _show(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self._shell.context.set("slotting.moves", bool(proposal.what.steps))
        self.products.rows.show_rows(proposal.lines)
        self._names = {line.sku: line.name for line in proposal.lines}
        self.pairs.rows.show_rows(proposal.pairs)
        self.notes.setText(" ".join(proposal.notes))
        self.notes.setVisible(bool(proposal.notes))
        if proposal.what.steps:
            self.choice.show_proposal(proposal, few(proposal))
        else:
            stopped = "" if proposal.what.complete else "The search was stopped. "
            products = counted(len(proposal.lines), "product")
            self.finding.nothing(f"{stopped}No move of {products} is paid back in time.\n{' '.join(proposal.notes)}")
        self.show_view(self.tabs.current)

    def _failed(self, fault: Fault) -> None:
        self.finding.rest()
        self._shell.show_fault(fault, self.look)

    def _choose(self, moves: int) -> None:
        if self.proposal is not None and self._plan is not None:
            proposal = self.proposal
            self._plan.show_picks(proposal.picks, proposal.picks_after(moves), proposal.first(moves))

    def _point_at(self, row: int) -> None:
        """The chosen product's move stands out on the plan."""
        if self._plan is not None:
            self._plan.point_at(self.products.rows.row(row) if row >= 0 else None)

    def _fly_to(self, row: int) -> None:
        """See a product on the plan: where it goes, else where it lies."""
        line = self.products.rows.row(row)
        self.show_view("plan")
        if self._plan is not None:
            self._plan.pane.view.fly_to(line.target_id or line.source_id)

    def _make(self, moves: int, not_before: datetime) -> None:
        if self.proposal is None:
            return
        self.choice.make.set_busy(True)
        job = self._desk.jobs.run(self._desk.slots.plan, self.proposal, moves, not_before, owner=self)
        job.then(lambda answer: self._made(answer, not_before))
        job.on_refusal(self.choice.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.choice.make.set_busy(False))

    def _made(self, answer: dict[str, Any], not_before: datetime) -> None:
        when = f"{not_before.astimezone(self._desk.zone):%d %b, %H:%M}"
        self._shell.toast(
            f"{counted(answer['tasks'], 'task')} planned, not before {when}.",
            undo=lambda: self._undo(answer["plan_id"]),
        )
        self.plans.refresh(answer["plan_id"])
        self.show_view("plans")

    def _undo(self, plan: int) -> None:
        self.plans.refresh(plan)
        self._desk.jobs.run(self._desk.slots.cancel, plan, owner=self).then(
            lambda _: self.plans.refresh(plan)
        ).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def _show_plan(self, plan: FloorPlan) -> None:
        self._plan = ChangePlan(self._desk.theme, plan)
        self.changed.body.addWidget(self._plan.widget, 1)
        if self.proposal is not None:
            self._choose(self.choice.moves)

    def _busy(self, busy: bool) -> None:
        self.search.setProperty("looking", busy)
        self.search.set_busy(busy)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        listed, paired = Panel(theme, "Products"), Panel(theme, "Ordered together")
        self.changed = Panel(theme, "What changes on the plan")
        self.changed.add_to_head(self.looks, stretch_before=True)
        listed.add_to_head(self.staying.keep, stretch_before=True)
        self.notes.setContentsMargins(12, 8, 12, 8)
        listed.body.addWidget(self.products, 1)
        listed.body.addWidget(self.notes)
        paired.body.addWidget(self.pairs, 1)
        self.inner = QStackedWidget()
        for panel in (listed, self.changed, paired):
            self.inner.addWidget(panel)
        self.choice.setFixedWidth(SIDE)
        side = QVBoxLayout()
        side.addWidget(self.choice)
        side.addStretch(1)
        self.found = QWidget()
        row = QHBoxLayout(self.found)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(self.inner, 1)
        row.addLayout(side)
        self.stack = QStackedWidget()
        for view in (self.finding, self.found, self.plans):
            self.stack.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(EDGE)
        head.addWidget(self.tabs)
        head.addStretch(1)
        for part in (self.staying.free, self.period, self.payback, self.most, self.search):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
