"""Boxes with a few choices, dressed as fields of the house."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.ui.theme import Theme

HEIGHT, ARROW, EDGE = 32, 14, 10


class Combo(QComboBox):
    """Its arrow is the icon of the theme. The wheel scrolls what is around it and changes nothing by accident."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "field")
        self.setFont(theme.font("body"))
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        spot = QRectF(self.width() - ARROW - EDGE, (self.height() - ARROW) / 2, ARROW, ARROW)
        painter = QPainter(self)
        self._theme.draw_icon(painter, spot, "expand", "text.secondary" if self.isEnabled() else "text.disabled")
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Choices(Combo):
    """(value, words) to choose from; `value` is what is chosen."""

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[Any, str]], current: Any) -> None:
        super().__init__(theme)
        self.setAccessibleName(name)
        for value, words in choices:
            self.addItem(words, value)
        self.setCurrentIndex(self.findData(current))

    @property
    def value(self) -> Any:
        """The chosen value."""
        return self.currentData()
