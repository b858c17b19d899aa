"""What is drawn on one floor, ready to be painted, pointed at and chosen; follows the drawing change by change."""

import math
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

import numpy as np

from app.layout.elements import Aisle, Caption, Charger, Door, Element, Obstacle, Place, Rack, Wall, Zone
from app.layout.geometry import Bounds, Point, along, bounds_of, inside
from app.layout.racking import ElementId
from app.layout.walls import stretches
from app.ui.layout.canvas.boxes import BoxTable, Floats, corners, crossing, extents, holding
from app.ui.layout.canvas.cells import RackCells

Segment = tuple[Point, Point]


class Sheet:
    """The elements of one floor. Boxes lie in tables by layer; walls, outlines, doors and captions in mappings."""

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self.elements: dict[ElementId, Element] = {}
        self.zones, self.aisles, self.racks, self.places = BoxTable(), BoxTable(), BoxTable(), BoxTable()
        self.cells = RackCells()
        self.walls: dict[ElementId, tuple[tuple[Point, ...], ...]] = {}
        self.outlines: dict[ElementId, tuple[Point, ...]] = {}
        self.doors: dict[ElementId, Segment] = {}
        self.captions: dict[ElementId, Caption] = {}
        self.revision = 0
        """Another number whenever anything on it changed."""
        self._ways: tuple[int, Floats] | None = None
        self._doors_of: dict[ElementId, set[ElementId]] = {}
        self.put(elements)

    def put(self, elements: Iterable[Element]) -> None:
        """Add elements or replace those of the same id; what has no place on the plan is passed over."""
        walls: set[ElementId] = set()
        for element in elements:
            self._put(element, walls)
        self._rebuild(walls)

    def drop(self, ids: Iterable[ElementId]) -> None:
        """Take elements off."""
        walls: set[ElementId] = set()
        for id_ in ids:
            element = self.elements.pop(id_, None)
            if element is None:
                continue
            self.revision += 1
            for table in (self.zones, self.aisles, self.racks, self.places):
                table.drop(id_)
            self.cells.drop(id_)
            for kept in (self.walls, self.outlines, self.doors, self.captions):
                kept.pop(id_, None)
            if isinstance(element, Door):
                self._doors_of.get(element.wall, set()).discard(id_)
                walls.add(element.wall)
        self._rebuild(walls)

    def table_of(self, element: Element) -> BoxTable | None:
        """The table that an element stands in, None for what is no box."""
        match element:
            case Rack():
                return self.racks
            case Aisle():
                return self.aisles
            case Zone():
                return self.zones
            case Place() | Charger():
                return self.places
            case _:
                return None

    def bounds(self, ids: Iterable[ElementId] | None = None) -> Bounds | None:
        """The upright box around elements (mm), or around all; None around nothing."""
        wanted = None if ids is None else set(ids)
        found = []
        for table in (self.zones, self.aisles, self.racks, self.places):
            boxes = table.boxes if wanted is None else table.rows(wanted).boxes
            if len(boxes):
                e = extents(boxes)
                found.append((*e[:, :2].min(axis=0).tolist(), *e[:, 2:].max(axis=0).tolist()))
        for id_ in self.elements if wanted is None else wanted:
            points = self.points_of(id_)
            if points:
                found.append(bounds_of(points))
        if not found:
            return None
        return (
            min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found),
        )  # fmt: skip

    def corners(self, ids: Collection[ElementId]) -> Floats:
        """The corners of these elements (n, 2): of boxes, outlines and walls; the places of doors and captions."""
        tables = self.zones, self.aisles, self.racks, self.places
        found = [corners(table.rows(ids).boxes).reshape(-1, 2) for table in tables]
        found += [np.array(points) for id_ in ids if (points := self.points_of(id_))]
        return np.concatenate(found)

    def points_of(self, id_: ElementId) -> tuple[Point, ...]:
        """The points of what is no box: outline, wall, door, caption."""
        element = self.elements.get(id_)
        match element:
            case Wall() | Obstacle():
                return element.points
            case Door():
                return self.doors[id_]
            case Caption():
                return ((element.x, element.y),)
            case _:
                return ()

    def ways(self) -> Floats:
        """Of each aisle: 1 where it is driven from a to b alone, -1 from b to a, 0 both ways."""
        if self._ways is None or self._ways[0] != self.revision:
            sign = {"forward": 1.0, "backward": -1.0}
            found = [sign.get(getattr(self.elements[id_], "one_way", ""), 0.0) for id_ in self.aisles.ids]
            self._ways = self.revision, np.array(found)
        return self._ways[1]

    def pick(self, x: float, y: float, reach: float, wide: Callable[[Caption], Bounds]) -> list[ElementId]:
        """Everything under a point, what lies on top first. reach: mm beside lines; wide: the box of a caption (mm)."""
        found: list[ElementId] = []
        for caption in self.captions.values():
            x0, y0, x1, y1 = wide(caption)
            if x0 <= x <= x1 and y0 <= y <= y1:
                found.append(caption.id)
        found += [id_ for id_, (a, b) in self.doors.items() if _distance((x, y), a, b) <= reach]
        found += self.places.named(holding(self.places.boxes, x, y))
        found += self.racks.named(holding(self.racks.boxes, x, y))
        found += [id_ for id_, points in self.outlines.items() if inside((x, y), points)]
        for id_, lines in self.walls.items():
            if any(_distance((x, y), a, b) <= reach for line in lines for a, b in pairwise(line)):
                found.append(id_)
        for table in (self.aisles, self.zones):  # the smaller one lies on the larger one
            hit = np.flatnonzero(holding(table.boxes, x, y)).tolist()
            found += [table.ids[at] for at in sorted(hit, key=lambda at: float(np.prod(table.boxes[at, 4:])))]
        return found

    def band(self, x0: float, y0: float, x1: float, y1: float, *, touch: bool) -> list[ElementId]:
        """What lies wholly in a rectangle, or with `touch` also what it only touches."""
        found: list[ElementId] = []
        for table in (self.racks, self.places, self.aisles, self.zones):
            if touch:
                hit = crossing(table.boxes, x0, y0, x1, y1)
            else:
                e = extents(table.boxes)
                hit = (e[:, 0] >= x0) & (e[:, 1] >= y0) & (e[:, 2] <= x1) & (e[:, 3] <= y1)
            found += table.named(hit)
        for id_ in (*self.outlines, *self.walls, *self.doors, *self.captions):
            points = self.points_of(id_)
            there = [x0 <= x <= x1 and y0 <= y <= y1 for x, y in points]
            if all(there) or (touch and any(there)):
                found.append(id_)
        return found

    def lasso(self, points: list[Point]) -> list[ElementId]:
        """What has its middle within a line drawn around it."""
        found: list[ElementId] = []
        ring = np.array([*points, points[0]])
        for table in (self.racks, self.places, self.aisles, self.zones):
            hit = np.zeros(len(table), bool)
            x, y = table.boxes[:, 0], table.boxes[:, 1]
            for (ax, ay), (bx, by) in pairwise(ring.tolist()):
                if ay != by:
                    hit ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
            found += table.named(hit)
        for id_ in (*self.outlines, *self.walls, *self.doors, *self.captions):
            b = bounds_of(self.points_of(id_))
            if inside(((b[0] + b[2]) / 2, (b[1] + b[3]) / 2), points):
                found.append(id_)
        return found

    def _put(self, element: Element, walls: set[ElementId]) -> None:
        table = self.table_of(element)
        if table is not None:
            table.put(element)  # type: ignore[arg-type]  # only boxed elements have a table
        match element:
            case Rack():
                self.cells.put(element)
            case Obstacle():
                self.outlines[element.id] = element.points
            case Caption():
                self.captions[element.id] = element
            case Wall():
                walls.add(element.id)
            case Door():
                old = self.elements.get(element.id)
                if isinstance(old, Door) and old.wall != element.wall:
                    self._doors_of.get(old.wall, set()).discard(element.id)
                    walls.add(old.wall)
                self._doors_of.setdefault(element.wall, set()).add(element.id)
                walls.add(element.wall)
            case _ if table is None:
                return
        self.elements[element.id] = element
        self.revision += 1

    def _rebuild(self, walls: set[ElementId]) -> None:
        for id_ in walls:
            wall = self.elements.get(id_)
            doors = [self.elements[door] for door in self._doors_of.get(id_, ()) if door in self.elements]
            if not isinstance(wall, Wall):  # a door shown without its wall: a ghost
                for door in doors:
                    if isinstance(door, Door):
                        self.doors[door.id] = (door.x - door.width / 2, door.y), (door.x + door.width / 2, door.y)
                continue
            kept = [door for door in doors if isinstance(door, Door)]
            self.walls[id_] = stretches(wall, kept)
            for door in kept:
                self.doors[door.id] = opening(wall, door)


def opening(wall: Wall, door: Door) -> Segment:
    """Where a door is in its wall: from jamb to jamb."""
    best, found = math.inf, ((door.x, door.y), (door.x, door.y))
    for a, b in pairwise(wall.points):
        if a == b:
            continue
        length = math.dist(a, b)
        at = min(max(along((door.x, door.y), a, b)[0], 0.0), length)
        ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
        foot = a[0] + ux * at, a[1] + uy * at
        distance = math.dist(foot, (door.x, door.y))
        if distance < best:
            half = door.width / 2
            best = distance
            found = (foot[0] - ux * half, foot[1] - uy * half), (foot[0] + ux * half, foot[1] + uy * half)
    return found


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the stretch from a to b."""
    length = math.dist(a, b)
    if length == 0:
        return math.dist(point, a)
    at, beside = along(point, a, b)
    if at < 0:
        return math.dist(point, a)
    return math.dist(point, b) if at > length else abs(beside)


def lines_of(points: Iterable[Point]) -> Floats:
    """A line of points as segments (n, 4)."""
    p = np.array(list(points), np.float64).reshape(-1, 2)
    return np.concatenate((p[:-1], p[1:]), axis=1)
