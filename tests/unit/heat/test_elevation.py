"""Rack faces: every level's value, rows that stand back to back, bins behind bins, and the way from rack to rack."""

import heat_ground
import numpy as np
import pytest

from app.heat import colours
from app.heat.elevation import (
    back_to_back,
    faces_of_rack,
    first_bin,
    natural,
    open_side,
    rack_face,
    rack_order,
    standing,
    step_rack,
)
from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import DAYS_TO_EXPIRY, DIFFERENCE, METRICS, PICKS_HOUR
from app.heat.picture import HeatPicture
from app.heat.plan import FloorPlan
from app.heat.rows import LocationRow, RackRow, ZoneRow

LEFT, RIGHT, DEEP = 0, 1, 2


def floor():
    """An aisle at y = 2 m, a double row below it (A-1 and A-2, back to back), an aisle, and a row two bins deep."""
    racks = [
        RackRow(1, 1, "A-2", 5_000, 4_600, 0, 4_000, 1_000, 4_000, 4, 2),
        RackRow(2, 1, "A-10", 5_000, 3_400, 180, 4_000, 1_000, 4_000, 4, 2),
        RackRow(3, 1, "A-1", 5_000, 9_000, 0, 4_000, 2_000, 4_000, 4, 2),
    ]
    bins = [
        LocationRow(100 * r + 10 * level + column, f"{r}-{column}-{level}", "pick", 1, r, column, level)
        for r in (1, 2, 3)
        for level in (0, 1)
        for column in range(4)
    ]
    behind = [LocationRow(500 + c, f"3-{c}-1.2", "storage", 1, 3, c, 1) for c in range(4)]
    stage = LocationRow(900, "STAGE", "staging", 1, None, x=20_000, y=5_000, width=2_000, depth=2_000)
    return FloorPlan.build([ZoneRow(1, "A", "", 10_000, 6_000, 24_000, 12_000)], racks, [*bins, *behind, stage])


@pytest.fixture
def picture():
    plan = floor()
    grid = HeatGrid(plan)
    ids = plan.locations.ids
    n = len(ids)
    grid.seed(facts_rows(ids, quants=np.ones(n), on_hand=np.ones(n), picks_hour=ids % 100))
    return HeatPicture(grid, PICKS_HOUR)


def test_a_face_shows_every_level_by_the_metric(picture):
    face = faces_of_rack(picture, LEFT)[0]
    assert face.index.shape == (2, 4)
    assert face.values.tolist() == [[0, 1, 2, 3], [10, 11, 12, 13]]
    steps = colours.steps(picture.scale.severity(face.values))
    np.testing.assert_array_equal(face.entries, steps)


def test_bins_behind_bins_have_a_face_of_their_own(picture):
    faces = faces_of_rack(picture, DEEP)
    assert [face.depth for face in faces] == [0, 1]
    codes = picture.plan.locations.codes
    assert [codes[i] for i in faces[0].index[1]] == ["3-0-1", "3-1-1", "3-2-1", "3-3-1"]
    assert [codes[i] for i in faces[1].index[1]] == ["3-0-1.2", "3-1-1.2", "3-2-1.2", "3-3-1.2"]
    assert (faces[1].index[0] == -1).all(), "there is nothing behind the lowest level"
    behind = picture.plan.index(502)
    assert rack_face(picture, behind).depth == 1
    assert rack_face(picture, behind).place(behind) == (1, 2)


def test_rows_that_stand_back_to_back_know_each_other_and_no_other(picture):
    plan = picture.plan
    assert (back_to_back(plan, LEFT), back_to_back(plan, RIGHT)) == (RIGHT, LEFT)
    assert back_to_back(plan, DEEP) == -1, "an aisle lies between"
    assert open_side(plan, LEFT) == open_side(plan, RIGHT) == 1


def test_both_faces_are_seen_from_their_own_aisle_and_flip_together(picture):
    front, back = standing(picture, LEFT)
    assert (front.code, front.mirrored, back.code, back.mirrored) == ("A-2", False, "A-10", False)
    first, second = standing(picture, LEFT, flipped=True)
    assert (first.code, first.mirrored, second.code, second.mirrored) == ("A-10", True, "A-2", True)
    assert [first.from_left(n) for n in range(4)] == [3, 2, 1, 0]


def test_a_rack_worked_from_above_is_mirrored():
    racks = [RackRow(1, None, "R", 5_000, 3_000, 0, 4_000, 1_000, 2_000, 4, 1)]
    wall = RackRow(2, None, "W", 5_000, 4_200, 0, 4_000, 1_000, 2_000, 4, 1)
    bins = [LocationRow(r * 10 + c, f"{r}{c}", "pick", None, r, c) for r in (1, 2) for c in range(4)]
    plan = FloorPlan.build([], [*racks, wall], bins)
    assert (open_side(plan, 0), open_side(plan, 1)) == (-1, 1)
    assert [face.mirrored for face in standing(HeatPicture(HeatGrid(plan)), 0)] == [True, False]


def test_racks_follow_one_another_as_their_names_go_and_round(picture):
    plan = picture.plan
    assert [plan.racks.codes[rack] for rack in rack_order(plan)] == ["A-1", "A-2", "A-10"]
    assert natural("A-2") < natural("A-10")
    assert plan.racks.codes[step_rack(plan, LEFT, 1)] == "A-10"
    assert plan.racks.codes[step_rack(plan, RIGHT, 1)] == "A-1"
    assert plan.racks.codes[step_rack(plan, -1, 1)] == "A-1"
    assert plan.racks.codes[step_rack(plan, -1, -1)] == "A-10"


def test_the_first_bin_of_a_face_is_in_its_middle(picture):
    face = faces_of_rack(picture, LEFT)[0]
    assert picture.plan.locations.codes[first_bin(face)] in ("1-1-0", "1-2-0")


def test_the_best_level_is_the_opposite_of_the_worst(picture):
    grid = picture.grid
    cell = int(picture.plan.locations.cell[picture.plan.index(101)])
    worst, best, mean = (float(grid.values(PICKS_HOUR, how)[0][cell]) for how in ("worst", "best", "mean"))
    assert (worst, best, mean) == (11, 1, 6)
    picture.show(aggregate="best")
    assert picture.plan.locations.codes[picture.location_at(cell)] == "1-1-0"
    assert picture.levels == "Best level"
    picture.show(aggregate=1)
    assert (picture.levels, float(picture.values[cell])) == ("Level 2", 11)


def test_of_expiry_dates_the_best_is_the_farthest():
    plan = floor()
    grid = HeatGrid(plan, clock=lambda: heat_ground.TODAY * 86_400.0)
    grid.seed(
        facts_rows([101, 111], quants=[1, 1], on_hand=[1, 1], expires_on=[heat_ground.TODAY + d for d in (3, 60)])
    )
    cell = int(plan.locations.cell[plan.index(101)])
    assert float(grid.values(DAYS_TO_EXPIRY, "worst")[0][cell]) == 3
    assert float(grid.values(DAYS_TO_EXPIRY, "best")[0][cell]) == 60


@pytest.mark.parametrize(
    ("changes", "worst", "best"), [((-9, 4), -9, 4), ((-2, 7), 7, -2), ((3, 5), 5, 3), ((-3, -8), -8, -3)]
)
def test_of_changes_the_best_is_the_one_nearest_to_none(changes, worst, best):
    plan = floor()
    then, now = HeatGrid(plan), HeatGrid(plan)
    then.seed(facts_rows([101, 111], quants=[1, 1], on_hand=[50, 50]))
    now.seed(facts_rows([101, 111], quants=[1, 1], on_hand=[50 + change for change in changes]))
    then.against = now
    cell = int(plan.locations.cell[plan.index(101)])
    assert float(then.values(DIFFERENCE, "worst")[0][cell]) == worst
    assert float(then.values(DIFFERENCE, "best")[0][cell]) == best


def test_every_metric_has_a_best_level(picture):
    for metric in METRICS:
        values, _ = picture.grid.values(metric, "best")
        assert len(values) == picture.plan.cells
