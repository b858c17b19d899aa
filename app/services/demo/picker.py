"""A simulated picker: takes a cart's tasks, walks the computed tour, proves bin, item and tote by scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.ids import HandlingUnitId, LocationId, OrderId, ProductId, TaskId, WarehouseId, new_op
from app.flow import pick
from app.flow.events import Workplace
from app.optimise.routing import Stop, Tour, TravelMap, plan_tour
from app.services.demo.pace import PICK_STOP, WALK
from app.services.demo.tools import Desk
from app.services.demo_data.seeded import chance
from app.services.station import Station
from db import posting

MISSING = 0.002  # share of tasks whose bin holds less than the book says; the picker reports it with a reason


@dataclass(frozen=True, slots=True)
class CartJob:
    """Orders picked on one walk. tasks: rows of the query `open_picks`."""

    orders: tuple[int, ...]
    tasks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CartDone:
    """What a walk brought: totes (id, SSCC) with something in them, the short orders, the way."""

    totes: tuple[tuple[int, str], ...]
    short: frozenset[int]
    picked: int
    tour: Tour


@dataclass(frozen=True, slots=True)
class Picker:
    """One picker with a cart. barcodes: GTIN by product; bench: where totes are brought; bench_stop: on the plan."""

    desk: Desk
    cart: str
    travel: TravelMap
    barcodes: Mapping[int, str]
    bench: str
    bench_stop: Stop
    seed: int

    def walk(self, job: CartJob) -> CartDone:
        """Do one cart from the claim to the packing bench."""
        desk = self.desk
        stops = [_stop(row) for row in job.tasks]
        tour = plan_tour(self.travel, stops, self.bench_stop, self.bench_stop)
        tasks = [job.tasks[at] for at in tour.order]
        posting.claim_tasks(
            desk.door,
            op=new_op(),
            warehouse=desk.warehouse,
            tasks=[row.task_id for row in tasks],
            station=self.cart,
            metres=Decimal(str(round(tour.metres, 2))),
        )
        totes = {order: self._tote() for order in job.orders}
        short = self._pick(tasks, totes, tour.metres / max(1, len(tasks)))
        filled = {row.order_id for row in tasks} - self._empty(totes, short)
        for order in sorted(filled):
            self._bring(totes[order][0])
        return CartDone(tuple(totes[order] for order in sorted(filled)), frozenset(short), len(tasks), tour)

    def bring(self, totes: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
        """Bring totes that an earlier shift left on the way to the packing bench."""
        for tote, _ in totes:
            self._bring(tote)
        return tuple(totes)

    def _pick(self, tasks: Sequence[Any], totes: Mapping[int, tuple[int, str]], metres: float) -> dict[int, int]:
        """Walk and scan. Returns the orders that came short, with how many of their tasks gave nothing at all."""
        desk, short = self.desk, dict[int, int]()
        cart = self.desk.codes.place(self.cart)
        workplace = Workplace(WarehouseId(desk.warehouse), self.cart, cart.id if cart else LocationId(0))
        state = pick.start(workplace, tuple(_task(row, totes) for row in tasks))
        station = desk.station(pick.PICK, state)
        for row in tasks:
            desk.pace.rest(metres / WALK + PICK_STOP)
            if desk.pace.ended:
                break
            missing = chance(self.seed, "missing", str(row.task_id)) < MISSING
            self._one(station, row, totes[row.order_id][1], missing)
            if missing:
                short[row.order_id] = short.get(row.order_id, 0) + 1
        return short

    def _one(self, station: Station[pick.PickState], row: Any, tote: str, missing: bool) -> None:
        desk = self.desk
        desk.scan(station, row.barcode)
        if missing:
            station.short("not_there")
            desk.wait_out(station)
            return
        desk.scan(station, *label_of(self.barcodes[row.product_id], row.lot))
        if row.quantity != 1:
            station.typed(f"{row.quantity.normalize():f}")
            desk.wait_out(station)
        desk.scan(station, tote)

    def _empty(self, totes: Mapping[int, tuple[int, str]], short: Mapping[int, int]) -> set[int]:
        """Orders whose tote stayed empty: everything of theirs was missing."""
        if not short:
            return set()
        job = self.desk.codes.pack_job
        return {order for order in short if job(HandlingUnitId(totes[order][0])) is None}

    def _tote(self) -> tuple[int, str]:
        desk = self.desk
        place = desk.codes.place(self.cart)
        made = posting.create_hu(
            desk.door, op=new_op(), warehouse=desk.warehouse, kind="tote", location=place.id if place else 0
        )
        return int(made["hu_id"]), str(made["sscc"])

    def _bring(self, tote: int) -> None:
        desk, place = self.desk, self.desk.codes.place(self.bench)
        to = place.id if place else 0
        posting.move_hu(desk.door, op=new_op(), warehouse=desk.warehouse, hu=tote, to=to, device=self.cart)


def label_of(barcode: str, lot: str | None) -> tuple[str, str]:
    """The code on the goods: a plain GTIN, or a GS1 element string with the lot where there is one."""
    return (barcode, "") if lot is None else (f"01{barcode.zfill(14)}10{lot}", "]C1")


def _stop(row: Any) -> Stop:
    return Stop(row.x, row.y, (row.zone_code, row.aisle) if row.racked else None)


def _task(row: Any, totes: Mapping[int, tuple[int, str]]) -> pick.PickTask:
    return pick.PickTask(
        TaskId(row.task_id),
        OrderId(row.order_id),
        row.order_number,
        ProductId(row.product_id),
        row.sku,
        row.product,
        row.quantity,
        LocationId(row.from_location_id),
        row.from_code,
        row.barcode,
        row.check_digit or "",
        row.lot,
        HandlingUnitId(totes[row.order_id][0]),
    )
