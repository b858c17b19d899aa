"""Batches for a person: what is open, taking the next one or one's own orders, giving it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from app.domain.errors import Refusal
from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow.events import Workplace
from app.flow.pick import PickState, start_batch
from app.flow.pick_work import PickTour
from app.services.pick_tour import tour_of
from app.services.session import Session
from db import posting
from db.posting.kinds import Answer

MODES: Final = ("discrete", "batch", "cluster", "zone")
Sorted = Callable[[Sequence[str]], tuple[Sequence[str], float]]
"""Puts addresses of bins into walking order and says how many metres that is."""


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """A batch with something left to do. tasks: picks in all, done those recorded, short of them came short. totes: on
    its cart. live: somebody has it until lease_until; mine: I do. metres, s_shape_metres: None where not planned."""

    batch: int
    mode: str
    zone: str | None
    wave: str | None
    orders: int
    tasks: int
    open: int
    done: int
    short: int
    totes: int
    priority: int | None
    due_at: datetime | None
    person: str | None
    station: str | None
    lease_until: datetime | None
    live: bool
    mine: bool
    metres: float | None
    s_shape_metres: float | None


@dataclass(frozen=True, slots=True)
class Waits:
    """An order whose totes are gathered in staging. complete: it waits for nothing more; else for these zones."""

    order: int
    number: str
    place: str
    totes: int
    complete: bool
    zones: tuple[str, ...]


class Picking:
    """Picking for the person who is signed in. device: what this station is called in what it records; place: where the
    cart stands in the books, None where a person walks about with it. Blocking."""

    def __init__(self, session: Session, device: str, place: int | None = None) -> None:
        self._session = session
        self._at = session.warehouse.warehouse_id
        self.workplace = Workplace(WarehouseId(self._at), device, LocationId(place or 0))

    # ---- what there is ----
    def open_batches(self) -> tuple[OpenBatch, ...]:
        """Batches with something left to do, the most urgent first."""
        return tuple(map(_open_batch, self._session.door.query("open_batches", warehouse=self._at)))

    def gathering(self) -> tuple[Waits, ...]:
        """Orders picked zone by zone whose totes wait in staging."""
        return tuple(map(_waits, self._session.door.query("gathering", warehouse=self._at)))

    def short_reasons(self) -> tuple[tuple[str, str], ...]:
        """Why a pick may come short: code and words."""
        return tuple((row.code, row.name) for row in self._session.door.query("short_reasons"))

    # ---- taking and giving back ----
    def take_up(self, sort: Sorted | None = None, *, zone: str | None = None, most: int = 8) -> PickTour:
        """The next piece of work: one's own batch, else the most urgent released one, else a cluster of the most urgent
        orders that wait without one (of a zone: their picks there). Raises Refusal `pick.none`, with what to do."""
        try:
            answer = self._claim(zone=zone)
        except Refusal as nothing:
            if nothing.code != "WM404":
                raise
            answer = self._take_orders(zone, most)
        return self._walked(answer, sort)

    def claim(self, batch: int, sort: Sorted | None = None, *, cart: int | None = None) -> PickTour:
        """This batch, or more time for one's own. Raises Refusal (WM455: somebody has it, or it is done)."""
        return self._walked(self._claim(batch=batch, cart=cart), sort)

    def take(self, orders: Sequence[int], mode: str = "cluster", sort: Sorted | None = None) -> PickTour:
        """A batch of these reserved orders. Raises Refusal (WM404, WM422, WM455)."""
        answer = posting.take_batch(
            self._session.door, op=new_op(), warehouse=self._at, orders=orders, mode=mode, station=self.workplace.device
        )
        return self._walked(answer, sort)

    def leave(self, batch: int) -> int:
        """Give a batch back; a supervisor anybody's. Returns how many picks are for others now."""
        return int(posting.leave_batch(self._session.door, op=new_op(), warehouse=self._at, batch=batch)["tasks"])

    def state(self, tour: PickTour) -> PickState:
        """Where the flow `PICK` begins."""
        return start_batch(self.workplace, tour)

    # ---- inside ----
    def _claim(self, **given: Any) -> Answer:
        door = self._session.door
        return posting.claim_batch(door, op=new_op(), warehouse=self._at, station=self.workplace.device, **given)

    def _take_orders(self, zone: str | None, most: int) -> Answer:
        mode = "cluster" if zone is None else "zone"
        try:
            return posting.take_batch(
                self._session.door, op=new_op(), warehouse=self._at, mode=mode, zone=zone, most=most,
                station=self.workplace.device,
            )  # fmt: skip
        except Refusal as nothing:
            if nothing.code != "WM404":
                raise
            what = "No pick waits for you."
            raise Refusal("pick.none", what, "Take other work, or ask when orders are released.") from nothing

    def _walked(self, answer: Answer, sort: Sorted | None) -> PickTour:
        """The tour of a claim; sorted anew where the caller knows a shorter way, and told to the database."""
        batch = int(answer["batch_id"])
        tour = tour_of(self._session.door, self._at, batch)
        if sort is None or len(tour.tasks) < 2:
            return tour
        codes, metres = sort(list(dict.fromkeys(task.place_code for task in tour.tasks)))
        rank = {code: n for n, code in enumerate(codes)}
        tasks = sorted(tour.tasks, key=lambda task: (rank.get(task.place_code, len(rank)), task.slot or 0, task.task))
        ids = [share.task for task in tasks for share in task.parts]
        self._claim(batch=batch, tasks=ids, metres=Decimal(str(round(metres, 2))))
        return PickTour(tour.batch, tour.mode, tuple(tasks), tour.totes)


def _open_batch(row: Any) -> OpenBatch:
    return OpenBatch(
        row.batch_id, row.mode, row.zone_code, row.wave, row.orders, row.tasks, row.open, row.done, row.short,
        row.totes, row.priority, row.due_at, row.person, row.station, row.lease_until, row.live, row.mine,
        row.tour_metres, row.s_shape_metres,
    )  # fmt: skip


def _waits(row: Any) -> Waits:
    zones = tuple(sorted({str(one.get("zone") or "") for one in row.waits_for}))
    return Waits(row.order_id, row.number, row.place, row.totes, row.complete, zones)
