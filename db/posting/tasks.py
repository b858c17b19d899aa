"""Work for people: refilling pick faces, the next task, and what a supervisor decides about work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def put_replenish_rule(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    product: int,
    location: int,
    least: Decimal,
    most: Decimal,
    pack: Decimal | None = None,
    active: bool = True,
) -> Answer:
    """Keep a pick face between two quantities, or end that. Answer: rule_id, cancelled."""
    return db.call(
        "put_replenish_rule_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_product=product,
        p_location=location,
        p_least=least,
        p_most=most,
        p_pack=pack,
        p_active=active,
    )


def replenish(db: Database, *, op: UUID, warehouse: int) -> Answer:
    """Refill what the rules ask for. Answer: made, quantity, urgent, exceptions, cured."""
    return db.call("replenish_v1", p_op=op, p_warehouse=warehouse)


def call_replenish(db: Database, *, op: UUID, warehouse: int, location: int, product: int | None = None) -> Answer:
    """Refill this face now. Answer as `replenish`, and rule_id."""
    return db.call("call_replenish_v1", p_op=op, p_warehouse=warehouse, p_location=location, p_product=product)


def do_task(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    task: int,
    quantity: Decimal,
    reason: str | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """A replenishment or a move is done. Answer: moved, short, and the balances."""
    return db.call(
        "do_task_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_task=task,
        p_quantity=quantity,
        p_reason=reason,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def next_task(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    at: int | None = None,
    ask: Mapping[str, object] | None = None,
    station: str | None = None,
    lease_seconds: int = 900,
) -> Answer:
    """The next work for me, claimed; ask: {kinds, seconds by location id}.

    Answer: found, tasks, kind, batch_id, order_id, why; or found, left_out."""
    return db.call(
        "next_task_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_at=at,
        p_ask=ask,
        p_station=station,
        p_lease_seconds=lease_seconds,
    )


def assign_tasks(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    tasks: Sequence[int],
    person: str | None = None,
    until: datetime | None = None,
) -> Answer:
    """Give work to somebody, or back to all. Answer: tasks, person, taken_from."""
    return db.call("assign_tasks_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_person=person, p_until=until)


def set_priority(db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int], priority: int) -> Answer:
    """How urgent work is, 1 to 9. Answer: tasks."""
    return db.call("set_priority_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_priority=priority)


def hold_tasks(
    db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int], reason: str, until: datetime | None = None
) -> Answer:
    """Nobody is to do this for now. Answer: tasks."""
    return db.call("hold_tasks_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_reason=reason, p_until=until)


def resume_tasks(db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int]) -> Answer:
    """Held work may be done again. Answer: tasks."""
    return db.call("resume_tasks_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks)


def cancel_tasks(db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int], reason: str) -> Answer:
    """This is not done at all. Answer: tasks, released, orders."""
    return db.call("cancel_tasks_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_reason=reason)


def put_work_limit(db: Database, *, op: UUID, warehouse: int, person: str, limits: Mapping[str, object]) -> Answer:
    """Limit somebody: {kinds, zones}; what is not named is not limited. Answer: login."""
    return db.call("put_work_limit_v1", p_op=op, p_warehouse=warehouse, p_person=person, p_limits=limits)


def own_exceptions(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    tasks: Sequence[int],
    person: str | None = None,
    next_step: str | None = None,
) -> Answer:
    """Somebody sees to these exceptions; without a name, I. Answer: tasks."""
    return db.call(
        "own_exceptions_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_person=person, p_next_step=next_step
    )


def settle_exceptions(db: Database, *, op: UUID, warehouse: int, tasks: Sequence[int], settlement: str) -> Answer:
    """These exceptions are settled. Answer: tasks."""
    return db.call("settle_exceptions_v1", p_op=op, p_warehouse=warehouse, p_tasks=tasks, p_settlement=settlement)
