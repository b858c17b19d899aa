"""The travel graph as arrays: nodes where aisles begin, end, meet or are blocked; edges with lengths and times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.layout.racking import ElementId
from app.layout.travel.fronts import Floats
from app.layout.travel.loops import loops
from app.layout.travel.mover import Mover
from app.layout.travel.strands import Meeting
from app.layout.ways import Span, Way

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

ALONG: Final = 0
MEETING: Final = 1
OPEN: Final = 2
"""Kinds of edges: along an aisle, from one aisle into another, over floor on which no aisle is drawn."""
_APART = 1e8


@dataclass(frozen=True, slots=True)
class Edges:
    """By the node they leave: first (nodes + 1); to, mm, seconds, kind (edges,)."""

    first: Ints
    to: Ints
    mm: Floats
    seconds: Floats
    kind: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Network:
    """aisles: ids, ascending; speed: of each, mm/s. first (aisles + 1): where the nodes of each begin. Of each node:
    aisle (-1 on open floor), t (mm along it), xy (n, 2). Of the stretch between a node and the next one of its aisle:
    passable, ahead (may be driven to the next), back. sketch: no corridors are drawn, aisles are joined over
    open floor."""

    aisles: tuple[ElementId, ...]
    first: Ints
    aisle: Ints
    t: Floats
    xy: Floats
    passable: Flags
    ahead: Flags
    back: Flags
    speed: Floats
    edges: Edges
    reverse: Edges
    sketch: bool = False

    @property
    def on_aisles(self) -> int:
        """How many nodes lie on aisles; those on open floor follow."""
        return int(self.first[-1])

    def stretch_at(self, aisle: Ints, t: Floats) -> Ints:
        """The node before each place (aisle by its number, mm along). A place at the edge of a block belongs to
        the passable stretch that it touches."""
        if not len(aisle):
            return np.zeros(0, dtype=np.int64)
        on = self.on_aisles
        keys = self.aisle[:on] * _APART + self.t[:on]
        low = np.searchsorted(keys, aisle * _APART + t, "right") - 1
        low = np.clip(low, self.first[aisle], self.first[aisle + 1] - 2)
        shut = ~self.passable[low]
        before = shut & (t - self.t[low] <= 1.0) & (low > self.first[aisle])
        after = shut & (self.t[low + 1] - t <= 1.0) & (low + 2 < self.first[aisle + 1])
        moved = np.where(before & self.passable[np.maximum(low - 1, 0)], low - 1, low)
        return np.where(after & self.passable[np.minimum(low + 1, on - 1)] & (moved == low), low + 1, moved)


Closed = Callable[[Way], tuple[Span, ...]]


def on_drawn_aisles(
    ways: Mapping[ElementId, Way],
    meetings: Sequence[Meeting],
    closed: Closed,
    walls: Mapping[ElementId, Floats],
    mover: Mover,
    turns: Mapping[ElementId, Sequence[float]] = MappingProxyType({}),
) -> Network:
    """The network of what is drawn. closed: where a way is shut for the mover. walls: by floor, (k, 4) their ends,
    doors left out: aisles that meet at a wall do not join through it. turns: further nodes, mm along aisles."""
    ids = tuple(sorted(ways))
    shut = {id_: closed(ways[id_]) for id_ in ids}
    lists = _marks(ways, ids, meetings, shut, turns)
    first = np.concatenate(([0], np.cumsum([len(one) for one in lists], dtype=np.int64)))
    t = np.array([at for one in lists for at in one], dtype=np.float64)
    aisle = np.repeat(np.arange(len(ids)), np.diff(first))
    ends = np.array([(*ways[id_].a, *ways[id_].b, ways[id_].length) for id_ in ids]).reshape(-1, 5)
    share = (t / ends[aisle, 4])[:, None] if len(t) else np.zeros((0, 1))
    xy = ends[aisle, :2] + (ends[aisle, 2:4] - ends[aisle, :2]) * share
    passable = np.zeros(len(t), dtype=np.bool_)
    passable[:-1] = aisle[:-1] == aisle[1:]
    for number, id_ in enumerate(ids):
        for low, high in shut[id_]:
            own = slice(int(first[number]), int(first[number + 1]))
            passable[own] &= ~((t[own] >= low) & (t[own] < high))
    rule = [ways[id_].aisle.one_way for id_ in ids]
    ahead = passable & np.array([one != "backward" for one in rule], dtype=np.bool_)[aisle]
    back = passable & np.array([one != "forward" for one in rule], dtype=np.bool_)[aisle]
    speed = np.array([mover.speed(ways[id_].aisle) for id_ in ids], dtype=np.float64)
    node = {(id_, at): int(first[n]) + k for n, id_ in enumerate(ids) for k, at in enumerate(lists[n])}
    pairs = np.array([(node[one], node[other]) for one, other in meetings], dtype=np.int64).reshape(-1, 2)
    floor = np.array([sorted(walls).index(ways[id_].aisle.floor) for id_ in ids], dtype=np.int64)
    inner = _from_inside(first, t, xy)
    free = np.ones(len(pairs), dtype=np.bool_)
    for number, (_, lines) in enumerate(sorted(walls.items())):
        here = np.flatnonzero(floor[aisle[pairs[:, 0]]] == number)
        free[here] = _through_no_wall(inner[pairs[here, 0]], inner[pairs[here, 1]], lines)
    pairs = pairs[free]
    forward, backward = np.flatnonzero(ahead), np.flatnonzero(back)
    start = np.concatenate((forward, backward + 1, pairs[:, 0], pairs[:, 1]))
    goal = np.concatenate((forward + 1, backward, pairs[:, 1], pairs[:, 0]))
    kind = np.where(np.arange(len(start)) < len(forward) + len(backward), ALONG, MEETING)
    pace = np.minimum(speed[aisle[start]], speed[aisle[goal]])
    edges, reverse = joined(len(t), start, goal, xy, pace, kind)
    return Network(ids, first, aisle, t, xy, passable, ahead, back, speed, edges, reverse)


def _marks(
    ways: Mapping[ElementId, Way],
    ids: Sequence[ElementId],
    meetings: Sequence[Meeting],
    shut: Mapping[ElementId, Sequence[Span]],
    turns: Mapping[ElementId, Sequence[float]],
) -> list[list[float]]:
    """Where the nodes of each aisle lie, mm along it, ascending."""
    marks = {
        id_: {0.0, ways[id_].length, *(edge for span in shut[id_] for edge in span), *turns.get(id_, ())} for id_ in ids
    }
    for met in meetings:
        for id_, at in met:
            marks[id_].add(at)
    return [sorted(marks[id_]) for id_ in ids]


def joined(nodes: int, start: Ints, goal: Ints, xy: Floats, pace: Floats, kind: Ints) -> tuple[Edges, Edges]:
    """Straight edges between nodes, and the same turned round."""
    mm = np.hypot(*(xy[goal] - xy[start]).T) if len(start) else np.zeros(0)
    return _sorted(nodes, start, goal, mm, mm / pace, kind), _sorted(nodes, goal, start, mm, mm / pace, kind)


def _sorted(nodes: int, start: Ints, goal: Ints, mm: Floats, seconds: Floats, kind: Ints) -> Edges:
    order = np.lexsort((mm, goal, start))
    first = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(start, minlength=nodes), out=first[1:])
    return Edges(first, goal[order], mm[order], seconds[order], kind[order].astype(np.int8))


def _from_inside(first: Ints, t: Floats, xy: Floats) -> Floats:
    """The nodes, those at aisles' ends a step inside: an end may lie on the very wall that parts two aisles."""
    inner = xy.copy()
    for a, b in pairwise(first.tolist()):
        length = t[b - 1]
        step = min(60.0, length / 2) / length * (xy[b - 1] - xy[a])
        inner[a], inner[b - 1] = xy[a] + step, xy[b - 1] - step
    return inner


def _through_no_wall(here: Floats, there: Floats, walls: Floats) -> Flags:
    free = np.ones(len(here), dtype=np.bool_)
    if len(here) and len(walls):
        loops().sight(here, there, np.zeros((0, 6)), walls, free)
    return free


def parts_of(network: Network) -> Ints:
    """The number of the connected part that each node belongs to, one-way rules left aside."""
    both = _sorted(
        len(network.xy),
        np.concatenate((_starts(network.edges), network.edges.to)),
        np.concatenate((network.edges.to, _starts(network.edges))),
        np.concatenate((network.edges.mm, network.edges.mm)),
        np.concatenate((network.edges.mm, network.edges.mm)),
        np.concatenate((network.edges.kind, network.edges.kind)),
    )
    part = np.full(len(network.xy), -1, dtype=np.int64)
    loops().parts(both.first, both.to, part, np.zeros(len(part) + 1, dtype=np.int64))
    return part


def _starts(edges: Edges) -> Ints:
    return np.repeat(np.arange(len(edges.first) - 1), np.diff(edges.first))


def with_edges(network: Network, xy: Floats, start: Ints, goal: Ints, pace: float) -> Network:
    """The network with more nodes on open floor (xy) and ways over it, there and back; `sketch`."""
    every = np.concatenate((network.xy, xy))
    old = network.edges
    starts = np.concatenate((_starts(old), start, goal))
    goals = np.concatenate((old.to, goal, start))
    kind = np.concatenate((old.kind.astype(np.int64), np.full(2 * len(start), OPEN)))
    with np.errstate(invalid="ignore"):
        old_pace = np.where(old.seconds > 0, old.mm / np.where(old.seconds > 0, old.seconds, 1.0), pace)
    paces = np.concatenate((old_pace, np.full(2 * len(start), pace)))
    edges, reverse = joined(len(every), starts, goals, every, paces, kind)
    more = len(xy)
    none = np.zeros(more, dtype=np.bool_)
    return replace(
        network,
        aisle=np.concatenate((network.aisle, np.full(more, -1))),
        t=np.concatenate((network.t, np.zeros(more))),
        xy=every,
        passable=np.concatenate((network.passable, none)),
        ahead=np.concatenate((network.ahead, none)),
        back=np.concatenate((network.back, none)),
        edges=edges,
        reverse=reverse,
        sketch=True,
    )
