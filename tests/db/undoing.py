"""What tests of movements and undo do, in few words."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground


def adjust(ground: Ground, door: Database, sku: str, delta: int, place: str, **more: Any) -> dict[str, Any]:
    """Correct by SKU and code."""
    given = {"p_op": new_op(), "p_reason": "found" if delta > 0 else "lost", **more}
    return door.call(
        "adjust_v1",
        p_warehouse=ground.wh,
        p_product=ground.products[sku],
        p_delta=Decimal(delta),
        p_location=ground.places[place],
        **given,
    )


def undo(ground: Ground, door: Database, target: UUID, **more: Any) -> dict[str, Any]:
    """Take an act back."""
    given = {"p_op": new_op(), "p_reason": "mistake", **more}
    return door.call("undo_v1", p_warehouse=ground.wh, p_target_op=target, **given)


def refused(act: Any) -> Refusal:
    """The refusal of an act; it must be one."""
    try:
        answer = act()
    except Refusal as refusal:
        return refusal
    raise AssertionError(f"this was to be refused: {answer}")


def move_bin(ground: Ground, door: Database, source: str, target: str, **more: Any) -> dict[str, Any]:
    """Move a whole bin by codes."""
    given = {"p_op": new_op(), **more}
    return door.call(
        "move_bin_v1", p_warehouse=ground.wh, p_from=ground.places[source], p_to=ground.places[target], **given
    )


def pick(ground: Ground, door: Database, task: int, quantity: int, tote: int, **more: Any) -> UUID:
    """Confirm a pick; its operation key."""
    op = new_op()
    door.call(
        "pick_v1", p_op=op, p_warehouse=ground.wh, p_task=task, p_quantity=Decimal(quantity), p_to_hu=tote, **more
    )
    return op


def lines_of(ground: Ground, order: int) -> list[tuple[Any, ...]]:
    """(reserved, picked, packed) of an order's lines, and its status at the end."""
    with ground.root() as root:
        lines = root.execute(
            "select reserved::int, picked::int, packed::int from wms.order_line where order_id = %s order by line_no",
            (order,),
        ).fetchall()
        return [*lines, *root.execute("select status::int from wms.orders where order_id = %s", (order,)).fetchall()]


def rows(ground: Ground, statement: str, *given: Any) -> list[tuple[Any, ...]]:
    """What the superuser reads."""
    with ground.root() as root:
        return root.execute(statement, given).fetchall()


def packed_order(ground: Ground, number: str = "SO-1") -> dict[str, Any]:
    """Five cups reserved from B-01-01-1, picked into a tote and packed: the ids and operation keys of each step."""
    picker, packer = ground.as_("t_picker"), ground.as_("t_packer")
    order = acts.order(ground, number, {"CUP": 5})
    made = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"][0]
    tote = acts.unit(ground, picker)
    pick_op = pick(ground, picker, made["task_id"], 5, tote)
    carton, pack_op = acts.unit(ground, packer, "carton"), new_op()
    packer.call(
        "pack_v1",
        p_op=pack_op,
        p_warehouse=ground.wh,
        p_order=order,
        p_to_hu=carton,
        p_lines=[{"order_line": made["order_line_id"], "quantity": 5, "lot": None, "from_hu": tote}],
    )
    return {"order": order, "tote": tote, "carton": carton, "pick": pick_op, "pack": pack_op, **made}


def read(ground: Ground, login: str, statement: str, *given: Any) -> list[tuple[Any, ...]]:
    """What a person reads."""
    with psycopg.connect(ground.url(login)) as connection:
        return connection.execute(statement, given).fetchall()
