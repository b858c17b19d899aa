"""The frame around what is chosen: handles at corners and sides, ends of aisles, points of walls, one to turn it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

from app.layout.edits import extended
from app.layout.elements import Aisle, Caption, Charger, Door, Element, Obstacle, Place, Rack, Wall, Zone
from app.layout.geometry import Point, bounds_of, mm, placed, turn
from app.layout.racking import ElementId
from app.layout.shapes import BOXED
from app.ui.layout.canvas.boxes import Floats
from app.ui.layout.canvas.camera import PlanCamera

Grip: TypeAlias = str | int
"""A side ("n", "se", ...), "turn", or the number of a point."""

SIDES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
LEAST = 100.0
"""mm: nothing is drawn smaller by hand."""
TURN_OFF, REACH = 22.0, 7.0
ROOM = 26.0  # px that the frame must be wide before its handles fit
BODY = 20.0  # px between two opposite handles: room is left to take the thing itself between them


@dataclass(frozen=True, slots=True)
class HandleFrame:
    """The frame of what is chosen. angle: of the frame; u0..v1: its box in that frame (mm); points: of lines."""

    angle: float
    box: tuple[float, float, float, float]
    grips: tuple[Grip, ...]
    points: tuple[Point, ...] = ()

    @property
    def middle(self) -> Point:
        """What it is turned about."""
        u0, v0, u1, v1 = self.box
        return placed(0.0, 0.0, self.angle, (u0 + u1) / 2, (v0 + v1) / 2)

    def corner(self, grip: str) -> Point:
        """The place of a side or corner on the plan."""
        u0, v0, u1, v1 = self.box
        u = u0 if "w" in grip else u1 if "e" in grip else (u0 + u1) / 2
        v = v0 if "n" in grip else v1 if "s" in grip else (v0 + v1) / 2
        return placed(0.0, 0.0, self.angle, u, v)

    def polygon(self, camera: PlanCamera) -> QPolygonF:
        """Its outline in px."""
        return QPolygonF([camera.to_px(*self.corner(grip)) for grip in ("nw", "ne", "se", "sw")])

    def turner(self, camera: PlanCamera) -> tuple[QPointF, QPointF]:
        """The handle that turns, and where it hangs on."""
        foot = camera.to_px(*self.corner("n"))
        c, s = turn(self.angle)
        return QPointF(foot.x() + s * TURN_OFF, foot.y() - c * TURN_OFF), foot

    def places(self, camera: PlanCamera) -> list[tuple[Grip, QPointF]]:
        """All handles that there is room for, in px, the one that turns last."""
        u0, v0, u1, v1 = self.box
        found: list[tuple[Grip, QPointF]] = []
        if max(u1 - u0, v1 - v0) * camera.scale < ROOM:
            return found
        for grip in self.grips:
            if isinstance(grip, int):
                found.append((grip, camera.to_px(*self.points[grip])))
            elif grip == "turn":
                found.append((grip, self.turner(camera)[0]))
            elif len(grip) == 2 and min(u1 - u0, v1 - v0) * camera.scale < ROOM:
                continue  # a thin rack keeps the handles of its ends
            elif len(grip) == 1 and (v1 - v0 if grip in "ns" else u1 - u0) * camera.scale < BODY:
                continue  # a drag of a thin rack means the rack, not its depth
            else:
                found.append((grip, camera.to_px(*self.corner(grip))))
        return found

    def hit(self, camera: PlanCamera, at: QPointF) -> Grip | None:
        """The handle under a pixel."""
        near = [(math.dist(place.toTuple(), at.toTuple()), k) for k, (_, place) in enumerate(self.places(camera))]
        distance, k = min(near, default=(math.inf, 0))
        return self.places(camera)[k][0] if distance <= REACH else None


def frame_of(elements: Sequence[Element], points: Floats) -> HandleFrame | None:
    """The frame around elements; None where nothing of them is on the plan. points: their corners (n, 2)."""
    if not len(points):
        return None
    if len(elements) == 1:
        return _single(elements[0])
    angles = {round(way % 90, 3) for way in {element.angle for element in elements if isinstance(element, BOXED)}}
    angle = angles.pop() if len(angles) == 1 else 0.0
    c, s = turn(angle)
    turned = points @ np.array(((c, -s), (s, c)))
    (u0, v0), (u1, v1) = turned.min(axis=0).tolist(), turned.max(axis=0).tolist()
    box = u0, v0, u1, v1
    racks = all(isinstance(element, Rack) for element in elements)
    ways = {element.angle for element in elements if isinstance(element, Rack)}
    same = len({round(way % 180, 3) for way in ways}) == 1
    if racks and same:
        level = abs((getattr(elements[0], "angle", 0.0) - angle + 90) % 180 - 90) < 1
        return HandleFrame(angle, box, ("e", "w", "turn") if level else ("n", "s", "turn"))
    return HandleFrame(angle, box, ("turn",))


def _single(element: Element) -> HandleFrame | None:
    match element:
        case Zone() | Rack() | Place() | Charger():
            c, s = turn(element.angle)
            u, v = element.x * c + element.y * s, element.y * c - element.x * s
            length = element.length if isinstance(element, Rack) else element.width
            box = u - length / 2, v - element.depth / 2, u + length / 2, v + element.depth / 2
            return HandleFrame(element.angle, box, (*SIDES, "turn"))
        case Aisle():
            angle = math.degrees(math.atan2(element.by - element.ay, element.bx - element.ax))
            c, s = turn(angle)
            u0, u1 = element.ax * c + element.ay * s, element.bx * c + element.by * s
            v = element.ay * c - element.ax * s
            half = element.width / 2
            ends = (element.ax, element.ay), (element.bx, element.by)
            return HandleFrame(angle, (u0, v - half, u1, v + half), (0, 1, "n", "s"), ends)
        case Obstacle() | Wall():
            closed = len(element.points) > 2 and element.points[0] == element.points[-1]
            points = element.points[:-1] if closed else element.points
            return HandleFrame(0.0, bounds_of(points), (*range(len(points)), "turn"), points)
        case Door() | Caption():
            x, y = element.x, element.y
            return HandleFrame(0.0, (x, y, x, y), ())
        case _:
            return None


def stretched(element: Element, grip: Grip, to: Point, steps: int = 0) -> Element:
    """The element with a handle taken to a point. A rack gains or loses whole bays; steps: how many, for racks that are
    stretched together. Raises Refusal for a figure that the element cannot have."""
    match element:
        case Wall() | Obstacle():
            return _with_point(element, int(grip), to)
        case Aisle():
            return _with_end(element, grip, to)
        case Rack():
            return _longer(element, str(grip), to, steps)
        case Zone() | Place() | Charger():
            u0, v0, u1, v1 = _pulled((element.width, element.depth), str(grip), _own(element, to))
            x, y = placed(element.x, element.y, element.angle, (u0 + u1) / 2, (v0 + v1) / 2)
            return replace(element, x=mm(x), y=mm(y), width=mm(u1 - u0), depth=mm(v1 - v0))
        case _:
            return element


def bays_of(rack: Rack, grip: str, to: Point) -> int:
    """How many bays a handle at an end of a rack adds when it is taken to a point."""
    along, _ = _own(rack, to)
    at_start = ("w" in grip) is not rack.flipped
    bay = rack.bays[0] if at_start else rack.bays[-1]
    longer = (along if "e" in grip else -along) - rack.length / 2
    return max(round(longer / bay.width), 1 - len(rack.bays))


def _longer(rack: Rack, grip: str, to: Point, steps: int) -> Rack:
    made = rack
    if "e" in grip or "w" in grip:
        steps = steps or bays_of(rack, grip, to)
        made = extended(rack, *((steps, 0) if ("w" in grip) is not rack.flipped else (0, steps)))
    if "n" in grip or "s" in grip:
        _, across = _own(rack, to)
        deep = max((across if "s" in grip else -across) + rack.depth / 2, LEAST)
        shift = (deep - rack.depth) / 2 * (1 if "s" in grip else -1)
        x, y = placed(made.x, made.y, made.angle, 0.0, shift)
        made = replace(made, x=mm(x), y=mm(y), depth=mm(deep))
    return made


def _with_point(element: Wall | Obstacle, number: int, to: Point) -> Element:
    points = list(element.points)
    closed = isinstance(element, Wall) and len(points) > 2 and points[0] == points[-1]
    points[number] = to
    if closed and number == 0:
        points[-1] = to
    return replace(element, points=tuple(points))


def _with_end(aisle: Aisle, grip: Grip, to: Point) -> Aisle:
    if grip == 0:
        return replace(aisle, ax=to[0], ay=to[1])
    if grip == 1:
        return replace(aisle, bx=to[0], by=to[1])
    dx, dy = aisle.bx - aisle.ax, aisle.by - aisle.ay
    beside = abs((to[1] - aisle.ay) * dx - (to[0] - aisle.ax) * dy) / math.hypot(dx, dy)
    return replace(aisle, width=max(mm(2 * beside), LEAST))


def _own(element: Zone | Rack | Place | Charger, to: Point) -> Point:
    """A point of the plan in the element's own frame."""
    c, s = turn(element.angle)
    dx, dy = to[0] - element.x, to[1] - element.y
    return dx * c + dy * s, dy * c - dx * s


def _pulled(size: tuple[float, float], grip: str, to: Point) -> tuple[float, float, float, float]:
    u, v = size[0] / 2, size[1] / 2
    u0 = min(to[0], u - LEAST) if "w" in grip else -u
    u1 = max(to[0], -u + LEAST) if "e" in grip else u
    v0 = min(to[1], v - LEAST) if "n" in grip else -v
    v1 = max(to[1], -v + LEAST) if "s" in grip else v
    return u0, v0, u1, v1


def grips_together(elements: Sequence[Element], grip: Grip, frame: HandleFrame) -> dict[ElementId, str]:
    """Which end of each rack a handle of their common frame stretches: racks may look the other way."""
    far = frame.corner(str(grip))
    found: dict[ElementId, str] = {}
    for element in elements:
        if isinstance(element, Rack):
            found[element.id] = "e" if _own(element, far)[0] > 0 else "w"
    return found
