"""From database rows to plan tables. Rows are few thousand racks and up to a million locations, so columns are taken
out of the rows once and all arithmetic is numpy's."""

from collections.abc import Sequence

import numpy as np

from app.domain.errors import Fault
from app.heat.rows import FixtureRow, LocationRow, RackRow, ZoneRow
from app.heat.tables import PLAN_SAFE, Bytes, Fixture, Floats, Ints, Locations, Racks, Zones, kind_numbers

MM = 0.001
FREE_STANDING = 1.0  # metres: a floor place without a size is drawn as one square metre


def zones_table(rows: Sequence[ZoneRow]) -> Zones:
    """Zones in the order given."""
    numbers = np.array([(z.x, z.y, z.width, z.depth, z.angle) for z in rows], float).reshape(-1, 5)
    return Zones(
        np.array([z.zone_id for z in rows], np.int64),
        tuple(z.code for z in rows),
        tuple(z.name for z in rows),
        numbers[:, 0] * MM,
        numbers[:, 1] * MM,
        numbers[:, 2] * MM / 2,
        numbers[:, 3] * MM / 2,
        np.deg2rad(numbers[:, 4]),
    )


def fixtures_table(rows: Sequence[FixtureRow]) -> tuple[Fixture, ...]:
    """Fixtures in the order given, points in metres; one without a point is nothing to draw and is left out."""
    return tuple(
        Fixture(f.kind, f.code, f.label, np.array(f.points, float).reshape(-1, 2) * MM) for f in rows if f.points
    )


def racks_table(rows: Sequence[RackRow], free: Sequence[LocationRow], zones: Zones) -> Racks:
    """Racks in the order given, then one single-cell rack for each free-standing location (rack_id = -location_id),
    turned as its zone is."""
    zone = positions(zones.ids, zone_numbers([*rows, *free]))
    turn = np.where(zone >= 0, zones.angle[zone], 0.0) if len(zones) else np.zeros(len(zone))
    racks = np.array([(r.x, r.y, r.length, r.depth, r.angle, r.columns, r.levels) for r in rows], float).reshape(-1, 7)
    loose = np.array([(p.x, p.y, p.width, p.depth, 0.0, 1.0, 1.0) for p in free], float).reshape(-1, 7)
    every = np.concatenate((racks, loose))
    angle = np.concatenate((np.deg2rad(racks[:, 4]), turn[len(rows) :]))
    size = every[:, 2:4] * MM
    size[size <= 0] = FREE_STANDING
    return Racks.from_arrays(
        np.array([r.rack_id for r in rows] + [-p.location_id for p in free], np.int64),
        [r.code for r in rows] + [p.code for p in free],
        zone,
        (every[:, 0] * MM, every[:, 1] * MM),
        angle,
        (size[:, 0], size[:, 1]),
        (every[:, 5].astype(np.int64), every[:, 6].astype(np.int64)),
    )


def zone_numbers(rows: Sequence[RackRow | LocationRow]) -> Ints:
    """Zone ids of rows; the lowest number there is stands for no zone."""
    nowhere = np.iinfo(np.int64).min
    return np.array([nowhere if row.zone_id is None else row.zone_id for row in rows], np.int64)


def place_locations(rows: Sequence[LocationRow], free: Sequence[LocationRow], racks: Racks, zones: Zones) -> Locations:
    """Locations of racks and floor in one table. A location of an unknown rack is a Fault: the layout is not whole."""
    every = [*rows, *free]
    rack_ids = np.array([p.rack_id for p in rows] + [-p.location_id for p in free], np.int64)
    numbers = np.array([(p.location_id, p.column, p.level) for p in every], np.int64).reshape(-1, 3)
    column, level = numbers[:, 1].copy(), numbers[:, 2].copy()
    column[len(rows) :] = level[len(rows) :] = 0
    return locations_table(
        racks,
        ids=numbers[:, 0],
        rack=positions(racks.ids, rack_ids),
        column=column,
        level=level,
        kind=kind_numbers([p.kind for p in every]),
        zone=positions(zones.ids, zone_numbers(every)),
        codes=[p.code for p in every],
    )


def locations_table(
    racks: Racks, *, ids: Ints, rack: Ints, column: Ints, level: Ints, kind: Bytes, zone: Ints, codes: Sequence[str]
) -> Locations:
    """Sort by id and index by cell. rack: row in Racks; column, level from 0. Already sorted input is not sorted again
    (1M locations in about 50 ms)."""
    check_places(racks, rack, column, codes)
    cell = (racks.first_cell[rack] + column).astype(np.int32) if len(racks) else np.empty(0, np.int32)
    if len(ids) > 1 and not (ids[1:] > ids[:-1]).all():
        by_id = np.argsort(ids, kind="stable")
        ids, cell, level, kind, zone = ids[by_id], cell[by_id], level[by_id], kind[by_id], zone[by_id]
        codes = [codes[i] for i in by_id.tolist()]
        twice = np.flatnonzero(np.diff(ids) == 0)
        if len(twice):
            raise Fault(f"The floor plan cannot be drawn: location {codes[twice[0]]} is in it twice.", PLAN_SAFE)
    in_order = bool(((cell[1:] > cell[:-1]) | ((cell[1:] == cell[:-1]) & (level[1:] >= level[:-1]))).all())
    if in_order:
        order = np.arange(len(ids), dtype=np.int32)
    else:
        order = np.argsort(cell.astype(np.int64) * 65536 + level, kind="stable").astype(np.int32)
    cells = int(racks.columns.sum())
    start = np.zeros(cells + 1, np.int32)
    np.cumsum(np.bincount(cell, minlength=cells), out=start[1:])
    return Locations(
        np.ascontiguousarray(ids, np.int64), codes, cell, level.astype(np.int16), kind, zone.astype(np.int16),
        order, start, in_order,
    )  # fmt: skip


def check_places(racks: Racks, rack: Ints, column: Ints, codes: Sequence[str]) -> None:
    """Raise Fault for a location outside the racks: drawn at a wrong place it would send people there."""
    if not len(rack):
        return
    if int(rack.min()) < 0:
        raise Fault(f"The floor plan cannot be drawn: the rack of {codes[int(np.argmin(rack))]} is missing.", PLAN_SAFE)
    wrong = (column < 0) | (column >= racks.columns[rack])
    if wrong.any():
        i = int(np.argmax(wrong))
        what = f"{codes[i]} is in column {column[i]} of rack {racks.codes[rack[i]]}, which has {racks.columns[rack[i]]}"
        raise Fault(f"The floor plan cannot be drawn: {what}.", PLAN_SAFE)


def positions(ids: Ints, wanted: Ints) -> Ints:
    """Row of each wanted id in ids (any order); -1 where there is none."""
    if not len(ids):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(ids, kind="stable")
    at = np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)
    row = order[at]
    return np.where(ids[row] == wanted, row, -1)


def extent(zones: Zones, racks: Racks, fixtures: Sequence[Fixture]) -> tuple[float, float, float, float]:
    """Bounding box (x0, y0, x1, y1) in metres of all that is drawn; a unit square for an empty plan."""
    parts: list[Floats] = [zones.corners().reshape(-1, 2)] if len(zones) else []
    if len(racks):
        parts.append(np.stack((racks.x - racks.reach_x, racks.y - racks.reach_y), 1))
        parts.append(np.stack((racks.x + racks.reach_x, racks.y + racks.reach_y), 1))
    parts.extend(f.points for f in fixtures)
    if not parts:
        return (0.0, 0.0, 1.0, 1.0)
    points = np.concatenate(parts)
    (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return (x0, y0, max(x1, x0 + 0.1), max(y1, y0 + 0.1))
