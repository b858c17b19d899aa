"""Racks, aisles and bins of one zone: from figures to places on the plan. Lengths mm, angles degrees, y downwards.

A rack is one face: a row of bins seen from one aisle. Seen by the person in that aisle, column 0 stands at the left;
so a rack's local +u axis points to that person's right, and its front is the side of local +v (u turned clockwise).
The two faces of an aisle therefore differ by 180 degrees.
"""

import math
from dataclasses import dataclass

from app.services.demo_data.zone_kinds import ZoneKind

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle turned about its centre: width along its own x axis, depth across."""

    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0

    def place(self, along: float, across: float) -> Point:
        """A point of the box's own frame (origin at its centre) on the plan."""
        c, s = _turn(self.angle)
        return self.x + along * c - across * s, self.y + along * s + across * c

    def corners(self, margin: float = 0.0) -> tuple[Point, Point, Point, Point]:
        """The four corners, clockwise on the screen, `margin` mm further out."""
        w, d = self.width / 2 + margin, self.depth / 2 + margin
        return self.place(-w, -d), self.place(w, -d), self.place(w, d), self.place(-w, d)


@dataclass(frozen=True, slots=True)
class Rack:
    """One face of racking; aisle is the number of the aisle that it is picked from."""

    code: str
    zone: str
    aisle: int
    box: Box
    height: int
    columns: int
    levels: int


@dataclass(frozen=True, slots=True)
class Bin:
    """One storage location; x, y is the middle of its footprint, z the height of its floor."""

    code: str
    kind: str
    zone: str
    rack: str
    column: int
    aisle: int
    bay: int
    level: int
    x: float
    y: float
    z: int
    width: int
    depth: int
    height: int
    storage_class: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with its box, racks and bins; bins stand in the order of a serpentine walk."""

    kind: ZoneKind
    box: Box
    racks: tuple[Rack, ...]
    bins: tuple[Bin, ...]


def box_size(kind: ZoneKind) -> tuple[int, int]:
    """Width and depth of the zone's box, free floor at the aisle ends and a hand's breadth at the sides included."""
    along, across = kind.run_length() + 2 * kind.ends, kind.run_width() + 2 * (600 if kind.room else 500)
    return (across, along) if kind.upright else (along, across)


def build_zone(kind: ZoneKind, x: float, y: float) -> Zone:
    """The zone centred at x, y."""
    width, depth = box_size(kind)
    box = Box(x, y, width, depth, kind.turn)
    racks: list[Rack] = []
    bins: list[Bin] = []
    for number in range(kind.aisles):
        faces = [
            (side, block, _rack(kind, box, number, side, block)) for block in range(kind.blocks) for side in (0, 1)
        ]
        racks.extend(rack for _, _, rack in faces)
        walk = [made for side, block, rack in faces for made in _bins(kind, rack, side, block)]
        walk.sort(key=lambda b: (b.bay + 1) // 2, reverse=number % 2 == 1)
        bins.extend(walk)
    return Zone(kind, box, tuple(racks), tuple(bins))


def _rack(kind: ZoneKind, box: Box, number: int, side: int, block: int) -> Rack:
    """Face `side` (0 left, 1 right, looking along the aisle) of a block of aisle `number`."""
    length = kind.columns * kind.cell
    along = -kind.run_length() / 2 + block * (length + kind.cross) + length / 2
    module = 2 * kind.depth + kind.aisle + kind.flue
    across = -kind.run_width() / 2 + number * module + kind.depth / 2 + side * (kind.aisle + kind.depth)
    run = Box(box.x, box.y, 0, 0, box.angle + (90 if kind.upright else 0))
    x, y = run.place(along, across)
    code = f"{kind.code}{number + 1:02d}{'LR'[side]}{block + 1}"
    placed = Box(x, y, length, kind.depth, (run.angle + 180 * side) % 360)
    return Rack(code, kind.code, number + 1, placed, kind.levels * kind.level_height, kind.columns, kind.levels)


def _bins(kind: ZoneKind, rack: Rack, side: int, block: int) -> list[Bin]:
    made: list[Bin] = []
    for column in range(kind.columns):
        step = block * kind.columns + (column if side == 0 else kind.columns - 1 - column)
        bay = 2 * step + 1 + side
        x, y = rack.box.place((column - (kind.columns - 1) / 2) * kind.cell, 0)
        made.extend(
            Bin(
                code=f"{kind.code}-{rack.aisle:02d}-{bay:02d}-{level + 1}",
                kind="pick" if level < kind.pick_levels else "storage",
                zone=kind.code,
                rack=rack.code,
                column=column,
                aisle=rack.aisle,
                bay=bay,
                level=level,
                x=x,
                y=y,
                z=level * kind.level_height,
                width=kind.cell,
                depth=kind.depth,
                height=kind.level_height,
                storage_class=kind.class_of(level),
            )
            for level in range(kind.levels)
        )
    return made


def _turn(degrees: float) -> tuple[float, float]:
    """Cosine and sine, exact at quarter turns so that upright racks stand on whole millimetres."""
    quarter = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}.get(degrees % 360)
    return quarter or (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
