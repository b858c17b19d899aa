"""The outbound page: who misses the cut-off, the list, one order, and what is done with orders."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.commands.outbound import outbound_commands
from app.domain.errors import Fault
from app.services.outbound import OrderFilter
from app.ui.outbound.act_panel import ActPanel
from app.ui.outbound.acts import ActParts, OrderActs
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.detail import Detail
from app.ui.outbound.facet_column import FacetColumn
from app.ui.outbound.going import go
from app.ui.outbound.import_panel import ImportPanel
from app.ui.outbound.order_form import OrderForm
from app.ui.outbound.order_list import OrderList
from app.ui.outbound.report import ReportPanel
from app.ui.outbound.risk_strip import SMALL_BELOW, RiskStrip
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button

EDGE = 8
LOOK_MS = 20_000  # the forecast and the counts are read anew this often while the page is on show
ROOM_FOR_ALL = 1700  # px from which facets, list and one order stand side by side


class OutboundPage(QWidget):
    """Reads through the desk's services on jobs. begin() once it is in the window; end() before it goes."""

    def __init__(self, shell: Shell, desk: OutboundDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setAccessibleName("Outbound")
        self.strip = RiskStrip(desk)
        self.facets = FacetColumn(desk)
        self.list = OrderList(desk)
        self.detail = Detail(desk)
        self.form = OrderForm(desk)
        self.acting = ActPanel(desk)
        self.importing = ImportPanel(desk)
        self.report = ReportPanel(desk)
        self.new = Button(desk.theme, "New order", "plus", "", "Ctrl+Alt+O")
        self.take = Button(desk.theme, "Import", "import")
        self._look = QTimer(self, interval=LOOK_MS)
        self._lay_out()
        self.acts = OrderActs(
            shell, desk, ActParts(self.list, self.form, self.detail, self.acting, self.importing, self.report), self
        )
        self._commands = outbound_commands(self.acts)
        self.acts.wanted.connect(self.look_for)
        self.acts.changed.connect(self.refresh)
        self.acts.opened.connect(self._fit)
        self._connect()
        shell.registry.add(*self._commands)
        shell.context.set("outbound.acts", desk.may_act)
        shell.context.set("outbound.chosen", False)

    def begin(self) -> None:
        """Read the list, the forecast and what may be chosen."""
        self.look_for(OrderFilter())
        job = self._desk.jobs.run(self._desk.orders.services, owner=self)
        job.then(self.form.show_services).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def look_for(self, wanted: OrderFilter) -> None:
        """Another filter."""
        self.facets.show_filter(wanted)
        self.list.look_for(wanted)
        self._look_round()

    def show_about(self, about: str) -> None:
        """An order by its number ("order:SO-1001"), whatever its state; the orders of a cart ("cart:4413"); "late", or
        "risk": what misses its cut-off."""
        kind, _, text = about.partition(":")
        if kind == "risk":
            self.acts.show_risk()
        elif kind == "cart" and text.isdecimal():
            job = self._desk.jobs.latest("outbound.cart", self._desk.ways.on_cart, int(text), owner=self)
            job.then(lambda ids: self.look_for(OrderFilter(scope="all", orders=tuple(ids))))
            job.on_refusal(self._shell.show_refusal).on_fault(self._fail)
        elif kind == "late":
            self.look_for(OrderFilter(late=True))
        else:
            self.look_for(OrderFilter(scope="all", text=text or about))

    def refresh(self) -> None:
        """Read anew what is on show."""
        self.list.again()
        self.detail.again()
        self._look_round()

    def end(self) -> None:
        """Give the commands back and stop looking."""
        self._look.stop()
        self._shell.registry.remove(command.id for command in self._commands)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open_row(self, row: Any) -> None:
        self.form.hide()
        self.detail.open_row(row)
        self._fit()

    def _choose(self) -> None:
        rows = self.list.rows
        self._shell.context.set("outbound.chosen", bool(self.list.number))
        if len(rows) == 1 and self.detail.isVisible() and rows[0].order_id != self.detail.order_id:
            self.detail.open_row(rows[0])

    def _look_round(self) -> None:
        jobs, orders = self._desk.jobs, self._desk.orders
        jobs.latest("outbound.facets", orders.facets, self.list.filter, owner=self).then(self._show_facets)
        jobs.latest("outbound.risk", orders.risk, owner=self).then(self._show_risk).on_fault(self._fail)

    def _show_facets(self, facets: Mapping[str, Mapping[str | None, int]]) -> None:
        self.facets.show_facets(facets)
        self.list.show_number(sum(facets.get("all", {}).values()))

    def _show_risk(self, risk: Mapping[str, Any]) -> None:
        self._shell.banner.clear()
        self.strip.show_risk(risk)
        self._shell.set_badge("outbound", risk["misses"], "warn" if risk["misses"] else None)

    def _fail(self, fault: Fault) -> None:
        """The rows that are there stay; the condition stands above until it is tried again."""
        self._shell.banner.show_condition("warn", fault.what, fault.safe, "Try again", self.refresh)

    def _fit(self) -> None:
        """Where there is no room for all three, the facets make room for what was opened."""
        opened = not self.detail.isHidden() or not self.form.isHidden()
        self.facets.setVisible(self.width() >= ROOM_FOR_ALL or not opened)
        self.strip.set_small(self.window().height() < SMALL_BELOW)

    def _connect(self) -> None:
        self.strip.risk_asked.connect(self.acts.show_risk)
        self.strip.cut_off_asked.connect(
            lambda moment, carrier: self.look_for(OrderFilter(cut_offs=(moment,), carriers=(carrier,)))
        )
        self.facets.changed.connect(self.look_for)
        self.list.wanted.connect(self.look_for)
        self.list.opened.connect(self._open_row)
        self.list.asked.connect(self.acts.act)
        self.list.chosen.connect(self._choose)
        self.detail.asked.connect(lambda room, about: go(self._shell, room, about))
        self.list.entry_asked.connect(self.acts.new_order)
        for failed in (self.list.failed, self.acting.failed, self.importing.failed, self.report.failed):
            failed.connect(self._fail)
        for closed in (self.detail.closed, self.form.closed):
            closed.connect(self._closed)
        self.acting.closed.connect(self.list.focus_table)
        self.report.closed.connect(self.list.focus_table)
        self.new.clicked.connect(self.acts.new_order)
        self.take.clicked.connect(self.acts.import_orders)
        self._look.timeout.connect(self._look_round)
        self._look.timeout.connect(lambda: None if self.acting.isVisible() else self.list.look())

    def _closed(self) -> None:
        self._fit()
        self.list.focus_table()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(EDGE)
        head.addWidget(self.strip, 1)
        acts = QVBoxLayout()
        acts.setSpacing(4)
        for button in (self.new, self.take):
            button.setVisible(self._desk.may_act)
            acts.addWidget(button)
        head.addLayout(acts)
        for panel in (self.importing, self.acting, self.report):
            self.list.place.addWidget(panel)
        row = QHBoxLayout()
        row.setSpacing(EDGE)
        row.addWidget(self.facets)
        row.addWidget(self.list, 1)
        row.addWidget(self.detail)
        row.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addLayout(row, 1)
