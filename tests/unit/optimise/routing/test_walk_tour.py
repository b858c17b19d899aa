"""Tours on walks told as plain figures: directed or not, ended or not, on grids that are told rightly or wrongly."""

from dataclasses import replace
from itertools import pairwise, permutations
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.optimise.routing.bound import least_length
from app.optimise.routing.engine import compiled
from app.optimise.routing.grid import Grid
from app.optimise.routing.improve import improved, nearest_neighbour, path_length
from app.optimise.routing.order import best_order
from app.optimise.routing.rules import walk_between
from app.optimise.routing.walk import Lane, Walk, plan_walk


def matrices(least, most, *, holes=False):
    value = st.integers(0, 60).map(float)
    cell = value | st.just(inf) if holes else value
    return st.integers(least, most).flatmap(
        lambda n: st.lists(cell, min_size=n * n, max_size=n * n).map(lambda v: zeroed(np.array(v).reshape(n, n)))
    )


def zeroed(matrix):
    np.fill_diagonal(matrix, 0.0)
    return matrix


def shortest_walks(matrix):
    """Walks obey the triangle: what is further than a way round is that way round."""
    for via in range(len(matrix)):
        matrix = np.minimum(matrix, matrix[:, [via]] + matrix[[via], :])
    return matrix


def every_order(matrix):
    inner = range(1, len(matrix) - 1)
    return min(sum(matrix[a, b] for a, b in pairwise((0, *p, len(matrix) - 1))) for p in permutations(inner))


@settings(max_examples=150, deadline=None)
@given(matrices(2, 7, holes=True).map(shortest_walks))
def test_few_stops_are_proven_whatever_the_directions(matrix):
    best = every_order(matrix)
    if not np.isfinite(best):
        with pytest.raises(Refusal, match="cannot be walked to"):
            best_order(matrix)
        return
    found = best_order(matrix)
    assert found.optimal
    assert found.length == found.bound == pytest.approx(best)
    assert sum(matrix[a, b] for a, b in pairwise(found.rows)) == pytest.approx(best)
    assert sorted(found.rows) == list(range(len(matrix)))


@settings(max_examples=60, deadline=None)
@given(matrices(4, 7).map(shortest_walks))
def test_the_bound_holds_where_ways_are_directed(matrix):
    best = every_order(matrix)
    assert least_length(matrix, best) <= best + 1e-9


@settings(max_examples=60, deadline=None)
@given(matrices(5, 14))
def test_improving_a_directed_path_only_shortens_it_and_counts_rightly(matrix):
    start = nearest_neighbour(matrix)
    better = improved(matrix, start)
    assert path_length(matrix, better) <= path_length(matrix, start) + 1e-9
    assert sorted(better.tolist()) == list(range(len(matrix)))
    size = len(better)  # no single move is left: every turning of a stretch is tried here, walked anew
    for i in range(1, size - 1):
        for j in range(i + 1, size - 1):
            turned = np.concatenate([better[:i], better[i : j + 1][::-1], better[j + 1 :]])
            assert path_length(matrix, turned) >= path_length(matrix, better) - 1e-5


@settings(max_examples=25, deadline=None)
@given(matrices(13, 18).map(shortest_walks))
def test_many_stops_come_with_a_bound_and_are_never_longer_than_what_is_known(matrix):
    known = list(range(len(matrix)))
    found = best_order(matrix, [known])
    assert not found.optimal or found.method == "held-karp"
    assert found.bound <= found.length + 1e-9
    assert found.length <= path_length(matrix, np.array(known)) + 1e-9


# ------------------------------------------------------------------------------------------------ grids
GRID = Grid(tuple(3_000.0 * n for n in range(6)), (0.0, 20_000.0, 40_000.0))


def walk_on(grid, spots, *, end_free=False, turn=False, outside=None):
    """A walk whose first and last spots are start and end. turn: every second lane is told from its other end.
    outside: mm from a door beyond the first crossing of the first lane; spots then are stops only."""
    lanes, at, points = [], [], []
    for number, x in enumerate(grid.aisles):
        back = turn and number % 2
        high = grid.cross[-1]
        marks = [high - y if back else y for y in grid.cross]
        lanes.append((x, back, sorted(marks), high))
    for aisle, along in spots:
        _, back, _, high = lanes[aisle]
        at.append((aisle, high - along if back else along))
        points.append((grid.aisles[aisle], along))
    if outside is not None:
        at = [None, *at, None]
    row, told = len(at), []
    crossings = []
    for x, back, marks, high in lanes:
        told.append(
            Lane("A", f"{len(told):02}", (x, high if back else 0.0), (0.0, -1.0 if back else 1.0), tuple(marks),
                 tuple(range(row, row + len(marks))))
        )  # fmt: skip
        crossings += [(x, high - mark if back else mark) for mark in marks]
        row += len(marks)
    door = grid.aisles[0], grid.cross[0]
    inner = [*([door] if outside is not None else []), *points, *([door] if outside is not None else []), *crossings]
    every = np.array([[walk_between(grid, a, b) for b in inner] for a in inner])
    if outside is not None:
        last = len(points) + 1
        extra = np.zeros(len(inner))
        extra[[0, last]] = outside
        every = every + extra[:, None] + extra[None, :]
        every[0, last] = every[last, 0] = every[0, 0] = every[last, last] = 0.0
    return Walk(every, len(at) - 2, tuple(told), tuple(at), end_free)


SPOT = st.tuples(st.integers(0, 5), st.integers(1, 399).map(lambda n: 100.0 * n))
FEW = st.lists(SPOT, min_size=2, max_size=7)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOT, min_size=16, max_size=30, unique=True), st.booleans(), st.booleans())
def test_lanes_of_a_grid_are_recognised_and_the_order_is_proven(spots, turn, end_free):
    walk = walk_on(GRID, spots, turn=turn, end_free=end_free)
    found = plan_walk(walk, compiled())
    assert (found.method, found.optimal) == ("grid", True)
    row = [0, *(at + 1 for at in found.order)]
    length = sum(walk.every[a, b] for a, b in pairwise(row if end_free else [*row, walk.stops + 1]))
    assert length == pytest.approx(found.mm)
    assert found.mm <= found.s_shape_mm + 1e-6
    searched = plan_walk(replace(walk, at=(None,) * len(walk.at)))  # nothing is known of lanes: searched, with a bound
    assert searched.method == "local search"
    assert searched.bound_mm - 1e-3 <= found.mm <= searched.mm + 1e-3


@settings(max_examples=25, deadline=None)
@given(st.lists(SPOT, min_size=16, max_size=20, unique=True))
def test_a_door_outside_the_lanes_is_walked_to_as_well(spots):
    inside = plan_walk(walk_on(GRID, [(0, 0.0), *spots, (0, 0.0)]), compiled())
    outside = plan_walk(walk_on(GRID, spots, outside=5_000.0), compiled())
    assert outside.method == "grid"
    assert outside.mm == pytest.approx(inside.mm + 10_000.0)


@settings(max_examples=60, deadline=None)
@given(FEW, st.booleans())
def test_an_open_end_is_as_short_as_the_best_stop_to_end_at(spots, turn):
    walk = walk_on(GRID, spots, turn=turn, end_free=True)
    stops = range(1, walk.stops + 1)
    best = min((sum(walk.every[a, b] for a, b in pairwise((0, *p))) for p in permutations(stops)), default=0.0)
    found = plan_walk(walk)
    assert found.mm == pytest.approx(best)
    row = [0, *(at + 1 for at in found.order)]
    assert sum(walk.every[a, b] for a, b in pairwise(row)) == pytest.approx(best)


@settings(max_examples=30, deadline=None)
@given(st.lists(SPOT, min_size=16, max_size=20, unique=True), st.integers(1, 12), st.floats(50, 4_000))
def test_a_detour_that_no_grid_has_is_noticed(spots, row, detour):
    walk = walk_on(GRID, spots)
    every = walk.every.copy()
    every[row, :] += detour  # leaving this stop takes longer than the grid says
    every[row, row] = 0.0
    assert plan_walk(replace(walk, every=every)).method == "local search"


def test_nothing_to_pick_and_stops_that_nobody_reaches():
    assert plan_walk(Walk(np.array([[0.0, 7.0], [7.0, 0.0]]), 0)).mm == 7.0
    assert plan_walk(Walk(np.array([[0.0, 7.0], [7.0, 0.0]]), 0, end_free=True)).mm == 0.0
    with pytest.raises(Refusal, match="one-way rule"):
        plan_walk(Walk(np.array([[0.0, inf, 1.0], [inf, 0.0, inf], [1.0, inf, 0.0]]), 1))
