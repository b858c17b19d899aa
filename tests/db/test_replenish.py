"""Pick faces are refilled: by their least, by what orders want, by somebody who calls; and what is said where reserve has none."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground

FACE, SMALL, RESERVE, OTHER = "B-01-01-1", "B-02-01-1", "A-01-01-1", "A-01-02-1"


def rule(
    ground: Ground, sku: str = "CUP", face: str = FACE, least: int = 10, most: int = 40, **more: Any
) -> dict[str, Any]:
    return posting.put_replenish_rule(
        ground.as_("t_supervisor"),
        op=new_op(),
        warehouse=ground.wh,
        product=ground.products[sku],
        location=ground.places[face],
        least=Decimal(least),
        most=Decimal(most),
        **more,
    )


def run(ground: Ground) -> dict[str, Any]:
    return posting.replenish(ground.as_("t_supervisor"), op=new_op(), warehouse=ground.wh)


def tasks(ground: Ground, least: int = 0, most: int = 600) -> list[tuple[Any, ...]]:
    with ground.root() as root:
        return root.execute(
            "select f.code, o.code, t.quantity, t.priority, t.state, t.explanation ->> 'mode' from wms.task t "
            "left join wms.location f on f.location_id = t.from_location_id join wms.location o on o.location_id = t.to_location_id "
            "where t.kind = 'replenish' and t.state between %s and %s order by t.task_id",
            (least, most),
        ).fetchall()


def ids(ground: Ground, state: int = 100) -> list[int]:
    with ground.root() as root:
        rows = root.execute(
            "select task_id from wms.task where kind = 'replenish' and state = %s order by 1", (state,)
        ).fetchall()
    return [row[0] for row in rows]


def do(ground: Ground, task: int, quantity: int, login: str = "t_picker", **more: Any) -> dict[str, Any]:
    given = {"op": new_op(), **more}
    return posting.do_task(ground.as_(login), warehouse=ground.wh, task=task, quantity=Decimal(quantity), **given)


@pytest.fixture
def stocked(ground: Ground) -> Ground:
    """A face with 4 of what it should have 10 to 40 of, and 100 in reserve."""
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 4, FACE)
    ground.receive(picker, "CUP", 30, RESERVE)
    ground.receive(picker, "CUP", 70, OTHER)
    rule(ground)
    return ground


def test_a_face_below_its_least_is_refilled_to_its_most_once(stocked: Ground) -> None:
    assert run(stocked) == {"made": 1, "quantity": 36, "urgent": 0, "exceptions": 0, "cured": 0}
    assert tasks(stocked) == [(RESERVE, FACE, 30, 6, 100, "min"), (OTHER, FACE, 6, 6, 100, "min")]
    assert run(stocked)["made"] == 0, "what comes is counted"
    first, second = ids(stocked)
    assert do(stocked, first, 30)["short"] == 0
    assert do(stocked, second, 6)["to_balance"] == 40
    assert run(stocked)["made"] == 0
    assert stocked.violations() == []


def test_a_face_at_its_least_is_left_alone_and_packs_stay_whole(stocked: Ground) -> None:
    rule(stocked, least=4)
    assert run(stocked)["made"] == 0
    rule(stocked, least=5, pack=Decimal(12))
    assert run(stocked)["quantity"] == 36
    posting.cancel_tasks(
        stocked.as_("t_supervisor"), op=new_op(), warehouse=stocked.wh, tasks=ids(stocked), reason="replanned"
    )
    rule(stocked, least=5, most=39, pack=Decimal(12))
    assert run(stocked)["quantity"] == 24, "a third pack has no room"


def test_what_orders_want_is_brought_with_their_urgency(stocked: Ground) -> None:
    rule(stocked, least=0)
    boss = stocked.as_("t_supervisor")
    acts.order(stocked, "O-1", {"CUP": 20}, boss)
    with stocked.root() as root:
        root.execute("update wms.orders set priority = 3, cut_off = now() + interval '2 hours'")
    assert run(stocked)["quantity"] == 16, "4 lie there"
    assert tasks(stocked) == [(RESERVE, FACE, 16, 3, 100, "order")]
    with stocked.root() as root:
        root.execute("update wms.orders set priority = 2")
        assert root.execute("select due_at from wms.task where kind = 'replenish'").fetchone() is not None
    assert run(stocked)["urgent"] == 1
    assert tasks(stocked)[0][3] == 2
    posting.set_priority(boss, op=new_op(), warehouse=stocked.wh, tasks=ids(stocked), priority=8)
    run(stocked)
    assert tasks(stocked)[0][3] == 8, "what a supervisor set stays"


def test_an_empty_face_is_more_urgent_than_a_low_one(stocked: Ground) -> None:
    rule(stocked, sku="P-01", face="B-01-02-1")
    stocked.receive(stocked.as_("t_picker"), "P-01", 50, "A-01-03-1")
    run(stocked)
    by_face = {row[1]: row[3] for row in tasks(stocked)}
    assert by_face == {FACE: 6, "B-01-02-1": 4}


def test_whoever_stands_before_an_empty_face_calls(stocked: Ground) -> None:
    rule(stocked, least=0)
    door = stocked.as_("t_picker")
    place = stocked.places[FACE]
    op = new_op()
    answer = posting.call_replenish(door, op=op, warehouse=stocked.wh, location=place)
    assert posting.call_replenish(door, op=op, warehouse=stocked.wh, location=place) == answer
    assert (answer["made"], answer["quantity"]) == (1, 36)
    assert {row[3] for row in tasks(stocked)} == {1}
    run(stocked)
    assert {row[3] for row in tasks(stocked)} == {1}, "nobody else waits for it, and it stays first"
    with pytest.raises(Refusal, match="No rule says what B-01-03-1"):
        posting.call_replenish(door, op=new_op(), warehouse=stocked.wh, location=stocked.places["B-01-03-1"])


def test_first_expired_is_fetched_first_and_held_and_promised_goods_stay(ground: Ground) -> None:
    picker, boss = ground.as_("t_picker"), ground.as_("t_supervisor")
    for lot, days, place in (("LATE", 20, RESERVE), ("SOON", 9, OTHER), ("HELD", 7, "A-01-03-1")):
        ground.receive(picker, "MILK", 10, place, p_lot=lot, p_expires_on=acts.in_days(days))
    with ground.root() as root:
        held = root.execute("select lot_id from wms.lot where number = 'HELD'").fetchone()
        assert held is not None
    posting.place_hold(boss, op=new_op(), warehouse=ground.wh, target="lot", id=held[0], reason="quality")
    rule(ground, sku="MILK", least=1, most=25)
    assert run(ground)["quantity"] == 20
    assert [row[0] for row in tasks(ground)] == [OTHER, RESERVE]


def test_reserve_that_has_nothing_is_an_exception_once_until_it_has(ground: Ground) -> None:
    rule(ground)
    assert run(ground)["exceptions"] == 1
    assert run(ground)["exceptions"] == 0
    (told,) = ground.as_("t_supervisor").query("work_exceptions", warehouse=ground.wh)
    assert (told.reason, told.owner, told.sku, told.to_code) == ("no_reserve", None, "CUP", FACE)
    assert "reserve bin" in told.next_step
    ground.receive(ground.as_("t_picker"), "CUP", 100, RESERVE)
    assert run(ground) == {"made": 1, "quantity": 40, "urgent": 0, "exceptions": 0, "cured": 1}
    assert ground.as_("t_supervisor").query("work_exceptions", warehouse=ground.wh) == []


def test_a_bin_of_a_class_gets_what_it_may_carry(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 100, RESERVE)
    rule(ground, face=SMALL, least=10, most=90)
    assert run(ground)["quantity"] == 40, "20 kg at 500 g"
    assert do(ground, ids(ground)[0], 40)["short"] == 0
    ground.receive(ground.as_("t_picker"), "P-01", 5, "A-01-03-1")
    rule(ground, sku="P-01", face=SMALL, least=1, most=5)
    assert run(ground)["made"] == 0, "another product lies there"


def test_what_is_missing_is_looked_for_elsewhere(stocked: Ground) -> None:
    run(stocked)
    first, _ = ids(stocked)
    with pytest.raises(Refusal, match="Nothing is not a reason"):
        do(stocked, first, 10)
    assert do(stocked, first, 10, reason="not_there")["short"] == 20
    (told,) = stocked.as_("t_supervisor").query("work_exceptions", warehouse=stocked.wh)
    assert (told.from_code, told.asked, told.done) == (RESERVE, 30, 10)
    assert "Count A-01-01-1" in told.next_step
    run(stocked)
    assert [row[0] for row in tasks(stocked, 100, 399)] == [OTHER], "10 lie there and 6 come: above the least"
    with stocked.root() as root:
        root.execute("update wms.task set state = 500 where kind = 'replenish' and state = 100")
    rule(stocked, least=20)
    run(stocked)
    assert [row[:3] for row in tasks(stocked, 100, 399)] == [(OTHER, FACE, 26)], "not from the bin in doubt"
    assert stocked.violations() == []


def test_more_than_asked_and_a_task_that_is_over_are_refused(stocked: Ground) -> None:
    run(stocked)
    first, _ = ids(stocked)
    for quantity, code in ((31, "WM422"), (-1, "WM422")):
        with pytest.raises(Refusal) as refused:
            do(stocked, first, quantity)
        assert refused.value.code == code
    op = new_op()
    assert do(stocked, first, 30, op=op) == do(stocked, first, 30, op=op)
    with pytest.raises(Refusal, match="is done") as again:
        do(stocked, first, 30)
    assert again.value.code == "WM455"
    with pytest.raises(Refusal, match="not known here"):
        do(stocked, 999_999, 1)


def test_of_planners_at_once_only_one_sends_the_goods(stocked: Ground) -> None:
    doors = [stocked.as_("t_supervisor") for _ in range(4)]
    ends = acts.at_once(
        [lambda door=door: posting.replenish(door, op=new_op(), warehouse=stocked.wh) for door in doors]
    )
    assert sorted(end["made"] for end in ends) == [0, 0, 0, 1]


def test_a_rule_that_ends_takes_its_open_work_along(stocked: Ground) -> None:
    run(stocked)
    assert rule(stocked, active=False)["cancelled"] == 2
    assert run(stocked)["made"] == 0
    (row,) = stocked.as_("t_planner").query("replenish_rules", warehouse=stocked.wh)
    assert (row.active, row.on_face, row.reserve, row.task_id) == (False, 4, 100, None)


@pytest.mark.parametrize(
    ("more", "words", "code"),
    [
        ({"face": RESERVE}, "is no pick face", "WM422"),
        ({"least": 10, "most": 10}, "nothing can be kept", "WM422"),
        ({"least": -1}, "nothing can be kept", "WM422"),
        ({"pack": Decimal(50)}, "do not fit", "WM422"),
    ],
)
def test_rules_that_cannot_be_are_refused(ground: Ground, more: dict[str, Any], words: str, code: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        rule(ground, **more)
    assert refused.value.code == code
    assert refused.value.next_step
