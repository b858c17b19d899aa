"""Plans of moves: how far they are, their tasks, and taking back what nobody has begun."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.shell.parts import Shell
from app.ui.slotting.columns import plan_columns, task_columns
from app.ui.slotting.desk import SlottingDesk
from app.ui.slotting.words import counted
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 8
OPEN = "Choose a plan that has open tasks."


class PlansView(QWidget):
    """The newest plan first; the chosen one's tasks beside it."""

    def __init__(self, shell: Shell, desk: SlottingDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._plan: int | None = None
        self.plans = Table(theme, "Plans of moves", plan_columns(desk.zone))
        self.plans.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.tasks = Table(theme, "Tasks of the plan", task_columns())
        why = "Look for moves, choose how many,\nand have them done in quiet hours."
        self.none = EmptyState(theme, "move_stock", "No moves are planned.", why)
        self.stop = Button(theme, "Cancel open tasks", "close", "small")
        self.stop.clicked.connect(self.cancel)
        self.made = Button(theme, "Moved", "ok", "small")
        self.made.clicked.connect(self.say_moved)
        self.made.setVisible(desk.may_move)
        self.tasks.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.error = InlineError(theme)
        self._listed, self._detail = Panel(theme, "Plans"), Panel(theme, "Tasks")
        self._listed.body.addWidget(self.plans, 1)
        self._listed.body.addWidget(self.none, 1)
        self._detail.add_to_head(self.made, stretch_before=True)
        self._detail.add_to_head(self.stop)
        self._detail.body.addWidget(self.tasks, 1)
        self._detail.body.addWidget(self.error)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(self._listed, 1)
        row.addWidget(self._detail, 1)
        self._show([])

    def refresh(self, plan: int | None = None) -> None:
        """Read anew; `plan` is chosen, else the one that was."""
        self._plan = plan or self._plan
        job = self._desk.jobs.latest("slotting.plans", self._desk.slots.plans, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def say_moved(self) -> None:
        """The chosen moves were made on the floor: their stock is booked where it lies now."""
        chosen = [self.tasks.rows.row(index.row()) for index in self.tasks.selectionModel().selectedRows()]
        if not chosen:
            return
        self.made.set_busy(True)
        job = self._desk.jobs.run(self._desk.slots.done, [task.task_id for task in chosen], owner=self)
        job.then(self._moved).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.made.set_busy(False))

    def cancel(self) -> None:
        """Take back what nobody has begun of the chosen plan."""
        if self._plan is None:
            return
        self.stop.set_busy(True)
        job = self._desk.jobs.run(self._desk.slots.cancel, self._plan, owner=self)
        job.then(self._cancelled).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.stop.set_busy(False))

    def _cancelled(self, answer: dict[str, Any]) -> None:
        kept = f"; {counted(answer['kept'], 'task')} begun or ended before stay" if answer["kept"] else ""
        self._shell.toast(f"{counted(answer['cancelled'], 'task')} cancelled{kept}.")
        self.refresh()

    def _moved(self, answer: dict[str, Any]) -> None:
        empty = f"; {counted(answer['cancelled'], 'task')} ended: nothing there any more" if answer["cancelled"] else ""
        self._shell.toast(f"{counted(answer['done'], 'move')} booked{empty}.")
        self.refresh()

    def _allow(self) -> None:
        chosen = bool(self.tasks.selectionModel().selectedRows())
        self.made.set_allowed(None if chosen else "Choose the tasks that were done.")

    def _show(self, plans: Sequence[Any]) -> None:
        self.plans.rows.show_rows(plans)
        self.plans.setVisible(bool(plans))
        self._detail.setVisible(bool(plans))
        self.none.setVisible(not plans)
        if plans:
            numbers = [plan.plan_id for plan in plans]
            self.plans.selectRow(numbers.index(self._plan) if self._plan in numbers else 0)

    def _choose(self, row: int) -> None:
        self.error.clear()
        if row < 0:
            return
        plan = self.plans.rows.row(row)
        self._plan = plan.plan_id
        self._allow()
        self.stop.set_allowed(None if plan.open else OPEN)
        job = self._desk.jobs.latest("slotting.tasks", self._desk.slots.planned, plan.plan_id, owner=self)
        job.then(self.tasks.rows.show_rows).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
