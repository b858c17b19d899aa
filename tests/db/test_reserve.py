"""Reserving, claiming, picking, giving back: promises never exceed stock, and what expires first goes first."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.domain.task import TaskState
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_batches import wipe


def pick(
    ground: Ground, door: Database, reservation: dict[str, Any], tote: int, quantity: int | None = None, **more: Any
) -> Any:
    asked = Decimal(reservation["quantity"] if quantity is None else quantity)
    return door.call(
        "pick_v1",
        p_op=new_op(),
        p_warehouse=ground.wh,
        p_task=reservation["task_id"],
        p_quantity=asked,
        p_to_hu=tote,
        **more,
    )


def status(ground: Ground, order: int) -> int:
    with ground.root() as root:
        return int(root.execute("select status from wms.orders where order_id = %s", (order,)).fetchall()[0][0])


def test_two_waves_share_what_is_scarce(ground: Ground) -> None:
    """Twelve orders of 5 over 37 pieces, from four planners at once: 37 promised, no more, no less."""
    picker = ground.as_("t_picker")
    for place, quantity in (("A-01-01-1", 10), ("A-01-02-1", 15), ("B-01-01-1", 12)):
        ground.receive(picker, "CUP", quantity, place)
    planner = ground.as_("t_supervisor")
    orders = [acts.order(ground, f"W-{n}", {"CUP": 5, "P-00": 1}, planner) for n in range(12)]
    waves = [orders[n::4] for n in range(4)]
    doors = [ground.as_("t_supervisor") for _ in waves]
    answers = acts.at_once(
        [partial(acts.reserve, ground, door, *wave) for door, wave in zip(doors, waves, strict=True)]
    )
    promised = sum(Decimal(made["quantity"]) for answer in answers for made in answer["reservations"])
    assert promised == 37
    assert acts.total(ground, "reserved") == 37
    assert sum(Decimal(gap["missing"]) for answer in answers for gap in answer["short"]) == 12 * 5 - 37 + 12
    assert ground.violations() == []


def test_the_same_orders_reserved_by_two(ground: Ground) -> None:
    ground.receive(ground.as_("t_picker"), "CUP", 100, "A-01-01-1")
    orders = [acts.order(ground, f"T-{n}", {"CUP": 4}) for n in range(5)]
    doors = [ground.as_("t_supervisor") for _ in range(2)]
    answers = acts.at_once(
        [partial(acts.reserve, ground, door, *wave) for door, wave in zip(doors, (orders, orders[::-1]), strict=True)]
    )
    assert sorted(len(answer["reservations"]) for answer in answers) == [0, 5]
    assert acts.total(ground, "reserved") == 20
    assert ground.violations() == []


def test_release_and_reserve_again(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    first, second = acts.order(ground, "R-1", {"CUP": 4}), acts.order(ground, "R-2", {"CUP": 3})
    assert acts.reserve(ground, supervisor, first, second)["short"][0]["missing"] == 2
    released = supervisor.call("release_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=first, p_reason="customer")
    assert released["released"] == 4
    assert status(ground, first) == OrderStatus.ENTERED
    assert acts.reserve(ground, supervisor, second)["orders"][0]["status"] == OrderStatus.RESERVED
    assert acts.total(ground, "reserved") == 3
    with ground.root() as root:
        states = root.execute("select state, count(*) from wms.task group by 1").fetchall()
    assert dict(states) == {TaskState.CANCELLED: 1, TaskState.READY: 2}
    assert ground.violations() == []


def test_reserved_stock_cannot_be_taken_away(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    acts.reserve(ground, supervisor, acts.order(ground, "H-1", {"CUP": 4}))
    acts.move(ground, supervisor, "CUP", 1, "A-01-01-1", "A-01-02-1")
    with pytest.raises(Refusal) as refused:
        acts.move(ground, supervisor, "CUP", 1, "A-01-01-1", "A-01-02-1")
    assert refused.value.code == "WM451"
    assert refused.value.detail["reserved"] == 4
    for act, code, given_ in (("adjust_v1", "WM451", {"p_delta": -1, "p_reason": "lost"}),
                              ("change_status_v1", "WM423", {"p_quantity": 1, "p_from_status": "available", "p_to_status": "damaged", "p_reason": "damage"})):  # fmt: skip
        with pytest.raises(Refusal) as held:
            supervisor.call(
                act, p_op=new_op(), p_warehouse=ground.wh, p_product=ground.products["CUP"],
                p_location=ground.places["A-01-01-1"], **given_,
            )  # fmt: skip
        assert held.value.code == code
    assert ground.violations() == []


def test_a_pick_is_one_person_s_and_done_once(ground: Ground) -> None:
    picker, other = ground.as_("t_picker"), ground.as_("t_picker2")
    ground.receive(picker, "CUP", 4, "A-01-01-1")
    order = acts.order(ground, "P-1", {"CUP": 4})
    made = acts.reserve(ground, ground.as_("t_supervisor"), order)["reservations"][0]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[made["task_id"]])
    assert status(ground, order) == OrderStatus.PICKING
    tote = acts.unit(ground, picker)
    for act in (
        lambda: other.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[made["task_id"]]),
        lambda: pick(ground, other, made, tote),
    ):
        with pytest.raises(Refusal, match="t_picker's") as refused:
            act()
        assert refused.value.code == "WM455"
    with pytest.raises(Refusal, match="asks for 4"):
        pick(ground, picker, made, tote, 5)
    assert pick(ground, picker, made, tote)["short"] == 0
    assert status(ground, order) == OrderStatus.PICKED
    with pytest.raises(Refusal, match="This pick is done"):
        pick(ground, picker, made, tote)
    assert ground.violations() == []


def test_a_lease_that_ran_out_frees_the_task(ground: Ground) -> None:
    picker, other = ground.as_("t_picker"), ground.as_("t_picker2")
    ground.receive(picker, "CUP", 1, "A-01-01-1")
    made = acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "L-1", {"CUP": 1}))["reservations"][0]
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[made["task_id"]])
    with ground.root() as root:
        root.execute("update wms.task set lease_until = now() - interval '1 second'")
    assert pick(ground, other, made, acts.unit(ground, other))["picked"] == 1
    assert ground.violations() == []


def test_what_cannot_be_delivered_is_closed_with_a_reason(ground: Ground) -> None:
    supervisor, packer = ground.as_("t_supervisor"), ground.as_("t_packer")
    ground.receive(supervisor, "CUP", 2, "A-01-01-1")
    order, hopeless = acts.order(ground, "C-1", {"CUP": 5}), acts.order(ground, "C-2", {"P-00": 1})
    answer = acts.reserve(ground, supervisor, order, hopeless)
    with ground.root() as root:
        assert root.execute(
            "select count(*) from wms.alarm where kind = 'order.short' and cleared_at is null"
        ).fetchone() == (2,)
    close = partial(supervisor.call, "close_short_v1", p_warehouse=ground.wh)
    with pytest.raises(Refusal, match="not a reason"):
        close(p_op=new_op(), p_order=order, p_reason="because")
    assert close(p_op=new_op(), p_order=order, p_reason="no_stock")["cancelled"] == 3
    assert close(p_op=new_op(), p_order=hopeless, p_reason="no_stock") == {
        "cancelled": 1,
        "order_status": OrderStatus.CANCELLED,
    }
    tote, carton = acts.unit(ground, packer), acts.unit(ground, packer, "carton")
    made = answer["reservations"][0]
    pick(ground, packer, made, tote)
    packed = packer.call(
        "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton,
        p_lines=[{"order_line": made["order_line_id"], "quantity": 2, "from_hu": tote}],
    )  # fmt: skip
    assert packed["order_status"] == OrderStatus.PACKED
    packer.call("ship_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])
    assert status(ground, order) == OrderStatus.SHIPPED
    with ground.root() as root:
        assert root.execute("select count(*) from wms.alarm where cleared_at is null").fetchone() == (0,)
    assert ground.violations() == []


def test_four_people_on_the_tasks_of_one_order(ground: Ground) -> None:
    """Claims and picks of one order cross each other; each task is done once and nobody waits for a deadlock."""
    people = [ground.as_(login, patience=0.0) for login in ("t_picker", "t_picker2", "t_packer", "t_supervisor")]
    for n in range(8):
        ground.receive(people[0], f"P-0{n}", 1, "A-01-01-1")
    made = acts.reserve(ground, ground.as_("t_supervisor"), acts.order(ground, "F-1", {f"P-0{n}": 1 for n in range(8)}))
    totes = [acts.unit(ground, door) for door in people]

    def work(door: Database, tote: int) -> int:
        done = 0
        for task in made["reservations"]:
            try:
                door.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[task["task_id"]])
                done += int(pick(ground, door, task, tote)["picked"])
            except Refusal as refusal:
                assert refusal.code == "WM455"
        return done

    assert sum(acts.at_once([partial(work, door, tote) for door, tote in zip(people, totes, strict=True)])) == 8
    with ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
    assert ground.violations() == []


lots = st.lists(st.tuples(st.integers(-2, 12), st.integers(1, 6)), min_size=1, max_size=6)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lots=lots, wanted=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_first_expired_first_out(ground: Ground, lots: list[tuple[int, int]], wanted: list[int]) -> None:
    """Against brute force: orders in turn take from the lots that may be sold, soonest expiry first."""
    wipe(ground)
    with ground.root() as root:
        root.execute("truncate wms.lot cascade")
    picker, supervisor = ground.as_("t_picker", pool=1), ground.as_("t_supervisor", pool=1)
    for n, (days, quantity) in enumerate(lots):
        ground.receive(picker, "MILK", quantity, f"A-01-0{n % 5 + 1}-1", p_lot=f"L{n}", p_expires_on=acts.in_days(days + 9),
                       p_status="available")  # fmt: skip
    with ground.root() as root:  # time passes: what was good when it came is below its 5 remaining days, or over
        root.execute("update wms.lot set expires_on = expires_on - 6")
    orders = [acts.order(ground, f"M-{n}", {"MILK": quantity}, supervisor) for n, quantity in enumerate(wanted)]
    answer = acts.reserve(ground, supervisor, *orders)
    sellable = sorted((expires, n, quantity) for n, (days, quantity) in enumerate(lots) if (expires := days + 3) >= 5)
    expected: list[tuple[int, int]] = []
    pieces = [expires for expires, _, quantity in sellable for _ in range(quantity)]
    for order, quantity in zip(orders, wanted, strict=True):
        taken, pieces = pieces[:quantity], pieces[quantity:]
        expected += [(order, expires) for expires in taken]
    with ground.root() as root:
        expiry = dict(root.execute("select lot_id, expires_on from wms.lot").fetchall())
    found = [
        (made["order_id"], (expiry[made["lot_id"]] - acts.TODAY) // timedelta(days=1))
        for made in answer["reservations"]
        for _ in range(int(made["quantity"]))
    ]
    assert sorted(found) == sorted(expected)
    assert sum(Decimal(gap["missing"]) for gap in answer["short"]) == sum(wanted) - len(expected)
    picker.close()
    supervisor.close()
    assert ground.violations() == []


def test_blocked_and_held_stock_is_never_promised(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    for place in ("A-01-01-1", "A-01-02-1", "A-01-03-1", "DOCK-1"):
        ground.receive(supervisor, "CUP", 5, place)
    ground.receive(supervisor, "CUP", 5, "A-01-04-1", p_status="quarantined")
    with ground.root() as root:
        root.execute("update wms.location set block_pick = true where code = 'A-01-02-1'")
    made = acts.reserve(ground, supervisor, acts.order(ground, "B-1", {"CUP": 99}))["reservations"]
    assert {row["location_id"] for row in made} == {ground.places["A-01-01-1"], ground.places["A-01-03-1"]}
    assert sum(row["quantity"] for row in made) == 10
    assert ground.violations() == []


def test_priority_is_the_order_given(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    low, high = acts.order(ground, "Q-1", {"CUP": 5}), acts.order(ground, "Q-2", {"CUP": 5})
    answer = acts.reserve(ground, supervisor, high, low)
    assert [row["order_id"] for row in answer["reservations"]] == [high]
    assert [row["order_id"] for row in answer["short"]] == [low]
