"""Answers of the explorer's services with fixed goods and times, for pictures, lints and tests of the page."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace as Row
from typing import Any
from uuid import UUID

from app.domain.errors import Refusal
from app.services.inventory import Facet, Facets, Place, Search, StockPage, Value, View
from app.ui.showcase.samples import MOMENT

GOODS = (
    ("40-1180", "Bowl 0.6 l, oak", "Tableware"),
    ("40-2217", "Mug 0.3 l, graphite", "Tableware"),
    ("40-2219", "Mug 0.3 l, cream", "Tableware"),
    ("40-2231", "Plate 26 cm, graphite", "Tableware"),
    ("40-2240", "Plate 20 cm, cream", "Tableware"),
    ("40-3110", "Espresso cup, graphite", "Glass"),
    ("41-0042", "Carafe 1 l with walnut stopper and silicone ring", "Glass"),
    ("52-0771", "Tea towel, linen, set of 3", "Textiles"),
)
ZONES = (("A", "Pallet high-bay"), ("B", "Shelving"), ("C", "Hall 2"), ("D", "Flow racks"), ("F", "Small parts"))


def sample_row(number: int) -> Any:
    """A stock row as the database gives it."""
    sku, product, group = GOODS[number // 5 % len(GOODS)]
    zone = ZONES[number * 7 % 4][0]
    quantity = Decimal(8 * (number * 13 % 15 + 1))
    held = number % 17 == 5
    code = f"{zone}-{number // 40 % 12 + 1:02}-{number % 29 + 1:02}-{number % 4 + 1}"
    return Row(
        quant_id=number + 1,
        k=sku,
        m=0,
        location_id=1000 + number,
        location=code,
        zone=zone,
        product_id=number // 5 % len(GOODS) + 1,
        sku=sku,
        product=product,
        category=group,
        uom="each",
        lot_id=number + 1,
        lot=f"L24-{1080 + number * 11 % 110}",
        expires_on=date(2027, 3, 31) if number % 3 == 0 else None,
        hu_id=None if number % 3 == 1 else number + 1,
        sscc=None if number % 3 == 1 else f"3401234577{15_000_000 + number * 7919:08}",
        owner_id=None,
        owner=None,
        status="damaged" if number % 41 == 7 else "available",
        blocked=False,
        holds="Recall" if held else None,
        quantity=quantity,
        reserved=Decimal(number * 4 % 24) if quantity > 24 else Decimal(0),
        free=quantity - (Decimal(number * 4 % 24) if quantity > 24 else Decimal(0)),
        in_date=MOMENT - timedelta(days=number % 90),
        last_counted_at=MOMENT - timedelta(hours=number * 37 % 1500 + 2),
    )


class SampleStock:
    """A Stockroom without a database. total: how many rows there are; step: rows a page."""

    def __init__(self, total: int = 1755, step: int = 200) -> None:
        self._total, self._step = total, step

    def page(self, search: Search, after: Place | None = None, limit: int = 200) -> StockPage:
        """A page of made-up rows. The text "nothing" finds none."""
        if search.sort.lstrip("-") in ("quantity", "free") and self._total > 10_000:
            raise Refusal(
                "WM422",
                "There is too much stock here to put it into that order.",
                "Narrow it to about 40,000 records, or sort by bin, SKU or expiry.",
            )
        total = 0 if search.filters.get("text") == ("nothing",) else self._total
        first = 0 if after is None else after.quant_id
        last = min(total, first + self._step)
        rows = tuple(sample_row(number) for number in range(first, last))
        return StockPage(rows, None if last >= total else Place(rows[-1].sku, 0, last))

    def every(self, search: Search, most: int = 5000) -> tuple[Any, ...]:
        """All rows."""
        if self._total > most:
            raise Refusal("many", f"More than {most:,} stock records match.", "Narrow the filter.")
        return tuple(sample_row(number) for number in range(self._total))

    def facets(self, search: Search) -> Facets:
        """Counts; estimates where there is more than a sample shows."""
        nothing = search.filters.get("text") == ("nothing",)
        exact = self._total <= 10_000
        scale = 0 if nothing else self._total

        def value(name: str, share: float, label: str = "") -> Value:
            return Value(name, label or name, round(scale * share), exact, 0 if exact else 3000)

        facets = (
            Facet("status", (value("available", 0.965), value("inspection", 0.018), value("damaged", 0.017))),
            Facet("zone", tuple(value(code, 0.4 / (n + 1.2), name) for n, (code, name) in enumerate(ZONES))),
            Facet("group", (value("Tableware", 0.61), value("Glass", 0.24), value("Textiles", 0.15))),
            Facet("owner", (value("NORD", 0.92, "Norddeich KG"), value("HOLM", 0.08, "Holm & Sohn"))),
            Facet("expiry", (value("expired", 0.0), value("week", 0.01), value("later", 0.32), value("none", 0.67))),
            Facet("held", (value("yes", 0.07), value("no", 0.93))),
            Facet("unit", (value("loose", 0.33), value("unit", 0.67))),
        )
        return Facets(scale, Decimal(scale * 69), Decimal(scale * 10), exact, facets, 38)

    def views(self) -> tuple[View, ...]:
        """Two of one's own and one of a colleague."""
        return (
            View(1, "Tableware in pick zones", "zone:B,D group:Tableware", "sku", (), False, True, "K. Hansen"),
            View(2, "Held stock", "held:yes", "bin", (), True, True, "K. Hansen"),
            View(3, "Expires in 30 days", "expiry:week,month", "expiry", (), True, False, "J. Lindqvist"),
        )

    def save(self, name: str, line: str, sort: str, columns: Sequence[str], shared: bool) -> int:
        """Nothing is kept here."""
        return 4

    def drop(self, view_id: int) -> None:
        """Nothing is kept here."""

    def card(self, product_id: int) -> tuple[Any, Sequence[Any]] | None:
        """Sums and 90 days with two receipts."""
        sku, product, group = GOODS[(product_id - 1) % len(GOODS)]
        head = Row(
            product_id=product_id,
            sku=sku,
            product=product,
            category=group,
            uom="each",
            weight=Decimal(412),
            gtin="4012345022174",
            unit_value=Decimal("4.9000"),
            on_hand=Decimal(4812),
            reserved=Decimal(640),
            held=Decimal(104),
            wanted=Decimal(1100),
            records=38,
            bins=38,
            lots=6,
            units=41,
        )
        days, level = [], 2400
        for back in range(89, -1, -1):
            level += 2300 if back in (62, 21) else -40
            days.append(Row(day=(MOMENT - timedelta(days=back)).date(), on_hand=Decimal(level)))
        return head, days

    def entries(self, product_id: int, before: Any = None, limit: int = 50) -> Sequence[Any]:
        """Picks, a replenishment, a count, a receipt."""
        kinds = (("pick", -8), ("pick", -16), ("move", 0), ("pick", -4), ("adjust", 2), ("receive", 960), ("pick", -24))
        return [self._entry(number, *kinds[number % len(kinds)]) for number in range(24)]

    def unit(self, hu_id: int) -> tuple[Sequence[Any], Sequence[Any]]:
        """A pallet with two cartons."""
        inside = [
            Row(
                depth=0,
                kind="pallet",
                sscc="340123457715000412",
                quant_id=None,
                sku="",
                product="",
                lot="",
                status="",
                quantity=None,
            ),
            Row(
                depth=1,
                kind="carton",
                sscc="340123457715000429",
                quant_id=7,
                sku="40-2217",
                product="Mug 0.3 l, graphite",
                lot="L24-1107",
                status="available",
                quantity=Decimal(48),
            ),
            Row(
                depth=1,
                kind="carton",
                sscc="340123457715000436",
                quant_id=8,
                sku="40-2219",
                product="Mug 0.3 l, cream",
                lot="L24-1136",
                status="available",
                quantity=Decimal(24),
            ),
        ]
        moved = self._entry(2, "move", 0)
        return inside, [Row(at=moved.posted_at, source="movement", sku="40-2217", **_movement(moved))]

    def lot(self, lot_id: int) -> tuple[Sequence[Any], Sequence[Any]]:
        """Received once, lies in two bins, shipped once."""
        up = [_trace("receipt", 40, 960, party="Töpferei Nord", document="ASN-55102")]
        down = [_trace("stock", 3, 96, "D-05-14-3"), _trace("stock", 3, 88, "B-03-22-3")]
        return up, [*down, _trace("shipment", 2, 24, party="Kaufhaus Ost", document="SO-87720")]

    def stock_at(self, product_id: int, at: datetime) -> Sequence[Any]:
        """Where it lay."""
        return [
            Row(location=sample_row(n).location, lot=f"L24-11{n:02}", status="available", quantity=Decimal(120 - 8 * n))
            for n in range(9)
        ]

    def why(self, quant_id: int) -> Sequence[Any]:
        """Two orders."""
        said = "Rule First expired, first out: choice 1 of 3, ends 2027-03-31."
        return [
            Row(number="SO-88214", line_no=2, quantity=Decimal(8), verdict="reserved", said=said, bin="D-05-14-3"),
            Row(number="SO-88231", line_no=1, quantity=Decimal(4), verdict="reserved", said=said, bin="D-05-14-3"),
        ]

    def holds(self, quant_ids: Sequence[int]) -> Sequence[Any]:
        """One hold on a lot."""
        return [Row(hold_id=4, target="lot", reason="Recall", note="", placed_at=MOMENT, person="K. Hansen", records=3)]

    def reasons(self, kind: str) -> tuple[tuple[str, str], ...]:
        """A few."""
        return (("damage", "Damage suspected"), ("recall", "Recall"), ("count", "Stock in doubt"))

    def _entry(self, number: int, kind: str, delta: int) -> Any:
        place, other = sample_row(number * 5).location, sample_row(number * 5 + 3).location
        return Row(
            ledger_id=9000 - number,
            posted_at=MOMENT - timedelta(minutes=19 * number + 1),
            kind=kind,
            quantity=Decimal(abs(delta) or 48),
            delta=Decimal(delta),
            from_code="SUPPLIER" if delta > 0 else place,
            to_code=place if delta > 0 else f"CART-{number % 12 + 1}" if delta else other,
            from_location_id=1,
            to_location_id=2,
            lot="L24-1107",
            status="available",
            to_status="available",
            reason="found" if kind == "adjust" else None,
            document=f"SO-{88214 - number}" if kind == "pick" else None,
            order_id=number,
            order_number=f"SO-{88214 - number}" if kind == "pick" else None,
            person=("Miriam Okafor", "Jan Lindqvist", "Piotr Novak")[number % 3],
            undoes=None,
            op=UUID(int=9000 - number),
        )


def _movement(entry: Any) -> dict[str, Any]:
    names = (
        "kind",
        "lot",
        "quantity",
        "from_code",
        "to_code",
        "person",
        "reason",
        "from_location_id",
        "to_location_id",
    )
    return {name: getattr(entry, name) for name in names}


def _trace(kind: str, days: int, quantity: int, location: str = "", party: str = "", document: str = "") -> Any:
    return Row(
        kind=kind,
        depth=0,
        lot="L24-1107",
        quantity=Decimal(quantity),
        at=MOMENT - timedelta(days=days),
        document=document,
        party=party,
        location=location,
        sscc=None,
        order_number=None,
        from_lot=None,
    )
