"""What a walker meets: rack faces with their aisles, walls, doors and places. Lengths mm, angles degrees, y down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Points = NDArray[np.float64]
AisleKey = tuple[str, str]
"""Zone code and aisle code."""

TURNING_ROOM = 1_200.0
"""How far beyond the last rack a walker turns round the corner, mm."""
_LONE_FACE = 1_000.0
_RACK_SKIN = 20.0


@dataclass(frozen=True, slots=True)
class Face:
    """One row of bins: centre, angle of its local +u axis, length along u, depth. The aisle lies on the side of +v."""

    aisle: AisleKey
    x: float
    y: float
    angle: float
    length: float
    depth: float


@dataclass(frozen=True, slots=True)
class Floor:
    """Faces, walls as lines of points, and places that people walk to (doors, docks, stations, lanes)."""

    faces: tuple[Face, ...]
    walls: tuple[tuple[Point, ...], ...] = ()
    places: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a walker goes: a bin with its aisle, or a place on the open floor (aisle None)."""

    x: float
    y: float
    aisle: AisleKey | None = None


@dataclass(frozen=True, slots=True)
class Aisle:
    """The middle line of an aisle; junctions: where along it one can turn off (mm, ascending, two or more)."""

    key: AisleKey
    origin: Point
    direction: Point
    junctions: tuple[float, ...]

    def at(self, along: float) -> Point:
        """A point of the line."""
        return self.origin[0] + along * self.direction[0], self.origin[1] + along * self.direction[1]

    def along(self, x: float, y: float) -> float:
        """How far along the line a point lies, kept between the ends."""
        t = (x - self.origin[0]) * self.direction[0] + (y - self.origin[1]) * self.direction[1]
        return min(self.junctions[-1], max(self.junctions[0], t))


def aisles_of(faces: Sequence[Face]) -> tuple[Aisle, ...]:
    """The aisles that the faces stand at, by zone and code."""
    grouped: dict[AisleKey, list[Face]] = {}
    for face in faces:
        grouped.setdefault(face.aisle, []).append(face)
    return tuple(_aisle(key, grouped[key]) for key in sorted(grouped))


def _aisle(key: AisleKey, faces: list[Face]) -> Aisle:
    turn = math.radians(faces[0].angle % 180)
    u, v = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    fronts: dict[bool, list[float]] = {True: [], False: []}
    spans = []
    for face in faces:
        ahead = math.cos(math.radians(face.angle) - turn) > 0
        across = face.x * v[0] + face.y * v[1]
        fronts[ahead].append(across + (face.depth / 2 if ahead else -face.depth / 2))
        along = face.x * u[0] + face.y * u[1]
        spans.append((along - face.length / 2, along + face.length / 2))
    if fronts[True] and fronts[False]:
        middle = (float(np.mean(fronts[True])) + float(np.mean(fronts[False]))) / 2
    else:
        middle = (
            float(np.mean(fronts[True])) + _LONE_FACE if fronts[True] else float(np.mean(fronts[False])) - _LONE_FACE
        )
    return Aisle(key, (middle * v[0], middle * v[1]), u, _junctions(spans))


def _junctions(spans: list[tuple[float, float]]) -> tuple[float, ...]:
    """Both ends, and the middle of every gap in the racking that is wide enough to walk through."""
    spans = sorted(spans)
    marks, reach = [spans[0][0] - TURNING_ROOM], spans[0][1]
    for low, high in spans[1:]:
        if low - reach >= TURNING_ROOM:
            marks.append((low + reach) / 2)
        reach = max(reach, high)
    return (*marks, reach + TURNING_ROOM)


def in_sight(here: Points, there: Points, floor: Floor) -> NDArray[np.bool_]:
    """Whether a straight walk from each point of `here` (n, 2) to the same row of `there` meets no rack and no wall."""
    free = np.ones(len(here), dtype=np.bool_)
    for face in floor.faces:
        free &= ~_through_rack(here, there, face)
    for wall in floor.walls:
        for a, b in pairwise(wall):
            free &= ~_through_wall(here, there, a, b)
    return free


def _through_rack(here: Points, there: Points, face: Face) -> NDArray[np.bool_]:
    """Slab test of segments against the rack's footprint, less a skin so that grazing does not count."""
    turn = math.radians(face.angle)
    axes = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    start, step = (here - (face.x, face.y)) @ axes, (there - here) @ axes
    half = np.array([face.length / 2 - _RACK_SKIN, face.depth / 2 - _RACK_SKIN])
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (-half - start) / step, (half - start) / step
    still = np.abs(step) < 1e-9
    inside = np.abs(start) < half
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(one, two)).max(axis=1)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(one, two)).min(axis=1)
    return np.asarray((enter < leave) & (leave > 0) & (enter < 1))


def _through_wall(here: Points, there: Points, a: Point, b: Point) -> NDArray[np.bool_]:
    """Proper crossing of segments with one stretch of wall; touching its end or starting at it does not count."""
    side_a, side_b = _side(here, there, a), _side(here, there, b)
    wall = np.array(b) - np.array(a)
    side_h = wall[0] * (here[:, 1] - a[1]) - wall[1] * (here[:, 0] - a[0])
    side_t = wall[0] * (there[:, 1] - a[1]) - wall[1] * (there[:, 0] - a[0])
    return np.asarray((side_a * side_b < 0) & (side_h * side_t < 0))


def _side(here: Points, there: Points, p: Point) -> Points:
    step = there - here
    return np.asarray(step[:, 0] * (p[1] - here[:, 1]) - step[:, 1] * (p[0] - here[:, 0]))
