"""Lots: what may come in, what expires, corrections, goods that are really of another lot, and where lots came from."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_holds import hold, lot, one
from tests.db.test_reserve import pick, status


def milk(
    ground: Ground, number: str = "L1", days: int = 20, place: str = "A-01-01-1", quantity: int = 6, **more: Any
) -> int:
    """Milk of a lot received; the lot's id."""
    ground.receive(
        ground.as_("t_supervisor"), "MILK", quantity, place, p_lot=number, p_expires_on=acts.in_days(days), **more
    )
    return lot(ground, number)


def age(ground: Ground, number: str, days: int) -> None:
    """Time passes for a lot."""
    with ground.root() as root:
        root.execute("update wms.lot set expires_on = expires_on - %s where number = %s", (days, number))


def true(ground: Ground) -> bool:
    with ground.root() as root:
        return (
            not ground.violations() and not root.execute("select * from wms.check_holds(%s)", (ground.wh,)).fetchall()
        )


# ---------------------------------------------------------------- receiving


def test_what_comes_in_for_sale_has_the_shelf_life_its_product_asks_for(ground: Ground) -> None:
    with pytest.raises(Refusal, match="4 days are left, and it is sold with 5 at least") as refused:
        milk(ground, days=4)
    assert refused.value.code == "WM454"
    assert (refused.value.detail["left_days"], refused.value.detail["needed_days"]) == (4, 5)
    milk(ground, days=4, p_status="inspection")
    milk(ground, "L2", days=5)
    assert true(ground)


BAD_LOTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a label of 100 kB": ("is not a lot number", {"p_lot": "x" * 100_000}),
    "nothing": ("is not a lot number", {"p_lot": ""}),
    "a line break": ("is not a lot number", {"p_lot": "L\n1"}),
    "spaces around it": ("is not a lot number", {"p_lot": " L1"}),
    "the year 9999": ("not a date of a lot", {"p_lot": "L1", "p_expires_on": date(9999, 1, 1)}),
}


@pytest.mark.parametrize("name", BAD_LOTS)
def test_a_lot_that_cannot_be_is_refused_in_words(ground: Ground, name: str) -> None:
    words, given = BAD_LOTS[name]
    with pytest.raises(Refusal, match=words) as refused:
        ground.receive(ground.as_("t_picker"), "MILK", 1, "DOCK-1", **given)
    assert refused.value.code == "WM422"
    assert one(ground, "select count(*) from wms.lot") == 0
    assert acts.stock(ground) == set()


# ---------------------------------------------------------------- expiry


def test_expired_stock_is_marked_in_one_go_and_the_list_says_what_broke(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    old, good = milk(ground), milk(ground, "L2", 30, "A-01-02-1", 4)
    milk(ground, place="A-01-03-1", quantity=2)
    order = acts.order(ground, "O-1", {"MILK": 9})
    acts.reserve(ground, supervisor, order)
    age(ground, "L1", 21)
    op = new_op()
    answer = supervisor.call("expire_lots_v1", p_op=op, p_warehouse=ground.wh)
    assert (answer["lines"], answer["left"]) == (2, [])
    assert [(row["lot_id"], row["lot"], row["quantity"]) for row in answer["lots"]] == [(old, "L1", 8)]
    assert [(row["number"], row["quantity"]) for row in answer["broke"]["orders"]] == [("O-1", 8)]
    assert acts.stock(ground) == {
        ("A-01-01-1", "MILK", "L1", None, "expired", 6, 0),
        ("A-01-03-1", "MILK", "L1", None, "expired", 2, 0),
        ("A-01-02-1", "MILK", "L2", None, "available", 4, 1),
    }
    assert good != old
    assert status(ground, order) == OrderStatus.RELEASED
    assert supervisor.call("expire_lots_v1", p_op=op, p_warehouse=ground.wh) == answer
    again = supervisor.call("expire_lots_v1", p_op=new_op(), p_warehouse=ground.wh)
    assert (again["lines"], again["lots"], again["broke"]["orders"]) == (0, [], [])
    assert true(ground)


def test_expiry_leaves_what_was_picked_and_what_is_blocked_and_says_so(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    milk(ground)
    milk(ground, place="A-01-03-1", quantity=2)
    made = acts.reserve(ground, supervisor, acts.order(ground, "O-1", {"MILK": 3}))["reservations"][0]
    tote = acts.unit(ground, supervisor)
    pick(ground, supervisor, made, tote)
    age(ground, "L1", 21)
    with ground.root() as root:
        root.execute("update wms.location set block_pick = true where location_id = %s", (ground.places["A-01-03-1"],))
    answer = supervisor.call("expire_lots_v1", p_op=new_op(), p_warehouse=ground.wh)
    assert answer["lines"] == 1
    assert {(row["location"], row["quantity"]) for row in answer["left"]} == {("A-01-03-1", 2), ("PACK-1", 3)}
    assert [(row["number"], row["quantity"]) for row in answer["broke"]["picked"]] == [("O-1", 3)]
    assert true(ground)


def test_expired_goods_do_not_become_available_again(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    number = milk(ground)
    age(ground, "L1", 21)
    supervisor.call("expire_lots_v1", p_op=new_op(), p_warehouse=ground.wh)
    change = partial(
        supervisor.call, "change_status_v1", p_warehouse=ground.wh, p_product=ground.products["MILK"], p_quantity=1,
        p_location=ground.places["A-01-01-1"], p_from_status="expired", p_to_status="available", p_reason="cleared",
        p_lot=number,
    )  # fmt: skip
    with pytest.raises(Refusal, match="Lot L1 expired") as refused:
        change(p_op=new_op())
    assert refused.value.code == "WM454"
    correct(ground, number, {"expires_on": str(acts.in_days(30))})
    assert change(p_op=new_op())["to_balance"] == 1
    assert true(ground)


# ---------------------------------------------------------------- shelf life of customers


def customer(ground: Ground, days: int | None, code: str = "SHOP") -> int:
    answer = ground.as_("t_planner").call(
        "put_party_v1", p_op=new_op(), p_warehouse=ground.wh, p_kind="customer", p_code=code, p_name="Shop",
        p_min_remaining_days=days,
    )  # fmt: skip
    return int(answer["party_id"])


def test_the_line_s_shelf_life_wins_over_the_rule_s_over_the_customer_s_over_the_product_s(ground: Ground) -> None:
    order = acts.order(ground, "O-1", {"MILK": 1, "CUP": 1})
    party = customer(ground, 12)
    with ground.root() as root:
        line = root.execute("select order_line_id from wms.order_line order by 1 limit 1").fetchall()[0][0]
        asked = partial(root.execute, "select wms.needed_days(%s)", (line,))
        assert asked().fetchone() == (5,)
        root.execute("update wms.orders set party_id = %s", (party,))
        assert asked().fetchone() == (12,)
        root.execute("insert into wms.allocation_rule (warehouse_id, sequence, name, party_id, min_remaining_days) "
                     "values (%s, 10, 'shop', %s, 9)", (ground.wh, party))  # fmt: skip
        assert asked().fetchone() == (9,), "as it is asked when stock is allocated"
        root.execute("update wms.order_line set min_remaining_days = 0 where order_line_id = %s", (line,))
        assert asked().fetchone() == (0,)
        of_all = root.execute("select days from wms.needed_days_of(%s) order by order_line_id", ([order],)).fetchall()
    assert of_all == [(0,), (9,)]


def test_a_lot_too_old_for_its_customer_is_neither_picked_nor_shipped(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    milk(ground, days=30, quantity=8)
    order = acts.order(ground, "O-1", {"MILK": 4})
    with ground.root() as root:
        root.execute("update wms.orders set party_id = %s", (customer(ground, 12),))
    made = acts.reserve(ground, supervisor, order)["reservations"][0]
    age(ground, "L1", 19)
    tote, carton = acts.unit(ground, supervisor), acts.unit(ground, supervisor, "carton")
    with pytest.raises(Refusal, match="at least 12 days of shelf life") as refused:
        pick(ground, supervisor, made, tote)
    assert refused.value.code == "WM454"
    age(ground, "L1", -1)
    pick(ground, supervisor, made, tote)
    supervisor.call(
        "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton,
        p_lines=[{"order_line": made["order_line_id"], "quantity": 4, "lot": made["lot_id"], "from_hu": tote}],
    )  # fmt: skip
    age(ground, "L1", 1)
    with pytest.raises(Refusal, match="at least 12 days") as late:
        supervisor.call("ship_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])
    assert (late.value.code, late.value.detail["left_days"]) == ("WM454", 11)
    assert true(ground)


# ---------------------------------------------------------------- corrections


def correct(ground: Ground, number: int, changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = {"p_reason": "label", "p_op": new_op(), **more}
    return ground.as_("t_supervisor").call(
        "correct_lot_v1", p_warehouse=ground.wh, p_lot=number, p_changes=changes, **given
    )


def test_a_lot_is_corrected_with_a_reason_and_a_version(ground: Ground) -> None:
    number = milk(ground)
    answer = correct(
        ground, number, {"number": "L1A", "best_before": str(acts.in_days(18))}, p_version=1, p_note="smudged"
    )
    assert (answer["before"]["number"], answer["after"]["number"]) == ("L1", "L1A")
    assert (answer["version"], answer["after"]["best_before"]) == (2, str(acts.in_days(18)))
    said = one(ground, "select payload from wms.event where type = 'lot.corrected'")
    assert (said["before"], said["after"], said["note"]) == (answer["before"], answer["after"], "smudged")
    with pytest.raises(Refusal, match="changed meanwhile") as refused:
        correct(ground, number, {"number": "L1B"}, p_version=1)
    assert (refused.value.code, refused.value.detail["now"]["number"]) == ("WM412", "L1A")
    assert correct(ground, number, {"best_before": None}, p_version=2)["after"]["best_before"] is None
    assert true(ground)


def test_promises_that_a_corrected_date_no_longer_keeps_break_and_are_listed(ground: Ground) -> None:
    number = milk(ground)
    order = acts.order(ground, "O-1", {"MILK": 4})
    acts.reserve(ground, ground.as_("t_supervisor"), order)
    assert correct(ground, number, {"expires_on": str(acts.in_days(5))})["broke"]["orders"] == []
    answer = correct(ground, number, {"expires_on": str(acts.in_days(4))})
    assert [(row["number"], row["quantity"]) for row in answer["broke"]["lines"]] == [("O-1", 4)]
    assert answer["expired"] is False
    assert status(ground, order) == OrderStatus.RELEASED
    assert true(ground)


BAD_CHANGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "another lot's number": ("WM409", "There is a lot L2", {"number": "L2"}),
    "what it says already": ("WM422", "says that already", {"number": "L1"}),
    "no number": ("WM422", "Nothing is not a lot number", {"number": None}),
    "dates in disorder": ("WM422", "not in order", {"best_before": str(acts.in_days(99))}),
    "produced after its expiry": ("WM422", "not in order", {"produced_on": str(acts.in_days(99))}),
    "no date": ("WM422", "cannot take this value", {"expires_on": "soon"}),
    "something else": ("WM422", "has a number and the dates", {"product_id": 1}),
}


@pytest.mark.parametrize("name", BAD_CHANGES)
def test_a_correction_that_cannot_be_is_refused(ground: Ground, name: str) -> None:
    code, words, changes = BAD_CHANGES[name]
    number = milk(ground)
    milk(ground, "L2", place="A-01-02-1")
    with pytest.raises(Refusal, match=words) as refused:
        correct(ground, number, changes)
    assert refused.value.code == code
    assert one(ground, "select version from wms.lot where lot_id = %s", number) == 1


def test_goods_that_are_really_of_another_lot(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    number = milk(ground)
    order = acts.order(ground, "O-1", {"MILK": 4})
    acts.reserve(ground, supervisor, order)
    with ground.root() as root:
        root.execute("update wms.quant set in_date = '2026-01-02'")
    restate = partial(
        supervisor.call, "move_lot_v1", p_warehouse=ground.wh, p_location=ground.places["A-01-01-1"], p_from_lot=number,
        p_to_lot="L9", p_reason="label",
    )  # fmt: skip
    first = restate(p_op=new_op(), p_quantity=Decimal(2))
    assert first["broke"] is None
    with pytest.raises(Refusal, match="1 of it is reserved for O-1") as refused:
        restate(p_op=new_op(), p_quantity=Decimal(1))
    forced = restate(p_op=new_op(), p_quantity=Decimal(1), p_force=True)
    assert forced["broke"] == refused.value.detail["broke"]
    assert acts.stock(ground) == {
        ("A-01-01-1", "MILK", "L1", None, "available", 3, 3),
        ("A-01-01-1", "MILK", "L9", None, "available", 3, 0),
    }
    with ground.root() as root:
        rows = root.execute("select in_date::date, expires_on from wms.quant join wms.lot using (lot_id)").fetchall()
        kinds = root.execute("select kind, count(*) from wms.ledger group by 1").fetchall()
    assert set(rows) == {(date(2026, 1, 2), acts.in_days(20))}
    assert dict(kinds) == {"receive": 1, "correct_lot": 4}
    assert true(ground)


def test_goods_do_not_leave_a_hold_by_being_called_another_lot(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    number = milk(ground)
    hold(ground, supervisor, "lot", number)
    restate = partial(
        supervisor.call, "move_lot_v1", p_warehouse=ground.wh, p_location=ground.places["A-01-01-1"], p_from_lot=number,
        p_to_lot="L9", p_reason="label", p_quantity=Decimal(2),
    )  # fmt: skip
    with pytest.raises(Refusal, match="would leave a hold") as refused:
        restate(p_op=new_op())
    assert refused.value.code == "WM423"
    assert restate(p_op=new_op(), p_force=True)["lot_id"] != number
    for given, code in (
        ({"p_quantity": Decimal(9)}, "WM451"),
        ({"p_to_lot": "L1"}, "WM422"),
        ({"p_from_lot": 99}, "WM404"),
    ):
        with pytest.raises(Refusal) as bad:
            restate(p_op=new_op(), **given)
        assert bad.value.code == code
    assert true(ground)


# ---------------------------------------------------------------- genealogy


def trace(ground: Ground, number: int, direction: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(ground.url("t_auditor")) as connection:
        return connection.execute(
            "select kind, depth, lot, quantity, document, party, location, order_number, from_lot "
            "from api.lot_trace_v1(%s, %s, %s)", (ground.wh, number, direction)
        ).fetchall()  # fmt: skip


def test_where_a_lot_came_from_and_where_it_went(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    number = milk(ground, p_document="PO-77")
    supervisor.call(
        "move_lot_v1", p_op=new_op(), p_warehouse=ground.wh, p_location=ground.places["A-01-01-1"], p_from_lot=number,
        p_to_lot="L9", p_reason="label", p_quantity=Decimal(4),
    )  # fmt: skip
    order = acts.order(ground, "O-1", {"MILK": 3})
    with ground.root() as root:
        root.execute("update wms.orders set party_id = %s", (customer(ground, 0),))
        root.execute("update wms.lot set expires_on = expires_on - 1 where number = 'L9'")
    made = acts.reserve(ground, supervisor, order)["reservations"][0]
    assert made["lot_id"] == lot(ground, "L9")
    tote, carton = acts.unit(ground, supervisor), acts.unit(ground, supervisor, "carton")
    pick(ground, supervisor, made, tote)
    supervisor.call(
        "pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=order, p_to_hu=carton,
        p_lines=[{"order_line": made["order_line_id"], "quantity": 3, "lot": made["lot_id"], "from_hu": tote}],
    )  # fmt: skip
    supervisor.call("ship_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=[order])
    assert trace(ground, lot(ground, "L9"), "up") == [
        ("origin", 0, "L9", 4, None, None, None, None, "L1"),
        ("receipt", 1, "L1", 6, "PO-77", None, "A-01-01-1", None, None),
    ]
    assert trace(ground, number, "down") == [
        ("stock", 0, "L1", 2, None, None, "A-01-01-1", None, None),
        ("origin", 0, "L1", 4, None, None, None, None, "L1"),
        ("stock", 1, "L9", 1, None, None, "A-01-01-1", None, None),
        ("shipment", 1, "L9", 3, "O-1", "Shop", "PACK-1", "O-1", None),
    ]
    with pytest.raises(Refusal, match="up or down"):
        supervisor.query("lot_trace", warehouse=ground.wh, lot=number, direction="sideways")
    with ground.root() as root:  # a lot that came of itself by way of another does not turn for ever
        root.execute("insert into wms.lot_origin (lot_id, from_lot_id, quantity, op) values (%s, %s, 1, gen_random_uuid())",
                     (number, lot(ground, "L9")))  # fmt: skip
    assert len(trace(ground, number, "down")) == 5
    assert true(ground)


# ---------------------------------------------------------------- parties


def test_parties_are_kept_by_code_with_a_version(ground: Ground) -> None:
    planner: Database = ground.as_("t_planner")
    put = partial(planner.call, "put_party_v1", p_warehouse=ground.wh, p_kind="customer", p_code="SHOP")
    first = put(p_op=new_op(), p_name="Shop", p_min_remaining_days=10)
    assert (first["version"], first["created"]) == (1, True)
    assert put(p_op=new_op(), p_name="Shop", p_min_remaining_days=10)["version"] == 1, "nothing changed"
    assert put(p_op=new_op(), p_name="The Shop", p_version=1) == {**first, "version": 2, "created": False}
    with pytest.raises(Refusal, match="changed meanwhile") as refused:
        put(p_op=new_op(), p_name="Another", p_version=1)
    assert (refused.value.code, refused.value.detail["now"]["name"]) == ("WM412", "The Shop")
    rows = planner.query("parties", kind="customer")
    assert [(row.code, row.name, row.min_remaining_days) for row in rows] == [("SHOP", "The Shop", None)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"p_kind": "friend"}, "not a kind of party"),
        ({"p_code": "a b"}, "not a code"),
        ({"p_code": "x" * 100_000}, "not a code"),
        ({"p_name": "   "}, "1 to 200"),
        ({"p_min_remaining_days": -1}, "0 to 3,650"),
        ({"p_kind": "carrier", "p_min_remaining_days": 3}, "a customer's"),
    ],
)
def test_a_party_that_cannot_be_is_refused(ground: Ground, given: dict[str, Any], words: str) -> None:
    asked = {"p_kind": "customer", "p_code": "SHOP", "p_name": "Shop", **given}
    with pytest.raises(Refusal, match=words) as refused:
        ground.as_("t_planner").call("put_party_v1", p_op=new_op(), p_warehouse=ground.wh, **asked)
    assert refused.value.code == "WM422"
