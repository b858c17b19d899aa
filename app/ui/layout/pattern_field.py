"""The field of a naming pattern: typed, taken from the usual ones, or put together from its parts with a menu."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.layout.patterns import FIELD_WORDS, PATTERNS, example
from app.ui.layout.fields import HEIGHT, LineField
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton


class PatternField(LineField):
    """What is chosen in the menu is entered at once; a part goes in where the cursor stands."""

    def __init__(self, theme: Theme, hint: str = "") -> None:
        super().__init__(theme, "Naming pattern", code=True, hint=hint)
        self.edit.setToolTip("Parts in braces: {zone}, {aisle:02}, {bay:02}, {level}; the menu at the right has all")
        self.usual = IconButton(theme, "more", "Usual patterns and their parts", side=HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.column.removeWidget(self.edit)
        row.addWidget(self.edit, 1)
        row.addWidget(self.usual)
        self.column.addLayout(row)
        self._spot = -1  # where a part goes in; below zero: at the end
        self.edit.cursorPositionChanged.connect(self._went)
        self.usual.clicked.connect(self.offer)

    def offer(self) -> QMenu:
        """Show the menu below the button."""
        menu = QMenu(self)
        for pattern, words in PATTERNS:
            menu.addAction(f"{example(pattern)}   {words}\t{pattern}", lambda text=pattern: self.take(text))  # type: ignore[misc]  # bound now
        parts = menu.addMenu("Put in a part")
        for part, words in FIELD_WORDS.items():
            parts.addAction(f"{words}\t{part}", lambda text=part: self.put_in(text))  # type: ignore[misc]  # bound now
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.usual.mapToGlobal(QPoint(0, self.usual.height())))
        return menu

    def take(self, pattern: str) -> None:
        """This pattern in place of what stands there."""
        self.edit.setText(pattern)
        self.enter()
        self.left.emit()

    def put_in(self, part: str) -> None:
        """A part where the cursor was last."""
        spot = self._spot if self._spot >= 0 else len(self.edit.text())
        self.edit.setCursorPosition(spot)
        self.edit.insert(part)
        self.enter()
        self._spot = spot + len(part)

    def _went(self, _before: int, now: int) -> None:
        if self.edit.hasFocus():
            self._spot = now

    def _show(self, text: str, mixed: bool) -> None:
        spot = self._spot
        super()._show(text, mixed)
        self._spot = min(spot, len(text))
