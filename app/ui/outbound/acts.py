"""What is done with orders on the page: written, imported, changed after a look at what it undoes, held, let go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.services.outbound import FEW, Entered, OrderFilter, OrderWish
from app.ui.outbound.act_panel import ActPanel
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.detail import Detail
from app.ui.outbound.import_panel import ImportPanel
from app.ui.outbound.order_form import OrderForm
from app.ui.outbound.order_list import OrderList, why_not, why_not_all
from app.ui.outbound.report import ReportPanel
from app.ui.outbound.words import orders_of
from app.ui.shell.parts import Shell

MOST = 500  # orders whose undoing is looked at before the act; of more, each as its turn comes


@dataclass(frozen=True, slots=True)
class ActParts:
    """The parts of the page that acts use."""

    list: OrderList
    form: OrderForm
    detail: Detail
    acting: ActPanel
    importing: ImportPanel
    report: ReportPanel


class OrderActs(QObject):
    """`changed` when orders are no longer as they were, `wanted` with another filter, `opened` when a form came up."""

    changed = Signal()
    wanted = Signal(object)
    opened = Signal()

    def __init__(self, shell: Shell, desk: OutboundDesk, parts: ActParts, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._desk, self._parts = shell, desk, parts
        parts.form.wished.connect(self._enter)
        parts.form.changed.connect(self._ask_change)
        parts.acting.done.connect(self._acted)
        parts.importing.taken.connect(self._tell)
        parts.acting.many.connect(parts.report.begin)
        parts.report.done.connect(self.changed)
        parts.report.left.connect(lambda ids: self.wanted.emit(OrderFilter(scope="all", orders=ids)))

    def refresh(self) -> None:
        """Read anew what is on show."""
        self.changed.emit()

    def show_risk(self) -> None:
        """Only the orders that miss their cut-off at this rate."""
        job = self._desk.jobs.latest("outbound.risk_rows", self._desk.orders.at_risk, owner=self)
        job.then(lambda rows: self.wanted.emit(OrderFilter(orders=tuple(row.order_id for row in rows))))
        job.on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def new_order(self) -> None:
        """Write an order."""
        if self._desk.may_act:
            self._parts.detail.close_panel()
            self._parts.form.open_new()
            self.opened.emit()

    def import_orders(self) -> None:
        """Choose a file; it is checked whole before anything is entered."""
        path, _ = QFileDialog.getOpenFileName(self._parts.list, "Import orders", "", "Tables (*.csv *.xlsx *.txt)")
        if path:
            self._parts.importing.check(Path(path))

    def seek(self) -> None:
        """The keyboard goes to the line that finds."""
        self._parts.list.field.setFocus()
        self._parts.list.field.selectAll()

    def act(self, id_: str) -> None:
        """Do an act of the list's foot with the chosen orders."""
        rows, every = self._parts.list.rows, self._parts.list.every
        no = why_not_all(id_) if every else why_not(id_, rows)
        if not self._desk.may_act or self._parts.report.running or no is not None:
            return
        if every or len(rows) > MOST:
            self._act_on_each(id_, rows)
            return
        ids, orders = [row.order_id for row in rows], self._desk.orders
        if id_ == "cancel":
            self._parts.acting.ask_change(rows, {"cancel": True})
        elif id_ == "urgent":
            self._parts.acting.ask_change(rows, {"priority": 1})
        elif id_ == "hold":
            self._parts.acting.ask_hold(rows)
        elif id_ == "change":
            self._open_for_change(rows[0])
        elif len(rows) > FEW and id_ in ("resume", "promise"):
            pairs = [(row.order_id, row.number) for row in rows]
            act = self._desk.many.resume if id_ == "resume" else self._desk.many.promise
            words = "Let go on" if id_ == "resume" else "Promise"
            self._parts.report.begin(f"{words}: {orders_of(len(rows))}", partial(act, pairs))
        elif id_ == "resume":
            self._resume(ids)
        elif id_ == "reserve":
            self._run(orders.reserve, ids, words=_reserved)
        elif id_ == "promise":
            self._run(orders.promise, ids, words=_promised)
        else:
            self._run(orders.back_order, ids[0], words=lambda a: f"The rest goes as {a['number']}.")

    def choose_all(self) -> None:
        """All orders that match the filter, also those that are not in the list yet."""
        self._parts.list.choose_all()

    def _act_on_each(self, id_: str, rows: Sequence[Any]) -> None:
        """An act on more than is looked at before: all that match the filter, or hundreds that were chosen."""
        shown, many = self._parts.list, self._desk.many
        which = shown.filter if shown.every else [(row.order_id, row.number) for row in rows]
        simple: dict[str, tuple[str, Callable[..., Any]]] = {
            "resume": ("Let go on", many.resume), "promise": ("Promise", many.promise),
        }  # fmt: skip
        changes: dict[str, dict[str, Any] | None] = {
            "cancel": {"cancel": True},
            "urgent": {"priority": 1},
            "hold": None,
        }
        if id_ in changes:
            self._parts.acting.ask_each(which, shown.number, changes[id_])
        elif id_ in simple:
            words, act = simple[id_]
            self._parts.report.begin(f"{words}: {orders_of(shown.number)}", partial(many.on, which, act))
        else:
            self._shell.toast("Choose 500 orders at most for this.")

    def _open_for_change(self, row: Any) -> None:
        job = self._desk.jobs.latest("outbound.edit", self._desk.orders.order, row.order_id, owner=self)
        job.then(self._edit).on_refusal(self._shell.show_refusal).on_fault(self._shell.show_fault)

    def _edit(self, card: Mapping[str, Any] | None) -> None:
        if card is not None:
            self._parts.detail.close_panel()
            self._parts.form.open_order(card)
            self.opened.emit()

    def _ask_change(self, order_id: int, changes: Mapping[str, Any]) -> None:
        rows = [row for row in self._parts.list.rows if row.order_id == order_id]
        if rows:
            self._parts.acting.ask_change(rows, changes)

    def _enter(self, wish: OrderWish) -> None:
        self._parts.form.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.entry.enter, [wish], owner=self)
        job.then(lambda entered: self._entered(wish, entered)).on_refusal(self._parts.form.error.show_refusal)
        job.on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self._parts.form.save.set_busy(False))

    def _entered(self, wish: OrderWish, entered: Entered) -> None:
        self._parts.form.close_form()
        self._tell(f"{wish.number} is entered. {_promised(entered.promise or {'orders': []})}")

    def _run(self, act: Any, *args: Any, words: Any) -> None:
        job = self._desk.jobs.run(act, *args, owner=self)
        job.then(lambda answer: self._tell(words(answer)))
        job.on_refusal(self._parts.list.error.show_refusal).on_fault(self._shell.show_fault)

    def _acted(self, words: str, held: Sequence[int] | None) -> None:
        """Told with a way back where there is one: who was put on hold goes on."""
        self._tell(words, None if held is None else partial(self._resume, list(held)))

    def _resume(self, ids: Sequence[int]) -> None:
        self._run(self._desk.orders.resume, ids, words=lambda a: f"{orders_of(len(a['orders']))} let go on.")

    def _tell(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self._shell.toast(words, undo)
        if self._parts.form.isVisible():
            self._parts.form.close_form()
        self.changed.emit()


def _reserved(answer: Mapping[str, Any]) -> str:
    """What was reserved, and what is short."""
    short = len({one["order_id"] for one in answer["short"]})
    whole = len(answer["orders"]) - short
    return f"{orders_of(whole)} reserved in full{f', {short:,} short of stock' if short else ''}."


def _promised(answer: Mapping[str, Any]) -> str:
    """What a promise says: one order by its day, several by their number."""
    orders: Sequence[Mapping[str, Any]] = answer["orders"]
    if len(orders) == 1:
        one = orders[0]
        missing = sum(float(line["missing"]) for line in one["lines"])
        return (
            f"{one['number']} can be delivered in full by {one['promised_on']}."
            if one["whole"]
            else f"Of {one['number']}, {missing:g} cannot be promised."
        )
    return f"{sum(bool(one['whole']) for one in orders):,} of {orders_of(len(orders))} can be delivered in full."
