"""What the demo warehouse expects of its day: deliveries with their trucks, faces to be kept full, looks at quality.

Each call's operation key follows from the spec, as all of the load does."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.services.demo_data.catalogue import Article
from app.services.demo_data.sales import Sales
from app.services.demo_data.seeded import whole
from app.services.demo_data.spec import DemoSpec
from db import posting
from db.engine import Database

DELIVERIES, LINES = 8, 6
FACES = 40
HOURS = 1.0  # between trucks
CARRIERS = ("Nordfracht", "Hansa Logistik", "Weserspedition")
SUPPLIERS = {"NORDKONTOR": "Nordkontor Trockenwaren", "MILCHHOF": "Milchhof Weser", "KOLONIAL": "Kolonial & Co."}


@dataclass(frozen=True, slots=True)
class Expected:
    """door: of a supervisor. op: the key of a call by what it does and its number. since: when the warehouse began."""

    door: Database
    warehouse: int
    spec: DemoSpec
    op: Callable[[str, int], UUID]
    since: datetime

    def deliveries(self, articles: Sequence[Article]) -> None:
        """Announced: what sells best, dry goods and cooled goods apart, one in four without quantities."""
        rows = self.door.query("product_ids")
        known = {row.sku for row in rows}
        for n, (code, name) in enumerate(SUPPLIERS.items()):
            posting.put_party(
                self.door, op=self.op("supplier", n), warehouse=self.warehouse, kind="supplier", code=code, name=name
            )  # fmt: skip
        posting.enter_inbound(
            self.door, op=self.op("deliveries", 0), warehouse=self.warehouse,
            deliveries=list(announced(self.spec, [one for one in articles if one.sku in known], self.since)),
        )  # fmt: skip

    def trucks(self) -> None:
        """Each delivery has its time at a dock."""
        docks = self.door.query("docks", warehouse=self.warehouse)
        first = self.since.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        rows = self.door.query("inbound_page", warehouse=self.warehouse, which="open", text=None, after=None, limit=200)
        for n, row in enumerate(sorted(rows, key=lambda row: str(row.number))):
            starts = first + timedelta(hours=HOURS * (n // 2))
            posting.book_dock(
                self.door, op=self.op("truck", n), warehouse=self.warehouse, dock=docks[n % len(docks)].dock_id,
                starts_at=starts, ends_at=starts + timedelta(minutes=50), inbound=row.inbound_id,
                carrier=CARRIERS[n % len(CARRIERS)],
            )  # fmt: skip

    def refills(self, sales: Sales, sku_of: Mapping[int, str]) -> None:
        """The pick faces of what is ordered most are kept full."""
        wanted = Counter(sku_of[line.product_id] for order in sales.orders for line in order.lines)
        ids = {row.sku: row.product_id for row in self.door.query("product_ids")}
        places = {row.code: row.location_id for row in self.door.query("location_ids", warehouse=self.warehouse)}
        faces = self.door.query("pick_face_stock", warehouse=self.warehouse, limit=10_000, deadline=60)
        best = sorted((row for row in faces if wanted[row.sku] and row.quantity >= 2), key=lambda row: -wanted[row.sku])
        for n, row in enumerate(best[:FACES]):
            most = int(row.quantity)
            posting.put_replenish_rule(
                self.door, op=self.op("refill", n), warehouse=self.warehouse, product=ids[row.sku],
                location=places[row.location], least=Decimal(min(most - 1, most * 4 // 5)),
                most=Decimal(most),
            )  # fmt: skip

    def quality(self) -> None:
        """Of every third delivery of a product two pieces are looked at."""
        posting.put_qc_plan(
            self.door, op=self.op("quality", 0), warehouse=self.warehouse, name="Two pieces of every third delivery",
            turn=9, rule="count", amount=Decimal(2), every_nth=3,
        )  # fmt: skip


def announced(
    spec: DemoSpec, articles: Sequence[Article], since: datetime, first: int = 0
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Deliveries as api.enter_inbound_v1 takes them. first: their numbers follow this one."""
    cooled = [one for one in articles if one.temperature_class != "ambient"]
    dry = [one for one in articles if one.temperature_class == "ambient"]
    for n in range(DELIVERIES):
        fresh = bool(cooled) and n % 3 == 2
        goods, number = cooled if fresh else dry, f"ASN-{first + n + 1:03}"
        party = ("NORDKONTOR", "KOLONIAL", "MILCHHOF")[2 if fresh else n % 2]
        lines = [_line(spec, n, line, goods[(n * LINES + line) % len(goods)], since) for line in range(1, LINES + 1)]
        expected = since + timedelta(hours=1 + HOURS * (n // 2))
        yield {"number": number, "kind": "asn", "source": "demo", "external_ref": number, "party": party,
               "expected_at": expected.isoformat(), "blind": n % 4 == 3, "lines": lines}  # fmt: skip


def _line(spec: DemoSpec, delivery: int, line: int, article: Article, since: datetime) -> dict[str, Any]:
    row = article.row()
    lot = f"D{delivery}{line}{whole(100, 999, spec.seed, 'lot', delivery, line)}" if row["tracking"] == "lot" else None
    life = row.get("shelf_life_days")
    until = (since + timedelta(days=int(life))).date().isoformat() if life else None
    quantity = str(whole(6, 48, spec.seed, "pile", delivery, line))
    return {"line_no": line, "sku": article.sku, "quantity": quantity, "lot": lot, "expires_on": until}
