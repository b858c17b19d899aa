"""Orders from entry to the truck."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def enter_orders(db: Database, *, op: UUID, warehouse: int, orders: Lines) -> Answer:
    """Enter outbound orders with lines. Answer: orders [{order_id, number}]."""
    return db.call("enter_orders_v1", p_op=op, p_warehouse=warehouse, p_orders=orders)


def reserve(db: Database, *, op: UUID, warehouse: int, orders: Sequence[int]) -> Answer:
    """Reserve stock for orders, first expired first out. Answer: orders, reservations, short."""
    return db.call("reserve_v1", p_op=op, p_warehouse=warehouse, p_orders=orders)


def release(db: Database, *, op: UUID, warehouse: int, order: int, reason: str) -> Answer:
    """Give an order's reservations back. Answer: released."""
    return db.call("release_v1", p_op=op, p_warehouse=warehouse, p_order=order, p_reason=reason)


def claim_tasks(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    tasks: Sequence[int],
    station: str | None = None,
    metres: Decimal | None = None,
    lease_seconds: int = 900,
) -> Answer:
    """Take tasks for oneself in walking order; metres is the length of the tour. Answer: claimed."""
    return db.call(
        "claim_tasks_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_tasks=tasks,
        p_station=station,
        p_metres=metres,
        p_lease_seconds=lease_seconds,
    )


def pick(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    task: int,
    quantity: Decimal,
    to_hu: int,
    reason: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    weight: Decimal | None = None,
) -> Answer:
    """Confirm a pick into a tote; less than asked needs a reason. Answer: ledger_id, picked, short."""
    return db.call(
        "pick_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_task=task,
        p_quantity=quantity,
        p_to_hu=to_hu,
        p_reason=reason,
        p_device=device,
        p_occurred_at=occurred_at,
        p_weight=weight,
    )


def pick_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Confirm many picks: [{task, quantity, to_hu, reason, weight}]. Answer: lines, short."""
    return db.call(
        "pick_batch_v1", p_op=op, p_warehouse=warehouse, p_lines=lines, p_device=device, p_occurred_at=occurred_at
    )


def pack(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    order: int,
    to_hu: int,
    lines: Lines,
    gross_weight: Decimal | None = None,
    close: bool = True,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Pack picked goods into a carton: [{order_line, quantity, lot, from_hu}]. Answer: lines, order_status."""
    return db.call(
        "pack_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_order=order,
        p_to_hu=to_hu,
        p_lines=lines,
        p_gross_weight=gross_weight,
        p_close=close,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def ship(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    orders: Sequence[int],
    carrier: str | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Packed orders leave. Answer: orders, lines."""
    return db.call(
        "ship_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_orders=orders,
        p_carrier=carrier,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def close_short(db: Database, *, op: UUID, warehouse: int, order: int, reason: str) -> Answer:
    """Cancel what cannot be delivered, with a reason. Answer: cancelled, order_status."""
    return db.call("close_short_v1", p_op=op, p_warehouse=warehouse, p_order=order, p_reason=reason)
