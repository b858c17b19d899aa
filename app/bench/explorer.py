"""The inventory explorer over 5 million stock records: how long until the first rows are there, whatever the filter?

A server of its own with the settings of production is filled in bulk (explorer_floor) and analysed, as autovacuum would
have by the next day. The same service as the screen's asks through the same door, as a person with their session. A
figure is the median of five after one that is not counted (a connection compiles its functions then); a search that
stopped half way is asked on until 200 rows are there or none is left, and that is what is timed. Filters that are
spread and filters whose matches lie all at the far end of the order are both among them.

first_page_ms: all stock by SKU. worst_filter_ms: the slowest of all filters, its name in worst_filter. worst_facets_ms:
the slowest count of the facets, which the screen shows when it comes.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing

from app.bench.explorer_floor import Size, fill
from app.bench.pgbench import LOGIN, Server, short_folder
from app.domain.ids import new_op
from app.services.inventory import Inventory, Place, Search, parse
from app.services.session import Session
from db.engine import Database

QUANTS, QUICK = 5_000_000, 500_000
TIMES = 5
ROWS = 200
TARGETS = {"first_page_ms": 150.0, "worst_filter_ms": 500.0}
# what people type, and the order they look at it in
FILTERS = (
    ("", "bin"), ("", "-sku"), ("", "expiry"), ("sku:=10-00042", "sku"), ("sku:10-0004", "bin"), ("sku:*-00042", "sku"),
    ("mug oak", "sku"), ("mug oak 111", "bin"), ("bin:C-00", "bin"), ("bin:T-00-0", "sku"),
    ("bin:=C-00-003-1", "-quantity"),
    ("zone:D", "sku"), ("zone:T", "bin"), ("zone:B,T", "-bin"), ("lot:L0000012", "sku"), ("lot:=L00000123", "expiry"),
    ("sscc:9973", "sku"), ("sscc:300000000000019946", "sku"), ("status:damaged", "bin"), ("status:expired", "bin"),
    ("status:blocked,damaged", "sku"), ("expiry:expired", "expiry"), ("expiry:week", "bin"), ("expiry:none", "expiry"),
    ("expires:2027-01-01..2027-01-03", "sku"), ("owner:OWN3", "bin"), ("owner:OWN8", "sku"), ("owner:none", "sku"),
    ("held:yes", "bin"), ("held:yes", "sku"), ("held:no", "sku"), ("unit:loose", "sku"), ('group:"Group 07"', "bin"),
    ("zone:T owner:OWN8 status:damaged unit:loose", "bin"),
)  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where the targets are met."""
    size = Size(QUICK if args.quick else QUANTS)
    with short_folder() as folder, Server(folder, say=_say) as server:
        server.prepare()
        with closing(Database(server.url(LOGIN), application="stillage-bench", deadline=120.0)) as door:
            made = door.call("create_warehouse_v1", p_op=new_op(), p_code="BENCH", p_name="Bench", p_time_zone="UTC")
        _say(f"filling: {size.quants:,} stock records, {size.bins:,} bins, {size.products:,} products")
        fill(server, int(made["warehouse_id"]), size)
        with closing(Session.open(server.url(LOGIN), "BENCH", application="stillage-bench")) as session:
            found = _measure(Inventory(session))
    found["quants"] = size.quants
    for name, target in TARGETS.items():
        _say(f"{name} {found[name]} (target {target}{'' if float(str(found[name])) <= target else ', NOT met'})")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if all(float(str(found[name])) <= target for name, target in TARGETS.items()) else 1


def _measure(stock: Inventory) -> dict[str, object]:
    first = _median(lambda: _first_rows(stock, Search()))
    pages: dict[str, float] = {}
    counts: dict[str, float] = {}
    for line, sort in FILTERS:
        search = parse(line, sort)
        name = f"{line or 'all'} by {sort}"
        pages[name] = _median(lambda search=search: _first_rows(stock, search))  # type: ignore[misc]  # bound now
        counts[name] = _median(lambda search=search: stock.facets(search))  # type: ignore[misc]  # bound now
        _say(f"{name}: first rows {pages[name]:.0f} ms, counts {counts[name]:.0f} ms")
    return {
        "first_page_ms": round(first, 1),
        "worst_filter_ms": round(max(pages.values()), 1),
        "worst_filter": _worst(pages),
        "worst_facets_ms": round(max(counts.values()), 1),
        "worst_facets": _worst(counts),
        "median_filter_ms": round(statistics.median(pages.values()), 1),
    }


def _worst(times: Mapping[str, float]) -> str:
    return max(times, key=lambda name: times[name])


def _first_rows(stock: Inventory, search: Search) -> int:
    """Ask until a page of rows is there, or nothing is left. How many there are."""
    rows, after = 0, None
    while True:
        page = stock.page(search, after, ROWS)
        rows += len(page.rows)
        next_place: Place | None = page.after
        if rows >= ROWS or next_place is None:
            return rows
        after = next_place


def _median(act: Callable[[], object]) -> float:
    """Milliseconds."""
    act()
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
