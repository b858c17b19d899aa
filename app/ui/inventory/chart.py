"""Stock on hand at the end of each day, as a stepped line with its scale."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.inventory.columns import say_quantity
from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts

HEIGHT = 104
LEFT_ROOM, FOOT = 44, 18


class DaysChart(QWidget):
    """Ninety days of one product. Accessible as the sentence that the line says."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._days: tuple[tuple[date, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)

    def show_days(self, rows: Sequence[Any]) -> None:
        """Rows with day and on_hand, oldest first."""
        self._days = tuple((row.day, float(row.on_hand)) for row in rows)
        if self._days:
            first, last = self._days[0][1], self._days[-1][1]
            self.setAccessibleName(f"On hand, {len(self._days)} days: from {first:,.0f} to {last:,.0f}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def texts(self) -> list[PaintedText]:
        if not self._days:
            return []
        theme, plot = self._theme, self._plot()
        font, ink = theme.number_font("caption"), theme.colour("text.tertiary")
        top = self._top()
        said = [
            PaintedText(say_quantity(round(value)), QRectF(0, y - 8, LEFT_ROOM - 6, 16), font, ink, RIGHT)
            for value, y in ((top, plot.top()), (0, plot.bottom()))
        ]
        for index in (0, len(self._days) // 2):
            x = plot.left() + plot.width() * index / max(1, len(self._days) - 1)
            place = QRectF(x, plot.bottom() + 3, 60, FOOT - 4)
            said.append(PaintedText(f"{self._days[index][0]:%d %b}", place, font, ink, LEFT))
        said.append(PaintedText("today", QRectF(plot.right() - 60, plot.bottom() + 3, 60, FOOT - 4), font, ink, RIGHT))
        return said

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        plot, top = self._plot(), self._top()
        painter.setPen(QPen(self._theme.colour("border.subtle"), 1))
        for y in (plot.top(), plot.center().y(), plot.bottom()):
            painter.drawLine(QPointF(plot.left(), round(y) + 0.5), QPointF(plot.right(), round(y) + 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent.line"), 1.5))
        step = plot.width() / max(1, len(self._days) - 1)
        line = QPolygonF()
        before = 0.0
        for number, (_, value) in enumerate(self._days):
            x, y = plot.left() + number * step, plot.bottom() - plot.height() * max(0.0, value) / top
            if number:
                line.append(QPointF(x, before))
            line.append(QPointF(x, y))
            before = y
        painter.drawPolyline(line)
        draw_texts(painter, self.texts())

    def _plot(self) -> QRectF:
        return QRectF(LEFT_ROOM, 8, max(1.0, self.width() - LEFT_ROOM - 8), HEIGHT - FOOT - 12)

    def _top(self) -> float:
        """The highest value, rounded up to one or two digits."""
        most = max((value for _, value in self._days), default=0.0)
        size = 10.0 ** max(0, len(str(int(most))) - 1) / 2
        return max(1.0, -(-most // size) * size)
