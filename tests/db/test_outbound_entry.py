"""Orders at entry: by SKU and customer code, kits as their parts, and everything that is wrong with a batch at once."""

from functools import partial
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground


def enter(ground: Ground, door: Database, *orders: dict[str, Any]) -> dict[str, Any]:
    return door.call("enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=list(orders))


def problems(ground: Ground, *orders: dict[str, Any]) -> list[tuple[Any, ...]]:
    with ground.root() as root:
        root.execute("set session authorization t_supervisor")
        return root.execute(
            "select number, line_no, problem from api.check_orders_v1(%s, %s)", (ground.wh, Jsonb(list(orders)))
        ).fetchall()


def line(n: int, sku: str, quantity: Any, **more: Any) -> dict[str, Any]:
    return {"line_no": n, "sku": sku, "quantity": quantity, **more}


def test_by_sku_and_customer_with_wishes(ground: Ground) -> None:
    boss = ground.as_("t_supervisor")
    boss.call("put_party_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="customer", p_code="ACME", p_name="Acme")
    answer = enter(ground, ground.as_("t_integration"), {
        "number": "E-1", "customer": "ACME", "carrier_service": "Express", "value_added": ["gift_wrap", "photo"], "instructions": "Ring",
        "lines": [line(1, "CUP", 2, instructions="two by two"), line(2, "P-01", 1)]})  # fmt: skip
    with ground.root() as root:
        head = root.execute("select p.code, o.value_added, o.instructions from wms.orders o join wms.party p using (party_id) where order_id = %s",
                            (answer["orders"][0]["order_id"],)).fetchone()  # fmt: skip
        lines = root.execute("select product_id, instructions from wms.order_line order by line_no").fetchall()
    assert head == ("ACME", ["gift_wrap", "photo"], "Ring")
    assert lines == [(ground.products["CUP"], "two by two"), (ground.products["P-01"], "")]


def test_a_kit_is_ordered_as_its_parts_or_made(ground: Ground) -> None:
    boss = ground.as_("t_supervisor")
    parts = [{"product": ground.products[sku], "quantity": n} for sku, n in (("P-01", 2), ("P-02", 3))]
    boss.call("define_kit_v1", p_op=new_op(), p_warehouse=ground.wh, p_product=ground.products["P-09"], p_lines=parts)
    enter(
        ground,
        boss,
        {
            "number": "K-1",
            "lines": [line(1, "P-09", 4, kit="components"), line(2, "CUP", 1), line(7, "P-09", 1, kit="assembled")],
        },
    )
    with ground.root() as root:
        rows = root.execute("select line_no, p.sku, quantity, k.sku, kit_quantity from wms.order_line l join wms.product p using (product_id) "
                            "left join wms.product k on k.product_id = l.kit_id order by 1").fetchall()  # fmt: skip
    assert rows == [
        (1, "P-01", 8, "P-09", 4),
        (2, "CUP", 1, None, None),
        (7, "P-09", 1, None, None),
        (8, "P-02", 12, "P-09", 4),
    ]
    with pytest.raises(Refusal, match="no kit"):
        enter(ground, boss, {"number": "K-2", "lines": [line(1, "CUP", 4, kit="components")]})


def test_two_enter_one_number_at_once(ground: Ground) -> None:
    doors = [ground.as_("t_supervisor") for _ in range(4)]
    order = {"number": "TWICE", "lines": [line(1, "CUP", 1)]}
    outcomes = acts.at_once([partial(enter, ground, door, order) for door in doors])
    assert sum(isinstance(one, dict) for one in outcomes) == 1
    assert {one.code for one in outcomes if isinstance(one, Refusal)} <= {"WM409", "WM422"}
    assert acts.total(ground, "1", "orders") == 1


def test_all_that_is_wrong_with_500_lines_is_said_at_once(ground: Ground) -> None:
    """Three bad lines of 500, an order number that is there, and one that stands twice: five problems, nothing entered."""
    boss = ground.as_("t_supervisor")
    enter(ground, boss, {"number": "B-0", "lines": [line(1, "CUP", 1)]})
    batch = [{"number": f"B-{n}", "lines": [line(m, f"P-{m:02}", 1) for m in range(1, 11)]} for n in range(1, 51)]
    batch[3]["lines"][4]["sku"] = "NIX"
    batch[20]["lines"][0]["quantity"] = 0
    batch[49]["lines"][9]["quantity"] = -1
    said = [("B-4", 5, "names a product that is not known"), ("B-21", 1, "has a quantity that cannot be ordered"),
            ("B-50", 10, "has a quantity that cannot be ordered")]  # fmt: skip
    assert sorted(problems(ground, *batch)) == sorted(said)
    with pytest.raises(Refusal) as caught:
        enter(
            ground,
            boss,
            *batch,
            {"number": "B-0", "lines": [line(1, "CUP", 1)]},
            {"number": "B-1", "lines": [line(77, "CUP", 1)]},
        )
    found = {(one["order"], one.get("line"), one["problem"]) for one in caught.value.detail["problems"]}
    assert found == {*said, ("B-0", None, "is entered already"), ("B-1", None, "stands twice in the batch")}
    assert (caught.value.code, "nothing was entered" in caught.value.what) == ("WM422", True)
    assert acts.total(ground, "1", "orders") == 1
    batch[3]["lines"][4]["sku"], batch[20]["lines"][0]["quantity"], batch[49]["lines"][9]["quantity"] = "CUP", 1, 0.5
    assert len(enter(ground, boss, *batch)["orders"]) == 50
    assert acts.total(ground, "1", "order_line") == 501


BAD = (
    ({"number": "X", "lines": [line(1, "CUP", 0)]}, "has a quantity that cannot be ordered"),
    ({"number": "X", "lines": [line(1, "CUP", -1)]}, "has a quantity that cannot be ordered"),
    ({"number": "X", "lines": [line(1, "NIX", 1)]}, "names a product that is not known"),
    ({"number": "X", "customer": "NOBODY", "lines": [line(1, "CUP", 1)]}, "names a customer or owner that is not known"),
    ({"number": "X", "value_added": ["magic"], "lines": [line(1, "CUP", 1)]}, "asks for a service that is not offered here"),
    ({"number": "X", "lines": []}, "has no number or no lines"),
    ({"number": "", "lines": [line(1, "CUP", 1)]}, "has no number or no lines"),
    ({"number": "X", "priority": 10, "lines": [line(1, "CUP", 1)]}, "has a priority that is not between 1 and 9"),
)  # fmt: skip


def test_bad_orders_are_named(ground: Ground) -> None:
    assert {said: [one[2] for one in problems(ground, order)] for order, said in BAD} == {
        said: [said] for _, said in BAD
    }
