"""Holds, lots that expire or are corrected, and the parties that own, send, get and carry goods."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def place_hold(
    db: Database, *, op: UUID, warehouse: int, target: str, id: int, reason: str, note: str | None = None
) -> Answer:
    """Hold a quant, lot, hu, location or product. Answer: hold_id, what, records, broke (what it took away)."""
    return db.call(
        "place_hold_v1", p_op=op, p_warehouse=warehouse, p_target=target, p_id=id, p_reason=reason, p_note=note
    )


def place_hold_batch(
    db: Database, *, op: UUID, warehouse: int, lines: Lines, reason: str, note: str | None = None
) -> Answer:
    """Hold up to 500 targets: [{target, id}]. Answer: holds, records, broke."""
    return db.call("place_hold_batch_v1", p_op=op, p_warehouse=warehouse, p_lines=lines, p_reason=reason, p_note=note)


def release_hold(db: Database, *, op: UUID, warehouse: int, hold: int, note: str | None = None) -> Answer:
    """Lift a hold. Answer: released, records, still_held (records that another hold covers)."""
    return db.call("release_hold_v1", p_op=op, p_warehouse=warehouse, p_hold=hold, p_note=note)


def release_hold_batch(
    db: Database, *, op: UUID, warehouse: int, holds: Sequence[int], note: str | None = None
) -> Answer:
    """Lift up to 500 holds. Answer as for one."""
    return db.call("release_hold_batch_v1", p_op=op, p_warehouse=warehouse, p_holds=holds, p_note=note)


def expire_lots(db: Database, *, op: UUID, warehouse: int) -> Answer:
    """Available stock of lots past their expiry becomes expired. Answer: lines, lots, left, broke."""
    return db.call("expire_lots_v1", p_op=op, p_warehouse=warehouse)


def correct_lot(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    lot: int,
    changes: Mapping[str, Any],
    reason: str,
    version: int | None = None,
    note: str | None = None,
) -> Answer:
    """Correct {number, produced_on, expires_on, best_before} of a lot. Answer: version, before, after, broke."""
    return db.call(
        "correct_lot_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_lot=lot,
        p_changes=changes,
        p_reason=reason,
        p_version=version,
        p_note=note,
    )


def move_lot(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    quantity: Decimal,
    location: int,
    from_lot: int,
    to_lot: str,
    reason: str,
    expires_on: date | None = None,
    hu: int | None = None,
    status: str = "available",
    owner: int | None = None,
    force: bool = False,
    document: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Goods of one lot are really of another. Answer: lot_id, first_ledger_id, broke."""
    return db.call(
        "move_lot_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_quantity=quantity,
        p_location=location,
        p_from_lot=from_lot,
        p_to_lot=to_lot,
        p_reason=reason,
        p_expires_on=expires_on,
        p_hu=hu,
        p_status=status,
        p_owner=owner,
        p_force=force,
        p_document=document,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def put_party(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    kind: str,
    code: str,
    name: str,
    min_remaining_days: int | None = None,
    version: int | None = None,
) -> Answer:
    """Create or change an owner, customer, supplier or carrier by its code. Answer: party_id, version."""
    return db.call(
        "put_party_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_kind=kind,
        p_code=code,
        p_name=name,
        p_min_remaining_days=min_remaining_days,
        p_version=version,
    )
