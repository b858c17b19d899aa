"""Walks between very many places of the published plan at once, and tours through some of them.

One tour through a handful of bins is app/services/tours; a wave asks for a thousand and more bins in the middle of a
person's click. Here every place is taken to the ends of the stretch of aisle it lies in, those few ends are spread from
once, and all else is arithmetic over arrays: the lengths are the same (a test compares them).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.layout.geometry import Point
from app.layout.travel import Spot
from app.layout.travel.mover import WALK_SPEED
from app.layout.travel.network import Network
from app.layout.travel.places import Access, foot_on
from app.layout.travel.search import Far, Pace, passed, spread_from

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Accesses:
    """Where spots touch the graph, one row for each way onto it. owner: the spot; low, high: the nodes to which one
    comes (the same where it is one node), with mm to them and whether one may go out there and come in from there."""

    owner: Ints
    stretch: Ints
    t: Floats
    step: Floats
    node: Ints
    mm: Floats
    out: NDArray[np.bool_]
    in_: NDArray[np.bool_]


class Ways:
    """spots: 0 is home. mm (n, n): from row to column, inf where nothing leads; both: the same both ways, for putting
    orders together where one-way rules make the two differ."""

    def __init__(self, network: Network, spots: Sequence[Spot]) -> None:
        self._network = network
        self._spots = tuple(spots)
        self._at = _accesses(self._network, spots)
        self._pace = pace = Pace(self._network, "metres", WALK_SPEED)
        self._even = bool((network.speed == WALK_SPEED).all())
        self._every = [access for spot in spots for access in spot.accesses]
        ends = np.unique(self._at.node)
        self._far: Mapping[int, Far] = {int(n): spread_from(pace, [_node(self._network, int(n))]) for n in ends}
        between = np.array([self._far[int(n)].far[ends] for n in ends]).reshape(len(ends), len(ends))
        self._between, self._end = between, np.searchsorted(ends, self._at.node)
        self.mm = _matrix(self._at, between, self._end, len(spots))
        self.both = np.maximum(self.mm, self.mm.T)

    def line(self, rows: Sequence[int]) -> tuple[Point, ...]:
        """The shortest way through spots in this order, mm on the plan."""
        points: list[Point] = []
        for one, two in pairwise(rows):
            for point in self._leg(one, two):
                if not points or abs(points[-1][0] - point[0]) + abs(points[-1][1] - point[1]) > 1.0:
                    points.append(point)
        return tuple(points)

    def seconds(self, rows: Sequence[int]) -> float:
        """Of that very way, with the speeds of its aisles."""
        through = np.asarray(rows)
        if self._even:  # as nearly everywhere: nothing to look up
            return float(self.mm[through[:-1], through[1:]].sum()) / WALK_SPEED
        total = 0.0
        for one, two in pairwise(rows):
            a, b, nodes = self._through(one, two)
            if a >= 0:
                total += passed(self._pace, self._every[a], nodes, self._every[b])[1]
        return total

    def _leg(self, one: int, two: int) -> list[Point]:
        a, b, nodes = self._through(one, two)
        if a < 0:
            return []
        through = [_point(self._network.xy[n]) for n in nodes]
        return [*self._stand(one, a), *through, *reversed(self._stand(two, b))]

    def _through(self, one: int, two: int) -> tuple[int, int, list[int]]:
        """The accesses of the shortest way (-1: there is none) and the nodes between them."""
        at, best = self._at, (np.inf, -1, -1, 0, 0)
        for a in np.flatnonzero(at.owner == one).tolist():
            for b in np.flatnonzero(at.owner == two).tolist():
                if at.stretch[a] >= 0 and at.stretch[a] == at.stretch[b]:
                    side = 1 if at.t[b] >= at.t[a] else 0
                    if at.out[a, side] or at.t[a] == at.t[b]:
                        straight = abs(at.t[b] - at.t[a]) + at.step[a] + at.step[b]
                        best = min(best, (float(straight), a, b, -1, -1))
                for p in range(2):
                    for q in range(2):
                        if at.out[a, p] and at.in_[b, q]:
                            far = at.mm[a, p] + self._between[self._end[a, p], self._end[b, q]] + at.mm[b, q]
                            best = min(best, (float(far), a, b, p, q))
        _, a, b, p, q = best
        if a < 0 or p < 0:
            return a, b, []
        found, nodes = self._far[int(at.node[a, p])], [int(at.node[b, q])]
        while found.before[nodes[-1]] >= 0:
            nodes.append(int(found.before[nodes[-1]]))
        return a, b, nodes[::-1]

    def _stand(self, spot: int, a: int) -> list[Point]:
        own = [self._spots[spot].point] if self._at.step[a] > 0.0 else []
        if self._at.stretch[a] < 0:
            return own
        return [*own, _point(foot_on(self._network, int(self._at.stretch[a]), float(self._at.t[a])))]


def _node(network: Network, node: int) -> Spot:
    return Spot("", _point(network.xy[node]), (Access(-1, 0.0, node, 0.0),))


def _point(xy: Floats) -> Point:
    return float(xy[0]), float(xy[1])


def _accesses(network: Network, spots: Sequence[Spot]) -> Accesses:
    every = [(n, access) for n, spot in enumerate(spots) for access in spot.accesses]
    stretch = np.array([access.stretch for _, access in every], dtype=np.int64)
    t, step = np.array([access.t for _, access in every]), np.array([access.step for _, access in every])
    own = np.array([access.node for _, access in every], dtype=np.int64)
    on, low = stretch >= 0, np.maximum(stretch, 0)
    node = np.where(on[:, None], np.stack([low, low + 1], axis=1), own[:, None])
    mm = np.where(on[:, None], np.stack([t - network.t[low], network.t[low + 1] - t], axis=1), 0.0) + step[:, None]
    ahead, back = network.ahead[low] | ~on, network.back[low] | ~on
    return Accesses(
        np.array([n for n, _ in every], dtype=np.int64), stretch, t, step, node, mm,
        np.stack([back, ahead], axis=1), np.stack([ahead, back], axis=1),
    )  # fmt: skip


def _matrix(at: Accesses, between: Floats, end: Ints, count: int) -> Floats:
    out, in_ = np.where(at.out, at.mm, np.inf), np.where(at.in_, at.mm, np.inf)
    every = np.full((len(at.owner), len(at.owner)), np.inf)
    for p in range(2):
        for q in range(2):
            way = between[np.ix_(end[:, p], end[:, q])]
            every = np.minimum(every, out[:, p, None] + way + in_[None, :, q])
    same = (at.stretch[:, None] == at.stretch[None, :]) & (at.stretch >= 0)[:, None]
    up = at.t[None, :] - at.t[:, None]
    free = np.where(up > 0, at.out[:, 1, None], np.where(up < 0, at.out[:, 0, None], True))
    straight = np.abs(up) + at.step[:, None] + at.step[None, :]
    every = np.where(same & free, np.minimum(every, straight), every)
    found = np.full((count, count), np.inf)
    first = np.unique(at.owner, return_index=True)[1]
    held = np.unique(at.owner)
    best = np.minimum.reduceat(np.minimum.reduceat(every, first, axis=0), first, axis=1)
    found[np.ix_(held, held)] = best
    np.fill_diagonal(found, 0.0)
    return found
