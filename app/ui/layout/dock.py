"""What every side panel is built of: a head with a chip and a cross, a column that scrolls, a foot for its acts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Chip, Label, Tone, set_state
from app.ui.widgets.panel import HEAD, Panel

FREE = 16_777_215  # what Qt takes as no greatest height


class SidePanel(Panel):
    """A panel of the right dock. Put content into `column`; acts into `foot` (shown once it has some)."""

    closed = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.theme = theme
        self.chip = Chip(theme, "")
        self.chip.hide()
        self.add_to_head(self.chip, stretch_before=True)
        close = IconButton(theme, "close", f"Close {title.lower()}")
        close.clicked.connect(self.closed)
        self.add_to_head(close)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(12, 10, 12, 12)
        self.column.setSpacing(8)
        self.area = scrolling(inner)
        self.body.addWidget(self.area, 1)
        self._foot = QFrame()
        self._foot.setProperty("surface", "foot")
        self.foot = QVBoxLayout(self._foot)
        self.foot.setContentsMargins(12, 10, 12, 10)
        self.foot.setSpacing(8)
        self._foot.hide()
        self.body.addWidget(self._foot)

    def show_chip(self, text: str, tone: Tone = "secondary") -> None:
        """A short fact in the head; empty for none."""
        self.chip.setText(text)
        set_state(self.chip, "tone", tone)
        self.chip.setVisible(bool(text))

    def add_acts(self, *widgets: QWidget) -> QHBoxLayout:
        """A row of buttons in the foot."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.foot.addLayout(row)
        self._foot.show()
        return row

    def add_to_foot(self, widget: QWidget) -> None:
        """A line of its own in the foot."""
        self.foot.addWidget(widget)
        self._foot.show()

    def add_group(self, title: str) -> Label:
        """The head of a group of fields."""
        head = Label(self.theme, title, "small", weight=600)
        self.column.addWidget(head)
        return head

    def add_words(self, text: str) -> Label:
        """A paragraph."""
        words = Label(self.theme, text, "body", "secondary", wrap=True)
        self.column.addWidget(words)
        return words


def add_fold(theme: Theme, panel: Panel, inner: QWidget) -> IconButton:
    """A button in the head that hides all but the head."""
    button = IconButton(theme, "expand", f"Fold {panel.accessibleName().lower()}")
    panel.add_to_head(button)

    def fold() -> None:
        show_folded(panel, inner, button, folded=not inner.isHidden())

    button.clicked.connect(fold)
    return button


def show_folded(panel: Panel, inner: QWidget, button: IconButton, *, folded: bool) -> None:
    """Hide all but the head, or show it again."""
    inner.setHidden(folded)
    panel.setMaximumHeight(HEAD + 2 if folded else FREE)
    name = panel.accessibleName().lower()
    button.rename("collapse" if folded else "expand", f"Show {name}" if folded else f"Fold {name}")


def scrolling(inner: QWidget) -> QScrollArea:
    """A column that scrolls where the window is low, without a ground of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    for ground in (inner, area.viewport()):
        ground.setAutoFillBackground(False)
    return area
