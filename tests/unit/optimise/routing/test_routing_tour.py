"""Tours: every stop once, as long as the way that is drawn, never longer than the S-shape, exact where it says so."""

from functools import cache
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.optimise.routing import Face, Floor, Stop, TravelMap, build_travel_map, plan_tour
from app.optimise.routing.exact import MOST_STOPS, held_karp
from app.optimise.routing.improve import improved, nearest_neighbour, path_length
from app.optimise.routing.s_shape import s_shape

AISLES, LENGTH = 6, 12_000
BINS = st.tuples(st.integers(0, 2), st.integers(1, AISLES), st.integers(0, 2 * LENGTH))


@cache
def floor() -> TravelMap:
    """Three zones: one straight with two blocks, one turned by 15 degrees, one upright."""
    faces = []
    for zone, (ox, oy, angle) in enumerate(((0, 0, 0), (45_000, 5_000, 15), (20_000, 30_000, 90))):
        turn = np.radians(angle)
        c, s = np.cos(turn), np.sin(turn)
        for aisle in range(1, AISLES + 1):
            for side, extra in ((0, 0), (1, 180)):
                v = (aisle - 1) * 4_200 + side * 3_000
                for block in range(2 if zone == 0 else 1):
                    u = LENGTH / 2 + block * (LENGTH + 2_400)
                    faces.append(Face((str(zone), f"{aisle:02d}"), ox + u * c - v * s, oy + u * s + v * c,
                                      (angle + extra) % 360, LENGTH, 1_000))  # fmt: skip
    return build_travel_map(Floor(tuple(faces), (), ((-5_000.0, 20_000.0), (60_000.0, 45_000.0))))


def stop(bin_):
    zone, aisle, along = bin_
    key = (str(zone), f"{aisle:02d}")
    line = floor().aisles[key]
    low, high = line.junctions[0] + 1_200, line.junctions[-1] - 1_200
    return Stop(*line.at(low + (high - low) * along / (2 * LENGTH)), key)


def walked(polyline):
    return float(np.hypot(*np.diff(np.array(polyline), axis=0).T).sum()) / 1_000


DESK = Stop(-5_000, 20_000)
DOOR = Stop(60_000, 45_000)


@settings(max_examples=150, deadline=None)
@given(st.lists(BINS, min_size=1, max_size=24), st.booleans())
def test_a_tour_keeps_its_promises(bins, to_the_door):
    travel, stops = floor(), [stop(b) for b in bins]
    end = DOOR if to_the_door else DESK
    tour = plan_tour(travel, stops, DESK, end)
    assert sorted(tour.order) == list(range(len(stops)))
    assert walked(tour.polyline) == pytest.approx(tour.metres, abs=1e-3)
    assert tour.polyline[0] == (DESK.x, DESK.y)
    assert tour.polyline[-1] == (end.x, end.y)
    assert tour.metres <= tour.s_shape_metres + 1e-3 * (len(bins) + 1)  # legs are in whole millimetres
    assert tour.optimal == (tour.method != "local search")
    assert tour.bound <= tour.metres + 1e-6
    assert not tour.optimal or tour.bound == tour.metres
    at = 0
    for i in tour.order:
        here = travel.stand(stops[i])
        while np.hypot(tour.polyline[at][0] - here[0], tour.polyline[at][1] - here[1]) > 1.5:
            at += 1  # an IndexError here: the drawn way does not meet the stops in the order told


@settings(max_examples=60, deadline=None)
@given(st.lists(BINS, min_size=1, max_size=6))
def test_small_tours_are_as_short_as_trying_everything(bins):
    travel, stops = floor(), [stop(b) for b in bins]
    d = travel.matrix(travel.access([DESK, *stops, DOOR]))
    inner = range(1, len(stops) + 1)
    best = min(path_length(d, np.array([0, *way, len(stops) + 1])) for way in permutations(inner))
    assert plan_tour(travel, stops, DESK, DOOR).metres == pytest.approx(best / 1_000, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(BINS, min_size=1, max_size=24))
def test_the_s_shape_visits_all_and_is_no_shorter_than_its_own_order(bins):
    travel = floor()
    access = travel.access([DESK, *(stop(b) for b in bins), DESK])
    order, mm = s_shape(travel, access)
    assert sorted(order) == list(range(len(bins) + 2))
    assert path_length(travel.matrix(access), np.array(order)) <= mm + 1e-6


def test_the_s_shape_walks_each_aisle_through():
    """Two picks in aisles 01 and 02 of the upright zone, one in 03: through, through, in and out again."""
    travel = floor()
    bins = [(2, 1, 5_000), (2, 2, 5_000), (2, 3, 5_000)]
    access = travel.access([DESK, *(stop(b) for b in bins), DESK])
    order, mm = s_shape(travel, access)
    assert order[1:4] in ([1, 2, 3], [3, 2, 1])
    assert mm > path_length(travel.matrix(access), np.array(order)) + 1_000


@st.composite
def plane(draw, least, most):
    points = draw(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=least, max_size=most))
    at = np.array(points, dtype=float)
    return np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))


@settings(max_examples=80, deadline=None)
@given(plane(2, 9))
def test_held_karp_equals_brute_force(distance):
    last = len(distance) - 1
    order = held_karp(distance)
    assert (order[0], order[-1], sorted(order)) == (0, last, list(range(last + 1)))
    best = min(path_length(distance, np.array([0, *way, last])) for way in permutations(range(1, last)))
    assert path_length(distance, np.array(order)) == pytest.approx(best, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(plane(4, 30))
def test_improving_keeps_the_stops_and_only_shortens(distance):
    start = nearest_neighbour(distance)
    better = improved(distance, start)
    assert sorted(better.tolist()) == list(range(len(distance)))
    assert (better[0], better[-1]) == (0, len(distance) - 1)
    assert path_length(distance, better) <= path_length(distance, start) + 1e-6
    for i in range(1, len(better) - 1):
        for j in range(i, len(better) - 1):
            turned = np.concatenate([better[:i], better[i : j + 1][::-1], better[j + 1 :]])
            assert path_length(distance, turned) >= path_length(distance, better) - 1e-4, "a 2-opt move was left"


def test_local_search_is_near_the_proof_on_tours_that_both_can_do():
    rng = np.random.default_rng(11)
    travel, gaps = floor(), []
    for _ in range(30):
        drawn = rng.integers((0, 1, 0), (3, AISLES + 1, 2 * LENGTH), (MOST_STOPS, 3)).tolist()
        stops = [stop(tuple(bin_)) for bin_ in drawn]
        d = travel.matrix(travel.access([DESK, *stops, DOOR]))
        exact = path_length(d, np.array(held_karp(d)))
        gaps.append(path_length(d, improved(d, nearest_neighbour(d))) / exact - 1)
    assert min(gaps) >= -1e-9, "nothing is shorter than the proof"
    assert np.mean(gaps) < 0.06


def test_stops_at_one_place_count_once():
    """Forty lines from levels of eight columns: still a proven tour, bins of a column one after the other."""
    stops = [stop((0, 1 + n % 4, 3_000 + 9_000 * (n % 2))) for n in range(40)]
    tour = plan_tour(floor(), stops, DESK, DESK)
    assert tour.optimal
    places = [(stops[i].aisle, round(stops[i].x)) for i in tour.order]
    assert sum(a != b for a, b in pairwise(places)) == len(set(places)) - 1


def test_no_stops_is_a_walk_from_start_to_end():
    tour = plan_tour(floor(), [], DESK, DOOR)
    assert tour.order == ()
    assert tour.metres == pytest.approx(floor().metres(DESK, DOOR))
