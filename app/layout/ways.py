"""Which stretches of which aisles can be driven to, and out of again.

Aisles join where their strips meet. One enters at docks, doors, stations and lanes that lie at an aisle. A stretch is
served if a walk under the one-way rules leads from an entry to it and from it to an entry; nobody passes where an aisle
is blocked across its whole width. In a drawing without any entry the longest connected part counts as served.
"""

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.layout.elements import Aisle, Door, Element, Place
from app.layout.geometry import Piece, Point, along, overlap
from app.layout.racking import ElementId
from app.layout.shapes import middle, piece
from app.layout.solids import Nearby, same_floor

BESIDE = 1_500.0
"""How far a door or station may lie beside its aisle, mm."""
_TOUCH = 50.0
Span = tuple[float, float]
Node = tuple[ElementId, float]
Joins = dict[tuple[ElementId, ElementId], tuple[Aisle, Aisle, tuple[tuple[Node, Node], ...]]]
"""The nodes in which two aisles meet, with the aisles as they were when that was found."""


@dataclass(frozen=True, slots=True)
class Way:
    """An aisle as the graph sees it: its strip, and where it is blocked, in mm from its a."""

    aisle: Aisle
    strip: Piece
    blocked: tuple[Span, ...]

    @property
    def length(self) -> float:
        """mm from a to b."""
        return math.dist(self.a, self.b)

    @property
    def a(self) -> Point:
        """Where it begins."""
        return self.aisle.ax, self.aisle.ay

    @property
    def b(self) -> Point:
        """Where it ends."""
        return self.aisle.bx, self.aisle.by

    def mark(self, point: Point) -> float:
        """Where a point lies along it, kept between its ends."""
        return min(max(along(point, self.a, self.b)[0], 0.0), self.length)

    def free(self, low: float, high: float) -> bool:
        """Whether nothing blocks the aisle between two marks."""
        return not any(start < high and end > low for start, end in self.blocked)


def strip_of(aisle: Aisle) -> Piece:
    """The strip of an aisle, a hand's breadth wider than drawn so that aisles that meet do touch."""
    return piece(aisle, _TOUCH)


def entries(elements: Iterable[Element]) -> tuple[Place | Door, ...]:
    """Where people and trucks come from: docks, doors, stations, lanes."""
    return tuple(
        element
        for element in elements
        if isinstance(element, Door) or (isinstance(element, Place) and element.use not in ("storage", "pick"))
    )


def served(
    ways: Sequence[Way], doors: Sequence[Place | Door], known: Joins | None = None
) -> Mapping[ElementId, tuple[Span, ...]]:
    """The stretches of each aisle, mm from its a, that can be reached and left again.

    known: where aisles were found to join before; what still holds is taken from it, what is new is put into it."""
    by_id = {way.aisle.id: way for way in ways}
    joined = _joins(ways, {} if known is None else known)
    starts = [(way.aisle.id, way.mark(middle(door))) for door in doors for way in ways if beside(door, way)]
    marks: dict[ElementId, set[float]] = {way.aisle.id: {0.0, way.length} for way in ways}
    for node in (*starts, *(node for pair in joined for node in pair)):
        marks[node[0]].add(node[1])
    ahead: dict[Node, list[Node]] = {}
    for one, other in joined:
        ahead.setdefault(one, []).append(other)
        ahead.setdefault(other, []).append(one)
    spans = [(by_id[id_], low, high) for id_, at in marks.items() for low, high in _pairs(sorted(at))]
    for way, low, high in spans:
        if way.free(low, high):
            if way.aisle.one_way != "backward":
                ahead.setdefault((way.aisle.id, low), []).append((way.aisle.id, high))
            if way.aisle.one_way != "forward":
                ahead.setdefault((way.aisle.id, high), []).append((way.aisle.id, low))
    if not doors:
        starts = _longest(spans, ahead)
    into, out = _flood(starts, ahead), _flood(starts, _turned(ahead))
    stretches: dict[ElementId, list[Span]] = {way.aisle.id: [] for way in ways}
    for way, low, high in spans:
        stretches[way.aisle.id] += _stretches(way, low, high, into, out)
    return {id_: _merged(found) for id_, found in stretches.items()}


def beside(element: Element, way: Way) -> bool:
    """Whether an element lies at an aisle, a step from it at most."""
    if not same_floor(element, way.aisle):
        return False
    if isinstance(element, Door):
        t, off = along((element.x, element.y), way.a, way.b)
        return -BESIDE <= t <= way.length + BESIDE and abs(off) <= way.aisle.width / 2 + BESIDE
    return overlap(piece(element, BESIDE), way.strip)


def _stretches(way: Way, low: float, high: float, into: set[Node], out: set[Node]) -> list[Span]:
    """The part of a stretch between two nodes that is served. Where it is blocked, each end serves up to the block."""
    ends = ((way.aisle.id, low), (way.aisle.id, high))
    if way.free(low, high):
        rule = way.aisle.one_way
        come = (rule != "backward" and ends[0] in into) or (rule != "forward" and ends[1] in into)
        go = (rule != "forward" and ends[0] in out) or (rule != "backward" and ends[1] in out)
        return [(low, high)] if come and go else []
    found = []
    if way.aisle.one_way == "both":
        blocks = [span for span in way.blocked if span[0] < high and span[1] > low]
        if ends[0] in into and ends[0] in out:
            found.append((low, min(start for start, _ in blocks)))
        if ends[1] in into and ends[1] in out:
            found.append((max(end for _, end in blocks), high))
    return [(start, end) for start, end in found if end > start]


def _joins(ways: Sequence[Way], known: Joins) -> list[tuple[Node, Node]]:
    by_id = {way.aisle.id: way for way in ways}
    near = Nearby()
    found: list[tuple[Node, Node]] = []
    for one in ways:
        for other_id in near.touching(one.strip.bounds):
            other = by_id[other_id]
            memo = known.get((one.aisle.id, other_id))
            if memo is None or memo[0] is not one.aisle or memo[1] is not other.aisle:
                memo = known[one.aisle.id, other_id] = (one.aisle, other.aisle, meeting(one, other))
            found += memo[2]
        near.place(one.aisle.id, one.strip.bounds)
    return found


def meeting(one: Way, other: Way) -> tuple[tuple[Node, Node], ...]:
    """The nodes in which two aisles join: where each is left for the other. Empty where their strips do not meet."""
    if not same_floor(one.aisle, other.aisle) or not overlap(one.strip, other.strip):
        return ()
    return tuple(
        ((one.aisle.id, one.mark(point)), (other.aisle.id, other.mark(point))) for point in _meeting(one, other)
    )


def _meeting(one: Way, other: Way) -> list[Point]:
    """Points in which two aisles meet: where their lines cross, or the ends of the stretch along which they lie."""
    t_a, off_a = along(other.a, one.a, one.b)
    t_b, off_b = along(other.b, one.a, one.b)
    if abs(off_a - off_b) > 0.17 * other.length:  # ten degrees
        share = off_a / (off_a - off_b)
        t = t_a + (t_b - t_a) * min(max(share, 0.0), 1.0)
        return [_at(one, min(max(t, 0.0), one.length))]
    low, high = max(0.0, min(t_a, t_b)), min(one.length, max(t_a, t_b))
    low, high = min(low, one.length), max(high, 0.0)
    return [_at(one, low)] if low >= high else [_at(one, low), _at(one, high)]


def _at(way: Way, t: float) -> Point:
    share = t / way.length
    return way.a[0] + (way.b[0] - way.a[0]) * share, way.a[1] + (way.b[1] - way.a[1]) * share


def _longest(spans: Sequence[tuple[Way, float, float]], ahead: Mapping[Node, Sequence[Node]]) -> list[Node]:
    """One node of the connected part with most metres of aisle, whatever the one-way rules."""
    either: dict[Node, list[Node]] = {node: list(to) for node, to in ahead.items()}
    for node, reached in _turned(ahead).items():
        either.setdefault(node, []).extend(reached)
    length: dict[Node, float] = {}
    for way, low, high in spans:
        length[way.aisle.id, low] = length.get((way.aisle.id, low), 0.0) + high - low
    best, most, seen = [], -1.0, set[Node]()
    for node in length:
        if node not in seen:
            part = _flood([node], either)
            seen |= part
            total = sum(length.get(member, 0.0) for member in part)
            if total > most:
                best, most = [node], total
    return best


def _flood(starts: Iterable[Node], ahead: Mapping[Node, Sequence[Node]]) -> set[Node]:
    seen = set(starts)
    queue = deque(seen)
    while queue:
        for node in ahead.get(queue.popleft(), ()):
            if node not in seen:
                seen.add(node)
                queue.append(node)
    return seen


def _turned(ahead: Mapping[Node, Sequence[Node]]) -> dict[Node, list[Node]]:
    back: dict[Node, list[Node]] = {}
    for node, to in ahead.items():
        for other in to:
            back.setdefault(other, []).append(node)
    return back


def _pairs(marks: Sequence[float]) -> list[Span]:
    return [(low, high) for low, high in pairwise(marks) if high > low]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1] + 1e-6:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)
