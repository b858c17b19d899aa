"""What an import would draw, over the plan: outlines of what comes, marks where something does not, and which way the y
of a list grows."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.layout.elements import Aisle, Caption, Element, Wall, Zone
from app.layout.geometry import Point, bounds_of
from app.layout.shapes import DRAWN, outline
from app.ui.layout.session import View
from app.ui.theme import Theme

MARK: Final = 5.0
AXIS: Final = 48.0
"""px of the arrow along y."""
OPEN: Final = (Aisle, Zone)
"""Drawn without a ground, so that what stands on them is seen."""
MOST: Final = 6_000
"""Outlines that are painted; a drawing with more is shown by its first ones."""


class ImportOverlay:
    """Implements `app.ui.layout.session.Overlay`."""

    id: Final = "import"
    below = False

    def __init__(
        self, theme: Theme, elements: Sequence[Element], wrong: Iterable[Point] = (), *, y_up: bool | None = None
    ) -> None:
        """y_up: an arrow tells which way y grows; None draws none."""
        self._theme, self.y_up = theme, y_up
        coming = [element for element in elements if isinstance(element, DRAWN)]
        drawn = [(element, outline(element)) for element in coming[:MOST]]
        self._shapes = [
            (points, not isinstance(element, Wall), not isinstance(element, OPEN), QRectF(x0, y0, x1 - x0, y1 - y0))
            for element, points in drawn
            if not isinstance(element, Caption)
            for x0, y0, x1, y1 in [bounds_of(points)]
        ]
        self._wrong = tuple(wrong)
        self._box = bounds_of([point for _, points in drawn for point in points]) if drawn else None

    def paint(self, painter: QPainter, view: View) -> None:
        """Dashed outlines, crosses for problems, the arrow beside them."""
        seen = view.visible()
        pen = QPen(self._theme.colour("accent.line"), 1.5)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        wash = self._theme.colour("accent.wash")
        for points, closed, filled, box in self._shapes:
            if box.right() < seen.left() or box.left() > seen.right() or box.bottom() < seen.top():
                continue
            if box.top() > seen.bottom():
                continue
            line = QPolygonF([view.to_px(*point) for point in points])
            if closed:
                painter.setBrush(wash if filled else Qt.BrushStyle.NoBrush)
                painter.drawPolygon(line)
            else:
                painter.drawPolyline(line)
        painter.setPen(QPen(self._theme.colour("status.alarm"), 2))
        for at in self._wrong:
            spot = view.to_px(*at)
            for dx in (MARK, -MARK):
                painter.drawLine(spot + QPointF(-dx, -MARK), spot + QPointF(dx, MARK))
        self._axis(painter, view)

    def _axis(self, painter: QPainter, view: View) -> None:
        """An arrow left of what comes, from where y is least."""
        if self.y_up is None or self._box is None:
            return
        x0, y0, _, y1 = self._box
        ink, font = self._theme.colour("accent.line"), self._theme.number_font("caption", 600)
        way = -1 if self.y_up else 1
        foot = view.to_px(x0, y1 if self.y_up else y0) - QPointF(AXIS / 3, 0)
        tip = foot + QPointF(0, way * AXIS)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(foot, tip)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-5, -way * 9), tip + QPointF(5, -way * 9)]))
        painter.setFont(font)
        painter.drawText(
            QRectF(tip.x() - 24, foot.y() + way * AXIS / 2 - 9, 18, 18), int(Qt.AlignmentFlag.AlignCenter), "Y"
        )
