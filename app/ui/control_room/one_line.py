"""One line of free text that may be cut where it finds no room; the whole of it is in the tooltip and spoken name."""

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme
from app.ui.widgets.labels import Cut, Tone, font_of
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts


class OneLine(QWidget):
    """Takes the width it is given. Never for an address, a quantity or an act alone."""

    def __init__(self, theme: Theme, role: str = "body", tone: Tone = "primary", cut: Cut = "text") -> None:
        super().__init__()
        self._theme, self._role, self._tone, self._cut = theme, role, tone, cut
        self._weight: int | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def show_text(self, text: str, weight: int | None = None) -> None:
        """Say something else."""
        if (text, weight) != (self._text, self._weight):
            self._text, self._weight = text, weight
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, self._theme.tokens.type_role(self._role).line)

    def texts(self) -> list[PaintedText]:
        font = font_of(self._theme, self._role, self._cut, self._weight)
        ink = self._theme.colour(f"status.{self._tone}" if self._tone in ("alarm", "warn") else f"text.{self._tone}")
        return [PaintedText(self._text, QRectF(self.rect()), font, ink, LEFT, True)] if self._text else []

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_texts(QPainter(self), self.texts())


def chain(*widgets: QWidget) -> None:
    """Let Tab go from each of these to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
