"""Text that a widget paints itself, kept as data: the same list is painted, and shown to the lint."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class PaintedText:
    """One line of text in a rectangle of the widget's own logical px. may_elide: free text only."""

    text: str
    rect: QRectF
    font: QFont
    colour: QColor
    align: Qt.AlignmentFlag = LEFT
    may_elide: bool = False

    @property
    def needs(self) -> float:
        """The width that the text takes, in px."""
        return text_width(self.font, self.text)


@runtime_checkable
class PaintsText(Protocol):
    """A widget that paints its own text tells what and where."""

    def texts(self) -> list[PaintedText]: ...


def text_width(font: QFont, text: str) -> float:
    """The advance of a line of text, in px."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_texts(painter: QPainter, texts: Iterable[PaintedText]) -> None:
    """Paint each text where it says. Elides only what may be elided; the rest, too long, is a lint finding."""
    for item in texts:
        painter.setFont(item.font)
        painter.setPen(item.colour)
        shown = item.text
        if item.may_elide and item.needs > item.rect.width():
            shown = QFontMetricsF(item.font).elidedText(shown, Qt.TextElideMode.ElideRight, item.rect.width())
        painter.drawText(item.rect, int(item.align), shown)
