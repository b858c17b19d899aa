"""The pick faces of the whole assortment: pools by temperature, hazard, size and turnover."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.services.demo_data.building import Building
from app.services.demo_data.catalogue import Article
from app.services.demo_data.demand import Demand
from app.services.demo_data.racking import Bin, Point
from app.services.demo_data.slots import Pool, pool_of, sharing_needed

Places = list[tuple[Bin, int]]

SAFETY = 1.3
_SMALL_LITRES = 0.75
_FLOW_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class _Pools:
    hazard: Pool
    chilled: Pool
    frozen: Pool
    flow: Pool
    floor: Pool
    small: Pool
    shelf: Pool

    def suiting(self, article: Article, quantity: int, busy: bool) -> tuple[Pool, ...]:
        """The pools for an article, best first; `busy` articles belong into the flow racks."""
        if article.temperature_class == "chilled":
            return (self.chilled,)
        if article.temperature_class == "frozen":
            return (self.frozen,)
        if article.hazard != "none":
            return (self.hazard,)
        if quantity * article.litres() > 140 or quantity * article.weight > 80_000:
            return self.floor, self.flow, self.shelf, self.small
        if busy:
            return self.flow, self.shelf, self.small, self.floor
        if article.litres() <= _SMALL_LITRES:
            return self.small, self.shelf, self.flow, self.floor
        return self.shelf, self.small, self.flow, self.floor


def assign_faces(articles: Sequence[Article], demand: Demand, building: Building) -> dict[str, Places]:
    """Pick faces and quantities by SKU; refuses (`demo.no_room`) where an article finds no place.

    Busiest first: by order lines of the chosen orders, then of the year.
    """
    pools = _pools(articles, building)
    ranked = sorted(articles, key=lambda a: (-demand.lines.get(a.product_id, 0), -a.lines, a.product_id))
    dry = [a.sku for a in ranked if a.temperature_class == "ambient" and a.hazard == "none"]
    busy = frozenset(dry[: round(len(pools.flow.faces) * _FLOW_SHARE)])
    faces: dict[str, Places] = {}
    for article in ranked:
        wanted = face_quantity(article, demand)
        suiting = pools.suiting(article, wanted, article.sku in busy)
        faces[article.sku] = _place(article, wanted, demand.units.get(article.product_id, 0), suiting)
    return faces


def face_quantity(article: Article, demand: Demand) -> int:
    """Pieces for the pick face: demand and a margin, at least a case (two for A sellers) up to 40 l and 40 kg."""
    if article.product_id in demand.short:
        return demand.short[article.product_id]
    asked = math.ceil(demand.units.get(article.product_id, 0) * SAFETY) + 1
    cases = article.level("case").quantity * (2 if article.abc_class == "A" else 1)
    handy = int(min(40 / article.litres(), 40_000 / article.weight))
    return max(asked, min(cases, handy), 1)


def _place(article: Article, quantity: int, needed: int, suiting: Sequence[Pool]) -> Places:
    placed: Places = []
    left = quantity
    for pool in suiting:
        got = pool.place(article, left)
        placed += got
        left -= sum(n for _, n in got)
        if not left:
            return placed
    for pool in suiting:
        got = pool.squeeze(article, min(left, max(1, needed - (quantity - left))))
        placed += got
        left -= sum(n for _, n in got)
        if quantity - left >= needed and placed:
            return placed
    if not placed or quantity - left < min(needed, quantity):
        raise Refusal(
            "demo.no_room",
            f"{article.sku} ({article.name}) finds no {article.temperature_class} pick face in this building.",
            "Ask for more bins, or for fewer orders or articles.",
        )
    return placed


def _pools(articles: Sequence[Article], building: Building) -> _Pools:
    line: Point = _middle(building)
    bins = building.bins()

    def zone(code: str) -> list[Bin]:
        return [b for b in bins if b.zone == code and b.kind == "pick"]

    def count(temperature: str, hazardous: bool) -> int:
        return sum(a.temperature_class == temperature and (a.hazard != "none") == hazardous for a in articles)

    flow, small, shelf, floor = zone("D"), zone("S"), zone("B"), zone("C")
    shared = sharing_needed(max(0, count("ambient", False) - len(flow) - len(floor)), [*small, *shelf])
    return _Pools(
        pool_of(zone("H"), line, building.seed, sharing_needed(count("ambient", True), zone("H"))),
        pool_of(zone("E"), line, building.seed, sharing_needed(count("chilled", False), zone("E"))),
        pool_of(zone("F"), line, building.seed, sharing_needed(count("frozen", False), zone("F"))),
        pool_of(flow, line, building.seed),
        pool_of(floor, line, building.seed),
        pool_of(small, line, building.seed, shared),
        pool_of(shelf, line, building.seed, shared),
    )


def _middle(building: Building) -> Point:
    stations = building.areas("packing")
    return (
        sum(area.box.x for area in stations) / len(stations),
        sum(area.box.y for area in stations) / len(stations),
    )
