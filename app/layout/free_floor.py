"""Where there is room on a floor for something large: the free place that is nearest to where one looks."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.layout.elements import Wall, Zone
from app.layout.geometry import Bounds, Point, bounds_of
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.solids import Ground, around
from app.layout.table import Layout

CELL: Final = 500.0
"""mm; larger on a floor that would have more than MOST_CELLS."""
MOST_CELLS: Final = 400_000

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def nearest_free(layout: Layout, floor: ElementId, size: tuple[float, float], at: Point, ground: Ground) -> Point:
    """The middle of a free box of this size (width, depth; mm) as near to `at` as can be, within closed walls where
    these have room for it. Free of all that stands, of aisles and of zones; walls count with their doors. `at` itself
    where that is free. To half a cell of CELL; there is always a place, beside all that is drawn at the latest."""
    boxes, walls = _taken(layout, floor, ground)
    if not (boxes or walls):
        return at
    low = np.minimum(at, np.array([b[:2] for b in boxes] + [p for w in walls for p in w]).min(0))
    high = np.maximum(at, np.array([b[2:] for b in boxes] + [p for w in walls for p in w]).max(0))
    span = high - low + 4 * np.array(size)
    cell = max(CELL, float(np.sqrt(span.prod() / MOST_CELLS)))
    wide, deep = (int(np.ceil(length / cell)) for length in size)
    # the grid lies so that a box about `at` is one of its places
    before = np.ceil((np.array(at) - low) / cell).astype(np.int64) + np.array((wide, deep))
    origin = np.array(at) - np.array((wide, deep)) * cell / 2 - before * cell
    columns, rows = (np.ceil((high - origin) / cell).astype(np.int64) + 2 * np.array((wide, deep)) + 1).tolist()
    sums = _sums(_covered((rows, columns), boxes, walls, origin, cell))
    taken = sums[deep:, wide:] - sums[:-deep, wide:] - sums[deep:, :-wide] + sums[:-deep, :-wide]
    row, column = np.nonzero(taken == 0)
    middle = origin + (np.column_stack((column, row)) + np.array((wide, deep)) / 2) * cell
    indoors = _indoors(middle, walls)
    chosen = middle[indoors] if indoors.any() else middle
    x, y = chosen[((chosen - at) ** 2).sum(1).argmin()].tolist()
    return x, y


def _taken(layout: Layout, floor: ElementId, ground: Ground) -> tuple[list[Bounds], list[tuple[Point, ...]]]:
    """Bounds of what stands on a floor and of its zones, and the lines of its walls."""
    boxes = [bounds_of(outline(zone)) for zone in layout.of(Zone) if zone.floor == floor]
    walls: list[tuple[Point, ...]] = []
    for id_, parts in ground.parts.items():
        element = layout.find(id_)
        if element is None or getattr(element, "floor", None) != floor:
            continue
        if isinstance(element, Wall):
            walls.append(element.points)
        else:
            boxes.append(around(parts))
    return boxes, walls


def _covered(
    shape: tuple[int, int], boxes: list[Bounds], walls: list[tuple[Point, ...]], origin: Floats, cell: float
) -> Flags:
    """The cells that anything lies in."""
    edges = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int32)
    if boxes:
        at = (np.array(boxes) - np.concatenate((origin, origin))) / cell
        (left, top), (right, bottom) = np.floor(at[:, :2]).astype(int).T, np.ceil(at[:, 2:]).astype(int).T
        for row, column, sign in ((top, left, 1), (bottom, left, -1), (top, right, -1), (bottom, right, 1)):
            np.add.at(edges, (row, column), sign)
    covered = edges.cumsum(0).cumsum(1)[:-1, :-1] > 0
    for wall in walls:
        for a, b in pairwise((np.array(wall) - origin) / cell):
            steps = np.linspace(0.0, 1.0, int(np.abs(b - a).max() * 4) + 2)[:, None]
            column, row = np.floor(a + steps * (b - a)).astype(int).T
            covered[row, column] = True
    return covered


def _sums(covered: Flags) -> NDArray[np.int64]:
    """How many covered cells lie above and left of each corner."""
    return np.pad(covered.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _indoors(points: Floats, walls: list[tuple[Point, ...]]) -> Flags:
    """Which points (n, 2) lie within a closed wall."""
    found = np.zeros(len(points), np.bool_)
    x, y = points.T
    for wall in walls:
        if wall[0] != wall[-1]:
            continue
        inside = np.zeros(len(points), np.bool_)
        for (ax, ay), (bx, by) in pairwise(wall):
            if ay != by:
                inside ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
        found |= inside
    return found
