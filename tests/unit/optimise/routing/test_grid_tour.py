"""The shortest tour on a grid: as short as trying everything, wherever it starts and ends, and it can be walked."""

from itertools import pairwise, permutations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.optimise.routing.check_tour import faults_of_tour
from app.optimise.routing.engine import PLAIN, compiled
from app.optimise.routing.grid import Errand, Grid, InAisle, OnCross, Outside
from app.optimise.routing.rules import walk_between
from app.optimise.routing.shortest import shortest_tour
from app.optimise.routing.states import table

ACROSS, ALONG = 25, 30


@st.composite
def errands(draw, most_picks=5, most_cross=4, outside=True):
    def places(least, most, size):
        found = draw(st.sets(st.integers(0, size), min_size=least, max_size=most))
        return tuple(float(at) for at in sorted(found))

    grid = Grid(places(1, 5, ACROSS), places(2, most_cross, ALONG))
    low, high = int(grid.cross[0]), int(grid.cross[-1])
    aisle, row = st.integers(0, len(grid.aisles) - 1), st.integers(0, len(grid.cross) - 1)
    in_aisle = st.builds(InAisle, aisle, st.integers(low, high).map(float))
    ends = in_aisle | st.builds(OnCross, row, st.integers(-3, ACROSS + 3).map(float))
    if outside:
        door = st.tuples(aisle, row, st.integers(0, 15).map(float))
        ends |= st.builds(Outside, st.lists(door, min_size=1, max_size=4).map(tuple))
    start = draw(ends)
    picks = draw(st.lists(in_aisle, min_size=1, max_size=most_picks))
    return Errand(grid, tuple(picks), start, draw(st.just(start) | ends))


def spot(grid, place):
    return (
        (grid.aisles[place.aisle], place.along)
        if isinstance(place, InAisle)
        else (place.across, grid.cross[place.cross])
    )


def from_end(grid, end, there):
    if not isinstance(end, Outside):
        return walk_between(grid, spot(grid, end), there)
    return min(far + walk_between(grid, (grid.aisles[a], grid.cross[c]), there) for a, c, far in end.reach)


def in_order(errand, order):
    """Length of the picks in this order; every leg its own shortest walk."""
    grid, spots = errand.grid, [spot(errand.grid, errand.picks[at]) for at in order]
    inner = sum(walk_between(grid, a, b) for a, b in pairwise(spots))
    return from_end(grid, errand.start, spots[0]) + inner + from_end(grid, errand.end, spots[-1])


@settings(max_examples=250, deadline=None)
@given(errands())
def test_a_tour_is_as_short_as_trying_every_order(errand):
    tour = shortest_tour(errand)
    best = min(in_order(errand, order) for order in permutations(range(len(errand.picks))))
    assert tour.length == pytest.approx(best, abs=1e-6)
    assert in_order(errand, tour.order) == pytest.approx(best, abs=1e-6)
    assert faults_of_tour(errand, tour) == []


@settings(max_examples=25, deadline=None)
@given(errands(most_picks=6, most_cross=5, outside=False))
def test_four_blocks_too(errand):
    tour = shortest_tour(errand)
    best = min(in_order(errand, order) for order in permutations(range(len(errand.picks))))
    assert tour.length == pytest.approx(best, abs=1e-6)
    assert faults_of_tour(errand, tour) == []


@settings(max_examples=60, deadline=None)
@given(errands(most_picks=40))
def test_long_tours_can_be_walked_and_turning_a_stretch_round_never_helps(errand):
    tour = shortest_tour(errand)
    assert faults_of_tour(errand, tour) == []
    order = list(tour.order)
    for first in range(0, len(order), 3):
        for last in range(first + 1, len(order), 4):
            turned = [*order[:first], *order[first : last + 1][::-1], *order[last + 1 :]]
            assert in_order(errand, turned) >= tour.length - 1e-6


@settings(max_examples=60, deadline=None)
@given(errands(most_picks=20, most_cross=3))
def test_compiled_and_plain_answer_alike(errand):
    engine = compiled()
    if engine is PLAIN:
        pytest.skip("numba is not installed: there is one engine only")
    assert shortest_tour(errand, engine) == shortest_tour(errand)


def test_without_numba_the_plain_engine_answers(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr("app.loops.importlib.import_module", missing)
    assert compiled.__wrapped__() is PLAIN


@pytest.mark.parametrize(("cross", "states"), [(2, 6), (3, 24), (4, 112), (5, 568)])
def test_the_states_are_those_of_the_literature(cross, states):
    """Ratliff and Rosenthal's 6 and Roodbergen and de Koster's 24, without the finished tour; 112 and 568 follow."""
    assert table(cross, "closed").every - 1 == states


def grid_of(aisles=5, cross=3):
    return Grid(tuple(4.0 * at for at in range(aisles)), tuple(10.0 * at for at in range(cross)))


def test_picks_of_one_stretch_are_met_without_leaving_it():
    errand = Errand(grid_of(), tuple(InAisle(2, y) for y in (3.0, 9.0, 5.0)), InAisle(2, 4.0), InAisle(2, 8.0))
    tour = shortest_tour(errand)
    assert (tour.length, tour.order) == (1 + 6 + 1, (0, 2, 1))
    assert faults_of_tour(errand, tour) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10), max_size=5), st.integers(0, 10), st.integers(0, 10))
@example([], 3, 3)
def test_one_stretch_brute_force(picks, start, end):
    errand = Errand(
        grid_of(1, 2), tuple(InAisle(0, float(y)) for y in picks), InAisle(0, float(start)), InAisle(0, float(end))
    )
    tour = shortest_tour(errand)
    orders = permutations(range(len(picks)))
    best = min(in_order(errand, order) for order in orders) if picks else abs(start - end)
    assert tour.length == best
    assert faults_of_tour(errand, tour) == []


def test_nothing_to_pick_is_the_way_from_start_to_end():
    errand = Errand(grid_of(), (), OnCross(0, 1.0), InAisle(3, 15.0))
    tour = shortest_tour(errand)
    assert (tour.order, tour.length) == ((), 11 + 15)
    assert faults_of_tour(errand, tour) == []


def test_start_and_end_at_two_ends_of_a_passage_that_is_not_there():
    """Beside the only aisle lie the start on one cross aisle and the end on the other: one goes through the aisle."""
    errand = Errand(Grid((0.0,), (0.0, 1.0)), (InAisle(0, 0.0),), OnCross(0, 1.0), OnCross(1, 1.0))
    tour = shortest_tour(errand)
    assert tour.length == 3
    assert faults_of_tour(errand, tour) == []


def test_an_empty_aisle_beside_a_depot_is_used_where_it_is_the_way():
    """The depot lies between two aisles at the front, the pick in a far aisle behind: the way is not longer than L1."""
    errand = Errand(grid_of(5, 2), (InAisle(4, 10.0), InAisle(0, 10.0)), OnCross(0, 6.0), OnCross(0, 6.0))
    assert shortest_tour(errand).length == 2 * 10 + 2 * 16


@settings(max_examples=40, deadline=None)
@given(errands(outside=False), st.floats(0.1, 1e6))
def test_the_unit_of_length_does_not_matter(errand, unit):
    def scaled(place):
        if isinstance(place, InAisle):
            return InAisle(
                place.aisle,
                cross[errand.grid.cross.index(place.along)] if place.along in errand.grid.cross else place.along * unit,
            )
        return OnCross(place.cross, place.across * unit)

    cross = tuple(y * unit for y in errand.grid.cross)
    grid = Grid(tuple(x * unit for x in errand.grid.aisles), cross)
    other = Errand(grid, tuple(map(scaled, errand.picks)), scaled(errand.start), scaled(errand.end))
    assert shortest_tour(other).length == pytest.approx(shortest_tour(errand).length * unit, rel=1e-9, abs=1e-9)


def test_one_sided_aisles_take_picks_on_their_side_only():
    grid = Grid((0.0, 4.0), (0.0, 10.0), ("both", "left"))
    door = OnCross(0, 0.0)
    picks = (InAisle(0, 2.0, "right"), InAisle(0, 2.0, "left"), InAisle(1, 5.0, "left"), InAisle(1, 6.0))
    tour = shortest_tour(Errand(grid, picks, door, door))
    assert tour.length == 2 * 2 + 2 * 4 + 2 * 6
    assert faults_of_tour(Errand(grid, picks, door, door), tour) == []
    elsewhere = Errand(grid, (*picks[:3], InAisle(1, 6.0, "right")), door, door)
    assert any("without a shelf" in fault for fault in faults_of_tour(elsewhere, tour))
    with pytest.raises(ValueError, match="no shelf on the right"):
        shortest_tour(Errand(grid, (InAisle(1, 5.0, "right"),), door, door))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda: Grid((), (0.0, 1.0)),
        lambda: Grid((0.0,), (0.0,)),
        lambda: Grid((0.0,), tuple(map(float, range(6)))),
        lambda: Grid((1.0, 1.0), (0.0, 1.0)),
        lambda: Grid((0.0,), (0.0, float("nan"))),
        lambda: Grid((0.0,), (0.0, 1.0), ("both", "left")),
        lambda: shortest_tour(Errand(grid_of(), (InAisle(5, 1.0),), OnCross(0, 0.0), OnCross(0, 0.0))),
        lambda: shortest_tour(Errand(grid_of(), (InAisle(0, 20.5),), OnCross(0, 0.0), OnCross(0, 0.0))),
        lambda: shortest_tour(Errand(grid_of(), (), OnCross(3, 0.0), OnCross(0, 0.0))),
        lambda: shortest_tour(Errand(grid_of(), (), Outside(()), OnCross(0, 0.0))),
        lambda: shortest_tour(Errand(grid_of(), (), Outside(((0, 0, -1.0),)), OnCross(0, 0.0))),
    ],
)
def test_what_is_no_grid_and_what_is_not_in_it_is_told(spoilt):
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        spoilt()


@settings(max_examples=60, deadline=None)
@given(errands(most_picks=8))
def test_the_walker_finds_what_is_wrong(errand):
    tour = shortest_tour(errand)
    assume(tour.length > 0)
    shorter = type(tour)(tour.order, tour.length - 0.01, tour.polyline)
    assert any("long" in fault for fault in faults_of_tour(errand, shorter))
    missed = type(tour)(tour.order[1:], tour.length, tour.polyline)
    assert any("each of" in fault for fault in faults_of_tour(errand, missed))
    aslant = type(tour)(
        tour.order, tour.length, (*tour.polyline[:-1], (tour.polyline[-1][0] + 0.3, tour.polyline[-1][1] + 0.3))
    )
    assert faults_of_tour(errand, aslant)


def test_the_walker_does_not_go_through_shelves_or_beyond_an_aisle():
    errand = Errand(grid_of(3, 2), (InAisle(1, 5.0),), InAisle(0, 5.0), InAisle(2, 5.0))
    tour = shortest_tour(errand)
    assert faults_of_tour(errand, tour) == []
    through = type(tour)(tour.order, 8.0, ((0.0, 5.0), (4.0, 5.0), (8.0, 5.0)))
    assert [fault for fault in faults_of_tour(errand, through) if "no aisle" in fault]
    beyond = type(tour)(tour.order, tour.length + 4, ((0.0, 5.0), (0.0, -1.0), *tour.polyline[:]))
    assert [fault for fault in faults_of_tour(errand, beyond) if "at its end" in fault]
    backwards = Errand(errand.grid, (InAisle(2, 0.0), InAisle(0, 0.0)), InAisle(0, 5.0), InAisle(2, 5.0))
    walk = shortest_tour(backwards)
    assert walk.order == (1, 0)
    assert any(
        "order told" in fault for fault in faults_of_tour(backwards, type(walk)((0, 1), walk.length, walk.polyline))
    )
