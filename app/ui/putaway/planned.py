"""Planned places: the tasks, and beside them why each goes where it goes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.putaway.columns import task_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.why import WhyPanel
from app.ui.putaway.words import counted
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

EDGE, SIDE = 8, 460


class PlannedView(QWidget):
    """`changed` when a place was changed or taken back: goods may wait again."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self.table = Table(theme, "Planned places", task_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.why = WhyPanel(shell, desk)
        self.why.setFixedWidth(SIDE)
        self.why.changed.connect(self._changed)
        self.said = Label(theme, "", "small", "secondary")
        panel = Panel(theme, "Planned places")
        panel.add_to_head(self.said, stretch_before=True)
        panel.body.addWidget(self.table, 1)
        found = QWidget()
        row = QHBoxLayout(found)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(panel, 1)
        row.addWidget(self.why)
        why = "Find places for goods that wait, or receive some:\neach gets a task that says where to and why."
        self.none = EmptyState(theme, "truck", "No places are planned.", why)
        self.stack = QStackedWidget()
        for view in (self.none, found):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._task: int | None = None

    def refresh(self, task: int | None = None) -> None:
        """Read anew; `task` is chosen, else the one that was."""
        self._task = task or self._task
        job = self._desk.jobs.latest("putaway.tasks", self._desk.places.tasks, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def _show(self, rows: Sequence[Any]) -> None:
        self.stack.setCurrentIndex(1 if rows else 0)
        self.table.rows.show_rows(rows)
        open_ = sum(row.state < 400 for row in rows)
        self.said.setText(f"{counted(open_, 'open task')}" if rows else "")
        numbers = [row.task_id for row in rows]
        if rows:
            self.table.selectRow(numbers.index(self._task) if self._task in numbers else 0)
        else:
            self.why.show_task(None)

    def _choose(self, row: int) -> None:
        if row < 0:
            return
        task = self.table.rows.row(row)
        self._task = task.task_id
        self.why.show_task(task)

    def _changed(self) -> None:
        self.refresh()
        self.changed.emit()
