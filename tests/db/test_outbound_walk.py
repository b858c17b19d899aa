"""Orders taken through random acts by several people: whatever comes, the invariants hold and all can be put right."""

import random
from collections import Counter
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from tests.db import acts
from tests.db.ground import Ground

SEED, STEPS, ORDERS = 20261123, 180, 6
STATUS = "select status from wms.orders where order_id = %s"
TASKS = "select task_id, quantity from wms.task where order_id = %s and kind = %s and state in (100, 200) order by 1"
LEFT = (
    "select l.order_line_id, q.lot_id, q.hu_id, least(q.quantity, l.picked - l.packed - l.to_unpick) from wms.order_line l "
    "join wms.quant q on q.product_id = l.product_id and q.hu_id = %s and q.quantity > 0 "
    "where l.order_id = %s and l.picked - l.packed - l.to_unpick > 0"
)


class Walk:
    """Picks one act after the other; what is refused is refused in words, and counted."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.dice = ground, random.Random(SEED)
        self.boss = ground.as_("t_supervisor")
        for place in ("A-01-01-1", "B-01-01-1", "B-01-02-1"):
            ground.receive(self.boss, "CUP", 40, place)
            ground.receive(self.boss, "P-01", 40, place)
        policies = ("ship_complete", "partial", "backorder")
        self.orders = []
        for n in range(ORDERS):
            order = acts.order(ground, f"W-{n}", {"CUP": 12 + 5 * n, "P-01": 3 + n}, self.boss)
            self.call("change_orders_v1", orders=[order], changes={"completeness": policies[n % 3]})
            self.orders.append(order)
        self.totes = {order: acts.unit(ground, self.boss) for order in self.orders}
        self.cartons: dict[int, int] = {}
        self.done: Counter[str] = Counter()

    def call(self, function: str, **given: Any) -> dict[str, Any]:
        named = {f"p_{name}": value for name, value in given.items()}
        return self.boss.call(function, p_op=new_op(), p_warehouse=self.ground.wh, **named)

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        with self.ground.root() as root:
            return root.execute(query.encode(), given).fetchall()

    def step(self) -> None:
        order = self.dice.choice(self.orders)
        names = (
            "reserve",
            "pick",
            "pick",
            "pick",
            "pack",
            "pack",
            "less",
            "more",
            "hold",
            "resume",
            "cancel",
            "back",
            "back",
            "ship",
            "rest",
        )
        act = self.dice.choice(names)
        try:
            getattr(self, f"_{act}")(order)
            self.done[act] += 1
        except Refusal as refusal:
            assert refusal.what, act
            assert refusal.next_step, act
            assert refusal.code.startswith("WM4"), (act, refusal.what)

    def _reserve(self, order: int) -> None:
        acts.reserve(self.ground, self.boss, order)

    def _pick(self, order: int) -> None:
        for task, quantity in self.rows(TASKS, order, "pick")[:2]:
            least = min(Decimal(quantity), Decimal(self.dice.randint(1, 20)))
            reason = None if least == quantity else "not_there"
            self.call("pick_v1", task=task, quantity=least, to_hu=self.totes[order], reason=reason)

    def _pack(self, order: int) -> None:
        lines = self.rows(LEFT, self.totes[order], order)
        if not lines:
            return
        carton = self.cartons.get(order) or acts.unit(self.ground, self.boss, "carton")
        self.cartons[order] = carton
        said = [
            {"order_line": line, "quantity": float(q), "lot": lot, "from_hu": hu}
            for line, lot, hu, q in lines[: self.dice.randint(1, 2)]
        ]
        self.call("pack_v1", order=order, to_hu=carton, lines=said, close=self.dice.random() < 0.3)
        if self.rows("select state from wms.handling_unit where hu_id = %s", carton) == [("packed",)]:
            del self.cartons[order]

    def _less(self, order: int) -> None:
        changes = {"lines": [{"line_no": self.dice.randint(1, 2), "quantity": self.dice.randint(0, 9)}]}
        seen = self.boss.call("preview_orders_v1", p_warehouse=self.ground.wh, p_orders=[order], p_changes=changes)
        done = self.call("change_orders_v1", orders=[order], changes=changes, reason="customer", seen=seen["seen"])[
            "orders"
        ][0]
        said = seen["orders"][0]
        assert done["released"] == sum(part["quantity"] for part in said["reserved"])
        assert done["put_back"] == sum(part["quantity"] for part in said["put_back"])
        assert (done["status"] == 910) == said["cancelled"]

    def _more(self, order: int) -> None:
        self.call(
            "change_orders_v1",
            orders=[order],
            changes={"lines": [{"line_no": 1, "quantity": self.dice.randint(15, 40)}]},
            reason="customer",
        )

    def _hold(self, order: int) -> None:
        self.call("hold_orders_v1", orders=[order], reason="unpaid", give_back=self.dice.random() < 0.5)

    def _resume(self, order: int) -> None:
        self.call("resume_orders_v1", orders=[order])

    def _cancel(self, order: int) -> None:
        if self.dice.random() < 0.15:
            self.call("change_orders_v1", orders=[order], changes={"cancel": True}, reason="customer")

    def _back(self, order: int) -> None:
        for task, quantity in self.rows(TASKS, order, "move")[:2]:
            self.call("put_back_v1", task=task, quantity=min(Decimal(quantity), Decimal(self.dice.randint(1, 20))))

    def _ship(self, order: int) -> None:
        carton = self.cartons.pop(order, None)
        if carton is not None:
            self.call("close_hu_v1", hu=carton)
        self.call("ship_v1", orders=[order])

    def _rest(self, order: int) -> None:
        self.call("back_order_v1", order=order)


def test_random_lives_keep_every_invariant(ground: Ground) -> None:
    walk = Walk(ground)
    for number in range(STEPS):
        walk.step()
        if number % 26 == 25:
            assert ground.violations() == [], number
    assert set(walk.done) >= {"reserve", "pick", "pack", "less", "more", "hold", "resume", "back"}, walk.done
    for order in walk.orders:  # a way out of everything: cancel what is still here, put all of it back
        (status,) = walk.rows(STATUS, order)[0]
        if status not in (700, 910):
            walk.call("change_orders_v1", orders=[order], changes={"cancel": True}, reason="customer")
        for task, quantity in walk.rows(TASKS, order, "move"):
            walk.call("put_back_v1", task=task, quantity=Decimal(quantity))
    assert ground.violations() == []
    assert {status for order in walk.orders for (status,) in walk.rows(STATUS, order)} <= {700, 910}
    ours = {
        order: sum(
            row[0] for row in walk.rows("select picked - shipped from wms.order_line where order_id = %s", order)
        )
        for order in walk.orders
    }
    assert set(ours.values()) == {0}, "nothing lies in totes and cartons any more"
    assert acts.total(ground, "reserved") == 0
