"""One order looked into: where it stands, its lines, what is reserved and why, what goes back, what happened."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout

from app.domain.errors import Fault, Refusal
from app.services.outbound import Leg
from app.ui.control_room.one_line import OneLine
from app.ui.control_room.words import joined, plain, say_clock, say_state
from app.ui.outbound.columns import back_columns, history_columns, line_columns, reserved_columns
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.way_bar import WayBar
from app.ui.outbound.words import POLICIES
from app.ui.tables import Table
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

WIDTH = 560
FACTS = ("Wants", "Reserved", "Picked", "Packed", "Missing")


class Detail(Panel):
    """The panel at the right. `closed` when it goes."""

    closed = Signal()
    asked = Signal(str, str)  # a room, and what of the order to show there

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme)
        EscapeKey(self, self.close_panel)
        self._desk, theme = desk, desk.theme
        self.order_id: int | None = None
        self.card: Mapping[str, Any] | None = None
        self.setAccessibleName("The order that was opened")
        self.setFixedWidth(WIDTH)
        self.name = OneLine(theme, "heading", "primary")
        self.about = OneLine(theme, "small", "tertiary")
        self.facts = {name: Label(theme, "", "strong", cut="number") for name in FACTS}
        self.notes = Label(theme, "", "small", "secondary", wrap=True)
        self.why = Label(theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(theme)
        self.way = WayBar(theme)
        self.way.asked.connect(self.asked)
        self.tabs = Segmented(theme, "What of the order", (Option("lines", "Lines"),), "lines")
        self.tabs.chosen.connect(self.show_tab)
        self.lines = Table(theme, "Lines", line_columns())
        self.lines.selectionModel().currentRowChanged.connect(lambda now, _: self._tell_line(now.row()))
        self.reserved = Table(theme, "Reserved", reserved_columns())
        self.reserved.selectionModel().currentRowChanged.connect(lambda now, _: self._tell_reserved(now.row()))
        self.back = Table(theme, "To be put back", back_columns())
        self.past = Table(theme, "History", history_columns(desk.clock, desk.zone))
        self._views = {"lines": self.lines, "reserved": self.reserved, "back": self.back, "history": self.past}
        self.stack = QStackedWidget()
        for view in self._views.values():
            self.stack.addWidget(view)
        self._lay_out()
        self.hide()

    def open_row(self, row: Any) -> None:
        """Show an order: what the row says at once, the rest as it is read."""
        self.order_id = row.order_id
        self.name.show_text(row.number)
        self.about.show_text(say_state(row.state))
        self.way.clear()
        self.show()
        self.again()

    def again(self) -> None:
        """Read what is open anew."""
        if self.order_id is None:
            return
        self.error.clear()
        jobs, orders = self._desk.jobs, self._desk.orders
        job = jobs.latest("outbound.card", orders.order, self.order_id, owner=self)
        job.then(self._show).on_refusal(self.error.show_refusal).on_fault(self._fail)
        past = jobs.latest("outbound.history", orders.history, self.order_id, owner=self)
        way = jobs.latest("outbound.way", self._desk.ways.of, self.order_id, owner=self)
        way.then(self._show_way).on_refusal(self.error.show_refusal).on_fault(self._fail)
        past.then(self._show_past).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def show_tab(self, id_: str) -> None:
        """lines, reserved, back or history."""
        self.stack.setCurrentWidget(self._views[id_])
        self.why.setVisible(id_ in ("lines", "reserved") and bool(self.why.text()))

    def close_panel(self) -> None:
        """Let go of it."""
        self.order_id = self.card = None
        for key in ("outbound.card", "outbound.history", "outbound.way"):
            self._desk.jobs.forget(key)
        self.hide()
        self.closed.emit()

    def _show(self, card: Mapping[str, Any] | None) -> None:
        if card is None:
            self.error.show_refusal(Refusal("WM404", "This order is not known any more.", "Refresh the list."))
            return
        self.card = card
        head, zone, now = card["head"], self._desk.zone, self._desk.clock()
        cut_off = head["cut_off"]
        self.name.show_text(head["number"])
        self.about.show_text(
            joined(
                [
                    say_state(head["state"]),
                    f"cut-off {say_clock(datetime.fromisoformat(cut_off), zone, now)}" if cut_off else "",
                    head["carrier_service"] or "",
                    f"priority {head['priority']}",
                    POLICIES[head["completeness"]].lower(),
                ]
            )
        )
        wants = sum(line["quantity"] - line["cancelled"] for line in card["lines"])
        for name, value in zip(
            FACTS, (wants, head["reserved"], head["picked"], head["packed"], head["missing"]), strict=True
        ):
            self.facts[name].setText(plain(value))
        self.notes.setText("\n".join(notes_of(card)))
        self.notes.setVisible(bool(self.notes.text()))
        back = len(card["put_back"])
        options = [
            Option("lines", f"Lines {len(card['lines'])}"),
            Option("reserved", f"Reserved {len(card['reserved'])}"),
        ]
        options += [Option("back", f"To put back {back}")] if back else []
        options += [Option("history", "History")]
        shown = next((id_ for id_, view in self._views.items() if view is self.stack.currentWidget()), "lines")
        shown = shown if any(option.id == shown for option in options) else "lines"
        self.tabs.set_options(options, shown)
        self.why.setText("")
        self.lines.rows.show_rows(card["lines"])
        self.reserved.rows.show_rows(card["reserved"])
        self.back.rows.show_rows(card["put_back"])
        self.show_tab(shown)

    def _show_way(self, legs: Sequence[Leg]) -> None:
        if self.order_id is not None:
            self.way.show_way(self.order_id, legs)

    def _show_past(self, rows: Sequence[Any]) -> None:
        self.past.rows.show_rows(rows)

    def _tell_line(self, number: int) -> None:
        if number >= 0:
            line = self.lines.rows.row(number)
            kit = f"Part of {plain(line['kit_quantity'])} x {line['kit']}." if line["kit"] else ""
            parts = (kit, line["instructions"], line["short"], line["promise"])
            self._tell(" ".join(part for part in parts if part) or "Nothing is noted about this line.")

    def _tell_reserved(self, number: int) -> None:
        if number >= 0:
            self._tell(str(self.reserved.rows.row(number)["why"] or ""))

    def _tell(self, words: str) -> None:
        self.why.setText(words)
        self.why.setVisible(bool(words))

    def _fail(self, fault: Fault) -> None:
        self.error.show_refusal(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        close = IconButton(theme, "close", "Close this panel", "Esc")
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(close)
        facts = QGridLayout()
        facts.setHorizontalSpacing(8)
        for number, (name, value) in enumerate(self.facts.items()):
            facts.addWidget(Label(theme, name, "caption", "tertiary"), 0, number)
            facts.addWidget(value, 1, number)
            facts.setColumnStretch(number, 1)
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 6, 8)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self.about)
        top.addSpacing(2)
        top.addLayout(facts)
        top.addWidget(self.way)
        top.addWidget(self.notes)
        top.addWidget(self.error)
        tabs = QHBoxLayout()
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        top.addLayout(tabs)
        self.body.addLayout(top)
        self.body.addWidget(self.stack, 1)
        self.why.setContentsMargins(12, 8, 12, 10)
        self.why.hide()
        self.body.addWidget(self.why)


def notes_of(card: Mapping[str, Any]) -> list[str]:
    """What people should know of an order besides its figures."""
    head = card["head"]
    notes = []
    if head["held_reason"]:
        note = f": {head['held_note']}" if head["held_note"] else ""
        notes.append(f"On hold by {head['held_by']}, {head['held_words'] or head['held_reason']}{note}.")
    if head["short_words"]:
        notes.append(f"Less than ordered: {head['short_words']}.")
    if head["back_order_number"]:
        notes.append(f"Brings the rest of {head['back_order_number']}.")
    notes += [
        f"The rest comes with {one['number']} ({say_state(one['state']).lower()})." for one in card["back_orders"]
    ]
    if head["services"]:
        notes.append(f"Before it leaves: {', '.join(head['services'])}.")
    if head["instructions"]:
        notes.append(head["instructions"])
    return notes
