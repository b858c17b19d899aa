"""The list: a line to find by, the table in pages, what can be done with what is chosen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.services.outbound import PAGE, OrderFilter
from app.ui.outbound.columns import order_columns
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.words import orders_of
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

PAUSE_MS = 250  # after the last key before the list is asked
NARROW = 900  # px below which some columns make room for the customer
RARE = ("Lines", "Promised", "Carrier")
SORTS = (("cut_off", "By cut-off"), ("priority", "By priority"), ("newest", "Newest first"), ("number", "By number"))
ACTS = (
    ("change", "Change", "draw"),
    ("urgent", "Priority 1", "collapse"),
    ("hold", "Hold", "hold"),
    ("resume", "Let go on", "play"),
    ("promise", "Promise", "ok"),
    ("backorder", "Rest later", "clock"),
    ("cancel", "Cancel", "delete"),
)


class FindField(QLineEdit):
    """Down goes to the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class OrderList(Panel):
    """`opened` with a row, `asked` with an act of ACTS, `chosen` when the choice changed, `wanted` with a filter."""

    opened = Signal(object)
    asked = Signal(str)
    chosen = Signal()
    wanted = Signal(object)
    entry_asked = Signal()
    failed = Signal(object)

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme)
        self._desk, theme = desk, desk.theme
        self.filter = OrderFilter()
        self._number: int | None = None  # orders that match, once they are counted
        self._every = self._marking = False
        self.setAccessibleName("Outbound orders")
        self.field = FindField()
        self.field.setAccessibleName("Find orders by number or reference")
        self.field.setPlaceholderText("Number or reference begins with")
        self.field.setFont(theme.code_font("body"))
        self.field.setFixedHeight(32)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._find)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self._find)
        self.field.left.connect(self.focus_table)
        self.sort = Choices(theme, "Order of the list", SORTS, "cut_off")
        self.sort.setFixedWidth(132)
        self.sort.currentIndexChanged.connect(lambda _: self.again())
        self.found = Label(theme, "", "small", "secondary", "number")
        self.table = Table(theme, "Outbound orders", order_columns(desk.clock, desk.zone))
        self.table.opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.table.rows.wants_page.connect(self._more)
        self.error = InlineError(theme)
        acts = (Act("Show all open orders", lambda: self.wanted.emit(OrderFilter()), "show"),)
        entry = (Act("New order", self.entry_asked.emit, "plus"),) if desk.may_act else ()
        self.nothing = EmptyState(
            theme, "nothing", "No order matches.", "Take a filter out, or see all open orders.", acts
        )
        self.none = EmptyState(
            theme,
            "outbound",
            "Orders that leave the house.",
            "There is no open order. Enter one, import a table (CSV or XLSX),\nor let another system send them.",
            entry,
        )
        self.middle = QStackedWidget()
        for page in (self.table, self.nothing, self.none):
            self.middle.addWidget(page)
        self._lay_out()
        self._choose()

    @property
    def rows(self) -> list[Any]:
        """The chosen rows."""
        return [self.table.rows.row(index.row()) for index in self.table.selectionModel().selectedRows()]

    @property
    def every(self) -> bool:
        """Whether all that match the filter are chosen, also those that are not in the list yet."""
        return self._every

    @property
    def number(self) -> int:
        """How many orders are chosen."""
        return self._number or 0 if self._every else len(self.rows)

    def choose_all(self) -> None:
        """All that match the filter, loaded or not; choosing anything else ends it."""
        if self._number and self._desk.may_act:
            self._every = True
            self._mark_all()
            self.focus_table()

    def look_for(self, wanted: OrderFilter) -> None:
        """Another filter, from the first row."""
        self._every, self._number = self._every and wanted == self.filter, None
        self.filter = wanted
        if self.field.text().strip() != wanted.text:
            self.field.setText(wanted.text)
        self.again()

    def again(self) -> None:
        """Read the list anew from its first row; what was chosen stays so where it is still there."""
        keep = {row.order_id for row in self.rows}
        job = self._desk.jobs.latest("outbound.page", self._desk.orders.page, self.filter, self.sort.value, owner=self)
        job.then(lambda rows: self._show(rows, keep)).on_refusal(self._refuse).on_fault(self.failed.emit)

    def look(self) -> None:
        """Read the first page anew by itself; not while somebody reads further down or has chosen several."""
        above = self.table.verticalScrollBar().value() == 0
        if above and self.table.rows.rowCount() <= PAGE and len(self.rows) < 2 and not self._pause.isActive():
            self.again()

    def focus_table(self) -> None:
        """The keyboard goes to the rows."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.currentIndex().isValid() and self.table.rows.rowCount():
            self.table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for number, column in enumerate(self.table.rows.columns):
            self.table.setColumnHidden(number, column.title in RARE and self.width() < NARROW)

    def show_number(self, number: int) -> None:
        """How many orders match in all."""
        self._number = number
        self._every = self._every and number > 0
        self.found.setText(orders_of(number))
        self._say()

    def _find(self) -> None:
        self._pause.stop()
        text = self.field.text().strip()
        if text != self.filter.text:
            self.wanted.emit(replace(self.filter, text=text))

    def _show(self, rows: Sequence[Any], keep: set[int]) -> None:
        self.error.clear()
        self.table.rows.show_rows(rows, complete=len(rows) < PAGE)
        plain = self.filter == OrderFilter()
        self.middle.setCurrentWidget(self.table if rows else self.none if plain else self.nothing)
        selection = self.table.selectionModel()
        flags = selection.SelectionFlag
        for number in (n for n, row in enumerate(rows) if row.order_id in keep and not self._every):
            selection.select(self.table.rows.index(number, 0), flags.Select | flags.Rows)
            selection.setCurrentIndex(self.table.rows.index(number, 0), flags.NoUpdate)  # the arrows go on from there
        if self._every:
            self._mark_all()
        self._choose()

    def _more(self, last: Any) -> None:
        job = self._desk.jobs.latest(
            "outbound.page", self._desk.orders.page, self.filter, self.sort.value, last, owner=self
        )
        job.then(self._add)
        job.on_refusal(self._refuse).on_fault(self.failed.emit)

    def _add(self, rows: Sequence[Any]) -> None:
        self.table.rows.add_page(rows, len(rows) < PAGE)
        if self._every:
            self._mark_all()

    def _mark_all(self) -> None:
        """The rows that are there look chosen; this is not a choice of somebody's hand."""
        self._marking = True
        self.table.selectAll()
        self._marking = False
        self._choose()

    def _refuse(self, refusal: Refusal | Fault) -> None:
        if isinstance(refusal, Refusal):
            self.error.show_refusal(refusal)

    def _choose(self) -> None:
        if self._marking:
            return
        if self._every and len(self.rows) < self.table.rows.rowCount():
            self._every = False
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        """How many are chosen, what may be done with them, and whether there are more to choose."""
        rows, number, matching = self.rows, self.number, self._number or 0
        said = f"All {number:,} that match" if self._every else f"{number:,} chosen"
        self.count.setText(said if number else "Choose orders to act on them")
        self.count.set_tone("primary" if number else "tertiary")
        self.all.setAccessibleName(f"Choose all {matching:,} orders")
        self.all.setVisible(self._desk.may_act and matching > len(rows) and not self._every)
        for id_, button in self.buttons.items():
            button.setVisible(bool(number) and self._desk.may_act)
            button.set_allowed(why_not_all(id_) if self._every else why_not(id_, rows))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        top = QHBoxLayout()
        top.setContentsMargins(10, 8, 12, 8)
        top.setSpacing(8)
        self.all = Button(theme, "Choose all", "", "small")  # beside how many match
        self.all.clicked.connect(self.choose_all)
        self.all.hide()
        for part in (self.field, self.sort, self.found, self.all):
            top.addWidget(part, 1 if part is self.field else 0)
        foot = QFrame()
        foot.setProperty("surface", "foot")
        foot.setFixedHeight(44)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        self.count = Label(theme, "", "body", weight=500, cut="number")
        row.addWidget(self.count)
        self.buttons: dict[str, Button] = {}
        for id_, words, icon in ACTS:
            button = self.buttons[id_] = Button(theme, words, icon, "small")
            button.clicked.connect(lambda _=False, id_=id_: self.asked.emit(id_))
            row.addWidget(button)
        row.addStretch(1)
        self.place = QVBoxLayout()  # panels that open above the foot
        holder = QWidget()
        holder.setLayout(self.place)
        self.place.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(top)
        self.error.setContentsMargins(12, 0, 12, 8)
        self.body.addWidget(self.error)
        self.body.addWidget(Line("h"))
        self.body.addWidget(self.middle, 1)
        self.body.addWidget(holder)
        self.body.addWidget(Line("h"))
        self.body.addWidget(foot)


def why_not_all(act: str) -> str | None:
    """Why an act cannot be done with all that match; None: it can, and what it cannot be done with is told."""
    return "Choose one order." if act in ("change", "backorder") else None


def why_not(act: str, rows: Sequence[Any]) -> str | None:
    """Why an act cannot be done with these orders; None: it can."""
    if not rows:
        return "Choose orders first."
    if act in ("change", "backorder") and len(rows) > 1:
        return "Choose one order."
    gone = next((row for row in rows if row.group in ("shipped", "cancelled")), None)
    if gone is not None:
        return f"Order {gone.number} has left." if gone.group == "shipped" else f"Order {gone.number} is cancelled."
    held = [row for row in rows if row.group == "held"]
    if act == "resume" and len(held) < len(rows):
        return "Only orders on hold go on."
    if act in ("hold", "promise", "reserve", "backorder") and held:
        return f"Order {held[0].number} is on hold."
    if act == "backorder" and not (rows[0].missing > 0 and rows[0].reserved + rows[0].picked > 0):
        return "A part of it must be there, and a part missing."
    if act in ("promise", "reserve") and any(row.status > 600 for row in rows):
        return "What is being packed needs no promise."
    return None
