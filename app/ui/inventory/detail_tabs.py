"""What is seen of one stock record, tab by tab: its ledger, its unit, its lot, its promises, its past."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDateTime, Qt, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.control_room.line_list import Line as ListLine
from app.ui.control_room.line_list import LineList
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.tales import entry_lines, lot_lines, past_lines, unit_lines, why_lines
from app.ui.widgets.labels import Label, Line

PAGE = 50
TABS = (("history", "History"), ("unit", "Unit"), ("lot", "Lot"), ("why", "Why reserved"), ("past", "At a date"))


class DetailTabs(QWidget):
    """Reads a tab when it is looked at. `refused` and `failed` where it cannot; `act_asked` with an act's key."""

    act_asked = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: StockDesk) -> None:
        super().__init__()
        self._desk = desk
        self._row: Any = None
        self._entries: list[Any] = []
        self._balance = Decimal(0)
        self.bar = QTabBar()
        self.lists = {key: LineList(desk.theme, title) for key, title in TABS}
        self.note = Label(desk.theme, "", "body", "secondary", wrap=True)
        self.moment = QDateTimeEdit()
        self.pages = QStackedWidget()
        self._past = self._past_row()
        self._lay_out()
        self.bar.currentChanged.connect(lambda _: self._read_tab())
        self.lists["history"].wants_more.connect(self._more)
        self.lists["history"].opened.connect(self.act_asked)
        self.moment.editingFinished.connect(self._read_tab)

    def read(self, row: Any, on_hand: Decimal) -> None:
        """Another stock record, of a product with so much on hand: the tab in front is read."""
        self._row, self._balance = row, on_hand
        self._read_tab()

    def close_row(self) -> None:
        """Nothing is looked at any more."""
        self._row, self._entries = None, []
        for key in ("inventory.tab", "inventory.more"):
            self._desk.jobs.forget(key)
        for view in self.lists.values():
            view.lines.show_lines(())
        self.note.hide()

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.bar.setCurrentIndex([name for name, _ in TABS].index(key))

    def _lay_out(self) -> None:
        self.bar.setAccessibleName("What to see of this stock")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFont(self._desk.theme.font("body", 500))
        for _, title in TABS:
            self.bar.addTab(title)
        self.note.setContentsMargins(12, 12, 12, 12)
        for view in self.lists.values():
            self.pages.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, Line("h"), self._past, self.note):
            column.addWidget(part)
        column.addWidget(self.pages, 1)

    def _past_row(self) -> QWidget:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 0)
        self.moment.setDisplayFormat("dd MMM yyyy HH:mm")
        self.moment.setFont(self._desk.theme.number_font("body"))
        self.moment.setFixedHeight(28)
        self.moment.setAccessibleName("Moment in the past")
        self.moment.setTimeZone(QTimeZone(str(self._desk.zone).encode()))
        then = self._desk.clock() - timedelta(days=1)
        self.moment.setDateTime(QDateTime.fromSecsSinceEpoch(int(then.timestamp()), self.moment.timeZone()))
        row.addWidget(Label(self._desk.theme, "Where it lay on", "body", "secondary"))
        row.addWidget(self.moment)
        row.addStretch(1)
        return frame

    def _read_tab(self) -> None:
        row = self._row
        if row is None:
            return
        key = TABS[self.bar.currentIndex()][0]
        self._past.setVisible(key == "past")
        self.pages.setCurrentWidget(self.lists[key])
        stock = self._desk.stock
        match key:
            case "history":
                self._ask(stock.entries, self._show_entries, row.product_id)
            case "unit" if row.hu_id is not None:
                self._ask(stock.unit, self._show_unit, row.hu_id)
            case "lot" if row.lot_id is not None:
                self._ask(stock.lot, self._show_lot, row.lot_id)
            case "why":
                self._ask(stock.why, self._show_why, row.quant_id)
            case "past":
                self._ask(stock.stock_at, self._show_past, row.product_id, self.moment.dateTime().toPython())
            case "unit":
                self._show(key, [], "This stock is loose: it stands on no handling unit.")
            case _:
                self._show(key, [], "This item is kept without lots.")

    def _ask(self, use_case: Callable[..., Any], then: Callable[[Any], object], *args: Any) -> None:
        job = self._desk.jobs.latest("inventory.tab", use_case, *args, owner=self)
        job.then(then).on_refusal(self._refuse).on_fault(self.failed.emit)

    def _show(self, key: str, lines: Sequence[ListLine], nothing: str, complete: bool = True) -> None:
        self.lists[key].lines.show_lines(lines, complete)
        self.note.setText(nothing)
        self.note.setVisible(not lines)

    def _show_entries(self, entries: Sequence[Any]) -> None:
        self._entries = list(entries)
        self._show("history", self._said(entries), "Nothing was ever posted of this item.", len(entries) < PAGE)

    def _more(self) -> None:
        if self._row is not None and self._entries:
            last = self._entries[-1]
            job = self._desk.jobs.latest(
                "inventory.more", self._desk.stock.entries, self._row.product_id, last, owner=self
            )
            job.then(self._add).on_refusal(self._refuse).on_fault(self.failed.emit)

    def _add(self, entries: Sequence[Any]) -> None:
        lines = self._said(entries)
        self._entries += entries
        self.lists["history"].lines.add_lines(lines, len(entries) < PAGE)

    def _said(self, entries: Sequence[Any]) -> list[ListLine]:
        shown = self._entries if entries and self._entries and entries[0] is not self._entries[0] else []
        balance = self._balance - sum((one.delta for one in shown), Decimal(0))
        return entry_lines(entries, balance, self._desk.zone, self._desk.clock())

    def _show_unit(self, found: tuple[Sequence[Any], Sequence[Any]]) -> None:
        self._show("unit", unit_lines(*found, self._desk.zone, self._desk.clock()), "This unit is empty.")

    def _show_lot(self, found: tuple[Sequence[Any], Sequence[Any]]) -> None:
        self._show("lot", lot_lines(*found, self._desk.zone, self._desk.clock()), "Nothing is known of this lot.")

    def _show_why(self, rows: Sequence[Any]) -> None:
        """Orders that have it, or the sentence why none has."""
        said = "\n".join(dict.fromkeys(one.said for one in rows)) or "Nothing is reserved of this stock."
        self._show("why", why_lines(rows), said)
        self.note.show()

    def _show_past(self, rows: Sequence[Any]) -> None:
        self._show("past", past_lines(rows), "There was none of it then.")

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)
