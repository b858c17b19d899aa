"""A rule for a substitute as a form: the chosen one, or a new one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.picking import Substitute
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

ONLY = "A supervisor changes rules."
FIELDS = (
    ("sku", "Product that runs out", "SKU"), ("instead", "Sent instead", "SKU"), ("ratio", "How many for one", "1"),
    ("rank", "Rank, the least is offered first", "1"), ("customer", "Customer", "Code; empty: everybody"),
)  # fmt: skip


class SubstituteForm(Panel):
    """`wanted` with sku, instead, ratio, rank and customer; `ended` with a rule; `fresh` when a new one is begun."""

    wanted = Signal(str, str, str, int, str)
    ended = Signal(object)
    fresh = Signal()

    def __init__(self, theme: Theme, may_act: bool) -> None:
        super().__init__(theme, "New rule")
        self._rule: Substitute | None = None
        self._may_act = may_act
        self.new = Button(theme, "New", "", "small")
        self.new.clicked.connect(self.begin)
        self.add_to_head(self.new, stretch_before=True)
        self.fields = {key: QLineEdit() for key, _, _ in FIELDS}
        column = QVBoxLayout()
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        for key, name, example in FIELDS:
            field = self.fields[key]
            field.setAccessibleName(name)
            field.setPlaceholderText(example)
            code = key in ("sku", "instead", "customer")
            field.setFont(theme.code_font("body") if code else theme.number_font("body"))
            field.setFixedHeight(32)
            field.setEnabled(may_act)
            field.returnPressed.connect(self.send)
            column.addWidget(Label(theme, name, "small", "secondary", weight=500))
            column.addWidget(field)
        self.fields["rank"].setValidator(QIntValidator(1, 99, self))
        self.save = Button(theme, "Add rule", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.end = Button(theme, "End rule", "close")
        self.end.clicked.connect(lambda: self.ended.emit(self._rule))
        self.error = InlineError(theme)
        foot = QHBoxLayout()
        foot.addWidget(self.end)
        foot.addStretch(1)
        foot.addWidget(self.save)
        column.addSpacing(6)
        column.addLayout(foot)
        column.addWidget(self.error)
        holder = QWidget()
        holder.setLayout(column)
        self.body.addWidget(holder)
        self.show_rule(None)

    def begin(self) -> None:
        """An empty form for a new rule."""
        self.fresh.emit()
        self.show_rule(None)
        self.fields["sku"].setFocus()

    def show_rule(self, rule: Substitute | None) -> None:
        """This rule, whose figures may be changed; None: a new one."""
        self._rule = rule
        self.error.clear()
        self.title.setText("New rule" if rule is None else "Rule")
        self.save.setText("Add rule" if rule is None else "Save")
        if rule is not None:
            self.fill(rule)
        else:
            for (key, _, _), value in zip(FIELDS, ("", "", "1", "1", ""), strict=True):
                self.fields[key].setText(value)
        for key in ("sku", "instead", "customer"):
            self.fields[key].setEnabled(self._may_act and rule is None)
        no = None if self._may_act else ONLY
        self.save.set_allowed(no)
        self.new.set_allowed(no)
        self.end.set_allowed(no or ("Choose a rule." if rule is None else None))

    def fill(self, rule: Substitute) -> None:
        """The fields as this rule says them."""
        values = (rule.sku, rule.substitute_sku, f"{rule.ratio.normalize():f}", str(rule.rank), rule.customer or "")
        for (key, _, _), value in zip(FIELDS, values, strict=True):
            self.fields[key].setText(value)

    def send(self) -> None:
        """Have it kept."""
        if not self.save.isEnabled():
            return
        self.error.clear()
        said = {key: field.text().strip() for key, field in self.fields.items()}
        rank = int(said["rank"] or 1)
        self.wanted.emit(said["sku"], said["instead"], said["ratio"] or "1", rank, said["customer"])

    def show_refusal(self, refusal: Refusal) -> None:
        """What is wrong, with the keyboard in the field that it is about; what was typed stays."""
        self.error.show_refusal(refusal)
        field = self.fields.get(str(refusal.detail.get("field", "")))
        if field is not None:
            field.setFocus()
            field.selectAll()
