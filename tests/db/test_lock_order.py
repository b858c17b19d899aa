"""Who takes several records takes them by their keys: seen by holding the first one and asking for the others meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import psycopg
import pytest

from tests.db import unit_acts
from tests.db.ground import EVERYTHING, Ground
from tests.db.picking_acts import Floor

RECORD = (
    "select q.quant_id from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id "
    "where l.code = %s and q.product_id = %s for no key update of q nowait"
)
WAITING = (
    "select exists (select from pg_stat_activity where datname = current_database() and usename = %s "
    "and wait_event_type = 'Lock')"
)


@contextmanager
def held(
    ground: Ground, act: Callable[[], Any], lock: Any, *values: Any, who: str = EVERYTHING
) -> Iterator["psycopg.Connection[Any]"]:
    """The act waits for what this statement locks; what it holds by then can be asked for."""
    done = threading.Thread(target=act)
    with ground.root() as looker, psycopg.connect(ground.url()) as holder:
        holder.execute(lock, values)
        done.start()
        for _ in range(400):
            if looker.execute(WAITING, (who,)).fetchone() == (True,) or not done.is_alive():
                break
            looker.execute("select pg_sleep(0.02)")
        assert done.is_alive(), "it did not wait"
        yield looker
    done.join(30)
    assert not done.is_alive()


def free(ground: Ground, root: "psycopg.Connection[Any]", place: str, sku: str) -> bool:
    try:
        return root.execute(RECORD, (place, ground.products[sku])).fetchone() is not None
    except psycopg.errors.LockNotAvailable:
        return False


def test_a_reallocation_takes_first_what_its_victims_will_be_given(ground: Ground) -> None:
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    floor.stock([("B-01-01-1", "CUP", 5)])
    floor.reserve({"LATER": {"CUP": 5, "P-01": 2}})
    floor.stock([("A-01-01-1", "P-01", 9)])  # what the victim misses has come since, in a bin of a lower key
    urgent = unit_acts.do(
        ground,
        door,
        "enter_orders_v1",
        p_orders=[
            {
                "number": "NOW",
                "priority": 1,
                "lines": [{"line_no": 1, "product": ground.products["CUP"], "quantity": 5}],
            }
        ],
    )["orders"][0]["order_id"]
    act = partial(unit_acts.do, ground, ground.as_(EVERYTHING), "reallocate_v1", p_order=urgent)
    with held(ground, act, RECORD, "A-01-01-1", ground.products["P-01"]) as root:
        assert free(ground, root, "B-01-01-1", "CUP")
    assert floor.rows("select reserved::int from wms.order_line order by order_line_id") == [(0,), (2,), (5,)]
    assert ground.violations() == []


def test_lots_that_expire_are_taken_by_key_promised_or_not(ground: Ground) -> None:
    floor, soon = Floor(ground), datetime.now(UTC).date() + timedelta(days=20)
    for place in ("B-01-01-1", "A-01-01-1"):
        floor.stock([(place, "MILK", 4)], p_lot="L1", p_expires_on=soon)
    floor.reserve({"O": {"MILK": 4}})  # from the pick face, whose key is the higher
    with ground.root() as root:
        root.execute("update wms.lot set expires_on = current_date - 1")
    act = partial(unit_acts.do, ground, ground.as_(EVERYTHING), "expire_lots_v1")
    with held(ground, act, RECORD, "A-01-01-1", ground.products["MILK"]) as root:
        assert free(ground, root, "B-01-01-1", "MILK")
    assert floor.rows("select status, sum(quantity)::int from wms.quant where quantity > 0 group by 1") == [
        ("expired", 8)
    ]
    assert ground.violations() == []


@pytest.mark.parametrize("way", ["dropped", "entered"])
def test_totes_are_set_down_behind_the_fence_of_holds(ground: Ground, way: str) -> None:
    """Where a record is held, a unit that moves takes the fence: before orders, and never from the other mode of it."""
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    floor.stock([("B-01-01-1", "CUP", 9), ("A-01-02-1", "P-01", 1)])
    floor.reserve({"A": {"CUP": 1}, "B": {"CUP": 1}})
    batch, tote, pack = floor.take(door, "A", "B"), floor.tote("STAGE-1"), ground.places["PACK-1"]
    first, second = floor.tasks(door, batch)
    floor.pick(door, batch, first, tote)
    (record,) = floor.rows("select quant_id from wms.quant where product_id = %s", ground.products["P-01"])[0]
    unit_acts.do(ground, door, "place_hold_v1", p_target="quant", p_id=record, p_reason="recall")
    line = {
        "task": second.task_id,
        "quantity": "1",
        "tote": "A" if first.order_id == floor.orders["B"] else "B",
        "reason": None,
    }
    function, more = {
        "dropped": ("drop_batch_v1", {}),
        "entered": ("enter_picks_v1", {"p_lines": [line]}),
    }[way]
    act = partial(unit_acts.do, ground, ground.as_(EVERYTHING), function, p_batch=batch, p_place=pack, **more)
    with held(ground, act, "lock table wms.hold in share mode") as root:
        assert len(root.execute("select order_id from wms.orders for no key update nowait").fetchall()) == 2
    assert floor.rows("select location_id from wms.handling_unit where hu_id = %s", tote) == [(pack,)]
    assert unit_acts.broken(ground) == []


def test_a_counted_unit_is_held_before_its_difference_is_booked(ground: Ground) -> None:
    """Else it could be moved away between, and what was found in it would be booked where it stood."""
    floor, door = Floor(ground), ground.as_(EVERYTHING)
    pallet = unit_acts.pallet(ground, door, 1, "A-01-01-1", CUP=5)
    do = partial(unit_acts.do, ground, door)
    plan = {"p_name": "P", "p_kind": "demand", "p_locations": [ground.places["A-01-01-1"]], "p_tolerance": 100}
    do("plan_counts_v1", **plan)
    number = do("claim_count_v1", p_location=ground.places["A-01-01-1"])["count_id"]
    do("enter_count_v1", p_count=number, p_product=ground.products["CUP"], p_quantity=7, p_hu=pallet)
    do("close_count_v1", p_count=number)
    approver = ground.as_("t_supervisor")
    act = partial(unit_acts.do, ground, approver, "approve_counts_v1", p_counts=[number])
    with held(ground, act, "select from wms.handling_unit for no key update", who="t_supervisor") as root:
        assert free(ground, root, "A-01-01-1", "CUP")
    assert floor.rows("select sum(quantity)::int from wms.quant where hu_id = %s", pallet) == [(7,)]
    assert unit_acts.broken(ground) == []


def test_a_bin_can_be_asked_to_be_counted_while_its_count_is_closed(ground: Ground) -> None:
    """Who asks waits for the count's state, maybe with stock in hand: so whoever changes the state has all stock by then."""
    floor, door, place = Floor(ground), ground.as_(EVERYTHING), ground.places["A-01-01-1"]
    floor.stock([("A-01-01-1", "CUP", 5)])
    do = partial(unit_acts.do, ground, door)
    do("plan_counts_v1", p_name="P", p_kind="demand", p_locations=[place], p_tolerance=100)
    number = do("claim_count_v1", p_location=place)["count_id"]
    do("enter_count_v1", p_count=number, p_product=ground.products["CUP"], p_quantity=5)
    act = partial(do, "close_count_v1", p_count=number)
    with held(ground, act, RECORD, "A-01-01-1", ground.products["CUP"]):
        asked = unit_acts.do(ground, ground.as_("t_picker"), "confirm_empty_v1", p_location=place, p_empty=False)
        assert asked["count"]
    assert floor.rows("select state from wms.count where count_id = %s", number) != [("open",)]
