"""Shapes of state: octagon, triangle, circle, tick, clock, bar; and the pie of the flow.

All paths are drawn in a 16 x 16 grid (the pie in 14 x 14) and scaled to the square they are given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme

Status = Literal["alarm", "warn", "info", "ok", "stale", "shelved"]
GRID = 16.0
PIE_GRID = 14.0


@dataclass(frozen=True, slots=True)
class Shape:
    """The ground of a status, the mark on it, and the stroke widths in the 16 grid."""

    ground: QPainterPath
    mark: QPainterPath
    ground_pen: float = 1.4
    mark_pen: float = 1.7
    dashed: bool = False


def _lines(*points: tuple[float, float], close: bool = False) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    if close:
        path.closeSubpath()
    return path


def _exclamation(top: float, bottom: float, dot: float) -> QPainterPath:
    path = _lines((8, top), (8, bottom))
    path.moveTo(8, dot)
    path.lineTo(8, dot + 0.2)
    return path


def octagon() -> Shape:
    corners = ((5, 0.8), (11, 0.8), (15.2, 5), (15.2, 11), (11, 15.2), (5, 15.2), (0.8, 11), (0.8, 5))
    return Shape(_lines(*corners, close=True), _exclamation(4, 8.6, 11.3), mark_pen=1.8)


def triangle() -> Shape:
    return Shape(_lines((8, 1.2), (15.4, 14.6), (0.6, 14.6), close=True), _exclamation(6.2, 10.2, 12.4))


def circle() -> Shape:
    ground = QPainterPath()
    ground.addEllipse(QPointF(8, 8), 6.8, 6.8)
    mark = _lines((8, 7.5), (8, 11.5))
    mark.moveTo(8, 4.7)
    mark.lineTo(8, 4.9)
    return Shape(ground, mark, mark_pen=1.6)


def tick() -> Shape:
    return Shape(QPainterPath(), _lines((3, 8.5), (6.5, 12), (13, 4.5)), mark_pen=2.0)


def clock() -> Shape:
    ground = QPainterPath()
    ground.addEllipse(QPointF(8, 8), 6.8, 6.8)
    return Shape(ground, _lines((8, 4.2), (8, 8), (10.8, 9.8)), dashed=True)


def barred_octagon() -> Shape:
    plain = octagon()
    return Shape(plain.ground, _lines((3.4, 12.6), (12.6, 3.4)))


SHAPES: dict[Status, Callable[[], Shape]] = {
    "alarm": octagon,
    "warn": triangle,
    "info": circle,
    "ok": tick,
    "stale": clock,
    "shelved": barred_octagon,
}
LINE_COLOUR: dict[Status, str] = {
    "alarm": "status.alarm",
    "warn": "status.warn",
    "info": "status.info",
    "ok": "status.ok",
    "stale": "status.warn",
    "shelved": "text.tertiary",
}
FILLS: dict[Status, tuple[str, str]] = {
    "alarm": ("status.alarm_fill", "text.on_alarm"),
    "warn": ("status.warn_fill", "text.on_warn"),
}


def _pen(colour: QColor, width: float, dashed: bool = False) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([1.6, 1.8])
    return pen


def draw_status(painter: QPainter, square: QRectF, status: Status, theme: Theme, filled: bool = True) -> None:
    """Draw a status into a square. filled = new and not acknowledged; outlined = known to a person.

    Only alarm and warning have a filled form; the others are always outlined.
    """
    shape = SHAPES[status]()
    fill, on_fill = FILLS.get(status, ("", ""))
    solid = filled and bool(fill)
    ground = theme.colour(fill) if solid else theme.colour(LINE_COLOUR[status])
    mark = theme.colour(on_fill) if solid else theme.colour(LINE_COLOUR[status])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width() / GRID, square.height() / GRID)
    painter.setPen(_pen(ground, shape.ground_pen, shape.dashed))
    painter.setBrush(ground if solid else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape.ground)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(mark, shape.mark_pen))
    painter.drawPath(shape.mark)
    painter.restore()


RING_MARKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "tick": (((4.3, 7.2), (6.3, 9.2), (9.8, 5.0)),),
    "pause": (((5.5, 4.8), (5.5, 9.2)), ((8.5, 4.8), (8.5, 9.2))),
    "minus": (((4.5, 7.0), (9.5, 7.0)),),
    "cross": (((5.0, 5.0), (9.0, 9.0)), ((9.0, 5.0), (5.0, 9.0))),
}


def draw_flow(painter: QPainter, square: QRectF, state: str, theme: Theme) -> None:
    """Draw a flow state ("picking") as a pie that fills; held and short alone take a colour. KeyError if unknown."""
    entry = theme.tokens.document["flow"][state]
    colour, ring = theme.colour(entry["color"]), str(entry["ring"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(square.topLeft())
    painter.scale(square.width() / PIE_GRID, square.height() / PIE_GRID)
    painter.setPen(_pen(colour, 1.4, ring == "dashed"))
    painter.setBrush(colour if ring == "tick" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(7, 7), 6, 6)
    if ring in RING_MARKS:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(theme.colour("surface.panel") if ring == "tick" else colour, 1.5))
        for stroke in RING_MARKS[ring]:
            painter.drawPath(_lines(*stroke))
    elif entry["fill"]:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # Qt counts sixteenths of a degree, anticlockwise from three o'clock; the pie fills clockwise from noon.
        painter.drawPie(QRectF(3, 3, 8, 8), 90 * 16, -int(entry["fill"]) * 45 * 16)
    painter.restore()


class StatusGlyph(QWidget):
    """A status shape as a widget, read aloud by its word. size in logical px."""

    def __init__(self, theme: Theme, status: Status, size: int = 16, filled: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._status = status
        self._filled = filled
        self.setFixedSize(QSize(size, size))
        self._name()
        theme.changed.connect(self.update)

    def show_status(self, status: Status, filled: bool = True) -> None:
        self._status = status
        self._filled = filled
        self._name()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inset = self.width() / GRID / 2
        draw_status(
            painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self._status, self._theme, self._filled
        )

    def _name(self) -> None:
        self.setAccessibleName(self._theme.tokens.document["status"]["shape"][self._status]["word"])
