"""One bin in the drill panel: head and rack face at once, then stock, ledger, tasks and promises as they are read."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.control_room import PAGE, BinDetail
from app.ui.control_room.line_list import LineList
from app.ui.control_room.lines import entry_line, promise_line, task_line
from app.ui.control_room.one_line import OneLine
from app.ui.control_room.panel_table import PanelTable
from app.ui.control_room.words import EN_DASH, STOCK_WORDS, joined, plain
from app.ui.tables import Column, StatusCell
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, Line

ROWS_SHOWN = 6
WIDE_FROM = 380  # px of the panel, from which handling units have a column
TABS = ("Stock", "Ledger", "Tasks", "Why here")


def stock_columns() -> list[Column]:
    """The stock records of a bin."""
    return [
        Column("SKU", lambda row: row.sku, "key", 84),
        Column("Lot", lambda row: row.lot or EN_DASH, "code", 0),
        Column("Unit", lambda row: f"…{row.sscc[-4:]}" if row.sscc else EN_DASH, "code", 64),
        Column("State", _state_cell, "status", 104),
        Column("On hand", lambda row: plain(row.quantity), "number", 70),
        Column("Res.", lambda row: plain(row.reserved), "number", 46),
        Column("Free", lambda row: plain(row.free), "number", 54, strong=True),
    ]


def _state_cell(row: Any) -> StatusCell:
    words = STOCK_WORDS.get(row.status, row.status)
    return StatusCell(words, None if row.status == "available" else "warn")


class StockTab(QWidget):
    """Stock records above, the ledger of the chosen one below."""

    chosen = Signal(object)  # a stock row
    all_asked = Signal()
    entry_opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = PanelTable(theme, "Stock in this bin", stock_columns())
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = Label(theme, "", "body", "secondary", wrap=True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.product = OneLine(theme, "small", "secondary")
        self.caption = Label(theme, "Ledger", "strong")
        self.all_link = Button(theme, "All", kind="link")
        self.all_link.clicked.connect(self.all_asked)
        self.ledger = LineList(theme, "Ledger entries of the chosen stock")
        self.ledger.opened.connect(self.entry_opened)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.addWidget(self.caption)
        head.addStretch(1)
        head.addWidget(self.all_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        product = QHBoxLayout()
        product.setContentsMargins(12, 6, 12, 6)
        product.addWidget(self.product)
        column.addWidget(self.table)
        column.addWidget(self.empty)
        column.addLayout(product)
        column.addWidget(Line("h"))
        column.addLayout(head)
        column.addWidget(self.ledger, 1)

    def show_stock(self, rows: Sequence[Any], why_empty: str) -> None:
        """Show the records; the chosen one stays chosen where it is still there."""
        before = self.row
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(why_empty)
        abnormal = any(row.status != "available" for row in rows)
        self.table.setColumnHidden(3, not abnormal)
        self.table.setColumnHidden(2, abnormal or self.width() < WIDE_FROM)
        shown = min(max(len(rows), 1), ROWS_SHOWN)
        self.table.setFixedHeight(28 + shown * self.table.verticalHeader().defaultSectionSize() + 1)
        every = [self.table.rows.row(n) for n in range(len(rows))]
        kept = next((n for n, row in enumerate(every) if before is not None and row.quant_id == before.quant_id), 0)
        self.product.setVisible(bool(rows))
        if rows:
            self.table.selectRow(kept)
        else:
            self.chosen.emit(None)

    @property
    def row(self) -> Any:
        """The stock record chosen, None without one."""
        at = self.table.currentIndex().row()
        return self.table.rows.row(at) if 0 <= at < self.table.rows.rowCount() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.table.isColumnHidden(3):
            self.table.setColumnHidden(2, self.width() < WIDE_FROM)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.table.rows.row(index.row())
            expiry = f"expires {row.expires_on:%d %b %Y}" if row.expires_on is not None else "no expiry"
            self.product.show_text(joined([row.product, expiry]))
            self.chosen.emit(row)


class BinTabs(QWidget):
    """Four tabs with counts. Says what the person asks for; the drill dock reads it."""

    stock_ledger_asked = Signal(object)  # a stock row
    page_asked = Signal(object)  # the last entry shown
    entry_opened = Signal(object)  # a ledger entry
    order_opened = Signal(object)  # an order id

    def __init__(self, theme: Theme, clock: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._clock, self._zone = clock, zone
        self._detail: BinDetail | None = None
        self._entries: list[Any] = []
        self.bar = QTabBar()
        self.bar.setAccessibleName("What to see of this bin")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFont(theme.font("body", 500))
        for name in TABS:
            self.bar.addTab(name)
        self.stock = StockTab(theme)
        self.ledger = LineList(theme, "All ledger entries of this bin")
        self.tasks = LineList(theme, "Open tasks at this bin")
        self.why = LineList(theme, "Promises on this bin's stock")
        self._nothing = [Label(theme, "", "body", "secondary", wrap=True) for _ in range(3)]
        self.pages = QStackedWidget()
        self.pages.addWidget(self.stock)
        for view, nothing in zip((self.ledger, self.tasks, self.why), self._nothing, strict=True):
            self.pages.addWidget(_with_note(view, nothing))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(3, 0, 0, 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Line("h"))
        column.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self.pages.setCurrentIndex)
        self.stock.chosen.connect(self._stock_chosen)
        self.stock.all_asked.connect(lambda: self.bar.setCurrentIndex(1))
        self.stock.entry_opened.connect(self.entry_opened)
        self.ledger.opened.connect(self.entry_opened)
        self.ledger.wants_more.connect(lambda: self.page_asked.emit(self._entries[-1] if self._entries else None))
        self.tasks.opened.connect(self.order_opened)
        self.why.opened.connect(self.order_opened)

    def wait(self) -> None:
        """Another bin is being read: nothing of the old one may stay."""
        self._detail = None
        self._entries = []
        for number, name in enumerate(TABS):
            self.bar.setTabText(number, name)
        self.stock.show_stock((), "Reading …")
        self.stock.all_link.hide()
        self.stock.ledger.lines.show_lines(())
        for view, nothing in zip((self.ledger, self.tasks, self.why), self._nothing, strict=True):
            view.lines.show_lines(())
            nothing.setText("Reading …")
            nothing.show()

    def show_detail(self, detail: BinDetail) -> None:
        """Show what was read of the bin; tab, chosen record and scroll stay where they are."""
        self._detail, self._entries = detail, list(detail.ledger)
        zone, now, here = self._zone, self._clock(), detail.head.location_id
        count = f"{detail.ledger_count:,}{'+' if detail.ledger_count >= 1000 else ''}"
        kept = [f"{len(rows)}" if detail.as_of is None else "" for rows in (detail.tasks, detail.promises)]
        counts = (f"{len(detail.stock)}", count, *kept)
        for number, (name, said) in enumerate(zip(TABS, counts, strict=True)):
            self.bar.setTabText(number, f"{name} {said}".rstrip())
        lines = [entry_line(entry, here, zone, now) for entry in detail.ledger]
        _show(self.ledger, lines, len(detail.ledger) >= detail.ledger_count)
        _show(self.tasks, [task_line(task, zone, now) for task in detail.tasks])
        _show(self.why, [promise_line(one, zone, now) for one in detail.promises])
        self._notes(detail)
        self.stock.all_link.setText(f"All {count}")
        self.stock.all_link.setVisible(detail.ledger_count > 0)
        last = next((f"Last movement {lines[0].lead}: {lines[0].title}." for _ in lines[:1]), "Nothing was ever here.")
        self.stock.show_stock(detail.stock, f"This bin {'is' if detail.as_of is None else 'was'} empty. {last}")

    def add_page(self, entries: Sequence[Any]) -> None:
        """Older ledger entries."""
        if self._detail is None:
            return
        here = self._detail.head.location_id
        self._entries += entries
        lines = [entry_line(entry, here, self._zone, self._clock()) for entry in entries]
        self.ledger.lines.add_lines(lines, len(entries) < PAGE)

    def show_stock_ledger(self, row: Any, entries: Sequence[Any]) -> None:
        """The ledger of one stock record."""
        if self._detail is not None:
            here = self._detail.head.location_id
            name = joined([row.sku, row.lot or ""]) if row is not None else ""
            self.stock.caption.setText(joined(["Ledger", name]))
            now = self._clock()
            lines = [entry_line(entry, here, self._zone, now, sku=row is None) for entry in entries]
            _show(self.stock.ledger, lines)

    def _stock_chosen(self, row: Any) -> None:
        """The page in hand answers where it holds all entries of the bin; else the database is asked."""
        detail = self._detail
        if detail is None:
            return
        if row is None:
            self.show_stock_ledger(None, detail.ledger)
        elif detail.ledger_count <= PAGE:
            same = [entry for entry in detail.ledger if (entry.sku, entry.lot) == (row.sku, row.lot)]
            self.show_stock_ledger(row, same)
        else:
            self.stock_ledger_asked.emit(row)

    def _notes(self, detail: BinDetail) -> None:
        head = detail.head
        blocks = [words for words, on in (("picking", head.block_pick), ("putaway", head.block_putaway)) if on]
        blocked = f" It is blocked for {' and '.join(blocks)}." if blocks else ""
        words = (
            "No movement was ever posted here.",
            f"No task takes from or brings to this bin.{blocked}",
            f"No order has a promise on this stock.{blocked}",
        )
        if detail.as_of is not None:
            kept = "The ledger does not keep the {} of a past moment. Go back to now to see those of now."
            words = ("No movement had been posted here.", kept.format("tasks"), kept.format("promises"))
        for view, nothing, text in zip((self.ledger, self.tasks, self.why), self._nothing, words, strict=True):
            nothing.setText(text)
            nothing.setVisible(view.lines.rowCount() == 0)


def _with_note(view: QWidget, note: Label) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    note.setContentsMargins(12, 12, 12, 12)
    column.addWidget(note)
    column.addWidget(view, 1)
    return page


def _show(view: LineList, lines: Sequence[Any], complete: bool = True) -> None:
    """Swap the rows and stay where the person had scrolled to."""
    bar = view.verticalScrollBar()
    at = bar.value()
    view.lines.show_lines(lines, complete)
    bar.setValue(at)
