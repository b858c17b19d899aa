"""Work for people: the next task by travel and urgency, what a supervisor decides, exceptions, and what the board reads."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground

NEAR, FAR, THIRD, FACE = "A-01-01-1", "B-01-05-1", "A-02-03-1", "B-01-01-1"


def task(ground: Ground, kind: str = "move", at: str = NEAR, to: str = "B-01-03-1", **more: Any) -> int:
    """A task as another part of the program would make it."""
    given = {"quantity": 1, "priority": 5, "product_id": ground.products["CUP"], **more}
    names, marks = ", ".join(given), ", ".join("%s" for _ in given)
    with ground.root() as root:
        row = root.execute(
            f"insert into wms.task (warehouse_id, kind, from_location_id, to_location_id, {names}) "
            f"values (%s, %s, %s, %s, {marks}) returning task_id",
            (ground.wh, kind, ground.places[at], ground.places[to], *given.values()),
        ).fetchone()
    assert row is not None
    return int(row[0])


def ask(ground: Ground, login: str = "t_picker", at: str | None = None, **more: Any) -> dict[str, Any]:
    given = {"op": new_op(), **more}
    place = None if at is None else ground.places[at]
    return posting.next_task(ground.as_(login), warehouse=ground.wh, at=place, **given)


def picks(ground: Ground, *orders: tuple[str, int]) -> list[int]:
    """Reserved orders over stock in the pick faces; the order ids."""
    boss = ground.as_("t_supervisor")
    made = [acts.order(ground, number, {"CUP": quantity, "P-01": 1}, boss) for number, quantity in orders]
    acts.reserve(ground, boss, *made)
    return made


def state(ground: Ground, number: int) -> tuple[Any, ...]:
    with ground.root() as root:
        row = root.execute(
            "select state, claimed_by, assigned_by, lease_until > now() + interval '7 hours' from wms.task where task_id = %s",
            (number,),
        ).fetchone()
    assert row is not None
    return tuple(row)


@pytest.fixture
def stocked(ground: Ground) -> Ground:
    picker = ground.as_("t_picker")
    for sku, quantity, place in (("CUP", 50, FACE), ("P-01", 50, "B-01-02-1"), ("CUP", 50, NEAR)):
        ground.receive(picker, sku, quantity, place)
    return ground


def boss(ground: Ground) -> Any:
    return ground.as_("t_supervisor")


# ---- the next task ---------------------------------------------------------------------------------------------------
def test_the_nearest_comes_first_unless_another_is_worth_the_way(ground: Ground) -> None:
    near, far = task(ground), task(ground, at=FAR)
    assert ask(ground, at=NEAR)["tasks"] == [near]
    assert ask(ground, "t_picker2", at=FAR)["tasks"] == [far]
    near, far = task(ground), task(ground, at=FAR, priority=3)
    given = ask(ground, "t_supervisor", at=NEAR)
    assert given["tasks"] == [far], "two steps of priority are worth a way through this hall"
    assert given["why"]["priority"] == 3
    assert given["why"]["travel_s"] > 0


def test_the_way_is_reckoned_as_the_caller_knows_it(ground: Ground) -> None:
    _near, far = task(ground), task(ground, at=FAR)
    seconds = {str(ground.places[NEAR]): 900.5, str(ground.places[FAR]): 4, "x": 1, str(ground.places[THIRD]): "-1"}
    given = ask(ground, at=NEAR, ask={"seconds": seconds})
    assert given["tasks"] == [far]
    assert given["why"]["travel_s"] == 4


def test_what_is_late_or_nearly_so_goes_before_what_is_near(ground: Ground) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=20)
    near = task(ground)
    due = task(ground, at=FAR, due_at=soon)
    late = task(ground, at=THIRD, due_at=soon - timedelta(hours=1), priority=9)
    order = [ask(ground, at=NEAR)["tasks"][0] for _ in range(1)]
    order += [ask(ground, "t_picker2", at=NEAR)["tasks"][0], ask(ground, "t_supervisor", at=NEAR)["tasks"][0]]
    assert order == [late, due, near]


def test_picks_come_as_a_whole_order_and_a_batch_as_a_tour(stocked: Ground) -> None:
    first, second, third = picks(stocked, ("O-1", 2), ("O-2", 1), ("O-3", 1))
    with stocked.root() as root:
        batch = root.execute(
            "insert into wms.batch (warehouse_id, mode) values (%s, 'cluster') returning batch_id", (stocked.wh,)
        ).fetchone()
        assert batch is not None
        root.execute("update wms.task set batch_id = %s where order_id in (%s, %s)", (*batch, second, third))
    given = [ask(stocked), ask(stocked, "t_picker2")]
    whole = {one["batch_id"]: (one["order_id"], len(one["tasks"])) for one in given}
    assert whole[batch[0]][1] == 4
    assert whole[None] == (first, 2)
    with stocked.root() as root:
        assert root.execute("select distinct status from wms.orders").fetchall() == [(500,)]


def test_what_somebody_has_already_comes_again_before_anything_new(ground: Ground) -> None:
    mine = task(ground, at=FAR)
    assert ask(ground, at=FAR)["tasks"] == [mine]
    task(ground, priority=1)
    assert ask(ground, at=NEAR)["tasks"] == [mine]
    op = new_op()
    door = ground.as_("t_picker2")
    answers = [posting.next_task(door, op=op, warehouse=ground.wh) for _ in range(2)]
    assert answers[0] == answers[1]


def test_later_held_limited_and_others_work_is_left_out_and_counted(ground: Ground) -> None:
    task(ground, not_before=datetime.now(UTC) + timedelta(hours=1))
    held = task(ground)
    posting.hold_tasks(boss(ground), op=new_op(), warehouse=ground.wh, tasks=[held], reason="Aisle closed")
    limited = task(ground, kind="putaway")
    theirs = task(ground)
    posting.put_work_limit(
        boss(ground), op=new_op(), warehouse=ground.wh, person="t_picker", limits={"kinds": ["move", "pick"]}
    )
    assert ask(ground, "t_picker2", ask={"kinds": ["move"]})["tasks"] == [theirs]
    nothing = ask(ground)
    assert nothing["found"] is False
    left = nothing["left_out"]
    assert (left["later"], left["held"], left["taken"], left["limits"]) == (1, 1, 1, 1)
    assert left["next_at"] is not None
    assert ask(ground, "t_supervisor")["tasks"] == [limited]
    zoned = task(ground, at=FAR)
    posting.put_work_limit(boss(ground), op=new_op(), warehouse=ground.wh, person="t_picker", limits={"zones": ["A"]})
    assert ask(ground)["found"] is False, "zone B is not theirs"
    posting.put_work_limit(boss(ground), op=new_op(), warehouse=ground.wh, person="t_picker", limits={})
    assert ask(ground)["tasks"] == [zoned]


def test_of_many_who_ask_at_once_nobody_gets_anothers(stocked: Ground) -> None:
    picks(stocked, *((f"O-{n}", 1) for n in range(6)))
    doors = [stocked.as_(login) for login in ("t_picker", "t_picker2", "t_supervisor")]
    ends = acts.at_once(
        [lambda door=door: posting.next_task(door, op=new_op(), warehouse=stocked.wh) for door in doors]
    )
    got = [number for end in ends for number in end["tasks"]]
    assert len(got) == len(set(got)) == 6


@pytest.mark.parametrize("more", [{"ask": {"kinds": ["sweep"]}}, {"ask": {"kinds": "pick"}}, {"lease_seconds": 5}])
def test_what_cannot_be_asked_is_refused(ground: Ground, more: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        ask(ground, **more)
    assert refused.value.code == "WM422"


# ---- what a supervisor decides ---------------------------------------------------------------------------------------
def test_work_is_given_taken_back_and_given_to_another(stocked: Ground) -> None:
    picks(stocked, ("O-1", 2))
    with stocked.root() as root:
        first, second = (row[0] for row in root.execute("select task_id from wms.task order by 1").fetchall())
    door, op = boss(stocked), new_op()
    answer = posting.assign_tasks(door, op=op, warehouse=stocked.wh, tasks=[first], person="t_picker")
    assert answer == {"tasks": 2, "person": "Piet Picker", "taken_from": []}
    assert state(stocked, second) == (200, "t_picker", "t_supervisor", True), "an order's picks go together"
    with pytest.raises(Refusal, match="is t_picker's"):
        posting.claim_tasks(stocked.as_("t_picker2"), op=new_op(), warehouse=stocked.wh, tasks=[first])
    moved = posting.assign_tasks(door, op=new_op(), warehouse=stocked.wh, tasks=[second], person="t_picker2")
    assert moved["taken_from"] == ["Piet Picker"]
    assert ask(stocked, "t_picker")["found"] is False
    assert sorted(ask(stocked, "t_picker2")["tasks"]) == [first, second]
    posting.assign_tasks(door, op=new_op(), warehouse=stocked.wh, tasks=[first])
    assert state(stocked, first) == (100, None, None, None)
    assert posting.assign_tasks(door, op=op, warehouse=stocked.wh, tasks=[first], person="t_picker") == answer


def test_given_work_comes_before_nearer_work(ground: Ground) -> None:
    task(ground, priority=1)
    far = task(ground, at=FAR, priority=9)
    posting.assign_tasks(boss(ground), op=new_op(), warehouse=ground.wh, tasks=[far], person="t_picker")
    given = ask(ground, at=NEAR)
    assert given["tasks"] == [far]
    assert given["why"]["given"] is True


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("t_auditor", "is not given move work"),
        ("nobody", "does not work here"),
        ("t_elsewhere", "does not work here"),
        ("t_picker2", "is not given move work in zone A"),
    ],
)
def test_work_is_given_to_those_who_may_do_it(ground: Ground, person: str, words: str) -> None:
    door = boss(ground)
    posting.put_work_limit(door, op=new_op(), warehouse=ground.wh, person="t_picker2", limits={"kinds": ["pick"]})
    with pytest.raises(Refusal, match=words) as refused:
        posting.assign_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[task(ground)], person=person)
    assert refused.value.next_step


def test_begun_work_stays_where_it_is(ground: Ground) -> None:
    begun = task(ground, state=300, claimed_by="t_picker", lease_until=datetime.now(UTC) + timedelta(minutes=5))
    door, wh = boss(ground), ground.wh
    for attempt in (
        lambda: posting.assign_tasks(door, op=new_op(), warehouse=wh, tasks=[begun], person="t_picker2"),
        lambda: posting.cancel_tasks(door, op=new_op(), warehouse=wh, tasks=[begun], reason="data"),
        lambda: posting.hold_tasks(door, op=new_op(), warehouse=wh, tasks=[begun], reason="Aisle closed"),
    ):
        with pytest.raises(Refusal, match="started by Piet Picker") as refused:
            attempt()
        assert refused.value.code == "WM455"
    assert posting.set_priority(door, op=new_op(), warehouse=wh, tasks=[begun], priority=1) == {"tasks": 1}


def test_work_is_held_and_resumed(ground: Ground) -> None:
    number, door = task(ground), boss(ground)
    posting.assign_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number], person="t_picker")
    posting.hold_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number], reason="Truck broken")
    assert state(ground, number)[:2] == (0, None)
    ground.receive(ground.as_("t_picker"), "CUP", 5, NEAR)
    with pytest.raises(Refusal, match="held: Truck broken"):
        posting.do_task(ground.as_("t_picker"), op=new_op(), warehouse=ground.wh, task=number, quantity=Decimal(1))
    (row,) = door.query("work_board", warehouse=ground.wh, limit=50)
    assert (row.state, row.held, row.held_by) == ("held", "Truck broken", "Sonja Supervisor")
    posting.resume_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number])
    with pytest.raises(Refusal, match="not held"):
        posting.resume_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number])
    later = datetime.now(UTC) + timedelta(hours=2)
    posting.hold_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number], reason="After lunch", until=later)
    assert door.query("work_board", warehouse=ground.wh, limit=50)[0].state == "later"
    assert ask(ground)["found"] is False
    posting.resume_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number])
    assert ask(ground)["tasks"] == [number]
    for wrong in ({"reason": " "}, {"reason": "Aisle closed", "until": datetime.now(UTC) - timedelta(hours=1)}):
        with pytest.raises(Refusal):
            posting.hold_tasks(door, op=new_op(), warehouse=ground.wh, tasks=[number], **wrong)


def test_cancelled_picks_give_their_goods_back(stocked: Ground) -> None:
    (order,) = picks(stocked, ("O-1", 7))
    with stocked.root() as root:
        (number,) = root.execute("select min(task_id) from wms.task").fetchone() or (0,)
    door = boss(stocked)
    with pytest.raises(Refusal, match="not a reason"):
        posting.cancel_tasks(door, op=new_op(), warehouse=stocked.wh, tasks=[number], reason="because")
    answer = posting.cancel_tasks(door, op=new_op(), warehouse=stocked.wh, tasks=[number], reason="no_stock")
    assert answer == {"tasks": 2, "released": 8, "orders": ["O-1"]}
    assert acts.total(stocked, "reserved") == 0
    with stocked.root() as root:
        assert root.execute("select status from wms.orders where order_id = %s", (order,)).fetchone() == (300,)
    assert acts.reserve(stocked, door, order)["short"] == []
    assert stocked.violations() == []


# ---- exceptions ------------------------------------------------------------------------------------------------------
def test_every_exception_has_an_owner_and_a_next_step_and_is_settled(stocked: Ground) -> None:
    (order,) = picks(stocked, ("O-1", 7))
    picker, door = stocked.as_("t_picker"), boss(stocked)
    tote = acts.unit(stocked, picker)
    for row in picker.query("open_picks", warehouse=stocked.wh, orders=[order]):
        short = row.sku == "CUP"
        posting.pick(
            picker, op=new_op(), warehouse=stocked.wh, task=row.task_id, quantity=row.quantity - 5 * short, to_hu=tote,
            reason="not_there" if short else None,
        )  # fmt: skip
    (told,) = door.query("work_exceptions", warehouse=stocked.wh)
    assert (told.reason_name, told.owner, told.order_number, told.waiting) == (
        "Bin holds less than booked",
        None,
        "O-1",
        5,
    )
    assert told.next_step
    assert told.by_person == "Piet Picker"
    posting.own_exceptions(
        door, op=new_op(), warehouse=stocked.wh, tasks=[told.task_id], next_step="Look behind the pallet."
    )
    (told,) = door.query("work_exceptions", warehouse=stocked.wh)
    assert (told.owner_name, told.next_step) == ("Sonja Supervisor", "Look behind the pallet.")
    with pytest.raises(Refusal, match="Say what was done"):
        posting.settle_exceptions(door, op=new_op(), warehouse=stocked.wh, tasks=[told.task_id], settlement=" ")
    posting.settle_exceptions(
        door, op=new_op(), warehouse=stocked.wh, tasks=[told.task_id], settlement="Found in the next bay"
    )
    assert door.query("work_exceptions", warehouse=stocked.wh) == []
    with stocked.root() as root:
        assert root.execute(
            "select count(*) from wms.alarm where kind = 'pick.short' and cleared_at is null"
        ).fetchone() == (0,)
    with pytest.raises(Refusal, match="settled already"):
        posting.own_exceptions(door, op=new_op(), warehouse=stocked.wh, tasks=[told.task_id])


# ---- what the board reads --------------------------------------------------------------------------------------------
def test_the_board_shows_pieces_people_and_cut_offs(stocked: Ground) -> None:
    first, _second = picks(stocked, ("O-1", 2), ("O-2", 1))
    picker, door = stocked.as_("t_picker"), boss(stocked)
    tote = acts.unit(stocked, picker)
    rows = picker.query("open_picks", warehouse=stocked.wh, orders=[first])
    posting.pick(picker, op=new_op(), warehouse=stocked.wh, task=rows[0].task_id, quantity=rows[0].quantity, to_hu=tote)
    posting.claim_tasks(picker, op=new_op(), warehouse=stocked.wh, tasks=[rows[1].task_id])
    free, mine = door.query("work_board", warehouse=stocked.wh, limit=50)
    assert (free.order_number, free.state, free.lines, free.done, free.login) == ("O-2", "ready", 2, 0, None)
    assert (mine.order_number, mine.state, mine.lines, mine.done, mine.person) == (
        "O-1",
        "claimed",
        2,
        1,
        "Piet Picker",
    )
    stops = mine.stops if isinstance(mine.stops, list) else json.loads(mine.stops)
    assert [stop[3] for stop in stops] == [True, False]
    people = {row.login: row for row in door.query("work_people", warehouse=stocked.wh)}
    assert "t_auditor" not in people
    assert (people["t_picker"].lines_hour, people["t_picker"].open, people["t_picker"].code) == (
        1,
        1,
        rows[0].from_code,
    )
    assert (people["t_picker2"].lines_hour, people["t_picker2"].last_at) == (0, None)
    (totals,) = door.query("work_totals", warehouse=stocked.wh)
    assert (totals.pieces, totals.tasks, totals.exceptions) == (1, 2, 0)
    assert door.query("work_board", warehouse=stocked.wh, limit=0)[0].order_number == "O-1", (
        "what people have is always there"
    )
    starts = stocked.as_("t_picker").query("work_starts", warehouse=stocked.wh, at=None)
    assert starts[0].code == rows[0].from_code
    assert starts[0].stands


def test_everybody_at_once_never_deadlocks(stocked: Ground) -> None:
    """Who asks, gives, holds, refills, picks and cancels at the same moment is answered or refused, and nothing waits for good."""
    orders = picks(stocked, *((f"O-{n}", 1) for n in range(10)))
    door = boss(stocked)
    posting.put_replenish_rule(
        door, op=new_op(), warehouse=stocked.wh, product=stocked.products["CUP"], location=stocked.places["B-01-03-1"],
        least=Decimal(5), most=Decimal(20),
    )  # fmt: skip
    with stocked.root() as root:
        all_tasks = [row[0] for row in root.execute("select task_id from wms.task order by 1").fetchall()]
        before = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    wh, tote = stocked.wh, acts.unit(stocked, door)
    some = [all_tasks[n::4] for n in range(4)]

    def work(login: str) -> Any:
        mine = stocked.as_(login)
        given = posting.next_task(mine, op=new_op(), warehouse=wh, ask={"kinds": ["pick"]})
        for row in mine.query("task_job", warehouse=wh, tasks=given.get("tasks", [])):
            posting.pick(mine, op=new_op(), warehouse=wh, task=row.task_id, quantity=row.quantity, to_hu=tote)

    def decide(n: int) -> Any:
        act = (
            lambda: posting.assign_tasks(door, op=new_op(), warehouse=wh, tasks=some[0], person="t_picker2"),
            lambda: posting.hold_tasks(door, op=new_op(), warehouse=wh, tasks=some[1][:1], reason="Aisle closed"),
            lambda: posting.cancel_tasks(door, op=new_op(), warehouse=wh, tasks=some[2][:1], reason="data"),
            lambda: posting.set_priority(door, op=new_op(), warehouse=wh, tasks=some[3], priority=2),
            lambda: posting.replenish(door, op=new_op(), warehouse=wh),
            lambda: acts.reserve(stocked, door, *orders),
        )
        return act[n % len(act)]()

    logins = ("t_picker", "t_picker2")
    ends = acts.at_once([lambda n=n: work(logins[n % 2]) if n % 3 == 0 else decide(n) for n in range(18)])
    assert all(end is None or isinstance(end, dict | Refusal) for end in ends)
    with stocked.root() as root:
        after = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
    assert after == before
    assert stocked.violations() == []
