"""Batches at work on the real database: claimed as a whole, picked stop by stop in all four modes, given back, set down."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.domain.task import TaskState
from db import posting
from tests.db import acts
from tests.db.ground import Ground
from tests.db.picking_acts import Floor


@pytest.fixture
def floor(ground: Ground) -> Floor:
    made = Floor(ground)
    made.stock(
        [("B-01-01-1", "CUP", 10), ("B-01-02-1", "P-00", 10), ("A-01-01-1", "P-01", 10), ("A-01-02-1", "CUP", 20)]
    )
    return made


def status(floor: Floor, number: str) -> int:
    return int(floor.rows("select status from wms.orders where number = %s", number)[0][0])


def test_a_cluster_is_sorted_into_its_totes_and_set_down(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 2, "P-00": 1}, "O-2": {"CUP": 3}})
    picker = floor.ground.as_("t_picker")
    batch = floor.take(picker, "O-1", "O-2")
    rows = floor.tasks(picker, batch)
    assert [(row.order_number, row.slot, row.sku) for row in rows] == [
        ("O-1", 1, "CUP"),
        ("O-2", 2, "CUP"),
        ("O-1", 1, "P-00"),
    ]
    assert {status(floor, number) for number in ("O-1", "O-2")} == {OrderStatus.PICKING}
    first, second = floor.tote(), floor.tote()
    assert floor.pick(picker, batch, rows[0], first)["left"] == 2
    with pytest.raises(Refusal, match="is for order O-1") as wrong:
        floor.pick(picker, batch, rows[1], first)
    assert wrong.value.next_step == "Scan the tote of this order."
    floor.pick(picker, batch, rows[1], second)
    floor.pick(picker, batch, rows[2], first)
    assert [(row.slot, row.order_number, row.location_code) for row in picker.query("batch_totes", warehouse=floor.ground.wh, batch=batch)] == [
        (1, "O-1", "STAGE-1"), (2, "O-2", "STAGE-1")]  # fmt: skip
    with pytest.raises(Refusal, match="no place for picked goods"):
        floor.drop(picker, batch, "B-01-01-1")
    dropped = floor.drop(picker, batch, "PACK-1")
    assert (dropped["totes"], dropped["done"], [one["complete"] for one in dropped["orders"]]) == (
        2,
        True,
        [True, True],
    )
    assert {row[0] for row in acts.stock(floor.ground) if row[3] in (first, second)} == {"PACK-1"}
    assert {status(floor, number) for number in ("O-1", "O-2")} == {OrderStatus.PICKED}
    assert picker.query("open_batches", warehouse=floor.ground.wh) == []
    with pytest.raises(Refusal, match="is done"):
        posting.claim_batch(picker, op=new_op(), warehouse=floor.ground.wh, batch=batch)
    assert floor.ground.violations() == []


def test_a_batch_is_sorted_at_packing_and_picked_at_one_scan(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 2}, "O-2": {"CUP": 3}, "O-3": {"CUP": 1}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1", "O-2", "O-3", mode="batch")
    rows = floor.tasks(picker, batch)
    done = floor.pick(picker, batch, rows, tote)
    assert (done["picked"], done["short"], done["left"]) == (6, 0, 0)
    jobs = floor.ground.as_("t_packer").query("pack_job", warehouse=floor.ground.wh, tote=tote)
    assert [(row.number, row.quantity) for row in jobs] == [("O-1", 2), ("O-2", 3), ("O-3", 1)]
    assert floor.drop(picker, batch, "PACK-1")["orders"] == []
    assert floor.ground.violations() == []


def test_zones_are_picked_apart_and_gathered_in_one_place(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 2, "P-01": 1}, "O-2": {"P-01": 1}})
    near, far = floor.ground.as_("t_picker"), floor.ground.as_("t_picker2")
    one = floor.take(near, mode="zone", zone="B")
    other = floor.take(far, mode="zone", zone="A")
    assert [len(floor.tasks(near, one)), len(floor.tasks(far, other))] == [1, 2]
    totes = [floor.tote() for _ in range(3)]
    floor.pick(near, one, floor.tasks(near, one)[0], totes[0])
    half = floor.drop(near, one, "STAGE-1")["orders"]
    assert [(row["number"], row["complete"], row["waits_for"][0]["zone"]) for row in half] == [("O-1", False, "A")]
    for row, tote in zip(floor.tasks(far, other), totes[1:], strict=True):
        floor.pick(far, other, row, tote)
    assert {row.order_number: row.gathered_at for row in far.query("batch_totes", warehouse=floor.ground.wh, batch=other)} == {
        "O-1": "STAGE-1", "O-2": None}  # fmt: skip
    assert [(row.number, row.totes, row.complete) for row in far.query("gathering", warehouse=floor.ground.wh)] == [
        ("O-1", 1, False)
    ]
    assert [row["complete"] for row in floor.drop(far, other, "STAGE-1")["orders"]] == [True, True]
    assert [(row.number, row.totes, row.complete) for row in far.query("gathering", warehouse=floor.ground.wh)] == [
        ("O-1", 2, True), ("O-2", 1, True)]  # fmt: skip
    assert floor.rows("select count(*) from wms.event where type = 'order.gathered' and number = 'O-1'") == [(1,)]
    assert floor.ground.violations() == []


def test_a_tote_goes_from_zone_to_zone(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 2, "P-01": 1}, "O-2": {"P-01": 1}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    first = floor.take(picker, "O-1", mode="zone", zone="B")
    floor.pick(picker, first, floor.tasks(picker, first)[0], tote)
    floor.drop(picker, first, "STAGE-1")
    second = floor.take(picker, mode="zone", zone="A")
    rows = {row.order_number: row for row in floor.tasks(picker, second)}
    with pytest.raises(Refusal, match="is not empty"):
        floor.pick(picker, second, rows["O-2"], tote)
    floor.pick(picker, second, rows["O-1"], tote)
    assert floor.ground.violations() == []


def test_nobody_gets_another_s_batch_and_a_dead_station_s_returns(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 2, "P-00": 1}})
    picker, other, tote = floor.ground.as_("t_picker"), floor.ground.as_("t_picker2"), floor.tote()
    batch = floor.take(picker, "O-1", mode="discrete")
    claim = partial(posting.claim_batch, other, warehouse=floor.ground.wh)
    with pytest.raises(Refusal, match="Piet Picker's until") as refused:
        claim(op=new_op(), batch=batch)
    assert refused.value.code == "WM455"
    with pytest.raises(Refusal, match="No batch waits"):
        claim(op=new_op())
    with pytest.raises(Refusal, match="Nothing of order O-1 waits"):
        floor.take(other, "O-1")
    with pytest.raises(Refusal, match="t_picker's until"):
        floor.pick(other, batch, floor.tasks(other, batch)[0], tote)
    floor.pick(picker, batch, floor.tasks(picker, batch)[0], tote)
    floor.rows("update wms.task set lease_until = now() - interval '1 second' where state = 200 returning 1")
    assert claim(op=new_op())["totes"] == 1, "with what stands on the cart"
    row = floor.tasks(other, batch)[0]
    assert row.tote_id == tote
    floor.pick(other, batch, row, tote)
    assert floor.drop(other, batch, "PACK-1")["done"]
    assert floor.ground.violations() == []


def test_what_is_left_goes_back_and_the_most_urgent_comes_next(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 1}, "O-2": {"P-00": 1}})
    floor.rows("update wms.task set priority = 2 where order_id = %s returning 1", floor.orders["O-2"])
    picker = floor.ground.as_("t_picker")
    slow, urgent = floor.take(picker, "O-1"), floor.take(picker, "O-2")
    for batch in (slow, urgent):
        answer = posting.leave_batch(picker, op=new_op(), warehouse=floor.ground.wh, batch=batch)
        assert (answer["tasks"], answer["totes"]) == (1, 0)
    assert status(floor, "O-1") == OrderStatus.RESERVED
    assert posting.claim_batch(picker, op=new_op(), warehouse=floor.ground.wh)["batch_id"] == urgent
    assert (
        posting.claim_batch(floor.ground.as_("t_picker2"), op=new_op(), warehouse=floor.ground.wh)["batch_id"] == slow
    )
    again = posting.claim_batch(picker, op=new_op(), warehouse=floor.ground.wh)
    assert again["batch_id"] == urgent, "one's own first: to take it again prolongs it"
    before = floor.rows("select tour_op, tour_metres from wms.task where batch_id = %s", urgent)
    posting.claim_batch(picker, op=new_op(), warehouse=floor.ground.wh, batch=urgent, metres=Decimal(77))
    posting.claim_batch(picker, op=new_op(), warehouse=floor.ground.wh, batch=urgent)
    assert floor.rows("select tour_op, tour_metres from wms.task where batch_id = %s", urgent) == [(before[0][0], 77)]
    assert floor.rows("select tour_metres from wms.batch where batch_id = %s", urgent) == [(77,)]
    boss = floor.ground.as_("t_supervisor")
    assert posting.leave_batch(boss, op=new_op(), warehouse=floor.ground.wh, batch=slow)["tasks"] == 1
    assert floor.ground.violations() == []


def test_many_pickers_take_each_batch_once(floor: Floor) -> None:
    floor.reserve({f"O-{n}": {"CUP": 1} for n in range(8)})
    doors = [floor.ground.as_(login) for login in ("t_picker", "t_picker2", "t_supervisor")]
    for n in range(8):
        posting.leave_batch(doors[0], op=new_op(), warehouse=floor.ground.wh, batch=floor.take(doors[0], f"O-{n}"))

    def work(door: Any) -> list[int]:
        mine = []
        while True:
            try:
                batch = int(posting.claim_batch(door, op=new_op(), warehouse=floor.ground.wh)["batch_id"])
            except Refusal as refusal:
                assert refusal.code == "WM404"
                return mine
            tote = acts.unit(floor.ground, door)
            floor.pick(door, batch, floor.tasks(door, batch)[0], tote)
            mine.append(batch)

    taken = [batch for mine in acts.at_once([partial(work, door) for door in doors]) for batch in mine]
    assert len(taken) == len(set(taken)) == 8
    assert floor.rows("select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]
    assert floor.ground.violations() == []


def test_picks_that_were_cancelled_meanwhile_are_not_done(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 1}, "O-2": {"CUP": 2}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1", "O-2", mode="batch")
    rows = floor.tasks(picker, batch)
    boss = floor.ground.as_("t_supervisor")
    boss.call(
        "release_v1", p_op=new_op(), p_warehouse=floor.ground.wh, p_order=floor.orders["O-1"], p_reason="customer"
    )
    done = floor.pick(picker, batch, rows, tote)
    assert (done["picked"], [(one["task"], one["state"]) for one in done["gone"]]) == (
        2,
        [(rows[0].task_id, "cancelled")],
    )
    again = floor.pick(picker, batch, rows, tote)
    assert (again["picked"], len(again["gone"])) == (0, 2)
    assert floor.ground.violations() == []


def test_an_act_sent_twice_is_one_and_taken_back_is_to_do_again(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 3}})
    picker, tote, op = floor.ground.as_("t_picker"), floor.tote(), new_op()
    batch = floor.take(picker, "O-1")
    row = floor.tasks(picker, batch)[0]
    assert floor.pick(picker, batch, row, tote, op=op) == floor.pick(picker, batch, row, tote, op=op)
    posting.undo(picker, op=new_op(), warehouse=floor.ground.wh, target_op=op, reason="mistake")
    (again,) = floor.tasks(picker, batch)
    assert (again.quantity, again.state, again.claimed_by, again.tote_id) == (3, TaskState.CLAIMED, "t_picker", tote)
    assert floor.pick(picker, batch, again, tote)["picked"] == 3
    assert floor.ground.violations() == []


def test_bad_requests_are_refused_in_words(floor: Floor) -> None:
    floor.reserve({"O-1": {"CUP": 1}, "O-2": {"CUP": 1}})
    picker, wh = floor.ground.as_("t_picker"), floor.ground.wh
    for code, match, given in (
        ("WM422", "not a way of picking", {"mode": "wave"}),
        ("WM422", "Only zone picking", {"zone": "B"}),
        ("WM422", "zone is not known", {"mode": "zone", "zone": "Z"}),
        ("WM422", "1 to 100 orders", {"mode": "discrete", "orders": list(floor.orders.values())}),
        ("WM404", "not known in this warehouse", {"orders": [99999]}),
    ):
        with pytest.raises(Refusal, match=match) as refused:
            floor.take(picker, **given)
        assert (refused.value.code, bool(refused.value.next_step)) == (code, True)
    batch = floor.take(picker, "O-1", "O-2")
    rows, tote = floor.tasks(picker, batch), floor.tote()
    for code, match, act in (
        ("WM404", "batch is not known", lambda: posting.claim_batch(picker, op=new_op(), warehouse=wh, batch=99999)),
        ("WM422", "10 seconds to a day", lambda: posting.claim_batch(picker, op=new_op(), warehouse=wh, batch=batch, lease_seconds=1)),
        ("WM404", "no cart of ours", lambda: posting.claim_batch(picker, op=new_op(), warehouse=wh, batch=batch, cart=tote)),
        ("WM422", "1 to 500 picks", lambda: posting.pick_stop(picker, op=new_op(), warehouse=wh, batch=batch, lines=[])),
        ("WM422", "named twice", lambda: floor.pick(picker, batch, [rows[0], rows[0]], tote)),
        ("WM422", "for several orders", lambda: floor.pick(picker, batch, rows, tote)),
        ("WM404", "tote is not known", lambda: floor.pick(picker, batch, rows[0], None)),
        ("WM422", "task asks for 1", lambda: floor.pick(picker, batch, rows[0], tote, 2)),
        ("WM422", "not a reason", lambda: floor.pick(picker, batch, rows[0], None, 0)),
        ("WM455", "No tote of batch", lambda: floor.drop(picker, batch, "PACK-1")),
        ("WM404", "place is not known", lambda: posting.confirm_empty(picker, op=new_op(), warehouse=wh, location=99999, empty=True)),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            act()
        assert (refused.value.code, bool(refused.value.next_step)) == (code, True), match
        assert match in refused.value.what or match == "place is not known"
    assert floor.rows("select count(*) from wms.ledger where kind = 'pick'") == [(0,)]
