"""Reserving at the scale of a wave: one call for 10,000 lines over 100,000 stock records: how long, is it right?

A server of its own, with the settings of production (fsync on), holds 5,000 articles of twenty lots each, every lot a
record, in bins of five records; some end too soon by now, some bins are blocked or held. 2,500 orders of four lines ask
for them; every fiftieth article is asked for more than there is; every fifth order is a customer's who wants thirty
days of life left. seconds is the time of one api.reserve_v1 with all orders, as a client waits for it, on tables never
analysed. Then, past the api, two judges that know nothing of the engine read the tables:

unexplained: lines of these orders that have a reservation without its rule and choice, or miss something without a note
that says how much and why. fefo_inversions: reservations of a record while another that the line could have had, and
that ends sooner, still has something free. invariant_violations is what `stillage db check` would find.
"""

import argparse
import json
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from app.bench.pgbench import LOGIN, Ground, Server, short_folder
from app.domain.ids import new_op
from db.engine import Database

PRODUCTS, LOTS, LINES_AN_ORDER = 5000, 20, 4
TARGET_SECONDS = 5.0
LATER = 20  # days that pass between receipt and order: what was good then may end too soon now
_BATCH = 5000

_UNEXPLAINED = """
select count(*) from wms.order_line l
 where exists (select from wms.reservation r where r.order_line_id = l.order_line_id and r.state = 'open'
                  and (r.explanation ->> 'rule' is null or r.explanation ->> 'choice' is null))
    or l.quantity > l.reserved and not exists (
         select from wms.allocation_note n where n.order_line_id = l.order_line_id and n.kind = 'short'
            and n.closed_at is null and n.quantity = l.quantity - l.reserved
            and (n.explanation ? 'rejected' or n.explanation ? 'first_takers'))
    or l.reserved <> coalesce((select sum(r.quantity) from wms.reservation r
                                where r.order_line_id = l.order_line_id and r.state = 'open'), 0)
"""
_INVERSIONS = """
with held as materialized (select distinct h.target_id as location_id from wms.hold h where h.released_at is null),
open as materialized (
  select q.product_id, t.expires_on from wms.quant q join wms.lot t on t.lot_id = q.lot_id
    join wms.location b on b.warehouse_id = q.warehouse_id and b.location_id = q.location_id
   where q.quantity > q.reserved and q.status = 'available' and not b.block_pick
     and b.location_id not in (select location_id from held)),
chosen as materialized (
  select l.product_id, t.expires_on,
         current_date + coalesce(l.min_remaining_days, c.min_remaining_days, p.min_remaining_days) as least_on
    from wms.reservation r join wms.order_line l on l.order_line_id = r.order_line_id
    join wms.orders o on o.order_id = l.order_id left join wms.party c on c.party_id = o.party_id
    join wms.product p on p.product_id = l.product_id join wms.quant q on q.quant_id = r.quant_id
    join wms.lot t on t.lot_id = q.lot_id where r.state = 'open')
select count(*) from chosen c
 where exists (select from open f where f.product_id = c.product_id and f.expires_on < c.expires_on
                                    and f.expires_on >= c.least_on)
"""


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where it is fast enough, everything is explained, and no record was passed over."""
    with short_folder() as folder, Server(folder, say=_say) as server:
        server.prepare()
        found = _measure(server, PRODUCTS // 10 if args.quick else PRODUCTS)
    _say(f"{found['lines']} lines over {found['quants']} records in {found['seconds']} s (target {TARGET_SECONDS} s)")
    _say(f"reservations {found['reservations']}, lines short {found['short']}, unexplained {found['unexplained']}, "
         f"inversions {found['fefo_inversions']}, violations {found['invariant_violations']}")  # fmt: skip
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    wrong = found["unexplained"] + found["fefo_inversions"] + found["invariant_violations"]
    return 0 if wrong == 0 and found["seconds"] <= TARGET_SECONDS and found["reservations"] > found["short"] > 0 else 1


def _measure(server: Server, products: int) -> dict[str, Any]:
    with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=120.0)) as door:
        warehouse = _fill(door, server, products)
        orders = _enter(door, server, warehouse, products)
        _say("reserving")
        started = time.perf_counter()
        answer = door.call("reserve_v1", p_op=new_op(), p_warehouse=warehouse, p_orders=orders)
        seconds = time.perf_counter() - started
    return {
        "lines": _count(server, "select count(*) from wms.order_line"),
        "seconds": round(seconds, 3),
        "unexplained": _count(server, _UNEXPLAINED),
        "fefo_inversions": _count(server, _INVERSIONS),
        "quants": _count(server, "select count(*) from wms.quant"),
        "reservations": len(answer["reservations"]),
        "short": len(answer["short"]),
        "invariant_violations": server.violations(),
    }


def _fill(door: Database, server: Server, products: int) -> int:
    """Articles, bins (five records in each) and stock; then time passes, bins are blocked and held."""
    _say(f"filling: {products} articles, {products * LOTS} stock records")
    made = door.call("create_warehouse_v1", p_op=new_op(), p_code="BENCH", p_name="Bench", p_time_zone="UTC")
    warehouse = int(made["warehouse_id"])
    server.ground = Ground(warehouse, 0, 0, 0)
    bins = products * LOTS // 5
    places = [
        {"code": f"Z-{n:05}", "kind": "pick" if n % 3 == 0 else "storage", "pick_sequence": n} for n in range(bins)
    ]
    layout = {"zones": [], "racks": [], "locations": places, "classes": [], "fixtures": []}
    door.call("import_layout_v1", p_op=new_op(), p_warehouse=warehouse, p_layout=layout)
    articles = [
        {"sku": f"A-{n:05}", "name": f"Article {n}", "tracking": "lot", "min_remaining_days": n % 4 * 5}
        for n in range(products)
    ]
    door.call("import_products_v1", p_op=new_op(), p_warehouse=warehouse, p_products=articles)
    product_ids = _ids(server, "select product_id from wms.product order by sku")
    bin_ids = _ids(server, "select location_id from wms.location where kind <> 'virtual' order by code")
    today = datetime.now(UTC).date()
    stock = [
        {
            "product": product_ids[n // LOTS],
            "quantity": 5 + n * 7 % 16,
            "location": bin_ids[n * 7919 % bins],
            "lot": f"L{n % LOTS}",
            "expires_on": str(today + timedelta(days=LATER + n % LOTS * 7 + n // LOTS % 5)),
        }
        for n in range(products * LOTS)
    ]
    for first in range(0, len(stock), _BATCH):
        lines = stock[first : first + _BATCH]
        door.call("receive_batch_v1", p_op=new_op(), p_warehouse=warehouse, p_lines=lines)
    server.rows(
        f"update wms.lot set expires_on = expires_on - {LATER}; "  # noqa: S608  numbers of ours only
        "update wms.location set block_pick = true where kind <> 'virtual' and location_id % 40 = 0; "
        "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) "
        f"select {warehouse}, 'location', location_id, 'recall', gen_random_uuid(), now() from wms.location "
        "where kind <> 'virtual' and location_id % 400 = 1"
    )
    return warehouse


def _enter(door: Database, server: Server, warehouse: int, products: int) -> list[int]:
    """The orders, the most urgent first; a fifth of them a customer's who wants long life."""
    _say("entering orders")
    ids = _ids(server, "select product_id from wms.product order by sku")
    orders = [
        {
            "number": f"SO-{n:05}",
            "priority": 1 + n % 9,
            "lines": [
                {"line_no": k + 1, "product": ids[at], "quantity": 150 if at % 50 == 0 else 1 + (n + k) % 8}
                for k in range(LINES_AN_ORDER)
                for at in [(n * LINES_AN_ORDER + k) * 37 % products]
            ],
        }
        for n in range(products * 2 // LINES_AN_ORDER)
    ]
    door.call("enter_orders_v1", p_op=new_op(), p_warehouse=warehouse, p_orders=orders)
    server.rows(
        "with customer as (insert into wms.party (kind, code, name, min_remaining_days) "
        "values ('customer', 'LONG', 'Long life', 30) returning party_id) "
        "update wms.orders set party_id = customer.party_id from customer where order_id % 5 = 0"
    )
    return _ids(server, "select order_id from wms.orders order by priority, order_id")


def _ids(server: Server, statement: str) -> list[int]:
    return [int(row) for row in server.rows(statement)]


def _count(server: Server, statement: str) -> int:
    return int(server.rows(statement)[0])


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
