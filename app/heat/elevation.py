"""The face of a rack: levels upward, columns along, as one stands before it; and what stands behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.heat import colours
from app.heat.filters import passes
from app.heat.grid import ABSENT, DATA, DIMMED, EMPTY, NO_DATA
from app.heat.picture import HeatPicture
from app.heat.plan import FloorPlan
from app.heat.tables import Bytes, Ints, Reals

ARM = 0.7  # m before a rack in which somebody stands who works at it
BACKS = 0.6  # m between two rows of bins that stand back to back (a rail and some air)
SHARED = 0.5  # of the shorter row, that two rows run beside each other


@dataclass(frozen=True, slots=True)
class RackFace:
    """rack: row in the plan's racks. Matrices are (levels, columns), row 0 the lowest level: index of the location (-1
    = no bin there), value of the metric (NaN = none), entry of the colour table. depth: 0 for the bins at the aisle, 1
    for those behind them, and so on; mirrored: column 0 is at the right, as one who stands there sees it."""

    rack: int
    code: str
    index: Ints
    values: Reals
    entries: Bytes
    depth: int = 0
    mirrored: bool = False

    def place(self, index: int) -> tuple[int, int]:
        """(level, column) of a location on this face; (-1, -1) if it is not here."""
        found = np.argwhere(self.index == index)
        return (int(found[0, 0]), int(found[0, 1])) if len(found) else (-1, -1)

    def from_left(self, position: int) -> int:
        """The column that stands at a position from the left, and the position of a column."""
        return self.index.shape[1] - 1 - position if self.mirrored else position


def rack_face(picture: HeatPicture, location: int) -> RackFace:
    """The face of the rack that holds the location at this index, at the location's own depth."""
    rack = int(picture.plan.rack_of[picture.plan.locations.cell[location]])
    found = faces_of_rack(picture, rack)
    return next((face for face in found if face.place(location) != (-1, -1)), found[0])


def faces_of_rack(picture: HeatPicture, rack: int) -> tuple[RackFace, ...]:
    """The bins at the aisle, then those behind them, as far as the rack is deep; column 0 at the left. A rack without
    a bin has one face with nothing on it."""
    plan = picture.plan
    first, columns = int(plan.racks.first_cell[rack]), int(plan.racks.columns[rack])
    table = plan.locations
    at = table.order[table.start[first] : table.start[first + columns]]
    levels = max(int(plan.racks.levels[rack]), int(table.level[at].max()) + 1 if len(at) else 1)
    slot = (table.cell[at] - first) * levels + table.level[at]
    behind = _places_in_run(slot)
    deep = int(behind.max()) + 1 if len(behind) else 1
    index = np.full((deep, levels, columns), -1, np.int64)
    index[behind, table.level[at], table.cell[at] - first] = at
    return tuple(_face(picture, rack, layer, depth) for depth, layer in enumerate(index))


def standing(picture: HeatPicture, rack: int, flipped: bool = False) -> tuple[RackFace, ...]:
    """All faces of what stands at the place of a rack: its own, then those of the row it stands back to back with, each
    as seen from the aisle it is worked from. flipped: as seen from the other side, the row behind first."""
    plan = picture.plan
    partner = back_to_back(plan, rack)
    front = _turned(faces_of_rack(picture, rack), (open_side(plan, rack) < 0) != flipped)
    if partner < 0:
        return front[::-1] if flipped else front
    behind = _turned(faces_of_rack(picture, partner), (open_side(plan, partner) < 0) != flipped)
    return (*behind, *front) if flipped else (*front, *behind)


def open_side(plan: FloorPlan, rack: int) -> int:
    """From which side of a rack one works: 1 or -1 across it (1 = downward on the plan where the rack is not turned);
    1 where both are open, or neither."""
    r = plan.racks
    out = float(r.half_depth[rack]) + ARM
    sin, cos, x, y = (float(row[rack]) for row in (r.sin, r.cos, r.x, r.y))
    return next((side for side in (1, -1) if plan.pick(x - side * sin * out, y + side * cos * out) < 0), 1)


def back_to_back(plan: FloorPlan, rack: int) -> int:
    """The row of bins whose back stands against the back of this one; -1 where it stands alone."""
    r = plan.racks
    parallel = np.abs(r.cos * r.sin[rack] - r.sin * r.cos[rack]) < 0.02
    dx, dy = r.x - r.x[rack], r.y - r.y[rack]
    along = np.abs(r.cos[rack] * dx + r.sin[rack] * dy)
    across = np.abs(r.cos[rack] * dy - r.sin[rack] * dx)
    air = across - r.half_depth - r.half_depth[rack]
    beside = r.half_length + r.half_length[rack] - along  # how far they run beside each other, at most
    enough = beside >= SHARED * 2 * np.minimum(r.half_length, r.half_length[rack])
    near = parallel & enough & (air > -0.05) & (air < BACKS) & (np.arange(len(r)) != rack)
    close = np.flatnonzero(near)
    return int(close[np.argmin(air[close])]) if len(close) else -1


def step_rack(plan: FloorPlan, rack: int, by: int) -> int:
    """The next rack (1) or the one before (-1) as their names go, round at the ends. Places on the floor are passed
    over; the rack itself where there is no other."""
    order = rack_order(plan)
    if not order:
        return rack
    at = order.index(rack) if rack in order else -1 if by > 0 else 0
    return order[(at + by) % len(order)]


def rack_order(plan: FloorPlan) -> list[int]:
    """Racks by zone, then by name with its numbers as numbers; places on the floor (racks of one cell) are left out."""
    r = plan.racks
    zones = [plan.zones.codes[zone] if zone >= 0 else "" for zone in r.zone.tolist()]
    some = np.flatnonzero((r.columns > 1) | (r.levels > 1)).tolist()
    return sorted(some, key=lambda rack: (zones[rack], natural(r.codes[rack]), rack))


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """A name as people sort it: A-2 before A-10."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def first_bin(face: RackFace) -> int:
    """The location nearest to the middle of a face on its lowest level that has one; -1 where it has none."""
    for level in face.index:
        there = np.flatnonzero(level >= 0)
        if len(there):
            return int(level[there[np.argmin(np.abs(there - (len(level) - 1) / 2))]])
    return -1


def _turned(faces: Sequence[RackFace], mirrored: bool) -> tuple[RackFace, ...]:
    return tuple(replace(face, mirrored=mirrored) for face in faces)


def _places_in_run(slot: Ints) -> Ints:
    """Of locations in the order of their cells and levels, the how-maniest each is in its place: 0, 1, ..."""
    if not len(slot):
        return np.empty(0, np.int64)
    starts = np.concatenate(([0], np.flatnonzero(np.diff(slot)) + 1))
    places: Ints = np.arange(len(slot)) - np.repeat(starts, np.diff(np.concatenate((starts, [len(slot)]))))
    return places


def _face(picture: HeatPicture, rack: int, index: Ints, depth: int) -> RackFace:
    some = np.flatnonzero(index.reshape(-1) >= 0)
    where = index.reshape(-1)[some]
    value, empty = picture.grid.read(picture.metric.key, where)
    states = np.where(empty, EMPTY, np.where(np.isnan(value), NO_DATA, DATA))
    mask = passes(picture.filters, picture.grid, where)
    if mask is not None:
        states = np.where(mask, states, DIMMED)
    entry_of = np.zeros(5, np.uint8)
    entry_of[[ABSENT, DIMMED, NO_DATA, EMPTY]] = colours.ABSENT, colours.DIMMED, colours.NO_DATA, colours.EMPTY
    data = states == DATA
    severity = picture.scale.severity(np.where(data, value, np.float32(0)))
    values = np.full(index.size, np.nan, np.float32)
    entries = np.full(index.size, colours.ABSENT, np.uint8)
    values[some] = value
    entries[some] = np.where(data, colours.steps(severity), entry_of[states])
    code = picture.plan.racks.codes[rack]
    return RackFace(rack, code, index, values.reshape(index.shape), entries.reshape(index.shape), depth)
