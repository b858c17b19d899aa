"""A finished act is taken back in one gesture, exactly, or the acts in the way are named; nothing is ever erased."""

from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts, undoing
from tests.db.ground import Ground
from tests.db.undoing import lines_of, refused, rows, undo

PLACES = "select l.code from wms.quant q join wms.location l using (location_id) where q.quantity > 0"
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


def single(ground: Ground, kind: str) -> Any:
    """One act of each kind on the ten cups in A-01-01-1; its operation key."""
    supervisor, op = ground.as_("t_supervisor"), new_op()
    given = dict(
        p_op=op, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["A-01-01-1"]
    )
    match kind:
        case "receive":
            ground.as_("t_picker").call("receive_v1", p_quantity=4, **given)
        case "receive in a unit":
            ground.as_("t_picker").call("receive_v1", p_quantity=4, p_sscc="340123450000000017", **given)
        case "move":
            acts.move(ground, supervisor, "CUP", 4, "A-01-01-1", "B-01-01-1", p_op=op)
        case "putaway":
            acts.move(ground, supervisor, "CUP", 10, "A-01-01-1", "B-01-01-1", p_op=op, p_kind="putaway")
        case "more":
            undoing.adjust(ground, supervisor, "CUP", 3, "A-01-01-1", p_op=op)
        case "less":
            undoing.adjust(ground, supervisor, "CUP", -10, "A-01-01-1", p_op=op)
        case "scrap":
            supervisor.call("scrap_v1", p_quantity=2, p_reason="broken", **given)
        case "status":
            supervisor.call(
                "change_status_v1",
                p_quantity=2,
                p_from_status="available",
                p_to_status="damaged",
                p_reason="damage",
                **given,
            )
        case "bin":
            undoing.move_bin(ground, supervisor, "A-01-01-1", "A-01-03-1", p_op=op)
        case "owner":
            owner = rows(
                ground, "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme') returning party_id"
            )[0][0]
            supervisor.call("change_owner_v1", p_quantity=6, p_from_owner=None, p_to_owner=owner, **given)
    return op


@pytest.mark.parametrize(
    "kind", ["receive", "receive in a unit", "move", "putaway", "more", "less", "scrap", "status", "bin", "owner"]
)
def test_an_act_is_taken_back_exactly_and_once(ground: Ground, kind: str) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(ground.as_("t_picker"), "CUP", 10, "A-01-01-1")
    before, since = acts.stock(ground), rows(ground, "select in_date from wms.quant")
    op = single(ground, kind)
    assert acts.stock(ground) != before or kind == "owner"
    taken = new_op()
    answer = undo(ground, supervisor, op, p_op=taken)
    assert acts.stock(ground) == before
    assert rows(ground, "select in_date from wms.quant where quantity > 0") == since
    assert undo(ground, supervisor, op, p_op=taken) == answer, "the same key is answered as before"
    again = refused(partial(undo, ground, supervisor, op))
    assert again.code == "WM455"
    assert "Sonja Supervisor took this back" in again.what
    assert "taken back once" in refused(partial(undo, ground, supervisor, taken)).what
    assert ground.violations() == []
    pairs = rows(
        ground,
        "select u.kind, u.reason, u.quantity = o.quantity, u.from_location_id = o.to_location_id, u.to_location_id = o.from_location_id"
        " from wms.ledger u join wms.ledger o on o.ledger_id = u.undoes where o.op = %s",
        op,
    )
    assert set(pairs) == {("undo", "mistake", True, True, True)}
    assert len(pairs) == answer["lines"]
    assert rows(ground, "select * from wms.check_undone(%s)", ground.wh) == []


def test_the_chain_of_acts_that_used_the_goods_is_named_to_its_end(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    received, moved, further, other = new_op(), new_op(), new_op(), new_op()
    given = dict(
        p_op=received, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["A-01-01-1"]
    )
    picker.call("receive_v1", p_quantity=10, **given)
    acts.move(ground, picker, "CUP", 8, "A-01-01-1", "B-01-01-1", p_op=moved)
    acts.move(ground, ground.as_("t_picker2"), "CUP", 7, "B-01-01-1", "B-01-02-1", p_op=further)
    acts.move(ground, picker, "CUP", 1, "A-01-01-1", "A-01-02-1", p_op=other)
    said = refused(partial(undo, ground, supervisor, received))
    assert said.code == "WM455"
    chain = said.detail["chain"]
    assert [act["op"] for act in chain] == [str(other), str(further), str(moved)], (
        "newest first: in this order they can be undone"
    )
    assert [(act["person"], act["kind"], act["from"], act["to"], act["quantity"]) for act in chain[1:2]] == [
        ("Pia Picker", "move", "B-01-01-1", "B-01-02-1", 7)
    ]
    preview = supervisor.call("undo_preview_v1", p_warehouse=ground.wh, p_target_op=received)
    assert (preview["possible"], preview["chain"], preview["what"]) == (False, chain, said.what)
    for act in chain:
        undo(ground, supervisor, act["op"])
    assert supervisor.call("undo_preview_v1", p_warehouse=ground.wh, p_target_op=received)["possible"]
    undo(ground, supervisor, received)
    assert acts.stock(ground) == set()
    assert ground.violations() == []


def test_goods_that_were_added_later_do_not_stand_in_the_way(ground: Ground) -> None:
    picker, op = ground.as_("t_picker"), new_op()
    acts_given = dict(p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["A-01-01-1"])
    picker.call("receive_v1", p_op=op, p_quantity=10, **acts_given)
    ground.receive(picker, "CUP", 10, "A-01-01-1")
    acts.move(ground, picker, "CUP", 10, "A-01-01-1", "A-01-02-1")
    undo(ground, picker, op)
    assert acts.total(ground, "quantity") == 10
    assert ground.violations() == []


def test_reserved_goods_are_not_taken_away(ground: Ground) -> None:
    picker, op = ground.as_("t_picker"), new_op()
    picker.call("receive_v1", p_op=op, p_warehouse=ground.wh, p_product=ground.products["CUP"], p_quantity=5,
                p_location=ground.places["B-01-01-1"])  # fmt: skip
    order = acts.order(ground, "SO-7", {"CUP": 5})
    acts.reserve(ground, ground.as_("t_supervisor"), order)
    said = refused(partial(undo, ground, picker, op))
    assert (said.code, said.what) == ("WM455", "The goods are reserved for order SO-7.")
    assert [held["order"] for held in said.detail["reserved"]] == ["SO-7"]


def test_others_acts_are_a_supervisor_s_to_take_back(ground: Ground) -> None:
    op = new_op()
    ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
    acts.move(ground, ground.as_("t_picker"), "CUP", 5, "A-01-01-1", "A-01-02-1", p_op=op)
    said = refused(partial(undo, ground, ground.as_("t_picker2"), op))
    assert (said.code, said.what) == ("WM403", "This was Piet Picker's act.")
    undo(ground, ground.as_("t_picker"), op)
    assert acts.stock(ground) == {("A-01-01-1", "CUP", None, None, "available", Decimal(5), Decimal(0))}


def test_what_cannot_be_taken_back_says_what_to_do(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    assert refused(partial(undo, ground, supervisor, new_op())).code == "WM404"
    assert refused(partial(undo, ground, supervisor, new_op(), p_reason="because")).code == "WM422"
    ground.receive(ground.as_("t_picker"), "CUP", 5, "B-01-01-1")
    made = undoing.packed_order(ground)
    shipped = new_op()
    supervisor.call("ship_v1", p_op=shipped, p_warehouse=ground.wh, p_orders=[made["order"]])
    for op, words in ((shipped, "have left"), (made["pack"], "is shipped"), (made["pick"], "is shipped")):
        said = refused(partial(undo, ground, supervisor, op))
        assert (said.code, said.next_step) == ("WM455", "Enter a return.")
        assert words in said.what


def test_a_pack_and_a_pick_go_back_and_the_order_can_be_picked_again(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 9, "B-01-01-1")
    made = undoing.packed_order(ground)
    assert lines_of(ground, made["order"]) == [(0, 5, 5), (650,)]
    said = refused(partial(undo, ground, supervisor, made["pick"]))
    assert [act["op"] for act in said.detail["chain"]] == [str(made["pack"])]
    answer = undo(ground, supervisor, made["pack"])
    assert answer["orders"] == [{"order_id": made["order"], "number": "SO-1", "status": 600}]
    assert lines_of(ground, made["order"]) == [(0, 5, 0), (600,)]
    assert rows(ground, "select state, order_id from wms.handling_unit where hu_id = %s", made["carton"]) == [
        ("active", None)
    ]
    assert ground.violations() == []
    answer = undo(ground, picker, made["pick"])
    assert lines_of(ground, made["order"]) == [(5, 0, 0), (400,)]
    assert acts.stock(ground) == {("B-01-01-1", "CUP", None, None, "available", Decimal(9), Decimal(5))}
    assert ground.violations() == []
    (task,) = answer["tasks"]
    assert task != made["task_id"]
    undoing.pick(ground, picker, task, 5, made["tote"])
    assert lines_of(ground, made["order"]) == [(0, 5, 0), (600,)]
    assert ground.violations() == []


def test_a_short_pick_taken_back_reserves_what_was_picked(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 9, "B-01-01-1")
    order = acts.order(ground, "SO-1", {"CUP": 5})
    made = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"][0]
    op = undoing.pick(ground, picker, made["task_id"], 3, acts.unit(ground, picker), p_reason="not_there")
    undo(ground, picker, op)
    assert lines_of(ground, order) == [(3, 0, 0), (300,)]
    assert ground.violations() == []


def test_a_pick_from_a_blocked_bin_goes_back_without_a_new_pick(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 5, "B-01-01-1")
    order = acts.order(ground, "SO-1", {"CUP": 5})
    made = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"][0]
    op = undoing.pick(ground, picker, made["task_id"], 5, acts.unit(ground, picker))
    with ground.root() as root:
        root.execute("update wms.location set block_pick = true where code = 'B-01-01-1'")
    assert undo(ground, picker, op)["tasks"] == []
    assert lines_of(ground, order) == [(0, 0, 0), (300,)]
    assert ground.violations() == []


def test_goods_go_back_into_a_unit_only_where_it_stands(ground: Ground) -> None:
    picker, op = ground.as_("t_picker"), new_op()
    pallet = acts.unit(ground, picker, "pallet", "A-01-01-1")
    ground.receive(picker, "CUP", 8, "DOCK-1")
    acts.move(ground, picker, "CUP", 8, "DOCK-1", "A-01-01-1", p_to_hu=pallet)
    acts.move(ground, picker, "CUP", 8, "A-01-01-1", "B-01-01-1", p_hu=pallet, p_op=op)
    away = dict(p_warehouse=ground.wh, p_hu=pallet)
    picker.call("move_hu_v1", p_op=new_op(), p_to=ground.places["A-01-05-1"], **away)
    said = refused(partial(undo, ground, picker, op))
    assert said.code == "WM455"
    assert "stands in A-01-05-1 now" in said.what
    assert said.next_step == "Bring it back to A-01-01-1 first."
    picker.call("move_hu_v1", p_op=new_op(), p_to=ground.places["A-01-01-1"], **away)
    undo(ground, picker, op)
    assert acts.stock(ground) == {("A-01-01-1", "CUP", None, pallet, "available", Decimal(8), Decimal(0))}
    assert ground.violations() == []


def test_a_unit_moved_as_a_whole_goes_back_with_what_stands_in_it(ground: Ground) -> None:
    picker, op = ground.as_("t_picker"), new_op()
    pallet = acts.unit(ground, picker, "pallet", "A-01-01-1")
    given = dict(
        p_op=new_op(), p_warehouse=ground.wh, p_kind="carton", p_location=ground.places["A-01-01-1"], p_parent=pallet
    )
    carton = picker.call("create_hu_v1", **given)["hu_id"]
    ground.receive(picker, "CUP", 8, "DOCK-1")
    acts.move(ground, picker, "CUP", 5, "DOCK-1", "A-01-01-1", p_to_hu=pallet)
    picker.call("move_hu_v1", p_op=op, p_warehouse=ground.wh, p_hu=pallet, p_to=ground.places["A-01-04-1"])
    undo(ground, picker, op)
    where = rows(
        ground,
        "select h.hu_id, l.code, h.parent_id from wms.handling_unit h join wms.location l using (location_id) order by 1",
    )
    assert where == [(pallet, "A-01-01-1", None), (carton, "A-01-01-1", pallet)]
    assert ground.violations() == []


def test_a_batch_that_chained_bins_goes_back_whole(ground: Ground) -> None:
    picker, op = ground.as_("t_picker"), new_op()
    ground.receive(picker, "CUP", 10, "A-01-01-1")
    before = acts.stock(ground)
    codes = ["A-01-01-1", "A-01-02-1", "A-01-03-1", "A-01-04-1"]
    lines = [
        {"product": ground.products["CUP"], "quantity": 10 - n, "from": ground.places[a], "to": ground.places[b]}
        for n, (a, b) in enumerate(pairwise(codes))
    ]
    picker.call("move_batch_v1", p_op=op, p_warehouse=ground.wh, p_lines=lines)
    undo(ground, picker, op)
    assert acts.stock(ground) == before
    assert ground.violations() == []


def test_a_serial_number_received_elsewhere_since_is_not_scrapped_back(ground: Ground) -> None:
    picker, supervisor, op = ground.as_("t_picker"), ground.as_("t_supervisor"), new_op()
    ground.receive(picker, "PHONE", 1, "A-01-01-1", p_lot="SN1")
    lot = rows(ground, "select lot_id from wms.lot")[0][0]
    supervisor.call("scrap_v1", p_op=op, p_warehouse=ground.wh, p_product=ground.products["PHONE"], p_quantity=1,
                    p_location=ground.places["A-01-01-1"], p_reason="broken", p_lot=lot)  # fmt: skip
    ground.receive(picker, "PHONE", 1, "A-01-02-1", p_lot="SN1")
    assert refused(partial(undo, ground, supervisor, op)).code == "WM455"
    assert acts.total(ground, "quantity") == 1


def test_two_who_take_the_same_back_at_once(ground: Ground) -> None:
    for _ in range(5):
        op = new_op()
        ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
        acts.move(ground, ground.as_("t_picker"), "CUP", 5, "A-01-01-1", "A-01-02-1", p_op=op)
        doors = [ground.as_("t_supervisor"), ground.as_("t_picker"), ground.as_("t_supervisor")]
        answers = acts.at_once([partial(undo, ground, door, op) for door in doors])
        assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True, True]
        assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"WM455"}
        assert ground.violations() == []


def test_an_undo_against_a_reservation_of_the_same_goods(ground: Ground) -> None:
    """The move into the pick bin is taken back while an order reserves the goods: one side wins, nothing is lost."""
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor", patience=0.0)
    for turn in range(8):
        op = new_op()
        ground.receive(picker, "CUP", 4, "B-02-01-1")
        acts.move(ground, picker, "CUP", 4, "B-02-01-1", "B-01-01-1", p_op=op)
        order = acts.order(ground, f"SO-{turn}", {"CUP": 4})
        undone, reserved = acts.at_once(
            [partial(undo, ground, supervisor, op), partial(acts.reserve, ground, ground.as_("t_supervisor"), order)]
        )
        assert len(reserved["reservations"]) <= 1
        if isinstance(undone, Refusal):
            assert undone.code == "WM455"
            assert undone.detail["reserved"]
        assert acts.total(ground, "quantity") == 4
        assert ground.violations() == []
        supervisor.call("release_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_reason="customer")
        for (place,) in rows(ground, PLACES):
            undoing.adjust(ground, supervisor, "CUP", -4, place)
    assert rows(ground, DEADLOCKS) == [(0,)]


def test_goods_of_a_corrected_lot_go_back_to_it(ground: Ground) -> None:
    supervisor, op = ground.as_("t_supervisor"), new_op()
    ground.receive(ground.as_("t_picker"), "MILK", 6, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    before = acts.stock(ground)
    lot = rows(ground, "select lot_id from wms.lot")[0][0]
    given = dict(p_op=op, p_warehouse=ground.wh, p_quantity=4, p_location=ground.places["A-01-01-1"], p_from_lot=lot)
    supervisor.call("move_lot_v1", p_to_lot="L2", p_reason="label", **given)
    assert {lot for _, _, lot, *_ in acts.stock(ground)} == {"L1", "L2"}
    undo(ground, supervisor, op)
    assert acts.stock(ground) == before
    assert ground.violations() == []


def test_an_undo_of_a_pick_against_the_packing_of_it(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor", patience=0.0)
    ground.receive(picker, "CUP", 40, "B-01-01-1")
    for turn in range(8):
        order = acts.order(ground, f"SO-{turn}", {"CUP": 4})
        made = acts.reserve(ground, supervisor, order)["reservations"][0]
        tote, carton = acts.unit(ground, picker), acts.unit(ground, picker, "carton")
        op = undoing.pick(ground, picker, made["task_id"], 4, tote)
        line = {"order_line": made["order_line_id"], "quantity": 4, "lot": None, "from_hu": tote}
        go = dict(p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton, p_lines=[line])
        undone, packed = acts.at_once(
            [partial(undo, ground, supervisor, op), partial(ground.as_("t_packer").call, "pack_v1", **go)]
        )
        assert isinstance(undone, Refusal) != isinstance(packed, Refusal), "one of the two, never both, never none"
        if isinstance(undone, Refusal):
            assert [act["kind"] for act in undone.detail["chain"]] == ["pack"]
            assert lines_of(ground, order) == [(0, 4, 4), (650,)]
        else:
            assert lines_of(ground, order) == [(4, 0, 0), (400,)]
        assert ground.violations() == []
    assert acts.total(ground, "quantity") == 40
    assert rows(ground, DEADLOCKS) == [(0,)]


def test_an_undo_of_a_pick_against_a_move_of_the_tote(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor", patience=0.0)
    ground.receive(picker, "CUP", 40, "B-01-01-1")
    for turn in range(8):
        order = acts.order(ground, f"SO-{turn}", {"CUP": 4})
        made = acts.reserve(ground, supervisor, order)["reservations"][0]
        tote = acts.unit(ground, picker)
        op = undoing.pick(ground, picker, made["task_id"], 4, tote)
        go = dict(p_op=new_op(), p_warehouse=ground.wh, p_hu=tote, p_to=ground.places["PACK-2"])
        undone, moved = acts.at_once(
            [partial(undo, ground, supervisor, op), partial(ground.as_("t_picker2").call, "move_hu_v1", **go)]
        )
        assert not isinstance(moved, Refusal)
        if isinstance(undone, Refusal):
            assert undone.code == "WM455"
            assert lines_of(ground, order) == [(0, 4, 0), (600,)]
        else:
            assert lines_of(ground, order) == [(4, 0, 0), (400,)]
        assert ground.violations() == []
    assert acts.total(ground, "quantity") == 40
    assert rows(ground, DEADLOCKS) == [(0,)]


@pytest.mark.parametrize(
    ("forged", "invariant"),
    [
        ("quantity + 1, to_location_id, from_location_id", "an undo is the opposite of its entry"),
        ("quantity, from_location_id, to_location_id", "an undo is the opposite of its entry"),
        ("quantity, to_location_id, from_location_id", "an entry is taken back once"),
    ],
)
def test_a_forged_undo_is_found(ground: Ground, forged: str, invariant: str) -> None:
    op = new_op()
    ground.receive(ground.as_("t_picker"), "CUP", 5, "A-01-01-1")
    acts.move(ground, ground.as_("t_picker"), "CUP", 5, "A-01-01-1", "A-01-02-1", p_op=op)
    undo(ground, ground.as_("t_picker"), op)
    assert rows(ground, "select * from wms.check_undone(%s)", ground.wh) == []
    with ground.root() as root:
        root.execute(
            "insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id,"
            f" status, to_status, undoes) select posted_at, op, warehouse_id, 'undo', product_id, {forged}, to_status, status, ledger_id"
            " from wms.ledger where op = %s",
            (op,),
        )
    assert invariant in {row[0] for row in rows(ground, "select * from wms.check_undone(%s)", ground.wh)}
