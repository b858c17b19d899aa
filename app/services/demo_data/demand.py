"""What the chosen orders ask of each article, and which articles are short on purpose."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.demo_data.sales import Basket
from app.services.demo_data.seeded import between, chance
from app.services.demo_data.spec import DemoSpec

# At most this share of the orders may miss something, so that at least 97 in 100 can ship complete.
SPOILED_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Demand:
    """units and lines of the orders by article number; short: units that an under-stocked article gets instead.

    incomplete: how many orders, served in order of time, cannot be filled because of them.
    """

    units: Mapping[int, int]
    lines: Mapping[int, int]
    short: Mapping[int, int]
    incomplete: int


def demand_of(orders: Sequence[Basket], spec: DemoSpec) -> Demand:
    """Count the orders and choose the under-stocked: drawn by seed among articles of two to eight order lines, each
    given 55 to 85 % of its demand (one piece at least), until the share of articles or of orders is used up."""
    units: Counter[int] = Counter()
    lines: Counter[int] = Counter()
    for order in orders:
        for line in order.lines:
            units[line.product_id] += line.quantity
            lines[line.product_id] += 1
    drawn = sorted(
        (product for product, n in lines.items() if 2 <= n <= 8),
        key=lambda product: chance(spec.seed, "under-stocked", product),
    )
    short: dict[int, int] = {}
    missed: set[int] = set()
    for product in drawn[: math.ceil(spec.under_stocked * len(units))]:
        kept = min(units[product] - 1, max(1, int(units[product] * between(0.55, 0.85, spec.seed, "kept", product))))
        now = missed | _unserved(orders, product, kept)
        if len(now) <= SPOILED_SHARE * len(orders):
            short[product], missed = kept, now
    return Demand(units, lines, short, len(missed))


def _unserved(orders: Sequence[Basket], product: int, stock: int) -> set[int]:
    """Baskets that find too little when orders are served one after the other."""
    missed = set()
    for order in orders:
        wanted = sum(line.quantity for line in order.lines if line.product_id == product)
        if wanted > stock:
            missed.add(order.basket_id)
        stock = max(0, stock - wanted)
    return missed
