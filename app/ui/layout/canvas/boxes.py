"""Turned boxes as arrays: where racks, zones, aisles and places are, to cull, pick and paint without a loop."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.layout.elements import Aisle, Charger, Place, Rack, Zone
from app.layout.geometry import turn
from app.layout.racking import ElementId

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
X, Y, COS, SIN, HALF, DEPTH = range(6)
"""Columns of a table of boxes: centre, direction of the length, half length, half depth; mm."""

Boxed = Zone | Aisle | Rack | Place | Charger


def box_of(element: Boxed) -> tuple[float, float, float, float, float, float]:
    """One row of a table."""
    if isinstance(element, Aisle):
        dx, dy = element.bx - element.ax, element.by - element.ay
        length = float(np.hypot(dx, dy))
        middle = (element.ax + element.bx) / 2, (element.ay + element.by) / 2
        return *middle, dx / length, dy / length, length / 2, element.width / 2
    length = element.length if isinstance(element, Rack) else element.width
    return element.x, element.y, *turn(element.angle), length / 2, element.depth / 2


def corners(boxes: Floats) -> Floats:
    """Corners of boxes (n, 6) clockwise on the screen: (n, 4, 2)."""
    x, y, cos, sin, half, depth = boxes.T
    along_x, along_y, across_x, across_y = cos * half, sin * half, -sin * depth, cos * depth
    made = np.empty((len(boxes), 4, 2))
    for corner, (along, across) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        made[:, corner, 0] = x + along * along_x + across * across_x
        made[:, corner, 1] = y + along * along_y + across * across_y
    return made


def outlines(boxes: Floats) -> Floats:
    """The sides of boxes as lines (4 n, 4)."""
    points = corners(boxes)
    made = np.empty((len(boxes), 4, 4))
    made[:, :, :2] = points
    made[:, :3, 2:], made[:, 3, 2:] = points[:, 1:], points[:, 0]
    return made.reshape(-1, 4)


def extents(boxes: Floats) -> Floats:
    """The upright boxes around boxes: (n, 4) x0, y0, x1, y1."""
    x, y, cos, sin, half, depth = boxes.T
    cos, sin = np.abs(cos), np.abs(sin)
    half_x, half_y = cos * half + sin * depth, sin * half + cos * depth
    made = np.empty((len(boxes), 4))
    made[:, 0], made[:, 1], made[:, 2], made[:, 3] = x - half_x, y - half_y, x + half_x, y + half_y
    return made


def touching(boxes: Floats, x0: float, y0: float, x1: float, y1: float) -> Bools:
    """Which boxes' extents touch a rectangle."""
    e = extents(boxes)
    hit: Bools = (e[:, 0] <= x1) & (e[:, 2] >= x0) & (e[:, 1] <= y1) & (e[:, 3] >= y0)
    return hit


def crossing(boxes: Floats, x0: float, y0: float, x1: float, y1: float) -> Bools:
    """Which boxes really share floor with a rectangle: extents first, then the box's own axes."""
    hit = touching(boxes, x0, y0, x1, y1)
    if not hit.any():
        return hit
    dx, dy = (x0 + x1) / 2 - boxes[:, X], (y0 + y1) / 2 - boxes[:, Y]
    half_x, half_y = (x1 - x0) / 2, (y1 - y0) / 2
    cos, sin = boxes[:, COS], boxes[:, SIN]
    along = np.abs(dx * cos + dy * sin) <= boxes[:, HALF] + np.abs(cos) * half_x + np.abs(sin) * half_y
    across = np.abs(dy * cos - dx * sin) <= boxes[:, DEPTH] + np.abs(sin) * half_x + np.abs(cos) * half_y
    return hit & along & across


def holding(boxes: Floats, x: float, y: float, margin: float = 0.0) -> Bools:
    """Which boxes hold a point, `margin` mm further out."""
    dx, dy = x - boxes[:, X], y - boxes[:, Y]
    along = np.abs(dx * boxes[:, COS] + dy * boxes[:, SIN]) <= boxes[:, HALF] + margin
    return along & (np.abs(dy * boxes[:, COS] - dx * boxes[:, SIN]) <= boxes[:, DEPTH] + margin)


def shifted(boxes: Floats, dx: float, dy: float) -> Floats:
    """The boxes moved by mm."""
    moved = boxes.copy()
    moved[:, X] += dx
    moved[:, Y] += dy
    return moved


def turned(boxes: Floats, angle: float, centre: tuple[float, float]) -> Floats:
    """The boxes turned clockwise by degrees about a centre."""
    c, s = turn(angle)
    made = boxes.copy()
    dx, dy = boxes[:, X] - centre[0], boxes[:, Y] - centre[1]
    made[:, X], made[:, Y] = centre[0] + dx * c - dy * s, centre[1] + dx * s + dy * c
    made[:, COS] = boxes[:, COS] * c - boxes[:, SIN] * s
    made[:, SIN] = boxes[:, SIN] * c + boxes[:, COS] * s
    return made


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table: which, and where they stand (perhaps moved). around: the upright boxes around them, where
    these are known."""

    at: Ints
    boxes: Floats
    around: Floats | None = None

    def some(self, which: Bools) -> "Rows":
        """Some of them."""
        return Rows(self.at[which], self.boxes[which], None if self.around is None else self.around[which])


class BoxTable:
    """Boxes by id in dense rows; taking one out puts the last one in its place."""

    def __init__(self) -> None:
        self.ids: list[ElementId] = []
        self.row: dict[ElementId, int] = {}
        self._rows = np.zeros((64, 6))
        self._every: Rows | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def boxes(self) -> Floats:
        """All rows; a view that the next change may leave behind."""
        return self._rows[: len(self.ids)]

    def every(self) -> Rows:
        """All rows, for as long as nothing is put or dropped."""
        if self._every is None:
            self._every = Rows(np.arange(len(self.ids)), self.boxes, extents(self.boxes))
        return self._every

    def put(self, element: Boxed) -> bool:
        """Add an element or place it anew; tells whether it is new."""
        self._every = None
        at = self.row.get(element.id)
        new = at is None
        if at is None:
            at = self.row[element.id] = len(self.ids)
            self.ids.append(element.id)
            if at == len(self._rows):
                self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        self._rows[at] = box_of(element)
        return new

    def drop(self, id_: ElementId) -> bool:
        """Forget an element; tells whether it was there."""
        at = self.row.pop(id_, None)
        if at is None:
            return False
        self._every = None
        last = self.ids.pop()
        if last != id_:
            self.ids[at], self.row[last] = last, at
            self._rows[at] = self._rows[len(self.ids)]
        return True

    def rows(self, ids: Iterable[ElementId]) -> Rows:
        """The rows of those of these elements that are here."""
        at = np.array(sorted(self.row[id_] for id_ in ids if id_ in self.row), np.int64)
        return Rows(at, self._rows[at])

    def but(self, ids: Iterable[ElementId]) -> Rows:
        """The rows of all but these elements."""
        keep = np.ones(len(self.ids), bool)
        keep[[self.row[id_] for id_ in ids if id_ in self.row]] = False
        return self.every().some(keep)

    def named(self, hit: Bools) -> list[ElementId]:
        """The ids of the rows that hit."""
        return [self.ids[at] for at in np.flatnonzero(hit).tolist()]
