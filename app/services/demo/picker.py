"""A simulated picker: takes a cluster of orders, walks the computed tour, proves bin, item and tote by scans."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.domain.errors import Fault, Refusal
from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow import pick
from app.flow.events import Workplace
from app.optimise.routing import Stop, Tour, TravelMap, plan_tour
from app.services.demo.pace import PICK_STOP, WALK
from app.services.demo.tools import Desk
from app.services.demo_data.seeded import chance
from app.services.station import Station
from db import posting

MISSING = 0.002  # share of tasks whose bin holds less than the book says; the picker reports it with a reason
PATIENCE = 3  # times that a scan may change nothing before the picker gives the tour up


@dataclass(frozen=True, slots=True)
class CartJob:
    """Orders to be picked on one walk, or (batch) one that was begun or released already."""

    orders: tuple[int, ...] = ()
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class CartDone:
    """What a walk brought: totes (id, SSCC) with something in them, the orders that came short, the way. tour is None
    where somebody else was quicker, or nothing was left but setting down."""

    totes: tuple[tuple[int, str], ...] = ()
    short: frozenset[int] = frozenset()
    picked: int = 0
    tour: Tour | None = None


@dataclass
class _Walk:
    """One walk: the station, seconds to the next stop, and what came of it so far."""

    station: Station[pick.PickState]
    seconds: float
    short: set[int] = field(default_factory=set)
    totes: dict[int, str] = field(default_factory=dict)


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
        try:
            batch = self._take(job)
        except Refusal as refusal:
            if refusal.code not in ("WM404", "WM455"):
                raise
            return CartDone()  # somebody else took that work, or has done it
        tour = self._plan(batch)
        place = self.desk.codes.place(self.cart)
        workplace = Workplace(WarehouseId(self.desk.warehouse), self.cart, place.id if place else LocationId(0))
        state = pick.start_batch(workplace, self.desk.codes.tour(batch))
        stops = len(state.run.left)
        walk = _Walk(self.desk.station(pick.PICK, state), tour.metres / max(1, stops) / WALK if tour else 0.0)
        self._work(walk)
        over = isinstance(walk.station.state, pick.PickOver)
        return CartDone(tuple(walk.totes.items()) if over else (), frozenset(walk.short), stops, tour)

    def bring(self, totes: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
        """Bring totes that an earlier shift left on the way to the packing bench."""
        desk, place = self.desk, self.desk.codes.place(self.bench)
        for tote, _ in totes:
            to = place.id if place else 0
            posting.move_hu(desk.door, op=new_op(), warehouse=desk.warehouse, hu=tote, to=to, device=self.cart)
        return tuple(totes)

    # ---- before the walk ----
    def _take(self, job: CartJob) -> int:
        desk = self.desk
        if job.batch is not None:
            posting.claim_batch(desk.door, op=new_op(), warehouse=desk.warehouse, batch=job.batch, station=self.cart)
            return job.batch
        made = posting.take_batch(
            desk.door, op=new_op(), warehouse=desk.warehouse, orders=list(job.orders), station=self.cart
        )
        return int(made["batch_id"])

    def _plan(self, batch: int) -> Tour | None:
        """The shortest tour, told to the database. None where no pick is left."""
        desk = self.desk
        rows = desk.door.query("batch_tasks", warehouse=desk.warehouse, batch=batch)
        if not rows:
            return None
        tour = plan_tour(self.travel, [_stop(row) for row in rows], self.bench_stop, self.bench_stop)
        posting.claim_batch(
            desk.door,
            op=new_op(),
            warehouse=desk.warehouse,
            batch=batch,
            tasks=[rows[at].task_id for at in tour.order],
            station=self.cart,
            metres=Decimal(str(round(tour.metres, 2))),
        )
        return tour

    # ---- the walk ----
    def _work(self, walk: _Walk) -> None:
        """Do what the prompt asks for until the tour is over or the shift ends."""
        station, idle = walk.station, 0
        while not self.desk.pace.ended and not isinstance(station.state, pick.PickOver):
            before = station.state
            self._step(walk, before)
            idle = idle + 1 if station.state is before else 0
            if idle == PATIENCE and not self.desk.pace.ended:
                with contextlib.suppress(Refusal):
                    station.leave()
                line = station.prompt.line
                raise Fault(f"A tour of {self.cart} does not go on: {line}", "What was picked is recorded.")

    def _step(self, walk: _Walk, state: pick.PickState) -> None:
        desk, station = self.desk, walk.station
        match state:
            case pick.AtBin(run=run):
                desk.pace.rest(walk.seconds + PICK_STOP)
                if not desk.pace.ended:
                    desk.scan(station, run.task.place_barcode)
            case pick.AtItem(run=run):
                self._goods(walk, run.task)
            case pick.AtLot(run=run):
                station.typed(run.task.lot or "")
            case pick.Counting(run=run):
                station.typed(f"{run.task.quantity:f}")
            case pick.AtTote(run=run):
                tote = run.tote_of(run.task.order)
                desk.scan(station, tote.code if tote else self._new_tote())
            case pick.AskEmpty() | pick.AskSubstitute():
                station.answer(True)
            case pick.AtDrop(run=run):
                walk.totes.update({int(tote.unit): tote.code for tote in run.totes})
                desk.scan(station, self.bench)
            case pick.PickOver():
                return
        desk.wait_out(station)

    def _goods(self, walk: _Walk, task: pick.PickTask) -> None:
        if chance(self.seed, "missing", str(task.task)) < MISSING:
            walk.short.add(int(task.order))
            walk.station.short("not_there")
        else:
            self.desk.scan(walk.station, *label_of(self.barcodes[task.product], task.lot))

    def _new_tote(self) -> str:
        desk = self.desk
        place = desk.codes.place(self.cart)
        made = posting.create_hu(
            desk.door, op=new_op(), warehouse=desk.warehouse, kind="tote", location=place.id if place else 0
        )
        return str(made["sscc"])


def label_of(barcode: str, lot: str | None) -> tuple[str, str]:
    """The code on the goods: a plain GTIN, or a GS1 element string with the lot where there is one."""
    return (barcode, "") if lot is None else (f"01{barcode.zfill(14)}10{lot}", "]C1")


def _stop(row: Any) -> Stop:
    return Stop(row.x, row.y, (row.zone_code, row.aisle) if row.racked else None)
