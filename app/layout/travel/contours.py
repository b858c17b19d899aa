"""Lines of equal time on the floor: how long one travels to any spot, as a field of cells, and the lines through it.

The field is known along the ways of the graph; between them it is stretched like a skin (the harmonic function through
what is known), so that lines run over racks from aisle to aisle. Where two ways beside each other are far apart in
time, as at a blocked or one-way aisle, there is a cliff that no line crosses."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from app.layout.travel.fronts import Floats
from app.layout.travel.graph import TravelGraph
from app.layout.travel.network import ALONG, Flags, Ints, Network
from app.layout.travel.places import Target
from app.layout.travel.search import Far, Pace, arrivals, spread_from

FINEST: Final = 5.0
"""s from one line to the next where one looks closely; every fewer lines are some of these."""
CELL: Final = 500.0
"""mm; larger on a floor that would have more than MOST_CELLS."""
MOST_CELLS: Final = 400_000
BESIDE: Final = 4_000.0
"""mm from a way, to either side, in which floor belongs to it."""
CLIFF: Final = 5.0
"""s a metre: what is steeper is no way on which one walks, which takes about 1."""
STRAY: Final = 120.0
"""mm that a line may run beside the exact one, to have few points."""
SHORTEST: Final = 2_000.0
"""mm: shorter ones are left out."""
_EASED = 60


@dataclass(frozen=True, slots=True)
class TimeField:
    """seconds (rows, columns) to the middles of cells, NaN where nobody goes; the first middle at x, y; mm."""

    x: float
    y: float
    cell: float
    seconds: Floats


@dataclass(frozen=True, slots=True)
class Contour:
    """One line: points (n, 2) mm, all so many seconds away. A closed one ends where it begins."""

    seconds: float
    points: Floats


def contours(graph: TravelGraph, start: Target, nodes: Flags, walls: Floats) -> tuple[Contour, ...]:
    """Lines of equal time from a start, FINEST apart, over the floor around some nodes (those of one floor). Lifting is
    not in it. walls: (k, 4) their ends, mm, doors left out; lines end there. Refuses (`travel.no_access`) for a start
    that lies at no aisle. About 0.5 s for 100,000 bins."""
    field = time_field(graph, start, nodes, walls)
    return () if field is None else tuple(_lines(field))


def time_field(graph: TravelGraph, start: Target, nodes: Flags, walls: Floats) -> TimeField | None:
    """Seconds from a start over the floor; None where nothing is reached."""
    pace = Pace(graph.network, "seconds", graph.mover.speed(None))
    found = spread_from(pace, [graph.reached(start)])
    parts = [_along(pace, found, nodes), _across(graph.network, found, nodes)]
    xy, seconds = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    reached = np.isfinite(seconds)
    if not reached.any():
        return None
    xy, seconds = xy[reached], seconds[reached]
    (left, top), (right, bottom) = xy.min(0) - BESIDE, xy.max(0) + BESIDE
    cell = max(CELL, float(np.sqrt((right - left) * (bottom - top) / MOST_CELLS)))
    columns, rows = int((right - left) / cell) + 1, int((bottom - top) / cell) + 1
    at = ((xy - (left, top)) / cell).astype(np.int64)
    known = np.full(rows * columns, np.inf)
    np.minimum.at(known, at[:, 1] * columns + at[:, 0], seconds)
    grid = np.where(np.isinf(known), np.nan, known).reshape(rows, columns)
    stone = _hit((rows, columns), (walls - np.array((left, top, left, top))) / cell)
    seconds = _stretched(grid, stone & np.isnan(grid), round(BESIDE / cell))
    return TimeField(float(left) + cell / 2, float(top) + cell / 2, cell, seconds)


def _hit(shape: tuple[int, int], walls: Floats) -> Flags:
    """The cells through which walls (k, 4) lead, in cells."""
    length = np.hypot(walls[:, 2] - walls[:, 0], walls[:, 3] - walls[:, 1])
    wall, share = _parted(length * CELL * 2, np.arange(len(walls)))
    at = np.floor(walls[wall, :2] + share[:, None] * (walls[wall, 2:] - walls[wall, :2])).astype(np.int64)
    inside = ((at >= 0) & (at < np.array(shape[::-1]))).all(1)
    found = np.zeros(shape, np.bool_)
    found[at[inside, 1], at[inside, 0]] = True
    return found


def _along(pace: Pace, found: Far, nodes: Flags) -> tuple[Floats, Floats]:
    """Places along aisles, and the seconds to them."""
    network = pace.network
    low = np.flatnonzero(network.passable & nodes)
    length = network.t[low + 1] - network.t[low]
    stretch, share = _parted(length, low)
    t = network.t[stretch] + share * (network.t[stretch + 1] - network.t[stretch])
    xy = network.xy[stretch] + share[:, None] * (network.xy[stretch + 1] - network.xy[stretch])
    return xy, arrivals(pace, found, stretch, t)


def _across(network: Network, found: Far, nodes: Flags) -> tuple[Floats, Floats]:
    """Places on the ways from aisle to aisle and over open floor, and the seconds to them."""
    edges = network.edges
    starts = np.repeat(np.arange(len(edges.first) - 1), np.diff(edges.first))
    chosen = np.flatnonzero((edges.kind != ALONG) & nodes[starts] & np.isfinite(found.far[starts]))
    edge, share = _parted(edges.mm[chosen], chosen)
    a, b = network.xy[starts[edge]], network.xy[edges.to[edge]]
    return a + share[:, None] * (b - a), found.far[starts[edge]] + share * edges.seconds[edge]


def _parted(length: Floats, of: Ints) -> tuple[Ints, Floats]:
    """Each of these lengths in parts shorter than a cell: which it is, and the share of it that lies before."""
    parts = np.maximum(np.ceil(length / (CELL * 0.8)).astype(np.int64), 1)
    last = np.cumsum(parts + 1)
    share = (np.arange(int(last[-1]) if len(last) else 0) - np.repeat(last - parts - 1, parts + 1)).astype(np.float64)
    return np.repeat(of, parts + 1), share / np.repeat(parts, parts + 1)


def _stretched(grid: Floats, stone: Flags, reach: int) -> Floats:
    """The grid with what is unknown filled in, so far from what is known; NaN beyond, and at and behind walls."""
    known = ~np.isnan(grid)
    near = known
    for _ in range(reach):
        near = (near | (_around(near.astype(np.float64)) > 0)) & ~stone
    values = np.where(near, _pulled(grid), 0.0)
    weight = np.maximum(_around(near.astype(np.float64)), 1.0)
    for _ in range(_EASED):
        values = np.where(known, grid, np.where(near, _around(values) / weight, 0.0))
    return np.where(near, values, np.nan)


def _around(values: Floats) -> Floats:
    """The sum of the four neighbours of each cell."""
    wide = np.pad(values, 1)
    return np.asarray(wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:])


def _pulled(grid: Floats) -> Floats:
    """Unknown cells by what is known in the smallest block of cells around each that knows anything."""
    if not np.isnan(grid).any() or grid.size == 1:
        return grid
    rows, columns = grid.shape
    wide = np.pad(grid, ((0, rows % 2), (0, columns % 2)), constant_values=np.nan)
    blocks = wide.reshape(wide.shape[0] // 2, 2, wide.shape[1] // 2, 2)
    count = (~np.isnan(blocks)).sum((1, 3))
    coarse = np.where(count > 0, np.nansum(blocks, (1, 3)) / np.maximum(count, 1), np.nan)
    pulled = _pulled(coarse).repeat(2, 0).repeat(2, 1)[:rows, :columns]
    return np.where(np.isnan(grid), pulled, grid)


def _lines(field: TimeField) -> Iterator[Contour]:
    """Crossings of each half of a cell are joined to lines."""
    values, points = _crossings(field)
    ends: dict[tuple[int, int, int], list[int]] = {}
    places = np.concatenate((values[:, None, None].repeat(2, 1) * 1_000, points), axis=2)
    keys = places.round().astype(np.int64).tolist()
    for number, (one, two) in enumerate(keys):
        ends.setdefault(tuple(one), []).append(number)
        ends.setdefault(tuple(two), []).append(number)
    left = set(range(len(keys)))
    corners = [(tuple(one), tuple(two)) for one, two in keys]

    def follow(end: tuple[int, int, int]) -> Iterator[tuple[int, int, int]]:
        while (number := next((n for n in ends[end] if n in left), None)) is not None:
            left.discard(number)
            one, two = corners[number]
            end = two if one == end else one
            yield end

    for number, (one, two) in enumerate(corners):
        if number in left:
            left.discard(number)
            line = [*list(follow(one))[::-1], one, two, *follow(two)]
            way = np.array([point[1:] for point in line], dtype=np.float64)
            if float(np.hypot(*np.diff(way, axis=0).T).sum()) >= SHORTEST:
                yield Contour(line[0][0] / 1_000, way[_kept(way)])


def _crossings(field: TimeField) -> tuple[Floats, Floats]:
    """Where lines cross halves of cells: their seconds (n,), both ends (n, 2, 2) mm."""
    rows, columns = np.indices((field.seconds.shape[0] - 1, field.seconds.shape[1] - 1)).reshape(2, -1)
    halves = np.concatenate([
        np.stack([np.stack((rows + r, columns + c)) for r, c in corners])
        for corners in (((0, 0), (0, 1), (1, 1)), ((0, 0), (1, 0), (1, 1)))
    ], axis=2)  # fmt: skip
    v = field.seconds[halves[:, 0], halves[:, 1]]
    steepest = min(CLIFF * field.cell / 1_000, FINEST)
    level = np.floor(v.max(0) / FINEST) * FINEST
    crossed = (v.min(0) < level) & (v.max(0) - v.min(0) < steepest)  # NaN is neither
    v, halves, level = v[:, crossed], halves[:, :, crossed], level[crossed]
    order = np.argsort(v, axis=0, kind="stable")
    v = np.take_along_axis(v, order, 0)
    at = np.take_along_axis(halves, order[:, None, :].repeat(2, 1), 0)
    xy = np.stack((field.x + at[:, 1] * field.cell, field.y + at[:, 0] * field.cell), axis=2)
    # from the lowest corner to the highest, and between the two sides that the middle one parts
    over = v[1] >= level
    first = _between(xy[0], xy[2], v[0], v[2], level)
    low, high = np.where(over[:, None], xy[0], xy[1]), np.where(over[:, None], xy[1], xy[2])
    second = _between(low, high, np.where(over, v[0], v[1]), np.where(over, v[1], v[2]), level)
    return level, np.stack((first, second), axis=1)


def _between(a: Floats, b: Floats, at_a: Floats, at_b: Floats, level: Floats) -> Floats:
    share = (level - at_a) / np.where(at_b > at_a, at_b - at_a, 1.0)
    return np.asarray(a + share[:, None] * (b - a))


def _kept(way: Floats) -> list[int]:
    """Numbers of the points that a line needs to stray no farther than it may (Ramer, Douglas and Peucker)."""
    kept, open_ = {0, len(way) - 1}, [(0, len(way) - 1)]
    if np.array_equal(way[0], way[-1]) and len(way) > 3:
        kept.add(len(way) // 2)
        open_ = list(pairwise(sorted(kept)))
    while open_:
        low, high = open_.pop()
        if high - low < 2:
            continue
        (dx, dy), between = way[high] - way[low], way[low + 1 : high] - way[low]
        off = np.abs(between[:, 0] * dy - between[:, 1] * dx) / max(float(np.hypot(dx, dy)), 1e-9)
        worst = int(off.argmax())
        if off[worst] > STRAY:
            kept.add(low + 1 + worst)
            open_ += [(low, low + 1 + worst), (low + 1 + worst, high)]
    return sorted(kept)
