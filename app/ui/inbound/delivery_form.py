"""A new delivery, inline: its head and its lines as they are typed or pasted, one a line."""

import re
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.domain.measure import read_quantity
from app.services.inbound import Delivery, DeliveryLine
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented
from app.ui.widgets.tick import TickBox

KINDS = (Option("asn", "ASN"), Option("order", "Order"), Option("return", "Return"), Option("transfer", "Transfer"))
HOW = "SKU, quantity, then lot, expiry (2027-03-31) and SSCC where they are known; one line each."
SHOWN = 6
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SSCC = re.compile(r"\d{18}")


class DeliveryForm(Panel):
    """`wished` with a Delivery; `left` when it is given up."""

    wished = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__(theme, "New delivery")
        self._theme, self._zone = theme, zone
        self.kind = Segmented(theme, "Kind", KINDS, "asn")
        self.kind.chosen.connect(self._show_kind)
        self.number = self._field("Number", "As on its papers")
        self.party = self._field("Supplier, optional", "Code")
        self.expected = self._field("Expected, optional", "2027-03-31 14:00")
        self.blind = TickBox(theme, "Blind: who receives is not told how much")
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName("Lines")
        self.lines.setPlaceholderText("SO-4410 48\nTE-1187 12 L2611 2027-03-31")
        self.lines.setFont(theme.code_font("body"))
        self.lines.setTabChangesFocus(True)
        self.error = InlineError(theme)
        self.save = Button(theme, "Announce", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.leave = Button(theme, "Close")
        self.leave.clicked.connect(self.left.emit)
        self._lay_out()

    def open_form(self) -> None:
        """Empty, with the keyboard in the number."""
        for field in (self.number, self.party, self.expected):
            field.clear()
        self.lines.clear()
        self.blind.setChecked(False)
        self.error.clear()
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """Say what was wished, or what cannot be read."""
        try:
            wish = self._wish()
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.wished.emit(wish)

    def show_refusal(self, refusal: Refusal) -> None:
        """All that is wrong, each with what to do; what was typed stays."""
        problems = refusal.detail.get("problems")
        if not isinstance(problems, list) or len(problems) < 2:
            self.error.show_refusal(refusal)
            return
        said = [f"{_where(problem)}{problem['what']} {problem['next_step']}" for problem in problems[:SHOWN]]
        more = f" And {len(problems) - SHOWN} more." if len(problems) > SHOWN else ""
        self.error.show_refusal(
            Refusal(refusal.code, f"{len(problems)} problems; nothing was entered.", " ".join(said) + more)
        )

    def _wish(self) -> Delivery:
        expected = self.expected.text().strip()
        try:
            due = datetime.fromisoformat(expected).replace(tzinfo=self._zone) if expected else None
        except ValueError as error:
            raise Refusal(
                "date", f"“{expected[:30]}” is no date.", "Write it as 2027-03-31 or 2027-03-31 14:00."
            ) from error
        written = [(n, text.split()) for n, text in enumerate(self.lines.toPlainText().splitlines(), 1) if text.strip()]
        return Delivery(
            self.number.text().strip(),
            tuple(_line(n, parts) for n, parts in written),
            self.kind.current,
            self.party.text().strip() or None,
            due,
            self.blind.isChecked(),
        )

    def _show_kind(self, kind: str) -> None:
        self._names[self.party].setText("Customer, optional" if kind == "return" else "Supplier, optional")

    def _field(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setFont(self._theme.font("body"))
        field.setFixedHeight(32)
        field.returnPressed.connect(self.send)
        return field

    def _lay_out(self) -> None:
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(12)
        self._names: dict[QLineEdit, Label] = {}
        self.body.addWidget(self.kind)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in (self.number, self.party, self.expected):
            row.addWidget(self._named(field), 1)
        self.body.addLayout(row)
        self.body.addWidget(self.blind)
        self.body.addWidget(Label(self._theme, HOW, "small", "secondary", wrap=True))
        self.body.addWidget(self.lines, 1)
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _named(self, field: QLineEdit) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._names[field] = Label(self._theme, field.accessibleName(), "small", "secondary", weight=500)
        column.addWidget(self._names[field])
        column.addWidget(field)
        return box


def _line(number: int, parts: list[str]) -> DeliveryLine:
    """SKU, quantity, and what else stands in the line: an SSCC has 18 digits, a date its dashes, a lot is the rest."""
    if len(parts) < 2:
        raise Refusal("line", f"Line {number} has no quantity.", "Write the SKU, a space and how many.")
    lot, expires, sscc = None, None, None
    for part in parts[2:]:
        if _SSCC.fullmatch(part):
            sscc = part
        elif _DATE.fullmatch(part):
            try:
                expires = datetime.strptime(part, "%Y-%m-%d").replace(tzinfo=UTC).date()
            except ValueError as error:
                raise Refusal("date", f"Line {number}: “{part}” is no date.", "Write it as 2027-03-31.") from error
        elif lot is None:
            lot = part
        else:
            raise Refusal("line", f"Line {number}: “{part[:30]}” is one word too many.", HOW)
    return DeliveryLine(parts[0], _quantity(number, parts[1]), lot, expires, sscc, number)


def _quantity(number: int, text: str) -> Decimal:
    try:
        return read_quantity(text)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"Line {number}: {refusal.what}", refusal.next_step) from refusal


def _where(problem: dict[str, object]) -> str:
    return f"Line {problem['line']}: " if problem.get("line") else ""
