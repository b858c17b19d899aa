"""Large-neighbourhood search (Shaw 1998; Ropke and Pisinger 2006): take batches that lie close to each other apart,
put their orders back where they cost least and would cost most to put elsewhere, keep what is not much worse.

Every batch met on the way is kept as a column; from time to time the best choice among them is computed
(partition.py). Anytime: `step` after `step` until the caller has had enough, `best` is never worse than savings.
"""

import math
import random

from app.optimise.batching.partition import best_partition
from app.optimise.batching.problem import Batch, Batching, Problem
from app.optimise.batching.savings import first_come, savings

_APART = (2, 4)  # batches taken apart at once
_PATIENCE = 250  # steps without anything better before the columns are asked
_WORSE = 0.02  # part by which a batching may be longer than the best and still be gone on from
_POOL = 60_000


class Search:
    """One search. seed: the same answers for the same steps."""

    def __init__(self, problem: Problem, seed: int = 1) -> None:
        self.problem = problem
        by_rule, as_they_came = savings(problem), first_come(problem)
        self.best: Batching = min(by_rule, as_they_came, key=lambda found: found.length)
        self._now = [set(batch) for batch in self.best.batches]
        self._dice = random.Random(seed)  # noqa: S311  which batches are tried, no secret
        self._pool: dict[Batch, None] = dict.fromkeys([*by_rule.batches, *as_they_came.batches])
        self._idle = 0
        self._asked = 0
        self.steps = 0
        self._pool.update(dict.fromkeys(frozenset([at]) for at in range(len(problem.jobs))))

    @property
    def done(self) -> bool:
        """Whether there is nothing left to look for: one order, or all of them on one cart."""
        return len(self.best.batches) < 2

    def step(self, seconds: float = 2.0) -> bool:
        """Try one change; whether the best became better. seconds: what the solver may take where its turn comes."""
        self.steps += 1
        if self.done:
            return False
        if self._idle >= _PATIENCE * (1 + self._asked):
            return self.ask_columns(seconds)
        tried = self._rebuilt()
        length = sum(self.problem.length(frozenset(batch)) for batch in tried)
        for batch in tried:
            self._keep(frozenset(batch))
        spare = _WORSE * math.exp(-self._idle / _PATIENCE)
        if length < self.best.length * (1 + spare):
            self._now = tried
        if length < self.best.length - 1e-9:
            self.best = self.problem.batching(tried)
            self._idle = 0
            return True
        self._idle += 1
        if self._idle % 100 == 0:
            self._now = [set(batch) for batch in self.best.batches]
        return False

    def ask_columns(self, seconds: float) -> bool:
        """The best choice among all batches met; whether it is better."""
        self._asked += 1
        better = best_partition(self.problem, self._pool, self.best, seconds)
        if better is None:
            return False
        self.best, self._idle, self._asked = better, 0, 0
        self._now = [set(batch) for batch in better.batches]
        return True

    def _rebuilt(self) -> list[set[int]]:
        """The present batches with some taken apart and put together anew."""
        apart = self._neighbours(self._dice.randint(*_APART))
        open_ = [set(self._now[at]) for at in apart]
        rest = [batch for at, batch in enumerate(self._now) if at not in apart]
        share = self._dice.choice((0.3, 0.5, 1.0))
        loose = [at for batch in open_ for at in sorted(batch) if self._dice.random() < share]
        for batch in open_:
            batch.difference_update(loose)
        self._dice.shuffle(loose)
        return [*rest, *filter(None, self._placed(open_, loose))]

    def _neighbours(self, count: int) -> set[int]:
        """Batches to take apart: one by chance, the others by how much of their stops or area they share with it."""
        first = self._dice.randrange(len(self._now))
        mine = self._stops(first)

        def near(at: int) -> float:
            other = self._stops(at)
            common = len(mine & other) / max(1, min(len(mine), len(other)))
            both = self.problem.length(frozenset(self._now[first] | self._now[at])) if len(self._now) <= 12 else 0.0
            apart = self.problem.length(frozenset(self._now[at]))
            return common - (both / apart if both else 0.0) + self._dice.random()

        others = sorted((at for at in range(len(self._now)) if at != first), key=near, reverse=True)
        return {first, *others[: count - 1]}

    def _stops(self, at: int) -> frozenset[int]:
        return frozenset[int]().union(*(self.problem.jobs[job].stops for job in self._now[at]))

    def _placed(self, batches: list[set[int]], loose: list[int]) -> list[set[int]]:
        """Put orders back, always the one next that would lose most by waiting (regret of two)."""
        cost = {job: [self._rise(batch, job) for batch in batches] for job in loose}
        alone = {job: self.problem.length(frozenset([job])) for job in loose}
        while cost:
            job = max(cost, key=lambda job: self._regret(cost[job], alone[job]))
            rises = cost.pop(job)
            at = min(range(len(batches)), key=rises.__getitem__) if batches else 0
            if not batches or rises[at] > alone[job]:
                at = len(batches)
                batches.append(set())
                for rises in cost.values():
                    rises.append(math.inf)
            batches[at].add(job)
            for other, rises in cost.items():
                rises[at] = self._rise(batches[at], other)
        return batches

    def _rise(self, batch: set[int], job: int) -> float:
        """What it costs to add an order; inf where the cart does not take it."""
        if not self.problem.fits([*batch, job]):
            return math.inf
        here = self.problem.length(frozenset(batch)) if batch else 0.0
        return self.problem.length(frozenset([*batch, job])) - here

    def _regret(self, rises: list[float], alone: float) -> float:
        """How much worse its second best place is, a little shaken."""
        first, second = sorted([*rises, alone, alone])[:2]
        return (second - first) * (0.7 + 0.6 * self._dice.random())

    def _keep(self, batch: Batch) -> None:
        if len(self._pool) < _POOL:
            self._pool[batch] = None
