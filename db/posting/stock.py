"""Stock: in, between bins, corrected, and its status."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def receive(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    lot: str | None = None,
    expires_on: date | None = None,
    sscc: str | None = None,
    status: str = "available",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    owner: int | None = None,
    weight: Decimal | None = None,
    best_before: date | None = None,
) -> Answer:
    """Goods in from the supplier. Answer: ledger_id, balances."""
    return db.call(
        "receive_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_lot=lot,
        p_expires_on=expires_on,
        p_sscc=sscc,
        p_status=status,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_owner=owner,
        p_weight=weight,
        p_best_before=best_before,
    )


def receive_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Goods in: [{product, quantity, location, lot, expires_on, best_before, sscc, status, owner, weight}].

    Answer: lines, first_ledger_id.
    """
    return db.call(
        "receive_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lines=lines,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def move(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    from_: int,
    to: int,
    lot: int | None = None,
    hu: int | None = None,
    to_hu: int | None = None,
    status: str = "available",
    kind: str = "move",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    owner: int | None = None,
    weight: Decimal | None = None,
) -> Answer:
    """Move or put away a quantity between two bins. Answer: ledger_id, balances."""
    return db.call(
        "move_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_from=from_,
        p_to=to,
        p_lot=lot,
        p_hu=hu,
        p_to_hu=to_hu,
        p_status=status,
        p_kind=kind,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_owner=owner,
        p_weight=weight,
    )


def move_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    kind: str = "move",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Move many: [{product, quantity, from, to, lot, hu, to_hu, status, owner, weight}].

    Answer: lines, first_ledger_id.
    """
    return db.call(
        "move_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lines=lines,
        p_kind=kind,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def move_hu(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    hu: int,
    to: int,
    kind: str = "move",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Move a whole handling unit with all in it. Answer: lines, units."""
    return db.call(
        "move_hu_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_hu=hu,
        p_to=to,
        p_kind=kind,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def move_hu_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    kind: str = "move",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Move many handling units: [{hu, to}]."""
    return db.call(
        "move_hu_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lines=lines,
        p_kind=kind,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def adjust(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    delta: Decimal,
    location: int,
    reason: str,
    lot: int | None = None,
    hu: int | None = None,
    status: str = "available",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    owner: int | None = None,
    weight: Decimal | None = None,
) -> Answer:
    """Correct what is on hand by delta, with a reason; weight in g.

    Answer: ledger_id, balances, or request_id, state.
    """
    return db.call(
        "adjust_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_delta=delta,
        p_location=location,
        p_reason=reason,
        p_lot=lot,
        p_hu=hu,
        p_status=status,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_owner=owner,
        p_weight=weight,
    )


def adjust_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    reason: str,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Correct many records: [{product, delta, location, lot, hu, status, owner, weight}]. Answer: as adjust, lines."""
    return db.call(
        "adjust_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lines=lines,
        p_reason=reason,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def change_status(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    from_status: str,
    to_status: str,
    reason: str,
    lot: int | None = None,
    hu: int | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    owner: int | None = None,
    force: bool = False,
) -> Answer:
    """Change the status of a quantity where it lies; force takes promises away. Answer: ledger_id, balances, broke."""
    return db.call(
        "change_status_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_from_status=from_status,
        p_to_status=to_status,
        p_reason=reason,
        p_lot=lot,
        p_hu=hu,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_owner=owner,
        p_force=force,
    )


def change_status_batch(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lines: Lines,
    reason: str,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    force: bool = False,
) -> Answer:
    """Change many: [{product, quantity, location, from_status, to_status, lot, hu, owner}]. Answer: lines, broke."""
    return db.call(
        "change_status_batch_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lines=lines,
        p_reason=reason,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_force=force,
    )


def create_hu(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    kind: str,
    location: int,
    sscc: str | None = None,
    parent: int | None = None,
    carton_type: str | None = None,
) -> Answer:
    """A new handling unit at a place. Answer: hu_id, sscc."""
    return db.call(
        "create_hu_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_kind=kind,
        p_location=location,
        p_sscc=sscc,
        p_parent=parent,
        p_carton_type=carton_type,
    )
