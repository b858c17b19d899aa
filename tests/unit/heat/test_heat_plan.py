"""The floor plan against brute force: where a bin is, which bin is here, which racks are in view."""

import math
from dataclasses import replace

import heat_ground
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Fault
from app.heat.plan import FloorPlan
from app.heat.rows import LocationRow, RackRow
from app.heat.tables import Racks


def column_at(rack: RackRow, x: float, y: float) -> int | None:
    """The column of a rack under a point (m), by turning the point into the rack's own axes; None outside."""
    dx, dy = x - rack.x / 1000, y - rack.y / 1000
    turn = math.radians(rack.angle)
    along, aside = math.cos(turn) * dx + math.sin(turn) * dy, -math.sin(turn) * dx + math.cos(turn) * dy
    if abs(along) > rack.length / 2000 or abs(aside) > rack.depth / 2000:
        return None
    return min(int((along + rack.length / 2000) / (rack.length / 1000) * rack.columns), rack.columns - 1)


@given(st.integers(0, 30), st.floats(-2, 75), st.floats(-2, 75))
@settings(max_examples=60, deadline=None)
def test_pick_finds_the_bin_that_turning_the_point_finds(seed, x, y):
    rows = heat_ground.racks(9, np.random.default_rng(seed))
    floor = FloorPlan.build([], rows, [])
    hits = [(i, column_at(rack, x, y)) for i, rack in enumerate(rows)]
    hits = [(i, column) for i, column in hits if column is not None]
    expected = int(floor.racks.first_cell[hits[-1][0]]) + hits[-1][1] if hits else -1
    assert floor.pick(x, y) == expected


@pytest.mark.parametrize("seed", range(4))
def test_the_centre_of_a_cell_lies_in_the_middle_of_its_corners_and_picks_itself(seed):
    rows = heat_ground.racks(6, np.random.default_rng(seed))
    apart = [replace(row, x=70_000 * i, zone_id=None, levels=1) for i, row in enumerate(rows)]
    floor = FloorPlan.build([], apart, [])
    cells = np.arange(floor.cells)
    x, y = floor.centres(cells)
    assert [floor.pick(a, b) for a, b in zip(x, y, strict=True)] == cells.tolist()
    np.testing.assert_allclose(floor.corners(cells).mean(axis=1), np.stack((x, y), 1), atol=1e-9)


def test_corners_are_a_cell_wide_and_a_rack_deep_whatever_the_angle():
    floor = FloorPlan.build([], [RackRow(1, None, "R", 0, 0, 33.0, 8_000, 1_200, 1, 10, 1)], [])
    box = floor.corners(np.array([3]))[0]
    assert np.linalg.norm(box[1] - box[0]) == pytest.approx(0.8)
    assert np.linalg.norm(box[3] - box[0]) == pytest.approx(1.2)
    run = floor.corners(np.array([3]), np.array([4]))[0]
    assert np.linalg.norm(run[1] - run[0]) == pytest.approx(3.2)


def test_band_takes_the_cells_whose_centre_is_inside_and_no_others():
    floor = heat_ground.plan()
    x, y = floor.centres(np.arange(floor.cells))
    inside = np.flatnonzero((x >= 10) & (x <= 45) & (y >= 5) & (y <= 40))
    assert len(inside) > 5
    assert sorted(floor.band(45, 40, 10, 5).tolist()) == inside.tolist()


def test_cull_never_drops_a_rack_that_shows():
    floor = heat_ground.plan()
    view = (12.0, 8.0, 30.0, 28.0)
    corners = floor.corners(floor.racks.first_cell, floor.racks.columns)
    low, high = corners.min(axis=1), corners.max(axis=1)
    touching = (low[:, 0] < view[2]) & (high[:, 0] > view[0]) & (low[:, 1] < view[3]) & (high[:, 1] > view[1])
    assert 0 < touching.sum() < len(floor.racks)
    assert floor.cull(*view).tolist() == np.flatnonzero(touching).tolist()


def test_locations_are_found_by_id_and_by_code_and_lie_in_their_cell():
    floor = heat_ground.plan()
    table = floor.locations
    assert (np.diff(table.ids) > 0).all()
    assert floor.indices(np.array([7, -3, int(table.ids[-1])])).tolist() == [0, -1, len(table) - 1]
    assert floor.index(8) == -1
    for index in range(0, len(table), 11):
        assert floor.by_code[table.codes[index]] == index
        here = floor.in_cell(int(table.cell[index]))
        assert index in here
        assert table.level[here].tolist() == sorted(table.level[here].tolist())


def test_a_floor_place_is_a_cell_of_its_own_turned_as_its_zone_is():
    floor = heat_ground.plan()
    cell = int(floor.locations.cell[floor.by_code["STAGE-1"]])
    rack = int(floor.rack_of[cell])
    assert (floor.racks.columns[rack], floor.racks.ids[rack]) == (1, -7)
    assert math.degrees(floor.racks.angle[rack]) == pytest.approx(30)
    assert floor.pick(80.0, 80.0) == cell
    assert floor.bounds == (-5.0, -5.0, 90.0, 90.0)


def test_neighbour_goes_the_way_the_arrow_points():
    rows = [RackRow(i, None, f"R{i}", 4_000, 3_000 * i, 0, 8_000, 1_200, 1, 10, 1) for i in range(1, 4)]
    floor = FloorPlan.build([], rows, [])
    assert floor.neighbour(14, 1, 0) == 15
    assert floor.neighbour(14, -1, 0) == 13
    assert floor.neighbour(14, 0, 1) == 24
    assert floor.neighbour(14, 0, -1) == 4
    assert floor.neighbour(4, 0, -1) == 4


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (LocationRow(1, "A-99", "pick", None, 5, column=10), "A-99 is in column 10 of rack R5, which has 10"),
        (LocationRow(1, "A-99", "pick", None, 6), "the rack of A-99 is missing"),
    ],
)
def test_a_location_outside_its_rack_is_said_not_drawn(place, words):
    rack = RackRow(5, None, "R5", 0, 0, 0, 8_000, 1_200, 1, 10, 1)
    with pytest.raises(Fault, match=words):
        FloorPlan.build([], [rack], [place])


def test_a_location_twice_and_a_rack_without_columns_are_said():
    rack = RackRow(5, None, "R5", 0, 0, 0, 8_000, 1_200, 1, 10, 1)
    twice = [LocationRow(3, "A", "pick", None, 5, 0), LocationRow(3, "B", "pick", None, 5, 1)]
    with pytest.raises(Fault, match="location A is in it twice"):
        FloorPlan.build([], [rack], twice)
    with pytest.raises(Fault, match="rack R5 has no columns"):
        FloorPlan.build([], [RackRow(5, None, "R5", 0, 0, 0, 8_000, 1_200, 1, 0, 1)], [])


def test_an_empty_floor_can_be_asked_everything():
    floor = FloorPlan.build([], [], [])
    assert floor.bounds == (0.0, 0.0, 1.0, 1.0)
    assert (floor.cells, floor.pick(0, 0), floor.index(1)) == (0, -1, -1)
    assert floor.band(0, 0, 9, 9).tolist() == floor.cull(0, 0, 9, 9).tolist() == []


def test_from_arrays_gives_the_plan_that_rows_give():
    built = heat_ground.plan()
    r, table = built.racks, built.locations
    racks = Racks.from_arrays(
        r.ids, r.codes, r.zone, (r.x, r.y), r.angle, (2 * r.half_length, 2 * r.half_depth), (r.columns, r.levels)
    )
    rack = built.rack_of[table.cell]
    again = FloorPlan.from_arrays(
        racks, ids=table.ids, rack=rack, column=table.cell - r.first_cell[rack], level=table.level, kind=table.kind,
        codes=table.codes, zones=built.zones,
    )  # fmt: skip
    for name in ("ids", "cell", "level", "kind", "zone", "order", "start"):
        assert np.array_equal(getattr(again.locations, name), getattr(table, name)), name
