"""What the heatmap and the figures say of bins: picks that stand, open tasks, counts; and what people did."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from app.domain.ids import new_op
from app.services.control_room import ControlRoom
from app.services.session import Session
from db.sql_files import queries
from tests.db.ground import Ground
from tests.db.undoing import undo

BIN = "B-01-01-1"


def facts(ground: Ground, code: str) -> Any:
    rows = ground.as_("t_supervisor").query("bin_facts", warehouse=ground.wh)
    return next((row for row in rows if row.location_id == ground.places[code]), None)


def reserved(ground: Ground) -> int:
    """Five cups in the bin, three of them reserved for an order; its pick task."""
    lead = ground.as_("t_supervisor")
    ground.receive(ground.as_("t_picker"), "CUP", 5, BIN)
    line = {"line_no": 1, "product": ground.products["CUP"], "quantity": 3}
    orders = [{"number": "SO-1", "carrier_service": "DHL", "lines": [line]}]
    made = lead.call("enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=orders)["orders"]
    found = lead.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[made[0]["order_id"]])
    return int(found["reservations"][0]["task_id"])


def pick(ground: Ground, task: int) -> UUID:
    picker, op = ground.as_("t_picker"), new_op()
    asked = {"p_kind": "tote", "p_location": ground.places["PACK-1"]}
    tote = picker.call("create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, **asked)["hu_id"]
    picker.call("pick_v1", p_op=op, p_warehouse=ground.wh, p_task=task, p_quantity=Decimal(3), p_to_hu=tote)
    return op


def now(ground: Ground) -> datetime:
    with ground.root() as root:
        return root.execute("select clock_timestamp()").fetchall()[0][0]


def test_a_pick_that_was_taken_back_is_not_counted_any_more(ground: Ground) -> None:
    task = reserved(ground)
    assert (facts(ground, BIN).picks_hour, facts(ground, BIN).tasks) == (0, 1)
    op = pick(ground, task)
    door = ground.as_("t_supervisor")

    def said() -> tuple[int, int, int, int]:
        rates = door.query("kpi_rates", warehouse=ground.wh)
        people = door.query("kpi_people", warehouse=ground.wh)[0].people
        return facts(ground, BIN).picks_hour, sum(row.picks for row in rates), people, facts(ground, BIN).tasks

    assert said() == (1, 1, 1, 0)
    between = now(ground)
    undo(ground, ground.as_("t_picker"), op)
    assert said() == (0, 0, 0, 1), "the pick is open again"

    def then(at: datetime) -> int:
        rows = door.query("floor_at", warehouse=ground.wh, at=at)
        return next(int(row.picks_hour) for row in rows if row.location_id == ground.places[BIN])

    assert (then(between), then(now(ground))) == (1, 0), "as of then it counted"
    span = {"from_at": between - timedelta(hours=1), "to_at": now(ground), "after_at": None, "after_id": 0}
    entries = door.query("replay", warehouse=ground.wh, limit=50, **span)
    (picked,) = [row.ledger_id for row in entries if row.kind == "pick" and row.undoes is None]
    assert picked in {row.undoes for row in entries}


@pytest.mark.parametrize("name", ["kpi_rates", "kpi_people"])
def test_what_was_taken_back_is_listed_once_and_not_looked_for_at_every_pick(ground: Ground, name: str) -> None:
    """Twenty thousand entries of an hour without statistics took longer than a door waits for an answer."""
    statement = queries()[name].replace(":warehouse", str(ground.wh))
    with psycopg.connect(ground.url("t_supervisor")) as connection:
        plan = "\n".join(line for (line,) in connection.execute(f"explain {statement}").fetchall())
    assert "hashed SubPlan" in plan
    assert "Anti Join" not in plan


def test_a_bin_that_was_counted_says_when_though_it_is_empty(ground: Ground) -> None:
    assert facts(ground, BIN) is None
    with ground.root() as root:
        root.execute(
            "update wms.location set last_counted_at = timestamptz '2026-01-11 12:00+00' where location_id = %s",
            (ground.places[BIN],),
        )
    row = facts(ground, BIN)
    assert (row.quants, row.counted_on, row.tasks) == (0, 20_464.5, 0)


def test_a_published_layout_and_a_hold_are_among_what_people_did(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 5, BIN)
    with ground.root() as root:
        root.execute(
            "insert into wms.event (warehouse_id, type, payload) values (%s, 'layout.published', '{\"locations\": 9}')",
            (ground.wh,),
        )
        root.execute("insert into wms.event (warehouse_id, type) values (%s, 'task.freed')", (ground.wh,))
    session = Session.open(ground.url("t_supervisor"), application="stillage-test")
    try:
        rows = ControlRoom(session).activity()
    finally:
        session.close()
    said = [getattr(row, "type", None) or row.kind for row in rows]
    assert said[:2] == ["layout.published", "receive"], "newest first; what is nobody's deed is left out"
    assert "task.freed" not in said
