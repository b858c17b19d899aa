"""The inventory explorer: facets, search line, table, what was opened, and the acts on what was chosen."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands.inventory import ACT_KEYS, inventory_commands
from app.domain.errors import Fault, Refusal
from app.services.inventory import Facets, Search, View, parse, say
from app.ui.inventory.act_panel import ActPanel
from app.ui.inventory.chores import Chores
from app.ui.inventory.columns import stock_columns
from app.ui.inventory.desk import StockDesk
from app.ui.inventory.detail import Detail
from app.ui.inventory.facet_panel import FacetPanel
from app.ui.inventory.finder import Finder
from app.ui.inventory.foot import Foot
from app.ui.inventory.head import ViewRow
from app.ui.inventory.mass_panel import MassPanel
from app.ui.inventory.parts import Parts
from app.ui.inventory.saved import SavedViews
from app.ui.inventory.search_line import SearchLine
from app.ui.inventory.table import StockTable
from app.ui.inventory.take_back import TakeBack
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import Act as WayOut
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Line
from app.ui.widgets.panel import Panel

EDGE = 8
ROOM_FOR_ALL = 1600  # px of the window from which facets, table and detail stand side by side


class InventoryPage(QWidget):
    """Reads through the desk's services on jobs. begin() once it is in the window; end() before it goes."""

    def __init__(self, shell: Shell, desk: StockDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self.setAccessibleName("Inventory")
        self.views = ViewRow(theme)
        self.facets = FacetPanel(theme)
        self.line = SearchLine(theme)
        self.table = StockTable(theme, stock_columns(desk.clock, desk.zone))
        self.finder = Finder(desk, self.table.stock, self)
        self.foot = Foot(theme, ACT_KEYS)
        self.acting = ActPanel(desk)
        self.mass = MassPanel(desk)
        self.back = TakeBack(desk)
        self.detail = Detail(desk)
        self.columns_button = Button(theme, "Columns", "columns", "small")
        self.export_button = Button(theme, "Export", "export", "small", "Ctrl+E")
        self.import_button = Button(theme, "Import", "import", "small")
        self.plan_button = Button(theme, "Show on plan", "fly_to", "small", "Ctrl+G")
        parts = Parts(
            self.views,
            self.line,
            self.table,
            self.finder,
            self.foot,
            self.acting,
            self.detail,
            self.mass,
            self.back,
            self.columns_button,
            self.show_view,
        )
        self.chores = Chores(self, parts, shell, desk)
        self.saved = SavedViews(self, parts, shell, desk)
        self.nothing = EmptyState(
            theme,
            "nothing",
            "No stock matches",
            "Take a filter out, or look at all stock.",
            [WayOut("Show all stock", self.chores.everything, "show")],
        )
        self.middle = QStackedWidget()
        self._ms, self._then = 0, ""
        self._lay_out()
        self._connect()
        self._commands = inventory_commands(self.chores)
        shell.registry.add(*self._commands)
        shell.context.set("inventory.acts", desk.may_act)
        self._choose()

    def begin(self, search: Search | None = None) -> None:
        """Look for stock, and read the saved views."""
        self.finder.look_for(search or Search())
        self.saved.read()

    def end(self) -> None:
        """Give the commands back and want no more answers."""
        self.finder.stop()
        self._shell.registry.remove(command.id for command in self._commands)

    def show_about(self, about: str) -> None:
        """Show what a line asks for ("bin:=A-04-16-5"). Refusals are said in the window. "act:move " before it opens
        that act on all that is found."""
        act, line = about.split(" ", 1) if about.startswith("act:") and " " in about else ("", about)
        self._then = act.removeprefix("act:")
        try:
            search = parse(line, self.finder.search.sort)
        except Refusal as refusal:
            self._shell.show_refusal(refusal)
            return
        here = (search.sort, search.filters) == (self.finder.search.sort, self.finder.search.filters)
        self.look_for(search)
        if here:
            self._act_on_found()

    def _act_on_found(self) -> None:
        """The act that somebody came here for, once there are rows to do it on."""
        if self._then and self.table.stock.rowCount() and self.table.stock.row(0) is not None:
            act, self._then = self._then, ""
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectAll()
            self.chores.act(act)

    def look_for(self, search: Search) -> None:
        """Another search."""
        if search.sort != self.finder.search.sort or search.filters != self.finder.search.filters:
            self.finder.look_for(search)

    def show_view(self, view: View | None) -> None:
        """A saved view, or all stock."""
        if view is None:
            self.finder.look_for(Search(sort=self.finder.search.sort))
            return
        try:
            self.finder.look_for(view.search)
        except Refusal as refusal:
            self._shell.show_refusal(refusal)
            return
        if view.columns:
            self.table.show_columns(view.columns)

    def open_row(self, row: Any) -> None:
        """Look into a stock record."""
        self.detail.open_row(row)
        self._shell.context.set("inventory.opened", True)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.views, 1)
        for button in (self.columns_button, self.import_button, self.export_button, self.plan_button):
            head.addWidget(button)
        centre = Panel(self._desk.theme)
        centre.setAccessibleName("Stock")
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.nothing)
        for part in (
            self.line,
            Line("h"),
            self.middle,
            self.chores.writing,
            self.mass,
            self.back,
            self.acting,
            Line("h"),
            self.foot,
        ):
            centre.body.addWidget(part, 1 if part is self.middle else 0)
        row = QHBoxLayout()
        row.setSpacing(EDGE)
        row.addWidget(self.facets)
        row.addWidget(centre, 1)
        row.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(EDGE)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        find = self.finder
        find.changed.connect(self._show_search)
        find.counted.connect(self._show_facets)
        find.answered.connect(self._show_time)
        find.refused.connect(self._refuse)
        find.failed.connect(self._fail)
        self.table.stock.grown.connect(self._show_found)
        self.table.stock.grown.connect(self._act_on_found)
        self.table.sorted_by.connect(lambda sort: self.look_for(find.search.sorted_by(sort)))
        self.table.opened.connect(self.open_row)
        self.table.chosen.connect(self._choose)
        self.table.all_asked.connect(self.chores.choose_all)
        self.line.changed.connect(self.look_for)
        self.line.left.connect(lambda: self.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.facets.toggled.connect(lambda key, value: self.look_for(find.search.toggled(key, value)))
        self.views.chosen.connect(self.show_view)
        self.foot.asked.connect(self.chores.act)
        self.acting.done.connect(self.chores.tell_done)
        self.mass.done.connect(self.chores.tell_done)
        self.back.done.connect(self.chores.tell_done)
        self.back.closed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.detail.tabs.act_asked.connect(self.chores.ask_back)
        self.acting.closed.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.detail.closed.connect(self._close_detail)
        self.detail.plan_asked.connect(lambda row: self.chores.fly_to(row))
        self.detail.where_asked.connect(lambda sku: self.look_for(Search({"sku": (f"={sku}",)}, "bin")))
        self.columns_button.clicked.connect(self.chores.choose_columns)
        self.export_button.clicked.connect(self.chores.export)
        self.import_button.setHidden(not self._desk.may_act)
        self.import_button.clicked.connect(self.mass.open_panel)
        self.plan_button.clicked.connect(self.chores.fly)

    def _show_search(self, search: Search) -> None:
        self._ms = 0
        self._shell.banner.clear()
        self.line.show_search(search)
        self.facets.show_search(search)
        self.table.show_sort(search.sort)
        self.views.show_search(say(search), search.sort)
        self.foot.show_sums(None)
        self.middle.setCurrentWidget(self.table)
        self._show_found()

    def _show_facets(self, facets: Facets) -> None:
        self.facets.show_facets(facets, self.finder.search)
        self.foot.show_sums(facets)
        known = {key: [one.value for one in facets.facet(key).values] for key in ("status", "zone", "group", "owner")}
        self.line.field.know_values(known)
        self._show_found()

    def _show_time(self, ms: int) -> None:
        self._ms = ms
        self._show_found()

    def _show_found(self) -> None:
        stock, facets = self.table.stock, self.finder.facets
        known = stock.rowCount()
        if stock.ended:
            words = f"{known:,} {'record' if known == 1 else 'records'}"
        elif facets is not None:
            words = f"{'' if facets.exact else 'about '}{_rough(facets)} records"
        else:
            words = f"{known:,} records so far" if known else "Searching …"
        self.line.show_found(f"{words} · {self._ms} ms" if self._ms else words, stock.waiting)
        nothing = stock.ended and known == 0
        self.middle.setCurrentWidget(self.nothing if nothing else self.table)

    def _choose(self) -> None:
        rows = self.table.choice()
        self.chores.forget_all()
        self.foot.show_choice(len(rows), self._desk.may_act)
        self._shell.context.set("inventory.chosen", bool(rows))
        there = bool(rows) or self.detail.row is not None
        self.plan_button.set_allowed(None if there else "Choose a row first.")

    def _close_detail(self) -> None:
        self._shell.context.set("inventory.opened", False)
        self._fit()
        self._choose()

    def _fit(self) -> None:
        """Where there is no room for all three, the facets make room for what was opened."""
        crowded = self.width() < ROOM_FOR_ALL - 60 and self.detail.row is not None
        self.facets.setVisible(not crowded)

    def _refuse(self, refusal: Refusal) -> None:
        """An order that cannot be: the rows come back in the one before, and the sentence stays."""
        before, search = self.finder.before, self.finder.search
        if before is not None and before.filters == search.filters and before.sort != search.sort:
            self.finder.look_for(before)
        self.line.error.show_refusal(refusal)
        self._show_found()

    def _fail(self, fault: Fault) -> None:
        """The rows that are there stay; the condition stands above until it is tried again."""
        self._shell.banner.show_condition("warn", fault.what, fault.safe, "Try again", self.finder.again)
        self._show_found()


def _rough(facets: Facets) -> str:
    """The number of records; of an estimate two digits."""
    if facets.exact:
        return f"{facets.records:,}"
    size = 10 ** max(0, len(str(facets.records)) - 2)
    return f"{round(facets.records / size) * size:,}"
