"""A hold is on goods: it goes where all of them go, and ends with the last of them; what was, can be read."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_holds import hold, one


@pytest.fixture
def boss(ground: Ground) -> Database:
    """Nine cups in A-01-01-1; somebody who may do everything."""
    door = ground.as_("t_supervisor")
    ground.receive(door, "CUP", 9, "A-01-01-1")
    return door


def record(ground: Ground, place: str, status: str = "available") -> int:
    return int(one(ground, "select quant_id from wms.quant where location_id = %s and status = %s and quantity > 0",
                   ground.places[place], status))  # fmt: skip


def held(ground: Ground) -> list[Any]:
    """Place, status and quantity of what is held now."""
    with ground.root() as root:
        return root.execute(
            "select l.code, q.status, q.quantity from wms.holds_on(%s) h join wms.quant q using (quant_id) "
            "join wms.location l on l.location_id = q.location_id order by 1, 2", (ground.wh,)
        ).fetchall()  # fmt: skip


def do(ground: Ground, door: Database, function: str, **given: Any) -> dict[str, Any]:
    given = {"p_op": new_op(), "p_product": ground.products["CUP"], **given}
    return door.call(function, p_warehouse=ground.wh, **given)


def test_goods_that_move_as_a_whole_take_their_hold_along(ground: Ground, boss: Database) -> None:
    number = hold(ground, boss, "quant", record(ground, "A-01-01-1"))["hold_id"]
    acts.move(ground, boss, "CUP", 4, "A-01-01-1", "B-01-01-1")
    assert held(ground) == [("A-01-01-1", "available", 5)], "a part that a supervisor takes out is free"
    acts.move(ground, boss, "CUP", 5, "A-01-01-1", "A-01-02-1")
    assert held(ground) == [("A-01-02-1", "available", 5)]
    here = ground.places["A-01-02-1"]
    do(
        ground,
        boss,
        "change_status_v1",
        p_quantity=5,
        p_location=here,
        p_from_status="available",
        p_to_status="damaged",
        p_reason="damage",
    )
    assert held(ground) == [("A-01-02-1", "damaged", 5)]
    moved = (
        "select payload ->> 'was', payload ->> 'what' from wms.event where type = 'stock.hold_moved' order by event_id"
    )
    with ground.root() as root:
        said = root.execute(moved).fetchall()
    assert said == [("CUP in A-01-01-1", "CUP in A-01-02-1"), ("CUP in A-01-02-1", "CUP in A-01-02-1")]
    assert one(ground, "select released_at from wms.hold where hold_id = %s", number) is None
    assert ground.violations() == []


def test_held_goods_are_not_lost_among_others_of_their_kind(ground: Ground, boss: Database) -> None:
    ground.receive(boss, "CUP", 2, "B-01-01-1")
    hold(ground, boss, "quant", record(ground, "A-01-01-1"))
    with pytest.raises(Refusal, match="CUP in A-01-01-1 is on hold, and in B-01-01-1 lies CUP that is not") as refused:
        acts.move(ground, boss, "CUP", 9, "A-01-01-1", "B-01-01-1")
    assert refused.value.code == "WM423"
    assert held(ground) == [("A-01-01-1", "available", 9)]


@pytest.mark.parametrize("way", ["scrap", "count", "batch"])
def test_the_hold_ends_with_the_last_of_its_goods_and_an_undo_brings_it_back(
    ground: Ground, boss: Database, way: str
) -> None:
    number = hold(ground, boss, "quant", record(ground, "A-01-01-1"), p_note="Smells")["hold_id"]
    place, op = ground.places["A-01-01-1"], new_op()
    if way == "scrap":
        do(ground, boss, "scrap_v1", p_quantity=4, p_location=place, p_reason="broken")
        assert held(ground) == [("A-01-01-1", "available", 5)]
        do(ground, boss, "scrap_v1", p_op=op, p_quantity=5, p_location=place, p_reason="broken")
    elif way == "count":
        do(ground, boss, "adjust_v1", p_op=op, p_delta=-9, p_location=place, p_reason="lost")
    else:
        lines = [{"product": ground.products["CUP"], "delta": -9, "location": place}]
        boss.call("adjust_batch_v1", p_op=op, p_warehouse=ground.wh, p_lines=lines, p_reason="lost")
    assert held(ground) == []
    row = one(
        ground,
        "select released_by, was, release_note like 'Nothing of it is left (%%', emptied_by from wms.hold where hold_id = %s",
        number,
    )
    assert row == ("t_supervisor", "CUP in A-01-01-1", True, op)
    ended = one(ground, "select payload ->> 'emptied' from wms.event where type = 'stock.released'")
    assert ended == ("scrap" if way == "scrap" else "adjust")
    with pytest.raises(Refusal, match="Nothing is left of CUP in A-01-01-1") as empty:
        hold(ground, boss, "quant", one(ground, "select quant_id from wms.quant where location_id = %s", place))
    assert empty.value.code == "WM455"
    boss.call("undo_v1", p_op=new_op(), p_warehouse=ground.wh, p_target_op=op, p_reason="mistake")
    assert held(ground) == [("A-01-01-1", "available", 5 if way == "scrap" else 9)]
    again = one(ground, "select note, reason, hold_id > %s from wms.hold where released_at is null", number)
    assert again == ("Smells", "recall", True)
    assert ground.violations() == []


def test_a_unit_s_hold_ends_when_the_unit_is_empty_and_what_comes_next_is_free(ground: Ground, boss: Database) -> None:
    ground.receive(boss, "CUP", 3, "A-01-02-1", p_sscc="340123450000000017")
    unit = one(ground, "select hu_id from wms.handling_unit")
    hold(ground, boss, "hu", unit)
    boss.call("move_hu_v1", p_op=new_op(), p_warehouse=ground.wh, p_hu=unit, p_to=ground.places["A-01-03-1"])
    assert held(ground) == [("A-01-03-1", "available", 3)], "it goes along"
    do(
        ground,
        boss,
        "move_v1",
        p_quantity=3,
        p_from=ground.places["A-01-03-1"],
        p_to=ground.places["A-01-04-1"],
        p_hu=unit,
    )
    assert held(ground) == []
    assert one(ground, "select was from wms.hold") == "unit 340123450000000017"
    assert ground.violations() == []


def test_a_change_of_lot_or_owner_does_not_lift_a_hold(ground: Ground, boss: Database) -> None:
    owner = boss.call(
        "put_party_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="owner", p_code="ACME", p_name="Acme"
    )["party_id"]
    hold(ground, boss, "quant", record(ground, "A-01-01-1"))
    place = ground.places["A-01-01-1"]
    do(ground, boss, "change_owner_v1", p_quantity=9, p_location=place, p_from_owner=None, p_to_owner=owner)
    assert held(ground) == [("A-01-01-1", "available", 9)]
    assert ground.violations() == []


def test_while_orders_are_reserved_the_last_of_held_goods_waits_and_comes_again(ground: Ground, boss: Database) -> None:
    """Nobody waits for the other: the act is given back as a whole, and the same call with the same key does it later."""
    hold(ground, boss, "quant", record(ground, "A-01-01-1"))
    given = dict(p_op=new_op(), p_quantity=9, p_location=ground.places["A-01-01-1"], p_reason="broken")
    with ground.root() as root:
        root.execute("begin")
        root.execute("lock table wms.hold in share mode")
        with ground.root() as other, pytest.raises(Exception, match="are being reserved at this moment") as refused:
            other.execute("select wms.change_holds()")
        assert getattr(refused.value, "sqlstate", "") == "40001"
        root.execute("rollback")
    do(ground, boss, "scrap_v1", **given)
    assert held(ground) == []


def test_a_hold_on_what_somebody_is_taking_away_waits_for_that(ground: Ground, boss: Database) -> None:
    """The last of a record is scrapped, and not committed yet, when somebody puts it on hold: nothing is left to hold."""
    target, place = record(ground, "A-01-01-1"), ground.places["A-01-01-1"]
    waits = (
        "select count(*) from pg_locks k join pg_stat_activity a using (pid) where not k.granted and "
        "a.datname = current_database()"
    )
    with psycopg.connect(ground.url("t_supervisor")) as taker, ground.root() as root, ThreadPoolExecutor(1) as pool:
        taker.execute(
            "select api.scrap_v1(p_op => %s, p_warehouse => %s, p_product => %s, p_quantity => 9, p_location => %s, "
            "p_reason => 'broken')",
            (new_op(), ground.wh, ground.products["CUP"], place),
        )
        holding = pool.submit(hold, ground, boss, "quant", target)
        for _ in range(200):
            if root.execute(waits).fetchone() == (1,) or holding.done():
                break
            root.execute("select pg_sleep(0.05)")
        assert not holding.done(), "it did not look at what happens there"
        taker.commit()
        with pytest.raises(Refusal, match="Nothing is left of CUP in A-01-01-1"):
            holding.result()
    assert ground.violations() == []
