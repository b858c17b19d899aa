"""Moves that slotting proposes: planned for quiet hours, done, taken back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def plan_moves(
    db: Database, *, op: UUID, warehouse: int, moves: Lines, not_before: datetime, metres_a_day: Decimal = Decimal(0)
) -> Answer:
    """Tasks for quiet hours: [{product, from, to, exchange}], by ids. Answer: plan_id, tasks."""
    return db.call(
        "plan_moves_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_moves=moves,
        p_not_before=not_before,
        p_metres_a_day=metres_a_day,
    )


def cancel_moves(db: Database, *, op: UUID, warehouse: int, plan: int) -> Answer:
    """Take back what nobody has begun. Answer: cancelled, kept."""
    return db.call("cancel_moves_v1", p_op=op, p_warehouse=warehouse, p_plan=plan)


def do_moves(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    tasks: Sequence[int],
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Planned moves are done, with those they change places with. Answer: done, lines, moved, cancelled."""
    return db.call(
        "do_moves_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_device=device, p_occurred_at=occurred_at
    )
