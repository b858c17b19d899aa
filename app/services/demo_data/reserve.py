"""Reserve stock: pallets in the high-bay, above hall C and in the block stacks; cold reserve on the top levels;
loose cases of better sellers on shelves that no article was given."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.services.demo_data.building import Building
from app.services.demo_data.catalogue import Article
from app.services.demo_data.demand import Demand
from app.services.demo_data.faces import Places
from app.services.demo_data.gs1 import sscc18
from app.services.demo_data.racking import Bin
from app.services.demo_data.seeded import between, chance
from app.services.demo_data.zone_kinds import LIMITS

_FULLNESS = {"A": (0.6, 1.0), "B": (0.3, 0.8), "C": (0.1, 0.4)}


@dataclass(frozen=True, slots=True)
class Reserve:
    """One reserve place: pieces of one article; sscc where they stand on a pallet of their own.

    index counts the article's reserve places. surplus: the faces alone cover the orders.
    """

    article: Article
    bin: Bin
    quantity: int
    index: int
    sscc: str | None
    surplus: bool


def plan_reserve(
    articles: Sequence[Article], demand: Demand, building: Building, faces: Mapping[str, Places], fill: float
) -> tuple[Reserve, ...]:
    """Fill the share `fill` of the reserve bins, best sellers first and nearest to the inbound lanes."""
    stocked = [article for article in articles if article.product_id not in demand.short]
    taken = {b.code for places in faces.values() for b, _ in places}
    free = [b for b in building.bins() if b.code not in taken and (b.kind == "storage" or b.zone == "B")]
    places: list[Reserve] = []
    counts: Counter[str] = Counter()
    for zones, wanted in (("AC", _dry), ("G", _drinks), ("E", _chilled), ("F", _frozen), ("B", _handy)):
        bins = _near_inbound([b for b in free if b.zone in zones], building, fill)
        takers = [article for article in stocked if wanted(article)]
        for place in _fill(takers, bins, demand, faces, building.seed):
            number = len(places) + 1
            places.append(
                replace(place, index=counts[place.article.sku], sscc=sscc18(number) if _on_pallet(place.bin) else None)
            )
            counts[place.article.sku] += 1
    return tuple(places)


def _dry(article: Article) -> bool:
    return article.temperature_class == "ambient" and article.hazard == "none"


def _drinks(article: Article) -> bool:
    return _dry(article) and article.this_side_up and article.weight > 1_500


def _chilled(article: Article) -> bool:
    return article.temperature_class == "chilled"


def _frozen(article: Article) -> bool:
    return article.temperature_class == "frozen"


def _near_inbound(bins: list[Bin], building: Building, fill: float) -> list[Bin]:
    """The bins that will be taken, nearest to the inbound lanes first; the holes are drawn by seed."""
    lane = building.areas("receiving")[0].box
    taken = [b for b in bins if chance(building.seed, "taken", b.code) < fill]
    return sorted(taken, key=lambda b: (abs(b.x - lane.x) + abs(b.y - lane.y) + 2_000 * b.level, b.code))


def _handy(article: Article) -> bool:
    return _dry(article) and article.abc_class != "C" and max(article.length, article.width, article.height) <= 380


def _on_pallet(b: Bin) -> bool:
    return b.storage_class in ("PALLET", "BLOCK")


def _fill(
    takers: Sequence[Article], bins: Sequence[Bin], demand: Demand, faces: Mapping[str, Places], seed: int
) -> Iterator[Reserve]:
    if not takers:
        return
    for article, b in _dealt(takers, bins):
        limit = LIMITS[b.storage_class]
        pallet, case = article.level("pallet"), article.level("case").quantity
        share = between(*_FULLNESS[article.abc_class], seed, "fullness", b.code)
        most = min(limit.max_volume * 0.8 / article.litres(), limit.max_weight * 0.9 / article.weight, pallet.quantity)
        cases = max(1, int(most * share / case))
        if cases * case > most or (_on_pallet(b) and pallet.height > limit.max_height):
            continue
        at_faces = sum(quantity for _, quantity in faces[article.sku])
        surplus = at_faces >= demand.units.get(article.product_id, 0)
        yield Reserve(article, b, cases * case, 0, None, surplus)


def _dealt(takers: Sequence[Article], bins: Sequence[Bin]) -> Iterator[tuple[Article, Bin]]:
    """Bins dealt to articles: the best fifth of the sellers takes three in a row, the next two fifths two."""
    hands = [
        article
        for rank, article in enumerate(takers)
        for _ in range(3 if rank * 5 < len(takers) else 2 if rank * 5 < 3 * len(takers) else 1)
    ]
    yield from zip(hands, bins, strict=False)
