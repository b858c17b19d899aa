"""Deliveries and what is in the chosen one: lines, receipts, the difference report; receive, close, take back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.domain.inbound import InboundState
from app.services.inbound import Delivery
from app.services.inbound.deliveries import PAGE
from app.ui.inbound.columns import delivery_columns
from app.ui.inbound.delivery_acts import DeliveryActs
from app.ui.inbound.delivery_form import DeliveryForm
from app.ui.inbound.delivery_panel import DeliveryPanel
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.line_acts import LineActs
from app.ui.inbound.words import minutes
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

WHICH = (
    Option("open", "Open"),
    Option("due", "Due today"),
    Option("returns", "Returns"),
    Option("closed", "Closed"),
    Option("all", "All"),
)
TYPING_MS = 250


class DeliveriesView(QWidget):
    """`receive` with a delivery's row when its goods are to be taken in; `changed` after an act."""

    receive = Signal(object, bool)
    changed = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        super().__init__()
        EscapeKey(self, self.close_form, lambda: self.form.isVisible())
        self._shell, self._desk = shell, desk
        self._chosen: int | None = None
        theme = desk.theme
        self.which = Segmented(theme, "Which deliveries", WHICH, "open")
        self.which.chosen.connect(lambda _: self.refresh())
        self.search = QLineEdit()
        self.search.setPlaceholderText("Number, supplier or SKU")
        self.search.setAccessibleName("Find deliveries")
        self.search.setFont(theme.font("body"))
        self.search.setFixedSize(220, 28)
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.kpi = Label(theme, "", "small", "secondary", cut="number")
        self.list = Table(theme, "Deliveries", delivery_columns(desk.clock, desk.zone))
        self.list.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.list.rows.wants_page.connect(self._more)
        self.list.opened.connect(lambda _: self.receive_chosen())
        acts = (Act("New delivery", self.open_form, "plus"),) if desk.leads else ()
        why = "Announce one, import a file of the supplier,\nor take goods without papers in as a blind delivery."
        self.empty = EmptyState(theme, "inbound", "What comes in is announced here.", why, acts)
        self.nothing = EmptyState(theme, "search", "No delivery matches.", "Choose another filter, or search for less.")
        self.form = DeliveryForm(theme, desk.zone)
        self.form.wished.connect(self._enter)
        self.form.left.connect(self.close_form)
        self.detail = DeliveryPanel(desk)
        self.acts = DeliveryActs(shell, desk, self.detail, self, lambda: self.row, self.did)
        self.line_acts = LineActs(shell, desk, self.detail, self, lambda: self.row, self.did)
        self.detail.receive.clicked.connect(self.receive_chosen)
        self.detail.view.chosen.connect(lambda _: self._read_detail())
        self._lay_out()

    def refresh(self) -> None:
        """Read the list and the figure anew; the chosen delivery stays chosen."""
        jobs, desk = self._desk.jobs, self._desk
        job = jobs.latest("inbound.page", desk.deliveries.page, self.which.current, self.search.text(), owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))
        jobs.latest("inbound.kpi", desk.deliveries.dock_to_stock, owner=self).then(self._show_kpi)

    def open_form(self) -> None:
        """Announce a delivery, in place of the chosen one."""
        if self._desk.leads:
            self.detail.setVisible(False)
            self.empty.setVisible(False)
            self.nothing.setVisible(False)
            self.splitter.setVisible(True)
            self.listed.setVisible(True)
            self.form.setVisible(True)
            self.form.open_form()

    def close_form(self) -> None:
        """Back to the chosen delivery."""
        self.form.setVisible(False)
        self.refresh()

    def receive_chosen(self) -> None:
        """Take the goods of the chosen delivery in."""
        row = self.row
        if row is not None and self._desk.receives and InboundState(row.state).is_open:
            self.receive.emit(row, self.detail.label.isChecked())

    def did(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """An act went through: it is said, and everything is read anew."""
        self.detail.error.clear()
        self._shell.toast(words, undo)
        self.refresh()
        self.changed.emit()

    @property
    def row(self) -> Any:
        """The delivery that is chosen, None for none."""
        index = self.list.currentIndex()
        return self.list.rows.row(index.row()) if index.isValid() else None

    # ---- announcing ----
    def _enter(self, delivery: Delivery) -> None:
        self.form.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.deliveries.enter, [delivery], owner=self)
        job.then(self._entered).on_refusal(self.form.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.form.save.set_busy(False))

    def _entered(self, answer: Mapping[str, Any]) -> None:
        made = answer["deliveries"][0]
        self._chosen = made["inbound_id"]
        self.which.choose("open")
        self.form.setVisible(False)
        self.did(f"{made['number']} is announced.")

    # ---- showing ----
    def _show(self, rows: Sequence[Any]) -> None:
        wanted = self._chosen
        self.list.rows.show_rows(rows, complete=len(rows) < PAGE)
        plainly = self.which.current == "open" and not self.search.text().strip()
        form = self.form.isVisible()
        self.listed.setVisible(bool(rows) or form or not plainly)
        self.list.setVisible(bool(rows) or form)
        self.nothing.setVisible(not rows and not plainly and not form)
        self.empty.setVisible(not rows and plainly and not form)
        self.detail.setVisible(bool(rows) and not form)
        self.splitter.setVisible(not self.empty.isVisibleTo(self))
        if rows:
            numbers = [row.inbound_id for row in rows]
            self.list.selectRow(numbers.index(wanted) if wanted in numbers else 0)

    def _more(self, last: Any) -> None:
        job = self._desk.jobs.latest(
            "inbound.page", self._desk.deliveries.page, self.which.current, self.search.text(), last.place, owner=self
        )
        job.then(lambda rows: self.list.rows.add_page(rows, len(rows) < PAGE))

    def _show_kpi(self, figures: Any) -> None:
        said = f"Dock to stock, 24 h: {minutes(figures.median_minutes)}"
        if figures.waiting:
            said += f", {figures.waiting:,} {'receipt waits' if figures.waiting == 1 else 'receipts wait'}"
        self.kpi.setText(said)

    def _choose(self, number: int) -> None:
        if number < 0:
            return
        row = self.list.rows.row(number)
        self._chosen = row.inbound_id
        self.detail.show_head(row)
        self._read_detail()

    def _read_detail(self) -> None:
        if self._chosen is None:
            return
        view, jobs, desk = self.detail.view.current, self._desk.jobs, self._desk.deliveries
        reads: Mapping[str, Callable[[int], Any]] = {
            "lines": desk.lines, "receipts": desk.receipts, "report": desk.report, "changes": desk.changes,
        }  # fmt: skip
        read = reads[view]
        job = jobs.latest("inbound.detail", read, self._chosen, owner=self)
        job.then(lambda found: self.detail.show_found(view, found)).on_refusal(self.detail.error.show_refusal)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.listed = Panel(theme, "Deliveries")
        self.listed.add_to_head(self.which)
        self.listed.add_to_head(self.search, stretch_before=True)
        self.listed.body.addWidget(self.list, 1)
        self.listed.body.addWidget(self.nothing, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.listed, self.detail, self.form):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.empty, 1)
        hidden: tuple[QWidget, ...] = (self.detail, self.form, self.empty, self.nothing)
        for each in hidden:
            each.setVisible(False)
