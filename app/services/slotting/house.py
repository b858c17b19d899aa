"""The house as slotting asks for it, read from the database: bins, the goods in them, and what was picked."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.domain.errors import Refusal
from app.optimise.routing import Face, Floor, Stop, TravelMap, build_travel_map
from app.optimise.slotting import Goods, Ground, Order, PickFace, ground_of
from db.engine import Database

FULL = 0.98
"""Share of a storage class's limits that a bin is filled to."""
SEVERAL, ON_UNIT, HELD = "lies in several pick faces", "stands on a handling unit", "is on hold"
PLANNED, UNMEASURED = "is to be moved already", "nobody has measured it"
KEPT = "kept where it is"
_MANY = MappingProxyType({
    SEVERAL: "they lie in several pick faces", ON_UNIT: "they stand on handling units", HELD: "they are on hold",
    PLANNED: "they are to be moved already", UNMEASURED: "nobody has measured them",
})  # fmt: skip
_NO_LIMIT = 1e12
_SLOW = 60.0


@dataclass(frozen=True, slots=True)
class House:
    """goods: products that lie in pick faces; product: their rows by SKU; now: the bin of each (number of the ground);
    location: the location id of each bin; fixed: SKUs that stay, with why; notes: what could not be looked at."""

    goods: tuple[Goods, ...]
    product: Mapping[str, Any]
    ground: Ground
    travel: TravelMap
    location: tuple[int, ...]
    now: Mapping[str, int]
    fixed: Mapping[str, str]
    orders: tuple[Order, ...]
    notes: tuple[str, ...]


def read_house(
    door: Database, warehouse: int, since: datetime, until: datetime, progress: Callable[[str], object]
) -> House:  # fmt: skip
    """Some seconds for 10,000 bins. Refuses where there are no pick faces, no place to begin a walk, or no picks."""

    def rows(name: str, **more: Any) -> Sequence[Any]:
        return door.query(name, warehouse=warehouse, deadline=_SLOW, **more)

    progress("Reading bins and their stock")
    faces = [row for row in rows("slotting_faces") if not row.blocked and min(row.width or 0, row.depth or 0) > 0]
    if not faces:
        raise Refusal(
            "slotting.no_faces", "This warehouse has no pick faces with a size.",
            "Draw bins of the kind pick in the layout editor, or enter their sizes.",
        )  # fmt: skip
    number = {row.location_id: at for at, row in enumerate(faces)}
    stock = [row for row in rows("slotting_stock") if row.location_id in number]
    progress("Reading what was picked")
    walks = rows("slotting_walks", since=since, until=until)
    wanted = sorted({row.product_id for row in stock} | {one for walk in walks for one in walk.products})
    products = {row.product_id: row for row in door.query("slotting_products", products=wanted, deadline=_SLOW)}
    lying, fixed = _places(stock, products, number)
    sku = {one: row.sku for one, row in products.items()}
    orders = tuple(Order(walk.day.toordinal(), tuple(sku[p] for p in walk.products if p in sku)) for walk in walks)
    progress("Measuring the ways")
    travel = build_travel_map(walking_floor(rows("slotting_racks"), rows("fixtures")))
    classes = _classes(faces, lying, products)
    goods = tuple(_goods(products[p], quantity, classes[p]) for p, (_, quantity) in sorted(lying.items()))
    ground = ground_of(travel, _faces(faces, stock, lying), _home(rows("pack_line")))
    lost = len({one for walk in walks for one in walk.products} - set(lying))
    notes = _notes(goods, fixed, lost, any(row.hazard_class for row in products.values()))
    return House(
        goods, {row.sku: row for row in products.values()}, ground, travel, tuple(row.location_id for row in faces),
        {sku[p]: at for p, (at, _) in lying.items()}, {sku[p]: why for p, why in fixed.items()}, orders, notes,
    )  # fmt: skip


def _places(
    stock: Sequence[Any], products: Mapping[int, Any], number: Mapping[int, int]
) -> tuple[dict[int, tuple[int, float]], dict[int, str]]:  # fmt: skip
    """Where each product lies (the bin with most of it) and how much of it, and those that stay, with why."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in stock:
        found[row.product_id].append(row)
    lying: dict[int, tuple[int, float]] = {}
    fixed: dict[int, str] = {}
    for product, rows in found.items():
        most = max(rows, key=lambda row: (row.quantity, -row.location_id))
        lying[product] = number[most.location_id], most.quantity
        why = (
            SEVERAL if len(rows) > 1
            else ON_UNIT if not most.loose
            else HELD if most.held
            else PLANNED if most.planned
            else UNMEASURED if not _measured(products[product])
            else ""
        )  # fmt: skip
        if why:
            fixed[product] = why
    return lying, fixed


def _measured(row: Any) -> bool:
    return bool(row.length and row.width and row.height and row.weight)


def _goods(row: Any, quantity: float, classes: frozenset[str]) -> Goods:
    return Goods(
        row.sku, row.length or 0, row.width or 0, row.height or 0, row.weight or 0, max(1.0, quantity), classes,
        bool(row.this_side_up), row.category or "",
    )  # fmt: skip


def _classes(
    faces: Sequence[Any], lying: Mapping[int, tuple[int, float]], products: Mapping[int, Any]
) -> dict[int, frozenset[str]]:  # fmt: skip
    """The storage classes that a product may lie in: its own; and, where hazards are kept in the product data, those of
    the same temperature that no hazardous goods lie in. Hazardous goods never leave their class."""
    temperature = {row.class_code or "": row.temperature_class for row in faces}
    own = {product: faces[at].class_code or "" for product, (at, _) in lying.items()}
    hazardous = {product for product in lying if products[product].hazard_class}
    apart = {own[product] for product in hazardous}
    found = {}
    for product, here in own.items():
        others = {c for c in temperature if temperature[c] == temperature[here] and c not in apart}
        free = bool(hazardous) and product not in hazardous and here not in apart
        found[product] = frozenset({here} | (others if free else set()))
    return found


def _faces(faces: Sequence[Any], stock: Sequence[Any], lying: Mapping[int, tuple[int, float]]) -> list[PickFace]:
    """The bins, with what is left of them for the goods of this question: other stock in a bin leaves none."""
    here: Counter[int] = Counter(at for at, _ in lying.values())
    beside: Counter[int] = Counter(row.location_id for row in stock)
    number = {row.location_id: at for at, row in enumerate(faces)}
    extra = {number[location]: count - here[number[location]] for location, count in beside.items()}
    shared: Counter[str] = Counter()
    for at, row in enumerate(faces):
        shared[row.class_code or ""] = max(shared[row.class_code or ""], here[at])
    made = []
    for at, row in enumerate(faces):
        room = (row.max_volume or _NO_LIMIT) * FULL if not extra.get(at) else 0.0
        most = max(here[at], 1 if row.mixing in ("none", "same") else shared[row.class_code or ""], 1)
        made.append(
            PickFace(
                row.code, _stop(row), row.class_code or "", row.z, row.width, row.depth,
                min(row.height or _NO_LIMIT, row.max_height or _NO_LIMIT), room,
                (row.max_weight or _NO_LIMIT) * FULL, most,
            )
        )  # fmt: skip
    return made


def _stop(row: Any) -> Stop:
    return Stop(row.x, row.y, (row.zone_code or "", row.aisle or "") if row.racked else None)


def walking_floor(racks: Sequence[Any], fixtures: Sequence[Any]) -> Floor:
    """The floor of the rows of `slotting_racks` and `fixtures`: faces of racks, walls, and doors in walls."""
    faces = tuple(Face((r.zone_code, r.aisle), r.x, r.y, r.angle, r.length, r.depth) for r in racks)
    walls = [[(float(x), float(y)) for x, y in f.points] for f in fixtures if f.kind == "wall"]
    doors = [((w[0][0] + w[-1][0]) / 2, (w[0][1] + w[-1][1]) / 2) for w in walls if w[0] != w[-1]]
    return Floor(faces, tuple(tuple(wall) for wall in walls), tuple(doors))


def _home(places: Sequence[Any]) -> Stop:
    """Walks begin and end in the middle of the pack line; without one where goods are staged, or at a dock."""
    if not places:
        raise Refusal(
            "slotting.no_home", "There is no packing place that a walk could begin at.",
            "Draw a packing place, a staging lane or a dock in the layout editor.",
        )  # fmt: skip
    best = [row for row in places if row.kind == places[0].kind]
    middle = best[len(best) // 2]
    return Stop(middle.x, middle.y)


def _notes(goods: Sequence[Goods], fixed: Mapping[int, str], lost: int, hazards: bool) -> tuple[str, ...]:
    notes = [_stay(count, why) for why, count in Counter(fixed.values()).most_common()]
    if not hazards:
        notes.append("No product has a hazard class, so all stay within their storage class.")
    if lost:
        notes.append(f"{lost:,} picked products lie in no pick face now.")
    if goods and len(fixed) == len(goods):
        notes.insert(0, "No product may be moved.")
    return tuple(notes)


def _stay(count: int, why: str) -> str:
    """So many products stay, and why, in a sentence."""
    if count > 1:
        return f"{count:,} products stay: {_MANY[why]}."
    return f"1 product stays: {why if why == UNMEASURED else f'it {why}'}."
