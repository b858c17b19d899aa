"""What people do with handling units in tests, in few words."""

from typing import Any

import psycopg

from app.domain.ids import new_op
from app.domain.sscc import make_sscc
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground


def label(serial: int) -> str:
    """A valid SSCC of somebody else's prefix."""
    return make_sscc(1, "0614141", serial)


def pallet(ground: Ground, door: Database, serial: int, place: str, **content: int) -> int:
    """A pallet with so many pieces of each SKU (dashes as underscores), received at a place; its id."""
    for sku, quantity in content.items():
        ground.receive(door, sku.replace("_", "-"), quantity, place, p_sscc=label(serial))
    with ground.root() as root:
        return _one(root, "select hu_id from wms.handling_unit where sscc = %s", label(serial))


def carton(ground: Ground, door: Database, place: str, parent: int | None = None, **content: int) -> int:
    """A carton with content at a place, in another unit where one is given; its id."""
    made = door.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="carton", p_location=ground.places[place]
    )
    for sku, quantity in content.items():
        ground.receive(door, sku.replace("_", "-"), quantity, place, p_sscc=made["sscc"])
    if parent is not None:
        do(ground, door, "nest_hu_v1", p_hu=made["hu_id"], p_parent=parent)
    return int(made["hu_id"])


def do(ground: Ground, door: Database, function: str, **arguments: Any) -> dict[str, Any]:
    """Call with a new key in the main warehouse."""
    return door.call(function, **{"p_op": new_op(), "p_warehouse": ground.wh, **arguments})


def go(ground: Ground, door: Database, unit: int, place: str, **more: Any) -> dict[str, Any]:
    """Move a unit to a place."""
    return do(ground, door, "move_hu_v1", p_hu=unit, p_to=ground.places[place], **more)


def units(ground: Ground) -> dict[int, tuple[int | None, str, str]]:
    """Parent, place and state of every unit."""
    with ground.root() as root:
        rows = root.execute(
            "select h.hu_id, h.parent_id, l.code, h.state from wms.handling_unit h join wms.location l using (warehouse_id, location_id)"
        ).fetchall()
    return {row[0]: row[1:] for row in rows}


def content(ground: Ground, unit: int) -> set[tuple[Any, ...]]:
    """What lies in one unit itself: SKU, lot, status, quantity, reserved."""
    return {
        (sku, lot, status, quantity, held)
        for _, sku, lot, hu, status, quantity, held in acts.stock(ground)
        if hu == unit
    }


def broken(ground: Ground) -> list[Any]:
    """What api.check_v1 and wms.check_units find wrong."""
    with ground.root() as root:
        return ground.violations() + root.execute("select * from wms.check_units(%s)", (ground.wh,)).fetchall()


def events(ground: Ground, unit: int) -> list[str]:
    """What was said about a unit, in order."""
    with ground.root() as root:
        rows = root.execute(
            "select type from wms.event where aggregate_id = %s and type like 'hu.%%' order by event_id", (unit,)
        )
        return [row[0] for row in rows.fetchall()]


def lot(ground: Ground, number: str) -> int:
    """The id of a lot by its number."""
    with ground.root() as root:
        return _one(root, "select lot_id from wms.lot where number = %s", number)


def _one(root: "psycopg.Connection[Any]", statement: Any, value: Any) -> int:
    row = root.execute(statement, (value,)).fetchone()
    assert row is not None
    return int(row[0])
