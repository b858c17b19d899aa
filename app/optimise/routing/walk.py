"""A tour over any floor of which the walks are known: the plan is told as plain figures, not as a drawing.

    walk = Walk(every, stops=30, lanes=lanes, at=at)
    planned = plan_walk(walk, compiled())

Where the stops lie in straight parallel lanes whose walks are those of a grid, the order is proven by the programme of
shortest.py; that it is one is not believed but checked against the walks given. Else order.py finds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from app.optimise.routing.engine import PLAIN, Engine
from app.optimise.routing.floor import Point, Points
from app.optimise.routing.grid import MOST_CROSS, Errand, Grid, InAisle, Outside, Place
from app.optimise.routing.on_floor import MOST_CROSS_FROM_OUTSIDE, ROUNDING
from app.optimise.routing.order import Method, best_order
from app.optimise.routing.rules import walk_between
from app.optimise.routing.s_shape import ByRule, Stretch, s_shape_walk
from app.optimise.routing.shortest import shortest_tour

MOST_EXACT = 13
"""A tour that somebody looks at may take the tenth of a second that a proof for so many places takes."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A straight aisle in which stops lie. zone, code: it is walked with those of its zone, in the order of codes.
    origin mm, direction: unit. along: where one can turn off, mm from the origin, ascending; rows: of `Walk.every`."""

    zone: str
    code: str
    origin: Point
    direction: Point
    along: tuple[float, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """every: (m, m) mm from row to column, inf = no way. Row 0 is the start, 1 .. stops the stops, the next one the
    end; after them the places where one turns off. at: for each of the first stops + 2 rows the lane and mm along it,
    None on open floor. end_free: the tour ends at its last stop; the row of the end is not looked at."""

    every: Points
    stops: int
    lanes: tuple[Lane, ...] = ()
    at: tuple[tuple[int, float] | None, ...] = ()
    end_free: bool = False


@dataclass(frozen=True, slots=True)
class PlannedWalk:
    """order: positions in the list of stops. mm: of the walk, of the S-shape (inf: cannot be walked), and below which
    no order goes. optimal: no shorter order exists. s_shape_way: rows of the walk by the S-shape, turns included."""

    order: tuple[int, ...]
    mm: float
    s_shape_mm: float
    bound_mm: float
    method: Method
    optimal: bool
    s_shape_way: tuple[int, ...] = ()


def plan_walk(walk: Walk, engine: Engine = PLAIN) -> PlannedWalk:
    """The order. Refuses (`route.unreachable`) where no order of all stops can be walked."""
    end = walk.stops + 1
    every = _with_free_end(walk.every, end) if walk.end_free else walk.every
    rule = by_s_shape(replace(walk, every=every))
    distance = every[: end + 1, : end + 1]

    def on_grid() -> list[int] | None:
        return _on_grid(walk, distance, engine)

    found = best_order(distance, [rule.order] if np.isfinite(rule.mm) else [], on_grid, most_exact=MOST_EXACT)
    order = tuple(row - 1 for row in found.rows[1:-1])
    return PlannedWalk(order, found.length, rule.mm, found.bound, found.method, found.optimal, tuple(rule.way))


def _with_free_end(every: Points, end: int) -> Points:
    """From any stop the end is no walk away; nobody goes there from the start, unless there is nothing else to do."""
    free = every.copy()
    free[:, end] = 0.0
    free[end, :] = np.inf
    free[end, end] = 0.0
    return free


def by_s_shape(walk: Walk) -> ByRule:
    """The walk by the S-shape. Lanes are taken in stretches between places where one turns off."""
    stops: dict[tuple[int, int], list[int]] = {}
    loose = []
    for row in range(1, walk.stops + 1):
        place = walk.at[row] if row < len(walk.at) else None
        if place is None or len(walk.lanes[place[0]].along) < 2:
            loose.append(row)
            continue
        marks = walk.lanes[place[0]].along
        block = min(max(int(np.searchsorted(marks, place[1], "right")) - 1, 0), len(marks) - 2)
        stops.setdefault((place[0], block), []).append(row)
    stretches = []
    for (number, block), rows in sorted(stops.items()):
        lane = walk.lanes[number]
        rows.sort(key=lambda row: (_along(walk, row), row))
        ends = lane.rows[block], lane.rows[block + 1]
        stretches.append(Stretch((lane.zone, block), (lane.zone, lane.code), *ends, tuple(rows)))
    return s_shape_walk(walk.every, stretches, loose, walk.stops + 1)


def _along(walk: Walk, row: int) -> float:
    place = walk.at[row]
    return place[1] if place is not None else 0.0


# --------------------------------------------------------------------- on a grid
@dataclass(frozen=True, slots=True)
class _Block:
    """Lanes as the aisles of a grid. aisle, turned: of each lane; origin: of each along the axis of the grid."""

    grid: Grid
    aisle: tuple[int, ...]
    origin: tuple[float, ...]
    sense: tuple[float, ...]


def _on_grid(walk: Walk, distance: Points, engine: Engine) -> list[int] | None:
    """The proven order of rows, None where the walks are not those of a grid that the programme takes."""
    block = _block(walk.lanes)
    last = walk.stops + 1
    if block is None or any(walk.at[row] is None for row in range(1, last)):
        return None
    picks = tuple(_inside(block, walk, row) for row in range(1, last))
    start = _end(block, walk, 0)
    end = start if walk.end_free else _end(block, walk, last)
    errand = Errand(block.grid, picks, start, end)
    if isinstance(start, Outside) or isinstance(end, Outside):
        if len(block.grid.cross) > MOST_CROSS_FROM_OUTSIDE:
            return None
        if any(isinstance(one, Outside) and not one.reach for one in (start, end)):
            return None
    if not _agrees(errand, distance, walk.end_free):
        return None
    if not walk.end_free:
        return [0, *(at + 1 for at in shortest_tour(errand, engine).order), last]
    tours = (shortest_tour(replace(errand, end=pick), engine) for pick in dict.fromkeys(picks))
    return [0, *(at + 1 for at in min(tours, key=lambda tour: tour.length).order), last]


def _block(lanes: Sequence[Lane]) -> _Block | None:
    """The lanes as a grid, where they are parallel and turn off at two to five common places."""
    if not lanes:
        return None
    u = lanes[0].direction
    if any(abs(lane.direction[0] * u[1] - lane.direction[1] * u[0]) > 1e-4 for lane in lanes):
        return None
    across = [lane.origin[1] * u[0] - lane.origin[0] * u[1] for lane in lanes]
    origin = tuple(lane.origin[0] * u[0] + lane.origin[1] * u[1] for lane in lanes)
    sense = tuple(1.0 if lane.direction[0] * u[0] + lane.direction[1] * u[1] > 0 else -1.0 for lane in lanes)
    marks = [at + way * t for lane, at, way in zip(lanes, origin, sense, strict=True) for t in lane.along]
    cross, aisles = _apart(marks), _apart(across)
    if not 2 <= len(cross) <= MOST_CROSS:
        return None
    aisle = tuple(int(np.abs(np.array(aisles) - x).argmin()) for x in across)
    return _Block(Grid(tuple(aisles), tuple(cross)), aisle, origin, sense)


def _apart(values: Sequence[float]) -> list[float]:
    """Different values; those within the rounding of a drawing are one."""
    ordered = sorted(values)
    return [ordered[0], *(b for a, b in pairwise(ordered) if b - a > ROUNDING)]


def _inside(block: _Block, walk: Walk, row: int) -> InAisle:
    place = walk.at[row]
    lane, t = place if place is not None else (0, 0.0)
    along = block.origin[lane] + block.sense[lane] * t
    return InAisle(block.aisle[lane], min(max(along, block.grid.cross[0]), block.grid.cross[-1]))


def _end(block: _Block, walk: Walk, row: int) -> Place:
    """A start or end: in a lane, or outside, reached by those places where one turns off that no other lies before."""
    if walk.at[row] is not None:
        return _inside(block, walk, row)
    doors = []
    for number, lane in enumerate(walk.lanes):
        for t, at in zip(lane.along, lane.rows, strict=True):
            along = block.origin[number] + block.sense[number] * t
            cross = int(np.abs(np.array(block.grid.cross) - along).argmin())
            doors.append((block.aisle[number], cross, float(walk.every[row, at] if row == 0 else walk.every[at, row])))
    spots = [(block.grid.aisles[aisle], block.grid.cross[cross]) for aisle, cross, _ in doors]
    kept = [
        door
        for door, spot in zip(doors, spots, strict=True)
        if np.isfinite(door[2])
        and not any(
            other[2] + walk_between(block.grid, there, spot) <= door[2] + 1e-6
            for other, there in zip(doors, spots, strict=True)
            if there != spot
        )
    ]
    return Outside(tuple(dict.fromkeys(kept)))


def _agrees(errand: Errand, distance: Points, end_free: bool) -> bool:
    """Whether the walks between all stops are those of the grid, both ways, but for the rounding of the drawing."""
    places: list[Place] = [errand.start, *errand.picks, errand.end]
    last = len(places) - 1
    for i, one in enumerate(places):
        for k, other in enumerate(places):
            ends = {i, k} == {0, last} or (end_free and last in (i, k))
            wrong_way = k == 0 or i == last  # nobody walks to the start or from the end
            if i == k or ends or wrong_way:
                continue
            if abs(_apart_on(errand.grid, one, other) - float(distance[i, k])) > 2 * ROUNDING:
                return False
    return True


def _apart_on(grid: Grid, one: Place, other: Place) -> float:
    if isinstance(one, Outside) and isinstance(other, InAisle):
        there = grid.aisles[other.aisle], other.along
        return min(far + walk_between(grid, (grid.aisles[a], grid.cross[c]), there) for a, c, far in one.reach)
    if isinstance(other, Outside):
        return _apart_on(grid, other, one)
    if isinstance(one, InAisle) and isinstance(other, InAisle):
        return walk_between(grid, (grid.aisles[one.aisle], one.along), (grid.aisles[other.aisle], other.along))
    raise ValueError("walks are compared between aisles and places outside")
