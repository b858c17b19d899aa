"""A small plan of what is ahead: racks, the way, the stops left, and where one is. Nothing to press in it."""

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.heat.plan import FloorPlan
from app.services.handheld.walks import XY, Trail
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

NARROWEST = 16.0  # m across at least: what is nearer is not told better
MARGIN = 0.14
LOWEST = 96  # px under which a plan tells nothing
HEAD = 30
NEAR = 3  # stops ahead that are to be seen without asking for more
BRIGHT = 4  # legs ahead that are drawn full


class SmallMap(QWidget):
    """Fits the next stops into its room; `toggle` shows the whole plan instead, and back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plan: FloorPlan | None = None
        self._trail = Trail()
        self._whole = False
        self.setAccessibleName("Plan")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        theme.changed.connect(self.update)

    def show_plan(self, plan: FloorPlan | None) -> None:
        """Another warehouse, or another layout of it."""
        self._plan = plan
        self.update()

    def show_trail(self, trail: Trail) -> None:
        """What is ahead now."""
        self._trail = trail
        self.setAccessibleDescription(self.words())
        self.update()

    def toggle(self) -> None:
        """All of the plan, or what is ahead."""
        self._whole = not self._whole
        self.update()

    @property
    def useful(self) -> bool:
        """Whether there is anything to be seen."""
        return self._plan is not None and bool(self._trail.stops or self._trail.here)

    def words(self) -> str:
        """What is ahead, said."""
        left = len(self._trail.stops)
        if not left:
            return "No bin ahead" if not self._trail.legs else f"{self._trail.metres:.0f} m back"
        stops = "1 bin" if left == 1 else f"{left} bins"
        return f"{stops}, {self._trail.metres:.0f} m" if self._trail.legs else stops

    def sizeHint(self) -> QSize:
        return QSize(300, 200)

    def texts(self) -> list[PaintedText]:
        if self.height() < LOWEST or not self.useful:
            return []
        font = self._theme.number_font("heading", 500)
        wide = text_width(font, self.words()) + 1
        found = [PaintedText(self.words(), QRectF(12, 2, wide, HEAD), font, self._theme.colour("text.primary"), LEFT)]
        return [*found, *self._next_tag(wide)]

    def _next_tag(self, taken: float) -> list[PaintedText]:
        """The next address, in the head at the right."""
        if not self._trail.stops:
            return []
        font = self._theme.code_font("heading", 600)
        code = self._trail.stops[0][0]
        wide = text_width(font, code) + 1
        if wide + taken + 56 > self.width():
            return []
        place = QRectF(self.width() - wide - 12, 2, wide, HEAD)
        return [PaintedText(code, place, font, self._theme.colour("text.primary"), CENTRE)]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plan is None or self.height() < LOWEST or not self.useful:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(QPen(self._theme.colour("border.subtle"), 1))
        painter.setBrush(self._theme.colour("surface.floor"))
        painter.drawPath(frame)
        painter.save()
        painter.setClipRect(QRectF(1, HEAD + 2, self.width() - 2, self.height() - HEAD - 3))
        look = _Look.of(self._box(self._plan), QRectF(8, HEAD + 4, self.width() - 16, self.height() - HEAD - 12))
        self._paint_floor(painter, self._plan, look)
        self._paint_way(painter, look)
        self._paint_stops(painter, look)
        painter.restore()
        draw_texts(painter, self.texts())

    def _box(self, plan: FloorPlan) -> tuple[float, float, float, float]:
        if self._whole:
            return plan.bounds
        points = [point for _, point in self._trail.stops[:NEAR]]
        points += [point for leg in self._trail.legs[:NEAR] for point in leg.line]
        points += [self._trail.here] if self._trail.here else []
        x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
        y0, y1 = min(y for _, y in points), max(y for _, y in points)
        grow = MARGIN * max(x1 - x0, y1 - y0) + max(0.0, NARROWEST - max(x1 - x0, y1 - y0)) / 2 + 1.0
        return x0 - grow, y0 - grow, x1 + grow, y1 + grow

    def _paint_floor(self, painter: QPainter, plan: FloorPlan, look: "_Look") -> None:
        theme, racks = self._theme, plan.racks
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("plan.no_data"))
        box = look.world()
        for k in plan.cull(*box):
            u = np.array((racks.cos[k], racks.sin[k])) * racks.half_length[k]
            v = np.array((-racks.sin[k], racks.cos[k])) * racks.half_depth[k]
            centre = np.array((racks.x[k], racks.y[k]))
            corners = (centre - u - v, centre + u - v, centre + u + v, centre - u + v)
            painter.drawPolygon(QPolygonF([look.at((float(x), float(y))) for x, y in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(theme.colour("plan.wall"), 2.0))
        for fixture in plan.fixtures:
            if fixture.kind == "wall":
                painter.drawPolyline(QPolygonF([look.at((float(x), float(y))) for x, y in fixture.points]))

    def _paint_way(self, painter: QPainter, look: "_Look") -> None:
        """From far to near, so that what comes next lies on top."""
        legs = list(enumerate(self._trail.legs))
        for n, leg in reversed(legs):
            line = QPolygonF([look.at(point) for point in leg.line])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if n == 0:
                painter.setPen(_pen(self._theme.colour("surface.floor"), 8.0))
                painter.drawPolyline(line)
            colour = QColor(self._theme.colour("accent.line" if n == 0 else "text.tertiary"))
            painter.setPen(_pen(colour, 4.0 if n == 0 else 2.5 if n < BRIGHT else 1.5, dashed=n > 0))
            painter.drawPolyline(line)
        if legs and legs[0][1].line:
            self._paint_arrow(painter, look, legs[0][1].line)

    def _paint_arrow(self, painter: QPainter, look: "_Look", line: tuple[XY, ...]) -> None:
        """Which way to begin, in the middle of the longest stretch of the next leg."""
        points = [look.at(point) for point in line]
        runs = [(math.hypot((b - a).x(), (b - a).y()), a, b) for a, b in pairwise(points)]
        if not runs:
            return
        length, a, b = max(runs, key=lambda run: run[0])
        if length < 28:
            return
        middle = (a + b) / 2
        turn = math.degrees(math.atan2((b - a).y(), (b - a).x()))
        painter.save()
        painter.translate(middle)
        painter.rotate(turn)
        painter.setPen(_pen(self._theme.colour("surface.floor"), 2.0))
        painter.setBrush(self._theme.colour("accent.line"))
        painter.drawPolygon(QPolygonF([QPointF(11, 0), QPointF(-7, -9), QPointF(-7, 9)]))
        painter.restore()

    def _paint_stops(self, painter: QPainter, look: "_Look") -> None:
        theme = self._theme
        for n, (_, point) in reversed(list(enumerate(self._trail.stops))):
            at = look.at(point)
            if n == 0:
                for colour, width in (("surface.floor", 7.0), ("accent.line", 4.0)):
                    painter.setPen(_pen(theme.colour(colour), width))
                    painter.setBrush(theme.colour("surface.floor"))
                    painter.drawEllipse(at, 10, 10)
            else:
                painter.setPen(_pen(theme.colour("surface.floor"), 2.0))
                painter.setBrush(theme.colour("text.secondary"))
                painter.drawEllipse(at, 5.5, 5.5)
        if self._trail.here is not None:
            at = look.at(self._trail.here)
            painter.setPen(_pen(theme.colour("surface.floor"), 3.0))
            painter.setBrush(theme.colour("plan.person"))
            painter.drawEllipse(at, 8, 8)


class _Look:
    """From metres to px: the whole box as large as its room allows."""

    def __init__(self, scale: float, dx: float, dy: float, room: QRectF) -> None:
        self._scale, self._dx, self._dy, self._room = scale, dx, dy, room

    @classmethod
    def of(cls, box: tuple[float, float, float, float], room: QRectF) -> "_Look":
        x0, y0, x1, y1 = box
        scale = min(room.width() / max(1e-6, x1 - x0), room.height() / max(1e-6, y1 - y0))
        centre = room.center()
        return cls(scale, centre.x() - scale * (x0 + x1) / 2, centre.y() - scale * (y0 + y1) / 2, room)

    def at(self, point: XY) -> QPointF:
        """Where a point is painted."""
        return QPointF(point[0] * self._scale + self._dx, point[1] * self._scale + self._dy)

    def world(self) -> tuple[float, float, float, float]:
        """What is in the room, m."""
        room = self._room.adjusted(-12, -12, 12, 12)
        return (
            (room.left() - self._dx) / self._scale,
            (room.top() - self._dy) / self._scale,
            (room.right() - self._dx) / self._scale,
            (room.bottom() - self._dy) / self._scale,
        )


def _pen(colour: QColor, width: float, dashed: bool = False) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4.0, 2.5])
    return pen
