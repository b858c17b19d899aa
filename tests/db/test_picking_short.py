"""Short picks are planned elsewhere in the same act and counted; bins that should be empty are looked at; substitutes by rule."""

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
    return Floor(ground)


def counted(floor: Floor) -> set[str]:
    return {
        row[0]
        for row in floor.rows(
            "select l.code from wms.count c join wms.location l using (warehouse_id, location_id) where c.state = 'open'"
        )
    }


def test_what_is_missing_comes_from_elsewhere_in_the_same_act(floor: Floor) -> None:
    floor.stock([("B-01-01-1", "CUP", 10), ("A-01-02-1", "CUP", 20), ("B-01-02-1", "P-00", 5)])
    floor.reserve({"O-1": {"CUP": 6, "P-00": 1}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1")
    row = next(row for row in floor.tasks(picker, batch) if row.sku == "CUP")
    done = floor.pick(picker, batch, row, tote, 2, reason="not_there")
    assert (done["picked"], done["short"], done["replanned"], done["elsewhere"], done["missing"]) == (2, 4, 1, 0, 0)
    new = next(task for task in floor.tasks(picker, batch) if task.sku == "CUP")
    assert (new.from_code, new.quantity, new.state, new.claimed_by) == ("A-01-02-1", 4, TaskState.CLAIMED, "t_picker")
    assert new.explanation["replanned_for"] == [row.task_id]
    assert counted(floor) == {"B-01-01-1"}
    (told,) = floor.rows("select next_step from wms.alarm where kind = 'pick.short' and cleared_at is null")
    assert told[0] == "Bin holds less than booked. Count the bin. The rest comes from A-01-02-1."
    for left in floor.tasks(picker, batch):
        floor.pick(picker, batch, left, tote)
    assert floor.drop(picker, batch, "PACK-1")["done"]
    assert floor.rows("select status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.ground.violations() == []


def test_what_came_short_is_offered_to_nobody_until_it_is_counted(floor: Floor) -> None:
    floor.stock([("B-01-01-1", "CUP", 10)])
    floor.reserve({"O-1": {"CUP": 4}})
    picker = floor.ground.as_("t_picker")
    batch = floor.take(picker, "O-1")
    done = floor.pick(picker, batch, floor.tasks(picker, batch)[0], None, 0, reason="not_there")
    assert (done["missing"], done["substitutes"], done["left"]) == (4, [], 0)
    short = floor.reserve({"O-2": {"CUP": 1}})["short"]
    assert [line["missing"] for line in short] == [1]
    why = floor.ground.as_("t_supervisor").query(
        "why_reserved", warehouse=floor.ground.wh, quant=None, order_line=short[0]["order_line_id"]
    )
    assert "came short at" in why[0].said
    floor.rows("update wms.location set last_counted_at = clock_timestamp() where code = 'B-01-01-1' returning 1")
    boss = floor.ground.as_("t_supervisor")
    assert acts.reserve(floor.ground, boss, floor.orders["O-2"])["reservations"] == [], "counted, but not booked yet"
    floor.rows("update wms.count set state = 'posted' where state = 'open' returning 1")
    again = acts.reserve(floor.ground, boss, floor.orders["O-2"])
    assert [made["quantity"] for made in again["reservations"]] == [1]


def test_unfit_goods_keep_only_themselves_back(floor: Floor) -> None:
    floor.stock([("B-01-01-1", "CUP", 10)])
    floor.reserve({"O-1": {"CUP": 4}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1")
    done = floor.pick(picker, batch, floor.tasks(picker, batch)[0], tote, 3, reason="bad")
    assert (done["short"], done["replanned"]) == (1, 1)
    assert [row.quantity for row in floor.tasks(picker, batch)] == [1]
    assert len(floor.reserve({"O-2": {"CUP": 9}})["short"]) == 1
    assert floor.rows(
        "select quantity, reserved from wms.quant q join wms.location l using (location_id) where l.code = 'B-01-01-1'"
    ) == [(7, 6)]


def test_what_lies_in_another_zone_becomes_a_batch_there(floor: Floor) -> None:
    floor.stock([("B-01-01-1", "CUP", 10), ("A-01-02-1", "CUP", 20)])
    floor.reserve({"O-1": {"CUP": 4}})
    near, far, tote = floor.ground.as_("t_picker"), floor.ground.as_("t_picker2"), floor.tote()
    batch = floor.take(near, mode="zone", zone="B")
    done = floor.pick(near, batch, floor.tasks(near, batch)[0], tote, 1, reason="blocked")
    assert (done["replanned"], done["elsewhere"], done["left"]) == (0, 1, 0)
    answer = posting.claim_batch(far, op=new_op(), warehouse=floor.ground.wh, zone="A")
    assert [(row.from_code, row.quantity) for row in floor.tasks(far, answer["batch_id"])] == [("A-01-02-1", 3)]
    assert floor.drop(near, batch, "STAGE-1")["orders"][0]["waits_for"][0]["tasks"] == 1
    with pytest.raises(Refusal, match="No batch waits"):
        posting.claim_batch(near, op=new_op(), warehouse=floor.ground.wh, zone="B")


def test_shorts_reservations_and_holds_cross_without_a_deadlock(floor: Floor) -> None:
    """Every pick comes short and looks for the same few bins, while others reserve them and holds come and go."""
    places = [f"{rack}-0{column}-1" for rack in ("B-01", "A-01", "A-02") for column in range(1, 6)]
    floor.stock([(place, sku, 3) for place in places for sku in ("CUP", "P-00")])
    floor.reserve({f"O-{n}": {"CUP": 2, "P-00": 2} for n in range(6)})
    pickers = [floor.ground.as_(login) for login in ("t_picker", "t_picker2")]
    batches = [floor.take(pickers[n % 2], f"O-{n}") for n in range(6)]
    boss = floor.ground.as_("t_supervisor")

    def work(door: Any, mine: list[int]) -> int:
        shorts = 0
        for batch in mine:
            tote = acts.unit(floor.ground, door)
            while rows := floor.tasks(door, batch):
                shorts += 1
                floor.pick(
                    door,
                    batch,
                    rows[0],
                    tote,
                    1 if shorts % 2 else int(rows[0].quantity),
                    reason="not_there" if shorts % 2 and rows[0].quantity > 1 else None,
                )
        return shorts

    def reserve() -> int:
        for n in range(8):
            order = acts.order(floor.ground, f"X-{n}", {"CUP": 2, "P-00": 1}, boss)
            acts.reserve(floor.ground, boss, order)
            boss.call("release_v1", p_op=new_op(), p_warehouse=floor.ground.wh, p_order=order, p_reason="data")
        return 8

    done = acts.at_once([partial(work, pickers[0], batches[::2]), partial(work, pickers[1], batches[1::2]), reserve])
    assert min(done) >= 6
    assert floor.rows("select deadlocks from pg_stat_database where datname = current_database()") == [(0,)]
    assert floor.ground.violations() == []


@pytest.mark.parametrize("empty", [True, False])
def test_a_bin_that_should_be_empty_is_looked_at(floor: Floor, empty: bool) -> None:
    floor.stock([("B-01-01-1", "CUP", 2), ("B-01-02-1", "CUP", 5)])
    floor.reserve({"O-1": {"CUP": 3}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1")
    first, second = floor.tasks(picker, batch)
    (bin_,) = floor.pick(picker, batch, first, tote)["check_empty"]
    assert bin_["code"] == "B-01-01-1"
    assert floor.pick(picker, batch, second, tote)["check_empty"] == []
    said = posting.confirm_empty(
        picker, op=new_op(), warehouse=floor.ground.wh, location=bin_["location_id"], empty=empty
    )
    assert said == {"as_booked": empty, "count": not empty}
    assert counted(floor) == (set() if empty else {"B-01-01-1"})
    alarms = floor.rows("select count(*) from wms.alarm where kind = 'bin.not_empty'")
    looked = floor.rows(
        "select last_counted_at is not null from wms.location where code = 'B-01-01-1' and warehouse_id = %s",
        floor.ground.wh,
    )
    assert (alarms, looked) == ([(int(not empty),)], [(empty,)])


def test_a_substitute_is_sent_by_rule_and_only_by_rule(floor: Floor) -> None:
    floor.stock([("B-01-01-1", "CUP", 3), ("B-01-02-1", "P-00", 20), ("B-01-03-1", "P-01", 20)])
    boss, wh, ids = floor.ground.as_("t_supervisor"), floor.ground.wh, floor.ground.products
    rule = partial(posting.put_substitute_rule, boss, warehouse=wh, product=ids["CUP"])
    rule(op=new_op(), substitute=ids["P-01"], rank=2)
    rule(op=new_op(), substitute=ids["P-00"], ratio=Decimal("1.5"))
    ended = rule(op=new_op(), substitute=ids["P-02"])
    assert rule(op=new_op(), substitute=ids["P-02"], active=False) == ended
    assert [(row.sku, row.substitute_sku, row.ratio) for row in boss.query("substitute_rules", warehouse=wh)] == [
        ("CUP", "P-00", Decimal("1.5")), ("CUP", "P-01", 1)]  # fmt: skip
    for bad in (
        {"substitute": ids["CUP"]},
        {"substitute": ids["P-01"], "ratio": Decimal(0)},
        {"substitute": ids["P-01"], "rank": 0},
    ):
        with pytest.raises(Refusal) as refused:
            rule(op=new_op(), **bad)
        assert refused.value.code == "WM422"
    floor.reserve({"O-1": {"CUP": 3}})
    picker, tote = floor.ground.as_("t_picker"), floor.tote()
    batch = floor.take(picker, "O-1")
    done = floor.pick(picker, batch, floor.tasks(picker, batch)[0], None, 0, reason="not_there")
    (offer,) = done["substitutes"]
    assert (offer["sku"], offer["quantity"], offer["missing"]) == ("P-00", 5, 3)
    swap = partial(posting.substitute, picker, warehouse=wh, batch=batch, order_line=offer["order_line"])
    with pytest.raises(Refusal, match="No rule lets this"):
        swap(op=new_op(), product=ids["P-03"])
    made = swap(op=new_op(), product=offer["product"])
    assert (made["quantity"], made["cancelled"], made["replanned"], made["missing"]) == (5, 3, 1, 0)
    with pytest.raises(Refusal, match="Nothing of this line is missing"):
        swap(op=new_op(), product=offer["product"])
    (row,) = floor.tasks(picker, batch)
    assert (row.sku, row.quantity) == ("P-00", 5)
    floor.pick(picker, batch, row, tote)
    assert floor.drop(picker, batch, "PACK-1")["orders"][0]["complete"]
    assert floor.rows("select line_no, quantity, cancelled, picked, substitutes is not null from wms.order_line order by 1") == [
        (1, 3, 3, 0, False), (2, 5, 0, 5, True)]  # fmt: skip
    assert floor.rows("select status from wms.orders") == [(OrderStatus.PICKED,)]
    assert floor.ground.violations() == []
