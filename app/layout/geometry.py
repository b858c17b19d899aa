"""Plane geometry of the plan: turned boxes, polygons, segments. mm, degrees clockwise on the screen, y downwards."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Bounds: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

_QUARTERS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))


def mm(value: float) -> float:
    """To a tenth of a millimetre, which is what the database keeps; never minus zero."""
    return round(value, 1) + 0.0


def degrees(value: float) -> float:
    """An angle from 0 up to 360, to a thousandth."""
    return round(value % 360, 3) % 360 + 0.0


def turn(angle: float) -> Point:
    """Cosine and sine, exact at quarter turns so that upright racks stand on whole millimetres."""
    quarters, rest = divmod(angle % 360, 90)
    return _QUARTERS[int(quarters) % 4] if rest == 0 else (math.cos(math.radians(angle)), math.sin(math.radians(angle)))


def placed(x: float, y: float, angle: float, along: float, across: float) -> Point:
    """A point of a turned frame whose origin is x, y."""
    c, s = turn(angle)
    return x + along * c - across * s, y + along * s + across * c


def turned_about(point: Point, angle: float, centre: Point) -> Point:
    """A point turned clockwise about a centre."""
    return placed(centre[0], centre[1], angle, point[0] - centre[0], point[1] - centre[1])


def box_points(x: float, y: float, length: float, depth: float, angle: float, margin: float = 0.0) -> tuple[Point, ...]:
    """Corners of a turned box, clockwise on the screen, `margin` mm further out."""
    w, d = length / 2 + margin, depth / 2 + margin
    return tuple(placed(x, y, angle, u, v) for u, v in ((-w, -d), (w, -d), (w, d), (-w, d)))


def strip_points(a: Point, b: Point, width: float, margin: float = 0.0) -> tuple[Point, ...]:
    """Corners of the strip of `width` about the line from a to b, `margin` mm further out on all sides."""
    length = math.dist(a, b)
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return box_points((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, length, width, angle, margin)


def bounds_of(points: Sequence[Point]) -> Bounds:
    """The upright box around points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Piece:
    """A polygon that is compared with others; convex ones can be pushed apart."""

    points: tuple[Point, ...]
    convex: bool
    bounds: Bounds

    @classmethod
    def of(cls, points: tuple[Point, ...], *, convex: bool = True) -> "Piece":
        """A piece with its bounds."""
        return cls(points, convex, bounds_of(points))


def push_apart(one: Piece, other: Piece) -> Point | None:
    """The shortest way that `one` must move to be clear of `other` (separating axes); None where they are clear.

    Both convex. A shared edge is clear.
    """
    best: Point | None = None
    least = math.inf
    for points in (one.points, other.points):
        for (ax, ay), (bx, by) in pairwise((*points, points[0])):
            length = math.hypot(bx - ax, by - ay)
            if length < 1e-9:
                continue
            nx, ny = (by - ay) / length, (ax - bx) / length
            first = [x * nx + y * ny for x, y in one.points]
            second = [x * nx + y * ny for x, y in other.points]
            forward, back = max(second) - min(first), max(first) - min(second)
            if forward <= 1.0 or back <= 1.0:
                return None
            if min(forward, back) < least:
                least = min(forward, back)
                sign = 1 if forward <= back else -1
                best = (nx * least * sign, ny * least * sign)
    return best


def overlap(one: Piece, other: Piece) -> bool:
    """Whether two polygons share more than an edge (a millimetre is forgiven between convex ones)."""
    if not bounds_touch(one.bounds, other.bounds):
        return False
    if one.convex and other.convex:
        return push_apart(one, other) is not None
    if any(
        properly_cross(a, b, c, d)
        for a, b in pairwise((*one.points, one.points[0]))
        for c, d in pairwise((*other.points, other.points[0]))
    ):
        return True
    return any(inside(p, other.points) for p in _marks(one)) or any(inside(p, one.points) for p in _marks(other))


def bounds_touch(one: Bounds, other: Bounds) -> bool:
    """Whether two upright boxes touch."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    x, y = point
    hit = False
    for (ax, ay), (bx, by) in pairwise((*polygon, polygon[0])):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            hit = not hit
    return hit


def properly_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments cross in a point inside both."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def crosses_itself(points: Sequence[Point]) -> bool:
    """Whether the closed polygon crosses or repeats itself."""
    if len(set(points)) != len(points):
        return True
    edges = list(pairwise((*points, points[0])))
    return any(
        properly_cross(*edges[i], *edges[j]) for i in range(len(edges)) for j in range(i + 2, len(edges))
    ) or math.isclose(sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges), 0.0, abs_tol=1.0)


def along(point: Point, a: Point, b: Point) -> tuple[float, float]:
    """Where a point lies by the line from a to b: mm along it from a (not clamped), mm to its side (signed)."""
    length = math.dist(a, b)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    dx, dy = point[0] - a[0], point[1] - a[1]
    return dx * ux + dy * uy, ux * dy - uy * dx


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _marks(piece: Piece) -> tuple[Point, ...]:
    """Points that stand for a polygon: drawn in a little towards its middle, so that a shared corner does not count."""
    cx = sum(x for x, _ in piece.points) / len(piece.points)
    cy = sum(y for _, y in piece.points) / len(piece.points)
    return tuple((x + (cx - x) * 1e-3, y + (cy - y) * 1e-3) for x, y in piece.points)
