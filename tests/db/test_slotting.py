"""Moves planned for quiet hours: what is read for them, that they are planned once, done whole, and taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db import acts
from tests.db.ground import Ground

NOW = datetime.now(UTC)
BEFORE, LATER = NOW - timedelta(minutes=1), NOW + timedelta(hours=5)


def line(ground: Ground, sku: str, source: str, target: str, exchange: int | None = None) -> dict[str, Any]:
    return {
        "product": ground.products[sku],
        "from": ground.places[source],
        "to": ground.places[target],
        "exchange": exchange,
    }


def plan(ground: Ground, *moves: dict[str, Any], not_before: datetime = BEFORE, **more: Any) -> dict[str, Any]:
    given = {"op": new_op(), **more}
    return posting.plan_moves(ground.as_("t_planner"), warehouse=ground.wh, moves=moves, not_before=not_before, **given)


def tasks(ground: Ground, plan_id: int) -> list[Any]:
    return list(ground.as_("t_planner").query("planned_moves", warehouse=ground.wh, plan=plan_id))


def do(ground: Ground, *ids: int, login: str = "t_picker", **more: Any) -> dict[str, Any]:
    return posting.do_moves(ground.as_(login), op=new_op(), warehouse=ground.wh, tasks=list(ids), **more)


def lying(ground: Ground, sku: str) -> dict[str, float]:
    rows = ground.as_("t_supervisor").query("slotting_stock", warehouse=ground.wh)
    codes = {number: code for code, number in ground.places.items()}
    return {codes[row.location_id]: row.quantity for row in rows if row.product_id == ground.products[sku]}


@pytest.fixture
def stocked(ground: Ground) -> Ground:
    picker = ground.as_("t_picker")
    ground.receive(picker, "CUP", 8, "B-02-01-1")
    ground.receive(picker, "P-01", 5, "B-02-05-1")
    ground.receive(picker, "P-02", 4, "B-01-01-1")
    return ground


def test_a_plan_makes_tasks_of_least_priority_for_later(stocked: Ground) -> None:
    made = plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"), not_before=LATER)
    assert made["tasks"] == 1
    with stocked.root() as root:
        row = root.execute(
            "select kind, state, priority, quantity, not_before from wms.task where plan_id = %s", (made["plan_id"],)
        ).fetchone()
    assert row is not None
    assert row[:4] == ("move", 100, 9, 8)
    assert row[4] == LATER
    shown = stocked.as_("t_supervisor").query("bin_tasks", warehouse=stocked.wh, location=stocked.places["B-02-01-1"])
    assert [(task.kind, task.sku, task.priority) for task in shown] == [("move", "CUP", 9)]
    with pytest.raises(Refusal, match="planned for later") as early:
        do(stocked, tasks(stocked, made["plan_id"])[0].task_id)
    assert early.value.code == "WM455"
    task = tasks(stocked, made["plan_id"])[0].task_id
    with pytest.raises(Refusal, match=f"Task {task} is planned for later, from .* on") as claimed:
        posting.claim_tasks(stocked.as_("t_picker"), op=new_op(), warehouse=stocked.wh, tasks=[task])
    assert claimed.value.code == "WM455"
    assert datetime.fromisoformat(claimed.value.detail["not_before"]) == LATER
    assert tasks(stocked, made["plan_id"])[0].state_name == "ready"
    assert lying(stocked, "CUP") == {"B-02-01-1": 8}


def test_doing_a_task_moves_all_of_the_product_and_ends_it(stocked: Ground) -> None:
    made = plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"))
    (task,) = tasks(stocked, made["plan_id"])
    op = new_op()
    door = stocked.as_("t_picker")
    first = posting.do_moves(door, op=op, warehouse=stocked.wh, tasks=[task.task_id])
    assert first == {"done": 1, "lines": 1, "moved": 8, "cancelled": 0}
    assert posting.do_moves(door, op=op, warehouse=stocked.wh, tasks=[task.task_id]) == first
    assert lying(stocked, "CUP") == {"B-01-02-1": 8}
    with pytest.raises(Refusal, match="is done") as again:
        do(stocked, task.task_id)
    assert again.value.code == "WM455"
    assert stocked.violations() == []


def test_two_that_change_places_are_done_together(stocked: Ground) -> None:
    """Bins of this class take one product only: one after the other would be refused."""
    made = plan(
        stocked,
        line(stocked, "CUP", "B-02-01-1", "B-02-05-1", 1),
        line(stocked, "P-01", "B-02-05-1", "B-02-01-1", 1),
    )
    with pytest.raises(Refusal) as alone:
        acts.move(stocked, stocked.as_("t_picker"), "CUP", 8, "B-02-01-1", "B-02-05-1")
    assert alone.value.code == "WM453"
    assert do(stocked, tasks(stocked, made["plan_id"])[0].task_id)["done"] == 2
    assert (lying(stocked, "CUP"), lying(stocked, "P-01")) == ({"B-02-05-1": 8}, {"B-02-01-1": 5})
    assert stocked.violations() == []


def test_the_same_request_makes_one_plan_and_other_goods_twice_none(stocked: Ground) -> None:
    op, move = new_op(), line(stocked, "CUP", "B-02-01-1", "B-01-02-1")
    door = stocked.as_("t_planner")
    answers = [posting.plan_moves(door, op=op, warehouse=stocked.wh, moves=[move], not_before=BEFORE) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(door.query("move_plans", warehouse=stocked.wh)) == 1
    with pytest.raises(Refusal, match="is to be moved already") as twice:
        plan(stocked, move)
    assert twice.value.code == "WM409"


def test_what_nobody_has_begun_is_taken_back(stocked: Ground) -> None:
    made = plan(
        stocked,
        line(stocked, "CUP", "B-02-01-1", "B-01-02-1"),
        line(stocked, "P-01", "B-02-05-1", "B-01-03-1"),
        line(stocked, "P-02", "B-01-01-1", "B-01-04-1"),
    )
    first, second, third = (task.task_id for task in tasks(stocked, made["plan_id"]))
    do(stocked, first)
    posting.claim_tasks(stocked.as_("t_picker2"), op=new_op(), warehouse=stocked.wh, tasks=[second])
    answer = posting.cancel_moves(stocked.as_("t_supervisor"), op=new_op(), warehouse=stocked.wh, plan=made["plan_id"])
    assert answer == {"cancelled": 1, "kept": 2}
    states = {task.task_id: task.state_name for task in tasks(stocked, made["plan_id"])}
    assert states == {first: "done", second: "claimed", third: "cancelled"}
    with pytest.raises(Refusal, match="t_picker2's"):
        do(stocked, second)
    (row,) = stocked.as_("t_planner").query("move_plans", warehouse=stocked.wh)
    assert (row.open, row.begun, row.done, row.cancelled) == (0, 1, 1, 1)


def test_of_two_that_change_places_both_stay_when_one_is_begun(stocked: Ground) -> None:
    made = plan(
        stocked,
        line(stocked, "CUP", "B-02-01-1", "B-02-05-1", 1),
        line(stocked, "P-01", "B-02-05-1", "B-02-01-1", 1),
        line(stocked, "P-02", "B-01-01-1", "B-01-04-1"),
    )
    first, second, third = (task.task_id for task in tasks(stocked, made["plan_id"]))
    posting.claim_tasks(stocked.as_("t_picker"), op=new_op(), warehouse=stocked.wh, tasks=[first])
    boss = stocked.as_("t_supervisor")
    assert posting.cancel_moves(boss, op=new_op(), warehouse=stocked.wh, plan=made["plan_id"])["cancelled"] == 1
    states = {task.task_id: task.state_name for task in tasks(stocked, made["plan_id"])}
    assert states == {first: "claimed", second: "ready", third: "cancelled"}
    assert do(stocked, first)["done"] == 2


def test_of_planners_at_once_one_plans_each_product(stocked: Ground) -> None:
    doors = [stocked.as_("t_planner") for _ in range(4)]

    def attempt(door: Any) -> Any:
        move = line(stocked, "CUP", "B-02-01-1", "B-01-02-1")
        return posting.plan_moves(door, op=new_op(), warehouse=stocked.wh, moves=[move], not_before=BEFORE)

    ends = acts.at_once([lambda door=door: attempt(door) for door in doors])
    made = [end for end in ends if isinstance(end, dict)]
    refused = [end for end in ends if isinstance(end, Refusal)]
    assert (len(made), [refusal.code for refusal in refused]) == (1, ["WM409"] * 3)


def test_reserved_goods_stay_until_they_are_picked(stocked: Ground) -> None:
    boss = stocked.as_("t_supervisor")
    made = plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"))
    acts.reserve(stocked, boss, acts.order(stocked, "O-1", {"CUP": 3}, boss))
    with pytest.raises(Refusal, match="3 of CUP in B-02-01-1 are reserved") as held:
        do(stocked, tasks(stocked, made["plan_id"])[0].task_id)
    assert held.value.code == "WM423"
    assert lying(stocked, "CUP") == {"B-02-01-1": 8}


def test_a_bin_that_is_empty_by_now_ends_its_task(stocked: Ground) -> None:
    made = plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"))
    acts.move(stocked, stocked.as_("t_picker"), "CUP", 8, "B-02-01-1", "A-01-01-1")
    assert do(stocked, tasks(stocked, made["plan_id"])[0].task_id)["cancelled"] == 1
    assert tasks(stocked, made["plan_id"])[0].state_name == "cancelled"


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        ([], "WM422"),
        ([{"product": 1}], "WM422"),
        ([{"product": "x", "from": 1, "to": 2}], "WM422"),
        ([{"product": 99_999, "from": 1, "to": 2}], "WM404"),
        (["CUP"], "WM422"),
        ([{"product": 1, "from": 1, "to": 2, "exchange": "one"}], "WM422"),
    ],
)
def test_moves_that_cannot_be_are_refused(stocked: Ground, moves: list[Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        plan(stocked, *moves)
    assert refused.value.code == code
    assert refused.value.next_step
    assert stocked.as_("t_planner").query("move_plans", warehouse=stocked.wh) == []


def test_a_bin_without_the_product_and_a_bin_onto_itself_are_refused(stocked: Ground) -> None:
    with pytest.raises(Refusal, match="No loose stock of P-03") as empty:
        plan(stocked, line(stocked, "P-03", "B-01-02-1", "B-01-03-1"))
    assert empty.value.code == "WM451"
    with pytest.raises(Refusal, match="cannot be planned"):
        plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-02-01-1"))
    with pytest.raises(Refusal, match="within the next 60 days"):
        plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"), not_before=NOW + timedelta(days=90))


def test_pickers_do_not_plan_and_planners_do_not_move(stocked: Ground) -> None:
    with pytest.raises(Refusal):
        posting.plan_moves(
            stocked.as_("t_picker"),
            op=new_op(),
            warehouse=stocked.wh,
            moves=[line(stocked, "CUP", "B-02-01-1", "B-01-02-1")],
            not_before=BEFORE,
        )
    made = plan(stocked, line(stocked, "CUP", "B-02-01-1", "B-01-02-1"))
    with pytest.raises(Refusal):
        do(stocked, tasks(stocked, made["plan_id"])[0].task_id, login="t_planner")


def test_what_was_picked_together_is_one_walk(stocked: Ground) -> None:
    boss, picker = stocked.as_("t_supervisor"), stocked.as_("t_picker")
    orders = [acts.order(stocked, f"O-{n}", {"CUP": 1, "P-01": 1}, boss) for n in range(3)]
    acts.reserve(stocked, boss, *orders)
    picks = picker.query("open_picks", warehouse=stocked.wh, orders=orders)
    together = [row.task_id for row in picks if row.order_id in orders[:2]]
    posting.claim_tasks(picker, op=new_op(), warehouse=stocked.wh, tasks=together)
    tote = acts.unit(stocked, picker)
    for row in picks:
        posting.pick(picker, op=new_op(), warehouse=stocked.wh, task=row.task_id, quantity=row.quantity, to_hu=tote)
    walks = boss.query(
        "slotting_walks", warehouse=stocked.wh, since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1)
    )
    both = sorted(stocked.products[sku] for sku in ("CUP", "P-01"))
    assert sorted((row.walk.startswith("order "), row.products) for row in walks) == [(False, both), (True, both)]
    assert boss.query("slotting_walks", warehouse=stocked.wh, since=NOW + timedelta(hours=1), until=LATER) == []
