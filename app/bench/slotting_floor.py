"""The demo's house, goods and orders as slotting asks for them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.optimise.routing import Stop, TravelMap, build_travel_map, floor_of
from app.optimise.slotting import Goods, Ground, Order, PickFace, ground_of
from app.services.demo_data.building import Building, build
from app.services.demo_data.catalogue import Article, catalogue
from app.services.demo_data.racking import Bin
from app.services.demo_data.sales import read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.zone_kinds import LIMITS

DRY = frozenset({"SHELF", "SMALL", "FLOW", "PICK-PALLET"})
COLD = {"chilled": frozenset({"CHILL-SHELF"}), "frozen": frozenset({"FROZEN-SHELF"})}
HAZARD = frozenset({"HAZARD"})
USABLE, CARRIED, FREE = 0.82, 0.95, 0.9
"""Share of a bin's volume and weight that is used, and of the bins: goods do not fill a bin like water, and some bins
of a house are always free."""


@dataclass(frozen=True, slots=True)
class SlottingFloor:
    """The question of the bench: goods, bins, home (the middle of the pack line), orders of single customers."""

    goods: tuple[Goods, ...]
    ground: Ground
    travel: TravelMap
    home: Stop
    orders: tuple[Order, ...]


def demo_floor(spec: DemoSpec) -> SlottingFloor:
    """The demo as it is opened; some seconds for a year of orders."""
    sales = read_sales(spec)
    articles, building = catalogue(sales.products, spec.seed), build(spec)
    goods = tuple(_goods(article) for article in articles)
    travel = build_travel_map(floor_of(building.document()))
    home = _home(building)
    faces = [b for b in building.bins() if b.kind == "pick"]
    ground = ground_of(travel, _faces(faces, goods), home)
    sku = {article.product_id: article.sku for article in articles}
    orders = tuple(
        Order(basket.sold_at.date().toordinal(), tuple(sku[line.product_id] for line in basket.lines))
        for basket in sales.orders
    )
    return SlottingFloor(goods, ground, travel, home, orders)


def some_days(orders: Sequence[Order], seed: int, share: float = 0.25) -> tuple[list[Order], list[Order]]:
    """Orders to decide by and orders of other days. Seed 0 keeps the last days apart, other seeds days drawn by lot."""
    days = sorted({order.day for order in orders})
    apart = round(len(days) * share)
    drawn = days[-apart:] if seed == 0 else np.random.default_rng(seed).permutation(days)[:apart].tolist()
    kept = frozenset(drawn)
    return [o for o in orders if o.day not in kept], [o for o in orders if o.day in kept]


def _goods(article: Article) -> Goods:
    """A face holds a case, two of an A seller, up to 40 l and 40 kg; never less than a piece."""
    handy = int(min(40 / article.litres(), 40_000 / article.weight))
    pieces = max(1, min(article.level("case").quantity, handy))
    return Goods(
        article.sku, article.length, article.width, article.height, article.weight, pieces, _classes(article),
        article.this_side_up, article.category,
    )  # fmt: skip


def _classes(article: Article) -> frozenset[str]:
    if article.hazard != "none":
        return HAZARD
    return COLD.get(article.temperature_class, DRY)


def _faces(bins: Sequence[Bin], goods: Sequence[Goods]) -> list[PickFace]:
    most = {code: n for group in (DRY, *COLD.values(), HAZARD) for code, n in _sharing(group, bins, goods).items()}
    faces = []
    for b in bins:
        limit = LIMITS[b.storage_class]
        faces.append(
            PickFace(
                b.code, Stop(b.x, b.y, (b.zone, f"{b.aisle:02d}")), b.storage_class, b.z, b.width, b.depth,
                min(b.height, limit.max_height), limit.max_volume * USABLE, limit.max_weight * CARRIED,
                most[b.storage_class],
            )
        )  # fmt: skip
    return faces


def _sharing(group: frozenset[str], bins: Sequence[Bin], goods: Sequence[Goods]) -> dict[str, int]:
    """How many SKUs a bin of each class must take, where it may take several, for all of the group to find room."""
    here = [b for b in bins if b.storage_class in group]
    mixing = {code for code in group if LIMITS[code].product_mixing == "any"}
    shared = sum(b.storage_class in mixing for b in here)
    asked = sum(bool(g.classes & group) for g in goods) - (len(here) - shared)
    needed = max(1, math.ceil(asked / max(1.0, FREE * shared)))
    return {code: needed if code in mixing else 1 for code in group}


def _home(building: Building) -> Stop:
    benches = building.areas("packing")
    middle = benches[len(benches) // 2].box
    return Stop(middle.x, middle.y)
