"""Whole bins, scrap, owners, and corrections that need a second person."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts, undoing
from tests.db.ground import Ground
from tests.db.undoing import adjust, move_bin, read, refused, rows


def decide(ground: Ground, door: Database, request: int, decision: str = "approve", **more: Any) -> dict[str, Any]:
    given = {"p_op": new_op(), **more}
    return door.call("decide_adjustment_v1", p_warehouse=ground.wh, p_request=request, p_decision=decision, **given)


def limit(ground: Ground, role: str, kind: str, quantity: int | None, value: int | None = None) -> None:
    ground.as_("t_admin").call(
        "set_approval_limit_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_role=role,
        p_kind=kind,
        p_max_quantity=quantity,
        p_max_value=value,
    )


def test_a_whole_bin_moves_with_its_units_and_what_stands_in_them(ground: Ground) -> None:
    picker = ground.as_("t_picker")
    pallet = acts.unit(ground, picker, "pallet", "A-01-01-1")
    given = dict(
        p_op=new_op(), p_warehouse=ground.wh, p_kind="carton", p_location=ground.places["A-01-01-1"], p_parent=pallet
    )
    carton = picker.call("create_hu_v1", **given)["hu_id"]
    ground.receive(picker, "CUP", 7, "A-01-01-1")
    ground.receive(picker, "MILK", 3, "A-01-01-1", p_lot="L1", p_expires_on=acts.in_days(20))
    ground.receive(picker, "CUP", 4, "DOCK-1")
    acts.move(ground, picker, "CUP", 4, "DOCK-1", "A-01-01-1", p_to_hu=carton)
    op = new_op()
    answer = move_bin(ground, picker, "A-01-01-1", "A-01-02-1", p_op=op)
    assert answer == {"lines": 3, "units": 2, "carried": 0}
    assert acts.stock(ground) == {
        ("A-01-02-1", "CUP", None, None, "available", Decimal(7), Decimal(0)),
        ("A-01-02-1", "MILK", "L1", None, "available", Decimal(3), Decimal(0)),
        ("A-01-02-1", "CUP", None, carton, "available", Decimal(4), Decimal(0)),
    }
    assert rows(
        ground,
        "select l.code, h.parent_id from wms.handling_unit h join wms.location l using (location_id) order by hu_id",
    ) == [
        ("A-01-02-1", None),
        ("A-01-02-1", pallet),
    ]
    assert move_bin(ground, picker, "A-01-01-1", "A-01-02-1", p_op=op) == answer, "the same key is answered as before"
    assert ground.violations() == []


def test_a_bin_s_reservations_go_along_and_are_picked_at_the_new_place(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 9, "B-01-01-1")
    order = acts.order(ground, "SO-1", {"CUP": 5})
    task = acts.reserve(ground, supervisor, order)["reservations"][0]["task_id"]
    assert move_bin(ground, picker, "B-01-01-1", "B-01-02-1")["carried"] == 1
    assert rows(ground, "select l.code from wms.task t join wms.location l on l.location_id = t.from_location_id") == [
        ("B-01-02-1",)
    ]
    assert ground.violations() == []
    undoing.pick(ground, picker, task, 5, acts.unit(ground, picker))
    assert undoing.lines_of(ground, order) == [(0, 5, 0), (600,)]
    assert ground.violations() == []


def test_a_bin_that_somebody_picks_from_stays(ground: Ground) -> None:
    picker, supervisor = ground.as_("t_picker"), ground.as_("t_supervisor")
    ground.receive(picker, "CUP", 9, "B-01-01-1")
    task = acts.reserve(ground, supervisor, acts.order(ground, "SO-1", {"CUP": 5}))["reservations"][0]["task_id"]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[task])
    said = refused(partial(move_bin, ground, supervisor, "B-01-01-1", "B-01-02-1"))
    assert said.code == "WM423"
    assert said.what == "Piet Picker is picking CUP for order SO-1 from this bin."
    assert [(block["order"], block["quantity"]) for block in said.detail["blocks"]] == [("SO-1", 5)]


@pytest.mark.parametrize(
    ("source", "target", "code", "words"),
    [
        ("A-02-01-1", "A-01-02-1", "WM451", "empty"),
        ("A-01-01-1", "A-01-01-1", "WM422", "there already"),
        ("A-01-01-1", "CUSTOMER", "WM422", "inside the warehouse"),
        ("A-01-01-1", "B-02-01-1", "WM453", "one product only"),
        ("B-01-01-1", "PACK-1", "WM423", "nothing is picked at PACK-1"),
    ],
)
def test_a_bin_that_cannot_move_says_why(ground: Ground, source: str, target: str, code: str, words: str) -> None:
    picker = ground.as_("t_picker")
    for sku, place in (("CUP", "A-01-01-1"), ("P-00", "A-01-01-1"), ("P-01", "B-01-01-1")):
        ground.receive(picker, sku, 5, place)
    acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "SO-1", {"P-01": 5}))
    before = acts.stock(ground)
    said = refused(partial(move_bin, ground, picker, source, target))
    assert (said.code, words in said.what) == (code, True), said.what
    assert said.next_step
    assert acts.stock(ground) == before


def test_out_of_a_held_bin_only_a_supervisor_takes_goods(ground: Ground) -> None:
    picker, supervisor, op = ground.as_("t_picker"), ground.as_("t_supervisor"), new_op()
    ground.receive(picker, "CUP", 9, "A-01-01-1")
    acts.move(ground, picker, "CUP", 4, "A-01-01-1", "A-01-02-1", p_op=op)
    for place in ("A-01-01-1", "A-01-02-1"):
        hold = dict(p_op=new_op(), p_warehouse=ground.wh, p_target="location", p_id=ground.places[place])
        supervisor.call("place_hold_v1", p_reason="quality", **hold)
    for act in (partial(move_bin, ground, picker, "A-01-01-1", "A-01-03-1"), partial(undoing.undo, ground, picker, op)):
        said = refused(act)
        assert (said.code, "on hold" in said.what) == ("WM423", True), said.what
    undoing.undo(ground, supervisor, op)
    move_bin(ground, supervisor, "A-01-01-1", "A-01-03-1")
    assert acts.stock(ground) == {("A-01-03-1", "CUP", None, None, "available", Decimal(9), Decimal(0))}
    assert ground.violations() == []


def test_a_bin_moved_while_others_bring_and_take_from_it(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 60, "A-01-01-1")
    ground.receive(ground.as_("t_picker"), "CUP", 60, "A-01-02-1")

    def shuffle(door: Database, source: str, target: str) -> None:
        for _ in range(8):
            try:
                acts.move(ground, door, "CUP", 1, source, target)
            except Refusal as refusal:
                assert refusal.code == "WM451"

    def move_all(door: Database, source: str, target: str) -> None:
        for _ in range(4):
            try:
                move_bin(ground, door, source, target)
            except Refusal as refusal:
                assert refusal.code in ("WM451", "WM412")

    patient = {"patience": 0.0}
    acts.at_once([
        partial(shuffle, ground.as_("t_picker", **patient), "A-01-01-1", "A-01-02-1"),
        partial(shuffle, ground.as_("t_picker2", **patient), "A-01-02-1", "A-01-01-1"),
        partial(move_all, ground.as_("t_supervisor", **patient), "A-01-01-1", "A-01-02-1"),
        partial(move_all, ground.as_("t_packer", **patient), "A-01-02-1", "A-01-01-1"),
    ])  # fmt: skip
    assert acts.total(ground, "quantity") == 120
    assert ground.violations() == []
    assert rows(ground, "select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]


def test_scrap_leaves_for_good_with_a_reason(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 9, "A-01-01-1")
    supervisor = ground.as_("t_supervisor")
    given = dict(p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["A-01-01-1"])
    answer = supervisor.call("scrap_v1", p_op=new_op(), p_quantity=4, p_reason="broken", **given)
    assert (answer["from_balance"], answer["to_balance"]) == (5, None)
    assert rows(ground, "select kind, reason, quantity::int from wms.ledger where kind = 'scrap'") == [
        ("scrap", "broken", 4)
    ]
    for quantity, reason, code in (
        (6, "broken", "WM451"),
        (1, "lost", "WM422"),
        (0, "broken", "WM422"),
        (-1, "broken", "WM422"),
    ):
        act = partial(supervisor.call, "scrap_v1", p_op=new_op(), p_quantity=quantity, p_reason=reason, **given)
        assert refused(act).code == code
    assert ground.violations() == []


def test_goods_change_hands_and_keep_their_age(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(ground.as_("t_picker"), "CUP", 9, "A-01-01-1")
    owner = rows(
        ground, "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme') returning party_id"
    )[0][0]
    with ground.root() as root:
        root.execute("update wms.quant set in_date = in_date - interval '40 days'")
    given = dict(p_warehouse=ground.wh, p_product=ground.products["CUP"], p_location=ground.places["A-01-01-1"])
    answer = supervisor.call(
        "change_owner_v1", p_op=new_op(), p_quantity=4, p_from_owner=None, p_to_owner=owner, **given
    )
    assert (answer["lines"], answer["quantity"]) == (2, 4)
    kept = rows(
        ground, "select owner_id, quantity::int, now() - in_date > %s from wms.quant order by 1", timedelta(days=39)
    )
    assert kept == [(owner, 4, True), (None, 5, True)]
    assert rows(ground, "select kind, owner_id from wms.ledger where line > 0 order by line") == [
        ("owner", None),
        ("owner", owner),
    ]
    for source, target, quantity, code in (
        (None, None, 1, "WM422"),
        (None, 999, 1, "WM404"),
        (owner, None, 5, "WM451"),
    ):
        act = partial(
            supervisor.call,
            "change_owner_v1",
            p_op=new_op(),
            p_quantity=quantity,
            p_from_owner=source,
            p_to_owner=target,
            **given,
        )
        assert refused(act).code == code
    assert ground.violations() == []


def test_a_correction_above_the_limit_waits_for_somebody_else(ground: Ground) -> None:
    supervisor, admin = ground.as_("t_supervisor"), ground.as_("t_admin")
    limit(ground, "r_supervisor", "adjust", 10)
    assert adjust(ground, supervisor, "CUP", 10, "A-01-01-1")["to_balance"] == 10
    op = new_op()
    asked = adjust(ground, supervisor, "P-00", 11, "A-01-01-1", p_op=op, p_document="DOC-7")
    assert (asked["state"], asked["quantity"]) == ("pending", 11)
    assert adjust(ground, supervisor, "P-00", 11, "A-01-01-1", p_op=op, p_document="DOC-7") == asked
    assert acts.total(ground, "quantity") == 10, "nothing is posted"
    assert rows(ground, "select text from wms.alarm where cleared_at is null") == [
        ("Adjustment of 11 P-00 waits for approval",)
    ]
    said = refused(partial(decide, ground, supervisor, asked["request_id"]))
    assert (said.code, said.what) == ("WM403", "You asked for this yourself.")
    done = decide(ground, admin, asked["request_id"], p_note="seen")
    assert (done["requested_by"], done["decided_by"], done["lines"]) == ("t_supervisor", "t_admin", 1)
    assert acts.total(ground, "quantity") == 21
    trail = read(
        ground, "t_auditor",
        "select g.actor::text, g.reason, g.document, r.requester, r.decider, r.note from api.ledger g"
        " join api.adjustment_request r on r.decision_op = g.op",
    )  # fmt: skip
    assert trail == [("t_admin", "found", "DOC-7", "Sonja Supervisor", "Ada Admin", "seen")]
    assert refused(partial(decide, ground, admin, asked["request_id"])).code == "WM455"
    assert rows(ground, "select count(*)::int from wms.alarm where cleared_at is null") == [(0,)]
    posted = rows(ground, "select decision_op from wms.adjustment_request")[0][0]
    said = refused(partial(undoing.undo, ground, supervisor, posted))
    assert (said.code, said.what) == ("WM403", "This is above your limit.")
    undoing.undo(ground, admin, posted)
    assert acts.total(ground, "quantity") == 10
    assert ground.violations() == []


def test_the_limit_is_not_passed_in_small_steps(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    limit(ground, "r_supervisor", "adjust", 10)
    first = new_op()
    adjust(ground, supervisor, "CUP", 6, "A-01-01-1", p_op=first)
    assert adjust(ground, supervisor, "CUP", -5, "A-01-01-1")["state"] == "pending"
    undoing.undo(ground, supervisor, first)
    assert "to_balance" in adjust(ground, supervisor, "CUP", 5, "A-01-01-1"), "what was taken back does not count"


def test_the_limit_by_value_holds_where_a_value_is_known(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    limit(ground, "r_supervisor", "adjust", 1000, 100)
    with ground.root() as root:
        root.execute("update wms.product set unit_value = 25 where sku = 'CUP'")
    assert "to_balance" in adjust(ground, supervisor, "CUP", 4, "A-01-01-1")
    asked = adjust(ground, supervisor, "CUP", 1, "A-01-01-1")
    assert (asked["state"], asked["value"]) == ("pending", 25)
    assert "to_balance" in adjust(ground, supervisor, "P-00", 900, "A-01-02-1")


def test_a_second_person_needs_the_limit_too(ground: Ground) -> None:
    limit(ground, "r_supervisor", "adjust", 10)
    with ground.root() as root:
        root.execute("grant r_supervisor to t_planner")
    asked = adjust(ground, ground.as_("t_supervisor"), "CUP", 50, "A-01-01-1")["request_id"]
    assert refused(partial(decide, ground, ground.as_("t_planner"), asked)).what == "This is above your limit too."
    assert refused(partial(decide, ground, ground.as_("t_planner"), asked, "withdraw")).code == "WM403"
    assert decide(ground, ground.as_("t_planner"), asked, "reject", p_note="no")["state"] == "rejected"
    assert acts.total(ground, "quantity") == 0
    with ground.root() as root:
        root.execute("revoke r_supervisor from t_planner")


def test_a_request_is_posted_on_the_stock_as_it_is_or_refused(ground: Ground) -> None:
    supervisor, admin = ground.as_("t_supervisor"), ground.as_("t_admin")
    limit(ground, "r_supervisor", "scrap", 3)
    ground.receive(ground.as_("t_picker"), "CUP", 9, "A-01-01-1")
    given = dict(
        p_warehouse=ground.wh,
        p_product=ground.products["CUP"],
        p_location=ground.places["A-01-01-1"],
        p_reason="broken",
    )
    asked = supervisor.call("scrap_v1", p_op=new_op(), p_quantity=7, **given)["request_id"]
    assert refused(partial(supervisor.call, "scrap_v1", p_op=new_op(), p_quantity=10, **given)).code == "WM451"
    acts.move(ground, supervisor, "CUP", 4, "A-01-01-1", "A-01-02-1")
    said = refused(partial(decide, ground, admin, asked))
    assert (said.code, "5 on hand" in said.what) == ("WM451", True)
    assert read(ground, "t_supervisor", "select state, requester, mine from api.adjustment_request") == [
        ("pending", "Sonja Supervisor", True)
    ]
    assert read(
        ground, "t_admin", "select sku, delta::int, location, on_hand::int from api.adjustment_request_line"
    ) == [("CUP", -7, "A-01-01-1", 5)]
    acts.move(ground, supervisor, "CUP", 3, "A-01-02-1", "A-01-01-1")
    assert decide(ground, admin, asked)["state"] == "approved"
    assert acts.total(ground, "quantity") == 2
    assert ground.violations() == []


def test_two_who_decide_at_once_post_once(ground: Ground) -> None:
    limit(ground, "r_supervisor", "adjust", 1)
    asked = adjust(ground, ground.as_("t_supervisor"), "CUP", 5, "A-01-01-1")["request_id"]
    answers = acts.at_once(
        [partial(decide, ground, ground.as_("t_admin"), asked, word) for word in ("approve", "approve", "reject")]
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    state = rows(ground, "select state from wms.adjustment_request")[0][0]
    assert acts.total(ground, "quantity") == (5 if state == "approved" else 0)
    assert ground.violations() == []


def test_a_batch_above_the_limit_is_one_request(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    limit(ground, "r_supervisor", "adjust", 10)
    lines = [
        {"product": ground.products[f"P-{n:02}"], "delta": 4, "location": ground.places["A-01-01-1"]} for n in range(3)
    ]
    send = partial(supervisor.call, "adjust_batch_v1", p_warehouse=ground.wh, p_reason="opening")
    assert send(p_op=new_op(), p_lines=lines[:2])["lines"] == 2
    asked = send(p_op=new_op(), p_lines=lines)
    assert asked["state"] == "pending"
    assert decide(ground, ground.as_("t_admin"), asked["request_id"])["lines"] == 3
    assert acts.total(ground, "quantity") == 20
    assert ground.violations() == []


def test_limits_are_an_administrator_s_to_set(ground: Ground) -> None:
    given = dict(p_warehouse=ground.wh, p_role="r_supervisor", p_kind="adjust")
    assert (
        refused(
            partial(
                ground.as_("t_supervisor").call, "set_approval_limit_v1", p_op=new_op(), p_max_quantity=10**6, **given
            )
        ).code
        == "WM403"
    )
    for bad in (
        {"p_max_quantity": -1},
        {"p_max_quantity": Decimal("NaN")},
        {"p_max_value": 2**62},
        {"p_kind": "theft"},
        {"p_role": "wms_owner"},
    ):
        assert (
            refused(
                partial(ground.as_("t_admin").call, "set_approval_limit_v1", **{"p_op": new_op(), **given, **bad})
            ).code
            == "WM422"
        )
    limit(ground, "r_supervisor", "adjust", 17)
    assert read(ground, "t_supervisor", "select max_quantity::int, changed_by from api.approval_limit where role = 'r_supervisor' and kind = 'adjust'") == [
        (17, "Ada Admin")
    ]  # fmt: skip
