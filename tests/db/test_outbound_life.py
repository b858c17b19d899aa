"""Changing, cancelling and holding outbound orders at every stage: the preview says what is undone, the act does just that."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.domain.task import TaskState
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground


class Floor:
    """One order of ten cups and four plain ones, taken as far as a test wants."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.boss = ground.as_("t_supervisor")
        self.picker = ground.as_("t_picker")
        self.packer = ground.as_("t_packer")
        for place, quantity in (("A-01-01-1", 22), ("B-01-01-1", 4)):
            ground.receive(self.boss, "CUP", quantity, place)
        ground.receive(self.boss, "P-01", 30, "B-01-02-1")
        self.tote = self.carton = self.number = 0
        self.again()

    def again(self) -> "Floor":
        """Another order like the first; what came before is left as it is."""
        self.number += 1
        self.order = acts.order(self.ground, f"LIFE-{self.number}", {"CUP": 10, "P-01": 4}, self.boss)
        return self

    def call(self, function: str, door: Database | None = None, **arguments: Any) -> dict[str, Any]:
        given = {
            "p_op": new_op(),
            "p_warehouse": self.ground.wh,
            **{f"p_{name}": value for name, value in arguments.items()},
        }
        return (door or self.boss).call(function, **given)

    def to(self, stage: str) -> "Floor":
        """entered, promised, reserved, claimed, picking, picked, packing or packed."""
        steps = ("entered", "promised", "reserved", "claimed", "picking", "picked", "packing", "packed")
        acts_of = (
            None,
            self._promise,
            self._reserve,
            self._claim,
            self._pick_one,
            self._pick_all,
            self._pack_one,
            self._pack_all,
        )
        for step, act in zip(steps, acts_of, strict=True):
            if act is not None:
                act()
            if step == stage:
                return self
        raise ValueError(stage)

    def change(self, reason: str | None = "customer", seen: str | None = None, **changes: Any) -> dict[str, Any]:
        return self.call("change_orders_v1", orders=[self.order], changes=changes, reason=reason, seen=seen)

    def preview(self, **changes: Any) -> dict[str, Any]:
        answer = self.boss.call(
            "preview_orders_v1", p_warehouse=self.ground.wh, p_orders=[self.order], p_changes=changes
        )
        return {**answer["orders"][0], "seen": answer["seen"]}

    def put_back(self, task: int, quantity: int | None = None, place: str | None = None) -> dict[str, Any]:
        asked = quantity if quantity is not None else self.look(f"select quantity from wms.task where task_id = {task}")
        more = {} if place is None else {"to": self.ground.places[place]}
        return self.call("put_back_v1", self.picker, task=task, quantity=Decimal(asked), **more)

    def look(self, query: str) -> Any:
        with self.ground.root() as root:
            row = root.execute(query.encode()).fetchone()
        assert row is not None
        return row[0] if len(row) == 1 else row

    @property
    def status(self) -> OrderStatus:
        return OrderStatus(self.look(f"select status from wms.orders where order_id = {self.order}"))

    def on_hand(self, sku: str = "CUP") -> tuple[Decimal, Decimal]:
        """Loose in bins, and reserved."""
        row: tuple[Decimal, Decimal] = self.look(
            f"select coalesce(sum(quantity) filter (where hu_id is null), 0), coalesce(sum(reserved), 0) from wms.quant "
            f"where product_id = {self.ground.products[sku]}"
        )
        return row

    def _promise(self) -> None:
        self.call("promise_v1", orders=[self.order])

    def _reserve(self) -> None:
        self.made = acts.reserve(self.ground, self.boss, self.order)["reservations"]

    def _claim(self) -> None:
        self.call("claim_tasks_v1", self.picker, tasks=[made["task_id"] for made in self.made])

    def _pick(self, made: dict[str, Any]) -> None:
        self.call("pick_v1", self.picker, task=made["task_id"], quantity=Decimal(made["quantity"]), to_hu=self.tote)

    def _pick_one(self) -> None:
        self.tote = acts.unit(self.ground, self.boss)
        self._pick(self.made[0])

    def _pick_all(self) -> None:
        for made in self.made[1:]:
            self._pick(made)

    def _pack(self, line: int, quantity: int, close: bool) -> None:
        order_line = self.look(
            f"select order_line_id from wms.order_line where order_id = {self.order} and line_no = {line}"
        )
        lines = [{"order_line": order_line, "quantity": quantity, "lot": None, "from_hu": self.tote}]
        self.call("pack_v1", self.packer, order=self.order, to_hu=self.carton, lines=lines, close=close)

    def _pack_one(self) -> None:
        self.carton = acts.unit(self.ground, self.boss, "carton")
        self._pack(1, 7, False)

    def _pack_all(self) -> None:
        self._pack(1, 3, False)
        self._pack(2, 4, True)


@pytest.fixture
def floor(ground: Ground) -> Floor:
    return Floor(ground)


STAGES = {  # stage: reserved that goes back, goods to be put back, cartons that are opened
    "entered": (0, 0, 0),
    "promised": (0, 0, 0),
    "reserved": (14, 0, 0),
    "claimed": (14, 0, 0),
    "picking": (None, None, 0),
    "picked": (0, 14, 0),
    "packing": (0, 14, 1),
    "packed": (0, 14, 1),
}


def test_cancel_at_every_stage_undoes_what_the_preview_said(floor: Floor) -> None:
    for stage in STAGES:
        _cancel(floor.again(), stage)
    assert floor.look("select count(*) from wms.orders where status = 910") == len(STAGES)


def _cancel(floor: Floor, stage: str) -> None:
    floor.to(stage)
    said = floor.preview(cancel=True)
    released = sum(Decimal(str(one["quantity"])) for one in said["reserved"])
    back = sum(Decimal(str(one["quantity"])) for one in said["put_back"])
    expected, goods, cartons = STAGES[stage]
    if expected is not None:
        assert (released, back) == (expected, goods)
    assert released + back + Decimal(str(said["open"])) == 14
    assert (said["allowed"], said["cancelled"], len(said["cartons"])) == (True, True, cartons)
    assert {one["person"] for one in said["reserved"]} == (
        {"Piet Picker"} if stage in ("claimed", "picking") else {None} if released else set()
    )
    assert floor.ground.violations() == [], "a preview changes nothing"
    answer = floor.change(cancel=True, seen=said["seen"])
    done = answer["orders"][0]
    assert (done["released"], done["put_back"], done["status"]) == (released, back, OrderStatus.CANCELLED)
    assert len(answer["tasks"]) == len(said["put_back"])
    assert floor.on_hand()[1] == 0
    assert floor.ground.violations() == []
    for task in answer["tasks"]:
        floor.put_back(task)
    assert (floor.on_hand()[0], floor.on_hand("P-01")[0]) == (26, 30), "everything lies in a bin again"
    assert floor.status == OrderStatus.CANCELLED
    assert floor.look(f"select sum(cancelled) from wms.order_line where order_id = {floor.order}") == 14
    assert floor.ground.violations() == []


def test_less_of_a_line_at_every_stage(floor: Floor) -> None:
    """Ten cups become three: seven come back, the rest of the order goes on and can be shipped."""
    floor.ground.receive(floor.boss, "CUP", 40, "A-02-02-1")
    floor.ground.receive(floor.boss, "P-01", 10, "A-02-02-2")
    for stage in STAGES:
        _lessen(floor.again(), stage)
    assert floor.look("select count(*) from wms.orders where status = 700") == 1


def _lessen(floor: Floor, stage: str) -> None:
    floor.to(stage)
    said = floor.preview(lines=[{"line_no": 1, "quantity": 3}])
    answer = floor.change(lines=[{"line_no": 1, "quantity": 3}])
    assert said["left"] == 7
    assert answer["orders"][0]["cancelled"] == 7
    for task in answer["tasks"]:
        floor.put_back(task)
    assert floor.ground.violations() == []
    want = floor.look(
        f"select quantity - cancelled, picked + reserved from wms.order_line where order_id = {floor.order} and line_no = 1"
    )
    assert want[0] == 3
    if stage == "packed":
        assert floor.status == OrderStatus.PACKED
        with pytest.raises(Refusal, match="still open"):
            floor.call("ship_v1", floor.packer, orders=[floor.order])
        floor.call("close_hu_v1", floor.packer, hu=floor.carton)
        assert floor.call("ship_v1", floor.packer, orders=[floor.order])["orders"][0]["units"] == 7
        assert floor.ground.violations() == []


def test_the_least_begun_goes_first(floor: Floor) -> None:
    """Of ten, four are reserved and unclaimed in one bin and six in another: giving up four leaves the claimed ones alone."""
    floor.to("reserved")
    mine = next(made for made in floor.made if made["quantity"] == 6)
    floor.call("claim_tasks_v1", floor.picker, tasks=[mine["task_id"]])
    said = floor.preview(lines=[{"line_no": 1, "quantity": 6}])
    assert [(one["quantity"], one["person"]) for one in said["reserved"]] == [(4, None)]
    floor.change(lines=[{"line_no": 1, "quantity": 6}])
    assert floor.look(f"select state from wms.task where task_id = {mine['task_id']}") == TaskState.CLAIMED
    floor.change(lines=[{"line_no": 1, "quantity": 5}])
    assert floor.look(f"select quantity from wms.task where task_id = {mine['task_id']}") == 5
    assert floor.ground.violations() == []


def test_a_pick_in_hand_is_called_back(floor: Floor) -> None:
    floor.to("claimed")
    floor.change(cancel=True)
    with pytest.raises(Refusal, match="cancelled"):
        floor.call(
            "pick_v1",
            floor.picker,
            task=floor.made[0]["task_id"],
            quantity=Decimal(1),
            to_hu=acts.unit(floor.ground, floor.boss),
        )
    told = floor.look(
        "select count(*) from wms.event where type = 'task.recalled' and payload ->> 'claimed_by' = 't_picker'"
    )
    assert told == len(floor.made)


def test_more_and_new_lines_wait_for_stock(floor: Floor) -> None:
    floor.to("packed")
    floor.change(
        None,
        lines=[{"line_no": 1, "quantity": 12}, {"line_no": 5, "sku": "P-02", "quantity": 1, "instructions": "fragile"}],
    )
    assert floor.status == OrderStatus.PACKING
    short = acts.reserve(floor.ground, floor.boss, floor.order) if floor.status <= OrderStatus.PICKED else None
    assert short is None, "what is being packed is not reserved for; it is picked after"
    assert floor.ground.violations() == []


def test_head_fields_reach_the_open_picks(floor: Floor) -> None:
    floor.to("reserved")
    floor.change(
        None,
        priority=1,
        cut_off="2030-01-01T17:00:00+00:00",
        carrier_service="Express",
        value_added=["gift_wrap"],
        instructions="Ring twice",
    )
    rows = floor.look(
        f"select min(priority), max(priority), min(due_at) = max(due_at) from wms.task where order_id = {floor.order}"
    )
    assert rows == (1, 1, True)
    assert floor.look(f"select carrier_service, value_added[1], instructions from wms.orders where order_id = {floor.order}") == (
        "Express", "gift_wrap", "Ring twice")  # fmt: skip
    assert floor.status == OrderStatus.RESERVED


def test_every_problem_of_a_change_at_once(floor: Floor) -> None:
    with pytest.raises(Refusal) as caught:
        floor.change(priority=0, completeness="some", value_added=["magic"], colour="red", lines=[
            {"line_no": 1, "quantity": -1}, {"line_no": 2, "sku": "CUP", "quantity": 1}, {"line_no": 9, "sku": "NIX", "quantity": 1},
            {"line_no": 10, "sku": "P-03", "quantity": 0}, {"line_no": 11, "sku": "P-03"}])  # fmt: skip
    problems = caught.value.detail["problems"]
    assert len(problems) == 9
    assert [one.get("line") for one in problems].count(None) == 4
    assert floor.status == OrderStatus.ENTERED
    with pytest.raises(Refusal, match="Nothing is to be changed"):
        floor.change()
    with pytest.raises(Refusal, match="is not a reason"):
        floor.change(None, cancel=True)


def test_what_happened_meanwhile_is_seen(floor: Floor) -> None:
    floor.to("claimed")
    said = floor.preview(cancel=True)
    floor._pick_one()
    with pytest.raises(Refusal) as caught:
        floor.change(cancel=True, seen=said["seen"])
    assert caught.value.code == "WM412"
    assert floor.status == OrderStatus.PICKING


def test_what_has_left_or_is_cancelled_stays(floor: Floor) -> None:
    floor.to("packed")
    floor.call("ship_v1", floor.packer, orders=[floor.order])
    assert (floor.preview(cancel=True)["allowed"], floor.preview(cancel=True)["next_step"]) == (
        False,
        "Enter a return.",
    )
    with pytest.raises(Refusal, match="has left"):
        floor.change(cancel=True)
    other = acts.order(floor.ground, "LIFE-2", {"CUP": 1}, floor.boss)
    floor.order = other
    floor.change(cancel=True)
    with pytest.raises(Refusal, match="is cancelled"):
        floor.change(cancel=True)


def test_put_back_in_parts_elsewhere_and_never_twice(floor: Floor) -> None:
    floor.to("picked")
    task = floor.change(lines=[{"line_no": 2, "quantity": 1}])["tasks"][0]
    with pytest.raises(Refusal, match="4 cannot be put back"):
        floor.put_back(task, 4)
    assert floor.put_back(task, 1)["left"] == 2
    floor._pack_one()
    floor._pack(1, 3, False)
    floor._pack(2, 1, True)
    with pytest.raises(Refusal, match="2 of P-01 are to be put back first"):
        floor.call("ship_v1", floor.packer, orders=[floor.order])
    floor.put_back(task, 2, "A-02-01-1")
    assert floor.look(f"select quantity from wms.quant where location_id = {floor.ground.places['A-02-01-1']}") == 2
    with pytest.raises(Refusal, match="This task is done"):
        floor.put_back(task, 1)
    with pytest.raises(Refusal, match="not to be put back"):
        floor.put_back(floor.made[0]["task_id"], 1)
    assert floor.status == OrderStatus.PACKED, "what waited for the put-back goes on"
    assert floor.ground.violations() == []


def test_the_packer_is_not_given_what_goes_back(floor: Floor) -> None:
    floor.to("picked")
    floor.change(lines=[{"line_no": 1, "quantity": 8}])
    with floor.ground.root() as root:
        root.execute("set session authorization t_packer")
        rows = root.execute(
            "select sku, quantity from api.pack_job_v1(%s, %s) order by 1", (floor.ground.wh, floor.tote)
        ).fetchall()
    assert sum(quantity for sku, quantity in rows if sku == "CUP") == 8
    floor.carton = acts.unit(floor.ground, floor.boss, "carton")
    with pytest.raises(Refusal, match="8 picked and waiting"):
        floor._pack(1, 9, False)


def test_what_goes_back_is_not_undone_as_well(floor: Floor) -> None:
    floor.to("picked")
    op = floor.look(f"select op from wms.ledger where kind = 'pick' and product_id = {floor.ground.products['P-01']}")
    task = floor.change(lines=[{"line_no": 2, "quantity": 0}])["tasks"][0]
    with pytest.raises(Refusal, match="to be put back"):
        floor.call("undo_v1", target_op=op, reason="mistake")
    done = floor.call("do_task_v1", floor.picker, task=task, quantity=Decimal(4))
    assert (done["moved"], done["short"]) == (4, 0), "whoever works moves by scan does it, too"
    op = floor.look("select op from wms.ledger where kind = 'unpick'")
    with pytest.raises(Refusal, match="were put back"):
        floor.call("undo_v1", target_op=op, reason="mistake")


def test_a_held_order_stops_where_it_stands(floor: Floor) -> None:
    floor.to("reserved")
    claimed, waiting = floor.made[0], floor.made[1:]
    floor.call("claim_tasks_v1", floor.picker, tasks=[claimed["task_id"]])
    answer = floor.call("hold_orders_v1", orders=[floor.order], reason="unpaid", note="until the bank says yes")
    assert answer["orders"][0]["paused"] == len(waiting)
    with pytest.raises(Refusal):
        floor.call("claim_tasks_v1", floor.picker, tasks=[waiting[0]["task_id"]])
    floor.tote = acts.unit(floor.ground, floor.boss)
    floor._pick(claimed)
    assert floor.status == OrderStatus.ON_HOLD
    with pytest.raises(Refusal, match="on hold already"):
        floor.call("hold_orders_v1", orders=[floor.order], reason="unpaid")
    assert floor.call("resume_orders_v1", orders=[floor.order])["orders"][0]["status"] == OrderStatus.PICKING
    for made in waiting:
        floor.call("claim_tasks_v1", floor.picker, tasks=[made["task_id"]])
        floor._pick(made)
    assert floor.status == OrderStatus.PICKED
    assert floor.ground.violations() == []


def test_a_held_order_gives_its_stock_to_others_and_may_be_cancelled(floor: Floor) -> None:
    floor.to("reserved")
    assert (
        floor.call("hold_orders_v1", orders=[floor.order], reason="address", give_back=True)["orders"][0]["released"]
        == 14
    )
    assert floor.on_hand()[1] == 0
    floor.change(None, priority=2)
    assert floor.status == OrderStatus.ON_HOLD
    floor.change(cancel=True)
    assert floor.status == OrderStatus.CANCELLED
    with pytest.raises(Refusal, match="is cancelled"):
        floor.call("resume_orders_v1", orders=[floor.order])
    assert floor.ground.violations() == []


@pytest.mark.parametrize(("policy", "rest"), [("partial", 0), ("backorder", 3)])
def test_what_is_packed_goes_the_rest_by_its_policy(floor: Floor, policy: str, rest: int) -> None:
    """29 of 26 cups: three are missing."""
    order = acts.order(floor.ground, "PART-1", {"CUP": 29}, floor.boss)
    floor.order = order
    floor.change(None, completeness=policy)
    floor._reserve()
    floor._pick_one()
    floor._pick_all()
    floor.carton = acts.unit(floor.ground, floor.boss, "carton")
    floor._pack(1, 26, True)
    answer = floor.call("ship_v1", floor.packer, orders=[order])
    assert answer["orders"][0]["units"] == 26
    assert floor.status == OrderStatus.SHIPPED
    assert sum(one["moved"] for one in answer["back_orders"]) == rest
    if rest:
        later = answer["back_orders"][0]
        assert later["number"] == "PART-1-B1"
        assert floor.look(f"select o.status, l.quantity, o.back_order_of from wms.orders o join wms.order_line l using (order_id) "
                          f"where o.order_id = {later['order_id']}") == (OrderStatus.ENTERED, 3, order)  # fmt: skip
    assert floor.ground.violations() == []


def test_a_ship_complete_order_waits(floor: Floor) -> None:
    order = acts.order(floor.ground, "WHOLE-1", {"CUP": 29}, floor.boss)
    floor.order = order
    floor._reserve()
    floor._pick_one()
    floor._pick_all()
    floor.carton = acts.unit(floor.ground, floor.boss, "carton")
    floor._pack(1, 26, True)
    with pytest.raises(Refusal, match="is packing"):
        floor.call("ship_v1", floor.packer, orders=[order])
    made = floor.call("back_order_v1", order=order)
    assert (made["number"], made["moved"]) == ("WHOLE-1-B1", 3)
    assert floor.status == OrderStatus.PACKED
    with pytest.raises(Refusal, match="is packed"):
        floor.call("back_order_v1", order=order)
    floor.call("ship_v1", floor.packer, orders=[order])
    assert floor.ground.violations() == []


def test_cancelling_and_picking_at_once_agree(floor: Floor) -> None:
    """Whoever comes second sees what the first did: the goods are in their bin or on the way back, never lost."""
    floor.to("claimed")
    floor.tote = acts.unit(floor.ground, floor.boss)
    doors = [floor.ground.as_("t_picker") for _ in floor.made]
    picks = [
        partial(floor.call, "pick_v1", door, task=made["task_id"], quantity=Decimal(made["quantity"]), to_hu=floor.tote)
        for made, door in zip(floor.made, doors, strict=True)
    ]
    outcomes = acts.at_once([*picks, partial(floor.change, cancel=True)])
    answer = outcomes[-1]
    assert isinstance(answer, dict), answer
    for task in answer["tasks"]:
        floor.put_back(task)
    assert (floor.on_hand(), floor.on_hand("P-01")) == ((26, 0), (30, 0))
    assert floor.status == OrderStatus.CANCELLED
    assert floor.ground.violations() == []
