"""An order written or changed, by keyboard: SKU, Enter, pieces, Enter, the next line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.outbound import LineWish, OrderWish
from app.ui.outbound.columns import new_line_columns
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.tick import Tick
from app.ui.outbound.words import POLICIES
from app.ui.tables import Table
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

WIDTH = 424
MOMENT = "%Y-%m-%d %H:%M"


@dataclass(frozen=True, slots=True)
class _Known:
    """What an order that is changed says now."""

    order_id: int
    head: Mapping[str, Any]
    wants: Mapping[int, Decimal]


class OrderForm(Panel):
    """`wished` with an OrderWish; `changed` with order_id and changes as api.change_orders_v1 reads them; `closed`."""

    wished = Signal(object)
    changed = Signal(int, object)
    closed = Signal()

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme, "New order")
        self._desk, theme = desk, desk.theme
        self._known: _Known | None = None
        self._lines: list[LineWish] = []
        self.setFixedWidth(WIDTH)
        self.number = self._field("Number", "SO-1001", 40)
        self.customer = self._field("Customer, optional", "Code", 40)
        self.priority = Choices(theme, "Priority", [(n, f"{n}") for n in range(1, 10)], 5)
        self.cut_off = self._field("Cut-off, optional", "2026-11-23 17:00", 16)
        self.carrier = self._field("Carrier, optional", "Express", 40)
        self.policy = Choices(theme, "If something is missing", list(POLICIES.items()), "ship_complete")
        self.instructions = self._field("Instructions, optional", "For the packer", 400)
        self.boxes: dict[str, Tick] = {}
        self.sku = self._field("SKU", "SKU, then Enter", 40)
        self.pieces = self._field("Pieces", "1", 16)
        self.parts = Tick(theme, "Kit: its parts")
        self.lines = Table(theme, "Lines of the order", new_line_columns())
        self.lines.opened.connect(self._take_up)
        self.error = InlineError(theme)
        self.save = Button(theme, "Enter order", "ok", "primary", "Ctrl+Return")
        self.save.clicked.connect(self.send)
        self.sku.returnPressed.connect(lambda: self.pieces.setFocus(Qt.FocusReason.TabFocusReason))
        self.pieces.returnPressed.connect(self.add_line)
        close = IconButton(theme, "close", "Close this form", "Esc")
        close.clicked.connect(self.close_form)
        self.add_to_head(close, stretch_before=True)
        self._lay_out()
        self.hide()

    def open_new(self) -> None:
        """Empty, with the keyboard in the number."""
        self._known = None
        self.title.setText("New order")
        self.save.setText("Enter order")
        for field in (self.number, self.customer, self.cut_off, self.carrier, self.instructions, self.sku, self.pieces):
            field.clear()
        self.priority.setCurrentIndex(4)
        self.policy.setCurrentIndex(0)
        self._show_lines([])
        for box in self.boxes.values():
            box.setChecked(False)
        self._open(self.number)

    def open_order(self, card: Mapping[str, Any]) -> None:
        """An order as it stands; what is changed in it is asked for."""
        head = card["head"]
        lines = [
            LineWish(
                line["line_no"], line["sku"],
                Decimal(str(line["quantity"])) - Decimal(str(line["cancelled"])) - Decimal(str(line["to_put_back"])),
            )
            for line in card["lines"]
        ]  # fmt: skip
        self._known = _Known(head["order_id"], head, {line.line_no: line.quantity for line in lines})
        self.title.setText(f"Change {head['number']}")
        self.save.setText("Look what it undoes")
        self.number.setText(head["number"])
        self.customer.setText(head["customer"] or "")
        cut_off = head["cut_off"]
        there = "" if cut_off is None else datetime.fromisoformat(cut_off).astimezone(self._desk.zone).strftime(MOMENT)
        self.cut_off.setText(there)
        self.carrier.setText(head["carrier_service"] or "")
        self.instructions.setText(head["instructions"])
        self.priority.setCurrentIndex(head["priority"] - 1)
        self.policy.setCurrentIndex(max(0, self.policy.findData(head["completeness"])))
        for code, box in self.boxes.items():
            box.setChecked(code in head["value_added"])
        self._show_lines(lines)
        self._open(self.sku)

    def show_services(self, services: Sequence[Any]) -> None:
        """What may be done to goods before they leave."""
        before: QWidget = self.instructions
        for service in services:
            box = self.boxes[service.code] = Tick(self._desk.theme, service.name)
            self._services.addWidget(box, (len(self.boxes) - 1) // 2, (len(self.boxes) - 1) % 2)
            QWidget.setTabOrder(before, box)
            before = box

    def add_line(self) -> None:
        """Take the line that is written: a new one, or another quantity for one that is there (0 takes it out)."""
        sku = self.sku.text().strip()
        try:
            pieces = Decimal(self.pieces.text().strip().replace(",", ".") or "1")
        except InvalidOperation:
            pieces = Decimal(-1)
        there = next((line for line in self._lines if line.sku == sku), None)
        if not sku:
            self._say("There is no SKU.", "Enter or scan the SKU of the line.")
        elif not pieces.is_finite() or pieces < 0 or (pieces == 0 and there is None):
            self._say(f"“{self.pieces.text()[:20]}” cannot be ordered.", "Enter a number above 0.")
        else:
            number = max((line.line_no for line in self._lines), default=0) + 1 if there is None else there.line_no
            wish = LineWish(number, sku, pieces, "", self.parts.isChecked())
            rest = [line for line in self._lines if line.line_no != number]
            gone = pieces == 0 and (self._known is None or number not in self._known.wants)
            self._show_lines(sorted([*rest, *([] if gone else [wish])], key=lambda line: line.line_no))
            self.error.clear()
            self.sku.clear()
            self.pieces.clear()
            self.parts.setChecked(False)
            self.sku.setFocus(Qt.FocusReason.TabFocusReason)

    def send(self) -> None:
        """Say what was wished, or what cannot be read."""
        if self.sku.text().strip():
            self.add_line()
        try:
            cut_off = self._moment()
            if not self._lines:
                raise Refusal("lines", "The order has no line.", "Enter a SKU and how many of it.")
            if self._known is None:
                self.wished.emit(self._wish(cut_off))
            else:
                self.changed.emit(self._known.order_id, self._changes(self._known, cut_off))
        except Refusal as refusal:
            self.error.show_refusal(refusal)

    def close_form(self) -> None:
        """Let go of it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and strong:
            self.send()
        else:
            super().keyPressEvent(event)

    def _open(self, first: QWidget) -> None:
        self.error.clear()
        self.number.setEnabled(self._known is None)
        self.customer.setEnabled(self._known is None)
        self.parts.setVisible(self._known is None)
        self.show()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _wish(self, cut_off: datetime | None) -> OrderWish:
        if not self.number.text().strip():
            raise Refusal("number", "The order has no number.", "Give it a number that nobody used before.")
        return OrderWish(
            self.number.text().strip(),
            tuple(self._lines),
            self.customer.text().strip() or None,
            self.priority.value,
            cut_off,
            None,
            self.carrier.text().strip() or None,
            self.policy.value,
            self.instructions.text().strip(),
            tuple(code for code, box in self.boxes.items() if box.isChecked()),
        )

    def _changes(self, known: _Known, cut_off: datetime | None) -> dict[str, Any]:
        """Only what differs from what it says now."""
        head = known.head
        before = None if head["cut_off"] is None else datetime.fromisoformat(head["cut_off"])
        said = {
            "priority": (self.priority.value, head["priority"]),
            "carrier_service": (self.carrier.text().strip() or None, head["carrier_service"]),
            "completeness": (self.policy.value, head["completeness"]),
            "instructions": (self.instructions.text().strip(), head["instructions"]),
            "value_added": (
                sorted(code for code, box in self.boxes.items() if box.isChecked()),
                sorted(head["value_added"]),
            ),
        }
        changes: dict[str, Any] = {name: now for name, (now, was) in said.items() if now != was}
        if (cut_off is None) != (before is None) or (
            cut_off and before and f"{cut_off:{MOMENT}}" != f"{before.astimezone(self._desk.zone):{MOMENT}}"
        ):
            changes["cut_off"] = cut_off
        lines: list[dict[str, Any]] = []
        for line in self._lines:
            if line.line_no not in known.wants:
                lines.append({"line_no": line.line_no, "sku": line.sku, "quantity": line.quantity})
            elif line.quantity != known.wants[line.line_no]:
                lines.append({"line_no": line.line_no, "quantity": line.quantity})
        if lines:
            changes["lines"] = lines
        if not changes:
            raise Refusal("same", "Nothing is changed yet.", "Change a field or a line, or close the form.")
        return changes

    def _moment(self) -> datetime | None:
        text = self.cut_off.text().strip()
        if not text:
            return None
        try:
            return datetime.strptime(text, MOMENT).replace(tzinfo=self._desk.zone)
        except ValueError:
            raise Refusal("moment", f"“{text[:20]}” is no moment.", "Write the cut-off as 2026-11-23 17:00.") from None

    def _show_lines(self, lines: Sequence[LineWish]) -> None:
        self._lines = list(lines)
        self.lines.rows.show_rows(self._lines)

    def _take_up(self, line: LineWish) -> None:
        """A line back into the fields, to give it another quantity."""
        self.sku.setText(line.sku)
        self.pieces.setText(f"{line.quantity.normalize():f}")
        self.parts.setChecked(line.components)
        self.pieces.setFocus(Qt.FocusReason.TabFocusReason)
        self.pieces.selectAll()

    def _say(self, what: str, step: str) -> None:
        self.error.show_refusal(Refusal("line", what, step))

    def _field(self, name: str, example: str, longest: int) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setMaxLength(longest)
        field.setFont(self._desk.theme.font("body"))
        field.setFixedHeight(32)
        return field

    def _lay_out(self) -> None:
        self.body.setContentsMargins(12, 8, 12, 12)
        self.body.setSpacing(8)
        for parts in (
            (self.number, self.customer),
            (self.cut_off, self.carrier),
            (self.priority, self.policy),
            (self.instructions,),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for part in parts:
                row.addWidget(self._named(part), 1)
            self.body.addLayout(row)
        holder = QWidget()
        self._services = QGridLayout(holder)
        self._services.setContentsMargins(0, 0, 0, 0)
        self._services.setSpacing(4)
        self.body.addWidget(holder)
        self.body.addWidget(self.lines, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sku, 3)
        row.addWidget(self.pieces, 1)
        row.addWidget(self.parts)
        self.body.addLayout(row)
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _named(self, part: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(self._desk.theme, part.accessibleName(), "small", "secondary", weight=500))
        column.addWidget(part)
        return box
