"""Release of a wave of a thousand orders: how long, and does the pre-flight say what the release then yields?

On a server of its own (fsync on) the demo's house is built and stocked, and orders of the demo's store are entered;
those of which anything can be picked are the wave. The plan has been read before (the room does that when it is
entered), and the pre-flight is asked three times, the middle one counts: it chooses the stock, puts the orders together
and tours them.

release_s: Waves.release from the call to its answer, one transaction. preflight_s: Waves.preflight. metres_error: the
metres foretold against those of what was written: tasks are read back, batch by batch in their order, and walked bin by
bin on the travel graph of the published plan, by code that the pre-flight does not use. Also checked: no task without a
batch, every order with its slot, invariants.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from app.domain.ids import new_op
from app.layout.travel import TravelGraph
from app.services.demo import load
from app.services.demo.people import SUPERVISOR
from app.services.demo_data.catalogue import catalogue
from app.services.demo_data.sales import read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.floor.places import base_of, targets_of
from app.services.layout import Layouts
from app.services.session import Session
from app.services.waves import Candidate, Policy, Preflight, Waves
from db import migrate
from db.embedded import Cluster, database

ORDERS, SPARE = 1000, 60
TARGETS = {"release_s": 5.0, "preflight_s": 3.0, "metres_error": 0.02}
PASSWORD = "only-for-this-run"  # noqa: S105  of a server that lives for this run and listens on this machine
DATABASE = "bench"
HOURS = (3, 5, 8)
ENTER = 250


@dataclass(frozen=True, slots=True)
class _House:
    server: Cluster

    def url(self, login: str | None = None) -> str:
        """As one of the demo's people, or as the superuser."""
        whole = self.server.url(DATABASE)
        if login is None:
            return whole
        parts = urlsplit(whole)
        return urlunsplit(parts._replace(netloc=f"{login}:{quote(PASSWORD)}@{parts.netloc.rsplit('@', 1)[-1]}"))


def run(args: argparse.Namespace) -> int:
    """Measure; 0 where every target is met and what was written is whole."""
    orders = ORDERS // 5 if args.quick else ORDERS
    with _house(DemoSpec(bins=2_500 if args.quick else 10_000, orders=orders + SPARE)) as (house, spec):
        session = Session.open(house.url(SUPERVISOR.login), application="stillage-bench")
        try:
            found = _measure(session, spec, orders)
        finally:
            session.close()
    for name, most in TARGETS.items():
        _say(f"{name} {found[name]} (target at most {most}{'' if found[name] <= most else ', NOT met'})")
    if args.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return 0 if all(found[name] <= most for name, most in TARGETS.items()) and not found["wrong"] else 1


def _measure(session: Session, spec: DemoSpec, most: int) -> dict[str, Any]:
    _enter(session, spec)
    waves, at = Waves(session), session.warehouse.warehouse_id
    _say("reading the plan, loading the search")
    waves.warm()
    every = waves.candidates()
    going = set(waves.preflight(every, Policy(seconds=0.0)).orders)
    orders = [order for order in every if order.order_id in going][:most]
    _say(f"pre-flight of {len(orders)} orders")
    told = [waves.preflight(orders, Policy()) for _ in range(3)]
    foretold = sorted(told, key=lambda one: one.seconds)[1]
    began = time.perf_counter()
    made = waves.release(foretold, "BENCH")
    release_s = time.perf_counter() - began
    metres = _walked(session, at, made["batches"])
    return {
        "release_s": round(release_s, 3), "preflight_s": round(median(one.seconds for one in told), 3),
        "metres_error": round(abs(foretold.metres / metres - 1), 5), "orders": made["orders"], "lines": made["lines"],
        "batches": len(made["batches"]), "metres": round(metres),
        "first_come_metres": round(foretold.first_come_metres),
        "wrong": _wrong(session, at, orders, foretold, made),
    }  # fmt: skip


def _walked(session: Session, at: int, batches: Sequence[int]) -> float:
    """Metres through the tasks that were written, bin by bin in their order."""
    layout = Layouts(session).open_published().layout
    graph, targets, base = TravelGraph.of(layout), dict(targets_of(layout)), base_of(layout)
    home = graph.reached(base)
    rows = session.door.query("wave_tasks", warehouse=at, batches=list(batches), deadline=60.0)
    spots = {code: graph.reached(targets[code]) for code in {row.from_code for row in rows}}
    total = 0.0
    for batch in batches:
        walk = [home, *(spots[row.from_code] for row in rows if row.batch_id == batch), home]
        places = list(dict.fromkeys(walk))
        number = {spot: n for n, spot in enumerate(places)}
        between = graph.matrix(places)
        total += sum(float(between[number[one], number[two]]) for one, two in pairwise(walk))
    return total


def _wrong(
    session: Session, at: int, orders: Sequence[Candidate], told: Preflight, made: dict[str, Any]
) -> list[str]:  # fmt: skip
    """What of the release is not whole."""
    rows = session.door.query("wave_tasks", warehouse=at, batches=made["batches"], deadline=60.0)
    slots = {
        (batch, row.order_id)
        for batch in made["batches"]
        for row in session.door.query("wave_slots", warehouse=at, batch=batch)
    }
    wrong = [
        f"order {order.number} has no task" for order in orders if order.order_id not in {r.order_id for r in rows}
    ]
    wrong += [f"task of order {row.order_id} has no slot" for row in rows if (row.batch_id, row.order_id) not in slots]
    if len(rows) != told.picks:
        wrong.append(f"{len(rows)} tasks, {told.picks} foretold")
    wrong += [str(row) for row in session.door.query("invariants", warehouse=at, deadline=120.0)]
    return wrong[:20]


def _enter(session: Session, spec: DemoSpec) -> None:
    """Orders of the store, of three cut-offs."""
    _say(f"entering {spec.orders} orders")
    sales = read_sales(spec)
    ids = {row.sku: row.product_id for row in session.door.query("product_ids")}
    product = {one.product_id: ids[one.sku] for one in catalogue(sales.products, spec.seed) if one.sku in ids}
    noon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    rows = [
        {
            "number": f"SO-{order.basket_id}", "cut_off": (noon + timedelta(hours=HOURS[n % len(HOURS)])).isoformat(),
            "carrier_service": f"carrier {n % len(HOURS) + 1}",
            "lines": [{"line_no": k, "product": product[line.product_id], "quantity": line.quantity}
                      for k, line in enumerate(order.lines, 1)],
        }
        for n, order in enumerate(sales.orders)
    ]  # fmt: skip
    for start in range(0, len(rows), ENTER):
        session.door.call(
            "enter_orders_v1", deadline=60.0, p_op=new_op(), p_warehouse=session.warehouse.warehouse_id,
            p_orders=rows[start : start + ENTER],
        )  # fmt: skip


@contextmanager
def _house(spec: DemoSpec) -> Iterator[tuple[_House, DemoSpec]]:
    with tempfile.TemporaryDirectory(prefix="stw-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server may run as another user
        server = Cluster(folder / "s", progress=_say)
        server.start()
        try:
            house = _House(server)
            migrate.upgrade(database.ensure(server, DATABASE))
            _say("building the demo's house")
            load(house.url(), house.url, spec, lambda done, total, words: None)
            yield house, spec
        finally:
            server.stop()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
