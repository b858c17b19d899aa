"""Large-neighbourhood search where the walks between all places are known: every batch carries its tour along, and an
order that comes or goes changes it in microseconds (kernels.py). That looks at some hundred thousand changes a second,
where walking each batch anew (search.py) looks at some thousand.

Anytime: `step` after `step` until the caller has had enough. Every batching met at the end of a round gives its batches
as columns, from which the best choice is computed (partition.py).
"""

import math
from collections.abc import Iterable

import numpy as np

from app.optimise.batching.board import Board, Ints, Reals
from app.optimise.batching.engine import PLAIN, Loops
from app.optimise.batching.partition import best_partition
from app.optimise.batching.problem import Batch, Batching, Problem
from app.optimise.batching.savings import first_come, savings

BY_SAVINGS = 150
"""Up to so many orders savings are the beginning and the answer never longer than they are; they cost by the square."""
_ROUND = 40  # changes of the loops at a time
_CYCLE = 50  # rounds of the first cooling; each further one takes longer
_SLACK = (0.06, 0.15, 0.03)  # parts of a mean tour by which the whole may be longer than its record at first
_POOL = 40_000
_APART, _SPARE = 4, 2


class MatrixSearch:
    """One search. distance: (places, places) mm, the same both ways, rows as the stops of the jobs; home: the row where
    tours begin and end. seed: the same answers for the same steps. A fresh problem that the same distances walk."""

    def __init__(
        self, problem: Problem, distance: Reals, home: int = 0, *, loops: Loops = PLAIN, seed: int = 1
    ) -> None:
        self.problem = problem
        self._loops = loops
        self._board = _board(problem, np.ascontiguousarray(distance, dtype=np.float64), home, len(problem.jobs))
        self._kept = _board(problem, self._board.distance, home, _APART + _SPARE)
        self._dice = np.array([1 + seed * 7919], dtype=np.int64)
        self._pool: dict[Batch, None] = {}
        self._round, self._cycle = 0, 0
        self._record = 0.0
        self.steps = 0
        memory = np.empty(self._board.seq.shape[1], dtype=np.int64)
        for at in range(len(problem.jobs)):
            stops = self._board.stops[self._board.first[at] : self._board.first[at + 1]]
            self._board.alone[at] = loops.tour(self._board.distance, home, stops, memory)
        self.best = self._begin()

    @property
    def done(self) -> bool:
        """Whether there is nothing left to look for: one order, or all of them on one cart."""
        return len(self.best.batches) < 2

    def step(self, seconds: float = 2.0) -> bool:
        """One round of some tens of changes; whether the best became better. seconds: what the solver may take where
        its turn comes, at the end of a cooling."""
        self.steps += 1
        if self.done:
            return False
        rounds = _CYCLE * (self._cycle + 1)
        if self._round >= rounds:
            self._round, self._cycle = 0, self._cycle + 1
            self._record = math.inf
            if len(self.problem.jobs) <= BY_SAVINGS:
                return self.ask_columns(seconds)
            self._load(self.best.batches)
        self._record = min(self._record or math.inf, float(self._board.mm.sum()))
        slack = _SLACK[self._cycle % len(_SLACK)] * (1.0 - self._round / rounds) / len(self.best.batches)
        self._loops.search(self._board, self._kept, _ROUND, self._record * (1.0 + slack), self._dice)
        self._round += 1
        found = self._noted()
        if found.length < self.best.length - 1e-9:
            self.best = found
            return True
        return False

    def ask_columns(self, seconds: float) -> bool:
        """The best choice among all batches met; whether it is better."""
        better = best_partition(self.problem, self._pool, self.best, seconds)
        if better is not None:
            self.best = better
        self._load(self.best.batches)
        return better is not None

    def _begin(self) -> Batching:
        self._loops.begin(self._board)
        known = [self._noted(), first_come(self.problem)]
        if len(self.problem.jobs) <= BY_SAVINGS:
            known.append(savings(self.problem))
            self._pool.update((frozenset([at]), None) for at in range(len(self.problem.jobs)))
        best = min(known, key=lambda found: found.length)
        for found in known[1:]:
            self._pool.update(dict.fromkeys(found.batches))
        if best is not known[0]:
            self._load(best.batches)
        return best

    def _noted(self) -> Batching:
        """The batching on the board; its batches become columns."""
        where = self._board.batch_of
        batches = [frozenset(np.flatnonzero(where == b).tolist()) for b in np.unique(where).tolist()]
        if len(self._pool) < _POOL:
            self._pool.update(dict.fromkeys(batches))
        return self.problem.batching(batches)

    def _load(self, batches: Iterable[Batch]) -> None:
        """Put a batching onto the board."""
        board = self._board
        for array in (board.size, board.visits, board.used, board.members, board.mm):
            array[:] = 0
        board.batch_of[:] = -1
        for b, batch in enumerate(batches):
            for job in sorted(batch):
                self._loops.add(board, b, job)
            self._loops.settle(board, b)


def _board(problem: Problem, distance: Reals, home: int, batches: int) -> Board:
    jobs, places = problem.jobs, len(distance)
    first = np.cumsum([0, *(len(job.stops) for job in jobs)])
    stops: Ints = np.array([stop for job in jobs for stop in sorted(job.stops)], dtype=np.int64)
    capacities = len(problem.cart.capacity)
    load = np.array([job.load for job in jobs], dtype=np.float64).reshape(len(jobs), capacities)
    sizes = sorted((len(job.stops) for job in jobs), reverse=True)
    longest = max(1, min(places, sum(sizes[: problem.cart.slots or None])))
    return Board(
        distance, home, first.astype(np.int64), stops, load, np.zeros(len(jobs)),
        np.array(problem.cart.capacity, dtype=np.float64), problem.cart.slots,
        np.zeros((batches, longest), dtype=np.int64), np.zeros(batches, dtype=np.int64),
        np.zeros((batches, places), dtype=np.int16), np.zeros((batches, capacities)),
        np.zeros(batches, dtype=np.int64), np.zeros(batches), np.full(len(jobs), -1, dtype=np.int64),
    )  # fmt: skip
