"""Two points and their true distance: scale, turn and place of a picture under the plan."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.layout.underlay import Placing, calibrated, first_placing, laid_over

number = st.floats(-50_000, 50_000)
placings = st.builds(Placing, st.floats(0.1, 500), st.floats(0, 359.9), number, number)
near = st.floats(-9_000, 9_000)


def test_a_door_of_one_metre_makes_the_plan_true():
    rough = Placing(20.0, 0.0, 1_000, 2_000)
    a, b = rough.to_plan((100, 50)), rough.to_plan((150, 50))
    assert math.dist(a, b) == 1_000
    true = calibrated(rough, a, b, 2_500)
    assert true.scale == 50
    assert true.angle == 0
    assert true.to_plan((100, 50)) == pytest.approx(a), "the first point stays"
    assert true.to_plan((150, 50)) == pytest.approx((a[0] + 2_500, a[1]))


def test_a_crooked_scan_is_turned_straight():
    rough = Placing(10.0)
    a, b = rough.to_plan((0, 0)), rough.to_plan((300, 400))
    true = calibrated(rough, a, b, 10_000, heading=90)
    assert true.scale == 20
    assert true.to_plan((300, 400)) == pytest.approx((0, 10_000), abs=1e-6)


@given(placings, st.tuples(near, near), st.tuples(near, near), st.floats(1, 9_000),
       st.none() | st.floats(-360, 360))  # fmt: skip
def test_what_was_picked_is_as_far_apart_as_was_said(placing, a, b, distance, heading):
    pixel_a, pixel_b = placing.to_picture(a), placing.to_picture(b)
    if math.dist(pixel_a, pixel_b) < 5 or not 0.002 < distance / math.dist(pixel_a, pixel_b) < 50:
        return
    true = calibrated(placing, a, b, distance, heading)
    now_a, now_b = true.to_plan(pixel_a), true.to_plan(pixel_b)
    assert now_a == pytest.approx(a, abs=0.01)
    assert math.dist(now_a, now_b) == pytest.approx(distance, rel=1e-6, abs=0.01)
    if heading is not None:
        turn = math.degrees(math.atan2(now_b[1] - now_a[1], now_b[0] - now_a[0]))
        off = (turn - heading + 180) % 360 - 180
        assert abs(off) < 0.01 + 60 / distance


@given(placings, st.tuples(number, number))
def test_plan_and_picture_are_there_and_back(placing, point):
    assert placing.to_plan(placing.to_picture(point)) == pytest.approx(point, abs=0.01)


def test_two_points_can_be_laid_over_two_others():
    rough = Placing(7.0, 12.0, 300, -800)
    a, b = rough.to_plan((10, 20)), rough.to_plan((500, 700))
    true = laid_over(rough, a, b, (0, 0), (0, 8_000))
    assert true.to_plan((10, 20)) == pytest.approx((0, 0), abs=1e-6)
    assert true.to_plan((500, 700)) == pytest.approx((0, 8_000), abs=0.2)


@pytest.mark.parametrize("distance", [0, -5, math.nan, math.inf, 2e7])
def test_a_distance_that_is_none_is_refused(distance):
    with pytest.raises(Refusal, match="no distance"):
        calibrated(Placing(10.0), (0, 0), (1_000, 0), distance)


def test_two_points_that_are_one_are_refused():
    with pytest.raises(Refusal, match="too near"):
        calibrated(Placing(10.0), (0, 0), (30, 0), 5_000)


def test_a_picture_does_not_come_to_lie_in_another_country():
    with pytest.raises(Refusal, match="10 km"):
        Placing(10.0, 0.0, 2e7, 0)
    with pytest.raises(Refusal, match="cannot lie"):
        Placing(0.0)


def test_a_new_picture_lies_over_what_is_drawn():
    placing = first_placing(1_000, 500, (0, 0, 40_000, 30_000))
    assert placing.scale == 60
    x0, y0, x1, y1 = placing.bounds(1_000, 500)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (20_000, 15_000)
    assert first_placing(1_000, 500, None).bounds(1_000, 500) == (0, 0, 50_000, 25_000)
    assert first_placing(1_000, 500, None, mm_per_px=12.5).scale == 12.5
