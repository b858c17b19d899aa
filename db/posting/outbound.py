"""The life of outbound orders after their entry: changes, holds, back orders, goods that go back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def change_orders(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    orders: Sequence[int],
    changes: Mapping[str, Any],
    reason: str | None = None,
    seen: str | None = None,
) -> Answer:
    """Change or cancel orders until they are loaded; seen: the mark of the preview. Answer: orders, tasks."""
    return db.call(
        "change_orders_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_orders=orders,
        p_changes=changes,
        p_reason=reason,
        p_seen=seen,
    )


def put_back(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    task: int,
    quantity: Decimal,
    to: int | None = None,
    device: str | None = None,
    occurred_at: datetime | None = None,
) -> Answer:
    """Goods of a put-back task go into a bin. Answer: ledger_id, put_back, left, order_status."""
    return db.call(
        "put_back_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_task=task,
        p_quantity=quantity,
        p_to=to,
        p_device=device,
        p_occurred_at=occurred_at,
    )


def hold_orders(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    orders: Sequence[int],
    reason: str,
    note: str = "",
    give_back: bool = False,
) -> Answer:
    """Orders stop where they stand. Answer: orders [{order_id, number, paused, released}]."""
    return db.call(
        "hold_orders_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_orders=orders,
        p_reason=reason,
        p_note=note,
        p_give_back=give_back,
    )


def resume_orders(db: Database, *, op: UUID, warehouse: int, orders: Sequence[int]) -> Answer:
    """Held orders go on where their lines stand. Answer: orders [{order_id, number, status}]."""
    return db.call("resume_orders_v1", p_op=op, p_warehouse=warehouse, p_orders=orders)


def back_order(db: Database, *, op: UUID, warehouse: int, order: int) -> Answer:
    """What an order misses becomes an order of its own. Answer: order_id, number, of, moved."""
    return db.call("back_order_v1", p_op=op, p_warehouse=warehouse, p_order=order)
