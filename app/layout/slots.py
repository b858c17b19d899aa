"""Where the bins of a rack are, by arithmetic: a rack of a thousand bins is one value.

Slots of a rack stand in one order everywhere: bay, level, bin, depth.
"""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from app.layout.elements import Rack
from app.layout.geometry import Point, placed, turn
from app.layout.racking import Level, SlotKey, distinct

MOST_COLUMNS = 4096
"""What a rack of the database can have."""


class Slot(NamedTuple):
    """One bin of a rack: its lasting key, level, centre of its footprint on the floor plan, z of its floor, sizes in mm
    and its place in the picker's walk."""

    key: SlotKey
    level: Level
    column: int
    x: float
    y: float
    z: float
    width: float
    depth: float
    pick_sequence: int | None


def slot_keys(rack: Rack) -> list[SlotKey]:
    """The keys of all bins that are there, in slot order."""
    shapes = {
        id(bay): [
            (level, bin_, depth)
            for level, shape in enumerate(bay.levels)
            for bin_ in range(shape.bins)
            for depth in range(rack.deep)
        ]
        for bay in distinct(rack.bays)
    }
    keys = [(number, *rest) for number, bay in enumerate(rack.bays, rack.first_bay) for rest in shapes[id(bay)]]
    if rack.missing:
        gone = set(rack.missing)
        keys = [key for key in keys if key not in gone]
    return keys


def slot_count(rack: Rack) -> int:
    """Bins of a rack."""
    total = sum(bay.bins for bay in rack.bays) * rack.deep
    return len(slot_keys(rack)) if rack.missing else total


def columns(rack: Rack) -> int:
    """Columns of equal width that the database's rack needs so that no two bins of a level share one."""
    narrowest = min(bay.width / bay.widest for bay in distinct(rack.bays))
    return ceil(rack.length / narrowest - 1e-6)


def bay_lefts(rack: Rack) -> list[float]:
    """Where each bay begins along the rack's own +x axis, mm from the rack's centre, in the order of `rack.bays`."""
    edge = -rack.length / 2
    lefts = []
    for bay in rack.bays:
        lefts.append(-edge - bay.width if rack.flipped else edge)
        edge += bay.width
    return lefts


def bay_front(rack: Rack, number: int, left: float) -> Point:
    """The middle of the front edge of bays[number] on the plan."""
    return placed(rack.x, rack.y, rack.angle, left + rack.bays[number].width / 2, rack.depth / 2)


def slots(rack: Rack) -> Iterator[Slot]:
    """Every bin of a rack in slot order, with its geometry."""
    gone = set(rack.missing)
    total = columns(rack)
    length, cell = rack.length, rack.depth / rack.deep
    cosine, sine = turn(rack.angle)
    for number, (bay, left) in enumerate(zip(rack.bays, bay_lefts(rack), strict=True)):
        z, rank = 0.0, 0
        for at, level in enumerate(bay.levels):
            width = bay.width / level.bins
            for bin_ in range(level.bins):
                step = level.bins - 1 - bin_ if rack.flipped else bin_
                middle = left + (step + 0.5) * width
                column = min(total - 1, int((middle + length / 2) / length * total))
                for depth in range(rack.deep):
                    key = (number + rack.first_bay, at, bin_, depth)
                    if key not in gone:
                        across = rack.depth / 2 - (depth + 0.5) * cell
                        x = rack.x + middle * cosine - across * sine  # as geometry.placed, the turn taken once a rack
                        y = rack.y + middle * sine + across * cosine
                        yield Slot(key, level, column, x, y, z, width, cell, sequence(rack, number, rank))
                    rank += 1
            z += level.height


def sequence(rack: Rack, number: int, rank: int) -> int | None:
    """Pick sequence of the rank-th bin of bays[number]; None where the rack has no walk."""
    walk = rack.walk
    if walk is None:
        return None
    return walk.start + walk.stride * (len(rack.bays) - 1 - number if walk.backwards else number) + rank
