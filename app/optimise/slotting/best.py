"""The whole floor slotted anew: by what a stop at each place usually adds to a walk, then by the walks themselves."""

from collections.abc import Sequence

import numpy as np

from app.optimise.slotting.demand import Demand, demand_of
from app.optimise.slotting.engine import PLAIN, Loops
from app.optimise.slotting.question import Goods, Ground, Numbers, Order
from app.optimise.slotting.rules import by_aisles, put_cheapest
from app.optimise.slotting.slots import Going, Slots, on_and_on

IMAGINED_LINES = 24_000
"""Lines that are imagined, at least as many as there were; more steadies the answer and takes longer."""
_TURNS = 8


def imagined_for(demand: Demand, seed: int) -> tuple[Numbers, ...]:
    """Orders that may well come, as many times those that came as steadies the answer."""
    return demand.imagined(max(1, round(IMAGINED_LINES / max(1.0, float(demand.lines.sum())))), seed)


def slot_anew(
    goods: Sequence[Goods], ground: Ground, orders: Sequence[Order], loops: Loops = PLAIN, *, seed: int = 0,
    rounds: int = 4, going: Going = on_and_on,
) -> Slots:  # fmt: skip
    """The best assignment of all goods, wherever they lie now; some ten seconds for 4,000 SKUs with numba.

    Start: the busiest first, aisle by aisle. Then again and again each to where a stop of its family adds least to the
    walks of the assignment before, so that aisles which are walked anyway fill up; the best of these is kept, and
    improved tour by tour. Refuses as demand_of does, and (`slotting.no_room`) where goods find no bin.
    """
    demand = demand_of(goods, orders)
    tours = imagined_for(demand, seed)
    here = Slots.of(goods, ground, demand, tours, loops)
    by_aisles(here, -demand.rate)
    here.begin()
    best = here
    for turn in range(_TURNS):
        if not going(turn, _TURNS, "Filling the aisles that are walked anyway"):
            return best
        after = Slots.of(goods, ground, demand, tours, loops)
        np.copyto(after.board.usual, here.board.usual)
        put_cheapest(after, -demand.rate)
        after.begin()
        here = after
        best = min(best, here, key=Slots.metres)
    best.improve(rounds, going)
    return best
