"""Few moves that save much: what to bring where first, what that costs, and how far one walks after each."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.errors import Refusal
from app.optimise.slotting.best import imagined_for
from app.optimise.slotting.demand import Demand, demand_of
from app.optimise.slotting.engine import PLAIN, Loops
from app.optimise.slotting.question import HOME, Goods, Ground, Order
from app.optimise.slotting.slots import Going, Slots, on_and_on

CHECK_SHARE = 0.25
"""The last of the days, kept from the decision and used to measure it."""
_PLACES = 12
_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class MoveCost:
    """What it costs to bring a SKU's stock elsewhere. handling: seconds to take it out, put it in and confirm both;
    litre: seconds for each litre beside that; pace: metres a second, by which seconds become metres."""

    handling: float = 60.0
    litre: float = 1.0
    pace: float = 1.1

    def metres(self, walk: float, litres: float) -> float:
        """Walk (m) and handling of one SKU, as metres of walking."""
        return walk + (self.handling + self.litre * litres) * self.pace


@dataclass(frozen=True, slots=True)
class Step:
    """One move: a SKU goes to a bin (numbers of the ground), in exchange with another where that is named.

    saves: metres a day, as the days of the decision say; cost: metres, once; payback: days until it is won back.
    walk, checked: metres a day after this and all steps before it, on the days of the decision and on those kept apart.
    """

    sku: str
    source: int
    target: int
    partner: str | None
    saves: float
    cost: float
    payback: float
    walk: float
    checked: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """steps: the best first; any number of them from the front is a plan. walk, checked: metres a day as it is now, on
    the days of the decision and on those kept apart (0 days: the period was too short; then checked is walk)."""

    steps: tuple[Step, ...]
    walk: float
    checked: float
    days: int
    check_days: int
    complete: bool


def split_days(orders: Sequence[Order], share: float = CHECK_SHARE) -> tuple[list[Order], list[Order]]:
    """The earlier days, to decide by, and the last ones, to check with; the second list is empty under four days."""
    days = sorted({order.day for order in orders})
    if len(days) < 4:
        return list(orders), []
    first = days[len(days) - max(1, round(len(days) * share))]
    return [o for o in orders if o.day < first], [o for o in orders if o.day >= first]


def what_if(
    goods: Sequence[Goods], ground: Ground, orders: Sequence[Order], now: Mapping[str, int], loops: Loops = PLAIN, *,
    most: int = 200, longest: float = 60.0, cost: MoveCost = MoveCost(), fixed: frozenset[str] = frozenset(),
    seed: int = 0, going: Going = on_and_on,
) -> WhatIf:  # fmt: skip
    """Up to `most` moves that are won back within `longest` days, the soonest won back first.

    now: the bin of each SKU. fixed: SKUs that stay. Each SKU moves once at most, and each step can be done when those
    before it are done. When `going` says stop, the steps found so far are the answer. Refuses as demand_of does.
    """
    lying = [g for g in goods if g.sku in now]
    deciding, checking = split_days(orders)
    demand = demand_of(lying, deciding)
    free = np.array([g.sku not in fixed for g in lying], dtype=np.bool_)
    slots = Slots.of(lying, ground, demand, imagined_for(demand, seed), loops, now, free)
    slots.begin()
    real = _walks(lying, ground, demand, loops, now)
    check, check_days = _check(lying, ground, checking, loops, now)
    search = _Search(slots, demand, real, check, check_days, cost, longest)
    walk, checked = search.walk(), search.checked()
    steps, complete = search.run(most, going)
    return WhatIf(tuple(steps), walk, checked, demand.days, check_days, complete)


def _walks(goods: Sequence[Goods], ground: Ground, demand: Demand, loops: Loops, now: Mapping[str, int]) -> Slots:
    found = Slots.of(goods, ground, demand, demand.orders, loops, now)
    found.loops.begin(found.board)
    return found


def _check(
    goods: Sequence[Goods], ground: Ground, orders: Sequence[Order], loops: Loops, now: Mapping[str, int]
) -> tuple[Slots | None, int]:  # fmt: skip
    try:
        demand = demand_of(goods, orders)
    except Refusal:  # too few orders on those days to check anything with
        return None, 0
    return _walks(goods, ground, demand, loops, now), demand.days


@dataclass(slots=True)
class _Search:
    """slots: decides, on imagined orders; real, check: the same bins, walked by the orders of both sets of days."""

    slots: Slots
    demand: Demand
    real: Slots
    check: Slots | None
    check_days: int
    cost: MoveCost
    longest: float

    def walk(self) -> float:
        """Metres a day on the days of the decision."""
        return self.real.metres() / self.demand.days

    def checked(self) -> float:
        """Metres a day on the days kept apart."""
        return self.walk() if self.check is None else self.check.metres() / self.check_days

    def run(self, most: int, going: Going) -> tuple[list[Step], bool]:
        """The steps, and whether all that is worth it was found."""
        steps: list[Step] = []
        for turn in range(4):
            before = len(steps)
            ranked = self._look(turn, going)
            if ranked is None:
                return steps, False
            self.slots.learn()
            while ranked and len(steps) < most:
                if not going(len(steps), most, "Choosing the moves that pay back first"):
                    return steps, False
                _, s = heapq.heappop(ranked)
                change, target, partner = self._best(s)
                fresh = self._payback(s, change, target, partner)
                if fresh > self.longest:
                    continue
                if ranked and fresh > ranked[0][0]:
                    heapq.heappush(ranked, (fresh, s))
                    continue
                steps.append(self._do(s, change, target, partner, fresh))
            if len(steps) >= most or len(steps) == before:
                return steps, True
        return steps, True

    def _look(self, turn: int, going: Going) -> list[tuple[float, int]] | None:
        """Every SKU's payback, as a heap; None when stopped."""
        board = self.slots.board
        some = np.flatnonzero(board.movable & (self.demand.lines > 0))
        memory = self._memory()
        ranked: list[tuple[float, int]] = []
        for start in range(0, len(some), _AT_ONCE):
            words = "Looking at every product" if turn == 0 else "Looking again"
            if not going(start, len(some), words):
                return None
            part = some[start : start + _AT_ONCE]
            out = np.zeros(len(part))
            bins, partners = np.empty(len(part), dtype=np.int64), np.empty(len(part), dtype=np.int64)
            self.slots.loops.look(board, part, _PLACES, *memory, out, bins, partners)
            for s, change, target, partner in zip(
                part.tolist(), out.tolist(), bins.tolist(), partners.tolist(), strict=True
            ):
                payback = self._payback(s, change, target, partner)
                if payback <= self.longest:
                    ranked.append((payback, s))
        heapq.heapify(ranked)
        return ranked

    def _best(self, s: int) -> tuple[float, int, int]:
        if not self.slots.board.movable[s]:
            return 0.0, -1, -1
        least, row, found = self._memory()
        change = float(self.slots.loops.best_move(self.slots.board, s, _PLACES, least, row, found))
        return change, int(found[0]), int(found[1])

    def _memory(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        places = len(self.slots.board.distance)
        return np.empty(places), np.empty(places), np.empty(2, dtype=np.int64)

    def _saves(self, change: float) -> float:
        """mm over all imagined orders as metres a day."""
        scale = len(self.demand.orders) / (len(self.slots.board.ptr) - 1)
        return -change / 1_000 * scale / self.demand.days

    def _costs(self, s: int, target: int, partner: int) -> float:
        """Walk from home to both bins and back, and handling of what is carried."""
        board = self.slots.board
        a, b = board.at[s], board.place[target]
        walk = float(board.distance[HOME, a] + board.distance[a, b] + board.distance[b, HOME]) / 1_000
        litres = float(board.litres[s])
        if partner < 0:
            return self.cost.metres(walk, litres)
        return self.cost.metres(walk + float(board.distance[a, b]) / 1_000, litres) + self.cost.metres(
            0.0, float(board.litres[partner])
        )

    def _payback(self, s: int, change: float, target: int, partner: int) -> float:
        return self._costs(s, target, partner) / self._saves(change) if target >= 0 and change < 0 else float("inf")

    def _do(self, s: int, change: float, target: int, partner: int, payback: float) -> Step:
        board = self.slots.board
        source, costs = int(board.bin_of[s]), self._costs(s, target, partner)
        for slots in (self.slots, self.real, self.check):
            if slots is not None:
                slots.loops.change(slots.board, s, target, partner)
        board.movable[s] = False
        if partner >= 0:
            board.movable[partner] = False
        return Step(
            self.slots.goods[s].sku, source, target, self.slots.goods[partner].sku if partner >= 0 else None,
            self._saves(change), costs, payback, self.walk(), self.checked(),
        )  # fmt: skip
