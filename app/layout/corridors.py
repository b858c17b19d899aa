"""Main ways for a floor of which only racks and places are known: other programs and lists of locations name no
corridors, and without them no drawn way leads from a dock to an aisle.

A strip is laid wherever people walk anyway: past the ends of aisles, along the sides of blocks of racks, through doors,
along rows of docks and stations. It grows straight on until something stands in it and is cut off at the last way that
it meets. What then still hangs together with nothing is joined over the shortest straight strip of free floor.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from app.layout.arrange import next_code
from app.layout.elements import Aisle, Door, Floor, Place, Rack, Wall
from app.layout.geometry import Point, along, mm, placed
from app.layout.racking import ElementId
from app.layout.shapes import middle
from app.layout.solids import solid_pieces
from app.layout.table import Layout
from app.layout.ways import Span, Way, beside, meeting, strip_of

WIDTH = 2_000.0
"""Of a way where the floor allows it, mm."""
NARROW = 1_200.0
"""Of a way that has to pass between two things, mm."""
_LAID = "laid:"
_SKIN = 2.0
_STEP = 2_000.0
"""How far apart the points of a way are from which a join to another one is tried, mm."""
_TRIED = 400
"""Joins that are tried for one part, the shortest first."""
_Box = tuple[float, float, float, float, float]
"""Angle, and from, to along it, from, to across it, about the origin."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Seed:
    """A point that a way should lead through, and the direction in degrees."""

    at: Point
    angle: float
    width: float


def corridors(layout: Layout) -> tuple[Aisle, ...]:
    """Cross aisles that are missing on the floors of a layout, with codes of their own; nothing is taken away."""
    made: list[Aisle] = []
    taken = {aisle.code for aisle in layout.of(Aisle)}
    for floor in layout.of(Floor):
        for a, b, width in _Ground(layout, floor.id).ways():
            code = next_code("W00", taken)
            taken.add(code)
            made.append(
                Aisle(
                    id=_free_id(layout, code), floor=floor.id, code=code, ax=mm(a[0]), ay=mm(a[1]), bx=mm(b[0]),
                    by=mm(b[1]), width=mm(width), cross=True,
                )
            )  # fmt: skip
    return tuple(made)


def spared_by(ways: Iterable[Aisle], stubs: Iterable[Aisle]) -> Iterator[ElementId]:
    """Those of the stubs, cross aisles at the ends of aisles, in whose middle one of the ways runs across."""
    lines = [((way.ax, way.ay), (way.bx, way.by)) for way in ways]
    for stub in stubs:
        centre = (stub.ax + stub.bx) / 2, (stub.ay + stub.by) / 2
        for a, b in lines:
            t, off = along(centre, a, b)
            if abs(off) <= 1.0 and t - stub.width / 2 >= -_SKIN and t + stub.width / 2 <= math.dist(a, b) + _SKIN:
                yield stub.id
                break


def gaps(layout: Layout, way: Way) -> Iterator[Span]:
    """Stretches of an aisle, mm from its a, on which no rack that names it stands, between racks that do."""
    spans = []
    for rack in (layout.find(by) for by in layout.namers(way.aisle.id)):
        if isinstance(rack, Rack):
            ends = (placed(rack.x, rack.y, rack.angle, side * rack.length / 2, 0.0) for side in (-1, 1))
            spans.append(sorted(along(end, way.a, way.b)[0] for end in ends))
    reach = math.inf
    for low, high in sorted(spans):
        if low - reach >= NARROW and 0.0 < (low + reach) / 2 < way.length:
            yield reach, low
        reach = high if reach == math.inf else max(reach, high)


def _free_id(layout: Layout, code: str) -> ElementId:
    id_ = ElementId(f"way:{code}")
    while layout.find(id_) is not None:
        id_ = ElementId(id_ + "+")
    return id_


class _Ground:
    """One floor: what stands on it, the ways that are drawn, and those that are laid."""

    def __init__(self, layout: Layout, floor: ElementId) -> None:
        self._layout, self._floor = layout, floor
        here = [element for element in layout.elements.values() if getattr(element, "floor", None) == floor]
        self._here = here
        self._parts = [part for element in here for part in solid_pieces(element, layout)]
        self._corners: Floats = np.array([p for part in self._parts for p in part.points], dtype=np.float64)
        self._first = np.cumsum([0, *(len(part.points) for part in self._parts)])[:-1]
        self._ways = [_way(aisle) for aisle in here if isinstance(aisle, Aisle)]
        self._laid: list[Way] = []
        self._spots = [e for e in here if isinstance(e, Door) or (isinstance(e, Place) and e.use != "storage")]

    def ways(self) -> list[tuple[Point, Point, float]]:
        """From, to and width of every way to be laid."""
        if not self._parts or not any(not way.aisle.cross for way in self._ways):
            return []
        for seed in self._seeds():
            self._grow(seed)
        self._trim()
        self._join()
        return [(way.a, way.b, way.aisle.width) for way in self._laid]

    def _seeds(self) -> Iterator[_Seed]:
        aisles = [way for way in self._ways if not way.aisle.cross]
        for way in aisles:
            yield from _past_ends(way.aisle)
        for way in aisles:
            for low, high in gaps(self._layout, way):
                angle, at = _angle(way.a, way.b), _at(way, (low + high) / 2)
                yield _Seed(at, angle + 90, min(WIDTH, high - low - 2 * _SKIN))
        for door in (e for e in self._here if isinstance(e, Door)):
            angle = _across_wall(door, self._layout.get(door.wall, Wall))
            yield _Seed((door.x, door.y), angle, min(WIDTH, door.width - 2 * _SKIN))
        centre = float(self._corners[:, 0].mean()), float(self._corners[:, 1].mean())
        places = [e for e in self._here if isinstance(e, Place)]
        for box in _rows([place for place in places if place.use == "dock"]):
            yield _before(box, centre)
        yield from _around(_rows([place for place in places if place.use != "dock"]))
        yield from _around(self._rooms())
        blocks: dict[tuple[str, float], list[Rack]] = {}
        for rack in self._here:
            if isinstance(rack, Rack):
                blocks.setdefault((rack.zone or "", round(rack.angle % 180, 1)), []).append(rack)
        yield from _around(_box(racks, angle) for (_, angle), racks in sorted(blocks.items()))

    def _rooms(self) -> Iterator[_Box]:
        """What walls enclose, but for the wall about all of it: outside of that is the yard."""
        for wall in (e for e in self._here if isinstance(e, Wall)):
            a, b = max(pairwise(wall.points), key=lambda side: math.dist(*side))
            angle = _angle(a, b)
            points = np.array([placed(0.0, 0.0, -angle, *p) for p in wall.points])
            every = np.array([placed(0.0, 0.0, -angle, *p) for p in self._corners.tolist()])
            (low, near), (high, far) = points.min(0).tolist(), points.max(0).tolist()
            if ((every.min(0) < (low - WIDTH, near - WIDTH)) | (every.max(0) > (high + WIDTH, far + WIDTH))).any():
                yield angle, low, high, near, far

    def _grow(self, seed: _Seed) -> None:
        if seed.width < NARROW / 2:
            return
        span = self._free(seed.at, seed.angle, seed.width)
        if span is not None:
            span = self._up_to_neighbours(seed, span)
        if span is not None and span[1] - span[0] >= seed.width:
            a, b = (placed(*seed.at, seed.angle, t, 0.0) for t in span)
            self._laid.append(self._strip(a, b, seed.width))

    def _up_to_neighbours(self, seed: _Seed, span: Span) -> Span | None:
        """No way runs along another one, nor along an aisle: it ends where that begins."""
        low, high = span
        ahead = placed(*seed.at, seed.angle, 1_000.0, 0.0)
        for way in (*self._laid, *self._ways):
            if not way.aisle.cross or way.aisle.id.startswith(_LAID):
                (a, off), (b, other) = along(way.a, seed.at, ahead), along(way.b, seed.at, ahead)
                if abs(off - other) < 0.02 * way.length and abs(off + other) < way.aisle.width + 0.9 * seed.width:
                    start, end = min(a, b), max(a, b)
                    if start < 0.0 < end:
                        return None
                    low, high = (max(low, end), high) if end <= 0.0 else (low, min(high, start))
        return low, high

    def _strip(self, a: Point, b: Point, width: float) -> Way:
        (ax, ay), (bx, by) = a, b
        id_ = ElementId(f"{_LAID}{len(self._laid)} {a} {b}")
        return _way(Aisle(id=id_, floor=self._floor, code="", ax=ax, ay=ay, bx=bx, by=by, width=width, cross=True))

    def _free(self, at: Point, angle: float, width: float) -> tuple[float, float] | None:
        """How far a strip may reach from a point, backwards and forwards; None where something stands on the point."""
        ux, uy = placed(0.0, 0.0, angle, 1.0, 0.0)
        rel = self._corners - np.array(at)
        t, off = rel[:, 0] * ux + rel[:, 1] * uy, rel[:, 1] * ux - rel[:, 0] * uy
        half = width / 2 - 0.5
        near = (np.maximum.reduceat(off, self._first) > -half) & (np.minimum.reduceat(off, self._first) < half)
        low, high = float(t.min()) - 2 * WIDTH, float(t.max()) + 2 * WIDTH
        for number in np.flatnonzero(near).tolist():
            start = int(self._first[number])
            count = len(self._parts[number].points)
            inside = _clipped([(float(t[i]), float(off[i])) for i in range(start, start + count)], half)
            if not inside:
                continue
            if min(inside) <= _SKIN and max(inside) >= -_SKIN:
                return None
            if max(inside) < 0.0:
                low = max(low, max(inside) + _SKIN)
            else:
                high = min(high, min(inside) - _SKIN)
        return low, high

    def _trim(self) -> None:
        """Cut what leads past the last thing that is met; twice, for what is cut off is met no more."""
        for _ in range(3):
            kept = []
            for way in self._laid:
                others = [o for o in (*self._ways, *self._laid) if o is not way]
                marks = [node[1] for o in others for node, _ in meeting(way, o)]
                marks += [way.mark(middle(spot)) for spot in self._spots if beside(spot, way)]
                half = way.aisle.width / 2
                low, high = max(0.0, min(marks, default=0.0) - half), min(way.length, max(marks, default=0.0) + half)
                if high - low > way.aisle.width + 1.0:
                    kept.append(self._strip(_at(way, low), _at(way, high), way.aisle.width))
            self._laid = kept

    def _join(self) -> None:
        """Straight strips between parts that do not hang together, the shortest first."""
        stuck: set[int] = set()
        while True:
            every = [*self._ways, *self._laid]
            parts = [part for part in _parts(every) if any(not every[n].aisle.cross for n in part) or len(part) > 1]
            todo = [part for part in sorted(parts, key=len)[:-1] if min(part) not in stuck]
            if not todo:
                return
            found = self._walk([every[n] for n in todo[0]], [w for n, w in enumerate(every) if n not in todo[0]])
            if found is None:
                stuck.add(min(todo[0]))
            else:
                self._laid.append(self._strip(*found))

    def _walk(self, own: Sequence[Way], others: Sequence[Way]) -> tuple[Point, Point, float] | None:
        tried = []
        for way in own:
            for n in range(max(2, int(way.length / _STEP) + 1)):
                point = _at(way, way.length * n / max(1, int(way.length / _STEP)))
                for other in others:
                    foot = _at(other, other.mark(point))
                    tried.append((math.dist(point, foot), point, foot))
        for length, a, b in sorted(tried)[:_TRIED]:
            angle = _angle(a, b)
            for width in (WIDTH, NARROW):
                span = self._free(a, angle, width) if length > 1.0 else None
                if span is not None and span[1] >= length:
                    return a, b, width
        return None


def _way(aisle: Aisle) -> Way:
    return Way(aisle, strip_of(aisle), ())


def _past_ends(aisle: Aisle) -> Iterator[_Seed]:
    a, b = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
    angle, length = _angle(a, b), math.dist(a, b)
    for width in (WIDTH, NARROW):
        for t in (-width / 2, length + width / 2):
            yield _Seed(placed(*a, angle, t, 0.0), angle + 90, width)


def _across_wall(door: Door, wall: Wall) -> float:
    """The direction of a walk through a door."""

    def distance(side: tuple[Point, Point]) -> float:
        t = min(max(along((door.x, door.y), *side)[0], 0.0), math.dist(*side))
        (ax, ay), (bx, by) = side
        share = t / math.dist(*side)
        return math.dist((ax + (bx - ax) * share, ay + (by - ay) * share), (door.x, door.y))

    a, b = min((side for side in pairwise(wall.points) if side[0] != side[1]), key=distance)
    return _angle(a, b) + 90


def _box(elements: Sequence[Rack | Place], angle: float) -> _Box:
    frame = []
    for one in elements:
        t, off = placed(0.0, 0.0, -angle, one.x, one.y)
        length = one.length if isinstance(one, Rack) else one.width
        frame.append((t - length / 2, t + length / 2, off - one.depth / 2, off + one.depth / 2))
    low, high, near, far = zip(*frame, strict=True)
    return angle, min(low), max(high), min(near), max(far)


def _rows(places: Sequence[Place]) -> Iterator[_Box]:
    """Places of one use side by side."""
    rows: dict[tuple[str, float, int], list[Place]] = {}
    for place in places:
        angle = round(place.angle % 180, 1)
        off = placed(0.0, 0.0, -angle, place.x, place.y)[1]
        rows.setdefault((place.use, angle, round(off / 500)), []).append(place)
    for (_, angle, _), row in sorted(rows.items()):
        yield _box(row, angle)


def _around(boxes: Iterable[_Box]) -> Iterator[_Seed]:
    """Along the four sides of boxes."""
    for angle, low, high, near, far in boxes:
        centre, across = (low + high) / 2, (near + far) / 2
        for width in (WIDTH, NARROW):
            aside = width / 2 + _SKIN
            for off in (near - aside, far + aside):
                yield _Seed(placed(0.0, 0.0, angle, centre, off), angle, width)
            for t in (low - aside, high + aside):
                yield _Seed(placed(0.0, 0.0, angle, t, across), angle + 90, width)


def _before(box: _Box, centre: Point) -> _Seed:
    """Along the side of a row of docks from which the house is seen: behind them is the yard."""
    angle, low, high, near, far = box
    inward = near - WIDTH / 2 if placed(0.0, 0.0, -angle, *centre)[1] < (near + far) / 2 else far + WIDTH / 2
    return _Seed(placed(0.0, 0.0, angle, (low + high) / 2, inward), angle, WIDTH)


def _clipped(points: Sequence[Point], half: float) -> list[float]:
    """Where a polygon, as (along, across), lies along a band of half a width: its corners and cuts."""
    found = [t for t, off in points if -half <= off <= half]
    for (t, off), (u, other) in pairwise((*points, points[0])):
        for edge in (-half, half):
            if (off < edge) != (other < edge):
                found.append(t + (u - t) * (edge - off) / (other - off))
    return found


def _angle(a: Point, b: Point) -> float:
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def _at(way: Way, t: float) -> Point:
    share = t / way.length
    return way.a[0] + (way.b[0] - way.a[0]) * share, way.a[1] + (way.b[1] - way.a[1]) * share


def _parts(ways: Sequence[Way]) -> list[set[int]]:
    """Which ways hang together, by their numbers."""
    part = list(range(len(ways)))
    for n, one in enumerate(ways):
        for m in range(n):
            if part[n] != part[m] and meeting(one, ways[m]):
                old, new = part[n], part[m]
                part = [new if p == old else p for p in part]
    groups: dict[int, set[int]] = {}
    for n, p in enumerate(part):
        groups.setdefault(p, set()).add(n)
    return list(groups.values())
