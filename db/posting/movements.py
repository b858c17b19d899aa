"""Stock in bulk and in doubt: bins, scrap, owners, corrections that need a second person, undo, changes in mass."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def move_bin(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    from_: int,
    to: int,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Move all that is in a bin, units and reservations too. Answer: lines, units, carried (picks sent elsewhere)."""
    return db.call(
        "move_bin_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_from=from_,
        p_to=to,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def scrap(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    reason: str,
    lot: int | None = None,
    hu: int | None = None,
    status: str = "available",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
    owner: int | None = None,
) -> Answer:
    """Take goods out of stock for good, with a reason. Answer: as adjust."""
    return db.call(
        "scrap_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_reason=reason,
        p_lot=lot,
        p_hu=hu,
        p_status=status,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
        p_owner=owner,
    )


def change_owner(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    quantity: Decimal,
    location: int,
    from_owner: int | None,
    to_owner: int | None,
    lot: int | None = None,
    hu: int | None = None,
    status: str = "available",
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Goods change hands where they lie; None as an owner is the house. Answer: lines, first_ledger_id, quantity."""
    return db.call(
        "change_owner_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_quantity=quantity,
        p_location=location,
        p_from_owner=from_owner,
        p_to_owner=to_owner,
        p_lot=lot,
        p_hu=hu,
        p_status=status,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def decide_adjustment(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    request: int,
    decision: str,
    note: str | None = None,
    device: str | None = None,
) -> Answer:
    """Approve, reject or withdraw a correction above its maker's limit. Answer: state, requested_by, decided_by."""
    return db.call(
        "decide_adjustment_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_request=request,
        p_decision=decision,
        p_note=note,
        p_device=device,
    )


def set_approval_limit(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    role: str,
    kind: str,
    max_quantity: Decimal | None = None,
    max_value: Decimal | None = None,
) -> Answer:
    """What a role ("r_supervisor") may correct alone: kind adjust, scrap or count; None is without limit."""
    return db.call(
        "set_approval_limit_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_role=role,
        p_kind=kind,
        p_max_quantity=max_quantity,
        p_max_value=max_value,
    )


def undo(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    target_op: UUID,
    reason: str,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Take a finished act back by its operation key. Answer: lines, first_ledger_id; of picks and packs orders, tasks.

    Refusal WM455 carries in its detail `chain`: the acts that used the goods since, newest first, each with its op.
    """
    return db.call(
        "undo_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_target_op=target_op,
        p_reason=reason,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def post_mass(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    kind: str,
    lines: Lines,
    reason: str | None = None,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Up to 50,000 lines, all or nothing; kind move, adjust, scrap, status, owner. Answer: lines, first_ledger_id.

    A line: line, sku, from, to, quantity, unit, lot, sscc, to_sscc, status, to_status, owner, to_owner, reason. Refusal
    WM422 carries in its detail `problems` of all lines.
    """
    return db.call(
        "post_mass_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_kind=kind,
        p_lines=lines,
        p_reason=reason,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )
