"""What stands still: floor, zone boxes, walls, docks, stations and staging areas."""

from typing import cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from app.heat.plan import FloorPlan
from app.heat.tables import Fixture, Floats
from app.ui.heat.camera import Camera
from app.ui.heat.paint import Inks


def polygon(points: Floats) -> QPolygonF:
    """A Qt polygon of screen points (n, 2)."""
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def hair(painter: QPainter, colour_pen: QPen) -> None:
    """Set a pen that is one device pixel wide at every scale."""
    colour_pen.setCosmetic(True)
    painter.setPen(colour_pen)


def outlines(boxes: Floats) -> Floats:
    """The sides of boxes (n, 4, 2) as lines (4 n, 4): x0, y0, x1, y1."""
    return np.concatenate((boxes, np.roll(boxes, -1, axis=1)), axis=2).reshape(-1, 4)


def draw_lines(painter: QPainter, lines: Floats) -> None:
    """Draw lines (n, 4) by one call that reads the array's own memory."""
    if len(lines):
        memory = np.ascontiguousarray(lines, np.float64)
        first = shiboken6.Shiboken.wrapInstance(memory.ctypes.data, QLineF)
        painter.drawLines(cast(QLineF, first), len(memory))


class FloorPainter:
    """Paints the fixtures and zones of one plan. Paint `ground` before the bins and `fittings` after them."""

    def __init__(self, plan: FloorPlan) -> None:
        self._zones = plan.zones.corners() if len(plan.zones) else np.empty((0, 4, 2))
        self._walls = [f for f in plan.fixtures if f.kind == "wall" and len(f.points) > 1]
        self._outlines = [f for f in self._walls if closed(f)]
        self._areas = [f for f in plan.fixtures if f.kind in ("dock", "station", "staging", "obstacle")]

    def ground(self, painter: QPainter, camera: Camera, inks: Inks) -> None:
        """Floor inside the walls, zone boxes, staging areas."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.aisle)
        for wall in self._outlines:
            painter.drawPolygon(polygon(camera.screens(wall.points)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        hair(painter, QPen(inks.zone_line, 1))
        draw_lines(painter, outlines(camera.screens(self._zones)))
        for area in self._areas:
            if area.kind == "staging":
                painter.drawPolygon(polygon(camera.screens(area.points)))

    def fittings(self, painter: QPainter, camera: Camera, inks: Inks, busy: frozenset[str]) -> None:
        """Walls, then docks and stations. busy: codes of docks and stations that are at work now."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(inks.wall, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for wall in self._walls:
            shape = polygon(camera.screens(wall.points))
            if closed(wall):
                painter.drawPolygon(shape)
            else:
                painter.drawPolyline(shape)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for area in self._areas:
            self._area(painter, area, camera, inks, area.code in busy)

    def _area(self, painter: QPainter, area: Fixture, camera: Camera, inks: Inks, busy: bool) -> None:
        if area.kind == "staging":
            return
        shape = polygon(camera.screens(area.points))
        if area.kind == "dock":
            hair(painter, QPen(inks.wall, 1))
            painter.setBrush(inks.wall if busy else inks.aisle)
        elif area.kind == "station":
            hair(painter, QPen(inks.border_strong if busy else inks.zone_line, 1))
            painter.setBrush(inks.raised if busy else inks.aisle)
        else:
            hair(painter, QPen(inks.wall, 1))
            painter.setBrush(QBrush(inks.zone_line, Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(shape)


def closed(wall: Fixture) -> bool:
    """Whether a wall comes back to where it began."""
    return len(wall.points) > 2 and bool((wall.points[0] == wall.points[-1]).all())
