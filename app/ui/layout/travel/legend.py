"""The legend of times: the colours from near to far with seconds under them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.layout.travel.overlays import shades
from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts

BAR = 12
MARGIN = 6
FOOT = 18


class TimesLegend(QWidget):
    """From 0 to the farthest bin that is reached."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self.most = theme, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(BAR + MARGIN + FOOT)
        theme.changed.connect(self.update)

    def show_most(self, seconds: float) -> None:
        """The seconds of the last colour."""
        self.most = seconds
        self.setAccessibleName(f"Colours from 0 to {seconds:.0f} seconds")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def texts(self) -> list[PaintedText]:
        font, ink = self._theme.number_font("small"), self._theme.colour("text.secondary")
        place = QRectF(0, BAR + MARGIN, self.width(), FOOT)
        return [PaintedText("0 s", place, font, ink, LEFT), PaintedText(f"{self.most:.0f} s", place, font, ink, RIGHT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = shades(self._theme)
        wide = self.width() / len(colours)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, colour in enumerate(colours):
            painter.fillRect(QRectF(number * wide, 0, wide + 1, BAR), colour)
        draw_texts(painter, self.texts())
