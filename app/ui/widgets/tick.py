"""A box to tick whose edge and mark can be seen on every surface of both themes."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox

from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width

SIDE = 16
GAP = 8
EDGES = {False: "border.strong", True: "accent.line"}
"""The edge of the box by whether it is ticked: three to one at least on the surfaces that such a box stands on."""


class TickBox(QCheckBox):
    """A `QCheckBox` in all but its looks."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        self.setFont(theme.font("body"))
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(SIDE + GAP + round(text_width(self.font(), self.text())) + 4, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """All of it, words too."""
        return True

    def texts(self) -> list[PaintedText]:
        ink = self._theme.colour("text.primary" if self.isEnabled() else "text.disabled")
        place = QRectF(SIDE + GAP, 0, self.width() - SIDE - GAP, self.height())
        return [PaintedText(self.text(), place, self.font(), ink, LEFT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, top, on = self._theme, (self.height() - SIDE) / 2, self.isChecked()
        box = QRectF(1, top + 1, SIDE - 2, SIDE - 2)
        painter.setPen(QPen(theme.colour(EDGES[on] if self.isEnabled() else "border.normal"), 1.5))
        painter.setBrush(theme.colour("accent.fill" if on else "surface.raised"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            mark = QPolygonF([QPointF(box.x() + x, box.y() + y) for x, y in ((3.2, 7.2), (6, 10), (10.8, 4.4))])
            painter.setPen(QPen(theme.colour("text.on_accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(mark)
        draw_texts(painter, self.texts())
