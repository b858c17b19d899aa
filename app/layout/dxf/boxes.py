"""Shapes as turned boxes, middle lines and joined lines: what racks, zones, aisles and walls are made of."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.layout.geometry import Point, crosses_itself, degrees

SQUARE = 0.02
"""By how much of a box's area an outline may differ and still be that box."""
SHORTEST = 1.0
"""mm; what is shorter is no line and no side."""
JOINED = 1.0
"""mm; ends that are this near are one point."""
MOST_CHECKED = 400
"""Corners up to which an outline is looked at for crossing itself (each pair of sides is compared)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A turned box about its centre: width along the angle (degrees), depth across. exact: the outline was this box."""

    x: float
    y: float
    width: float
    depth: float
    angle: float
    exact: bool


def cleaned(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points without those that repeat the one before; a closing point is left out."""
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(kept[-1], point) >= SHORTEST:
            kept.append(point)
    while len(kept) > 1 and math.dist(kept[0], kept[-1]) < SHORTEST:
        kept.pop()
    return tuple(kept)


def trouble(points: Sequence[Point]) -> str | None:
    """Why a closed outline cannot be used, in words; None where it can. points: cleaned."""
    if len(points) < 3:
        return "has fewer than three corners"
    if len(points) > MOST_CHECKED:
        return f"has {len(points):,} corners, more than {MOST_CHECKED}"
    if _thin(points):
        return "has no area"
    return "crosses itself" if crosses_itself(points) else None


def area(points: Sequence[Point]) -> float:
    """Signed area of a closed outline (shoelace formula)."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise((*points, points[0]))) / 2


def box_of(points: Sequence[Point]) -> Box:
    """The smallest turned box around an outline that has a side along one of the outline's sides."""
    best: tuple[float, Box] | None = None
    for angle in {round(math.atan2(b[1] - a[1], b[0] - a[0]) % (math.pi / 2), 6) for a, b in _sides(points)}:
        c, s = math.cos(angle), math.sin(angle)
        along = [x * c + y * s for x, y in points]
        across = [y * c - x * s for x, y in points]
        width, depth = max(along) - min(along), max(across) - min(across)
        u, v = (max(along) + min(along)) / 2, (max(across) + min(across)) / 2
        box = Box(u * c - v * s, u * s + v * c, width, depth, degrees(math.degrees(angle)), exact=False)
        if best is None or width * depth < best[0] - 1e-6:
            best = width * depth, box
    if best is None:
        raise ValueError("an outline has sides")
    full, box = best
    return Box(box.x, box.y, box.width, box.depth, box.angle, exact=full - abs(area(points)) <= SQUARE * full)


def lying(box: Box) -> Box:
    """The same box with its longer side along its angle, which is 0 up to 180."""
    if box.width >= box.depth:
        return Box(box.x, box.y, box.width, box.depth, degrees(box.angle % 180), box.exact)
    return Box(box.x, box.y, box.depth, box.width, degrees((box.angle + 90) % 180), box.exact)


def middle_line(box: Box) -> tuple[Point, Point]:
    """The ends of the line through the middle of a box, along its angle."""
    c, s = math.cos(math.radians(box.angle)), math.sin(math.radians(box.angle))
    half = box.width / 2
    return (box.x - half * c, box.y - half * s), (box.x + half * c, box.y + half * s)


def joined(lines: Iterable[tuple[Point, ...]]) -> list[tuple[Point, ...]]:
    """Lines that meet end to end as one; closed where the last point is the first. Where three meet, all end there."""
    left = [line for line in lines if len(line) >= 2]
    ends: dict[tuple[int, int], list[int]] = {}
    for at, line in enumerate(left):
        for end in (line[0], line[-1]):
            ends.setdefault(_cell(end), []).append(at)
    used, made = set[int](), []
    for at, line in enumerate(left):
        if at not in used:
            used.add(at)
            forward = _grown(list(line), left, ends, used)
            made.append(tuple(_grown(forward[::-1], left, ends, used))[::-1])
    return made


def _grown(
    line: list[Point], left: list[tuple[Point, ...]], ends: dict[tuple[int, int], list[int]], used: set[int]
) -> list[Point]:
    while True:
        here = ends.get(_cell(line[-1]), [])
        free = [at for at in here if at not in used]
        if len(here) != 2 or not free:
            if len(line) > 2 and line[0] != line[-1] and math.dist(line[0], line[-1]) < JOINED:
                line[-1] = line[0]
            return line
        used.add(free[0])
        more = left[free[0]]
        line += more[1:] if _cell(more[0]) == _cell(line[-1]) else more[-2::-1]


def _thin(points: Sequence[Point]) -> bool:
    """Whether all corners lie on one line."""
    (ax, ay), (bx, by) = points[0], max(points, key=lambda point: math.dist(point, points[0]))
    length = math.dist((ax, ay), (bx, by))
    return all(abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < SHORTEST * length for x, y in points)


def _cell(point: Point) -> tuple[int, int]:
    return round(point[0] / JOINED), round(point[1] / JOINED)


def _sides(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    return [(a, b) for a, b in pairwise((*points, points[0])) if math.dist(a, b) >= SHORTEST]
