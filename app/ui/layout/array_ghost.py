"""The copies that an array would make, outlined on the plan before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.layout.elements import Element
from app.layout.geometry import Point, bounds_of
from app.layout.shapes import outline
from app.ui.layout.session import View
from app.ui.theme import Theme

MOST = 2_000
"""Outlines that are painted; of larger arrays the frames of the copies alone."""


@dataclass(frozen=True, slots=True)
class ArrayGhost:
    """An `Overlay`. outlines: of all copies, mm."""

    id: ClassVar[str] = "array"
    below: ClassVar[bool] = False
    colour: QColor
    outlines: tuple[tuple[Point, ...], ...]

    @classmethod
    def of(
        cls, theme: Theme, chosen: Sequence[Element], grid: tuple[int, int], steps: tuple[float, float]
    ) -> "ArrayGhost":
        """Of a grid of across x down copies, steps mm from one to the next; the originals are not outlined."""
        (across, down), (dx, dy) = grid, steps
        shapes = [points for element in chosen if len(points := outline(element)) > 1]
        if len(shapes) * across * down > MOST:
            x0, y0, x1, y1 = bounds_of([point for points in shapes for point in points])
            shapes = [((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        spots = [(column, row) for row in range(min(down, MOST)) for column in range(min(across, MOST))][1:MOST]
        return cls(
            theme.colour("accent.line"),
            tuple(tuple((x + c * dx, y + r * dy) for x, y in points) for c, r in spots for points in shapes),
        )

    def paint(self, painter: QPainter, view: View) -> None:
        """Dashed, where they are in the window."""
        seen = view.visible()
        painter.setPen(_dashes(self.colour))
        for points in self.outlines:
            x0, y0, x1, y1 = bounds_of(points)
            if x1 >= seen.left() and x0 <= seen.right() and y1 >= seen.top() and y0 <= seen.bottom():
                painter.drawPolygon(QPolygonF([QPointF(view.to_px(x, y)) for x, y in points]))


def _dashes(colour: QColor) -> QPen:
    pen = QPen(colour, 1.0)
    pen.setDashPattern([4.0, 3.0])
    return pen
