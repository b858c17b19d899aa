"""Goods that wait for a place: all of them, or the chosen ones, get one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.putaway import NoPlace, Proposed, Waiting
from app.ui.putaway.columns import waiting_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.words import counted
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

NOT_YOURS = "Supervisors and pickers plan places."


class WaitingView(QWidget):
    """`planned` with what was found, when places were planned."""

    planned = Signal(object)

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self.table = Table(theme, "Goods that wait for a place", waiting_columns(desk.clock))
        self.plan_all = Button(theme, "Find places", "search", "primary")
        self.plan_all.clicked.connect(self.plan)
        self.plan_all.set_allowed(None if desk.may_plan else NOT_YOURS)
        self.said = Label(theme, "", "small", "secondary")
        self.error = InlineError(theme)
        self.error.setContentsMargins(12, 0, 12, 0)
        panel = Panel(theme, "Waiting for a place")
        panel.add_to_head(self.said, stretch_before=True)
        panel.add_to_head(self.plan_all)
        panel.body.addWidget(self.error)
        panel.body.addWidget(self.table, 1)
        why = "What is received at a dock is listed here until a bin is planned for it."
        self.none = EmptyState(theme, "truck", "Nothing waits to be put away.", why)
        self.stack = QStackedWidget()
        for view in (self.none, panel):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.rows: Sequence[Waiting] = ()

    def refresh(self) -> None:
        """Read anew."""
        job = self._desk.jobs.latest("putaway.waiting", self._desk.places.waiting, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def plan(self) -> None:
        """Places for the chosen goods, for all where none are chosen."""
        chosen = [self.rows[index.row()] for index in self.table.selectionModel().selectedRows()] or list(self.rows)
        if not chosen or not self._desk.may_plan:
            return
        units = [one.key[1] for one in chosen if one.key[0] == "hu"]
        quants = [one.key[1] for one in chosen if one.key[0] == "quant"]
        self.error.clear()
        self.plan_all.set_busy(True)
        job = self._desk.jobs.run(self._desk.places.propose, units, quants, owner=self)
        job.then(self._planned).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.plan_all.set_busy(False))

    def _planned(self, found: Proposed) -> None:
        tasks = [place.task for place in found.places if place.fresh]
        if tasks:
            self._shell.toast(f"{counted(len(tasks), 'place')} planned.", undo=lambda: self._take_back(tasks))
        if found.left:
            self.error.show_refusal(_left(found.left))
        self.planned.emit(found)
        self.refresh()

    def _take_back(self, tasks: Sequence[int]) -> None:
        job = self._desk.jobs.run(self._desk.places.cancel, list(tasks), owner=self)
        job.then(lambda _: self.planned.emit(Proposed(())))
        job.then(lambda _: self.refresh()).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def _show(self, rows: Sequence[Waiting]) -> None:
        self.rows = tuple(rows)
        self.table.rows.show_rows(self.rows)
        self.said.setText(f"{counted(len(rows), 'load')}; choose some, or plan all" if rows else "")
        self.stack.setCurrentIndex(1 if rows else 0)


def _left(left: Sequence[NoPlace]) -> Refusal:
    """What found no place, as people read it."""
    first = left[0]
    more = f" {counted(len(left) - 1, 'more load')} found none either." if len(left) > 1 else ""
    return Refusal("putaway.left", f"{first.name} found no place. {first.why}{more}", first.next_step)
