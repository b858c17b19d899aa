"""Holds: what they cover, what placing one breaks, and that held goods are neither promised, picked nor shipped."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.domain.task import TaskState
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_reserve import pick, status


def hold(
    ground: Ground, door: Database, target: str, number: int, reason: str = "recall", **more: Any
) -> dict[str, Any]:
    given = {"p_op": new_op(), **more}
    return door.call("place_hold_v1", p_warehouse=ground.wh, p_target=target, p_id=number, p_reason=reason, **given)


def preview(ground: Ground, *lines: dict[str, Any]) -> dict[str, Any]:
    with psycopg.connect(ground.url("t_auditor")) as connection:
        row = connection.execute(
            "select api.preview_hold_v1(%s, %s)", (ground.wh, psycopg.types.json.Jsonb(list(lines)))
        ).fetchone()
    assert row is not None
    return dict(row[0])


def one(ground: Ground, sql: str, *given: Any) -> Any:
    with ground.root() as root:
        row = root.execute(sql, given).fetchone()
    return None if row is None else row[0] if len(row) == 1 else row


def lot(ground: Ground, number: str) -> int:
    return int(one(ground, "select lot_id from wms.lot where number = %s", number))


def packed(ground: Ground, number: str = "S-1", quantity: int = 2) -> tuple[int, int]:
    """An order of cups picked and packed into a closed carton; the order and the carton."""
    packer = ground.as_("t_packer")
    order = acts.order(ground, number, {"CUP": quantity})
    made = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"]
    tote, carton = acts.unit(ground, packer), acts.unit(ground, packer, "carton")
    for row in made:
        pick(ground, packer, row, tote)
    packer.call(
        "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton,
        p_lines=[{"order_line": made[0]["order_line_id"], "quantity": quantity, "from_hu": tote}],
    )  # fmt: skip
    return order, carton


def test_every_kind_of_target_covers_its_stock(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "MILK", 5, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    ground.receive(picker, "MILK", 5, "A-01-02-1", p_lot="L2", p_expires_on=acts.in_days(20))
    ground.receive(picker, "CUP", 5, "A-01-02-1")
    ground.receive(picker, "CUP", 3, "A-01-03-1", p_sscc="340123450000000017")
    with ground.root() as root:
        pallet = root.execute(
            "insert into wms.handling_unit (warehouse_id, sscc, kind, location_id) values (%s, '340123450000000024', 'pallet', %s) "
            "returning hu_id", (ground.wh, ground.places["A-01-03-1"])).fetchall()[0][0]  # fmt: skip
        root.execute(
            "update wms.handling_unit set parent_id = %s, kind = 'carton' where sscc = '340123450000000017'", (pallet,)
        )
        records = dict(root.execute(
            "select l.code || ' ' || p.sku, q.quant_id from wms.quant q join wms.location l using (warehouse_id, location_id) "
            "join wms.product p using (product_id)").fetchall())  # fmt: skip
    targets = {"quant": records["A-01-02-1 CUP"], "lot": lot(ground, "L1"), "hu": pallet,
               "location": ground.places["A-01-02-1"], "product": ground.products["CUP"]}  # fmt: skip
    expected = {
        "quant": {records["A-01-02-1 CUP"]},
        "lot": {records["A-01-01-1 MILK"]},
        "hu": {records["A-01-03-1 CUP"]},
        "location": {records["A-01-02-1 CUP"], records["A-01-02-1 MILK"]},
        "product": {records["A-01-02-1 CUP"], records["A-01-03-1 CUP"]},
    }
    for target, number in targets.items():
        assert hold(ground, supervisor, target, number)["records"] == len(expected[target])
    by_target: dict[str, set[int]] = {}
    with ground.root() as root:
        for quant, _, target in root.execute("select * from wms.holds_on(%s)", (ground.wh,)).fetchall():
            by_target.setdefault(target, set()).add(quant)
        of_one = root.execute("select q.quant_id, h.target from wms.quant q cross join lateral wms.holds_of(%s, q) h",
                              (ground.wh,)).fetchall()  # fmt: skip
        assert root.execute("select * from wms.holds_on(%s)", (ground.other,)).fetchall() == []
    assert by_target == expected
    assert set(of_one) == {(quant, target) for target, covered in expected.items() for quant in covered}
    assert ground.violations() == []


def test_a_hold_breaks_what_is_promised_and_says_exactly_what(ground: Ground) -> None:
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    for place, name, days in (("A-01-01-1", "L1", 10), ("A-01-02-1", "L2", 20)):
        ground.receive(picker, "MILK", 6, place, p_lot=name, p_expires_on=acts.in_days(days))
    ground.receive(picker, "CUP", 9, "A-01-03-1")
    first, second = acts.order(ground, "O-1", {"MILK": 4, "CUP": 2}), acts.order(ground, "O-2", {"MILK": 4})
    made = acts.reserve(ground, supervisor, first, second)["reservations"]
    of_l1 = [row for row in made if row["location_id"] == ground.places["A-01-01-1"]]
    assert [row["quantity"] for row in of_l1] == [4, 2]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[of_l1[0]["task_id"]])

    target = {"target": "lot", "id": lot(ground, "L1")}
    told = preview(ground, target)
    assert acts.total(ground, "reserved") == 10, "a preview changes nothing"
    op = new_op()
    answer = hold(ground, supervisor, "lot", target["id"], p_note="letter of the dairy", p_op=op)
    assert answer["broke"] == told["broke"]
    broke = answer["broke"]
    assert answer["what"] == "lot L1 of MILK"
    assert [(row["number"], row["state"], row["state_after"], row["quantity"]) for row in broke["orders"]] == [
        ("O-1", "picking", "released", 4),
        ("O-2", "reserved", "released", 2),
    ]
    assert [(row["number"], row["line_no"], row["sku"], row["quantity"]) for row in broke["lines"]] == [
        ("O-1", 1, "MILK", 4),
        ("O-2", 1, "MILK", 2),
    ]
    assert [(row["task_id"], row["location"], row["state"], row["person"]) for row in broke["tasks"]] == [
        (of_l1[0]["task_id"], "A-01-01-1", "claimed", "Piet Picker"),
        (of_l1[1]["task_id"], "A-01-01-1", "ready", None),
    ]
    assert (broke["people"], broke["quantity"], broke["picked"]) == (["Piet Picker"], 6, [])

    assert (status(ground, first), status(ground, second)) == (OrderStatus.RELEASED, OrderStatus.RELEASED)
    assert acts.total(ground, "reserved") == acts.total(ground, "reserved", "order_line") == 4
    assert one(ground, "select count(*) from wms.task where state = %s", TaskState.CANCELLED) == 2
    assert one(ground, "select priority, next_step from wms.alarm where source_key = %s", f"hold:{op}") == (
        1, "Call back Piet Picker. Reserve the orders again.")  # fmt: skip
    assert one(ground, "select locations from wms.event where type = 'stock.held'") == [ground.places["A-01-01-1"]]
    assert one(ground, "select payload ->> 'claimed_by' from wms.event where type = 'task.recalled'") == "t_picker"
    assert hold(ground, supervisor, "lot", target["id"], p_note="letter of the dairy", p_op=op) == answer, "a replay"
    assert ground.violations() == []


def test_who_has_the_task_is_told_by_whom_and_why(ground: Ground) -> None:
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(picker, "CUP", 4, "A-01-01-1")
    made = acts.reserve(ground, supervisor, acts.order(ground, "O-1", {"CUP": 4}))["reservations"][0]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[made["task_id"]])
    placed = hold(ground, supervisor, "location", ground.places["A-01-01-1"], "damage", p_note="wet")
    tote = acts.unit(ground, picker)
    with pytest.raises(
        Refusal, match=r"place A-01-01-1 is on hold since .*: Damage suspected, says Sonja Supervisor"
    ) as refused:
        pick(ground, picker, made, tote)
    assert (refused.value.code, refused.value.next_step) == (
        "WM423", "Put what is in your hand back and go on with the next one.")  # fmt: skip
    told = refused.value.detail["hold"]
    assert (told["hold_id"], told["note"], told["placed_by"]) == (placed["hold_id"], "wet", "t_supervisor")
    with pytest.raises(Refusal, match="on hold") as batch:
        picker.call("pick_batch_v1", p_op=new_op(), p_warehouse=ground.wh,
                    p_lines=[{"task": made["task_id"], "quantity": 4, "to_hu": tote}])  # fmt: skip
    assert batch.value.code == "WM423"
    supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=placed["hold_id"])
    with pytest.raises(Refusal, match="This pick is cancelled"):
        pick(ground, picker, made, tote)
    assert acts.stock(ground) == {("A-01-01-1", "CUP", None, None, "available", 4, 0)}
    assert ground.violations() == []


def test_held_stock_is_not_promised_until_the_last_hold_is_lifted(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    order = acts.order(ground, "O-1", {"CUP": 5})
    one_, two = (hold(ground, supervisor, *target)["hold_id"] for target in
                 (("location", ground.places["A-01-01-1"]), ("product", ground.products["CUP"])))  # fmt: skip
    assert acts.reserve(ground, supervisor, order)["reservations"] == []
    release = {"p_warehouse": ground.wh, "p_note": "looked at"}
    assert supervisor.call("release_hold_v1", p_op=new_op(), p_hold=one_, **release)["still_held"] == 1
    assert acts.reserve(ground, supervisor, order)["reservations"] == []
    assert supervisor.call("release_hold_v1", p_op=new_op(), p_hold=two, **release)["still_held"] == 0
    assert len(acts.reserve(ground, supervisor, order)["reservations"]) == 1
    with pytest.raises(Refusal, match="Sonja Supervisor lifted this hold") as refused:
        supervisor.call("release_hold_v1", p_op=new_op(), p_hold=two, **release)
    assert refused.value.code == "WM455"
    assert ground.violations() == []


def test_held_stock_may_be_moved_and_stays_held_where_the_hold_follows(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    hold(ground, supervisor, "product", ground.products["CUP"])
    acts.move(ground, ground.as_("t_picker"), "CUP", 2, "A-01-01-1", "B-01-01-1")
    assert one(ground, "select count(*) from wms.holds_on(%s)", ground.wh) == 2
    assert acts.reserve(ground, supervisor, acts.order(ground, "O-1", {"CUP": 1}))["reservations"] == []
    assert ground.violations() == []


def test_out_of_a_held_record_place_or_unit_only_a_supervisor_takes_goods(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    ground.receive(supervisor, "CUP", 5, "A-01-02-1", p_sscc="340123450000000017")
    with ground.root() as root:
        records = dict(root.execute("select location_id, quant_id from wms.quant").fetchall())
        pallet = root.execute("select hu_id from wms.handling_unit").fetchall()[0][0]
        root.execute(
            "create function api.try_stays(w int, l wms.movement[]) returns void language sql security definer "
            "set search_path = pg_catalog, pg_temp as 'select wms.check_stays(w, l)'; "
            "alter function api.try_stays owner to wms_exec; grant execute on function api.try_stays to r_picker, r_supervisor"
        )
    bins = {code: ground.places[code] for code in ("A-01-01-1", "A-01-02-1", "A-01-03-1")}

    def try_(login: str, source: str, hu: int | None, to_hu: int | None) -> str | None:
        with psycopg.connect(ground.url(login)) as connection:
            try:
                connection.execute(
                    "select api.try_stays(%s, array[row(1, %s, 1, %s, %s, null, %s, %s, null, 'available', 'available', 0, null, null, "
                    "null, null, null, null)::wms.movement])",
                    (ground.wh, ground.products["CUP"], bins[source], bins["A-01-03-1"], hu, to_hu),
                )
            except psycopg.Error as error:
                return error.sqlstate
            return None

    loose, away, whole = ("A-01-01-1", None, None), ("A-01-02-1", pallet, None), ("A-01-02-1", pallet, pallet)
    assert [try_("t_picker", *each) for each in (loose, away, whole)] == [None] * 3
    for target, number, expected in (
        ("product", ground.products["CUP"], [None, None, None]),
        ("quant", records[bins["A-01-01-1"]], ["WM423", None, None]),
        ("location", bins["A-01-01-1"], ["WM423", None, None]),
        ("hu", pallet, [None, "WM423", None]),
    ):
        placed = hold(ground, supervisor, target, number)["hold_id"]
        assert [try_("t_picker", *each) for each in (loose, away, whole)] == expected, target
        assert [try_("t_supervisor", *each) for each in (loose, away, whole)] == [None] * 3
        supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=placed)


def test_a_hold_on_picked_goods_keeps_them_here(ground: Ground) -> None:
    supervisor, packer = ground.as_("t_supervisor"), ground.as_("t_packer")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    order = acts.order(ground, "O-1", {"CUP": 3})
    made = acts.reserve(ground, supervisor, order)["reservations"][0]
    tote = acts.unit(ground, packer)
    pick(ground, packer, made, tote)
    answer = hold(ground, supervisor, "product", ground.products["CUP"])
    assert answer["broke"]["orders"] == []
    told = answer["broke"]["picked"]
    assert [(row["number"], row["hu_id"], row["quantity"], row["state"]) for row in told] == [
        ("O-1", tote, 3, "picked")
    ]
    assert status(ground, order) == OrderStatus.PICKED, "nobody takes back what a person did"
    assert one(ground, "select next_step from wms.alarm where kind = 'stock.held'") == (
        "Take the picked goods out before packing or shipping.")  # fmt: skip
    with pytest.raises(Refusal, match="This cannot be packed: all CUP is on hold") as refused:
        packer.call(
            "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=acts.unit(ground, packer, "carton"),
            p_lines=[{"order_line": made["order_line_id"], "quantity": 3, "from_hu": tote}],
        )  # fmt: skip
    assert refused.value.code == "WM423"
    assert ground.violations() == []


@pytest.mark.parametrize("target", ["product", "hu", "location", "quant"])
def test_a_packed_order_with_held_goods_does_not_leave(ground: Ground, target: str) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    order, carton = packed(ground)
    number = {"product": ground.products["CUP"], "hu": carton, "location": ground.places["PACK-1"],
              "quant": one(ground, "select quant_id from wms.quant where hu_id = %s", carton)}[target]  # fmt: skip
    answer = hold(ground, supervisor, target, number)
    assert [(row["order_id"], row["hu_kind"], row["state"]) for row in answer["broke"]["picked"]] == [
        (order, "carton", "packed")
    ]
    ship = {"p_warehouse": ground.wh, "p_orders": [order]}
    with pytest.raises(Refusal, match="This cannot be shipped") as refused:
        supervisor.call("ship_v1", p_op=new_op(), **ship)
    assert refused.value.code == "WM423"
    assert refused.value.detail["hold"]["hold_id"] == answer["hold_id"]
    assert ground.violations() == []
    supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=answer["hold_id"])
    assert one(ground, "select count(*) from wms.alarm where cleared_at is null") == 0
    supervisor.call("ship_v1", p_op=new_op(), **ship)
    assert status(ground, order) == OrderStatus.SHIPPED
    assert ground.violations() == []


def test_several_targets_at_once_break_together_or_not_at_all(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    for sku, place in (("CUP", "A-01-01-1"), ("P-00", "A-01-02-1")):
        ground.receive(supervisor, sku, 5, place)
    order = acts.order(ground, "O-1", {"CUP": 2, "P-00": 3})
    acts.reserve(ground, supervisor, order)
    lines = [
        {"target": "product", "id": ground.products["CUP"]},
        {"target": "location", "id": ground.places["A-01-02-1"]},
    ]
    batch = {"p_warehouse": ground.wh, "p_reason": "quality"}
    with pytest.raises(Refusal, match="place is not known"):
        supervisor.call(
            "place_hold_batch_v1", p_op=new_op(), p_lines=[*lines, {"target": "location", "id": 2**62}], **batch
        )
    assert one(ground, "select count(*) from wms.hold") == 0
    told = preview(ground, *lines, lines[0])
    answer = supervisor.call("place_hold_batch_v1", p_op=new_op(), p_lines=lines, **batch)
    assert answer["broke"] == told["broke"]
    assert [(row["what"], row["target"]) for row in answer["holds"]] == [
        ("place A-01-02-1", "location"), ("all CUP", "product")]  # fmt: skip
    assert answer["broke"]["orders"][0]["quantity"] == Decimal(5)
    holds = [row["hold_id"] for row in answer["holds"]]
    given = supervisor.call("release_hold_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_holds=holds)
    assert given == {"released": 2, "records": 2, "still_held": 0}
    assert ground.violations() == []


def test_an_order_that_others_still_pick_stays_in_picking(ground: Ground) -> None:
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    ground.receive(supervisor, "P-00", 5, "A-01-02-1")
    order = acts.order(ground, "O-1", {"CUP": 2, "P-00": 3})
    made = acts.reserve(ground, supervisor, order)["reservations"]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[row["task_id"] for row in made])
    answer = hold(ground, supervisor, "location", ground.places["A-01-01-1"])
    assert answer["broke"]["orders"][0]["state_after"] == "picking"
    assert status(ground, order) == OrderStatus.PICKING
    other = next(row for row in made if row["location_id"] == ground.places["A-01-02-1"])
    assert pick(ground, picker, other, acts.unit(ground, picker))["picked"] == 3
    assert ground.violations() == []


BAD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a kind that is none": ("WM422", "shelf cannot be held", {"p_target": "shelf", "p_id": 1}),
    "nothing": ("WM422", "Nothing cannot be held", {"p_target": None, "p_id": None}),
    "an unknown lot": ("WM404", "lot is not known", {"p_target": "lot", "p_id": 99}),
    "an unknown record": ("WM404", "stock record is not known", {"p_target": "quant", "p_id": 2**62}),
    "an unknown unit": ("WM404", "unit is not known", {"p_target": "hu", "p_id": None}),
    "a reason of another kind": ("WM422", "not a reason", {"p_target": "product", "p_id": 1, "p_reason": "broken"}),
    "a novel": ("WM422", "400 characters", {"p_target": "product", "p_id": 1, "p_note": "x" * 100_000}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_held_is_refused_in_words(ground: Ground, name: str) -> None:
    code, words, given = BAD[name]
    given = {"p_reason": "recall", **given}
    with pytest.raises(Refusal, match=words) as refused:
        ground.as_("t_supervisor").call("place_hold_v1", p_op=new_op(), p_warehouse=ground.wh, **given)
    assert refused.value.code == code
    assert refused.value.next_step
    assert one(ground, "select count(*) from wms.hold") == 0


def test_the_customer_s_place_is_nothing_to_hold_and_other_warehouses_are_not_touched(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    customer = one(
        ground, "select location_id from wms.location where warehouse_id = %s and boundary = 'customer'", ground.wh
    )
    theirs = one(
        ground, "select location_id from wms.location where warehouse_id = %s and code = 'DOCK-1'", ground.other
    )
    for place in (customer, theirs):
        with pytest.raises(Refusal, match="place is not known"):
            hold(ground, supervisor, "location", place)


def test_people_read_holds_and_what_lies_under_them(ground: Ground) -> None:
    supervisor, auditor = ground.as_("t_supervisor"), ground.as_("t_auditor")
    for place in ("A-01-01-1", "A-01-02-1"):
        ground.receive(supervisor, "CUP", 5, place)
    first = hold(ground, supervisor, "location", ground.places["A-01-01-1"], "damage", p_note="wet")["hold_id"]
    second = hold(ground, supervisor, "product", ground.products["CUP"])["hold_id"]
    with psycopg.connect(ground.url("t_auditor")) as connection:
        facts = connection.execute("select location_id, held from api.bin_facts_v1(%s)", (ground.wh,)).fetchall()
    assert dict(facts) == {ground.places["A-01-01-1"]: 5.0, ground.places["A-01-02-1"]: 5.0}, (
        "counted once, shown on the plan"
    )
    ask = {"warehouse": ground.wh, "open_only": True, "before": None, "limit": 50}
    rows = auditor.query("holds", **ask)
    assert [(row.hold_id, row.subject, row.reason_name, row.placed_person) for row in rows] == [
        (second, "CUP", "Recall", "Sonja Supervisor"),
        (first, "A-01-01-1", "Damage suspected", "Sonja Supervisor"),
    ]
    assert [row.hold_id for row in auditor.query("holds", **{**ask, "before": second})] == [first]
    ask_stock = {"warehouse": ground.wh, "holds": None, "after_hold": None, "after_quant": None, "limit": 2}
    page = auditor.query("held_stock", **ask_stock)
    assert [(row.hold_id, row.location) for row in page] == [(second, "A-01-01-1"), (second, "A-01-02-1")]
    rest = auditor.query("held_stock", **{**ask_stock, "after_hold": second, "after_quant": page[-1].quant_id})
    assert [(row.hold_id, row.location, row.note, row.quantity) for row in rest] == [(first, "A-01-01-1", "wet", 5)]
    only = auditor.query("held_stock", **{**ask_stock, "holds": [first]})
    assert [row.hold_id for row in only] == [first]
    supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=first, p_note="dry")
    (left,) = auditor.query("holds", **ask)
    assert left.hold_id == second
    lifted = next(row for row in auditor.query("holds", **{**ask, "open_only": False}) if row.hold_id == first)
    assert (lifted.released_person, lifted.release_note) == ("Sonja Supervisor", "dry")
    lines = [{"target": "location", "id": ground.places["A-01-02-1"]}]
    assert auditor.query("preview_hold", warehouse=ground.wh, lines=psycopg.types.json.Jsonb(lines))[0].records == 1
