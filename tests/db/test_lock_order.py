"""Who takes several records takes them by their keys: seen by holding the first one and asking for the others meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import psycopg

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
def held(ground: Ground, place: str, sku: str, act: Callable[[], Any]) -> Iterator["psycopg.Connection[Any]"]:
    """The act waits for the record of this product in this place; what it holds by then can be asked for."""
    done = threading.Thread(target=act)
    with ground.root() as looker, psycopg.connect(ground.url()) as holder:
        holder.execute(RECORD, (place, ground.products[sku]))
        done.start()
        for _ in range(400):
            if looker.execute(WAITING, (EVERYTHING,)).fetchone() == (True,) or not done.is_alive():
                break
            looker.execute("select pg_sleep(0.02)")
        assert done.is_alive(), "it did not wait for the record"
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
    with held(ground, "A-01-01-1", "P-01", act) as root:
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
    with held(ground, "A-01-01-1", "MILK", act) as root:
        assert free(ground, root, "B-01-01-1", "MILK")
    assert floor.rows("select status, sum(quantity)::int from wms.quant where quantity > 0 group by 1") == [
        ("expired", 8)
    ]
    assert ground.violations() == []
