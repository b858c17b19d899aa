"""Changing the status of reserved stock: what is free goes first, promises break only by force, and the list is exact."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_holds import one
from tests.db.test_reserve import pick, status


def change(ground: Ground, door: Database, quantity: int, **more: Any) -> dict[str, Any]:
    given = {
        "p_product": ground.products["CUP"], "p_location": ground.places["A-01-01-1"], "p_from_status": "available",
        "p_to_status": "damaged", "p_reason": "damage", "p_op": new_op(), **more,
    }  # fmt: skip
    return door.call("change_status_v1", p_warehouse=ground.wh, p_quantity=Decimal(quantity), **given)


def reserved(ground: Ground, door: Database) -> tuple[int, int, list[dict[str, Any]]]:
    """Ten cups in one bin: 4 for an order of priority 5, 3 for an urgent one; their ids and reservations."""
    ground.receive(door, "CUP", 10, "A-01-01-1")
    usual = acts.order(ground, "USUAL", {"CUP": 4}, door)
    urgent = acts.order(ground, "URGENT", {"CUP": 3}, door)
    with ground.root() as root:
        root.execute("update wms.orders set priority = 1 where order_id = %s", (urgent,))
    return usual, urgent, acts.reserve(ground, door, usual, urgent)["reservations"]


def test_free_stock_changes_first(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    reserved(ground, supervisor)
    assert change(ground, supervisor, 3)["broke"] is None
    assert acts.stock(ground) == {
        ("A-01-01-1", "CUP", None, None, "available", 7, 7),
        ("A-01-01-1", "CUP", None, None, "damaged", 3, 0),
    }
    assert ground.violations() == []


def test_reserved_stock_changes_by_force_only_and_no_more_breaks_than_must(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    usual, urgent, _ = reserved(ground, supervisor)
    with pytest.raises(Refusal, match=r"1 of it is reserved for USUAL\.") as refused:
        change(ground, supervisor, 4)
    assert refused.value.code == "WM423"
    assert "by force" in refused.value.next_step
    told = refused.value.detail["broke"]
    assert acts.total(ground, "reserved") == 7
    op = new_op()
    answer = change(ground, supervisor, 4, p_force=True, p_op=op)
    assert answer["broke"] == told
    assert [(row["number"], row["quantity"], row["state_after"]) for row in told["orders"]] == [
        ("USUAL", 1, "released")
    ]
    assert [(row["task_id"], row["quantity"]) for row in told["tasks"]] == [
        (one(ground, "select task_id from wms.task where order_id = %s", usual), 1)
    ]
    assert one(ground, "select quantity, state from wms.task where order_id = %s", usual) == (3, 100)
    assert (status(ground, usual), status(ground, urgent)) == (OrderStatus.RELEASED, OrderStatus.RESERVED)
    assert acts.stock(ground) == {
        ("A-01-01-1", "CUP", None, None, "available", 6, 6),
        ("A-01-01-1", "CUP", None, None, "damaged", 4, 0),
    }
    assert change(ground, supervisor, 4, p_force=True, p_op=op) == answer
    assert ground.violations() == []
    tote = acts.unit(ground, supervisor)
    made = {"task_id": told["tasks"][0]["task_id"], "quantity": 3}
    assert pick(ground, supervisor, made, tote)["picked"] == 3, "what is left of the task can be picked"
    assert ground.violations() == []


def test_a_task_that_nobody_has_goes_before_one_in_hand(ground: Ground) -> None:
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    usual, urgent, made = reserved(ground, supervisor)
    mine = [row["task_id"] for row in made if row["order_id"] == usual]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=mine)
    first = change(ground, supervisor, 6, p_force=True)["broke"]
    assert [(row["number"], row["quantity"], row["person"]) for row in first["tasks"]] == [("URGENT", 3, None)]
    second = change(ground, supervisor, 4, p_force=True)["broke"]
    assert [(row["number"], row["quantity"], row["person"]) for row in second["tasks"]] == [("USUAL", 4, "Piet Picker")]
    assert (status(ground, usual), status(ground, urgent)) == (OrderStatus.RELEASED, OrderStatus.RELEASED)
    assert one(ground, "select count(*) from wms.alarm where kind = 'stock.status' and priority = 1") == 1
    assert ground.violations() == []


def test_goods_that_are_picked_for_an_order_change_by_force_and_are_listed(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    _, urgent, made = reserved(ground, supervisor)
    tote = acts.unit(ground, supervisor)
    row = next(row for row in made if row["order_id"] == urgent)
    pick(ground, supervisor, row, tote)
    spoil = partial(change, ground, supervisor, 2, p_location=ground.places["PACK-1"], p_hu=tote)
    with pytest.raises(Refusal, match=r"^3 of it is picked for URGENT\.") as refused:
        spoil()
    answer = spoil(p_force=True)
    assert answer["broke"] == refused.value.detail["broke"]
    assert [(row["number"], row["hu_id"], row["quantity"]) for row in answer["broke"]["picked"]] == [
        ("URGENT", tote, 3)
    ]
    assert acts.total(ground, "reserved") == 4
    assert ground.violations() == []


def test_more_than_there_is_stays_a_shortage_and_breaks_nothing(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    reserved(ground, supervisor)
    with pytest.raises(Refusal, match="10 on hand") as refused:
        change(ground, supervisor, 11, p_force=True)
    assert refused.value.code == "WM451"
    assert acts.total(ground, "reserved") == 7
    assert ground.violations() == []


def test_a_batch_breaks_together_or_not_at_all(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    reserved(ground, supervisor)
    ground.receive(supervisor, "P-00", 2, "A-01-02-1")
    acts.reserve(ground, supervisor, acts.order(ground, "OTHER", {"P-00": 2}))
    line = {"from_status": "available", "to_status": "quarantined"}
    lines = [
        {"product": ground.products["CUP"], "location": ground.places["A-01-01-1"], "quantity": 2, **line},
        {"product": ground.products["CUP"], "location": ground.places["A-01-01-1"], "quantity": 2, **line},
        {"product": ground.products["P-00"], "location": ground.places["A-01-02-1"], "quantity": 2, **line},
    ]
    batch = partial(supervisor.call, "change_status_batch_v1", p_warehouse=ground.wh, p_lines=lines, p_reason="recall")
    with pytest.raises(Refusal, match="3 of it is reserved for USUAL, OTHER") as refused:
        batch(p_op=new_op())
    assert acts.total(ground, "reserved") == 9
    answer = batch(p_op=new_op(), p_force=True)
    assert answer["broke"] == refused.value.detail["broke"]
    assert [(row["number"], row["quantity"]) for row in answer["broke"]["lines"]] == [("USUAL", 1), ("OTHER", 2)]
    assert ground.violations() == []


def test_status_and_pick_at_once_never_take_the_same_piece(ground: Ground) -> None:
    """Six cups, all reserved one by one: four people pick while the supervisor damages them all by force, one by one."""
    supervisor = ground.as_("t_supervisor", patience=0.0)
    ground.receive(supervisor, "CUP", 12, "A-01-01-1")
    orders = [acts.order(ground, f"O-{n}", {"CUP": 1}, supervisor) for n in range(12)]
    made = acts.reserve(ground, supervisor, *orders)["reservations"]
    doors = [ground.as_(login, patience=0.0) for login in ("t_picker", "t_picker2", "t_packer")]
    totes = [acts.unit(ground, door) for door in doors]

    def work(door: Database, tote: int) -> int:
        done = 0
        for row in made:
            try:
                done += int(pick(ground, door, row, tote)["picked"])
            except Refusal as refusal:
                assert refusal.code == "WM455", refusal
        return done

    def spoil() -> int:
        done = 0
        while True:
            try:
                change(ground, supervisor, 1, p_force=True)
                done += 1
            except Refusal as refusal:
                assert refusal.code == "WM451", refusal
                return done

    counts = acts.at_once([spoil, *(partial(work, door, tote) for door, tote in zip(doors, totes, strict=True))])
    assert sum(counts) == 12, counts
    with ground.root() as root:
        deadlocks = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    assert deadlocks == (0,)
    assert ground.violations() == []


def test_picks_packing_shipments_and_changes_of_status_keep_the_owner_of_the_goods(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    owner = int(supervisor.call("put_party_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="owner", p_code="ACME",
                                p_name="Acme")["party_id"])  # fmt: skip
    ground.receive(supervisor, "CUP", 5, "A-01-01-1", p_owner=owner)
    ground.receive(supervisor, "CUP", 7, "A-01-01-1")
    order = acts.order(ground, "O-1", {"CUP": 3})
    with ground.root() as root:
        root.execute("update wms.orders set owner_id = %s where order_id = %s", (owner, order))
    made = acts.reserve(ground, supervisor, order)["reservations"]
    tote = acts.unit(ground, supervisor)
    assert pick(ground, supervisor, made[0], tote)["picked"] == 3
    change(ground, supervisor, 2, p_owner=owner)
    carton = acts.unit(ground, supervisor, "carton")
    supervisor.call(
        "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton,
        p_lines=[{"order_line": made[0]["order_line_id"], "quantity": 3, "from_hu": tote}],
    )  # fmt: skip
    with ground.root() as root:
        rows = root.execute("select owner_id, status, hu_id, quantity from wms.quant where quantity > 0").fetchall()
    assert set(rows) == {
        (owner, "available", carton, 3), (owner, "damaged", None, 2), (None, "available", None, 7)
    }  # fmt: skip
    supervisor.call("ship_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])
    assert one(ground, "select owner_id from wms.ledger where kind = 'ship'") == owner
    assert ground.violations() == []
