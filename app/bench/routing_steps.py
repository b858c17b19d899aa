"""The length of the shortest tour on a grid of whole numbers, found another way: steps are counted from every
place to every other (breadth first, as water spreads), then Held and Karp's programme runs over the picks.

A cell is half a unit wide, so that two aisles next to each other do not touch.
"""

from collections import deque
from itertools import pairwise

import numpy as np

from app.optimise.routing.exact import held_karp
from app.optimise.routing.grid import Errand, InAisle, OnCross, Outside, Place

_Cell = tuple[int, int]


def stepped_length(errand: Errand) -> float:
    """The proven length; for a dozen picks at most. ValueError for places outside."""
    cells = [_cell(errand, place) for place in (errand.start, *errand.picks, errand.end)]
    floor = _floor(errand, cells)
    distance = np.array(
        [[far[cell] for cell in cells] for far in (_spread(floor, cell) for cell in cells)], dtype=float
    )
    return float(sum(distance[a, b] for a, b in pairwise(held_karp(distance)))) / 2


def _cell(errand: Errand, place: Place) -> _Cell:
    match place:
        case InAisle(aisle, along):
            return round(2 * errand.grid.aisles[aisle]), round(2 * along)
        case OnCross(cross, across):
            return round(2 * across), round(2 * errand.grid.cross[cross])
        case Outside():
            raise ValueError("a place outside the grid has no cell")


def _floor(errand: Errand, cells: list[_Cell]) -> frozenset[_Cell]:
    """Every cell that one can stand on."""
    aisles, cross = [round(2 * x) for x in errand.grid.aisles], [round(2 * y) for y in errand.grid.cross]
    left, right = min(x for x, _ in (*cells, (aisles[0], 0))), max(x for x, _ in (*cells, (aisles[-1], 0)))
    along = {(x, y) for x in aisles for y in range(cross[0], cross[-1] + 1)}
    return frozenset(along | {(x, y) for y in cross for x in range(left, right + 1)})


def _spread(floor: frozenset[_Cell], start: _Cell) -> dict[_Cell, int]:
    far, front = {start: 0}, deque([start])
    while front:
        x, y = front.popleft()
        for cell in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if cell in floor and cell not in far:
                far[cell] = far[x, y] + 1
                front.append(cell)
    return far
