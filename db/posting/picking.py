"""Batches at work: taken, picked stop by stop, set down, given back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def take_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    orders: Sequence[int] | None = None,
    mode: str = "cluster",
    zone: str | None = None,
    most: int = 8,
    station: str | None = None,
    lease_seconds: int = 900,
) -> Answer:
    """Make a batch of reserved orders (None: the most urgent) and take it. Answer as claim_batch."""
    return db.call(
        "take_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_orders=orders,
        p_mode=mode,
        p_zone=zone,
        p_most=most,
        p_station=station,
        p_lease_seconds=lease_seconds,
    )


def claim_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    batch: int | None = None,
    zone: str | None = None,
    tasks: Sequence[int] | None = None,
    metres: Decimal | None = None,
    station: str | None = None,
    cart: int | None = None,
    lease_seconds: int = 900,
) -> Answer:
    """Take a whole batch (None: the next); again: for longer. Answer: batch_id, mode, tasks, totes, lease_until."""
    return db.call(
        "claim_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_batch=batch,
        p_zone=zone,
        p_tasks=tasks,
        p_metres=metres,
        p_station=station,
        p_cart=cart,
        p_lease_seconds=lease_seconds,
    )


def leave_batch(db: Database, *, op: UUID, warehouse: int, batch: int) -> Answer:
    """Give a batch back. Answer: batch_id, tasks, totes."""
    return db.call("leave_batch_v1", p_op=op, p_warehouse=warehouse, p_batch=batch)


def pick_stop(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    batch: int,
    lines: Lines,
    to_hu: int | None = None,
    place: int | None = None,
    reason: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """What was taken at a stop, into one tote: [{task, quantity}]. Answer: picked, short, gone, replanned, elsewhere,
    missing, check_empty, substitutes, left."""
    return db.call(
        "pick_stop_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_batch=batch,
        p_lines=lines,
        p_to_hu=to_hu,
        p_place=place,
        p_reason=reason,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def confirm_empty(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    location: int,
    empty: bool,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """A bin that should be empty is, or is not. Answer: as_booked, count."""
    return db.call(
        "confirm_empty_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_location=location,
        p_empty=empty,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def substitute(db: Database, *, op: UUID, warehouse: int, batch: int, order_line: int, product: int) -> Answer:
    """Send something else by a rule, where a line has run out. Answer: order_line, quantity, cancelled, missing."""
    return db.call(
        "substitute_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_batch=batch,
        p_order_line=order_line,
        p_product=product,
    )


def drop_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    batch: int,
    place: int,
    totes: Sequence[int] | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Set totes down for good (None: all on the cart). Answer: totes, place, done, orders."""
    return db.call(
        "drop_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_batch=batch,
        p_place=place,
        p_totes=totes,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def put_substitute_rule(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    substitute: int,
    ratio: Decimal = Decimal(1),
    party: int | None = None,
    rank: int = 1,
    active: bool = True,
) -> Answer:
    """What may be sent where a product has run out; active False ends it. Answer: rule_id."""
    return db.call(
        "put_substitute_rule_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_substitute=substitute,
        p_ratio=ratio,
        p_party=party,
        p_rank=rank,
        p_active=active,
    )


def enter_picks(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    batch: int,
    lines: Lines,
    place: int,
    totes: Mapping[str, int] | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """What came of a pick list on paper, all or nothing: lines {task, quantity, tote, reason}; totes: unit by whose it
    is. Answer: picked, short, missing, left, totes (SSCC by whose they are). WM422, with `lines`: what is wrong by
    task."""
    return db.call(
        "enter_picks_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_batch=batch,
        p_lines=lines,
        p_place=place,
        p_totes=totes,
        p_device=device,
        p_occurred_at=occurred_at,
    )
