"""The rows of the sample: orders, one card, a file, a history; all fixed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from app.services.outbound import LineWish, OrderFilter, OrderSheet, OrderWish
from app.services.sheets import Problem, Sheet
from app.ui.showcase.samples import MOMENT

SOON = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
LATER = SOON + timedelta(hours=2)
PAST = SOON - timedelta(hours=3)
STATES = (
    (300, "released", "waiting"),
    (400, "reserved", "reserved"),
    (500, "picking", "picking"),
    (600, "picked", "picked"),
    (640, "packing", "picked"),
    (650, "packed", "packed"),
    (200, "promised", "new"),
    (100, "entered", "new"),
    (900, "on_hold", "held"),
)
CUSTOMERS = (
    "Kaufhaus Nord",
    "Teehandel Jansen GmbH & Co. KG",
    "M. Okafor",
    "Gasthof zur Linde",
    "Office Supply Bremen",
    None,
)
SKUS = (
    ("SO-4410", "Olive soap, 200 g"),
    ("TE-1187", "Green tea, 100 g"),
    ("40-2217", "Mug 0.3 l, graphite"),
    ("40-1180", "Bowl 0.6 l, oak"),
)
WHY = "Rule standard: choice 1 of 3, ends 2027-03-02. Left out: A-04-16-5 is all reserved (SO-88012)."
REASONS = (
    SimpleNamespace(code="customer", name="Customer's wish"),
    SimpleNamespace(code="duplicate", name="Entered twice"),
    SimpleNamespace(code="unpaid", name="Not paid"),
)
SERVICES = tuple(
    SimpleNamespace(code=code, name=name)
    for code, name in (
        ("gift_note", "Card with greetings"),
        ("gift_wrap", "Gift wrap"),
        ("leaflet", "Insert the leaflet"),
        ("no_prices", "No prices on the slip"),
        ("photo", "Photo of the open carton"),
        ("relabel", "Customer's label on"),
    )
)


def _row(number: int) -> Any:
    status, state, group = STATES[number % len(STATES)]
    pieces = 2 + number * 7 % 23
    missing = 3 if state == "released" or number % 14 == 2 else 0
    reserved = pieces - missing if status in (300, 400) else 0
    picked = pieces - missing if 500 <= status < 700 else 0
    cut_off = PAST if number % 29 == 3 else SOON if number % 3 else LATER
    return SimpleNamespace(
        order_id=number,
        number=f"SO-{88100 + number}",
        status=status,
        state=state,
        group=group,
        priority=1 + number % 5,
        cut_off=cut_off,
        due_at=None,
        carrier_service=("Express", "Ground", "Freight")[number % 3],
        completeness="ship_complete",
        customer="K-1042",
        customer_name=CUSTOMERS[number % 6],
        lines=1 + number % 6,
        ordered=Decimal(pieces),
        missing=Decimal(missing),
        reserved=Decimal(reserved),
        picked=Decimal(picked),
        packed=Decimal(picked if status >= 640 else 0),
        shipped=Decimal(0),
        cancelled=Decimal(0),
        to_put_back=Decimal(0),
        promised=status >= 200 and not missing,
        promised_on=date(2026, 11, 24) if status >= 200 else None,
        version=3,
        held_reason="unpaid" if status == 900 else None,
        short_reason=None,
        value_added=[],
        back_order_of=None,
        wave=None,
        source="shop",
        external_ref=None,
        entered_at=MOMENT - timedelta(hours=2),
        shipped_at=None,
    )


ROWS = tuple(
    sorted((_row(number) for number in range(1, 421)), key=lambda row: (row.cut_off, row.priority, row.order_id))
)


def _line(number: int, wants: int, **more: Any) -> dict[str, Any]:
    sku, product = SKUS[number % 4]
    given = {
        "cancelled": 0,
        "reserved": 0,
        "picked": 0,
        "packed": 0,
        "shipped": 0,
        "missing": 0,
        "to_put_back": 0,
        "lot": None,
        "instructions": "",
        "kit": None,
        "kit_quantity": None,
        "short": None,
        "promise": None,
        **more,
    }
    return {
        "order_line_id": number,
        "line_no": number,
        "product_id": number,
        "sku": sku,
        "product": product,
        "quantity": wants,
        **given,
    }


LINES = (
    _line(1, 12, picked=8, reserved=4, promise="Promised 12 by 2026-11-24."),
    _line(
        2,
        6,
        reserved=3,
        missing=3,
        short="Rule standard: 3 missing. Served before it: SO-88012, priority 1 (3). "
        "Left out: A-02-11-3 is held (hold 41).",
    ),
    _line(3, 2, picked=2, to_put_back=2, cancelled=0, kit="SET-12", kit_quantity=1),
)
PART = {"line_no": 1, "sku": "TE-1187", "product": "Green tea, 100 g", "quantity": 4, "location": "D-01-06-2"}
RESERVED = (
    {**PART, "task_id": 1, "person": "Jan Bruns"},
    {**PART, "sku": "40-2217", "quantity": 3, "location": "B-03-22-3", "person": None},
)
BACK = (
    {
        **PART,
        "lot": "L2611",
        "sscc": "340012345678903143",
        "unit": "tote",
        "packed": False,
        "quantity": 8,
        "location": "PACK-2",
        "to": "D-01-05-1",
    },
    {
        **PART,
        "lot": None,
        "sscc": "340012345678903990",
        "unit": "carton",
        "packed": True,
        "quantity": 2,
        "location": "PACK-2",
        "to": None,
    },
)


def card_of(row: Any) -> dict[str, Any]:
    head = {
        **vars(row),
        "cut_off": row.cut_off.isoformat(),
        "type": "outbound",
        "instructions": "Leave with the porter.",
        "held_by": "K. Hansen" if row.status == 900 else None,
        "held_note": "until the bank says yes",
        "held_words": "Not paid",
        "short_words": None,
        "services": ["Gift wrap", "Insert the leaflet"],
        "value_added": ["gift_wrap", "leaflet"],
        "back_order_number": None,
    }
    reserved = [{**part, "state": "claimed" if part["person"] else "ready", "why": WHY} for part in RESERVED]
    back = [{**BACK[0], "task_id": 9, "state": "ready", "number": row.number}]
    return {
        "head": head,
        "lines": list(LINES),
        "reserved": reserved,
        "put_back": back,
        "units": [],
        "back_orders": [{"order_id": 900, "number": f"{row.number}-B1", "state": "entered"}],
    }


def checked_file() -> OrderSheet:
    """As a file of 50 orders with 500 lines is checked."""
    again = "Give it another number, or change the order that is there."
    problems = [
        Problem(6, "SKU", "C6", "WM422", "SKU SO-44I0 is not known.", "Did you mean SO-4410?"),
        Problem(35, "Quantity", "D35", "WM422", "“0” is not above 0.", "Enter a quantity above 0."),
        Problem(62, "Order", "A62", "WM422", "Order SO-88107 is entered already.", again),
    ]
    lines = tuple(LineWish(n, "SO-4410", Decimal(1)) for n in range(1, 11))
    orders = [OrderWish(f"SO-{88500 + n}", lines) for n in range(50)]
    sheet = Sheet("orders-monday.xlsx", "Sheet1", {}, (), (), problems)
    return OrderSheet(sheet, orders, problems, frozenset({"SO-88500", "SO-88503", "SO-88506"}))


def matches(row: Any, wanted: OrderFilter) -> bool:
    return (
        (not wanted.groups or row.group in wanted.groups)
        and (not wanted.carriers or row.carrier_service in wanted.carriers)
        and (not wanted.cut_offs or row.cut_off in wanted.cut_offs)
        and row.number.startswith(wanted.text)
        and (not wanted.late or row.cut_off < MOMENT)
        and (not wanted.short or row.missing > 0)
        and not wanted.back
        and (wanted.orders is None or row.order_id in wanted.orders)
    )


def cut_off_of(at: datetime, carrier: str, orders: int, done: int, misses: int, over: timedelta) -> dict[str, Any]:
    return {
        "cut_off": at.isoformat(),
        "carrier": carrier,
        "orders": orders,
        "done": done,
        "open": orders - done,
        "picks": 400,
        "misses": misses,
        "late": 0,
        "ready_at": (at + over).isoformat(),
        "first_miss": "SO-88214" if misses else None,
    }


def past_of() -> Sequence[Any]:
    def entry(minutes: int, what: str, person: str, **more: Any) -> Any:
        given = {"sku": None, "quantity": None, "from": None, "to": None, "reason": None, "payload": {}, **more}
        return SimpleNamespace(at=MOMENT - timedelta(minutes=minutes), id=minutes, what=what, person=person, **given)

    goods = {"sku": "TE-1187", "from": "D-01-05-1", "to": "PACK-2"}
    return (
        entry(4, "order.changed", "K. Hansen", reason="Customer's wish", payload={"put_back": 2, "released": 3}),
        entry(12, "pick", "Jan Bruns", quantity=Decimal(8), **goods),
        entry(31, "order.reserved", "K. Hansen", payload={}),
        entry(33, "order.short", "K. Hansen", payload={"missing": 3}),
        entry(118, "order.promised", "Shop", payload={}),
        entry(119, "order.entered", "Shop", payload={}),
    )
