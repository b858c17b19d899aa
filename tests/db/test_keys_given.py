"""Arguments that nobody sends by hand: ids that stand for nothing, things named twice, claims without an end."""

from functools import partial
from typing import Any

import pytest

from app.domain.ids import new_op
from tests.db import acts, unit_acts
from tests.db.ground import EVERYTHING, Ground
from tests.db.picking_acts import Floor
from tests.db.undoing import refused

NOBODY = "p_owner", "p_lot", "p_hu", "p_to_hu"


def test_nought_is_no_lot_unit_or_owner(ground: Ground) -> None:
    """In the key of a record 0 stands for none: goods asked for by it would be booked under a key that no record has."""
    door, at, cup = ground.as_(EVERYTHING), ground.places, ground.products["CUP"]
    for place in ("A-01-01-1", "A-01-02-1"):
        ground.receive(door, "CUP", 9, place)
    before = acts.stock(ground)
    do = partial(unit_acts.do, ground, door)
    here, there = at["A-01-01-1"], at["A-01-02-1"]
    line: dict[str, Any] = {"product": cup, "quantity": 1}
    for name in NOBODY:
        moved = partial(do, "move_v1", p_product=cup, p_quantity=1, p_from=here, p_to=there, **{name: 0})
        assert refused(moved).code in ("WM404", "WM455"), name
        batch = [{**line, "from": here, "to": there, name.removeprefix("p_"): 0}]
        assert refused(partial(do, "move_batch_v1", p_lines=batch)).code in ("WM404", "WM455"), name
    for name in ("p_owner", "p_hu"):
        for function, more in (
            ("adjust_v1", dict(p_delta=-1, p_reason="lost")),
            ("scrap_v1", dict(p_quantity=1, p_reason="broken")),
            (
                "change_status_v1",
                dict(p_quantity=1, p_from_status="available", p_to_status="damaged", p_reason="damage"),
            ),
        ):
            wrong = partial(do, function, p_product=cup, p_location=here, **more, **{name: 0})
            assert refused(wrong).code in ("WM404", "WM451"), (function, name)
    for owner in (0, -1):
        received = partial(do, "receive_v1", p_product=cup, p_quantity=1, p_location=here, p_owner=owner)
        assert refused(received).code == "WM404"
        goods = [{**line, "location": here, "owner": owner}]
        assert refused(partial(do, "receive_batch_v1", p_lines=goods)).code == "WM404"
    for wrong in (dict(p_product=10**9), dict(p_product=cup, p_owner=10**9)):  # into a bin of a lower key
        unknown = partial(do, "move_v1", p_quantity=1, p_from=there, p_to=at["DOCK-1"], **wrong)
        assert refused(unknown).code in ("WM404", "WM451")
    strange = [{**line, "from": there, "to": at["DOCK-1"], "owner": 10**9}]
    assert refused(partial(do, "move_batch_v1", p_lines=strange)).code in ("WM404", "WM451")
    label = dict(p_product=cup, p_quantity=1, p_sscc=unit_acts.label(1))
    assert refused(partial(do, "receive_v1", p_location=10**9, **label)).code == "WM404"
    assert acts.stock(ground) == before
    assert ground.violations() == []


def test_what_is_named_twice_is_not_done_twice(ground: Ground) -> None:
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    floor.stock([("B-01-01-1", "CUP", 20)])
    made = floor.reserve({"A": {"CUP": 2}, "B": {"CUP": 3}})["reservations"]
    tote = acts.unit(ground, door)
    do = partial(unit_acts.do, ground, door)
    twice = [{"task": made[0]["task_id"], "quantity": 2, "to_hu": tote}] * 2
    assert refused(partial(do, "pick_batch_v1", p_lines=twice)).code == "WM422"
    assert refused(partial(do, "reserve_v1", p_orders=[floor.orders["A"]] * 2)).code == "WM422"
    assert do(
        "pick_batch_v1", p_lines=[{**twice[0], "task": each["task_id"], "quantity": each["quantity"]} for each in made]
    )
    assert unit_acts.broken(ground) == []


@pytest.mark.parametrize("seconds", [None, 0, -5, 10**6])
def test_nobody_claims_for_ever(ground: Ground, seconds: int | None) -> None:
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    floor.stock([("B-01-01-1", "CUP", 20)])
    task = floor.reserve({"A": {"CUP": 2}})["reservations"][0]["task_id"]
    claim = partial(unit_acts.do, ground, door, "claim_tasks_v1", p_tasks=[task], p_lease_seconds=seconds)
    assert refused(claim).code == "WM422"


def test_picks_into_crossed_totes_never_deadlock(ground: Ground) -> None:
    """Two who fill the same two totes, each in the other's order: totes are locked by their keys, not as they are named."""
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    floor.stock([("B-01-01-1", "CUP", 40)])
    made = floor.reserve({f"O{n}": {"CUP": 1} for n in range(20)})["reservations"]
    totes = [acts.unit(ground, door) for _ in range(2)]
    halves = [made[:10], made[10:]]

    def fill(half: int) -> Any:
        order = totes if half else totes[::-1]
        lines = [{"task": each["task_id"], "quantity": 1, "to_hu": order[n % 2]} for n, each in enumerate(halves[half])]
        mine = ground.as_(EVERYTHING, patience=0.0)
        for pair in range(0, 10, 2):
            mine.call("pick_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines[pair : pair + 2])

    assert acts.at_once([partial(fill, half) for half in (0, 1)]) == [None, None]
    with ground.root() as root:
        assert root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone() == (
            0,
        )
    assert unit_acts.broken(ground) == []
