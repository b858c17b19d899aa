"""Tours on the drawn floor: proven within a zone that is a grid, with a bound from below elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.optimise.routing import Floor, Stop, build_travel_map, compiled, plan_tour
from app.optimise.routing.bound import least_length
from app.optimise.routing.exact import held_karp
from app.optimise.routing.improve import improved, nearest_neighbour, path_length
from app.optimise.routing.on_floor import errand_of
from app.optimise.routing.shortest import shortest_tour
from tests.unit.optimise.routing.test_routing_tour import AISLES, DESK, DOOR, LENGTH, floor, plane, stop

ALONG = st.tuples(st.integers(1, AISLES), st.integers(0, 2 * LENGTH))
ENDS = st.sampled_from([DESK, DOOR]) | ALONG.map(lambda bin_: stop((0, *bin_)))


def errand(travel, stops):
    return errand_of(travel, stops, travel.access(stops))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2), st.lists(ALONG, min_size=1, max_size=7), ENDS, ENDS)
def test_on_a_zone_the_grid_says_what_trying_everything_says(zone, bins, start, end):
    """Whatever the angle of the zone, wherever one comes from: in the open, in the zone, in another zone."""
    stops = [start, *(stop((zone, *bin_)) for bin_ in bins), end]
    distance = floor().matrix(floor().access(stops))
    best = path_length(distance, np.array(held_karp(distance)))
    tour = shortest_tour(errand(floor(), stops))
    assert tour.length == pytest.approx(best, abs=1.0)
    assert path_length(distance, np.array([0, *(at + 1 for at in tour.order), len(stops) - 1])) == pytest.approx(
        best, abs=1.0
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2), st.lists(ALONG, min_size=14, max_size=30, unique=True))
def test_long_tours_in_a_zone_are_proven_and_no_longer_than_searched_ones(zone, bins):
    stops = [stop((zone, *bin_)) for bin_ in bins]
    tour = plan_tour(floor(), stops, DESK, DOOR)
    assert (tour.method, tour.optimal, tour.bound) == ("grid", True, tour.metres)
    distance = floor().matrix(floor().access([DESK, *stops, DOOR]))
    assert tour.metres * 1_000 <= path_length(distance, improved(distance, nearest_neighbour(distance))) + 1.0
    assert tour.comparison.startswith(f"optimal saves {tour.s_shape_metres - tour.metres:.0f} m against S-shape")


def test_the_compiled_engine_plans_the_same_tour():
    stops = [stop((0, 1 + n % AISLES, 997 * n % (2 * LENGTH))) for n in range(20)]
    assert plan_tour(floor(), stops, DESK, DOOR, compiled()) == plan_tour(floor(), stops, DESK, DOOR)


def test_over_several_zones_the_tour_says_how_near_the_shortest_it_is():
    stops = [stop((n % 3, 1 + n % AISLES, 1_501 * n % (2 * LENGTH))) for n in range(20)]
    tour = plan_tour(floor(), stops, DESK, DOOR)
    assert (tour.method, tour.optimal) == ("local search", False)
    assert 0.9 * tour.metres < tour.bound <= tour.metres
    assert f"at most {tour.metres / tour.bound - 1:.1%} longer than the shortest" in tour.comparison


def test_a_wall_across_an_aisle_makes_the_zone_no_grid():
    travel = floor()
    stops = [DESK, *(stop((1, 1 + n % AISLES, 1_501 * n % (2 * LENGTH))) for n in range(14)), DESK]
    assert errand(travel, stops) is not None
    aisle = travel.aisles["1", "03"]
    middle, u = aisle.at(sum(aisle.junctions) / 2), aisle.direction
    wall = ((middle[0] - 2_000 * u[1], middle[1] + 2_000 * u[0]), (middle[0] + 2_000 * u[1], middle[1] - 2_000 * u[0]))
    walled = build_travel_map(Floor(travel.floor.faces, (wall,), travel.floor.places))
    assert errand(walled, stops) is None
    assert errand(walled, [DESK, stop((0, 1, 5)), DESK]) is not None, "another zone stays a grid"


def test_places_and_several_zones_are_no_errand_of_one_grid():
    assert errand(floor(), [DESK, Stop(0, 18_000), DESK]) is None
    assert errand(floor(), [DESK, stop((0, 1, 0)), stop((1, 1, 0)), DESK]) is None
    assert errand(floor(), [DESK, DESK]) is None


@settings(max_examples=80, deadline=None)
@given(plane(2, 9))
def test_nothing_is_shorter_than_the_bound(distance):
    best = path_length(distance, np.array(held_karp(distance)))
    assert least_length(distance, best * 1.2) <= best + 1e-6


def test_the_bound_is_near_the_shortest():
    rng = np.random.default_rng(3)
    shares = []
    for _ in range(20):
        at = rng.uniform(0, 1_000, (11, 2))
        distance = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
        best = path_length(distance, np.array(held_karp(distance)))
        shares.append(least_length(distance, best) / best)
    assert np.mean(shares) > 0.97
