"""Places for many loads at once: an exact assignment, and the greedy one than which it is never dearer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import floor

import numpy as np
from scipy.optimize import linear_sum_assignment

from app.optimise.putaway.bins import Stand
from app.optimise.putaway.cost import Choice, Frame, Row, Scale, choice_of, row_of
from app.optimise.putaway.goods import Floats, Load, Rule, Ways

OTHERS = 8
"""Next best places that are kept for each load: where the best one is taken meanwhile, these are tried."""
_SLOTS = 12


@dataclass(frozen=True)
class Question:
    """What is asked: loads in the order in which they came, the bins as they stand, the rules in order, the ways. The
    stand is not changed."""

    loads: tuple[Load, ...]
    stand: Stand
    rules: tuple[Rule, ...]
    ways: Ways

    @cached_property
    def frame(self) -> Frame:
        """What does not change while it is answered."""
        return Frame.of(self.loads, self.stand, self.rules, self.ways)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What each load would cost everywhere; equal loads share a row."""
        known: dict[object, Row] = {}
        found = []
        for load in self.loads:
            kind = (load.at, load.kind, load.height, load.goods)
            if kind not in known:
                known[kind] = row_of(load, self.stand, self.frame, self.ways)
            found.append(known[kind])
        return tuple(found)

    def choice(self, number: int, row: Row, at: int) -> Choice:
        """Bin number `at`, where the load can go, as a choice."""
        return choice_of(self.loads[number], row, at, self.frame, self.stand, self.ways)


@dataclass(frozen=True, slots=True)
class Placed:
    """One load, or a part of it, in its place. load: its number; quantity: of loose goods."""

    load: int
    choice: Choice
    quantity: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a whole plan; compared part by part. left: loads (or parts) without a place; steps: of the way, as the
    scale of the question tells them."""

    left: int
    tiers: int
    steps: int
    fill: int

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """As it is compared."""
        return self.left, self.tiers, self.steps, self.fill


@dataclass(frozen=True, slots=True)
class Plan:
    """placed: in the order in which they were put; left: numbers of loads that (or parts of which) found no place."""

    placed: tuple[Placed, ...]
    left: tuple[int, ...]
    cost: Cost
    metres: float


def assign(question: Question) -> Plan:
    """The best plan known: the exact assignment, taken in turns where bins hold several loads, or the greedy one where
    that is cheaper. With bins that hold one load each no plan is cheaper."""
    quick = greedy(question)
    if len(question.loads) < 2:
        return quick
    best = _exact(question, quick)
    return best if best.cost.parts <= quick.cost.parts else quick


def greedy(question: Question) -> Plan:
    """Each load in its turn into the place that is cheapest then."""
    run = _Run.of(question)
    for number in range(len(question.loads)):
        row = run.row(number) if run.open() else question.rows[number]
        cost = row.cost.copy()
        cost[list(run.full)] = np.inf
        at = int(cost.argmin()) if len(cost) else -1
        if at >= 0 and np.isfinite(cost[at]):
            run.put(number, at, row)
    run.part_the_rest()
    return run.plan()


def ranked(question: Question, number: int) -> tuple[Row, list[Choice]]:
    """What a load would cost everywhere, and its places as things stand, the cheapest first."""
    row = question.rows[number]
    few = min(len(row.cost), 4 * OTHERS)
    best = np.sort(np.argpartition(row.cost, few - 1)[:few]) if few else np.array([], dtype=np.int64)
    best = best[np.argsort(row.cost[best], kind="stable")][: OTHERS + 1]
    return row, [question.choice(number, row, int(at)) for at in best if np.isfinite(row.cost[at])]


def _exact(question: Question, quick: Plan) -> Plan:
    """In turns: an exact assignment of all that is left to the bins as they stand. A bin into which the greedy plan put
    several loads is offered as often, as long as each limit bears the heaviest of them so many times."""
    run = _Run.of(question)
    times = np.bincount([one.choice.bin for one in quick.placed], minlength=len(question.stand.bins))
    waiting = list(range(len(question.loads)))
    while waiting:
        rows = [run.row(number) if run.placed else question.rows[number] for number in waiting]
        found = _solved(np.array([row.cost for row in rows]), _offers(run, waiting, times), run.scale)
        before = len(run.placed)
        for place, at in found:
            row = run.row(waiting[place]) if at in run.touched else rows[place]
            if np.isfinite(row.cost[at]):
                run.put(waiting[place], at, row)
        run.touched.clear()
        if len(run.placed) == before:
            break
        done = {one.load for one in run.placed[before:]}
        waiting = [number for number in waiting if number not in done]
    run.part_the_rest()
    return run.plan()


def _offers(run: "_Run", waiting: Sequence[int], times: np.ndarray) -> np.ndarray:
    """Columns of the assignment: numbers of bins, those that hold several loads as often."""
    bins, stand = run.question.stand.bins, run.stand
    often = np.flatnonzero(times > 1)
    loads = [run.question.loads[number] for number in waiting]
    most = [max(1e-9, max(getattr(load, name) for load in loads)) for name in ("weight", "volume", "units")]
    room = (bins.max_weight - stand.weight, bins.max_volume - stand.volume, bins.max_units - stand.units)
    borne = [left[often] / largest for left, largest in zip(room, most, strict=True)]
    fits = np.floor(np.minimum.reduce([*borne, np.full(len(often), float(_SLOTS))]))
    one_kind = len({product for load in loads for product in load.lots}) == 1
    fits[bins.one_product[often] & (not one_kind)] = 1.0
    extra = np.repeat(often, np.maximum(0, np.minimum(fits, times[often]) - 1).astype(np.int64))
    return np.concatenate([np.arange(len(bins)), extra])


def _solved(cost: Floats, offers: np.ndarray, scale: Scale) -> list[tuple[int, int]]:
    """Which waiting load goes to which bin, in the order of the loads. Bins that none can use are left out first."""
    useful = offers[np.isfinite(cost[:, offers]).any(axis=0)]
    if not len(useful):
        return []
    left = np.full((len(cost), len(cost)), scale.left_weight)
    rows, columns = linear_sum_assignment(np.hstack([cost[:, useful], left]))
    return [(int(row), int(useful[column])) for row, column in zip(rows, columns, strict=True) if column < len(useful)]


@dataclass
class _Run:
    """A plan in the making."""

    question: Question
    scale: Scale
    stand: Stand
    placed: list[Placed]
    touched: set[int]
    full: set[int]
    left: set[int]

    @classmethod
    def of(cls, question: Question) -> "_Run":
        return cls(question, question.frame.scale, question.stand.copy(), [], set(), set(), set())

    def row(self, number: int) -> Row:
        return self.row_of(self.question.loads[number])

    def row_of(self, load: Load) -> Row:
        return row_of(load, self.stand, self.question.frame, self.question.ways)

    @cached_property
    def least_units(self) -> int:
        """Handling units that every load of the question brings at least."""
        return min(load.units for load in self.question.loads)

    def open(self) -> bool:
        """Whether a bin that was put something into may take more: then rows are reckoned anew."""
        return len(self.touched) > len(self.full)

    def put(self, number: int, at: int, row: Row, share: float = 1.0) -> None:
        load = self.question.loads[number]
        quantity = load.goods[0].quantity * share if load.loose else None
        self.placed.append(Placed(number, self.question.choice(number, row, at), quantity))
        self.stand.add(load, at, share)
        self.touched.add(at)
        if self.least_units > 0 and self.stand.units[at] + self.least_units > self.stand.bins.max_units[at]:
            self.full.add(at)

    def part_the_rest(self) -> None:
        """Loads that fit nowhere as a whole: loose ones are parted over the cheapest places that take some of them."""
        whole = {one.load for one in self.placed}
        for number, load in enumerate(self.question.loads):
            if number in whole:
                continue
            if not load.loose or not self._parted(number, load):
                self.left.add(number)

    def _parted(self, number: int, load: Load) -> bool:
        """Whether all of it found places."""
        total = left = load.goods[0].quantity
        while left > 1e-9:
            step = min(load.step, left)
            row = self.row_of(portion(load, step / total))
            at = int(row.cost.argmin()) if len(row.cost) else -1
            if at < 0 or not np.isfinite(row.cost[at]):
                return False
            part = _most(left, step, partial(self._bears, load, at))
            self.put(number, at, row, part / total)
            left -= part
        return True

    def _bears(self, load: Load, at: int, quantity: float) -> bool:
        """Whether a bin bears so much of a load."""
        bins, stand, share = self.stand.bins, self.stand, quantity / load.goods[0].quantity
        heavy = stand.weight[at] + load.weight * share > bins.max_weight[at]
        return not (heavy or stand.volume[at] + load.volume * share > bins.max_volume[at])

    def plan(self) -> Plan:
        sums = self.scale.parts(sum(one.choice.cost for one in self.placed))
        metres = sum(one.choice.metres for one in self.placed)
        return Plan(tuple(self.placed), tuple(sorted(self.left)), Cost(len(self.left), *sums), metres)


def portion(load: Load, share: float) -> Load:
    """That share of loose goods as a load of its own."""
    one = load.goods[0]
    part = replace(one, quantity=one.quantity * share, weight=one.weight * share, volume=one.volume * share)
    return Load(load.key, load.name, load.at, (part,), load.kind, load.height, load.step)


def _most(left: float, step: float, bears: Callable[[float], bool]) -> float:
    """The largest multiple of step, at least one of them, that is borne; all of it where that is borne."""
    if bears(left):
        return left
    low, high = 1, max(1, floor(left / step))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if bears(middle * step) else (low, middle - 1)
    return low * step
