"""The simulated supervisor: announces deliveries, lets orders in and go, ships, and sees to whatever went wrong."""

import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.demo.pace import Pace
from app.services.demo_data.sales import Basket
from app.services.demo_data.seeded import chance
from app.services.demo_day.manner import Manner, Patience
from app.services.inbound.quality import Quality
from app.services.outbound import LineWish, OrderEntry, OrderWish, Outbound
from app.services.putaway.desk import Putaway
from app.services.session import Session
from app.services.tasks import Refills, TaskBoard, Troubles
from app.services.waves import Policy, Waves
from db import posting

CARRIERS = (("DHL", 3), ("UPS", 5), ("GLS", 7))  # name, hours from the start of the day to the cut-off
COMPLETENESS = ("ship_complete", "partial", "backorder")
SHIP = 25
CANCELLED = 0.01  # part of the orders whose customer thinks better of it


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Work that somebody cannot finish. what: "batch" or "tasks"; stuck: nobody can, so it is held for the supervisor.
    seen: set when the desk has dealt with it."""

    what: str
    keys: tuple[int, ...]
    stuck: bool = False
    seen: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True)
class Office:
    """sku_of: by the sample's article number. again: the how manyth time the same baskets are ordered. entered: ids
    of the demo's own orders; others are those of the person who looks on. waiting: what
    waits for that person now, by kind: wave, sample, exception. stopped: what was refused, for the report."""

    session: Session
    seed: int
    pickers: int
    sku_of: dict[int, str]
    coming: deque[Basket]
    dead: "queue.Queue[GivenBack]"
    pace: Pace
    manner: Manner = field(default_factory=Manner)
    again: int = 1
    stopped: Counter[str] = field(default_factory=Counter)
    waves_released: int = 0
    metres: float = 0.0
    first_come_metres: float = 0.0
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _waves: Waves = field(init=False)
    _outbound: Outbound = field(init=False)
    _places: Putaway = field(init=False)
    _patience: Patience = field(init=False)
    waiting: Counter[str] = field(default_factory=Counter)
    entered: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waves, self._outbound = Waves(self.session), Outbound(self.session)
        self._places = Putaway(self.session)
        self._patience = Patience(self.pace, self.manner.patience)

    # ---- before the doors open ----
    def open_up(self) -> None:
        """The plan is read, so that the first wave is as quick as the next."""
        self._waves.warm()

    # ---- in the course of the day ----
    def turn(self, *, last: bool) -> None:
        """One round of the desk. last: no further orders or deliveries will come."""
        self.waiting.clear()
        self._patience.tick()
        self._revive()
        self._enter()
        self._release(everything=last and not self.coming)
        self._guard("refill", Refills(self.session).look)
        self._guard("places", self._places.propose_waiting)
        self._look_at_samples()
        self._see_to_exceptions()
        self.ship(least=SHIP if self.pace.work is None and not (last and not self.coming) else 1)

    @property
    def waits(self) -> bool:
        """Whether something still waits for the person's decision."""
        return self.waiting.total() > 0

    def _enter(self) -> None:
        """The next orders, with what can be promised; a few of their customers think better of it."""
        most, waiting = self.manner.enter, self.manner.waiting
        if waiting is not None and self.coming:
            most = min(waiting - len(self._waves.candidates()), most if self.entered else waiting)
        wishes = [self._wish(self.coming.popleft()) for _ in range(min(most, len(self.coming)))]
        if not wishes:
            return
        made = OrderEntry(self.session).enter(wishes)
        self.entered.update(int(one["order_id"]) for one in made.orders)
        for one in made.orders:
            if chance(self.seed, "thinks better", one["number"]) < CANCELLED:
                self._cancel([int(one["order_id"])], "customer")

    def _wish(self, basket: Basket) -> OrderWish:
        carrier, hours = CARRIERS[basket.basket_id % len(CARRIERS)]
        lines = tuple(
            LineWish(n, self.sku_of[line.product_id], Decimal(line.quantity)) for n, line in enumerate(basket.lines, 1)
        )
        reference = numbered(basket, self.again)
        return OrderWish(
            f"SO-{reference}", lines, carrier=carrier, cut_off=self.began + hours * self.manner.hour,
            completeness=COMPLETENESS[basket.basket_id % 3], external_ref=reference, source="completejourney",
        )  # fmt: skip

    def _release(self, *, everything: bool) -> None:
        """A wave as soon as there are enough; at the end also what cannot go whole. Where a person looks on it waits a
        moment, for them to be quicker, and until there is somebody to pick it."""
        known, wave = self._waves.candidates(), self.manner.wave
        if not known or (len(known) < wave and not everything):
            self._patience.forget("wave")
            return
        patient = self._patience
        if self.waves_released and not (
            patient.over("wave", 0.2) and (self._free_batches() < self.pickers or patient.over("wave"))
        ):
            self.waiting["wave"] += 1
            return
        self._patience.forget("wave")
        for short in ("leave", "take") if everything else ("leave",):
            policy = Policy(mode="cluster", slots=8, short="take" if short == "take" else "leave",
                            pickers=self.pickers, seconds=0.5)  # fmt: skip
            known = self._waves.candidates()
            try:
                found = self._waves.preflight(known[:wave] if not everything else known, policy)
                self._waves.release(found, self._waves.next_number())
            except Refusal as refusal:
                self._note(f"wave: {refusal.code}")
                continue
            self.waves_released += 1
            self.metres += found.metres
            self.first_come_metres += found.first_come_metres

    def _revive(self) -> None:
        """Work of devices that died goes back to all."""
        while True:
            try:
                given = self.dead.get_nowait()
            except queue.Empty:
                return
            board, keys = TaskBoard(self.session), given.keys
            if given.what == "batch":
                give_back = partial(
                    posting.leave_batch, self.session.door, op=new_op(), warehouse=self._at, batch=keys[0]
                )
            else:
                give_back = partial(board.give, keys, None)
            self._guard("revive", give_back)
            if given.stuck:
                tasks = keys
                if given.what == "batch":
                    tasks = tuple(row.task_id for row in self._read("batch_tasks", batch=keys[0]))
                self._guard("hold", partial(board.hold, tasks, "It could not be done twice: look at it."))
            given.seen.set()

    def _look_at_samples(self) -> None:
        """Quality found nothing wrong."""
        quality = Quality(self.session)
        for row in quality.checks():
            if not self._patience.over(("sample", row.check_id)):
                self.waiting["sample"] += 1
                continue
            self._guard("quality", partial(quality.decide, row.check_id, Decimal(0)))

    def _see_to_exceptions(self) -> None:
        """What an order misses is looked for elsewhere; other exceptions get an owner and stay until they are cured."""
        troubles = Troubles(self.session)
        for row in troubles.open():
            if not self._patience.over(("exception", row.task_id)):
                self.waiting["exception"] += 1
            elif row.order_id is not None:
                self._guard("elsewhere", partial(troubles.elsewhere, row.order_id))
                self._guard("settle", partial(troubles.settle, [row.task_id], "Looked for elsewhere."))
            elif row.owner is None:
                self._guard("own", partial(troubles.take, [row.task_id]))

    def ship(self, least: int = 1) -> int:
        """What is packed leaves; how many orders."""
        ready = [int(row.order_id) for row in self._read("orders_packed")]
        if len(ready) < least:
            return 0
        for start in range(0, len(ready), SHIP):
            part = ready[start : start + SHIP]
            self._guard("ship", partial(posting.ship, self.session.door, op=new_op(), warehouse=self._at, orders=part))
        return len(ready)

    def footprint(self) -> tuple[int, int, int]:
        """Whether anything still happens: open tasks, orders shipped, entries of the ledger."""
        row = self._read("day_progress")[0]
        return int(row.open_tasks), int(row.shipped), int(row.entries)

    # ---- when the doors close ----
    def close(self) -> None:
        """What nothing can be done about any more is given up, with the reason."""
        for row in self._read("orders_known"):
            if row.status >= 700 or row.order_id not in self.entered:
                continue
            if row.unmet > 0:
                self._guard("short", partial(self._outbound.close_short, row.order_id, "no_stock"))
        self.ship()
        left = [
            int(row.order_id) for row in self._read("orders_known") if row.status < 650 and row.order_id in self.entered
        ]
        for order in left:
            self._cancel([order], "no_stock")

    def _free_batches(self) -> int:
        """Batches that wait for a picker, where pickers take their time."""
        return 0 if self.pace.work is None else sum(not row.live for row in self._read("open_batches"))

    def _cancel(self, orders: list[int], reason: str) -> None:
        self._guard("cancel", lambda: self._outbound.cancel(orders, reason))

    def _guard(self, what: str, act: Callable[[], Any]) -> None:
        """The desk goes on, and what was refused is told at the end."""
        try:
            act()
        except Refusal as refusal:
            self._note(f"{what}: {refusal.code} {refusal.what}")

    def _note(self, words: str) -> None:
        self.stopped[words] += 1

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def _read(self, name: str, **given: Any) -> Sequence[Any]:
        return self.session.door.query(name, warehouse=self._at, deadline=60, **given)


def numbered(basket: Basket, again: int) -> str:
    """The customer's reference of a basket that is ordered for the `again`th time."""
    return str(basket.basket_id) if again == 1 else f"{basket.basket_id}-{again}"
