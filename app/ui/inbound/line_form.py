"""One line of an announcement, or when it is expected, changed beneath the table of the lines."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.domain.measure import read_quantity
from app.ui.inbound.words import plain
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

FIELDS = (
    ("sku", "SKU", "SO-4410", 150),
    ("quantity", "Pieces", "48", 90),
    ("lot", "Lot or serial", "none said", 150),
    ("expires_on", "Expiry", "2027-03-31", 110),
    ("sscc", "SSCC", "none said", 190),
    ("expected_at", "Expected", "2027-03-31 14:00", 170),
)
SHOWN = 4


class LineForm(QFrame):
    """`wished` with a change as `Deliveries.change` takes it; `left` when it is given up."""

    wished = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        EscapeKey(self, self.left.emit)
        self._zone = zone
        self._line: Any = None
        self._due: datetime | None = None
        self.version = 1
        self.setProperty("surface", "foot")
        self.setAccessibleName("Change what is announced")
        self.title = Label(theme, "", "body", weight=600)
        self.fields: dict[str, QLineEdit] = {}
        self._boxes: dict[str, QWidget] = {}
        self.error = InlineError(theme)
        self.save = Button(theme, "Save", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.drop = Button(theme, "Nothing more of it comes", "close")
        self.drop.clicked.connect(self._cancel)
        self.leave = Button(theme, "Close")
        self.leave.clicked.connect(self.left.emit)
        self._lay_out(theme)
        self.hide()

    def open_line(self, line: Any, version: int) -> None:
        """Change this line as it is now; None: a new one."""
        self._line, self.version = line, version
        fresh = line is None
        self.title.setText("A new line" if fresh else f"Line {line.line_no}: {line.sku}, {line.name}")
        self._show("sku" if fresh else "", "quantity", "lot", "expires_on", "sscc")
        for name, field in self.fields.items():
            field.setText("" if fresh else _text(getattr(line, name, None)))
        rest = not fresh and line.quantity is not None and line.quantity > line.received
        self.drop.setVisible(rest)
        self.drop.setText("Cancel the rest" if rest and line.received else "Cancel this line")
        self._begin("sku" if fresh else "quantity")

    def open_date(self, row: Any, version: int) -> None:
        """Change when a delivery is expected."""
        self._line, self.version, self._due = row, version, row.expected_at
        self.title.setText(f"When {row.number} is expected")
        self._show("expected_at")
        due = row.expected_at
        self.fields["expected_at"].setText("" if due is None else f"{due.astimezone(self._zone):%Y-%m-%d %H:%M}")
        self.drop.setVisible(False)
        self._begin("expected_at")

    def send(self) -> None:
        """Say what is other than before, or what cannot be read."""
        try:
            change = self._dated() if self._boxes["expected_at"].isVisibleTo(self) else self._changed()
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.wished.emit(change)

    def show_refusal(self, refusal: Refusal) -> None:
        """All that is wrong with it; what was typed stays."""
        problems = refusal.detail.get("problems")
        if isinstance(problems, list) and len(problems) > 1:
            said = " ".join(f"{one['what']} {one['next_step']}" for one in problems[:SHOWN])
            refusal = Refusal(refusal.code, f"{len(problems)} problems; nothing was changed.", said)
        self.error.show_refusal(refusal)

    def _cancel(self) -> None:
        self.error.clear()
        self.wished.emit({"lines": [{"line_no": self._line.line_no, "cancel": True}]})

    def _dated(self) -> dict[str, Any]:
        text = self.fields["expected_at"].text().strip()
        try:
            due = datetime.fromisoformat(text).replace(tzinfo=self._zone) if text else None
        except ValueError as error:
            raise Refusal(
                "date", f"“{text[:30]}” is no date.", "Write it as 2027-03-31 or 2027-03-31 14:00."
            ) from error
        return {"expected_at": None if due is None else due.isoformat()}

    def _changed(self) -> dict[str, Any]:
        said = {name: self.fields[name].text().strip() for name in ("quantity", "lot", "expires_on", "sscc")}
        expires = _day(said["expires_on"])
        line: dict[str, Any] = {
            "quantity": f"{read_quantity(said['quantity']):f}",
            "lot": said["lot"] or None,
            "expires_on": None if expires is None else expires.isoformat(),
            "sscc": said["sscc"].replace(" ", "") or None,
        }
        if self._line is None:
            return {"lines": [{"sku": self.fields["sku"].text().strip(), **line}]}
        was = {"quantity": f"{self._line.quantity:f}", "lot": self._line.lot, "sscc": self._line.sscc}
        was["expires_on"] = None if self._line.expires_on is None else self._line.expires_on.isoformat()
        new = {name: value for name, value in line.items() if value != was[name]}
        return {"lines": [{"line_no": self._line.line_no, **new}]}

    def _show(self, *names: str) -> None:
        for name, box in self._boxes.items():
            box.setVisible(name in names)

    def _begin(self, name: str) -> None:
        self.error.clear()
        self.show()
        field = self.fields[name]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, words, example, wide in FIELDS:
            field = self.fields[name] = QLineEdit()
            field.setAccessibleName(words)
            field.setPlaceholderText(example)
            field.setFont(theme.code_font("body"))
            field.setFixedHeight(32)
            field.setFixedWidth(wide)
            field.returnPressed.connect(self.send)
            box = self._boxes[name] = QWidget()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(Label(theme, words, "small", "secondary", weight=500))
            column.addWidget(field)
            row.addWidget(box)
        for button in (self.save, self.drop, self.leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.error)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return (
        value.isoformat()
        if isinstance(value, date)
        else plain(value).replace(",", "")
        if not isinstance(value, str)
        else value
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise Refusal("date", f"“{text[:30]}” is no date.", "Write it as 2027-03-31.") from error
