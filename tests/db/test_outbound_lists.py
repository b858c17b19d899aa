"""The list of orders, its facets and the on-time forecast over thousands of orders, against reckonings of the tests' own."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db import acts
from tests.db.ground import Ground

ORDERS = 3000
GROUPS = {0: "new", 100: "new", 200: "new", 300: "waiting", 400: "reserved", 500: "picking", 600: "picked", 640: "picked", 650: "packed",
          670: "packed", 700: "shipped", 800: "shipped", 900: "held", 910: "cancelled"}  # fmt: skip

MANY = """
insert into wms.orders (warehouse_id, number, status, priority, cut_off, carrier_service, completeness)
select %(wh)s, format('N-%%s', lpad(n::text, 5, '0')), (array[100, 200, 300, 400, 500, 600, 640, 650, 700, 900, 910])[1 + n %% 11], 1 + n * 7 %% 9,
       case when n %% 13 > 0 then date_trunc('hour', now()) + make_interval(hours => n * 5 %% 17 - 4) end,
       (array['Express', 'Ground', null])[1 + n %% 3], (array['ship_complete', 'partial'])[1 + n %% 2]
  from generate_series(1, %(n)s) n;
"""
LINES = """
insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity)
select warehouse_id, order_id, 1, %(cup)s, 1 + order_id %% 4 from wms.orders
"""


@pytest.fixture
def many(ground: Ground) -> Ground:
    with ground.root() as root:
        root.execute(MANY, {"wh": ground.wh, "n": ORDERS})
        root.execute(LINES, {"cup": ground.products["CUP"]})
        root.execute("analyze wms.orders, wms.order_line")
    return ground


def page(
    door: Database, ground: Ground, sort: str, after: Any = None, limit: int = 200, **filters: Any
) -> Sequence[Any]:
    place = None if after is None else json.dumps(
        {"cut_off": after.cut_off and after.cut_off.isoformat(), "priority": after.priority, "number": after.number, "order_id": after.order_id})  # fmt: skip
    return door.query(
        "orders_page", warehouse=ground.wh, filters=json.dumps(filters), sort=sort, after=place, limit=limit
    )


def walk(door: Database, ground: Ground, sort: str, **filters: Any) -> list[Any]:
    rows: list[Any] = []
    while True:
        more = page(door, ground, sort, rows[-1] if rows else None, **filters)
        rows += more
        if len(more) < 200:
            return rows


def everything(ground: Ground) -> list[Any]:
    with ground.root() as root:
        return root.execute(
            "select order_id, number, status, priority, cut_off, carrier_service from wms.orders"
        ).fetchall()


LATEST = datetime.max.replace(tzinfo=UTC)
KEYS: dict[str, Any] = {
    "cut_off": lambda row: (row[4] or LATEST, row[3], row[0]),
    "priority": lambda row: (row[3], row[4] or LATEST, row[0]),
    "number": lambda row: row[1],
    "newest": lambda row: -row[0],
}


def test_pages_hold_every_order_once_in_every_sort_and_filter(many: Ground) -> None:
    door = many.as_("t_supervisor")
    every = everything(many)
    for sort, key in KEYS.items():
        shown = [row.order_id for row in walk(door, many, sort, scope="all")]
        assert shown == [row[0] for row in sorted(every, key=key)], sort
    still = [row for row in every if row[2] < 700 or row[2] == 900]
    assert {row.order_id for row in walk(door, many, "cut_off")} == {row[0] for row in still}
    wanted = {"groups": ["waiting", "held"], "carriers": ["Express", ""]}
    assert {row.order_id for row in walk(door, many, "priority", **wanted)} == {
        row[0] for row in still if GROUPS[row[2]] in wanted["groups"] and (row[5] or "") in wanted["carriers"]
    }
    assert [row.number for row in walk(door, many, "number", text="N-0001", scope="all")] == [
        f"N-0001{n}" for n in range(10)
    ]
    assert walk(door, many, "number", text="%", scope="all") == [], "a percent sign is a letter here"
    late = {row[0] for row in still if row[4] and row[4] < datetime.now(UTC) and row[2] < 700}
    assert {row.order_id for row in walk(door, many, "cut_off", late=True)} == late
    with pytest.raises(Refusal, match="no order of a list"):
        page(door, many, "colour; drop table wms.orders")
    with pytest.raises(Refusal, match="cannot be read"):
        page(door, many, "cut_off", party="x")


def test_facets_count_what_a_choice_would_leave(many: Ground) -> None:
    door = many.as_("t_supervisor")
    still = [row for row in everything(many) if row[2] < 700 or row[2] == 900]

    def facets(**filters: Any) -> dict[str, Counter[Any]]:
        found: dict[str, Counter[Any]] = {}
        for row in door.query("order_facets", warehouse=many.wh, filters=json.dumps(filters)):
            found.setdefault(row.facet, Counter())[row.value] = row.orders
        return found

    plain = facets()
    assert plain["all"][None] == len(still)
    assert plain["group"] == Counter(GROUPS[row[2]] for row in still)
    assert plain["carrier"] == Counter(row[5] for row in still)
    chosen = facets(groups=["held"], carriers=["Express"])
    assert chosen["group"] == Counter(GROUPS[row[2]] for row in still if row[5] == "Express"), (
        "its own choice does not narrow a facet"
    )
    assert chosen["carrier"] == Counter(row[5] for row in still if row[2] == 900)
    assert chosen["all"][None] == sum(row[5] == "Express" and row[2] == 900 for row in still)


def test_the_first_page_reads_its_index(many: Ground) -> None:
    """A page of 3,000 orders costs as much as one of a million: it walks the index and looks at its own rows only."""
    with many.root() as root:
        plan = root.execute(
            "explain (format json) select o.order_id from wms.orders o where o.warehouse_id = %s and o.type = 'outbound' and "
            "(o.status < 700 or o.status = 900) and (coalesce(o.cut_off, 'infinity'::timestamptz), o.priority, o.order_id) > (now(), 5, 0) "
            "order by coalesce(o.cut_off, 'infinity'::timestamptz), o.priority, o.order_id limit 200", (many.wh,)).fetchone()  # fmt: skip
    assert plan is not None
    text = json.dumps(plan[0])
    assert "orders_by_cut_off" in text
    assert '"Sort"' not in text


def test_who_misses_the_cut_off_at_this_rate(ground: Ground) -> None:
    """Thirty picks and ten packed orders in the last hour, laid into the past; then 40 open orders of one pick each."""
    boss = ground.as_("t_supervisor")
    ground.receive(boss, "CUP", 500, "B-01-01-1")
    risk = boss.query("on_time_risk", warehouse=ground.wh)[0].risk
    assert (risk["open"], risk["misses"], risk["picks_an_hour"], risk["cut_offs"]) == (0, 0, 0, [])
    ends = datetime.now(UTC) + timedelta(hours=2)
    doc = [{"number": f"R-{n:02}", "cut_off": (ends if n < 50 else ends + timedelta(days=1)).isoformat(), "carrier_service": "Express",
            "lines": [{"line_no": 1, "sku": "CUP", "quantity": 1}]} for n in range(60)]  # fmt: skip
    entered = boss.call("enter_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=doc)["orders"]
    ids = [one["order_id"] for one in entered]
    unknown = boss.query("on_time_risk", warehouse=ground.wh)[0].risk
    assert (unknown["open"], unknown["unknown"], unknown["misses"]) == (60, 60, 0), "no rate is not a rate of nought"
    made = acts.reserve(ground, boss, *ids)["reservations"]
    tote, carton = acts.unit(ground, boss), acts.unit(ground, boss, "carton")
    for one in made[:30]:
        boss.call(
            "pick_v1", p_op=new_op(), p_warehouse=ground.wh, p_task=one["task_id"], p_quantity=Decimal(1), p_to_hu=tote
        )
    for n, one in enumerate(made[:10]):
        carton = acts.unit(ground, boss, "carton")
        boss.call("pack_v1", p_op=new_op(), p_warehouse=ground.wh, p_order=one["order_id"], p_to_hu=carton,
                  p_lines=[{"order_line": one["order_line_id"], "quantity": 1, "lot": None, "from_hu": tote}])  # fmt: skip
        assert n < 10
    with ground.root() as root:
        root.execute("alter table wms.ledger disable trigger user")
        root.execute("update wms.ledger set posted_at = posted_at - interval '50 minutes' where ledger_id in (select min(ledger_id) from wms.ledger "
                     "where kind in ('pick', 'pack') group by kind)")  # fmt: skip
    risk = boss.query("on_time_risk", warehouse=ground.wh)[0].risk
    assert float(risk["picks_an_hour"]) == pytest.approx(36, abs=1)
    assert float(risk["packed_an_hour"]) == pytest.approx(12, abs=0.5)
    assert (risk["minutes"], risk["people"], risk["open"]) == (50, 1, 50)
    # 40 open orders before the cut-off: two hours at twelve an hour pack 24 of them, the other 16 miss it; none of the day after
    today = next(one for one in risk["cut_offs"] if datetime.fromisoformat(one["cut_off"]) == ends)
    assert (today["orders"], today["done"], today["open"], today["picks"]) == (50, 10, 40, 20)
    assert 15 <= today["misses"] <= 17
    assert risk["misses"] == today["misses"]
    at_risk = boss.query("orders_at_risk", warehouse=ground.wh, limit=1000)
    assert [row.number for row in at_risk] == [f"R-{n}" for n in range(50 - today["misses"], 50)]
    assert today["first_miss"] == at_risk[0].number
    boss.call("hold_orders_v1", p_op=new_op(), p_warehouse=ground.wh, p_orders=ids[10:30], p_reason="unpaid")
    held = boss.query("on_time_risk", warehouse=ground.wh)[0].risk
    assert held["misses"] == 0, "who is on hold keeps nobody waiting"
    assert held["unknown"] == 20
