"""Small pictures inside a KPI tile: the sparkline, the cut-off bar, the segments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.ui.theme import Theme

Segment = Literal["busy", "free", "fault", "closed"]


@dataclass(frozen=True, slots=True)
class CutOff:
    """Shares of the work before a cut-off, each 0..1: done, where it should be now, and what will be late."""

    done: float
    expected: float | None = None
    late: float = 0.0


def sparkline_points(
    values: Sequence[float], rect: QRectF, target: float | None = None
) -> tuple[QPolygonF, float | None]:
    """The line over its own range (the target included), and the height of the target. Two values or more."""
    known = [*values, target] if target is not None else list(values)
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    step = (rect.width() - 4) / (len(values) - 1)

    def height(value: float) -> float:
        return rect.bottom() - 3 - (value - low) / span * (rect.height() - 6)

    line = QPolygonF([QPointF(rect.left() + 1 + number * step, height(value)) for number, value in enumerate(values)])
    return line, None if target is None else height(target)


def draw_sparkline(
    painter: QPainter, rect: QRectF, values: Sequence[float], theme: Theme, target: float | None, dot: str
) -> None:
    """1.5 px line, dashed target, a dot at the last value (dot: token path, coloured only if the value is wrong)."""
    if len(values) < 2:
        return
    line, level = sparkline_points(values, rect, target)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if level is not None:
        pen = QPen(theme.colour("text.tertiary"), 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(rect.left(), level), QPointF(rect.right(), level))
    pen = QPen(theme.colour("text.secondary"), 1.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(dot))
    painter.drawEllipse(line.last(), 2.5, 2.5)
    painter.restore()


def _round_bar(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, 2, 2)


def draw_hatch(painter: QPainter, rect: QRectF, colour: QColor, stripe: float = 2.0) -> None:
    """Diagonal stripes of equal width and gap: what a share means that is not there yet."""
    painter.save()
    painter.setClipRect(rect)
    pen = QPen(colour, stripe)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    x = rect.left()
    while x < rect.right() + rect.height():
        painter.drawLine(QPointF(x, rect.top() - 1), QPointF(x - rect.height() - 2, rect.bottom() + 1))
        x += stripe * 2.4
    painter.restore()


def draw_cut_off(painter: QPainter, rect: QRectF, cut: CutOff, theme: Theme) -> None:
    """A bar 4 px high: done from the left, hatch at the right for what will be late, a tick where it should be now."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bar = QRectF(rect.left(), rect.center().y() - 2, rect.width(), 4)
    _round_bar(painter, bar, theme.colour("surface.pressed"))
    if cut.done > 0:
        _round_bar(
            painter, QRectF(bar.left(), bar.top(), bar.width() * min(1.0, cut.done), 4), theme.colour("text.secondary")
        )
    if cut.late > 0:
        width = max(6.0, bar.width() * min(1.0, cut.late))
        draw_hatch(painter, QRectF(bar.right() - width, bar.top(), width, 4), theme.colour("status.warn_fill"))
    if cut.expected is not None:
        x = bar.left() + bar.width() * min(1.0, max(0.0, cut.expected))
        painter.fillRect(QRectF(x - 1, bar.top() - 3, 2, 10), theme.colour("text.primary"))
    painter.restore()


def draw_segments(painter: QPainter, rect: QRectF, segments: Sequence[Segment], theme: Theme) -> None:
    """One cell a dock or station: filled = busy, outline = free, amber = fault, faint outline = closed."""
    if not segments:
        return
    gap = 2.0
    width = min(16.0, (rect.width() - gap * (len(segments) - 1)) / len(segments))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, segment in enumerate(segments):
        cell = QRectF(rect.left() + number * (width + gap), rect.center().y() - 3.5, width, 7)
        if segment in ("busy", "fault"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("text.secondary" if segment == "busy" else "status.warn_fill"))
            painter.drawRoundedRect(cell, 1.5, 1.5)
        else:
            painter.setPen(QPen(theme.colour("border.strong" if segment == "free" else "border.normal"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
    painter.restore()
