"""Many lines, dashes and arrow heads by one call each; points in px."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from app.ui.heat.floor import draw_lines
from app.ui.heat.fragments import HEIGHT, LEFT, SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, X, Y
from app.ui.layout.canvas.boxes import Floats

MOST_DASHES = 1_200
"""Dashes of one kind in one picture; where there would be more, all of them are longer: `stretch`."""
STAMP = 7.0  # px from the middle of an arrow head to the rim of its stamp


def clipped(lines: Floats, box: QRectF) -> Floats:
    """Lines (n, 4) cut off at a rectangle, those outside left out (Liang and Barsky)."""
    return _cut(lines, box)[0]


def _cut(lines: Floats, box: QRectF) -> tuple[Floats, Floats]:
    """The same, and how many px were cut off at the beginning of each."""
    if not len(lines) or _within(lines, box):
        return lines, np.zeros(len(lines))
    x, y = lines[:, 0], lines[:, 1]
    dx, dy = lines[:, 2] - x, lines[:, 3] - y
    low, high = np.zeros(len(lines)), np.ones(len(lines))
    sides = ((-dx, x - box.left()), (dx, box.right() - x), (-dy, y - box.top()), (dy, box.bottom() - y))
    inside = np.ones(len(lines), bool)
    for p, q in sides:
        level = p == 0
        inside &= ~level | (q >= 0)
        t = q / np.where(level, 1.0, p)
        np.maximum(low, t, out=low, where=p < 0)
        np.minimum(high, t, out=high, where=p > 0)
    inside &= low <= high
    x, y, dx, dy, low, high = x[inside], y[inside], dx[inside], dy[inside], low[inside], high[inside]
    return _lines(x, y, dx, dy, low, high), low * np.hypot(dx, dy)


def _within(lines: Floats, box: QRectF) -> bool:
    """Whether nothing is to be cut off."""
    x0, y0, x1, y1 = np.minimum(lines[:, :2], lines[:, 2:]).min(axis=0).tolist() + (
        np.maximum(lines[:, :2], lines[:, 2:]).max(axis=0).tolist()
    )
    return bool(x0 >= box.left() and y0 >= box.top() and x1 <= box.right() and y1 <= box.bottom())


def _lines(x: Floats, y: Floats, dx: Floats, dy: Floats, a: Floats, b: Floats) -> Floats:
    """Lines (n, 4) from the share a to the share b of their way."""
    made = np.empty((len(x), 4))
    made[:, 0], made[:, 1], made[:, 2], made[:, 3] = x + a * dx, y + a * dy, x + b * dx, y + b * dy
    return made


def total_px(lines: Floats) -> float:
    """How long lines (n, 4) are together, in px."""
    return float(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]).sum())


def stretch(px: float, every: float) -> int:
    """How many times longer dashes are, so that there are few enough on so many px with one of them every so many."""
    return max(math.ceil(px / every / MOST_DASHES), 1)


def dashes(lines: Floats, on: float, off: float, cut: Floats | None = None) -> Floats:
    """Lines (n, 4) as dashes of px, each line beginning with a whole one. Qt's own dashes cost ten times as much.

    cut: px that are missing at the beginning of each: dashes lie as on the whole line, wherever one looks at it from.
    """
    if not len(lines):
        return lines
    dx, dy = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    long = np.hypot(dx, dy)
    begun = np.zeros(len(lines)) if cut is None else cut % (on + off)
    count = np.maximum(np.ceil((long + begun) / (on + off)), 1).astype(np.int64)
    of = np.repeat(np.arange(len(lines)), count)
    start = (np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)) * (on + off) - begun[of]
    whole = np.maximum(long[of], 1e-9)
    a, b = np.maximum(start, 0.0) / whole, np.minimum(start + on, long[of]) / whole
    kept = b >= a
    of, a, b = of[kept], a[kept], b[kept]
    return _lines(lines[of, 0], lines[of, 1], dx[of], dy[of], a, b)


def draw_dashed(painter: QPainter, lines: Floats, box: QRectF, on: float = 5.0, off: float = 4.0) -> None:
    """Draw dashed lines where they are in a rectangle."""
    kept, cut = _cut(lines, box)
    draw_lines(painter, dashes(kept, on, off, cut))


def heads(at: Floats, direction: Floats, size: float) -> list[QPolygonF]:
    """Arrow heads with their middle at points (n, 2), looking along unit vectors (n, 2)."""
    across = np.stack((-direction[:, 1], direction[:, 0]), 1)
    tip, foot = at + direction * size, at - direction * size * 0.6
    left, right = foot + across * size * 0.7, foot - across * size * 0.7
    return [
        QPolygonF([QPointF(*a), QPointF(*b), QPointF(*c)])
        for a, b, c in zip(tip.tolist(), left.tolist(), right.tolist(), strict=True)
    ]


class Stamps:
    """Arrow heads, drawn once a direction and colour and put down again wherever they look the same way."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int, float, float], QPixmap] = {}
        self._fragments = Fragments()

    def put(
        self, painter: QPainter, at: Floats, direction: Floats, size: float, colour: QColor, ratio: float = 1.0
    ) -> None:
        """Arrow heads as `heads` makes them. ratio: device px a logical one."""
        degrees = np.rint(np.rad2deg(np.arctan2(direction[:, 1], direction[:, 0]))).astype(np.int64) % 360
        for turn in sorted(set(degrees.tolist())):
            stamp, points = self._stamp(turn, size, colour, ratio), at[degrees == turn]
            rows = self._fragments.take(len(points))
            rows[:, [X, Y]], rows[:, [LEFT, TOP]] = np.rint(points * ratio) / ratio, 0.0
            rows[:, WIDTH], rows[:, HEIGHT] = stamp.width(), stamp.height()
            rows[:, [SCALE_X, SCALE_Y]], rows[:, TURN] = 1.0 / ratio, 0.0
            self._fragments.paint(painter, len(points), stamp)

    def _stamp(self, turn: int, size: float, colour: QColor, ratio: float) -> QPixmap:
        key = turn, colour.rgba(), size, ratio
        made = self._made.get(key)
        if made is None:
            rim = math.ceil(STAMP * size / 5.5) + 1
            made = self._made[key] = QPixmap(math.ceil(2 * rim * ratio), math.ceil(2 * rim * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            way = np.array([[math.cos(math.radians(turn)), math.sin(math.radians(turn))]])
            brush = QPainter(made)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            brush.setPen(Qt.PenStyle.NoPen)
            brush.setBrush(colour)
            brush.drawPolygon(heads(np.array([[rim, rim]]), way, size)[0])
            brush.end()
        return made
