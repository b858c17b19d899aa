"""A new plan, inline: which bins, how often, and how large a difference needs no second look."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.counting import PlanWish
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

KINDS = (
    Option("abc", "ABC class"),
    Option("turnover", "Busiest"),
    Option("accuracy", "Counted wrong"),
    Option("zero", "Emptied"),
)
MEANS = {
    "abc": "Bins that hold goods of these classes, those not counted for longest first.",
    "turnover": "The bins with most movements in these days.",
    "accuracy": "Bins whose last counts in these days were wrong.",
    "zero": "Bins that were emptied in these days: is nothing left in them?",
}
DAYS = {"abc": "0", "turnover": "30", "accuracy": "30", "zero": "1"}


class PlanForm(Panel):
    """`wished` with a PlanWish."""

    wished = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "New plan")
        self._theme = theme
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(12)
        self.kind = Segmented(theme, "Which bins", KINDS, "abc")
        self.kind.chosen.connect(self._show_kind)
        self.means = Label(theme, "", "small", "secondary", wrap=True)
        self.name = self._field("Name", "A items, monthly")
        self.classes = self._field("Classes", "A, B")
        self.zone = self._field("Zone, optional", "Code of the zone")
        self.days = self._field("Days", "30")
        self.limit = self._field("At most bins", "200")
        self.every = self._field("Repeat after days, optional", "30")
        self.tolerance = self._field("Tolerance, units", "0")
        self.share = self._field("Tolerance, percent", "0")
        self.error = InlineError(theme)
        self.save = Button(theme, "Put on the list", "ok", "primary")
        self.save.clicked.connect(self.send)
        self._lay_out()
        self._show_kind("abc")

    def open_form(self) -> None:
        """Empty, with the keyboard in the name."""
        for field in (self.name, self.zone, self.every):
            field.clear()
        for field, text in ((self.classes, "A"), (self.limit, "200"), (self.tolerance, "0"), (self.share, "0")):
            field.setText(text)
        self.error.clear()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """Say what was wished, or what cannot be read."""
        try:
            wish = self._wish()
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.wished.emit(wish)

    def _wish(self) -> PlanWish:
        kind = self.kind.current
        rule: dict[str, object] = {
            "days": _whole(self.days.text(), "Days", 0, 3660),
            "limit": _whole(self.limit.text(), "At most bins", 1, 5000),
        }
        if kind == "abc":
            rule["classes"] = [part.strip() for part in self.classes.text().split(",") if part.strip()]
        if self.zone.text().strip():
            rule["zone"] = self.zone.text().strip()
        every = _whole(self.every.text(), "Repeat", 1, 3660) if self.every.text().strip() else None
        if not self.name.text().strip():
            raise Refusal("name", "The plan has no name.", "Give it a name that people will know it by.")
        return PlanWish(
            self.name.text().strip(),
            kind,
            rule,
            every_days=every,
            tolerance=_number(self.tolerance.text(), "Tolerance in units"),
            share=_number(self.share.text(), "Tolerance in percent") / 100,
        )

    def _show_kind(self, kind: str) -> None:
        self.means.setText(MEANS[kind])
        self.days.setText(DAYS[kind])
        self._boxes[self.classes].setVisible(kind == "abc")
        self._names[self.days].setText("Not counted for days" if kind == "abc" else "Days")

    def _field(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setFont(self._theme.font("body"))
        field.setFixedHeight(32)
        field.returnPressed.connect(self.send)
        return field

    def _lay_out(self) -> None:
        self._boxes: dict[QLineEdit, QWidget] = {}
        self._names: dict[QLineEdit, Label] = {}
        for part in (self.kind, self.means):
            self.body.addWidget(part)
        for fields in (
            (self.name,),
            (self.classes, self.zone),
            (self.days, self.limit, self.every),
            (self.tolerance, self.share),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for field in fields:
                row.addWidget(self._named(field), 1)
            self.body.addLayout(row)
        self.body.addWidget(
            Label(
                self._theme,
                "A difference within the tolerance is posted without a second look; a larger one is counted again by "
                "another person, then reviewed.",
                "small",
                "secondary",
                wrap=True,
            )
        )
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def _named(self, field: QLineEdit) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        name = Label(self._theme, field.accessibleName(), "small", "secondary", weight=500)
        column.addWidget(name)
        column.addWidget(field)
        self._boxes[field], self._names[field] = box, name
        return box


def _whole(text: str, name: str, least: int, most: int) -> int:
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 6 or not least <= int(plain) <= most:
        raise Refusal("number", f"{name}: “{plain[:20]}” cannot be.", f"Enter a whole number of {least} to {most:,}.")
    return int(plain)


def _number(text: str, name: str) -> Decimal:
    plain = text.strip().replace(",", ".") or "0"
    if not plain.isascii() or not plain.replace(".", "", 1).isdigit() or len(plain) > 16:
        raise Refusal("number", f"{name}: “{plain[:20]}” cannot be.", "Enter a number of 0 or more.")
    return Decimal(plain)
