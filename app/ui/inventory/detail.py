"""One stock record looked into: the item's sums and days, its ledger, its unit, its lot, its promises, its past."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.domain.errors import Fault, Refusal
from app.ui.control_room.one_line import OneLine
from app.ui.control_room.words import joined, plain
from app.ui.inventory.chart import DaysChart
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.detail_tabs import DetailTabs
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

WIDTH = 356
FACTS = ("On hand", "Reserved", "Held", "Can promise")


class Detail(Panel):
    """The panel at the right. `closed`, `plan_asked` with a stock row, `where_asked` with a SKU."""

    closed = Signal()
    plan_asked = Signal(object)
    where_asked = Signal(str)

    def __init__(self, desk: StockDesk) -> None:
        super().__init__(desk.theme)
        EscapeKey(self, self.close_panel)
        self._desk = desk
        self._row: Any = None
        self.setAccessibleName("What was opened")
        self.setFixedWidth(WIDTH)
        theme = desk.theme
        self.name = OneLine(theme, "heading", "primary")
        self.about = OneLine(theme, "small", "tertiary")
        self.facts = {name: Label(theme, "", "strong", cut="number") for name in FACTS}
        self.chart = DaysChart(theme)
        self.chart_title = Label(theme, "On hand, 90 days", "small", weight=600)
        self.error = InlineError(theme)
        self.tabs = DetailTabs(desk)
        self.tabs.refused.connect(self.error.show_refusal)
        self.tabs.failed.connect(self._fail)
        self._lay_out()
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
        self.tabs.close_row()
        if not same:
            for fact in self.facts.values():
                fact.setText("–")
            self.chart.show_days(())
        self.show()
        self.error.clear()
        job = self._desk.jobs.latest("inventory.card", self._desk.stock.card, row.product_id, owner=self)
        job.then(self._show_card).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def again(self) -> None:
        """Read what is open anew."""
        if self._row is not None:
            self.open_row(self._row)

    def close_panel(self) -> None:
        """Let go of it."""
        self._row = None
        self._desk.jobs.forget("inventory.card")
        self.tabs.close_row()
        self.hide()
        self.closed.emit()

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
        self.body.addWidget(self.tabs, 1)

    def _show_card(self, found: tuple[Any, Sequence[Any]] | None) -> None:
        if found is None:
            self.error.show_refusal(Refusal("WM404", "This item is not known any more.", "Search again."))
            return
        head, days = found
        can = head.on_hand - head.reserved - head.held - head.wanted
        for name, value in zip(FACTS, (head.on_hand, head.reserved, head.held, can), strict=True):
            self.facts[name].setText(plain(value))
        weight = f"{head.weight / 1000:.3g} kg each" if head.weight else ""
        worth = f"worth {head.unit_value.normalize():,f} each" if head.unit_value is not None else ""
        self.about.show_text(joined([head.sku, f"GTIN {head.gtin}" if head.gtin else "", weight, worth]))
        self.chart.show_days(days)
        self.tabs.read(self._row, head.on_hand)

    def _fail(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
