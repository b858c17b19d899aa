"""Which SKUs are ordered together, and how much more often than chance would have it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.optimise.slotting.demand import Demand
from app.optimise.slotting.question import Goods, Numbers


@dataclass(frozen=True, slots=True)
class Pair:
    """Two SKUs. together: orders with both; support: their share of all orders; lift: how many times more often than if
    the two had nothing to do with each other (Brin and others 1997)."""

    one: str
    other: str
    together: int
    support: float
    lift: float


def pairs_of(goods: Sequence[Goods], demand: Demand, *, least: int = 3, most: int = 200) -> tuple[Pair, ...]:
    """Pairs that were ordered together `least` times or more and oftener than chance, by the orders that they have
    beyond chance. The matrix of pairs is kept by its entries: 500,000 of them for 40,000 lines."""
    one, other, together = _entries(demand.orders, len(goods))
    keep = together >= least
    one, other, together = one[keep], other[keep], together[keep]
    orders = len(demand.orders)
    by_chance = demand.lines[one] * demand.lines[other] / orders
    beyond = together - by_chance
    rank = np.lexsort((other, one, -beyond))
    rank = rank[beyond[rank] > 0][:most]
    return tuple(
        Pair(
            goods[one[k]].sku,
            goods[other[k]].sku,
            int(together[k]),
            float(together[k] / orders),
            float(together[k] / by_chance[k]),
        )
        for k in rank
    )


def _entries(orders: Sequence[Numbers], count: int) -> tuple[Numbers, Numbers, Numbers]:
    """The upper half of the matrix of pairs: row, column, number of orders; each entry once."""
    keys = []
    for order in orders:
        skus = np.sort(order)
        first, second = np.triu_indices(len(skus), 1)
        keys.append(skus[first] * count + skus[second])
    found, times = np.unique(np.concatenate(keys), return_counts=True)
    return found // count, found % count, times
