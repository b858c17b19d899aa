"""Master data and alarms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from db.engine import Database
from db.posting.kinds import Answer, Lines


def create_warehouse(
    db: Database, *, op: UUID, code: str, name: str, time_zone: str, address: str | None = None
) -> Answer:
    """A new warehouse; its maker may act in it. Answer: warehouse_id."""
    return db.call("create_warehouse_v1", p_op=op, p_code=code, p_name=name, p_time_zone=time_zone, p_address=address)


def import_layout(db: Database, *, op: UUID, warehouse: int, layout: Mapping[str, Any]) -> Answer:
    """Take a layout: zones, classes, racks, locations, fixtures. Answer: how many of each."""
    return db.call("import_layout_v1", p_op=op, p_warehouse=warehouse, p_layout=layout)


def import_products(db: Database, *, op: UUID, warehouse: int, products: Lines) -> Answer:
    """Create or change products by SKU, up to 5,000. Answer: products."""
    return db.call("import_products_v1", p_op=op, p_warehouse=warehouse, p_products=products)


def import_cartons(db: Database, *, op: UUID, warehouse: int, cartons: Lines) -> Answer:
    """The carton types of a warehouse."""
    return db.call("import_cartons_v1", p_op=op, p_warehouse=warehouse, p_cartons=cartons)


def raise_alarm(
    db: Database,
    *,
    op: UUID,
    warehouse: int,
    kind: str,
    priority: int,
    text: str,
    source_key: str,
    next_step: str,
    location: int | None = None,
) -> Answer:
    """Raise an alarm, once for a source_key until it is cleared. Answer: alarm_id."""
    return db.call(
        "raise_alarm_v1",
        p_op=op,
        p_warehouse=warehouse,
        p_kind=kind,
        p_priority=priority,
        p_text=text,
        p_source_key=source_key,
        p_next_step=next_step,
        p_location=location,
    )


def acknowledge_alarm(db: Database, *, op: UUID, warehouse: int, alarm: int) -> Answer:
    """The person has seen the alarm. Answer: alarm_id, step."""
    return db.call("acknowledge_alarm_v1", p_op=op, p_warehouse=warehouse, p_alarm=alarm)


def shelve_alarm(db: Database, *, op: UUID, warehouse: int, alarm: int, until: datetime, reason: str) -> Answer:
    """Put an alarm aside for at most a day, with a reason. Answer: alarm_id, step."""
    return db.call("shelve_alarm_v1", p_op=op, p_warehouse=warehouse, p_alarm=alarm, p_until=until, p_reason=reason)


def clear_alarm(db: Database, *, op: UUID, warehouse: int, alarm: int) -> Answer:
    """What the alarm told of is over. Answer: alarm_id, step."""
    return db.call("clear_alarm_v1", p_op=op, p_warehouse=warehouse, p_alarm=alarm)
