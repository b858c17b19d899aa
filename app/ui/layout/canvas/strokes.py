"""Many lines, dashes and arrow heads by one call each; points in px."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.boxes import Floats

MOST_DASHES = 20_000


def clipped(lines: Floats, box: QRectF) -> Floats:
    """Lines (n, 4) cut off at a rectangle, those outside left out (Liang and Barsky)."""
    if not len(lines):
        return lines
    x, y = lines[:, 0], lines[:, 1]
    dx, dy = lines[:, 2] - x, lines[:, 3] - y
    low, high = np.zeros(len(lines)), np.ones(len(lines))
    sides = ((-dx, x - box.left()), (dx, box.right() - x), (-dy, y - box.top()), (dy, box.bottom() - y))
    inside = np.ones(len(lines), bool)
    for p, q in sides:
        level = p == 0
        inside &= ~level | (q >= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(level, 0.0, q / np.where(level, 1.0, p))
        low = np.where(~level & (p < 0), np.maximum(low, t), low)
        high = np.where(~level & (p > 0), np.minimum(high, t), high)
    inside &= low <= high
    cut = np.stack((x + low * dx, y + low * dy, x + high * dx, y + high * dy), 1)
    kept: Floats = cut[inside]
    return kept


def dashes(lines: Floats, on: float, off: float) -> Floats:
    """Lines (n, 4) as dashes of px, each line beginning with a whole one. Qt's own dashes cost ten times as much."""
    if not len(lines):
        return lines
    dx, dy = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    length = np.hypot(dx, dy)
    count = np.maximum(np.ceil(length / (on + off)), 1).astype(np.int64)
    total = int(count.sum())
    if total > MOST_DASHES:
        return lines
    of = np.repeat(np.arange(len(lines)), count)
    start = (np.arange(total) - np.repeat(np.cumsum(count) - count, count)) * (on + off)
    whole = np.maximum(length[of], 1e-9)
    a, b = start / whole, np.minimum(start + on, length[of]) / whole
    x, y = lines[of, 0], lines[of, 1]
    return np.stack((x + a * dx[of], y + a * dy[of], x + b * dx[of], y + b * dy[of]), 1)


def draw_dashed(painter: QPainter, lines: Floats, box: QRectF, on: float = 5.0, off: float = 4.0) -> None:
    """Draw dashed lines where they are in a rectangle."""
    draw_lines(painter, dashes(clipped(lines, box), on, off))


def heads(at: Floats, direction: Floats, size: float) -> list[QPolygonF]:
    """Arrow heads with their middle at points (n, 2), looking along unit vectors (n, 2)."""
    across = np.stack((-direction[:, 1], direction[:, 0]), 1)
    tip, foot = at + direction * size, at - direction * size * 0.6
    left, right = foot + across * size * 0.7, foot - across * size * 0.7
    return [
        QPolygonF([QPointF(*a), QPointF(*b), QPointF(*c)])
        for a, b, c in zip(tip.tolist(), left.tolist(), right.tolist(), strict=True)
    ]
