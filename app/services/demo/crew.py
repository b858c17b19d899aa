"""Putting the people of a shift to work: doors, devices and knowledge for each, closed again at the end."""

import contextlib
import queue
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.optimise.cartons.goods import CartonType
from app.optimise.routing import Stop, build_travel_map, floor_of
from app.services.demo.loading import OWN_PACKAGING
from app.services.demo.pace import Pace
from app.services.demo.packer import Packer
from app.services.demo.people import PACKERS, PICKERS, LoginUrl
from app.services.demo.picker import CartJob, Picker
from app.services.demo.tools import Desk, Devices
from app.services.demo_data.building import Building, build
from app.services.demo_data.catalogue import catalogue
from app.services.demo_data.sales import read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.lookup import Codes
from app.services.session import Session
from db.engine import Database
from drivers.protocol import DeviceAway, LabelPrinter, Scale

TRIES = 2  # times that a device may not answer before it counts as away


@dataclass(frozen=True)
class Crew:
    """Who is there, and the queues between them. product_of: database id by the sample's article number."""

    pickers: tuple[Picker, ...]
    packers: tuple[Packer, ...]
    product_of: Mapping[int, int]
    began: datetime
    carts: "queue.Queue[CartJob | None]" = field(default_factory=queue.Queue)
    totes: "queue.Queue[tuple[int, str] | None]" = field(default_factory=queue.Queue)


def hire_crew(
    stack: ExitStack,
    login_url: LoginUrl,
    session: Session,
    devices: Devices,
    spec: DemoSpec,
    pace: Pace,
    told: Callable[[str], None],
) -> Crew:
    """Pickers with carts and packers at benches, their doors and devices open until the stack closes."""
    door, at = session.door, session.warehouse.warehouse_id
    building = build(spec)
    sales = read_sales(spec)
    ids = {row.sku: row for row in door.query("product_ids")}
    articles = [a for a in catalogue(sales.products, spec.seed) if a.sku in ids]
    barcodes = {row.product_id: row.barcode for row in ids.values()}
    travel = build_travel_map(floor_of(building.document()))
    benches = _benches(building)

    def desk(login: str, name: str) -> Desk:
        own = Database(login_url(login), application="stillage-demo", pool=1, patience=60.0)
        stack.callback(own.close)
        scanner = devices.scanner(f"{name} scanner")
        scanner.open()
        stack.callback(scanner.close)
        return Desk(own, Codes(own, at), at, scanner, pace, told)

    pickers = tuple(
        Picker(desk(worker.login, worker.name), f"CART-{n}", travel, barcodes, *benches[n % len(benches)], spec.seed)
        for n, worker in enumerate(PICKERS, 1)
    )
    sides = {row.product_id: row for row in door.query("product_sides")}
    cartons = tuple(
        CartonType(row.code, row.length, row.width, row.height, int(row.max_weight), int(row.tare))
        for row in door.query("carton_types", warehouse=at)
        if row.code != OWN_PACKAGING
    )
    packers = []
    for n, worker in enumerate(PACKERS):
        scale, printer = devices.scale(f"{worker.name} scale"), devices.printer(f"{worker.name} printer")
        for device in (scale, printer):
            open_patiently(device)
            stack.callback(device.close)
        bench = benches[n % len(benches)][0]
        packers.append(Packer(desk(worker.login, worker.name), bench, scale, printer, cartons, barcodes, sides))
    product_of = {article.product_id: ids[article.sku].product_id for article in articles}
    return Crew(pickers, tuple(packers), product_of, datetime.now(UTC))


def _benches(building: Building) -> list[tuple[str, Stop]]:
    """The packing stations with where they stand."""
    found = []
    for row in building.document()["locations"]:
        if row["kind"] == "packing":
            found.append((row["code"], Stop(float(row["x"]), float(row["y"]))))
    return found


def open_patiently(device: Scale | LabelPrinter) -> None:
    """A simulated device answers over a socket of this machine; one that is busy with other things may let it wait."""
    for _ in range(TRIES):
        with contextlib.suppress(DeviceAway):
            device.open()
            return
    device.open()
