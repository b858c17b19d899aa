"""What will be asked for, learnt from what was: rates drawn towards those of the family, and orders that may well come.

What a SKU was asked for in a month says little when it was asked for once. So a rate is the mean of a gamma-Poisson
model whose prior is the family's mean, and that of all goods where the family is small (Robbins 1956, empirical Bayes).
Orders are imagined on the pattern of real ones: a line keeps its SKU the more surely the more lines that SKU has, else
another of its family stands in. So walks are shortened that will be walked, and not only those that were.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.errors import Refusal
from app.optimise.slotting.question import Amounts, Goods, Numbers, Order

PRIOR_LINES = 1.0
"""How many periods like this one the family's mean counts for in a SKU's rate."""
FAMILY_GOODS = 10.0
"""Goods of average demand that are added to each family."""
KEPT_LINES = 3.0
"""Lines from which on a SKU's own lines are kept more often than another of its family stands in."""


@dataclass(frozen=True, slots=True)
class Demand:
    """orders: those of the period, with the numbers of their SKUs; lines, rate: (goods) counted, and expected in such a
    period; family: (goods) number of the family; days: on which something was picked."""

    orders: tuple[Numbers, ...]
    lines: Amounts
    rate: Amounts
    family: Numbers
    days: int

    def imagined(self, times: int, seed: int) -> tuple[Numbers, ...]:
        """`times` as many orders as there were, on the pattern of each."""
        draw = np.random.default_rng(seed)
        members = [np.flatnonzero(self.family == c) for c in range(int(self.family.max()) + 1)]
        chances = [np.cumsum(self.rate[m]) / self.rate[m].sum() for m in members]
        made = []
        for _ in range(times):
            for order in self.orders:
                keep = draw.random(len(order)) * (self.lines[order] + KEPT_LINES) >= KEPT_LINES
                luck = draw.random(len(order))
                skus = [
                    s if kept else members[c][np.searchsorted(chances[c], one)]
                    for s, kept, c, one in zip(order, keep, self.family[order], luck, strict=True)
                ]
                made.append(np.array(list(dict.fromkeys(skus)), dtype=np.int64))
        return tuple(made)


def demand_of(goods: Sequence[Goods], orders: Sequence[Order]) -> Demand:
    """Count and believe. Lines of goods that are not asked about are left out. Refuses (`slotting.no_history`) where no
    order has any of these goods, and (`slotting.one_order`) where only one has."""
    number = {g.sku: at for at, g in enumerate(goods)}
    found = [(o.day, [number[sku] for sku in dict.fromkeys(o.skus) if sku in number]) for o in orders]
    kept = [(day, np.array(skus, dtype=np.int64)) for day, skus in found if skus]
    if len(kept) < 2:
        raise Refusal(
            "slotting.one_order" if kept else "slotting.no_history",
            "Only one order was picked in this period: that says nothing about the next ones." if kept
            else "Nothing was picked in this period that a product could be placed by.",
            "Choose a longer period, or come back when some days of orders have been picked.",
        )  # fmt: skip
    names = {name: at for at, name in enumerate(sorted({g.family for g in goods}))}
    family = np.array([names[g.family] for g in goods], dtype=np.int64)
    lines = np.bincount(np.concatenate([skus for _, skus in kept]), minlength=len(goods)).astype(np.float64)
    mean = (np.bincount(family, lines) + FAMILY_GOODS * lines.mean()) / (np.bincount(family) + FAMILY_GOODS)
    rate = (lines + PRIOR_LINES * mean[family]) / (1 + PRIOR_LINES)
    return Demand(tuple(skus for _, skus in kept), lines, rate, family, len({day for day, _ in kept}))
