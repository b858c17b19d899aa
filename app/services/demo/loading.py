"""Building the demo warehouse in the database: layout, products, opening stock received and put away.

Every call carries an operation key derived from the spec and its place in the plan, so a load that was broken off goes
on where it stopped when it is started again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from app.domain.errors import Refusal
from app.optimise.cartons.goods import STANDARD_CARTONS
from app.services.demo.expected import Expected
from app.services.demo.people import EVERYONE, PICKERS, PLANNER, RECEIVERS, SUPERVISOR, LoginUrl, hire
from app.services.demo_data.building import Building, build
from app.services.demo_data.catalogue import Article, catalogue
from app.services.demo_data.sales import Sales, read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.stocking import OpeningStock, plan_opening_stock
from db.engine import Database
from db.maintain import refresh_statistics

CODE = "DEMO"
NAME = "Demo store 367"
ZONE = "Europe/Berlin"
OWN_PACKAGING = "OWN"  # a piece that no carton takes ships as it is
_CHUNK = 1000

Progress = Callable[[int, int, str], None]
"""Called with (done, total, words) as the work goes on."""


class Stopped(Exception):  # noqa: N818  the person's own wish
    """The load was broken off; started again it goes on."""


@dataclass(frozen=True, slots=True)
class _Step:
    words: str
    size: int
    run: Callable[[], None]


def load(
    admin_url: str,
    login_url: LoginUrl,
    spec: DemoSpec,
    progress: Progress,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Build and stock the demo warehouse; returns its code. Blocking, about half a minute; safe to repeat.

    admin_url: a superuser of the cluster, to make the logins. Raises Refusal, Unreachable, or Stopped when cancelled.
    """
    progress(0, 1, "Reading real order lines")
    sales = read_sales(spec)
    articles, building = catalogue(sales.products, spec.seed), build(spec)
    hire(admin_url, login_url, [PLANNER])
    with (
        closing(Database(login_url(PLANNER.login), application="stillage-demo")) as planner,
        closing(Database(login_url(RECEIVERS[0].login), application="stillage-demo")) as dock,
        closing(Database(login_url(SUPERVISOR.login), application="stillage-demo")) as boss,
    ):
        warehouse = _make_warehouse(planner, spec)
        hire(admin_url, login_url, EVERYONE, [warehouse])
        stock = plan_opening_stock(spec, sales, articles, building, _born(planner, warehouse))
        loader = _Loader(planner, dock, warehouse, spec)
        steps = [
            *loader.master_data(building, [article.row() for article in articles]),
            *loader.receipts(stock),
            *loader.put_aways(stock),
            *_day_ahead(boss, warehouse, spec, planner, sales, articles),
        ]
        _run(steps, progress, cancelled)
        refresh_statistics(admin_url)
    return CODE


def _run(steps: Sequence[_Step], progress: Progress, cancelled: Callable[[], bool]) -> None:
    total, done = sum(step.size for step in steps), 0
    for step in steps:
        if cancelled():
            raise Stopped("The demo was not loaded to its end.")
        progress(done, total, step.words)
        step.run()
        done += step.size
    progress(total, total, "The demo warehouse is ready")


def _make_warehouse(planner: Database, spec: DemoSpec) -> int:
    op = _op(spec, "warehouse", 0)
    try:
        made = planner.call("create_warehouse_v1", p_op=op, p_code=CODE, p_name=NAME, p_time_zone=ZONE)
    except Refusal as refusal:
        if refusal.code != "WM409":
            raise
        raise Refusal(
            "demo.exists",
            "There is a demo warehouse already, made from other figures.",
            "Use it, or start with an empty database: `stillage db down`, then set STILLAGE_HOME to a new folder.",
        ) from refusal
    return int(made["warehouse_id"])


def _born(planner: Database, warehouse: int) -> date:
    """The day the demo began: lots expire after it, also when a broken load goes on later."""
    day: date = planner.query("born", warehouse=warehouse)[0].at.date()
    return day


def _day_ahead(
    boss: Database, warehouse: int, spec: DemoSpec, planner: Database, sales: Sales, articles: Sequence[Article]
) -> Iterator[_Step]:
    """What the first day expects: deliveries and their trucks, faces to be refilled, looks at quality."""
    since: datetime = planner.query("born", warehouse=warehouse)[0].at
    expected = Expected(boss, warehouse, spec, partial(_op, spec), since)
    sku_of = {one.product_id: one.sku for one in articles}
    yield _Step("Announcing deliveries", 20, lambda: expected.deliveries(articles))
    yield _Step("Booking docks", 10, expected.trucks)
    yield _Step("Rules of refills and quality", 20, lambda: expected.refills(sales, sku_of))
    yield _Step("Rules of refills and quality", 1, expected.quality)


def _op(spec: DemoSpec, what: str, number: int) -> UUID:
    return uuid5(NAMESPACE_OID, f"stillage demo {spec} {what} {number}")


@dataclass(frozen=True, slots=True)
class _Loader:
    planner: Database
    dock: Database
    warehouse: int
    spec: DemoSpec

    def master_data(self, building: Building, products: Sequence[dict[str, Any]]) -> Iterator[_Step]:
        """Layout with a cart for each picker, carton kinds, products."""
        document = building.document()
        carts = [{"code": f"CART-{n}", "kind": "station"} for n in range(1, len(PICKERS) + 1)]
        document["locations"] = [*document["locations"], *carts]
        size = len(document["locations"]) // 4
        yield _Step("Drawing the floor", size, lambda: self._plan("import_layout_v1", 0, p_layout=document))
        cartons = [
            {field: getattr(kind, field) for field in ("code", "length", "width", "height", "max_weight", "tare")}
            | {"name": f"Carton {kind.code}"}
            for kind in STANDARD_CARTONS
        ]
        own = {"code": OWN_PACKAGING, "name": "Own packaging", "length": 3000, "width": 3000, "height": 3000}
        cartons.append(own | {"max_weight": 1_000_000, "tare": 0})
        yield _Step("Cartons", 1, lambda: self._plan("import_cartons_v1", 0, p_cartons=cartons))
        for number, part in enumerate(_parts(products)):
            yield _Step(
                "Creating products", len(part), partial(self._plan, "import_products_v1", number, p_products=part)
            )

    def receipts(self, stock: OpeningStock) -> Iterator[_Step]:
        """Everything is received at the inbound lanes first."""
        for number, part in enumerate(_parts(stock.receipts)):
            yield _Step("Receiving opening stock", len(part), partial(self._receive, number, part))

    def put_aways(self, stock: OpeningStock) -> Iterator[_Step]:
        """Then put away: loose goods, then whole pallets."""
        for number, part in enumerate(_parts(stock.put_aways)):
            yield _Step("Putting away to pick faces", len(part), partial(self._put_away, number, part))
        for number, part in enumerate(_parts(stock.pallets, 500)):
            yield _Step("Putting away pallets", len(part), partial(self._put_pallets, number, part))

    def _plan(self, function: str, number: int, **arguments: Any) -> None:
        op = _op(self.spec, function, number)
        self.planner.call(function, deadline=60, p_op=op, p_warehouse=self.warehouse, **arguments)

    def _receive(self, number: int, part: Sequence[Any]) -> None:
        products, places = self._products(), self._places()
        lines = [
            {
                "product": products[line.sku],
                "quantity": line.quantity,
                "location": places[line.location],
                "lot": line.lot,
                "expires_on": None if line.expires_on is None else line.expires_on.isoformat(),
                "sscc": line.sscc,
                "status": line.status,
            }
            for line in part
        ]
        self._post("receive_batch_v1", number, p_lines=lines, p_document="OPENING", p_device="DOCK")

    def _put_away(self, number: int, part: Sequence[Any]) -> None:
        products, places = self._products(), self._places()
        lots = {(row.product_id, row.number): row.lot_id for row in self.dock.query("lot_ids", deadline=60)}
        lines = [
            {
                "product": products[line.sku],
                "quantity": line.quantity,
                "from": places[line.source],
                "to": places[line.target],
                "lot": None if line.lot is None else lots[products[line.sku], line.lot],
                "status": line.status,
            }
            for line in part
        ]
        self._post("move_batch_v1", number, p_lines=lines, p_kind="putaway", p_document="OPENING", p_device="TRUCK")

    def _put_pallets(self, number: int, part: Sequence[Any]) -> None:
        places = self._places()
        ssccs = [unit.sscc for unit in part]
        rows = self.dock.query("unit_ids", deadline=60, warehouse=self.warehouse, ssccs=ssccs)
        units = {row.sscc: row.hu_id for row in rows}
        lines = [{"hu": units[unit.sscc], "to": places[unit.target]} for unit in part]
        self._post("move_hu_batch_v1", number, p_lines=lines, p_kind="putaway", p_document="OPENING", p_device="TRUCK")

    def _post(self, function: str, number: int, **arguments: Any) -> None:
        op = _op(self.spec, function, number)
        self.dock.call(function, deadline=60, p_op=op, p_warehouse=self.warehouse, **arguments)

    def _products(self) -> dict[str, int]:
        return {row.sku: row.product_id for row in self.dock.query("product_ids", deadline=60)}

    def _places(self) -> dict[str, int]:
        rows = self.dock.query("location_ids", deadline=60, warehouse=self.warehouse)
        return {row.code: row.location_id for row in rows}


def _parts(lines: Sequence[Any], size: int = _CHUNK) -> Iterator[list[Any]]:
    for start in range(0, len(lines), size):
        yield list(lines[start : start + size])
