"""One stock record looked into: the item's sums and days, its ledger, its unit, its lot, its promises, its past."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDateTime, Qt, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QGridLayout, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.control_room.line_list import Line as ListLine
from app.ui.control_room.line_list import LineList
from app.ui.control_room.one_line import OneLine
from app.ui.control_room.words import joined, plain
from app.ui.inventory.chart import DaysChart
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.tales import entry_lines, lot_lines, past_lines, promise_lines, unit_lines
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

WIDTH = 356
PAGE = 50
TABS = (("history", "History"), ("unit", "Unit"), ("lot", "Lot"), ("why", "Promises"), ("past", "At a date"))
FACTS = ("On hand", "Reserved", "Held", "Can promise")


class Detail(Panel):
    """The panel at the right. `closed`, `plan_asked` with a stock row, `where_asked` with a SKU."""

    closed = Signal()
    plan_asked = Signal(object)
    where_asked = Signal(str)

    def __init__(self, desk: StockDesk) -> None:
        super().__init__(desk.theme)
        self._desk = desk
        self._row: Any = None
        self._entries: list[Any] = []
        self._balance = Decimal(0)
        self.setAccessibleName("What was opened")
        self.setFixedWidth(WIDTH)
        theme = desk.theme
        self.name = OneLine(theme, "heading", "primary")
        self.about = OneLine(theme, "small", "tertiary")
        self.facts = {name: Label(theme, "", "strong", cut="number") for name in FACTS}
        self.chart = DaysChart(theme)
        self.chart_title = Label(theme, "On hand, 90 days", "small", weight=600)
        self.error = InlineError(theme)
        self.bar = QTabBar()
        self.lists = {key: LineList(theme, title) for key, title in TABS}
        self.note = Label(theme, "", "body", "secondary", wrap=True)
        self.moment = QDateTimeEdit()
        self._lay_out()
        self.bar.currentChanged.connect(lambda _: self._read_tab())
        self.lists["history"].wants_more.connect(self._more)
        self.moment.editingFinished.connect(self._read_tab)
        self.hide()

    @property
    def row(self) -> Any:
        """The stock row that is open, None without one."""
        return self._row

    def open_row(self, row: Any) -> None:
        """Show a stock record: what the row says at once, the rest as it is read."""
        same = self._row is not None and self._row.product_id == row.product_id
        self._row = row
        self.name.show_text(row.product)
        self.about.show_text(joined([row.sku, row.location, row.lot or "", row.category]))
        if not same:
            for fact in self.facts.values():
                fact.setText("–")
            self.chart.show_days(())
        self.show()
        self.error.clear()
        job = self._desk.jobs.latest("inventory.card", self._desk.stock.card, row.product_id, owner=self)
        job.then(self._show_card).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def close_panel(self) -> None:
        """Let go of it."""
        self._row = None
        self._desk.jobs.forget("inventory.card")
        self._desk.jobs.forget("inventory.tab")
        self.hide()
        self.closed.emit()

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.bar.setCurrentIndex([name for name, _ in TABS].index(key))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        fly = IconButton(theme, "fly_to", "Show this bin on the plan", "Ctrl+G")
        where = IconButton(theme, "list", "Show all stock of this item")
        close = IconButton(theme, "close", "Close this panel", "Esc")
        fly.clicked.connect(lambda: self.plan_asked.emit(self._row))
        where.clicked.connect(lambda: self.where_asked.emit(self._row.sku))
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        for button in (where, fly, close):
            head.addWidget(button)
        facts = QGridLayout()
        facts.setHorizontalSpacing(8)
        for number, (name, value) in enumerate(self.facts.items()):
            facts.addWidget(Label(theme, name, "caption", "tertiary"), 0, number)
            facts.addWidget(value, 1, number)
            facts.setColumnStretch(number, 1)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 6, 8)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.about)
        top.addLayout(facts)
        top.addSpacing(4)
        top.addWidget(self.chart_title)
        top.addWidget(self.chart)
        top.addWidget(self.error)
        self.body.addLayout(top)
        self.body.addWidget(self._tabs())
        self.body.addWidget(Line("h"))
        self._past = self._past_row()
        self.body.addWidget(self._past)
        self.note.setContentsMargins(12, 12, 12, 12)
        self.body.addWidget(self.note)
        self.pages = QStackedWidget()
        for view in self.lists.values():
            self.pages.addWidget(view)
        self.body.addWidget(self.pages, 1)

    def _tabs(self) -> QWidget:
        self.bar.setAccessibleName("What to see of this stock")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setFont(self._desk.theme.font("body", 500))
        for _, title in TABS:
            self.bar.addTab(title)
        return self.bar

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

    def _show_card(self, found: tuple[Any, Sequence[Any]] | None) -> None:
        if found is None:
            self.note.setText("This item is not known any more.")
            return
        head, days = found
        can = head.on_hand - head.reserved - head.held - head.wanted
        for name, value in zip(FACTS, (head.on_hand, head.reserved, head.held, can), strict=True):
            self.facts[name].setText(plain(value))
        self._balance = head.on_hand
        weight = f"{head.weight / 1000:.3g} kg each" if head.weight else ""
        self.about.show_text(joined([head.sku, f"GTIN {head.gtin}" if head.gtin else "", weight]))
        self.chart.show_days(days)
        self._read_tab()

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
                self._ask(stock.promises, self._show_promises, [row.quant_id])
            case "past":
                self._ask(stock.stock_at, self._show_past, row.product_id, self.moment.dateTime().toPython())
            case "unit":
                self._show(key, [], "This stock is loose: it stands on no handling unit.")
            case _:
                self._show(key, [], "This item is kept without lots.")

    def _ask(self, use_case: Callable[..., Any], then: Callable[[Any], object], *args: Any) -> None:
        job = self._desk.jobs.latest("inventory.tab", use_case, *args, owner=self)
        job.then(then).on_refusal(self.error.show_refusal).on_fault(self._fail)

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
            job.then(self._add).on_refusal(self.error.show_refusal).on_fault(self._fail)

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

    def _show_promises(self, promises: Sequence[Any]) -> None:
        self._show("why", promise_lines(promises), "No order has a promise on this stock.")

    def _show_past(self, rows: Sequence[Any]) -> None:
        self._show("past", past_lines(rows), "There was none of it then.")

    def _fail(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
