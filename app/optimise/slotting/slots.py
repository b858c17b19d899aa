"""An assignment of goods to bins that can be changed, walked and compared: the board, with its orders and its goods."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from app.optimise.slotting.board import Board
from app.optimise.slotting.demand import Demand
from app.optimise.slotting.engine import PLAIN, Loops
from app.optimise.slotting.limits import fits, kinds_of, reach_of
from app.optimise.slotting.question import HOME, Amounts, Goods, Ground, Numbers

OWN_LINES = 4.0
"""Lines from which on a SKU's own orders count for more than what is usual for its family."""
FEW_TOURS = 5.0
"""Tours of a family from which on they count for more than what is usual for all."""
_TOURS_FOR_USUAL = 2_000
_PLACES = 16
_AT_ONCE = 40

Going = Callable[[int, int, str], bool]
"""Called with done, total and words; false: stop here. What was found so far stays."""


def on_and_on(done: int, total: int, words: str) -> bool:
    """Nobody looks and nobody stops."""
    return True


@dataclass(frozen=True, slots=True)
class Slots:
    """goods and ground of the question; board: who lies where, and the tours of the orders that decide."""

    goods: tuple[Goods, ...]
    ground: Ground
    board: Board
    loops: Loops

    @classmethod
    def of(
        cls, goods: Sequence[Goods], ground: Ground, demand: Demand, tours: Sequence[Numbers], loops: Loops = PLAIN,
        now: Mapping[str, int] | None = None, may_move: NDArray[np.bool_] | None = None,
    ) -> Self:  # fmt: skip
        """tours: the walks that are shortened, each a list of numbers of goods: the demand's orders, or imagined ones.
        now: the bin (its number in the ground) of SKUs that lie somewhere. may_move: (goods) all, where it is None."""
        free = np.ones(len(goods), dtype=np.bool_) if may_move is None else may_move
        made = cls(tuple(goods), ground, _board(goods, ground, demand, tours, free), loops)
        number = {g.sku: at for at, g in enumerate(goods)}
        for sku, face in sorted((now or {}).items()):
            if sku in number:
                loops.put(made.board, number[sku], face)
        return made

    def begin(self) -> None:
        """All goods are down: make the tours. ValueError where one has no bin."""
        lost = [self.goods[at].sku for at in np.flatnonzero(self.board.at < 0)]
        if lost:
            raise ValueError(f"{len(lost)} goods have no bin, {lost[0]} among them")
        self.loops.begin(self.board)
        self.learn()

    def learn(self) -> None:
        """Look anew what a stop at each place adds to a tour of each family."""
        every = max(1, (len(self.board.ptr) - 1) // _TOURS_FOR_USUAL)
        places = len(self.board.distance)
        self.loops.learn_usual(self.board, every, FEW_TOURS, np.empty(places), np.empty(places))

    def tour_metres(self) -> Amounts:
        """How far each tour goes."""
        out = np.zeros(len(self.board.ptr) - 1)
        self.loops.lengths(self.board, out)
        return out / 1_000

    def metres(self) -> float:
        """How far all tours go."""
        return float(self.tour_metres().sum())

    def improve(self, rounds: int = 4, going: Going = on_and_on) -> int:
        """Move goods, the busiest first, each to where it is best, until a round changes little or somebody stops.
        Returns how many moves were made. What was reached when it stops is a whole assignment."""
        board, moved = self.board, 0
        some = np.argsort(-board.rate, kind="stable")
        some = some[board.movable[some]]
        memory = np.empty(len(board.distance)), np.empty(len(board.distance)), np.empty(2, dtype=np.int64)
        for turn in range(rounds):
            self.learn()
            before = moved
            for start in range(0, len(some), _AT_ONCE):
                words = f"Looking for better places, round {turn + 1}"
                if not going(turn * len(some) + start, rounds * len(some), words):
                    return moved
                moved += self.loops.improve(board, some[start : start + _AT_ONCE], _PLACES, *memory)
            if moved - before <= len(some) // 200:
                break
        return moved

    def where(self) -> dict[str, int]:
        """The bin of every SKU, by its number in the ground."""
        return {g.sku: int(b) for g, b in zip(self.goods, self.board.bin_of, strict=True)}


def _board(
    goods: Sequence[Goods], ground: Ground, demand: Demand, tours: Sequence[Numbers], free: NDArray[np.bool_]
) -> Board:  # fmt: skip
    kind, samples = kinds_of(ground.faces)
    of, who, lines = _orders_of(tours, len(goods))
    most = np.array([face.most for face in ground.faces], dtype=np.int64)
    families = int(demand.family.max()) + 1
    return Board(
        distance=ground.distance,
        place=ground.place,
        kind=kind,
        most=most,
        first_at=ground.first_at,
        bins_at=ground.bins_at,
        reach=reach_of(ground.faces),
        fits=fits(goods, samples),
        litres=np.array([g.litres for g in goods]),
        grams=np.array([g.grams for g in goods]),
        movable=np.array([g.measured for g in goods], dtype=np.bool_) & free,
        rate=demand.rate * (len(tours) / len(demand.orders)),
        own=lines / (lines + OWN_LINES),
        of=of,
        who=who,
        bin_of=np.full(len(goods), -1, dtype=np.int64),
        at=np.full(len(goods), -1, dtype=np.int64),
        held=np.full((len(ground.faces), int(most.max())), -1, dtype=np.int64),
        filled=np.zeros(len(ground.faces), dtype=np.int64),
        room=np.array([face.litres for face in ground.faces]),
        load=np.array([face.grams for face in ground.faces]),
        ptr=np.cumsum([0, *map(len, tours)]),
        seq=np.concatenate(tours).astype(np.int64),
        usual=np.tile(2 * ground.distance[HOME], (families, 1)),
        family=demand.family,
    )


def _orders_of(tours: Sequence[Numbers], count: int) -> tuple[Numbers, Numbers, Amounts]:
    """For each SKU the orders that ask for it, ascending, and how many they are."""
    sku = np.concatenate(tours)
    order = np.repeat(np.arange(len(tours)), [len(tour) for tour in tours])
    sort = np.argsort(sku, kind="stable")
    lines = np.bincount(sku, minlength=count)
    return np.concatenate([[0], np.cumsum(lines)]), order[sort], lines.astype(np.float64)
