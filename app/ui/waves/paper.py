"""Pick lists of chosen carts: onto paper, and what came of one back in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import Refusal
from app.services.picking import EntrySheet, PaperLine, PaperResult, Printed
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.waves.desk import WavesDesk
from app.ui.waves.entry_panel import EntryPanel
from app.ui.waves.words import counted
from app.ui.widgets.buttons import Button
from app.ui.widgets.messages import InlineError

CHOOSE = "Choose carts with picks that are open."
ONE = "Choose one cart: a list is entered at a time."
ONLY = "A supervisor prints and enters pick lists."


class PaperActs(QObject):
    """The two acts over a table of carts. `entering` with whether a list is open."""

    entering = Signal(bool)
    recorded = Signal()

    def __init__(self, shell: Shell, desk: WavesDesk, carts: Table, error: InlineError) -> None:
        super().__init__(carts)
        self._shell, self._desk, self._carts, self._error = shell, desk, carts, error
        self.print = Button(desk.theme, "Print pick list", "print", "small")
        self.print.clicked.connect(self.ask)
        self.enter = Button(desk.theme, "Enter pick list", "list", "small")
        self.enter.clicked.connect(self.open_list)
        self.panel = EntryPanel(desk.theme)
        self.panel.wanted.connect(self._record)
        self.panel.left.connect(self.close_list)
        self.panel.hide()
        carts.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        carts.rows.modelReset.connect(self._allow)
        self._allow()

    def chosen(self) -> list[Any]:
        """Chosen carts with something to pick, in the order of the table."""
        numbers = sorted({index.row() for index in self._carts.selectionModel().selectedRows()})
        rows = [self._carts.rows.row(number) for number in numbers]
        return [row for row in rows if row.open and not row.cancelled]

    def ask(self) -> None:
        """Ask for a file, and print the lists of the chosen carts into it."""
        batches = [row.batch_id for row in self.chosen()]
        if not batches or not self.print.isEnabled():
            return
        named = f"pick list {batches[0]}" if len(batches) == 1 else f"pick lists {batches[0]} to {batches[-1]}"
        offered = str(self._desk.folder / f"{named}.pdf")
        name, _ = QFileDialog.getSaveFileName(self._carts.window(), "Print pick list", offered, "PDF (*.pdf)")
        if name:
            file = Path(name)
            self.write(batches, file if file.suffix else file.with_suffix(".pdf"))

    def write(self, batches: Sequence[int], file: Path) -> None:
        """Print these lists into a file; the carts are held meanwhile."""
        self._error.clear()
        self.print.set_busy(True)
        job = self._desk.jobs.run(self._desk.paper.print_lists, tuple(batches), file, owner=self)
        job.then(self._printed).on_refusal(self._error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.print.set_busy(False))

    def open_list(self) -> None:
        """Show the lines of the chosen cart's list."""
        chosen = self.chosen()
        if len(chosen) != 1 or not self.enter.isEnabled():
            return
        self._error.clear()
        self.enter.set_busy(True)
        job = self._desk.jobs.run(self._desk.paper.entry, chosen[0].batch_id, owner=self)
        job.then(self._opened).on_refusal(self._error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.enter.set_busy(False))

    def close_list(self) -> None:
        """Leave the list; the cart stays held for whoever has its paper, and what is typed is there when it is opened
        again."""
        self.panel.keep_draft()
        self.entering.emit(False)
        self._carts.setFocus()

    def _printed(self, printed: Printed) -> None:
        lists = counted(len(printed.batches), "pick list")
        self._shell.toast(f"{lists} with {counted(printed.stops, 'stop')} in {printed.file.name}, held for you.")
        if printed.refused:
            batch, refusal = printed.refused[0]
            others = f" So are {len(printed.refused) - 1} more." if len(printed.refused) > 1 else ""
            self._error.show_refusal(
                Refusal(refusal.code, f"Cart #{batch} is not printed: {refusal.what}{others}", refusal.next_step)
            )
        else:
            self.recorded.emit()

    def _opened(self, sheet: EntrySheet) -> None:
        self.entering.emit(True)
        self.panel.show_sheet(sheet)

    def _record(self, lines: Sequence[PaperLine], place: str) -> None:
        sheet = self.panel.sheet
        if sheet is None:
            return
        self.panel.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.paper.enter, sheet.sheet, tuple(lines), place, owner=self)
        job.then(self._entered).on_refusal(self.panel.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.panel.save.set_busy(False))

    def _entered(self, done: PaperResult) -> None:
        self.panel.show_result(done)
        self.recorded.emit()

    def _allow(self) -> None:
        count = len(self.chosen())
        none = ONLY if not self._desk.may_act else None if count else CHOOSE
        self.print.set_allowed(none)
        self.enter.set_allowed(none or (None if count == 1 else ONE))
