"""How orders are put together: the policy of a release, as fields."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.domain.errors import Refusal
from app.services.waves import Policy
from app.ui.theme import Theme
from app.ui.waves.words import MODES
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

SHORTS = (("leave", "Orders that lack something stay"), ("take", "They go without it"))
APART = ((True, "Each cut-off on carts of its own"), (False, "Cut-offs may share a cart"))
TOURS = ((True, "Shortest tours"), (False, "As they come"))
PATIENCE = ((0.8, "Look for a moment"), (5.0, "Look for 5 seconds"), (20.0, "Look for 20 seconds"))


class PolicyPanel(Panel):
    """`asked` with the policy when the pre-flight is wanted."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Policy")
        self.mode = Choices(theme, "Way of picking", tuple(MODES.items()), "cluster")
        self.slots = _figure(theme, "Orders on a cart", "8", 100)
        self.pickers = _figure(theme, "Pickers", "4", 500)
        self.litres = _figure(theme, "Litres on a cart", "", 100_000)
        self.kilograms = _figure(theme, "Kilograms on a cart", "", 100_000)
        self.short = Choices(theme, "Orders that lack something", SHORTS, "leave")
        self.apart = Choices(theme, "Cut-offs", APART, True)
        self.tours = Choices(theme, "Tours", TOURS, True)
        self.patience = Choices(theme, "How long to look", PATIENCE, 0.8)
        self.ask = Button(theme, "Pre-flight", "search", "primary", "F6")
        self.ask.clicked.connect(self.send)
        self.error = InlineError(theme)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 10, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.mode, 0, 0, 1, 4)
        fields = (("Slots", self.slots), ("Pickers", self.pickers), ("Litres", self.litres), ("kg", self.kilograms))
        for column, (words, field) in enumerate(fields):
            grid.addWidget(Label(theme, words, "caption", "secondary"), 1, column)
            grid.addWidget(field, 2, column)
        for row, part in enumerate((self.apart, self.short, self.tours, self.patience, self.ask), 3):
            grid.addWidget(part, row, 0, 1, 4)
        grid.addWidget(self.error, 8, 0, 1, 4)
        self.body.addWidget(holder)

    def policy(self) -> Policy:
        """As entered. Refuses what cannot be read."""
        return Policy(
            mode=self.mode.value, slots=_read(self.slots) or 0, pickers=_read(self.pickers) or 0,
            litres=_read(self.litres), kilograms=_read(self.kilograms), short=self.short.value,
            by_cut_off=self.apart.value, shortest=self.tours.value, seconds=self.patience.value,
        ).checked()  # fmt: skip

    def send(self) -> None:
        """Ask for the pre-flight, or say what cannot be read."""
        self.error.clear()
        try:
            policy = self.policy()
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.asked.emit(policy)


def _figure(theme: Theme, name: str, text: str, most: int) -> QLineEdit:
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setFont(theme.number_font("body"))
    field.setFixedHeight(32)
    field.setPlaceholderText("any")
    field.setValidator(QIntValidator(0, most, field))
    return field


def _read(field: QLineEdit) -> int | None:
    return int(field.text()) if field.text().strip() else None
