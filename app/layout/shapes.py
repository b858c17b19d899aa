"""The outline of an element on the plan, and the element moved, turned or mirrored."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

from app.layout.elements import Aisle, Boxed, Caption, Charger, Door, Element, Obstacle, Place, Rack, Wall, Zone
from app.layout.geometry import Piece, Point, bounds_of, box_points, degrees, mm, strip_points, turned_about
from app.layout.racking import demand_numbers

E = TypeVar("E", bound=Element)

BOXED = (Zone, Rack, Place, Charger)
"""Elements with a centre and an angle."""
DRAWN = (*BOXED, Aisle, Obstacle, Wall, Door, Caption)
"""Elements with a place on the plan."""


def outline(element: Element, margin: float = 0.0) -> tuple[Point, ...]:
    """Corners of an element on its floor; empty for what is not drawn. margin: mm further out (boxes, aisles)."""
    if isinstance(element, Rack):
        return box_points(element.x, element.y, element.length, element.depth, element.angle, margin)
    if isinstance(element, (Zone, Place, Charger)):
        return box_points(element.x, element.y, element.width, element.depth, element.angle, margin)
    if isinstance(element, Aisle):
        return strip_points((element.ax, element.ay), (element.bx, element.by), element.width, margin)
    if isinstance(element, (Obstacle, Wall)):
        return element.points
    if isinstance(element, (Door, Caption)):
        return ((element.x, element.y),)
    return ()


def piece(element: Element, margin: float = 0.0) -> Piece:
    """The outline as a polygon to compare with others. Not for walls: see `walls.pieces`."""
    return Piece.of(outline(element, margin), convex=not isinstance(element, Obstacle) or _is_convex(element.points))


def middle(element: Element) -> Point:
    """The centre of an element's bounds."""
    if isinstance(element, BOXED):
        return element.x, element.y
    x0, y0, x1, y1 = bounds_of(outline(element))
    return (x0 + x1) / 2, (y0 + y1) / 2


def moved(element: E, dx: float, dy: float) -> E:
    """The element moved by mm; what is not drawn stays as it is."""
    return mapped(element, lambda p: (p[0] + dx, p[1] + dy))


def turned(element: E, angle: float, centre: Point) -> E:
    """The element turned clockwise by degrees about a centre."""
    if not angle:
        return element
    return mapped(element, lambda p: turned_about(p, angle, centre), lambda old: old + angle)


def mirrored(element: E, axis: float, through: Point) -> E:
    """The element mirrored in the line through a point at `axis` degrees. A rack keeps the numbers of its bays.

    A mirrored turned box is the box at 2 x axis - angle; a rack's front then looks the mirrored way only if the box is
    turned about and its bays run from the other end."""

    def reflect(point: Point) -> Point:
        x, y = turned_about(point, -axis, through)
        return turned_about((x, 2 * through[1] - y), axis, through)

    if isinstance(element, Rack):
        about = mapped(element, reflect, lambda old: 2 * axis - old + 180)
        return cast(E, replace(about, flipped=not element.flipped))
    return mapped(element, reflect, lambda old: 2 * axis - old)


def mapped(element: E, point: Callable[[Point], Point], angle: Callable[[float], float] | None = None) -> E:
    """The element with its points, and its angle, put through functions; kept to tenths of a millimetre."""

    def at(x: float, y: float) -> Point:
        x, y = point((x, y))
        return mm(x), mm(y)

    if isinstance(element, Aisle):
        (ax, ay), (bx, by) = at(element.ax, element.ay), at(element.bx, element.by)
        return cast(E, replace(element, ax=ax, ay=ay, bx=bx, by=by))
    if isinstance(element, (Obstacle, Wall)):
        return cast(E, replace(element, points=tuple(at(*p) for p in element.points)))
    if isinstance(element, BOXED):
        x, y = at(element.x, element.y)
        turn = element.angle if angle is None else degrees(angle(element.angle))
        return cast(E, _elsewhere(element, x=x, y=y, angle=turn))
    if isinstance(element, (Door, Caption)):
        x, y = at(element.x, element.y)
        return cast(E, replace(element, x=x, y=y))
    return element


def _elsewhere(element: Boxed | Rack, **place: float) -> Boxed | Rack:
    """The same thing in another place. Only the place is judged anew, for thousands of bins are moved in a frame."""
    made: Boxed | Rack = object.__new__(type(element))
    for field in element.__slots__:
        object.__setattr__(made, field, place[field] if field in place else getattr(element, field))
    demand_numbers(made, *place)
    return made


def _is_convex(points: tuple[Point, ...]) -> bool:
    turns = set()
    for i, (bx, by) in enumerate(points):
        (ax, ay), (cx, cy) = points[i - 1], points[(i + 1) % len(points)]
        turns.add((bx - ax) * (cy - by) - (by - ay) * (cx - bx) >= 0)
    return len(turns) == 1
