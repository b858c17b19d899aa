"""Opening stock: deliveries at the inbound lanes and their put-away, for an empty warehouse.

- Every article gets a pick face (slots.py): hazardous goods in H, chilled in E, frozen in F; of the ambient ones the
  busiest in the flow racks D, bulky ones on the floor of hall C, small ones in S, the rest on the shelves B.
- A face holds what the orders ask for and three tenths more, at least a case (two for A sellers) where the bin
  allows; an under-stocked article (demand.py) gets its short figure and nothing in reserve.
- Reserve: pallets with an SSCC in the high-bay A, above hall C and in the block stacks G, best sellers near the
  docks, `reserve_fill` of the bins taken; chilled and frozen reserve as loose cases on the top level, and better
  sellers on free shelves of B. A hundredth of the reserve pallets is received for inspection.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.services.demo_data.building import Building
from app.services.demo_data.catalogue import Article
from app.services.demo_data.demand import demand_of
from app.services.demo_data.faces import assign_faces
from app.services.demo_data.lots import Lot, LotPrinter
from app.services.demo_data.reserve import Reserve, plan_reserve
from app.services.demo_data.sales import Sales
from app.services.demo_data.seeded import chance
from app.services.demo_data.spec import DemoSpec

SECOND_LOT_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """One line of receive_batch_v1, with codes where it takes ids."""

    sku: str
    quantity: int
    location: str
    lot: str | None
    expires_on: date | None
    sscc: str | None = None
    status: str = "available"


@dataclass(frozen=True, slots=True)
class PutAwayLine:
    """One loose line of move_batch_v1 (kind putaway), with codes where it takes ids; lot by its number."""

    sku: str
    quantity: int
    source: str
    target: str
    lot: str | None
    status: str = "available"


@dataclass(frozen=True, slots=True)
class PutAwayUnit:
    """One whole pallet of move_hu_v1."""

    sscc: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class OpeningStock:
    """What is received and where it goes, in the order to post: all receipts, then put-aways.

    faces: the pick faces of each SKU, the main one first. under_stocked: SKUs short on purpose.
    incomplete_orders: orders that cannot ship complete because of them, served in order of time.
    """

    receipts: tuple[ReceiveLine, ...]
    put_aways: tuple[PutAwayLine, ...]
    pallets: tuple[PutAwayUnit, ...]
    faces: dict[str, tuple[str, ...]]
    under_stocked: tuple[str, ...]
    incomplete_orders: int


def plan_opening_stock(
    spec: DemoSpec, sales: Sales, articles: Sequence[Article], building: Building, today: date
) -> OpeningStock:
    """Stock the building for the sales. Refuses (`demo.no_room`) where the assortment does not fit.

    today: the database's date; lots expire after it. `articles` in the order of `sales.products`.
    """
    demand = demand_of(sales.orders, spec)
    faces = assign_faces(articles, demand, building)
    reserve = plan_reserve(articles, demand, building, faces, spec.reserve_fill)
    printer = LotPrinter(today, spec.seed)
    loose: list[tuple[PutAwayLine, Lot | None]] = []
    for article in articles:
        for target, quantity in faces[article.sku]:
            loose += [
                _loose(article, part, target.code, lot, building) for lot, part in _split(article, quantity, printer)
            ]
    loose += [
        _loose(place.article, place.quantity, place.bin.code, printer.in_reserve(place.article, place.index), building)
        for place in reserve
        if place.sscc is None
    ]
    pallets = [_pallet(place, printer, building, spec.seed) for place in reserve if place.sscc is not None]
    short = tuple(article.sku for article in articles if article.product_id in demand.short)
    return OpeningStock(
        (*_loose_receipts(loose), *(line for line, _ in pallets)),
        tuple(line for line, _ in loose),
        tuple(unit for _, unit in pallets),
        {sku: tuple(b.code for b, _ in places) for sku, places in faces.items()},
        short,
        demand.incomplete,
    )


def _split(article: Article, quantity: int, printer: LotPrinter) -> list[tuple[Lot | None, int]]:
    """The face's quantity as one lot, or for one article in five as an older and a younger one."""
    first, second = printer.at_face(article), printer.at_face(article, 1)
    if first is None or second is None or quantity < 4 or first.number == second.number:
        return [(first, quantity)]
    if chance(printer.seed, "second lot", article.sku) >= SECOND_LOT_SHARE:
        return [(first, quantity)]
    older = max(1, quantity // 3)
    return [(first, older), (second, quantity - older)]


def _loose(
    article: Article, quantity: int, target: str, lot: Lot | None, building: Building
) -> tuple[PutAwayLine, Lot | None]:
    return PutAwayLine(article.sku, quantity, _lane(article, building), target, lot.number if lot else None), lot


def _loose_receipts(loose: Sequence[tuple[PutAwayLine, Lot | None]]) -> list[ReceiveLine]:
    """One receipt for each article and lot at its lane."""
    total: dict[tuple[str, str, Lot | None], int] = {}
    for line, lot in loose:
        key = (line.sku, line.source, lot)
        total[key] = total.get(key, 0) + line.quantity
    return [
        ReceiveLine(sku, quantity, lane, lot.number if lot else None, lot.expires_on if lot else None)
        for (sku, lane, lot), quantity in total.items()
    ]


def _pallet(place: Reserve, printer: LotPrinter, building: Building, seed: int) -> tuple[ReceiveLine, PutAwayUnit]:
    lot, lane = printer.in_reserve(place.article, place.index), _lane(place.article, building)
    sscc = place.sscc or ""
    held = place.surplus and chance(seed, "inspection", sscc) < 0.01
    line = ReceiveLine(
        place.article.sku,
        place.quantity,
        lane,
        lot.number if lot else None,
        lot.expires_on if lot else None,
        sscc,
        "inspection" if held else "available",
    )
    return line, PutAwayUnit(sscc, lane, place.bin.code)


def _lane(article: Article, building: Building) -> str:
    """The inbound lane: the last ones are for cold goods, the others take turns by article."""
    lanes = [area.code for area in building.areas("receiving")]
    if article.temperature_class != "ambient":
        return lanes[-1]
    return lanes[article.product_id % max(1, len(lanes) - 1)]
