"""Walking distances on a floor small enough to know the answers, and on a turned one."""

import math

import numpy as np
import pytest

from app.domain.errors import Refusal
from app.optimise.routing import Face, Floor, Stop, build_travel_map, plan_tour

# Two aisles along x, 2 m wide, racks 10 m long and 1 m deep, back to back. Rows of racks at y = 0.5, 3.5, 4.5, 7.5 m:
# aisle 01 runs at y = 2 m, aisle 02 at y = 6 m; both turn off 1.2 m beyond the racks, at x = -1.2 and x = 11.2 m.
FACES = (
    Face(("Z", "01"), 5_000, 500, 0, 10_000, 1_000),
    Face(("Z", "01"), 5_000, 3_500, 180, 10_000, 1_000),
    Face(("Z", "02"), 5_000, 4_500, 0, 10_000, 1_000),
    Face(("Z", "02"), 5_000, 7_500, 180, 10_000, 1_000),
)


def turned(x, y, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * c - y * s + 30_000, x * s + y * c + 10_000


def hall(degrees=0.0, walls=(), places=()):
    faces = [Face(f.aisle, *turned(f.x, f.y, degrees), (f.angle + degrees) % 360, f.length, f.depth) for f in FACES]
    return build_travel_map(
        Floor(tuple(faces), tuple(tuple(turned(*p, degrees) for p in w) for w in walls),
              tuple(turned(*p, degrees) for p in places))
    )  # fmt: skip


def stop(x, aisle, degrees=0.0):
    y = {"01": 500, "02": 4_500}[aisle]
    return Stop(*turned(x, y, degrees), ("Z", aisle))


@pytest.mark.parametrize("degrees", [0, 15, 90, -38, 200])
def test_distances_run_through_the_aisles(degrees):
    travel = hall(degrees)
    assert travel.metres(stop(2_000, "01", degrees), stop(9_000, "01", degrees)) == pytest.approx(7.0, abs=1e-6)
    # 2 m + 1.2 m out of aisle 01, 4 m along the cross aisle, 1.2 m + 3 m into aisle 02.
    assert travel.metres(stop(2_000, "01", degrees), stop(3_000, "02", degrees)) == pytest.approx(11.4, abs=1e-6)
    # Round the other end for bins at the far side: 1 + 1.2 + 4 + 1.2 + 2 m.
    assert travel.metres(stop(9_000, "01", degrees), stop(8_000, "02", degrees)) == pytest.approx(9.4, abs=1e-6)


def test_bins_that_face_each_other_are_no_walk_apart():
    travel = hall()
    left, right = Stop(*turned(4_000, 500, 0), ("Z", "01")), Stop(*turned(4_000, 3_500, 0), ("Z", "01"))
    assert travel.metres(left, right) == pytest.approx(0, abs=1e-6)


def test_a_wall_at_one_end_sends_the_walk_round_the_other():
    travel = hall(walls=[((-3_000, 4_000), (200, 4_000))])
    # Straight along the left cross aisle the walk would be 11.4 m.
    assert travel.metres(stop(2_000, "01"), stop(3_000, "02")) > 20


def test_a_gap_in_the_racking_is_a_cross_aisle():
    blocks = []
    for aisle, y, angle in (("01", 500, 0), ("01", 3_500, 180), ("02", 4_500, 0), ("02", 7_500, 180)):
        blocks += [Face(("Z", aisle), x, y, angle, 8_000, 1_000) for x in (4_000, 14_000)]
    travel = build_travel_map(Floor(tuple(blocks)))
    assert [len(aisle.junctions) for aisle in travel.aisles.values()] == [3, 3]
    # From x = 7 m to the gap at 9 m, 4 m across, back to x = 7 m.
    a, b = Stop(7_000, 500, ("Z", "01")), Stop(7_000, 4_500, ("Z", "02"))
    assert travel.metres(a, b) == pytest.approx(8.0, abs=1e-6)


def test_places_on_open_floor_are_reached_straight():
    travel = hall(places=[(-4_200, 2_000)])
    desk = Stop(*turned(-4_200, 2_000, 0))
    assert travel.metres(desk, stop(1_000, "01")) == pytest.approx(5.2, abs=1e-6)
    unplanned = Stop(*turned(-4_200, 6_000, 0))
    assert travel.metres(unplanned, stop(1_000, "02")) == pytest.approx(5.2, abs=1e-6)


def test_distances_are_a_metric():
    travel = hall(15, places=[(-4_000, 3_000)])
    stops = [stop(x, aisle, 15) for aisle in ("01", "02") for x in (500, 3_500, 8_800)]
    stops.append(Stop(*turned(-4_000, 3_000, 15)))
    d = travel.matrix(travel.access(stops))
    assert np.allclose(d, d.T)
    assert (d[:, :, None] <= d[:, None, :] + d.T[None, :, :] + 1e-6).all(), "no detour is shorter"


def test_a_walled_in_place_is_refused_and_says_what_to_do():
    box = ((-5_000, 1_000), (-3_000, 1_000), (-3_000, 3_000), (-5_000, 3_000), (-5_000, 1_000))
    travel = hall(walls=[box], places=[(-4_000, 2_000)])
    desk = Stop(*turned(-4_000, 2_000, 0))
    with pytest.raises(Refusal) as caught:
        plan_tour(travel, [stop(2_000, "01")], desk, desk)
    assert caught.value.code == "route.unreachable"
    assert "layout" in caught.value.next_step


def test_an_unknown_aisle_is_named():
    with pytest.raises(KeyError, match="99"):
        hall().metres(stop(1_000, "01"), Stop(0, 0, ("Z", "99")))
