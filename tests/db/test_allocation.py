"""Rules, explanations, promises and what the urgent take from others, as people meet them."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.order import OrderStatus
from db import posting
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground
from tests.db.test_reserve import status

HOUR = timedelta(hours=1)


def rule(ground: Ground, **said: Any) -> dict[str, Any]:
    """Keep a rule; unsaid: the first, called test."""
    given = {"sequence": 1, "name": "test", **said}
    return posting.put_allocation_rule(ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, rule=given)


def change(ground: Ground, statement: str, *given: Any) -> list[Any]:
    """What no door does yet: owners, customers and lots of orders, bins that are blocked."""
    with ground.root() as root:
        done = root.execute(statement, given)
        return done.fetchall() if done.description else []


def taken(ground: Ground, answer: dict[str, Any]) -> list[tuple[str, int]]:
    """(bin, quantity) of an answer's reservations."""
    code = {number: name for name, number in ground.places.items()}
    return [(code[made["location_id"]], int(made["quantity"])) for made in answer["reservations"]]


def why(ground: Ground, **asked: int | None) -> list[Any]:
    """What api.why_reserved_v1 says to a picker."""
    return ground.as_("t_picker").query(
        "why_reserved", **{"warehouse": ground.wh, "quant": None, "order_line": None, **asked}
    )


def line(ground: Ground, order: int) -> int:
    """The one line of an order."""
    return int(change(ground, "select order_line_id from wms.order_line where order_id = %s", order)[0][0])


def test_zones_are_exhausted_in_the_order_of_the_rule(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    for place in ("A-01-01-1", "B-01-01-1"):
        ground.receive(
            supervisor, "MILK", 5, place, p_lot=place[:1], p_expires_on=acts.in_days(20 if place[0] == "B" else 30)
        )
    order = acts.order(ground, "Z-1", {"MILK": 2})
    assert taken(ground, acts.reserve(ground, supervisor, order)) == [("B-01-01-1", 2)], "no rule: first expired"
    made = rule(ground, category="test", zones=["A", "B"])
    assert taken(ground, acts.reserve(ground, supervisor, acts.order(ground, "Z-2", {"MILK": 7}))) == [
        ("A-01-01-1", 5),
        ("B-01-01-1", 2),
    ]
    rule(ground, rule_id=made["rule_id"], version=made["version"], zones=["A"], other_zones=False, category="test")
    answer = acts.reserve(ground, supervisor, last := acts.order(ground, "Z-3", {"MILK": 1}))
    assert answer["short"][0]["missing"] == 1
    (said,) = why(ground, order_line=line(ground, last))
    assert said.verdict == "short"
    assert "B-01-01-1 lies in a zone that the rule leaves out" in said.said
    assert "A-01-01-1 is all reserved (Z-2, priority 5)" in said.said


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("fifo", [("A-01-01-1", 6)]),
        ("lifo", [("A-01-03-1", 4), ("A-01-02-1", 2)]),
        ("closest", [("A-01-01-1", 6)]),
        ("least_packages", [("A-01-01-1", 6)]),
    ],
)
def test_a_strategy_chooses(ground: Ground, strategy: str, expected: list[tuple[str, int]]) -> None:
    supervisor = ground.as_("t_supervisor")
    for days, (place, quantity) in enumerate((("A-01-01-1", 9), ("A-01-02-1", 5), ("A-01-03-1", 4))):
        ground.receive(supervisor, "CUP", quantity, place)
        change(
            ground,
            "update wms.quant set in_date = in_date - %s where location_id = %s",
            HOUR * (9 - days),
            ground.places[place],
        )
    rule(ground, strategy=strategy)
    answer = acts.reserve(ground, supervisor, acts.order(ground, "S-1", {"CUP": 6}))
    assert taken(ground, answer) == expected
    assert ground.violations() == []


def test_fewest_records_and_whole_pallets(ground: Ground) -> None:
    """Three lines that each fit one record are not spread; pallets are given whole before anything is broken."""
    supervisor = ground.as_("t_supervisor")
    for place, quantity in (("A-01-01-1", 3), ("A-01-02-1", 7), ("A-01-03-1", 5)):
        ground.receive(supervisor, "CUP", quantity, place)
    made = rule(ground, strategy="least_packages")
    orders = [acts.order(ground, f"L-{n}", {"CUP": n}) for n in (5, 7, 3)]
    assert sorted(taken(ground, acts.reserve(ground, supervisor, *orders))) == [
        ("A-01-01-1", 3),
        ("A-01-02-1", 7),
        ("A-01-03-1", 5),
    ]
    for place, quantity in (("A-02-01-1", 40), ("A-02-02-1", 30), ("A-02-03-1", 40)):
        unit = acts.unit(ground, supervisor, "pallet", place)
        sscc = change(ground, "select sscc from wms.handling_unit where hu_id = %s", unit)[0][0]
        ground.receive(supervisor, "P-01", quantity, place, p_sscc=sscc)
    ground.receive(supervisor, "P-01", 10, "B-01-01-1")
    rule(ground, rule_id=made["rule_id"], version=made["version"], strategy="whole_pallet_first")
    answer = acts.reserve(ground, supervisor, acts.order(ground, "L-9", {"P-01": 75}))
    assert sorted(taken(ground, answer)) == [("A-02-01-1", 40), ("A-02-02-1", 30), ("B-01-01-1", 5)]
    assert ground.violations() == []


def test_full_packages_only(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    change(
        ground,
        "insert into wms.product_packaging (product_id, level, quantity) values (%s, 'case', 6)",
        ground.products["CUP"],
    )
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    ground.receive(supervisor, "CUP", 20, "A-01-02-1")
    rule(ground, pack_policy="only", pack_level="case")
    answer = acts.reserve(ground, supervisor, order := acts.order(ground, "F-1", {"CUP": 16}))
    assert taken(ground, answer) == [("A-01-02-1", 12)]
    assert answer["short"][0]["missing"] == 4
    said = {row.verdict: row for row in why(ground, order_line=line(ground, order))}
    assert "full packages" in said["reserved"].said
    assert "A-01-01-1 holds no full package" in said["short"].said


def test_every_reason_against_a_record_is_told(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    for n, (place, days) in enumerate(
        (("A-01-01-1", 40), ("A-01-02-1", 6), ("A-01-03-1", 50), ("A-01-04-1", 60), ("DOCK-1", 70))
    ):
        ground.receive(supervisor, "MILK", 5, place, p_lot=f"L{n}", p_expires_on=acts.in_days(days))
    ground.receive(
        supervisor, "MILK", 5, "A-01-05-1", p_lot="L5", p_expires_on=acts.in_days(80), p_status="quarantined"
    )
    change(ground, "update wms.location set block_pick = true where code = 'A-01-03-1'")
    change(ground, "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
           "select %s, 'location', %s, 'recall', gen_random_uuid(), now()", ground.wh, ground.places["A-01-04-1"])  # fmt: skip
    order = acts.order(ground, "X-1", {"MILK": 8})
    change(ground, "update wms.order_line set min_remaining_days = 10")
    made = acts.reserve(ground, supervisor, order)["reservations"]
    assert taken(ground, {"reservations": made}) == [("A-01-01-1", 5)]
    note = next(row for row in why(ground, order_line=line(ground, order)) if row.verdict == "short")
    assert note.explanation["rejected"]["counts"] == {"expires": 1, "blocked": 1, "held": 1, "place": 1, "status": 1}
    for words in ("A-01-02-1 ends too soon", "A-01-03-1 lies in a bin that is blocked", "A-01-04-1 is held (hold "):
        assert words in note.said
    quants = dict(
        change(
            ground, "select l.code, q.quant_id from wms.quant q join wms.location l using (warehouse_id, location_id)"
        )
    )
    (here,) = why(ground, quant=quants["A-01-01-1"])
    assert (here.number, here.verdict, here.quantity) == ("X-1", "reserved", 5)
    assert "choice 1 of 1" in here.said
    for place, words in (
        ("A-01-02-1", "ends too soon"),
        ("A-01-04-1", "held"),
        ("DOCK-1", "receiving"),
        ("A-01-05-1", "quarantined"),
    ):
        (other,) = why(ground, quant=quants[place], order_line=line(ground, order))
        assert (other.verdict, words in other.said) == ("not", True), other
    (nobody,) = why(ground, quant=quants["A-01-02-1"])
    assert nobody.verdict == "free"


def test_goods_of_an_owner_go_to_orders_of_that_owner(ground: Ground) -> None:
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 5, "A-01-01-1")
    owner = change(
        ground, "insert into wms.party (kind, code, name) values ('owner', 'ACME', 'Acme') returning party_id"
    )[0][0]
    theirs, ours = acts.order(ground, "O-1", {"CUP": 2}), acts.order(ground, "O-2", {"CUP": 3})
    change(ground, "update wms.orders set owner_id = %s where order_id = %s", owner, theirs)
    answer = acts.reserve(ground, supervisor, theirs, ours)
    assert [made["order_id"] for made in answer["reservations"]] == [ours]
    (said,) = why(ground, order_line=line(ground, theirs))
    assert "A-01-01-1 is another owner's" in said.said


def test_the_patient_leave_long_life_to_the_strict(ground: Ground) -> None:
    """The strict order comes last in turn and gets what lasts; scarce goods still go by turn."""
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "MILK", 5, "A-01-01-1", p_lot="SOON", p_expires_on=acts.in_days(10))
    ground.receive(supervisor, "MILK", 5, "A-01-02-1", p_lot="LATE", p_expires_on=acts.in_days(90))
    mild, strict, more = (acts.order(ground, f"W-{n}", {"MILK": quantity}) for n, quantity in enumerate((6, 5, 1)))
    change(ground, "update wms.order_line set min_remaining_days = 60 where order_id = %s", strict)
    answer = acts.reserve(ground, supervisor, mild, strict, more)
    got = [(made["order_id"], int(made["quantity"])) for made in answer["reservations"]]
    assert got == [(mild, 5), (mild, 1), (strict, 4)], "the first in turn is served whole, the last gets nothing"
    assert {row["order_id"]: row["missing"] for row in answer["short"]} == {strict: 1, more: 1}


def test_rules_are_refused_in_words(ground: Ground) -> None:
    made = rule(ground)
    for said, code, words in (
        ({"sequence": 0}, "WM422", "sequence"),
        ({"sequence": 2, "strategy": "best"}, "WM422", "strategy"),
        ({"sequence": 2, "pack_policy": "only"}, "WM422", "which package"),
        ({"sequence": 2, "other_zones": False}, "WM422", "names none"),
        ({"sequence": 2, "zones": ["Q"]}, "WM404", "zone"),
        ({"sequence": 2, "customer": "NOBODY"}, "WM404", "NOBODY"),
        ({"sequence": 1}, "WM409", "sequence"),
        ({"rule_id": made["rule_id"], "version": 7}, "WM412", "changed"),
        ({"rule_id": 999, "version": 1}, "WM404", "rule"),
    ):
        with pytest.raises(Refusal, match=words) as refused:
            rule(ground, **said)
        assert refused.value.code == code
    rows = ground.as_("t_auditor").query("allocation_rules", warehouse=ground.wh)
    assert [(row.sequence, row.name, row.strategy, row.version) for row in rows] == [(1, "test", "fefo", 1)]


def promise(ground: Ground, door: Database, *orders: int) -> list[dict[str, Any]]:
    """What the orders were promised."""
    return list(posting.promise(door, op=new_op(), warehouse=ground.wh, orders=list(orders))["orders"])


def test_promises_are_apart_from_reservations(ground: Ground) -> None:
    """From stock first, then from what comes by its day; nobody is promised the same twice."""
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 6, "A-01-01-1")
    ground.receive(supervisor, "CUP", 2, "DOCK-1")
    coming = acts.order(ground, "IN-1", {"CUP": 5})
    change(
        ground, "update wms.orders set type = 'inbound', due_at = now() + interval '3 days' where order_id = %s", coming
    )
    first, second, third = (acts.order(ground, f"T-{n}", {"CUP": 6}) for n in range(3))
    one, two = promise(ground, supervisor, first, second)
    assert (one["status"], one["lines"][0]["from_stock"], one["promised_on"]) == (
        OrderStatus.PROMISED,
        6,
        str(acts.TODAY),
    )
    assert (two["whole"], two["lines"][0]["from_stock"], two["promised_on"]) == (True, 2, str(acts.in_days(3)))
    (three,) = promise(ground, supervisor, third)
    assert (three["whole"], three["status"], three["lines"][0]["missing"]) == (False, OrderStatus.ENTERED, 5)
    assert acts.total(ground, "reserved") == 0
    assert promise(ground, supervisor, first)[0]["lines"][0]["promised"] == 6, "promised again is not promised twice"
    note = ground.as_("t_auditor").query("order_promises", warehouse=ground.wh, order_id=second)[0]
    assert [part["from"] for part in note.explanation["parts"]] == ["A-01-01-1", "IN-1"]
    change(ground, "update wms.orders set priority = 9 where order_id = %s", third)
    answer = acts.reserve(ground, supervisor, third)
    assert answer["reservations"] == [], "what more urgent orders were promised is left to them"
    (said,) = [row for row in why(ground, order_line=line(ground, third)) if row.verdict == "short"]
    assert "T-0, priority 5 (6, promised)" in said.said
    assert acts.reserve(ground, supervisor, first)["orders"][0]["status"] == OrderStatus.RESERVED
    supervisor.call("release_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=first, p_reason="customer")
    assert status(ground, first) == OrderStatus.PROMISED
    assert ground.violations() == []


def reallocate(ground: Ground, door: Database, order: int) -> dict[str, Any]:
    """Reserve an urgent order, from others too."""
    return posting.reallocate(door, op=new_op(), warehouse=ground.wh, order=order)


def test_the_urgent_take_from_the_least_urgent(ground: Ground) -> None:
    supervisor, picker = ground.as_("t_supervisor"), ground.as_("t_picker")
    ground.receive(supervisor, "CUP", 12, "A-01-01-1")
    orders = {name: acts.order(ground, name, {"CUP": 3}) for name in ("SAME", "MIDDLE", "LOW", "WORKING")}
    for name, priority in (("SAME", 2), ("MIDDLE", 6), ("LOW", 9), ("WORKING", 9)):
        change(ground, "update wms.orders set priority = %s where order_id = %s", priority, orders[name])
    made = acts.reserve(ground, supervisor, *orders.values())["reservations"]
    working = next(row for row in made if row["order_id"] == orders["WORKING"])
    picker.call("claim_tasks_v1", p_op=new_op(), p_warehouse=ground.wh, p_tasks=[working["task_id"]])
    ground.receive(supervisor, "CUP", 1, "A-01-02-1")
    urgent = acts.order(ground, "URGENT", {"CUP": 3})
    change(ground, "update wms.orders set priority = 2 where order_id = %s", urgent)
    answer = reallocate(ground, supervisor, urgent)
    assert answer["short"] == []
    assert [(row["number"], row["lost"], row["replaced"], row["missing"]) for row in answer["lost"]] == [
        ("LOW", 3, 1, 2)
    ]
    assert status(ground, urgent) == OrderStatus.RESERVED
    assert status(ground, orders["LOW"]) == OrderStatus.RELEASED
    assert status(ground, orders["WORKING"]) == OrderStatus.PICKING
    said = {row.verdict: row.said for row in why(ground, order_line=line(ground, orders["LOW"]))}
    assert "3 went to URGENT, priority 2; 1 of it was reserved elsewhere." in said["lost"]
    alarms = change(ground, "select source_key from wms.alarm where cleared_at is null")
    assert alarms == [(f"order.short:{orders['LOW']}",)]
    events = change(ground, "select number, payload ->> 'to_order' from wms.event where type = 'order.reallocated'")
    assert events == [("LOW", "URGENT")]
    another = acts.order(ground, "AGAIN", {"CUP": 9})
    change(ground, "update wms.orders set priority = 2 where order_id = %s", another)
    again = reallocate(ground, supervisor, another)
    assert {row["number"] for row in again["lost"]} == {"LOW", "MIDDLE"}
    assert again["short"][0]["missing"] == 9 - 4, "what is claimed, or held by the equally urgent, stays"
    assert ground.violations() == []


def test_reserving_from_many_sides(ground: Ground) -> None:
    """Reserve, give back, take from others and move at once: never too much, no deadlock, nothing broken."""
    supervisor = ground.as_("t_supervisor")
    places = ["A-01-01-1", "A-01-02-1", "A-01-03-1", "B-01-01-1"]
    for place in places:
        for sku in ("CUP", "P-01"):
            ground.receive(supervisor, sku, 6, place)
    orders = [acts.order(ground, f"M-{n}", {"CUP": 3, "P-01": 3}) for n in range(12)]
    change(ground, "update wms.orders set priority = 1 + order_id %% 9")
    doors = [ground.as_("t_supervisor", patience=0.0) for _ in range(4)]

    def work(door: Database, which: int) -> None:
        for turn in range(4):
            mine = orders[which::4]
            acts.reserve(ground, door, *(mine if turn % 2 else mine[::-1]))
            reallocate(ground, door, mine[turn % len(mine)])
            try:
                acts.move(ground, door, "CUP", 1, places[(which + turn) % 4], places[(which + turn + 1) % 4])
            except Refusal as refusal:
                assert refusal.code == "WM451"
            door.call("release_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=mine[0], p_reason="customer")

    assert acts.at_once([partial(work, door, which) for which, door in enumerate(doors)]) == [None] * 4
    with ground.root() as root:
        counted = root.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()
        over = root.execute("select count(*) from wms.quant where reserved > quantity").fetchone()
    assert (counted, over) == ((0,), (0,))
    assert acts.total(ground, "reserved") == acts.total(ground, "quantity", "reservation where state = 'open'")
    assert ground.violations() == []
    assert Decimal(acts.total(ground, "quantity")) == 48
