"""What is left of a batch, as a picker walks it: stops in order, what joined later where it costs the least way."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from app.domain.ids import HandlingUnitId, LocationId, OrderId, ProductId, TaskId
from app.flow.pick_work import TOGETHER, PickTask, PickTour, Share, Tote
from db.engine import Database


def tour_of(door: Database, warehouse: int, batch: int) -> PickTour:
    """Read it. Blocking."""
    rows = in_walking_order(door.query("batch_tasks", warehouse=warehouse, batch=batch))
    totes = tuple(map(_tote, door.query("batch_totes", warehouse=warehouse, batch=batch)))
    shared = TOGETHER if any(tote.order is None for tote in totes) else "cluster"
    mode = str(rows[0].mode) if rows else shared
    tasks = tuple(map(_task, rows))
    return PickTour(batch, mode, _joined(tasks) if mode == TOGETHER else tasks, totes)


def in_walking_order(rows: Sequence[Any]) -> list[Any]:
    """Picks that were numbered in that order; the others, each where it makes the way longer by the least (metres along
    and across, Rosenkrantz et al. 1977, cheapest insertion)."""
    walk = [row for row in rows if row.sequence is not None]
    for row in rows:
        if row.sequence is None:
            walk.insert(_cheapest(walk, row), row)
    return walk


def _cheapest(walk: Sequence[Any], row: Any) -> int:
    costs = []
    for at in range(len(walk) + 1):
        before, after = walk[at - 1] if at else None, walk[at] if at < len(walk) else None
        costs.append(_way(before, row) + _way(row, after) - _way(before, after))
    return min(range(len(costs)), key=lambda at: (round(costs[at], 3), -at))


def _way(one: Any, other: Any) -> float:
    """Along and across, mm; nothing to or from a place that is not on the plan."""
    if one is None or other is None or None in (one.x, one.y, other.x, other.y):
        return 0.0
    return float(abs(one.x - other.x) + abs(one.y - other.y))


def _joined(tasks: Sequence[PickTask]) -> tuple[PickTask, ...]:
    """What several orders want of the same goods in the same bin, as one stop."""
    first: dict[tuple[object, ...], int] = {}
    for at, task in enumerate(tasks):
        first.setdefault(_goods(task), at)
    ordered = sorted(tasks, key=lambda task: first[_goods(task)])
    made = []
    for _, group in groupby(ordered, key=_goods):
        same = list(group)
        shares = tuple(Share(task.task, task.order, task.order_number, task.quantity) for task in same)
        total = sum((share.quantity for share in shares), Decimal(0))
        made.append(replace(same[0], quantity=total, shares=shares, slot=None) if len(same) > 1 else same[0])
    return tuple(made)


def _goods(task: PickTask) -> tuple[object, ...]:
    return task.place, task.product, task.lot, task.source


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
        None if row.tote_id is None else HandlingUnitId(row.tote_id),
        row.slot,
        row.tracking,
        None if row.hu_id is None else HandlingUnitId(row.hu_id),
        row.sscc or "",
    )


def _tote(row: Any) -> Tote:
    order = None if row.order_id is None else OrderId(row.order_id)
    return Tote(order, HandlingUnitId(row.hu_id), row.sscc, row.slot, row.is_full, row.gathered_at or "")
