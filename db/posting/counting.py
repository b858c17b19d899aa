"""Counting: planned, done, approved, imported."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def plan_counts(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    name: str,
    kind: str,
    rule: Mapping[str, Any] | None = None,
    locations: Sequence[int] | None = None,
    every_days: int | None = None,
    tolerance: Decimal = Decimal(0),
    tolerance_share: Decimal = Decimal(0),
    auto_post: bool = True,
    person: str | None = None,
) -> Answer:
    """Plan counts (abc, turnover, accuracy, zero, demand) and list bins. Answer: plan_id, counts, already, run."""
    return db.call(
        "plan_counts_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_name=name,
        p_kind=kind,
        p_rule={} if rule is None else rule,
        p_locations=locations,
        p_every_days=every_days,
        p_tolerance=tolerance,
        p_tolerance_share=tolerance_share,
        p_auto_post=auto_post,
        p_person=person,
    )


def run_counts(db: Database, *, op: UUID, warehouse: int, plan: int | None = None) -> Answer:
    """Put the bins of the plans that are due, or of this one, on the list. Answer: plans, counts."""
    return db.call("run_counts_v1", p_op=op, p_warehouse=warehouse, p_plan=plan)


def end_plan(db: Database, *, op: UUID, warehouse: int, plan: int) -> Answer:
    """End a plan; what nobody has begun leaves the list. Answer: cancelled."""
    return db.call("end_plan_v1", p_op=op, p_warehouse=warehouse, p_plan=plan)


def set_count_walk(db: Database, *, op: UUID, warehouse: int, way: str, metres: Decimal | None = None) -> Answer:
    """Whether people count by walking past: off, aisle, or metres. Answer: way, metres."""
    return db.call("set_count_walk_v1", p_op=op, p_warehouse=warehouse, p_way=way, p_metres=metres)


def assign_counts(
    db: Database, *, op: UUID, warehouse: int, counts: Sequence[int], person: str | None = None
) -> Answer:
    """Say who counts these bins. Answer: assigned, kept."""
    return db.call("assign_counts_v1", p_op=op, p_warehouse=warehouse, p_counts=counts, p_person=person)


def claim_count(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    location: int,
    station: str | None = None,
    lease_seconds: int = 1800,
) -> Answer:
    """Begin the bin that was scanned. Answer: count_id, location_id, location, lines (one's own)."""
    return db.call(
        "claim_count_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_location=location,
        p_station=station,
        p_lease_seconds=lease_seconds,
    )


def enter_count(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    count: int,
    product: int | None = None,
    quantity: Decimal | None = None,
    lot: str | None = None,
    hu: int | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """So many of this lie in the bin; a unit alone: it is there, unopened. Answer: line_id, quantity."""
    return db.call(
        "enter_count_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_count=count,
        p_product=product,
        p_quantity=quantity,
        p_lot=lot,
        p_hu=hu,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def take_back_count(db: Database, *, op: UUID, warehouse: int, count: int, line: int) -> Answer:
    """Take one's own entry back. Answer: line_id."""
    return db.call("take_back_count_v1", p_op=op, p_warehouse=warehouse, p_count=count, p_line=line)


def close_count(
    db: Database, *, op: UUID, warehouse: int, count: int, empty: bool = False, device: str | None = None
) -> Answer:
    """The bin is done. Answer: count_id, location, lines; what follows is told to nobody who counts."""
    return db.call("close_count_v1", p_op=op, p_warehouse=warehouse, p_count=count, p_empty=empty, p_device=device)


def approve_counts(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    counts: Sequence[int],
    reason: str | None = None,
    break_: bool = False,
) -> Answer:
    """Accept and post the differences. Answer: counts, lines, units, first_ledger_id, released."""
    return db.call(
        "approve_counts_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_counts=counts,
        p_reason=reason,
        p_break=break_,
    )


def post_counts(db: Database, *, op: UUID, warehouse: int, limit: int = 500) -> Answer:
    """Post what plans have approved. Answer: counts, lines, review (bins that could not be posted)."""
    return db.call("post_counts_v1", p_op=op, p_warehouse=warehouse, p_limit=limit)


def recount(db: Database, *, op: UUID, warehouse: int, counts: Sequence[int], person: str | None = None) -> Answer:
    """Have bins counted again by somebody who has not counted them. Answer: recounts."""
    return db.call("recount_v1", p_op=op, p_warehouse=warehouse, p_counts=counts, p_person=person)


def import_counts(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    name: str,
    lines: Lines,
    tolerance: Decimal = Decimal(0),
    tolerance_share: Decimal = Decimal(0),
) -> Answer:
    """Counts made elsewhere: [{row, location, sku, lot, sscc, quantity}]. Answer: plan_id, counts, lines, review."""
    return db.call(
        "import_counts_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_name=name,
        p_lines=lines,
        p_tolerance=tolerance,
        p_tolerance_share=tolerance_share,
    )
