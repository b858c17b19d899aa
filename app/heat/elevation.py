"""The face of a rack: levels upward, columns along, as one stands before it."""

from dataclasses import dataclass

import numpy as np

from app.heat import colours
from app.heat.filters import passes
from app.heat.grid import ABSENT, DATA, DIMMED, EMPTY, NO_DATA
from app.heat.picture import HeatPicture
from app.heat.tables import Bytes, Ints, Reals


@dataclass(frozen=True, slots=True)
class RackFace:
    """rack: row in the plan's racks. Matrices are (levels, columns), row 0 the lowest level: index of the location (-1
    = no bin there), value of the metric (NaN = none), entry of the colour table."""

    rack: int
    code: str
    index: Ints
    values: Reals
    entries: Bytes

    def place(self, index: int) -> tuple[int, int]:
        """(level, column) of a location on this face; (-1, -1) if it is not here."""
        found = np.argwhere(self.index == index)
        return (int(found[0, 0]), int(found[0, 1])) if len(found) else (-1, -1)


def rack_face(picture: HeatPicture, location: int) -> RackFace:
    """The face of the rack that holds the location at this index."""
    plan = picture.plan
    rack = int(plan.rack_of[plan.locations.cell[location]])
    first, columns = int(plan.racks.first_cell[rack]), int(plan.racks.columns[rack])
    table = plan.locations
    at = table.order[table.start[first] : table.start[first + columns]]
    levels = max(int(plan.racks.levels[rack]), int(table.level[at].max()) + 1)
    index = np.full((levels, columns), -1, np.int64)
    index[table.level[at], table.cell[at] - first] = at
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
    values = np.full(levels * columns, np.nan, np.float32)
    entries = np.full(levels * columns, colours.ABSENT, np.uint8)
    values[some] = value
    entries[some] = np.where(data, colours.steps(severity), entry_of[states])
    return RackFace(
        rack, plan.racks.codes[rack], index, values.reshape(levels, columns), entries.reshape(levels, columns)
    )
