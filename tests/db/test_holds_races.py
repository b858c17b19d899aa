"""Holds against picks, promises, moves and shipments at the same moment: whoever comes first, nothing held goes on."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_holds import hold, one, packed
from tests.db.test_lots import true
from tests.db.test_reserve import pick


def deadlocks(ground: Ground) -> int:
    return int(one(ground, "select deadlocks from pg_stat_database where datname = current_database()"))


@pytest.mark.parametrize("target", ["product", "location"])
def test_a_hold_and_its_picks_at_once(ground: Ground, target: str) -> None:
    """Twelve tasks, three pickers, one hold in the middle of it: each piece is either picked before or still there."""
    supervisor = ground.as_("t_supervisor", patience=0.0)
    ground.receive(supervisor, "CUP", 12, "A-01-01-1")
    orders = [acts.order(ground, f"O-{n}", {"CUP": 1}, supervisor) for n in range(12)]
    made = acts.reserve(ground, supervisor, *orders)["reservations"]
    doors = [ground.as_(login, patience=0.0) for login in ("t_picker", "t_picker2", "t_packer")]
    totes = [acts.unit(ground, door) for door in doors]
    start = Barrier(4)

    def work(door: Database, tote: int, mine: list[dict[str, Any]]) -> int:
        start.wait()
        done = 0
        for row in mine:
            try:
                done += int(pick(ground, door, row, tote)["picked"])
            except Refusal as refusal:
                assert refusal.code == "WM423", refusal
        return done

    def stop() -> dict[str, Any]:
        start.wait()
        number = ground.products["CUP"] if target == "product" else ground.places["A-01-01-1"]
        return hold(ground, supervisor, target, number)

    picks = [partial(work, doors[n], totes[n], made[n::3]) for n in range(3)]
    *done, answer = acts.at_once([*picks, stop])
    broke = answer["broke"]
    assert sum(done) + broke["quantity"] == 12, "each piece is told once"
    if target == "product":
        assert sum(row["quantity"] for row in broke["picked"]) == sum(done)
    assert acts.total(ground, "reserved") == 0
    assert deadlocks(ground) == 0
    assert true(ground)


def test_holds_come_and_go_while_orders_are_reserved_and_goods_move(ground: Ground) -> None:
    """No promise is ever on held stock, not even on goods that came to a new place in the same moment."""
    supervisor = ground.as_("t_supervisor", patience=0.0)
    ground.receive(supervisor, "CUP", 40, "A-01-01-1")
    orders = [acts.order(ground, f"O-{n}", {"CUP": 2}, supervisor) for n in range(12)]
    doors = [ground.as_("t_supervisor", patience=0.0) for _ in range(2)]
    mover = ground.as_("t_picker", patience=0.0)
    start = Barrier(4)

    def promise(door: Database, mine: list[int]) -> None:
        start.wait()
        for order in mine:
            acts.reserve(ground, door, order)
            with ground.root() as root:
                assert root.execute("select * from wms.check_holds(%s)", (ground.wh,)).fetchall() == []

    def carry() -> None:
        start.wait()
        for n in range(10):
            try:
                acts.move(ground, mover, "CUP", 1, "A-01-01-1", f"A-0{n % 2 + 1}-0{n % 5 + 1}-2")
            except Refusal as refusal:
                assert refusal.code == "WM451"

    def stop_and_go() -> int:
        start.wait()
        told = 0
        for _ in range(6):
            answer = hold(ground, supervisor, "product", ground.products["CUP"])
            told += int(answer["broke"]["quantity"])
            supervisor.call("release_hold_v1", p_op=new_op(), p_warehouse=ground.wh, p_hold=answer["hold_id"])
        return told

    outcomes = acts.at_once([stop_and_go, carry, *(partial(promise, doors[n], orders[n::2]) for n in range(2))])
    assert not [outcome for outcome in outcomes if isinstance(outcome, Refusal)], outcomes
    released = one(ground, "select coalesce(sum(quantity), 0) from wms.reservation where state = 'released'")
    assert outcomes[0] == released, "the answers list what was taken away, no more, no less"
    assert deadlocks(ground) == 0
    assert true(ground)


def test_a_hold_and_a_shipment_at_once(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 30, "A-01-01-1")
    held = shipped = 0
    for n in range(6):
        order, carton = packed(ground, f"S-{n}")
        doors = [ground.as_("t_packer", patience=0.0), ground.as_("t_supervisor", patience=0.0)]
        start = Barrier(2)

        def ship(door: Database, order: int, start: Barrier) -> dict[str, Any]:
            start.wait()
            return door.call("ship_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])

        def stop(door: Database, carton: int, start: Barrier) -> dict[str, Any]:
            start.wait()
            return hold(ground, door, "hu", carton)

        left, placed = acts.at_once([partial(ship, doors[0], order, start), partial(stop, doors[1], carton, start)])
        if isinstance(left, Refusal):
            assert left.code == "WM423"
            assert [row["order_id"] for row in placed["broke"]["picked"]] == [order]
            held += 1
        else:
            assert isinstance(placed, Refusal) or placed["broke"]["picked"] == [], "it had left when it was held"
            shipped += 1
        for door in doors:
            door.close()
    assert held + shipped == 6
    assert deadlocks(ground) == 0
    assert true(ground)
