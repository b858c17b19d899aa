"""Walls with their doors cut out."""

import math
from collections.abc import Iterable
from itertools import pairwise

from app.layout.elements import Door, Wall
from app.layout.geometry import Piece, Point, along, strip_points

THICKNESS = 2.0
"""Of a drawn wall, mm: a line, but one that can be run into."""


def stretches(wall: Wall, doors: Iterable[Door]) -> tuple[tuple[Point, ...], ...]:
    """The lines of points that are left of a wall. A closed wall with one door is one open line from jamb to jamb."""
    marks = [0.0]
    for a, b in pairwise(wall.points):
        marks.append(marks[-1] + math.dist(a, b))
    closed, total = wall.points[0] == wall.points[-1], marks[-1]
    gaps = [gap for door in doors for gap in _gap(wall, door, marks, closed)]
    if not gaps:
        return (wall.points,)
    kept, at = [], 0.0
    for low, high in sorted(gaps):
        if low > at:
            kept.append((at, low))
        at = max(at, high)
    if at < total:
        kept.append((at, total))
    lines = [_line(wall, marks, low, high) for low, high in kept]
    if closed and len(lines) > 1 and lines[0][0] == lines[-1][-1] == wall.points[0]:
        lines = [*lines[1:-1], lines[-1] + lines[0][1:]]
    return tuple(lines)


def pieces(wall: Wall, doors: Iterable[Door]) -> tuple[Piece, ...]:
    """A wall as thin strips between its doors."""
    return tuple(
        Piece.of(strip_points(a, b, THICKNESS)) for line in stretches(wall, doors) for a, b in pairwise(line) if a != b
    )


def _gap(wall: Wall, door: Door, marks: list[float], closed: bool) -> list[tuple[float, float]]:
    """The stretch of the wall, in mm from its first point, that a door opens; two where it lies about that point."""
    best, where = math.inf, 0.0
    for (a, b), mark in zip(pairwise(wall.points), marks, strict=False):
        if a == b:
            continue
        t, _ = along((door.x, door.y), a, b)
        t = min(max(t, 0.0), math.dist(a, b))
        foot = a[0] + (b[0] - a[0]) * t / math.dist(a, b), a[1] + (b[1] - a[1]) * t / math.dist(a, b)
        distance = math.dist(foot, (door.x, door.y))
        if distance < best:
            best, where = distance, mark + t
    low, high, total = where - door.width / 2, where + door.width / 2, marks[-1]
    if closed and low < 0:
        return [(0.0, high), (total + low, total)]
    if closed and high > total:
        return [(low, total), (0.0, high - total)]
    return [(max(0.0, low), min(total, high))]


def _line(wall: Wall, marks: list[float], low: float, high: float) -> tuple[Point, ...]:
    inner = [point for point, mark in zip(wall.points, marks, strict=True) if low < mark < high]
    return (_at(wall, marks, low), *inner, _at(wall, marks, high))


def _at(wall: Wall, marks: list[float], where: float) -> Point:
    for (a, b), mark in zip(pairwise(wall.points), marks, strict=False):
        length = math.dist(a, b)
        if length and where <= mark + length + 1e-9:
            share = min(1.0, max(0.0, (where - mark) / length))
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    return wall.points[-1]
