"""What the explorer's commands do: act on the choice, take it back, export, the way to the plan."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt

from app.domain.errors import Fault, Refusal
from app.services.inventory import Search
from app.services.inventory.done import Done
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.parts import Parts
from app.ui.inventory.writing import Writing
from app.ui.shell.parts import Shell

PLAN = "control_room"


class Chores(QObject):
    """Implements app.commands.inventory.InventoryActs on a page."""

    def __init__(self, parent: QObject, parts: Parts, shell: Shell, desk: StockDesk) -> None:
        super().__init__(parent)
        self._parts, self._shell, self._desk = parts, shell, desk
        self._every: tuple[Any, ...] | None = None
        self.writing = Writing(shell, desk, parts.finder)

    def find(self) -> None:
        """Bring the keyboard to the search line."""
        self._parts.line.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._parts.line.field.selectAll()

    def everything(self) -> None:
        """Show all stock."""
        self._parts.show_view(None)

    def refresh(self) -> None:
        """Ask for the same anew."""
        self._parts.finder.again()

    def choose_columns(self) -> None:
        """Open the list of columns under its button."""
        button = self._parts.columns_at
        self._parts.table.column_menu().popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def save_view(self) -> None:
        """Save what is shown under a name."""
        self._parts.views.ask_name()

    def act(self, id_: str) -> None:
        """Open an act on the chosen rows, or on all that match after Ctrl+A."""
        rows = self._every if self._every is not None else self._parts.table.choice()
        if rows:
            self._parts.back.hide()
            self._parts.acting.open_act(id_, rows)

    def ask_back(self, op: UUID) -> None:
        """Whether an act of the ledger may be taken back, with the way to do it."""
        if self._desk.may_act:
            self._parts.acting.hide()
            self._parts.back.open_act(op)

    def choose_all(self) -> None:
        """All that match are chosen, read to the last of them; Refusal where they are too many for one act."""
        search = self._parts.finder.search
        job = self._desk.jobs.latest("inventory.all", self._desk.stock.every, search, owner=self)
        job.then(lambda rows: self._choose_all(search, rows)).on_refusal(self._parts.line.error.show_refusal)
        job.on_fault(self._fail)

    def forget_all(self) -> None:
        """Single rows are chosen again."""
        self._every = None

    def close_detail(self) -> None:
        """Close what was opened."""
        self._parts.detail.close_panel()

    def fly(self) -> None:
        """Show the bin of the open row, or of the first chosen one, on the plan."""
        rows = self._parts.table.choice()
        row = self._parts.detail.row if self._parts.detail.row is not None else next(iter(rows), None)
        if row is not None:
            self.fly_to(row)

    def fly_to(self, row: Any) -> None:
        """Show a bin on the plan."""
        if self._shell.has(PLAN):
            self._shell.open(PLAN, f"bin:{row.location}")

    def export(self) -> None:
        """Ask where to, and write all that was found."""
        self.writing.ask(self._parts.table)

    def import_table(self) -> None:
        """Open the changes from a table."""
        self._parts.mass.open_panel()

    def tell_done(self, done: Done) -> None:
        """What was done, with the way back; the table and what is open are read again."""
        op = done.op
        self._parts.detail.again()
        self._shell.toast(done.words, None if op is None else lambda: self._undo(op))
        self._parts.finder.again()

    def _choose_all(self, search: Search, rows: tuple[Any, ...]) -> None:
        if search is self._parts.finder.search and rows:
            self._parts.table.clearSelection()
            self._every = rows
            self._parts.foot.show_choice(len(rows), self._desk.may_act, every=True)
            self._shell.context.set("inventory.chosen", True)

    def _undo(self, op: UUID) -> None:
        job = self._desk.jobs.run(self._desk.acts.undo, op, owner=self)
        job.then(self.tell_done).on_refusal(self._refuse).on_fault(self._fail)

    def _refuse(self, refusal: Refusal) -> None:
        self._shell.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
