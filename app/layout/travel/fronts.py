"""Where bins open onto their aisles: the point from which each is reached, its side and its height. Arrays, by rack."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.layout.checks.reach import faces
from app.layout.elements import Aisle, Rack
from app.layout.facing import ARM
from app.layout.geometry import along, turn
from app.layout.racking import Bay, distinct
from app.layout.slots import bay_lefts, slot_keys
from app.layout.solids import same_floor
from app.layout.ways import Way, strip_of

Floats = NDArray[np.float64]

NO_AISLE: Final = 1
OTHER_FLOOR: Final = 2
NOT_BEFORE_IT: Final = 3
"""Why a bin has no point of access; 0 where it has one."""


@dataclass(frozen=True, slots=True)
class Fronts:
    """Of one rack, in slot order (n,): mm along its aisle from a; +1 right or -1 left of the way from a to b; height of
    the bin's floor, mm; level; why there is no access, 0 where there is."""

    along: Floats
    side: NDArray[np.int8]
    z: Floats
    level: NDArray[np.int16]
    fault: NDArray[np.int8]


def fronts_of(rack: Rack, aisle: Aisle | None) -> Fronts:
    """The fronts of a rack at the aisle that it names; all faulty where there is none."""
    bay, middle, z, level = _slots(rack)
    count = len(bay)
    nothing = np.zeros(count)
    if aisle is None or not same_floor(rack, aisle):
        fault = np.full(count, NO_AISLE if aisle is None else OTHER_FLOOR, dtype=np.int8)
        return Fronts(nothing, np.zeros(count, dtype=np.int8), z, level, fault)
    way = Way(aisle, strip_of(aisle), ())
    t, off = _by(rack, way, middle)
    lefts = np.array(bay_lefts(rack)) + np.array([b.width for b in rack.bays]) / 2
    bay_t, bay_off = _by(rack, way, lefts)
    before = (np.abs(bay_off) <= aisle.width / 2 + ARM) & (bay_t >= 0.0) & (bay_t <= way.length)
    if not faces(rack, way):
        before[:] = False
    fault = np.where(before[bay], 0, NOT_BEFORE_IT).astype(np.int8)
    side = np.where(off >= 0.0, 1, -1).astype(np.int8)
    return Fronts(np.clip(t, 0.0, way.length), side, z, level, fault)


def _by(rack: Rack, way: Way, middle: Floats) -> tuple[Floats, Floats]:
    """Where points of the front edge (mm along the rack's own +x) lie by the aisle: along it, to its side."""
    c, s = turn(rack.angle)
    x0, y0 = rack.x - rack.depth / 2 * s, rack.y + rack.depth / 2 * c
    t0, off0 = along((x0, y0), way.a, way.b)
    t1, off1 = along((x0 + c, y0 + s), way.a, way.b)
    return t0 + middle * (t1 - t0), off0 + middle * (off1 - off0)


def _slots(rack: Rack) -> tuple[NDArray[np.int64], Floats, Floats, NDArray[np.int16]]:
    """Place in `bays`, middle along the rack's +x, height and level of each bin, in slot order."""
    shapes = {id(bay): _of_bay(bay, rack) for bay in distinct(rack.bays)}
    parts = [shapes[id(bay)] for bay in rack.bays]
    lefts = bay_lefts(rack)
    bay = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    middle = np.concatenate([left + part[0] for left, part in zip(lefts, parts, strict=True)])
    z, level = np.concatenate([part[1] for part in parts]), np.concatenate([part[2] for part in parts])
    if not rack.missing:
        return bay, middle, z, level
    every = slot_keys(replace(rack, missing=()))
    gone = set(rack.missing)
    there = np.array([key not in gone for key in every], dtype=np.bool_)
    return bay[there], middle[there], z[there], level[there]


def _of_bay(bay: Bay, rack: Rack) -> tuple[Floats, Floats, NDArray[np.int16]]:
    middle: list[float] = []
    heights: list[float] = []
    levels: list[int] = []
    z = 0.0
    for at, level in enumerate(bay.levels):
        width = bay.width / level.bins
        for bin_ in range(level.bins):
            step = level.bins - 1 - bin_ if rack.flipped else bin_
            middle += [(step + 0.5) * width] * rack.deep
        heights += [z] * (level.bins * rack.deep)
        levels += [at] * (level.bins * rack.deep)
        z += level.height
    return np.array(middle), np.array(heights), np.array(levels, dtype=np.int16)
