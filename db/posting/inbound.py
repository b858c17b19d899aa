"""Goods in: deliveries announced, received, closed; docks, quality, codes that are taught, photos."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def enter_inbound(db: Database, *, op: UUID, warehouse: int, deliveries: Lines) -> Answer:
    """Announce deliveries with their lines, all or nothing. Answer: deliveries, lines. WM422 with all problems."""
    return db.call("enter_inbound_v1", p_op=op, p_warehouse=warehouse, p_deliveries=deliveries)


def change_inbound(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    inbound: int,
    version: int,
    change: Mapping[str, Any],
    note: str | None = None,
) -> Answer:
    """Change what is announced: {expected_at, note, lines}. Answer: number, version, changes. WM412: by whom."""
    return db.call(
        "change_inbound_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_inbound=inbound,
        p_version=version,
        p_change=change,
        p_note=note,
    )


def receive_inbound(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    inbound: int,
    product: int,
    quantity: Decimal,
    location: int,
    lot: str | None = None,
    expires_on: date | None = None,
    sscc: str | None = None,
    reason: str | None = None,
    note: str | None = None,
    weight: Decimal | None = None,
    disposition: str | None = None,
    label: bool = False,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Take goods of a delivery in. Answer: receipt_id, status, sscc, hu_id, sample, lines, waiting."""
    return db.call(
        "receive_inbound_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_inbound=inbound,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_lot=lot,
        p_expires_on=expires_on,
        p_sscc=sscc,
        p_reason=reason,
        p_note=note,
        p_weight=weight,
        p_disposition=disposition,
        p_label=label,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def receive_unit(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    inbound: int,
    sscc: str,
    location: int,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Take in a supplier's unit as it was announced. Answer: sscc, hu_id, receipts."""
    return db.call(
        "receive_unit_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_inbound=inbound,
        p_sscc=sscc,
        p_location=location,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def close_inbound(
    db: Database, *, op: UUID, warehouse: int, inbound: int, reason: str | None = None, note: str | None = None
) -> Answer:
    """Close a delivery; less than announced needs a reason. Answer: number, report."""
    return db.call("close_inbound_v1", p_op=op, p_warehouse=warehouse, p_inbound=inbound, p_reason=reason, p_note=note)


def reopen_inbound(db: Database, *, op: UUID, warehouse: int, inbound: int) -> Answer:
    """Take a close or cancel back. Answer: number, state."""
    return db.call("reopen_inbound_v1", p_op=op, p_warehouse=warehouse, p_inbound=inbound)


def cancel_inbound(db: Database, *, op: UUID, warehouse: int, inbound: int, reason: str) -> Answer:
    """A delivery that will not come. Answer: number."""
    return db.call("cancel_inbound_v1", p_op=op, p_warehouse=warehouse, p_inbound=inbound, p_reason=reason)


def cross_dock(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    receipt: int,
    order: int | None = None,
    quantity: Decimal | None = None,
) -> Answer:
    """Goods that came in go to an order that waits. Answer: order_id, number, quantity, task_id."""
    return db.call(
        "cross_dock_v1", p_op=op, p_warehouse=warehouse, p_receipt=receipt, p_order=order, p_quantity=quantity
    )


def put_site_hours(db: Database, *, op: UUID, warehouse: int, opens: time, closes: time) -> Answer:
    """When the site works; closing before it opens is on the next day. Answer: opens, closes."""
    return db.call("put_site_hours_v1", p_op=op, p_warehouse=warehouse, p_opens=opens, p_closes=closes)


def book_dock(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    dock: int,
    starts_at: datetime,
    ends_at: datetime,
    inbound: int | None = None,
    carrier: str | None = None,
    note: str | None = None,
    appointment: int | None = None,
    version: int | None = None,
) -> Answer:
    """Book a time at a dock, or change one. Answer: appointment_id, version."""
    return db.call(
        "book_dock_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_dock=dock,
        p_starts_at=starts_at,
        p_ends_at=ends_at,
        p_inbound=inbound,
        p_carrier=carrier,
        p_note=note,
        p_appointment=appointment,
        p_version=version,
    )


def set_appointment(db: Database, *, op: UUID, warehouse: int, appointment: int, state: str, version: int) -> Answer:
    """arrived, docked, done, no_show, cancelled, booked. Answer: state, version."""
    return db.call(
        "set_appointment_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_appointment=appointment,
        p_state=state,
        p_version=version,
    )


def put_qc_plan(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    name: str,
    turn: int,
    rule: str,
    amount: Decimal | None = None,
    product: int | None = None,
    category: str | None = None,
    party: int | None = None,
    every_nth: int = 1,
    accept: Decimal = Decimal(0),
    action: str = "inspection",
    active: bool = True,
    plan: int | None = None,
    version: int | None = None,
) -> Answer:
    """Make or change a plan of quality. Answer: qc_plan_id, version."""
    return db.call(
        "put_qc_plan_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_name=name,
        p_turn=turn,
        p_rule=rule,
        p_amount=amount,
        p_product=product,
        p_category=category,
        p_party=party,
        p_every_nth=every_nth,
        p_accept=accept,
        p_action=action,
        p_active=active,
        p_plan=plan,
        p_version=version,
    )


def decide_quality(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    check: int,
    defects: Decimal,
    note: str | None = None,
    device: str | None = None,
) -> Answer:
    """What came of a look at a sample. Answer: status, lines."""
    return db.call(
        "decide_quality_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_check=check,
        p_defects=defects,
        p_note=note,
        p_device=device,
    )


def teach_code(db: Database, *, op: UUID, warehouse: int, code: str, product: int, level: str = "each") -> Answer:
    """A code belongs to this product from now on. Answer: product_id, sku, code."""
    return db.call("teach_code_v1", p_op=op, p_warehouse=warehouse, p_code=code, p_product=product, p_level=level)


def put_receipt_photo(db: Database, *, op: UUID, warehouse: int, receipt: int, picture: str) -> Answer:
    """Keep a photo of what came in, PNG or JPEG in base64. Answer: photo_id."""
    return db.call("put_receipt_photo_v1", p_op=op, p_warehouse=warehouse, p_receipt=receipt, p_picture=picture)
