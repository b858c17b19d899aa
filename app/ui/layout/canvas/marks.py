"""What is painted over the plan for the hand: tags, guides, frames, handles, the cross, the remark."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from app.layout.geometry import Point
from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.inks import Inks, clear, hair
from app.ui.layout.canvas.scene import Frame
from app.ui.layout.canvas.strokes import dashes

TAG_HEIGHT = 20.0


def paint_tag(painter: QPainter, at: QPointF, text: str, inks: Inks, *, warns: bool = False) -> QRectF:
    """A distance or an angle in a tag about a point; one that breaks a rule has another ground and its triangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(inks.number)
    wide = QFontMetricsF(inks.number).horizontalAdvance(text) + 12 + (16 if warns else 0)
    box = QRectF(round(at.x() - wide / 2), round(at.y() - TAG_HEIGHT / 2), wide, TAG_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.warn if warns else inks.accent_fill)
    painter.drawRoundedRect(box, 4, 4)
    ink = inks.on_warn if warns else inks.on_accent
    inner = box.adjusted(6, 0, -6, 0)
    if warns:
        x, y = inner.left(), box.center().y()
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(x + 5.5, y - 6), QPointF(x + 11.5, y + 5), QPointF(x - 0.5, y + 5)]))
        painter.setPen(hair(inks.warn, 1.4))
        painter.drawLine(QPointF(x + 5.5, y - 2), QPointF(x + 5.5, y + 1.5))
        painter.drawPoint(QPointF(x + 5.5, y + 3.4))
        inner.adjust(16, 0, 0, 0)
    painter.setPen(ink)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return box


def paint_distance(painter: QPainter, frame: Frame, a: Point, b: Point, text: str, inks: Inks, *, warns: bool) -> None:
    """A line from a to b with short ends across it, and its length in a tag."""
    start, end = frame.camera.to_px(*a), frame.camera.to_px(*b)
    dx, dy = end.x() - start.x(), end.y() - start.y()
    length = math.hypot(dx, dy) or 1.0
    across = QPointF(-dy / length * 4, dx / length * 4)
    painter.setPen(hair(inks.warn if warns else inks.accent))
    painter.drawLine(start, end)
    painter.drawLine(start - across, start + across)
    painter.drawLine(end - across, end + across)
    middle = (start + end) / 2
    if length < 64 and abs(dx) > abs(dy):  # a short one is told beside it, not over it
        middle += QPointF(0, -TAG_HEIGHT * 0.8)
    paint_tag(painter, middle, text, inks, warns=warns)


def paint_guides(painter: QPainter, frame: Frame, guides: Iterable[tuple[Point, Point]], inks: Inks) -> None:
    """Dotted lines along what the hand has caught on."""
    lines = []
    for a, b in guides:
        start, end = frame.camera.to_px(*a), frame.camera.to_px(*b)
        way = end - start
        length = math.hypot(way.x(), way.y())
        over = way / length * 14 if length > 1 else QPointF(0, 14)
        lines.append([*(start - over).toTuple(), *(end + over).toTuple()])
    if lines:
        painter.setPen(hair(inks.accent))
        draw_lines(painter, dashes(np.floor(np.array(lines)) + 0.5, 1.0, 3.0))


def paint_outline(painter: QPainter, points: QPolygonF, colour: QColor, *, dashed: bool = False) -> None:
    """The outline of a box that lies at any angle."""
    corners = np.array([point.toTuple() for point in points.toList()])
    lines = np.concatenate((corners, np.roll(corners, -1, axis=0)), axis=1)
    lines = np.floor(lines) + 0.5
    painter.setPen(hair(colour))
    draw_lines(painter, dashes(lines, 5.0, 4.0) if dashed else lines)


def paint_handles(painter: QPainter, at: Sequence[QPointF], inks: Inks, turn: tuple[QPointF, QPointF] | None) -> None:
    """Handles of 8 x 8; turn: the handle that turns and the point of the frame that it hangs on."""
    painter.save()
    if turn is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hair(inks.accent))
        painter.drawLine(turn[0], turn[1])
        painter.setPen(hair(inks.accent, 1.5))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(turn[0], 4.5, 4.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(hair(inks.accent))
    painter.setBrush(Qt.GlobalColor.white)
    for point in at:
        painter.drawRect(QRectF(math.floor(point.x()) - 3.5, math.floor(point.y()) - 3.5, 7, 7))
    painter.restore()


def paint_band(painter: QPainter, shape: QPolygonF, inks: Inks, *, touches: bool) -> None:
    """The rubber band or the lasso; dashed where it takes what it only touches."""
    pen = hair(inks.accent)
    if touches:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(clear(inks.accent, 0.12))
    painter.drawPolygon(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_cross(painter: QPainter, at: QPointF, size: tuple[float, float], inks: Inks) -> None:
    """Where Enter sets a point: a hair line over the whole window and a strong cross at the place."""
    x, y = math.floor(at.x()) + 0.5, math.floor(at.y()) + 0.5
    painter.setPen(hair(clear(inks.accent, 0.35)))
    painter.drawLine(QPointF(0, y), QPointF(size[0], y))
    painter.drawLine(QPointF(x, 0), QPointF(x, size[1]))
    painter.setPen(hair(inks.accent, 2.0))
    painter.drawLine(QPointF(x - 9, y), QPointF(x + 9, y))
    painter.drawLine(QPointF(x, y - 9), QPointF(x, y + 9))


def paint_remark(painter: QPainter, at: QPointF, text: str, size: tuple[float, float], inks: Inks) -> None:
    """Words beside the pointer, kept in the window."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(inks.caption)
    metrics = QFontMetricsF(inks.caption)
    inner = metrics.boundingRect(QRectF(0, 0, 300, 200), int(Qt.TextFlag.TextWordWrap), text)
    box = QRectF(at.x() + 14, at.y() + 14, inner.width() + 20, inner.height() + 12)
    box.moveLeft(min(max(box.left(), 24.0), max(size[0] - box.width() - 6, 24.0)))
    if box.bottom() > size[1] - 6:
        box.moveBottom(at.y() - 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.tag)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(inks.on_tag)
    painter.drawText(box.adjusted(10, 6, -8, -6), int(Qt.TextFlag.TextWordWrap), text)
    painter.restore()


def length_text(mm: float) -> str:
    """A length in metres to the centimetre, as tags say it."""
    return f"{mm / 1_000:,.2f} m"
