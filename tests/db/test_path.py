"""The whole path of stock through the api functions, on the real database, as the people who do it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db.ground import Ground

TODAY = datetime.now(UTC).date()
SOON, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=20)


def order(ground: Ground, number: str, **lines: int) -> int:
    """Enter one order as the supervisor; lines by SKU with _ for -."""
    answer = ground.as_("t_supervisor").call(
        "enter_orders_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_orders=[
            {
                "number": number,
                "lines": [
                    {"line_no": n, "product": ground.products[sku.replace("_", "-")], "quantity": quantity}
                    for n, (sku, quantity) in enumerate(lines.items(), 1)
                ],
            }
        ],
    )
    return int(answer["orders"][0]["order_id"])


def test_receive_to_ship_keeps_every_invariant(ground: Ground) -> None:
    picker, supervisor, packer = ground.as_("t_picker"), ground.as_("t_supervisor"), ground.as_("t_packer")
    ground.receive(picker, "CUP", 10, "DOCK-1")
    ground.receive(picker, "MILK", 6, "DOCK-1", p_lot="L1", p_expires_on=LATER)
    ground.receive(picker, "MILK", 6, "DOCK-1", p_lot="L2", p_expires_on=SOON)
    with ground.root() as root:
        lots = dict(root.execute("select number, lot_id from wms.lot").fetchall())
    wh, place, product = ground.wh, ground.places, ground.products
    moves = [
        {"product": product["CUP"], "quantity": 10, "from": place["DOCK-1"], "to": place["B-01-01-1"]},
        {
            "product": product["MILK"],
            "quantity": 6,
            "from": place["DOCK-1"],
            "to": place["A-01-01-1"],
            "lot": lots["L1"],
        },
        {
            "product": product["MILK"],
            "quantity": 6,
            "from": place["DOCK-1"],
            "to": place["B-01-02-1"],
            "lot": lots["L2"],
        },
    ]
    moved = picker.call("move_batch_v1", p_op=new_op(), p_warehouse=wh, p_lines=moves, p_kind="putaway")
    assert moved["lines"] == 3
    number = order(ground, "SO-1", CUP=4, MILK=8)
    answer = supervisor.call("reserve_v1", p_op=new_op(), p_warehouse=wh, p_orders=[number])
    assert answer["orders"][0]["status"] == 400
    assert answer["short"] == []
    milk = [r for r in answer["reservations"] if r["product_id"] == product["MILK"]]
    assert [(r["lot_id"], r["quantity"]) for r in milk] == [(lots["L2"], 6), (lots["L1"], 2)], "first expired first out"
    tasks = [r["task_id"] for r in answer["reservations"]]
    picker.call(
        "claim_tasks_v1", p_op=new_op(), p_warehouse=wh, p_tasks=tasks, p_station="CART-1", p_metres=Decimal("42.5")
    )
    tote = picker.call("create_hu_v1", p_op=new_op(), p_warehouse=wh, p_kind="tote", p_location=place["PACK-1"])[
        "hu_id"
    ]
    for r in answer["reservations"]:
        done = picker.call(
            "pick_v1",
            p_op=new_op(),
            p_warehouse=wh,
            p_task=r["task_id"],
            p_quantity=Decimal(r["quantity"]),
            p_to_hu=tote,
        )
        assert done["short"] == 0
    carton = packer.call("create_hu_v1", p_op=new_op(), p_warehouse=wh, p_kind="carton", p_location=place["PACK-1"])[
        "hu_id"
    ]
    lines = [
        {"order_line": r["order_line_id"], "quantity": r["quantity"], "lot": r["lot_id"], "from_hu": tote}
        for r in answer["reservations"]
    ]
    packed = packer.call(
        "pack_v1",
        p_op=new_op(),
        p_warehouse=wh,
        p_order=number,
        p_to_hu=carton,
        p_lines=lines,
        p_gross_weight=Decimal(6300),
    )
    assert packed["order_status"] == 650
    shipped = packer.call("ship_v1", p_op=new_op(), p_warehouse=wh, p_orders=[number])
    assert shipped["orders"] == [{"order_id": number, "units": 12}]
    assert ground.violations() == []
    with ground.root() as root:
        assert root.execute("select sum(quantity), sum(reserved) from wms.quant").fetchone() == (
            Decimal(10),
            Decimal(0),
        )


def test_same_key_same_answer_other_request_refused(ground: Ground) -> None:
    door, op = ground.as_("t_picker"), new_op()
    args = dict(p_op=op, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["DOCK-1"])
    first = door.call("receive_v1", p_quantity=Decimal(3), **args)
    assert door.call("receive_v1", p_quantity=Decimal(3), **args) == first
    with pytest.raises(Refusal) as refused:
        door.call("receive_v1", p_quantity=Decimal(4), **args)
    assert refused.value.code == "WM409"
    with pytest.raises(Refusal) as stolen:
        ground.as_("t_picker2").call("receive_v1", p_quantity=Decimal(3), **args)
    assert stolen.value.code == "WM409"
    assert ground.violations() == []


def test_short_pick_frees_the_rest_and_asks_for_a_count(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 5, "B-01-01-1")
    number = order(ground, "SO-2", CUP=5)
    task = supervisor.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[number])["reservations"][0][
        "task_id"
    ]
    tote = picker.call(
        "create_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="tote", p_location=ground.places["PACK-1"]
    )["hu_id"]
    pick = dict(p_warehouse=ground.wh, p_task=task, p_quantity=Decimal(2), p_to_hu=tote)
    with pytest.raises(Refusal, match="not_there"):
        picker.call("pick_v1", p_op=new_op(), **pick)
    answer = picker.call("pick_v1", p_op=new_op(), p_reason="not_there", **pick)
    assert (answer["picked"], answer["short"]) == (2, 3)
    with ground.root() as root:
        assert root.execute("select state, exception_reason from wms.task").fetchone() == (600, "not_there")
        assert root.execute("select kind from wms.alarm").fetchall() == [("pick.short",)]
        assert root.execute("select sum(reserved) from wms.quant").fetchone() == (Decimal(0),)
    assert ground.violations() == []
