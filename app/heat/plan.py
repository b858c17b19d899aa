"""The floor seen from above: zones, racks, their cells and the locations in them, and where things are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.heat import build
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow
from app.heat.tables import Fixture, Floats, Ints, Locations, Racks, Zones

NEAR = 40.0  # metres searched for the neighbour of a bin


@dataclass(frozen=True)
class FloorPlan:
    """Struct of arrays in metres, y downward. A cell is one plan column of a rack (all its levels); cells are numbered
    rack by rack. Never changed once built: a new layout is a new plan."""

    zones: Zones
    racks: Racks
    locations: Locations
    fixtures: tuple[Fixture, ...]

    @classmethod
    def build(
        cls,
        zones: Sequence[ZoneRow],
        racks: Sequence[RackRow],
        locations: Sequence[LocationRow],
        fixtures: Sequence[FixtureRow] = (),
    ) -> "FloorPlan":
        """From database rows (mm, degrees). Raises Fault where a location names a rack or column that is not there."""
        zone_table = build.zones_table(zones)
        racked = [p for p in locations if p.rack_id is not None]
        free = [p for p in locations if p.rack_id is None]
        rack_table = build.racks_table(racks, free, zone_table)
        table = build.place_locations(racked, free, rack_table, zone_table)
        return cls(zone_table, rack_table, table, build.fixtures_table(fixtures))

    @classmethod
    def from_arrays(
        cls,
        racks: Racks,
        *,
        ids: Ints,
        rack: Ints,
        column: Ints,
        level: Ints,
        kind: NDArray[np.uint8],
        codes: Sequence[str],
        zones: Zones | None = None,
        fixtures: Sequence[Fixture] = (),
    ) -> "FloorPlan":
        """From arrays of equal length, one entry a location: rack = row in `racks`, column and level from 0, kind =
        index into KINDS. The location's zone is its rack's."""
        zone = racks.zone[rack] if len(racks) else np.empty(0, np.int64)
        table = build.locations_table(
            racks, ids=ids, rack=rack, column=column, level=level, kind=kind, zone=zone, codes=codes
        )
        return cls(zones or Zones.none(), racks, table, tuple(fixtures))

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) in metres of all that is drawn."""
        return build.extent(self.zones, self.racks, self.fixtures)

    @cached_property
    def cells(self) -> int:
        """Number of cells."""
        return int(self.racks.columns.sum())

    @cached_property
    def rack_of(self) -> NDArray[np.int32]:
        """Rack row of each cell."""
        return np.repeat(np.arange(len(self.racks), dtype=np.int32), self.racks.columns)

    @cached_property
    def by_code(self) -> dict[str, int]:
        """Index of a location by its code (built on first use)."""
        return {code: i for i, code in enumerate(self.locations.codes)}

    def indices(self, location_ids: Ints) -> Ints:
        """Index of each location id; -1 where the plan has none."""
        ids = self.locations.ids
        if not len(ids):
            return np.full(len(location_ids), -1, np.int64)
        at = np.minimum(np.searchsorted(ids, location_ids), len(ids) - 1)
        return np.where(ids[at] == location_ids, at, -1)

    def index(self, location_id: int) -> int:
        """Index of one location id, -1 if the plan has none."""
        return int(self.indices(np.array([location_id], np.int64))[0])

    def in_cell(self, cell: int) -> NDArray[np.int32]:
        """Indices of the locations of a cell, lowest level first."""
        table = self.locations
        return table.order[table.start[cell] : table.start[cell + 1]]

    def cull(self, x0: float, y0: float, x1: float, y1: float) -> Ints:
        """Racks whose upright box touches a world rectangle."""
        r = self.racks
        inside = (r.x + r.reach_x > x0) & (r.x - r.reach_x < x1) & (r.y + r.reach_y > y0) & (r.y - r.reach_y < y1)
        return np.flatnonzero(inside)

    def pick(self, x: float, y: float) -> int:
        """Cell under a world point, -1 if none; of racks that overlap, the one painted last."""
        r = self.racks
        dx, dy = x - r.x, y - r.y
        along = r.cos * dx + r.sin * dy
        hit = np.flatnonzero((np.abs(along) <= r.half_length) & (np.abs(r.cos * dy - r.sin * dx) <= r.half_depth))
        if not len(hit):
            return -1
        k = int(hit[-1])
        share = (along[k] + r.half_length[k]) / (2 * r.half_length[k])
        return int(r.first_cell[k] + min(r.columns[k] - 1, int(share * r.columns[k])))

    def centres(self, cells: NDArray[np.integer]) -> tuple[Floats, Floats]:
        """World centre of cells."""
        r = self.racks
        k = self.rack_of[cells]
        pitch = 2 * r.half_length[k] / r.columns[k]
        along = (cells - r.first_cell[k] + 0.5) * pitch - r.half_length[k]
        return r.x[k] + r.cos[k] * along, r.y[k] + r.sin[k] * along

    def corners(self, cells: NDArray[np.integer], count: NDArray[np.integer] | int = 1) -> Floats:
        """Corners of runs of `count` cells of one rack that start at `cells`: (n, 4, 2) metres."""
        r = self.racks
        k = self.rack_of[cells]
        pitch = 2 * r.half_length[k] / r.columns[k]
        half = np.asarray(count) * pitch / 2
        along = (cells - r.first_cell[k]) * pitch - r.half_length[k] + half
        x, y = r.x[k] + r.cos[k] * along, r.y[k] + r.sin[k] * along
        corners = np.empty((len(cells), 4, 2))
        for i, (u, v) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
            corners[:, i, 0] = x + r.cos[k] * u * half - r.sin[k] * v * r.half_depth[k]
            corners[:, i, 1] = y + r.sin[k] * u * half + r.cos[k] * v * r.half_depth[k]
        return corners

    def cells_of(self, racks: NDArray[np.integer]) -> Ints:
        """All cells of the racks given, in their order."""
        columns = self.racks.columns[racks]
        total = int(columns.sum())
        return np.repeat(self.racks.first_cell[racks] - (np.cumsum(columns) - columns), columns) + np.arange(total)

    def band(self, x0: float, y0: float, x1: float, y1: float) -> Ints:
        """Cells whose centre lies in a world rectangle (corners in any order)."""
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        cells = self.cells_of(self.cull(x0, y0, x1, y1))
        x, y = self.centres(cells)
        return cells[(x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)]

    def neighbour(self, cell: int, dx: int, dy: int) -> int:
        """The nearest cell in a screen direction (dx, dy in -1, 0, 1), as the eye goes: sideways counts three times.
        The cell itself where there is nothing."""
        (x,), (y,) = self.centres(np.array([cell]))
        cells = self.band(x - NEAR, y - NEAR, x + NEAR, y + NEAR)
        cx, cy = self.centres(cells)
        ahead = (cx - x) * dx + (cy - y) * dy
        aside = np.abs((cx - x) * dy - (cy - y) * dx)
        cost = np.where((ahead > 1e-6) & (cells != cell), ahead + 3 * aside, np.inf)
        best = int(np.argmin(cost)) if len(cost) else -1
        return int(cells[best]) if best >= 0 and np.isfinite(cost[best]) else cell
