"""Batches: right, never worse than the rules, and the best there is where all can be tried."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.optimise.batching import Cart, Job, MatrixSearch, Problem, Search, best_partition, first_come, savings
from app.optimise.batching.walks import MatrixWalks
from app.optimise.routing import Grid, InAisle
from app.optimise.routing.many import GridWalks

GRID = Grid((0.0, 4.0, 8.0, 12.0, 16.0), (0.0, 10.0, 20.0))
PLACES = [InAisle(aisle, 1.0 + 2 * n) for aisle in range(5) for n in range(10)]
WALKS = GridWalks(GRID, PLACES, InAisle(0, 0.0))

jobs = st.lists(
    st.builds(
        lambda stops: Job(stops, (float(len(stops)),)), st.frozensets(st.integers(0, 49), min_size=1, max_size=4)
    ),
    min_size=1,
    max_size=6,
)
carts = st.builds(Cart, st.tuples(st.sampled_from([3.0, 6.0, 9.0])), st.sampled_from([0, 2, 3]))


def every_batching(problem):
    """The length of the best of all partitions, by trying them all."""
    best = {frozenset(): 0.0}

    def least(rest):
        if rest not in best:
            first, others = min(rest), sorted(rest - {min(rest)})
            best[rest] = min(
                problem.length(batch) + least(rest - batch)
                for size in range(len(others) + 1)
                for more in combinations(others, size)
                if problem.fits(batch := frozenset([first, *more]))
            )
        return best[rest]

    return least(frozenset(range(len(problem.jobs))))


@settings(max_examples=60, deadline=None)
@given(jobs, carts)
def test_the_search_finds_the_best_of_few_orders(jobs, cart):
    problem = Problem(jobs, cart, WALKS)
    search = Search(problem)
    for _ in range(150):
        search.step(1.0)
    search.ask_columns(1.0)
    assert problem.faults(search.best) == []
    assert search.best.length == pytest.approx(every_batching(problem))


@settings(max_examples=60, deadline=None)
@given(jobs, carts)
def test_the_rules_make_whole_batchings(jobs, cart):
    problem = Problem(jobs, cart, WALKS)
    for found in (first_come(problem), savings(problem), Search(problem).best):
        assert problem.faults(found) == []
    assert Search(problem).best.length <= min(first_come(problem).length, savings(problem).length)


@settings(max_examples=40, deadline=None)
@given(jobs, carts)
def test_the_best_choice_among_all_batches_is_the_best_there_is(jobs, cart):
    problem = Problem(jobs, cart, WALKS)
    every = range(len(jobs))
    all_batches = [
        frozenset(some) for size in range(1, len(jobs) + 1) for some in combinations(every, size) if problem.fits(some)
    ]
    alone = problem.batching([at] for at in every)
    found = best_partition(problem, all_batches, alone, 5.0) or alone
    assert found.length == pytest.approx(every_batching(problem))


HOME = len(PLACES)
DISTANCE = WALKS.distances() * 1_000


@settings(max_examples=40, deadline=None)
@given(jobs, carts)
def test_the_search_on_a_matrix_is_whole_and_finds_the_best_of_few_orders(jobs, cart):
    problem = Problem(jobs, cart, WALKS)
    search = MatrixSearch(problem, DISTANCE, HOME)
    assert search.best.length <= min(first_come(problem).length, savings(problem).length)
    for _ in range(4):
        search.step(1.0)
    search.ask_columns(1.0)
    assert problem.faults(search.best) == []
    assert search.best.length <= every_batching(problem) * 1.05 + 1e-6


def test_the_search_on_a_matrix_keeps_its_tours_true_and_its_seed():
    some = [Job(frozenset({n % 50, (7 * n + 3) % 50, (13 * n) % 50}), (1.0 + n % 3,)) for n in range(40)]
    answers = set()
    for _ in range(2):
        problem = Problem(some, Cart((9.0,), slots=5), WALKS)
        search = MatrixSearch(problem, DISTANCE, HOME, seed=3)
        begun = search.best.length
        for _ in range(6):
            search.step()
        assert problem.faults(search.best) == []
        assert search.best.length < begun, "savings are not the best there is"
        answers.add(search.best)
        board = search._board
        for b in np.flatnonzero(board.members):
            members = np.flatnonzero(board.batch_of == b).tolist()
            walk = board.seq[b, : board.size[b]].tolist()
            assert sorted(walk) == sorted(set().union(*(some[at].stops for at in members)))
            through = [HOME, *walk, HOME]
            assert board.mm[b] == pytest.approx(sum(DISTANCE[a, c] for a, c in pairwise(through)))
            assert board.mm[b] >= 1_000 * WALKS(walk) - 1e-6, "no tour is shorter than the proven one"
            assert board.used[b, 0] == pytest.approx(sum(some[at].load[0] for at in members))
    assert len(answers) == 1


def test_many_orders_begin_without_savings():
    some = [Job(frozenset({n % 50, (7 * n + 3) % 50}), ()) for n in range(160)]
    problem = Problem(some, Cart((), slots=4), WALKS)
    search = MatrixSearch(problem, DISTANCE, HOME)
    assert problem.faults(search.best) == []
    assert search.best.length < first_come(problem).length
    assert {len(batch) for batch in search.best.batches} == {4}


def test_distances_of_a_grid_are_the_walks_between_its_places():
    for one, other in ((0, 9), (3, 47), (12, 13), (5, 41)):
        alone = [WALKS({at}) / 2 for at in (one, other)]
        there = WALKS({one, other}) - sum(alone)
        assert DISTANCE[one, other] / 1_000 == pytest.approx(there)
    assert (DISTANCE == DISTANCE.T).all()


def test_the_same_seed_gives_the_same_answer():
    some = [Job(frozenset({n, (7 * n) % 50}), (1.0,)) for n in range(20)]
    answers = set()
    for _ in range(2):
        search = Search(Problem(some, Cart((4.0,)), WALKS), seed=3)
        for _ in range(60):
            search.step()
        answers.add(search.best)
    assert len(answers) == 1


def test_an_order_that_no_cart_takes_goes_alone_and_a_wrong_load_is_refused():
    big, small = Job(frozenset({1}), (9.0,)), Job(frozenset({1}), (1.0,))
    found = Search(Problem([big, small, small], Cart((4.0,)), WALKS)).best
    assert found.batches == (frozenset({0}), frozenset({1, 2}))
    with pytest.raises(ValueError, match="job 1 has 2 loads"):
        Problem([small, Job(frozenset(), (1.0, 1.0))], Cart((4.0,)), WALKS)
    with pytest.raises(ValueError, match="finite"):
        Job(frozenset(), (float("nan"),))


def test_faults_are_found():
    problem = Problem([Job(frozenset({n}), (3.0,)) for n in range(3)], Cart((4.0,)), WALKS)
    good = first_come(problem)
    assert problem.faults(problem.batching([[0], [1]])) == ["not every order is in one batch"]
    assert "more than a cart takes" in problem.faults(problem.batching([[0, 1], [2]]))[0]
    assert problem.faults(type(good)(good.batches, good.length - 1)) == ["the length is not that of its tours"]


def test_walks_between_known_places_are_near_the_proven_ones():
    spots = [(GRID.aisles[0], 0.0)] + [(GRID.aisles[place.aisle], place.along) for place in PLACES]

    def apart(one, other):
        (x, y), (u, v) = one, other
        round_end = min(y + v, 40 - y - v, abs(y - 10) + abs(v - 10))
        return 1_000 * (abs(y - v) if x == u else abs(x - u) + round_end)

    walks = MatrixWalks(np.array([[apart(one, other) for other in spots] for one in spots]))
    over = []
    for n in range(40):
        stops = frozenset((7 * n + 11 * k) % 50 for k in range(2 + n % 9))
        proven, found = WALKS(stops), walks({at + 1 for at in stops})
        assert found >= proven - 1e-6
        over.append(found / proven)
    assert sum(over) / len(over) < 1.02
    assert walks([]) == 0.0
    with pytest.raises(ValueError, match="walked to"):
        MatrixWalks(np.array([[0.0, np.inf], [np.inf, 0.0]]))
