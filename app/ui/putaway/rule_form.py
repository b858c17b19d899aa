"""One rule, to be changed: what it looks for, for which goods, in which bins."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.optimise.putaway import Rule, Strategy
from app.ui.putaway.words import STRATEGIES, listed
from app.ui.theme import Theme
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 12
KINDS = (((), "Reserve and pick faces"), (("storage",), "Reserve only"), (("pick",), "Pick faces only"))
UNITS = ((None, "Any unit"), ("pallet", "Pallets"), ("carton", "Cartons"), ("tote", "Totes"), ("loose", "Loose goods"))
ACTIVE = ((True, "On"), (False, "Off"))


class RuleForm(Panel):
    """`edited` with the rule as it stands in the fields, whenever they say a rule that can be."""

    edited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Rule")
        self._theme = theme
        self._rule: Rule | None = None
        self.name = self._field("Name", "Fast movers to the front")
        self.strategy = Choices(theme, "Looks for", STRATEGIES, Strategy.EMPTY)
        self.active = Choices(theme, "In force", ACTIVE, True)
        self.abc = self._field("Velocity class", "A, B or C")
        self.category = self._field("Category", "all")
        self.unit = Choices(theme, "Unit", UNITS, None)
        self.least = self._field("From litres", "0")
        self.zones = self._field("Zones, the best first", "A, B")
        self.kinds = Choices(theme, "Bins", KINDS, ())
        self.classes = self._field("Storage classes", "all")
        self.metres = self._field("At most metres", "no limit")
        self.error = InlineError(theme)
        for field in self._fields():
            field.textEdited.connect(lambda _: self._say())
        for box in (self.strategy, self.active, self.unit, self.kinds):
            box.activated.connect(lambda _: self._say())
        self._lay_out()
        self.show_rule(None)

    def show_rule(self, rule: Rule | None) -> None:
        """A rule to be changed; None: none is chosen."""
        self._rule = rule
        self.content.setVisible(rule is not None)
        self.error.clear()
        if rule is None:
            return
        self.name.setText(rule.name)
        self.abc.setText(rule.abc or "")
        self.category.setText(rule.category or "")
        self.least.setText(f"{rule.least:.10g}" if rule.least else "")
        self.zones.setText(", ".join(rule.zones))
        self.classes.setText(", ".join(rule.classes))
        self.metres.setText("" if rule.metres is None else f"{rule.metres:.10g}")
        for box, value in (
            (self.strategy, rule.strategy), (self.active, rule.active), (self.unit, rule.unit),
            (self.kinds, rule.kinds),
        ):  # fmt: skip
            box.setCurrentIndex(max(0, next((at for at in range(box.count()) if box.itemData(at) == value), 0)))

    def _say(self) -> None:
        if self._rule is None:
            return
        try:
            rule = self._read(self._rule)
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self._rule = rule
        self.edited.emit(rule)

    def _read(self, rule: Rule) -> Rule:
        """The rule in the fields. Refuses what is no number."""
        return replace(
            rule,
            name=self.name.text().strip() or rule.name,
            strategy=self.strategy.value,
            active=self.active.value,
            abc=self.abc.text().strip().upper() or None,
            category=self.category.text().strip() or None,
            unit=self.unit.value,
            least=_number(self.least) or 0.0,
            zones=listed(self.zones.text()),
            kinds=tuple(self.kinds.value),
            classes=listed(self.classes.text()),
            metres=_number(self.metres),
        )

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.name, self.abc, self.category, self.least, self.zones, self.classes, self.metres

    def _field(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setFont(self._theme.font("body"))
        field.setFixedHeight(32)
        return field

    def _lay_out(self) -> None:
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        for row in (
            (self.name,), (self.strategy, self.active), (self.abc, self.category), (self.unit, self.least),
            (self.zones, self.kinds), (self.classes, self.metres),
        ):  # fmt: skip
            line = QHBoxLayout()
            line.setSpacing(8)
            for part in row:
                line.addLayout(self._named(part), 1)
            column.addLayout(line)
        column.addWidget(self.error)
        column.addStretch(1)
        self.body.addWidget(self.content, 1)
        self.body.addStretch(0)

    def _named(self, field: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Label(self._theme, field.accessibleName(), "small", "secondary", weight=500))
        column.addWidget(field)
        return column


def _number(field: QLineEdit) -> float | None:
    """What a field says as a number of 0 or more; None where it is empty."""
    text = field.text().strip()
    if not text:
        return None
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1_000_000:
        name = field.accessibleName()
        raise Refusal("putaway.number", f"“{text[:20]}” is not a number for “{name}”.", "Enter a number of 0 or more.")
    return value or None
