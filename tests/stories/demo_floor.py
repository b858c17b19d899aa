"""A small demo warehouse, loaded once a run and cloned for each test, and shifts played in it without a pause."""

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from app.bootstrap.demo_devices import SimulatedDevices
from app.services.demo import CODE, Pace, Shift, load
from app.services.demo.shift import Result
from app.services.demo_data.spec import DemoSpec
from db import migrate, provision
from db.embedded.locks import exclusive
from drivers.protocol import Scanner
from tests.db.ground import at

SPEC = DemoSpec(bins=300, orders=40, skus=60, top_sellers=60, reserve_fill=0.4)
TEMPLATE = "stillage_demo_template"
LOCK = Path(tempfile.gettempdir()) / "stillage-demo-people.lock"  # logins belong to the server, not to a database


@dataclass(frozen=True)
class Demo:
    """One database for a demo. admin: the superuser's URL of its server."""

    admin: str
    name: str

    def url(self, login: str | None = None) -> str:
        """The URL as one of the demo's people, or as the superuser."""
        return at(self.admin, self.name, login)

    def load(self, spec: DemoSpec = SPEC, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Build and stock the warehouse."""
        with exclusive(LOCK, 120):
            load(self.url(), self.url, spec, lambda done, total, words: None, cancelled)

    def shift(self, devices: Any = None, *, spec: DemoSpec = SPEC, told: Any = None, pace: Pace | None = None) -> Shift:
        """A shift in which nobody waits."""
        quick = devices or SimulatedDevices(settle=0.0)
        return Shift(self.url, CODE, quick, spec, pace or Pace(), told or (lambda done, total, words: None))

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the superuser reads: a look past the api, to judge it by."""
        with psycopg.connect(self.url(), autocommit=True) as link:
            return link.execute(statement, values).fetchall()

    def stock(self) -> list[tuple[Any, ...]]:
        """All stock: article, place, lot, expiry, pallet, state, quantity."""
        return self.rows(
            "select sku, location, lot, expires_on, sscc, status, quantity from (select p.sku, l.code as location, "
            "t.number as lot, t.expires_on, h.sscc, q.status, q.quantity from wms.quant q join wms.product p using "
            "(product_id) join wms.location l using (location_id) left join wms.lot t using (lot_id) left join "
            "wms.handling_unit h on h.hu_id = q.hu_id where l.kind <> 'virtual' and q.quantity > 0) x "
            "order by 1, 2, 3, 5, 6"
        )


class CountedScans:
    """Simulated devices that call `then` when so many scans have been made by all people together."""

    def __init__(self, at_scans: Iterable[int], then: Callable[[], None]) -> None:
        self._devices = SimulatedDevices(settle=0.0)
        self._at = frozenset(at_scans)
        self._then = then
        self._lock = threading.Lock()
        self.made = 0
        self.scale, self.printer = self._devices.scale, self._devices.printer

    def scanner(self, name: str) -> Scanner:
        """A scanner whose reads are counted."""
        device = self._devices.scanner(name)
        read = device.read

        def counted(timeout: float) -> Any:
            self._count()
            return read(timeout)

        device.read = counted
        return device

    def _count(self) -> None:
        with self._lock:
            self.made += 1
            reached = self.made in self._at
        if reached:
            self._then()


def everything_went_out(demo: Demo, result: Result, orders: int = SPEC.orders) -> None:
    """Every order is shipped, or closed with a reason; no invariant is broken; nothing stays on the way."""
    assert (result.orders, result.invariant_violations, result.violations) == (orders, 0, [])
    open_ = demo.rows("select number, status, short_reason from wms.orders where status not in (700, 910)")
    assert open_ == []
    silent = demo.rows(
        "select number from wms.orders o where coalesce(short_reason, '') = '' and exists "
        "(select from wms.order_line l where l.order_id = o.order_id and l.cancelled > 0)"
    )
    assert silent == []
    between = demo.rows(
        "select l.code, q.quantity from wms.quant q join wms.location l using (location_id) "
        "where l.kind in ('station', 'packing') and q.quantity > 0"
    )
    assert between == [], "left on a cart or a bench"
    assert demo.rows("select task_id, state from wms.task where state < 400") == []
    odd = demo.rows(
        "select number, l.quantity, l.cancelled, l.reserved, l.picked, l.packed, l.shipped from wms.orders o join "
        "wms.order_line l using (order_id) where l.reserved <> 0 or l.picked <> l.packed or l.packed <> l.shipped "
        "or l.quantity - l.cancelled <> l.shipped"
    )
    assert odd == []


@contextmanager
def database(admin: str, template: str | None = None) -> Iterator[Demo]:
    """A database of one's own, empty or a clone, dropped at the end."""
    name = f"d_{uuid4().hex[:12]}"
    with psycopg.connect(admin, autocommit=True) as link:
        link.execute(f"create database {name}" + (f" template {template} strategy file_copy" if template else ""))
        if template:
            link.execute(f"revoke temporary, connect on database {name} from public")
            link.execute(f"grant connect on database {name} to {', '.join(provision.ROLES)}")
    try:
        if template is None:
            migrate.upgrade(at(admin, name))
        yield Demo(admin, name)
    finally:
        with psycopg.connect(admin, autocommit=True) as link:
            link.execute(f"drop database if exists {name} with (force)")
