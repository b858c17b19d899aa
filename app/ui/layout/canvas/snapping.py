"""What the hand catches on: edges, centres, the width of an aisle, the grid; and how far it is to the neighbours.

Everything is measured along the axes of what is moved: racks that stand askew catch on racks that stand the same way.
The arrays are made once when a gesture begins; a step is a handful of comparisons, whatever the size of the plan."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.layout.checks.aisles import WALKED
from app.layout.elements import Aisle, Element, Rack, Truck
from app.layout.geometry import Bounds, Point, placed
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.ui.layout.canvas.boxes import COS, SIN, Floats, corners
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.session import Snap

Axis = Literal[0, 1]
Guide = tuple[Point, Point]
NEARLY = 0.02  # degrees
NOTHING = np.zeros((0, 4))


@dataclass(frozen=True, slots=True)
class Gap:
    """The way from one side of what is moved to the next neighbour. side: 0 left, 1 right, 2 above, 3 below, in the
    frame of what is moved. distance: mm; a, b: where it is drawn."""

    other: ElementId
    side: int
    distance: float
    a: Point
    b: Point


@dataclass(frozen=True, slots=True)
class Caught:
    """Where the hand is taken to: mm to add on the plan, and the lines that say why."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Guide, ...] = ()
    edges: bool = False


class Catcher:
    """What stands still around a gesture, in the frame at `angle` degrees. Boxes are (u0, v0, u1, v1) in that frame."""

    def __init__(self, sheet: Sheet, without: Iterable[ElementId], angle: float = 0.0) -> None:
        self.angle = angle % 90
        gone = set(without)
        self._c, self._s = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        self.ids: list[ElementId] = []
        square: list[Floats] = []
        middles: list[Floats] = []
        for table in (sheet.racks, sheet.places, sheet.zones):
            rows = table.but(gone)
            middles.append(rows.boxes[:, :2])
            turn = np.rad2deg(np.arctan2(rows.boxes[:, SIN], rows.boxes[:, COS])) - self.angle
            same = np.abs((turn + 45) % 90 - 45) < NEARLY
            points = self._into(corners(rows.boxes[same]).reshape(-1, 2)).reshape(-1, 4, 2)
            square.append(np.concatenate((points.min(axis=1), points.max(axis=1)), 1) if len(points) else NOTHING)
            self.ids += [table.ids[at] for at in rows.at[same].tolist()]
            if table is not sheet.zones:
                self.solid = sum(map(len, square))
        for id_ in (*sheet.outlines, *sheet.walls):
            if id_ not in gone:
                points = self._into(np.array(sheet.points_of(id_)))
                square.append(np.concatenate((points.min(axis=0), points.max(axis=0)))[None])
                self.ids.append(id_)
        self.boxes = np.concatenate(square)
        self.middles = self._into(np.concatenate(middles))

    def frame_box(self, points: Iterable[Point]) -> Bounds:
        """The box around points of the plan, in this frame."""
        inner = self._into(np.array(list(points)))
        (u0, v0), (u1, v1) = inner.min(axis=0).tolist(), inner.max(axis=0).tolist()
        return u0, v0, u1, v1

    def catch(self, box: Bounds, snap: Snap, reach: float) -> Caught:
        """Where a box (in this frame) is taken to. reach: mm that it lets itself be moved at most; a point is a box of
        no size."""
        if not snap.on:
            return Caught()
        moved, guides, caught = [0.0, 0.0], [], False
        axes: tuple[Axis, Axis] = (0, 1)
        for axis in axes:
            found = self._edge(box, axis, snap, reach)
            if found is not None:
                moved[axis], caught = found[0], True
                guides.append((axis, found[1], found[2]))
            elif snap.grid > 0 and self.angle < NEARLY:
                moved[axis] = round(box[axis] / snap.grid) * snap.grid - box[axis]
                if abs(moved[axis]) > max(reach, snap.grid):
                    moved[axis] = 0.0
        lines = tuple(self._guide(axis, at, span, box, moved) for axis, at, span in guides)
        return Caught(*self._out(moved[0], moved[1]), lines, caught)

    def gaps(self, box: Bounds, most: float = 15_000.0) -> list[Gap]:
        """The next neighbour on each side that stands square to the box, no further than `most` mm."""
        found: list[Gap] = []
        others = self.boxes
        axes: tuple[Axis, Axis] = (0, 1)
        for axis in axes:
            cross = 1 - axis
            low = np.maximum(others[:, cross], box[cross])
            high = np.minimum(others[:, cross + 2], box[cross + 2])
            facing = high - low > 1.0
            facing[self.solid :] &= others[self.solid :, axis + 2] - others[self.solid :, axis] < most
            before = np.where(facing, box[axis] - others[:, axis + 2], np.inf)
            after = np.where(facing, others[:, axis] - box[axis + 2], np.inf)
            for side, way, at in ((0, before, box[axis]), (1, after, box[axis + 2])):
                way = np.where(way >= -0.5, way, np.inf)
                k = int(np.argmin(way)) if len(way) else 0
                if len(way) and way[k] <= most:
                    middle, reach = float(low[k] + high[k]) / 2, float(way[k]) * (1 if side else -1)
                    a, b = (at, middle), (at + reach, middle)
                    if axis:
                        a, b = a[::-1], b[::-1]
                    found.append(
                        Gap(self.ids[k], axis * 2 + side, max(float(way[k]), 0.0), self._out(*a), self._out(*b))
                    )
        return found

    def _edge(
        self, box: Bounds, axis: Axis, snap: Snap, reach: float
    ) -> tuple[float, float, tuple[float, float]] | None:
        """(mm to move, where it catches, what the guide must span across) along one axis."""
        cross = 1 - axis
        mine = (box[axis], box[axis + 2])
        marks: list[tuple[Floats, float, Floats, Floats]] = []  # where, my mark, and the other's span across
        b = self.boxes
        if snap.edges and len(b):
            for at in set(mine):
                marks += [
                    (b[:, axis], at, b[:, cross], b[:, cross + 2]),
                    (b[:, axis + 2], at, b[:, cross], b[:, cross + 2]),
                ]
        if snap.centres and len(self.middles):
            m = self.middles
            marks.append((m[:, axis], (mine[0] + mine[1]) / 2, m[:, cross], m[:, cross]))
        if snap.aisle > 0 and mine[1] > mine[0] and self.solid:
            s = b[: self.solid]
            facing = (s[:, cross] < box[cross + 2]) & (s[:, cross + 2] > box[cross])
            far = np.where(facing, 0.0, np.inf)
            marks.append((s[:, axis + 2] + snap.aisle + far, mine[0], s[:, cross], s[:, cross + 2]))
            marks.append((s[:, axis] - snap.aisle - far, mine[1], s[:, cross], s[:, cross + 2]))
        best: tuple[float, float, float, tuple[float, float]] | None = None
        for where, at, low, high in marks:
            delta = where - at
            away = np.maximum(np.maximum(low - box[cross + 2], box[cross] - high), 0.0)
            cost = np.abs(delta) + away * 1e-4
            near = np.abs(delta) <= reach
            if not near.any():
                continue
            k = int(np.argmin(np.where(near, cost, np.inf)))
            if best is None or cost[k] < best[0]:
                best = float(cost[k]), float(delta[k]), float(where[k]), (float(low[k]), float(high[k]))
        return None if best is None else best[1:]

    def _guide(self, axis: Axis, at: float, span: tuple[float, float], box: Bounds, moved: Sequence[float]) -> Guide:
        cross = 1 - axis
        low, high = min(span[0], box[cross] + moved[cross]), max(span[1], box[cross + 2] + moved[cross])
        a, b = (at, low), (at, high)
        return (self._out(*a[::-1]), self._out(*b[::-1])) if axis else (self._out(*a), self._out(*b))

    def _into(self, points: Floats) -> Floats:
        x, y = points[..., 0], points[..., 1]
        if self.angle < NEARLY:
            return np.stack((x, y), -1)
        return np.stack((x * self._c + y * self._s, y * self._c - x * self._s), -1)

    def _out(self, u: float, v: float) -> Point:
        if self.angle < NEARLY:
            return u, v
        return u * self._c - v * self._s, u * self._s + v * self._c


def faces(rack: Rack, a: Point, b: Point) -> bool:
    """Whether the way from a, on the rack's rim, to b leaves it through its front."""
    fx, fy = placed(0.0, 0.0, rack.angle, 0.0, 1.0)
    length = math.dist(a, b)
    return length > 1.0 and ((b[0] - a[0]) * fx + (b[1] - a[1]) * fy) / length > 0.9


def needed_between(layout: Layout, mine: Element, other: Element, a: Point, b: Point) -> tuple[float, str] | None:
    """The width that a gap needs and for whom: the truck of the aisle that a rack's front looks into, or people. None
    where no front looks into the gap, as between two racks back to back. a: on mine, b: on the other."""
    found: list[tuple[float, str]] = []
    for element, start, end in ((mine, a, b), (other, b, a)):
        if isinstance(element, Rack) and faces(element, start, end):
            aisle = layout.find(element.aisle) if element.aisle is not None else None
            truck = layout.find(aisle.truck) if isinstance(aisle, Aisle) and aisle.truck is not None else None
            found.append((truck.aisle_width, truck.code) if isinstance(truck, Truck) else (WALKED, "people"))
    return max(found) if found else None
