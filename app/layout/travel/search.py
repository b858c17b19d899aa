"""Shortest ways on the travel graph: from one spot to all nodes, on to bins and other spots, and the line of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np

from app.layout.geometry import Point
from app.layout.travel.fronts import Floats
from app.layout.travel.loops import loops
from app.layout.travel.network import OPEN, Ints, Network
from app.layout.travel.places import Access, Spot, foot_on

By: TypeAlias = Literal["metres", "seconds"]


@dataclass(frozen=True, slots=True)
class Far:
    """From spots to all nodes: far (nodes,) mm or s, before (nodes,) the node before on the way, -1 at its start."""

    sources: tuple[Spot, ...]
    by: By
    far: Floats
    before: Ints


@dataclass(frozen=True, slots=True)
class Pace:
    """Steps off the graph: mm a unit of cost. 1.0 where cost is length."""

    network: Network
    by: By
    step_speed: float

    def of(self, stretch: Ints) -> Floats:
        """mm a unit of cost in stretches."""
        if self.by == "metres":
            return np.ones(len(stretch))
        return np.asarray(self.network.speed[self.network.aisle[stretch]])

    @property
    def step(self) -> float:
        """mm a unit of cost on the step to a spot."""
        return 1.0 if self.by == "metres" else self.step_speed


def spread_from(pace: Pace, spots: Sequence[Spot], *, reverse: bool = False) -> Far:
    """The shortest ways from the nearest of these spots to all nodes; reverse: from all nodes to it."""
    network = pace.network
    edges = network.reverse if reverse else network.edges
    far = np.full(len(network.xy), np.inf)
    before = np.full(len(far), -1, dtype=np.int64)
    for access in (access for spot in spots for access in spot.accesses):
        for node, cost in _leave(pace, access, reverse):
            far[node] = min(far[node], cost)
    room = len(edges.to) + len(far) + 1
    weight = edges.mm if pace.by == "metres" else edges.seconds
    loops().spread(edges.first, edges.to, weight, far, before, np.zeros(room), np.zeros(room, dtype=np.int64))
    return Far(tuple(spots), pace.by, far, before)


def _leave(pace: Pace, access: Access, reverse: bool) -> list[tuple[int, float]]:
    """The nodes to which one comes first, with the cost; reverse: from which one comes last."""
    network, step = pace.network, access.step / pace.step
    if access.stretch < 0:
        return [(access.node, step)]
    low, speed = access.stretch, float(pace.of(np.array([access.stretch]))[0])
    down = step + (access.t - float(network.t[low])) / speed
    up = step + (float(network.t[low + 1]) - access.t) / speed
    to_high, to_low = (network.back, network.ahead) if reverse else (network.ahead, network.back)
    found = [(low + 1, up)] if to_high[low] else []
    return [*found, (low, down)] if to_low[low] else found


def arrivals(pace: Pace, found: Far, stretch: Ints, t: Floats) -> Floats:
    """Cost to come to places in stretches (n,), at t mm along their aisles; infinite where nothing leads there.

    Also straight along the stretch that a source itself is on, the way its rule allows."""
    network = pace.network
    if not len(stretch):
        return np.zeros(0)
    speed = pace.of(stretch)
    low, high = network.t[stretch], network.t[stretch + 1]
    ahead, back = network.ahead[stretch], network.back[stretch]
    cost = np.where(ahead, found.far[stretch] + (t - low) / speed, np.inf)
    cost = np.minimum(cost, np.where(back, found.far[stretch + 1] + (high - t) / speed, np.inf))
    for access in (access for spot in found.sources for access in spot.accesses if access.stretch >= 0):
        here = stretch == access.stretch
        allowed = here & np.where(t >= access.t, ahead, back)
        allowed |= here & (t == access.t)
        direct = np.abs(t - access.t) / speed + access.step / pace.step
        cost = np.where(allowed, np.minimum(cost, direct), cost)
    return cost


def arrival(pace: Pace, found: Far, spot: Spot) -> float:
    """Cost to come to a spot, by the best of its accesses."""
    return min((_at(pace, found, access) for access in spot.accesses), default=float("inf"))


def _at(pace: Pace, found: Far, access: Access) -> float:
    step = access.step / pace.step
    if access.stretch < 0:
        return float(found.far[access.node]) + step
    return float(arrivals(pace, found, np.array([access.stretch]), np.array([access.t]))[0]) + step


@dataclass(frozen=True, slots=True)
class Trace:
    """The line of a way, mm; how much of it leads over floor on which no aisle is drawn, mm; its length, mm, and the
    seconds that this very way takes."""

    line: tuple[Point, ...]
    open: float
    mm: float
    seconds: float


def line_of(legs: Sequence[Trace]) -> tuple[Point, ...]:
    """The line through all of these, one after the other."""
    points: list[Point] = []
    for leg in legs:
        points += leg.line[1:] if points and leg.line[0] == points[-1] else leg.line
    return tuple(points)


def trace(pace: Pace, found: Far, goal: Spot) -> Trace:
    """The way from the one source of `found` to a spot that it reaches."""
    network, (source,) = pace.network, found.sources
    access = min(goal.accesses, key=lambda one: _at(pace, found, one))
    total = _at(pace, found, access)
    start = _straight(pace, source, access, total)
    if start is not None:
        return Trace(_line(network, source, start, (), goal, access), 0.0, *passed(pace, start, (), access))
    nodes = [_last_node(pace, found, access)]
    while found.before[nodes[-1]] >= 0:
        nodes.append(int(found.before[nodes[-1]]))
    nodes.reverse()
    first = min(
        (one for one in source.accesses for node, cost in _leave(pace, one, False) if node == nodes[0]
         and cost <= float(found.far[nodes[0]]) + 1e-9),
        key=lambda one: one.step,
    )  # fmt: skip
    bare = sum(_open(network, a, b) for a, b in pairwise(nodes))
    bare += sum(one.step for one in (first, access) if one.stretch < 0)
    return Trace(_line(network, source, first, nodes, goal, access), bare, *passed(pace, first, nodes, access))


def _straight(pace: Pace, source: Spot, access: Access, total: float) -> Access | None:
    """The access of the source from which one comes straight along one stretch, where that is the shortest."""
    network = pace.network
    for one in source.accesses:
        if one.stretch < 0 or one.stretch != access.stretch:
            continue
        rule = network.ahead if access.t >= one.t else network.back
        speed = float(pace.of(np.array([one.stretch]))[0])
        cost = abs(access.t - one.t) / speed + (one.step + access.step) / pace.step
        if (rule[one.stretch] or access.t == one.t) and cost <= total + 1e-9:
            return one
    return None


def _last_node(pace: Pace, found: Far, access: Access) -> int:
    if access.stretch < 0:
        return access.node
    return min(_leave(pace, access, True), key=lambda one: float(found.far[one[0]]) + one[1])[0]


def passed(pace: Pace, first: Access, nodes: Sequence[int], last: Access) -> tuple[float, float]:
    """mm and s of one way: from one access through nodes (none: straight along one stretch) to another. Between two
    nodes the edge that `pace` would take."""
    network, mm = pace.network, first.step + last.step
    seconds = mm / pace.step_speed
    if nodes:
        ends = ((first, nodes[0]), (last, nodes[-1]))
        parts = [(one.stretch, abs(one.t - float(network.t[node]))) for one, node in ends if one.stretch >= 0]
    else:
        parts = [(first.stretch, abs(last.t - first.t))]
    for stretch, length in parts:
        mm += length
        seconds += length / float(network.speed[network.aisle[stretch]])
    weight = network.edges.mm if pace.by == "metres" else network.edges.seconds
    for a, b in pairwise(nodes):
        edge = min(_edges(network, a, b), key=lambda one: float(weight[one]))
        mm += float(network.edges.mm[edge])
        seconds += float(network.edges.seconds[edge])
    return mm, seconds


def _edges(network: Network, a: int, b: int) -> list[int]:
    """Those from one node to another."""
    low, high = int(network.edges.first[a]), int(network.edges.first[a + 1])
    return [edge for edge in range(low, high) if network.edges.to[edge] == b]


def _open(network: Network, a: int, b: int) -> float:
    for edge in _edges(network, a, b)[:1]:
        return float(network.edges.mm[edge]) if network.edges.kind[edge] == OPEN else 0.0
    return 0.0


def _line(
    network: Network, source: Spot, first: Access, nodes: Sequence[int], goal: Spot, last: Access
) -> tuple[Point, ...]:
    points = [
        *_stand(network, source, first),
        *((float(x), float(y)) for x, y in network.xy[np.array(nodes, dtype=np.int64)]),
    ]
    points += _stand(network, goal, last)[::-1]
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 1e-6:
            kept.append(point)
    return tuple(kept)


def _stand(network: Network, spot: Spot, access: Access) -> list[Point]:
    """From a spot to its access: places are stepped out of, at bins one stands in the aisle."""
    own = [spot.point] if access.step > 0.0 else []
    if access.stretch < 0:
        return own
    x, y = foot_on(network, access.stretch, access.t)
    return [*own, (float(x), float(y))]
