"""The matching against an independent maximum flow: nothing is left that could have been given, and earlier turns win."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain.ids import new_op
from tests.db import acts
from tests.db import allocation_oracle as oracle
from tests.db.allocation_oracle import Case, Record, Wish
from tests.db.ground import Ground

Given = dict[tuple[int, int], Decimal]


def match(ground: Ground, cases: Sequence[Case], **rule: Any) -> list[Given]:
    """One call of wms.match for all cases; what each line got of each record."""
    zones = sorted({wish.zones for case in cases for wish in case.wishes})
    wanted = [
        {
            "n": wish.n, "order_id": wish.n, "order_line_id": wish.n, "product_id": wish.product, "owner_id": wish.owner,
            "lot_id": wish.lot, "least_on": str(wish.least_on), "need": str(wish.need), "rule_id": zones.index(wish.zones),
            "rule": "test", "strategy": "fefo", "zones": list(wish.zones), "zone_policy": "mix", "other_zones": not wish.zones,
            "pack_policy": "break", "shadow": False, **rule,
        }
        for case in cases for wish in case.wishes
    ]  # fmt: skip
    offered = [
        {
            "quant_id": record.quant, "location_id": 1, "product_id": record.product, "owner_id": record.owner,
            "lot_id": record.lot, "free": str(record.free), "ends_on": record.ends_on and str(record.ends_on),
            "in_date": "2029-01-01", "zone_id": record.zone, "code": "X", "kind": "pick", "pallet": False,
        }
        for case in cases for record in case.records
    ]  # fmt: skip
    offered.sort(key=lambda row: (row["ends_on"] or "9", row["quant_id"]))
    for base, row in enumerate(offered, 1):
        row["base"] = base
    with ground.root() as root:
        rows = root.execute(
            "select t.n, t.quant_id, t.quantity from unnest(wms.match("
            "(select array_agg(w) from jsonb_populate_recordset(null::wms.wanted, %s) w), "
            "(select array_agg(o) from jsonb_populate_recordset(null::wms.offered, %s) o))) t",
            (json.dumps(wanted), json.dumps(offered)),
        ).fetchall()
    everything = {(n, quant): quantity for n, quant, quantity in rows}
    assert len(everything) == len(rows), "one row a line and record"
    found = []
    for case in cases:
        lines = {wish.n for wish in case.wishes}
        found.append({key: quantity for key, quantity in everything.items() if key[0] in lines})
    return found


@pytest.mark.parametrize("seed", range(6))
def test_equals_the_greatest_flow_and_earlier_turns_win(ground: Ground, seed: int) -> None:
    """Windows, owners and lots: for the first k lines of every case, what they got together is the most they could."""
    cases = oracle.cases(seed, 100)
    short = 0
    for case, given in zip(cases, match(ground, cases), strict=True):
        assert oracle.faults(case, given) == []
        assert oracle.inversions(case, given) == []
        for first in range(1, len(case.wishes) + 1):
            got = sum((oracle.served(wish.n, given) for wish in case.wishes[:first]), Decimal(0))
            assert got == oracle.most(case.wishes[:first], case.records), (case, first)
        short += sum(oracle.served(wish.n, given) < wish.need for wish in case.wishes)
    assert short > 50, "cases in which nothing is scarce prove little"


def test_through_the_door_every_line_is_explained(ground: Ground) -> None:
    """The same judge over real receipts, orders and one reservation of all of them."""
    cases = oracle.cases(23, 60)
    supervisor = ground.as_("t_supervisor", deadline=60.0)
    skus = [{"sku": f"T-{n:03}", "name": "T", "tracking": "lot"} for n in range(1, 61)]
    ground.as_("t_planner").call("import_products_v1", p_op=new_op(), p_warehouse=ground.wh, p_products=skus)
    with ground.root() as root:
        ids = dict(root.execute("select sku, product_id from wms.product").fetchall())
        owner = root.execute(
            "insert into wms.party (kind, code, name) values ('owner', 'SEVEN', 'Seven') returning party_id"
        ).fetchone()[0]
    bins = [number for code, number in ground.places.items() if code.startswith("A-")]
    shelf = {
        (case_no, record.quant): bins[k] for case_no, case in enumerate(cases) for k, record in enumerate(case.records)
    }
    lines = [
        {
            "product": ids[f"T-{record.product:03}"], "quantity": str(record.free), "lot": str(record.lot),
            "location": shelf[case_no, record.quant], "owner": owner if record.owner else None,
            "expires_on": record.ends_on and str(acts.TODAY + (record.ends_on - oracle.DAY)),
        }
        for case_no, case in enumerate(cases) for record in case.records
    ]  # fmt: skip
    supervisor.call("receive_batch_v1", p_op=new_op(), p_warehouse=ground.wh, p_lines=lines)
    wishes = [wish for case in cases for wish in case.wishes]
    entered = supervisor.call(
        "enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh,
        p_orders=[
            {"number": f"N-{wish.n}",
             "lines": [{"line_no": 1, "product": ids[f"T-{wish.product:03}"], "quantity": str(wish.need)}]}
            for wish in wishes
        ],
    )["orders"]  # fmt: skip
    orders = [row["order_id"] for row in entered]
    with ground.root() as root:
        for wish, order in zip(wishes, orders, strict=True):
            root.execute(
                "update wms.order_line l set min_remaining_days = %s, lot_id = (select t.lot_id from wms.lot t "
                "where t.product_id = l.product_id and t.number = %s) where l.order_id = %s",
                ((wish.least_on - oracle.DAY).days, str(wish.lot), order),
            )
            if wish.owner:
                root.execute("update wms.orders set owner_id = %s where order_id = %s", (owner, order))
    # a line that asks for a lot nobody has received asks for any lot: the judge must see the same
    received = {record.lot for case in cases for record in case.records}
    cases = [
        Case(tuple(replace(wish, lot=wish.lot if wish.lot in received else None) for wish in case.wishes), case.records)
        for case in cases
    ]
    answer = supervisor.call("reserve_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=orders)
    wish_of = dict(zip(orders, (wish.n for wish in wishes), strict=True))
    record_of = {
        (ids[f"T-{record.product:03}"], shelf[case_no, record.quant]): record.quant
        for case_no, case in enumerate(cases) for record in case.records
    }  # fmt: skip
    everything: Given = {}
    for made in answer["reservations"]:
        key = (wish_of[made["order_id"]], record_of[made["product_id"], made["location_id"]])
        everything[key] = Decimal(str(made["quantity"]))
    for case in cases:
        mine = {wish.n for wish in case.wishes}
        given = {key: quantity for key, quantity in everything.items() if key[0] in mine}
        assert oracle.faults(case, given) == []
        assert oracle.inversions(case, given) == []
        assert sum(given.values(), Decimal(0)) == oracle.most(case.wishes, case.records)
    with ground.root() as root:
        unexplained = root.execute(
            "select l.order_line_id from wms.order_line l where not exists (select from wms.reservation r "
            "where r.order_line_id = l.order_line_id and r.explanation ? 'rule' and r.explanation ? 'choice') "
            "and l.reserved > 0 or l.reserved < l.quantity and not exists (select from wms.allocation_note n "
            "where n.order_line_id = l.order_line_id and n.kind = 'short' and n.quantity = l.quantity - l.reserved)"
        ).fetchall()
    assert unexplained == []
    assert len(answer["short"]) > 30
    assert ground.violations() == []


def test_alone_as_among_others(ground: Ground) -> None:
    """What a product gives does not hang on what else is asked in the call."""
    cases = oracle.cases(17, 12)
    together = match(ground, cases)
    assert [match(ground, [case])[0] for case in cases] == together


@pytest.mark.parametrize("strategy", ["fifo", "lifo", "closest", "least_packages"])
def test_every_strategy_gives_all_there_is(ground: Ground, strategy: str) -> None:
    cases = oracle.cases(99, 100)
    for case, given in zip(cases, match(ground, cases, strategy=strategy), strict=True):
        assert oracle.faults(case, given) == []
        assert sum(given.values(), Decimal(0)) == oracle.most(case.wishes, case.records), case


def test_forbidden_zones_cost_little(ground: Ground) -> None:
    """Sets that cross are the known limit: what is given is sound, and short of the greatest flow by under one in 500."""
    cases = oracle.cases(5, 200, zones=True)
    got = best = Decimal(0)
    for case, given in zip(cases, match(ground, cases), strict=True):
        assert oracle.faults(case, given) == []
        got += sum(given.values(), Decimal(0))
        best += oracle.most(case.wishes, case.records)
    assert got <= best
    assert got >= best * Decimal("0.998"), (got, best)


def test_the_judge_sees_what_is_wrong() -> None:
    """The oracle itself on cases worked out by hand."""
    soon, late = date(2030, 1, 5), date(2030, 1, 9)
    first, second = Record(1, 1, Decimal(5), soon), Record(2, 1, Decimal(5), late)
    mild, strict = Wish(1, 1, Decimal(5), soon), Wish(2, 1, Decimal(5), late)
    case = Case((mild, strict), (first, second))
    assert oracle.most(case.wishes, case.records) == 10
    assert oracle.most((strict,), case.records) == 5
    assert oracle.inversions(case, {(1, 2): Decimal(5)}) == ["line 1 got 2 though 1 ends sooner"]
    assert oracle.inversions(case, {(1, 1): Decimal(5), (2, 2): Decimal(5)}) == []
    assert oracle.faults(case, {(2, 1): Decimal(5)}) == ["line 2 got 1"]
    assert oracle.faults(case, {(1, 1): Decimal(6)}) == ["record 1 was given twice", "line 1 got more than it needs"]
