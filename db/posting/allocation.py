"""Which stock serves which order: rules, promises, and what an urgent order takes from others."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer


def put_allocation_rule(db: Database, *, op: UUID, warehouse: int, rule: Mapping[str, Any]) -> Answer:
    """Make or change a rule: {rule_id, version, sequence, name, strategy, ...}. Answer: rule_id, version."""
    return db.call("put_allocation_rule_v1", p_op=op, p_warehouse=warehouse, p_rule=rule)


def promise(db: Database, *, op: UUID, warehouse: int, orders: Sequence[int]) -> Answer:
    """Promise orders from stock and what is to come, in this order. Answer: orders with lines and days."""
    return db.call("promise_v1", p_op=op, p_warehouse=warehouse, p_orders=orders)


def reallocate(db: Database, *, op: UUID, warehouse: int, order: int) -> Answer:
    """Reserve for an urgent order, also from less urgent ones. Answer: orders, reservations, short, lost."""
    return db.call("reallocate_v1", p_op=op, p_warehouse=warehouse, p_order=order)
