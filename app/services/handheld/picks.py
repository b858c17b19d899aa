"""Picks that were given one by one, without a batch: those of an order that nobody had put into one."""

from collections.abc import Callable, Sequence
from typing import Any

from app.domain.ids import HandlingUnitId, LocationId, OrderId, ProductId, TaskId
from app.flow.pick_work import PickTask
from app.services.session import Session


def picks_of(
    session: Session, tasks: Sequence[int], sort: Callable[[Sequence[str]], tuple[Sequence[str], float]]
) -> tuple[PickTask, ...]:
    """These, which somebody has taken already, in walking order. Blocking."""
    rows = session.door.query("floor_picks", warehouse=session.warehouse.warehouse_id, tasks=list(tasks))
    codes, _ = sort(list(dict.fromkeys(str(row.from_code) for row in rows)))
    rank = {code: n for n, code in enumerate(codes)}
    return tuple(_task(row) for row in sorted(rows, key=lambda row: (rank[row.from_code], row.task_id)))


def _task(row: Any) -> PickTask:
    return PickTask(
        TaskId(row.task_id),
        OrderId(row.order_id),
        row.order_number,
        ProductId(row.product_id),
        row.sku,
        row.product,
        row.quantity.normalize() + 0,
        LocationId(row.from_location_id),
        row.from_code,
        row.barcode,
        row.check_digit or "",
        row.lot,
        tracking=row.tracking,
        source=None if row.hu_id is None else HandlingUnitId(row.hu_id),
        source_code=row.sscc or "",
    )
