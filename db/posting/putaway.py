"""Putting away: places proposed with the reason why, changed, done, taken back; the rules that they come from."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def propose_putaway(db: Database, *, op: UUID, warehouse: int, loads: Lines) -> Answer:
    """A task a load, in the first of its choices that takes it. Answer: tasks, lost."""
    return db.call("propose_putaway_v1", p_op=op, p_warehouse=warehouse, p_loads=loads)


def put_away(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    task: int,
    to: int,
    quantity: Decimal | None = None,
    reason: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """The goods of a task lie in that bin now; another than planned needs a reason. Answer: moved, rest, overridden."""
    return db.call(
        "put_away_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_task=task,
        p_to=to,
        p_quantity=quantity,
        p_reason=reason,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def redirect_putaway(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    task: int,
    to: int,
    reason: str,
    explanation: Mapping[str, Any] | None = None,
) -> Answer:
    """Another place for goods that are not put away yet. Answer: task_id, to."""
    return db.call(
        "redirect_putaway_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_task=task,
        p_to=to,
        p_reason=reason,
        p_explanation=explanation,
    )


def cancel_putaway(db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int]) -> Answer:
    """Take planned places back. Answer: cancelled, kept."""
    return db.call("cancel_putaway_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks)


def put_putaway_rules(db: Database, *, op: UUID, warehouse: int, rules: Mapping[str, Any], version: int) -> Answer:
    """All rules in their order ({rules: [...]}), in the place of version. Answer: version, rules."""
    return db.call("put_putaway_rules_v1", p_op=op, p_warehouse=warehouse, p_rules=rules, p_version=version)


def set_fixed_bins(db: Database, *, op: UUID, warehouse: int, product: int, locations: Sequence[int]) -> Answer:
    """The bins that a product is put into before all others. Answer: bins."""
    return db.call("set_fixed_bins_v1", p_op=op, p_warehouse=warehouse, p_product=product, p_locations=locations)


def set_hazard_storage(db: Database, *, op: UUID, warehouse: int, class_: str, hazards: Mapping[str, Any]) -> Answer:
    """Which hazard classes a storage class is for ({hazards: [...], was: what the caller took it to be}); None: as the
    goods lie now. Answer: hazards. WM412: somebody said something else meanwhile."""
    return db.call("set_hazard_storage_v1", p_op=op, p_warehouse=warehouse, p_class=class_, p_hazards=hazards)


def put_hazard_rules(db: Database, *, op: UUID, warehouse: int, rules: Mapping[str, Any], version: int) -> Answer:
    """The table of hazard classes ({rules: [{one, other, rule, metres}]}) for version. Answer: version, rules."""
    return db.call("put_hazard_rules_v1", p_op=op, p_warehouse=warehouse, p_rules=rules, p_version=version)
