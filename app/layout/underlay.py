"""Where a picture lies under the plan, and how two points and their true distance calibrate it. Pure.

Picture coordinates are pixels from its upper left corner, y downwards, like the plan's millimetres.
"""

import math
from dataclasses import dataclass, replace

from app.domain.errors import Refusal
from app.layout.geometry import Bounds, Point, bounds_of, placed, turned_about

SHORTEST_PX = 4.0
"""Pixels of the picture between two points that may calibrate it: nearer, a hand's error is too much of it."""
FARTHEST = 10_000_000.0


@dataclass(frozen=True, slots=True)
class Placing:
    """How a picture lies: mm a pixel, degrees clockwise, and where its upper left corner is on the plan (mm)."""

    scale: float
    angle: float = 0.0
    x: float = 0.0
    y: float = 0.0

    def __post_init__(self) -> None:
        numbers = (self.scale, self.angle, self.x, self.y)
        if not (all(map(math.isfinite, numbers)) and 0.001 <= self.scale <= 100_000):
            raise Refusal("underlay", "The plan cannot lie like that.", "Calibrate it by two points.")
        if max(abs(self.x), abs(self.y)) > FARTHEST:
            raise Refusal("underlay", "The plan would lie more than 10 km away.", "Calibrate it by two points.")

    def to_plan(self, point: Point) -> Point:
        """A pixel's place on the plan, mm."""
        return placed(self.x, self.y, self.angle, point[0] * self.scale, point[1] * self.scale)

    def to_picture(self, point: Point) -> Point:
        """The pixel at a place of the plan."""
        x, y = turned_about(point, -self.angle, (self.x, self.y))
        return (x - self.x) / self.scale, (y - self.y) / self.scale

    def corners(self, width: float, height: float) -> tuple[Point, ...]:
        """Corners on the plan of a picture of these pixels, clockwise."""
        return tuple(self.to_plan(corner) for corner in ((0, 0), (width, 0), (width, height), (0, height)))

    def bounds(self, width: float, height: float) -> Bounds:
        """The upright box around it on the plan."""
        return bounds_of(self.corners(width, height))


def first_placing(width: float, height: float, around: Bounds | None, mm_per_px: float | None = None) -> Placing:
    """Where a new picture is laid: in the scale of its file where that says one (a drawing with units), else as large
    as what is drawn already, else 50 m wide; its middle over the middle of what is drawn."""
    x0, y0, x1, y1 = around or (0.0, 0.0, 50_000.0, 50_000.0 * height / width)
    scale = mm_per_px or max((x1 - x0) / width, (y1 - y0) / height, 1.0)
    return Placing(scale, 0.0, (x0 + x1 - width * scale) / 2, (y0 + y1 - height * scale) / 2)


def calibrated(placing: Placing, a: Point, b: Point, distance: float, heading: float | None = None) -> Placing:
    """The picture so that what lies at a and b on the plan is `distance` mm apart; a stays where it is.

    heading: degrees clockwise that the line from a to b shall have (0: to the right); None keeps its own. Raises
    Refusal for two points that are one, and for a distance that is none."""
    if not (math.isfinite(distance) and 1.0 <= distance <= FARTHEST):
        raise Refusal("underlay", "This is no distance.", "Enter what is between the two points, in metres.")
    here, there = placing.to_picture(a), placing.to_picture(b)
    apart = math.dist(here, there)
    if apart < SHORTEST_PX:
        raise Refusal("underlay", "The two points are too near to one another.", "Pick two points far apart.")
    angle = placing.angle
    if heading is not None:
        angle = (heading - math.degrees(math.atan2(there[1] - here[1], there[0] - here[0]))) % 360
    return _pinned(replace(placing, scale=distance / apart, angle=angle), here, a)


def laid_over(placing: Placing, a: Point, b: Point, onto_a: Point, onto_b: Point) -> Placing:
    """The picture so that what lies at a and b comes to lie on two other points of the plan: scale, turn and place."""
    heading = math.degrees(math.atan2(onto_b[1] - onto_a[1], onto_b[0] - onto_a[0]))
    here = placing.to_picture(a)
    return _pinned(calibrated(placing, a, b, math.dist(onto_a, onto_b), heading), here, onto_a)


def moved(placing: Placing, dx: float, dy: float) -> Placing:
    """The picture shifted by mm."""
    return replace(placing, x=placing.x + dx, y=placing.y + dy)


def _pinned(placing: Placing, pixel: Point, at: Point) -> Placing:
    x, y = placing.to_plan(pixel)
    return moved(placing, at[0] - x, at[1] - y)
