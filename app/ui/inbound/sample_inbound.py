"""A morning at the docks, for screen states and tests: no database behind it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from app.domain.barcode import Barcode, ElementString
from app.domain.errors import Refusal
from app.domain.ids import HandlingUnitId, LocationId, ProductId, WarehouseId, new_op
from app.flow.events import Found, Item, Nothing, PackJob, Place, Workplace
from app.flow.receive import RECEIVE, start
from app.flow.receive_states import Announced, Dock
from app.services.inbound import Delivery, PlanOfQuality
from app.services.inbound.station import NOWHERE, InboundStation, Noting
from app.services.station import Clock, Shown, Station
from app.ui.showcase.samples import MOMENT

DOCK = Place(LocationId(71), "DOCK-1", "receiving")
ITEMS = {
    "SO-4410": Item(ProductId(1), "SO-4410", "Socket set 1/2 inch"),
    "TE-1187": Item(ProductId(2), "TE-1187", "Test lead, red", tracking="lot", expiry_required=True),
    "GL-0032": Item(ProductId(3), "GL-0032", "Gloves, size 9"),
}
HOUR = timedelta(hours=1)


def _delivery(number: int, name: str, kind: str, state: int, party: str, hours: float, **more: Any) -> Any:
    given = {
        "dock": None, "lines": 12, "announced": Decimal(480), "received": Decimal(0), "damaged": Decimal(0),
        "over": Decimal(0), "blind": False, "late": False, "checks": 0, "note": "", "closed_at": None, "person": None,
        "version": 1, "place": number, **more,
    }  # fmt: skip
    return SimpleNamespace(
        inbound_id=number, number=name, kind=kind, state=state, party=party, expected_at=MOMENT + hours * HOUR, **given
    )


HERE, LATE = {"dock": "DOCK-1"}, {"dock": "DOCK-2", "late": True}
DELIVERIES = (
    _delivery(1, "ASN-88121", "asn", 400, "Bosch Tiefenbach", -2, **HERE, received=Decimal(212), damaged=Decimal(6)),
    _delivery(2, "ASN-88124", "asn", 200, "Nordlicht GmbH", -1, **LATE, lines=3, announced=Decimal(96)),
    _delivery(3, "PO-40177", "order", 300, "Hansen Tools", 0.5, dock="DOCK-3", lines=40, announced=Decimal(2400)),
    _delivery(4, "RET-2201", "return", 500, "Möller Bau", 1, announced=Decimal(4), received=Decimal(4), checks=2),
    _delivery(5, "ASN-88130", "asn", 200, "Bosch Tiefenbach", 3, **HERE, lines=18, announced=Decimal(1152)),
    _delivery(6, "NOPAPER-14", "asn", 200, "", 4, blind=True, lines=0, announced=None),
    _delivery(7, "TR-0091", "transfer", 200, "Bremen 1", 26, lines=7, announced=Decimal(64)),
)


def _line(number: int, sku: str, quantity: int, received: int, **more: Any) -> Any:
    short, over = max(quantity - received, 0), max(received - quantity, 0)
    given = {"lot": None, "expires_on": None, "sscc": None, "damaged": Decimal(0), **more}
    return SimpleNamespace(
        inbound_line_id=number, line_no=number, product_id=number, sku=sku, name=ITEMS[sku].name, tracking="none",
        quantity=Decimal(quantity), received=Decimal(received), short=Decimal(short), over=Decimal(over), **given,
    )  # fmt: skip


LINES = (
    _line(1, "SO-4410", 240, 200, damaged=Decimal(6)),
    _line(2, "TE-1187", 12, 12, lot="L2611"),
    _line(3, "GL-0032", 96, 100),
    _line(4, "GL-0032", 132, 0),
)


def _receipt(number: int, sku: str, quantity: int, **more: Any) -> Any:
    given = {
        "line_no": number, "lot": None, "expires_on": None, "sscc": None, "status": "available", "weight": None,
        "reason": None, "reason_name": None, "disposition": None, "note": "", "person": "Jan Bruns", "mine": True,
        "undone_at": None, "photos": [], **more,
    }  # fmt: skip
    return SimpleNamespace(
        receipt_id=number, op=UUID(int=number), product_id=number, sku=sku, name=ITEMS[sku].name, location_id=71,
        quantity=Decimal(quantity), location="DOCK-1", received_at=MOMENT - timedelta(minutes=9 * number), **given,
    )  # fmt: skip


RECEIPTS = (
    _receipt(1, "GL-0032", 4, reason="over"),
    _receipt(2, "SO-4410", 6, reason="damaged", status="damaged", photos=[1, 2], person="Mary Okafor"),
    _receipt(3, "TE-1187", 12, lot="L2611", status="inspection"),
    _receipt(4, "SO-4410", 96, sscc="340123450000000017"),
    _receipt(5, "SO-4410", 98, undone_at=MOMENT),
)


def _differs(line: int | None, sku: str, announced: int, received: int, damaged: int = 0) -> dict[str, Any]:
    short, over = max(announced - received, 0), max(received - announced, 0)
    said = {"line_no": line, "sku": sku, "name": ITEMS[sku].name, "announced": announced, "received": received}
    return {**said, "short": short, "over": over, "damaged": damaged}


REPORT = {
    "lines": 4, "announced": 480, "received": 312, "short": 172, "over": 6, "damaged": 6, "short_lines": 2,
    "over_lines": 1, "wrong_lines": 1, "damaged_lines": 1,
    "detail": [
        _differs(1, "SO-4410", 240, 200, 6), _differs(3, "GL-0032", 96, 100), _differs(4, "GL-0032", 132, 0),
        _differs(None, "TE-1187", 0, 2),
    ],
}  # fmt: skip


def _changed(version: int, hours: float, *what: tuple[int | None, str, str, Any, Any]) -> Any:
    said = [{"line_no": n, "sku": sku, "field": field, "was": was, "now": now} for n, sku, field, was, now in what]
    at = MOMENT - hours * HOUR
    return SimpleNamespace(version=version, what=said, note="", person="Sabine Ahlers", changed_at=at)


CHANGES = (
    _changed(3, 0.5, (4, "GL-0032", "quantity", None, 132)),
    _changed(2, 20, (1, "SO-4410", "quantity", 200, 240), (2, "TE-1187", "lot", None, "L2611")),
)


@dataclass
class SampleDeliveries:
    """Seven deliveries; what is done is noted."""

    empty: bool = False
    refuse: Refusal | None = None
    did: list[tuple[str, Any]] = field(default_factory=list)

    def page(self, which: str = "open", text: str = "", after: int | None = None) -> Sequence[Any]:
        shown = () if self.empty or which == "closed" else DELIVERIES
        return [row for row in shown if text.lower() in f"{row.number} {row.party}".lower()]

    def lines(self, inbound: int) -> Sequence[Any]:
        return LINES

    def receipts(self, inbound: int) -> Sequence[Any]:
        return RECEIPTS

    def changes(self, inbound: int) -> Sequence[Any]:
        return CHANGES

    def change(self, inbound: int, version: int, change: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._did("change", (inbound, version, change), {"number": "ASN-88121", "version": 4, "changes": 1})

    def report(self, inbound: int) -> Any:
        return SimpleNamespace(number="ASN-88121", state=400, closed_at=None, person=None, reason=None, report=REPORT)

    def dock_to_stock(self, hours: int = 24) -> Any:
        return SimpleNamespace(median_minutes=Decimal("47.5"), waiting=9)

    def photo(self, photo: int) -> bytes:
        return b""

    def enter(self, deliveries: Sequence[Delivery]) -> Mapping[str, Any]:
        number = deliveries[0].number
        return self._did("enter", deliveries[0], {"deliveries": [{"inbound_id": 99, "number": number}], "lines": 1})

    def close(self, inbound: int, reason: str | None = None, note: str | None = None) -> Mapping[str, Any]:
        return self._did("close", (inbound, reason), {"number": "ASN-88121", "report": REPORT})

    def reopen(self, inbound: int) -> Mapping[str, Any]:
        return self._did("reopen", inbound, {"number": "ASN-88121", "state": 400})

    def cancel(self, inbound: int, reason: str = "data") -> Mapping[str, Any]:
        return self._did("cancel", inbound, {"number": "ASN-88121"})

    def take_back(self, posted: UUID, reason: str = "mistake") -> Mapping[str, Any]:
        return self._did("take_back", posted, {"lines": 1})

    def cross_dock(self, receipt: int, order: int | None = None) -> Mapping[str, Any]:
        return self._did("cross_dock", receipt, {"number": "100482", "quantity": 3})

    def keep_photo(self, receipt: int, photo: Path | bytes) -> Mapping[str, Any]:
        return self._did("photo", (receipt, photo), {"photo_id": 7})

    def _did(self, what: str, given: Any, answer: dict[str, Any]) -> Mapping[str, Any]:
        if self.refuse is not None:
            raise self.refuse
        self.did.append((what, given))
        return answer


def _slot(row: int, dock: int, begins: float, hours: float, state: str, **more: Any) -> Any:
    given = {
        "inbound_id": None,
        "number": None,
        "party": None,
        "carrier": "",
        "late": False,
        "received_share": None,
        **more,
    }
    starts = MOMENT.replace(hour=5, minute=0, second=0) + begins * HOUR
    return SimpleNamespace(
        appointment_id=row, dock_id=dock, dock=f"DOCK-{dock}", starts_at=starts, ends_at=starts + hours * HOUR,
        state=state, arrived_at=None, docked_at=None, done_at=None, lines=0, note="", version=1, **given,
    )  # fmt: skip


BOSCH, HALF = {"party": "Bosch Tiefenbach"}, {"received_share": Decimal("0.44")}
SLOTS = (
    _slot(1, 1, 1.0, 1.5, "done", carrier="Dachser", number="ASN-88097"),
    _slot(2, 1, 6.5, 2.0, "docked", carrier="Schenker", number="ASN-88121", **BOSCH, **HALF),
    _slot(3, 1, 11.5, 1.5, "booked", number="ASN-88130", **BOSCH),
    _slot(4, 2, 3.0, 1.0, "no_show", carrier="Kruse"),
    _slot(5, 2, 7.5, 1.0, "booked", number="ASN-88124", party="Nordlicht GmbH", late=True),
    _slot(6, 3, 8.0, 3.0, "arrived", number="PO-40177", party="Hansen Tools"),
    _slot(7, 4, 9.0, 0.75, "booked", carrier="Emons"),
)


@dataclass
class SampleDocks:
    """Four docks and seven appointments."""

    empty: bool = False
    did: list[tuple[str, Any]] = field(default_factory=list)
    refuse: Refusal | None = None
    open_at: tuple[clock, clock] = (clock(5), clock(22))
    slots: Sequence[Any] = SLOTS

    def hours(self) -> tuple[clock, clock]:
        return self.open_at

    def set_hours(self, opens: clock, closes: clock) -> Mapping[str, Any]:
        self.open_at = (opens, closes)
        return {"opens": opens, "closes": closes}

    def docks(self) -> Sequence[Any]:
        count = 0 if self.empty else 4
        return [SimpleNamespace(dock_id=n, code=f"DOCK-{n}", kind="receiving") for n in range(1, count + 1)]

    def board(self, begins: datetime, ends: datetime) -> Sequence[Any]:
        return [] if self.empty else [row for row in self.slots if row.starts_at < ends and row.ends_at > begins]

    def book(self, dock: int, starts_at: datetime, ends_at: datetime, **given: Any) -> Mapping[str, Any]:
        if self.refuse is not None:
            raise self.refuse
        self.did.append(("book", (dock, starts_at, ends_at, given)))
        return {"appointment_id": 8, "version": 1}

    def become(self, appointment: int, state: str, version: int) -> Mapping[str, Any]:
        self.did.append(("become", (appointment, state)))
        return {"state": state, "version": version + 1}


def _check(number: int, sku: str, quantity: int, sample: int, **more: Any) -> Any:
    given = {"lot": None, "sscc": None, "defects": None, "person": None, "decided_at": None, "note": "", **more}
    return SimpleNamespace(
        check_id=number, plan="First deliveries", sku=sku, name=ITEMS[sku].name, location="DOCK-1", state="open",
        quantity=Decimal(quantity), sample=Decimal(sample), accept=Decimal(1), number="ASN-88121",
        came_at=MOMENT - timedelta(minutes=21 * number), **given,
    )  # fmt: skip


def _plan(turn: int, name: str, rule: str, amount: str | None = None, active: bool = True) -> Any:
    return SimpleNamespace(
        qc_plan_id=turn, turn=turn, name=name, product_id=None, sku=None, category=None, party_id=None, party=None,
        every_nth=1, rule=rule, amount=None if amount is None else Decimal(amount), accept=Decimal(0),
        action="inspection", active=active, version=1,
    )  # fmt: skip


PLANS = (
    _plan(10, "First deliveries", "iso2859"),
    _plan(20, "Test leads", "share", "0.1"),
    _plan(30, "Gloves", "count", "5", active=False),
)


@dataclass
class SampleQuality:
    """Two samples, three plans."""

    empty: bool = False
    did: list[tuple[str, Any]] = field(default_factory=list)

    def plans(self) -> Sequence[Any]:
        return () if self.empty else PLANS

    def checks(self, decided: bool = False) -> Sequence[Any]:
        return () if self.empty else (_check(1, "TE-1187", 12, 3, lot="L2611"), _check(2, "SO-4410", 98, 20))

    def put(self, plan: PlanOfQuality) -> Mapping[str, Any]:
        self.did.append(("put", plan))
        return {"qc_plan_id": 40, "version": 1}

    def decide(self, check: int, defects: Decimal, note: str | None = None) -> Mapping[str, Any]:
        self.did.append(("decide", (check, defects, note)))
        return {"status": "available" if defects <= 1 else "quarantined", "lines": 1}


@dataclass
class SampleDock:
    """The database and the codes of a receiver: every receipt is recorded, every place is near."""

    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    waiting: bool = False

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        self.posts.append((function, args))
        number = len(self.posts)
        waiting = [{"order_id": 4, "number": "100482", "quantity": 3}] if self.waiting else []
        return {"receipt_id": number, "hu_id": None, "quant_id": number, "waiting": waiting, "lines": []}

    def is_location(self, text: str) -> bool:
        return text == DOCK.code

    def find(self, barcode: Barcode) -> Found:
        text = barcode.text if not isinstance(barcode, ElementString) else barcode.gtin or ""
        return DOCK if text == DOCK.code else ITEMS.get(text) or Nothing(text)

    def pack_job(self, tote: HandlingUnitId) -> PackJob | None:
        return None

    def propose(self, units: Any = (), quants: Any = ()) -> Any:
        places = [SimpleNamespace(code="A-04-16-5", why="nearest empty bin of its class, 38 m from here")]
        return SimpleNamespace(places=places, left=[])

    def open(self, delivery: int, label: bool, show: Callable[[Shown], None]) -> InboundStation:
        """A station over this dock, at the first delivery."""
        lines = tuple(
            Announced(row.line_no, ITEMS[row.sku].product, row.sku, row.quantity, row.received, row.lot)
            for row in LINES
        )
        dock = Dock(
            Workplace(WarehouseId(1), "dock-1", NOWHERE), "ASN-88121", delivery, lines=lines, label=label, teaches=True
        )
        clock = Clock(lambda: MOMENT, time.monotonic, new_op)
        noting = Noting(self)
        station = Station(RECEIVE, start(dock), poster=noting, lookup=self, clock=clock, show=show)
        return InboundStation(station, noting, self)
