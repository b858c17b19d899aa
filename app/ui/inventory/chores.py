"""What the explorer's commands do: act on the choice, take it back, export, saved views, the way to the plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import Fault, Refusal
from app.services.inventory import Search, View, say
from app.services.inventory.acts import Done
from app.ui.inventory.desk import StockDesk
from app.ui.jobs import Job
from app.ui.shell.parts import Shell
from app.ui.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from app.ui.inventory.page import InventoryPage

PLAN = "control_room"


class Chores(QObject):
    """Implements app.commands.inventory.InventoryActs on a page."""

    def __init__(self, page: "InventoryPage", shell: Shell, desk: StockDesk) -> None:
        super().__init__(page)
        self._page, self._shell, self._desk = page, shell, desk
        self._every: tuple[Any, ...] | None = None
        self._writing: Job | None = None
        self.progress = ProgressPanel(desk.theme, "Export")
        self.progress.setContentsMargins(12, 8, 12, 8)
        self.progress.cancelled.connect(self._stop_writing)
        self.progress.hide()

    def find(self) -> None:
        """Bring the keyboard to the search line."""
        self._page.line.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.line.field.selectAll()

    def everything(self) -> None:
        """Show all stock."""
        self._page.show_view(None)

    def refresh(self) -> None:
        """Ask for the same anew."""
        self._page.finder.again()

    def choose_columns(self) -> None:
        """Open the list of columns under its button."""
        button = self._page.columns_button
        self._page.table.column_menu().popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def save_view(self) -> None:
        """Save what is shown under a name."""
        self._page.views.ask_name()

    def act(self, id_: str) -> None:
        """Open an act on the chosen rows, or on all that match after Ctrl+A."""
        rows = self._every if self._every is not None else self._page.table.choice()
        if rows:
            self._page.acting.open_act(id_, rows)

    def choose_all(self) -> None:
        """All that match are chosen, read to the last of them; Refusal where they are too many for one act."""
        search = self._page.finder.search
        job = self._desk.jobs.latest("inventory.all", self._desk.stock.every, search, owner=self)
        job.then(lambda rows: self._choose_all(search, rows)).on_refusal(self._page.line.error.show_refusal)
        job.on_fault(self._fail)

    def forget_all(self) -> None:
        """Single rows are chosen again."""
        self._every = None

    def close_detail(self) -> None:
        """Close what was opened."""
        self._page.detail.close_panel()

    def fly(self) -> None:
        """Show the bin of the open row, or of the first chosen one, on the plan."""
        rows = self._page.table.choice()
        row = self._page.detail.row if self._page.detail.row is not None else next(iter(rows), None)
        if row is not None:
            self.fly_to(row)

    def fly_to(self, row: Any) -> None:
        """Show a bin on the plan."""
        if self._shell.has(PLAN):
            self._shell.open(PLAN, f"bin:{row.location}")

    def export(self) -> None:
        """Ask where to, and write all that was found."""
        offered = self._desk.downloads / f"stock {self._desk.clock().astimezone(self._desk.zone):%Y-%m-%d %H%M}.xlsx"
        kinds = "Excel workbook (*.xlsx);;Comma-separated (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self._page, "Export stock", str(offered), kinds)
        if name:
            self.write(Path(name))

    def write(self, file: Path) -> None:
        """Write all that was found to a file, in the background, with progress and a way to stop."""
        if self._writing is not None:
            return
        facets = self._page.finder.facets
        total = facets.records if facets is not None else None
        self.progress.start(f"Writing {file.name}")
        self.progress.show()
        job = self._desk.jobs.run_long(self._desk.export, self._page.finder.search, file, total, owner=self)
        job.then(lambda rows: self._written(file, rows)).on_refusal(self._refuse).on_fault(self._fail)
        job.on_progress(self.progress.show_progress)
        self._writing = job

    def tell_done(self, done: Done) -> None:
        """What was done, with the way back; the table is read again."""
        op = done.op
        self._shell.toast(done.words, None if op is None else lambda: self._undo(op))
        self._page.finder.again()

    def read_views(self) -> None:
        """The saved views there are."""
        job = self._desk.jobs.latest("inventory.views", self._desk.stock.views, owner=self)
        job.then(self._page.views.show_views).on_refusal(self._refuse).on_fault(self._fail)

    def keep_view(self, name: str, shared: bool) -> None:
        """Save what is shown under a name."""
        search: Search = self._page.finder.search
        columns = self._page.table.shown_columns()
        job = self._desk.jobs.run(self._desk.stock.save, name, say(search), search.sort, columns, shared, owner=self)
        job.then(lambda _: self.read_views()).on_refusal(self._refuse).on_fault(self._fail)

    def drop_view(self, view: View) -> None:
        """Delete one's own view."""
        job = self._desk.jobs.run(self._desk.stock.drop, view.view_id, owner=self)
        job.then(lambda _: self.read_views()).on_refusal(self._refuse).on_fault(self._fail)

    def _choose_all(self, search: Search, rows: tuple[Any, ...]) -> None:
        if search is self._page.finder.search and rows:
            self._page.table.clearSelection()
            self._every = rows
            self._page.foot.show_choice(len(rows), self._desk.may_act, every=True)
            self._shell.context.set("inventory.chosen", True)

    def _undo(self, op: UUID) -> None:
        job = self._desk.jobs.run(self._desk.acts.undo, op, owner=self)
        job.then(self.tell_done).on_refusal(self._refuse).on_fault(self._fail)

    def _stop_writing(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
        self._writing = None
        self.progress.hide()

    def _written(self, file: Path, rows: int) -> None:
        self._stop_writing()
        self._shell.toast(f"{rows:,} rows are in {file.name}.")

    def _refuse(self, refusal: Refusal) -> None:
        self._stop_writing()
        self._shell.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
