"""The simulated supervisor: announces deliveries, lets orders in and go, ships, and sees to whatever went wrong."""

import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.demo_data.sales import Basket
from app.services.demo_data.seeded import chance
from app.services.inbound.quality import Quality
from app.services.outbound import LineWish, OrderEntry, OrderWish, Outbound
from app.services.putaway.desk import Putaway
from app.services.session import Session
from app.services.tasks import Refills, TaskBoard, Troubles
from app.services.waves import Policy, Waves
from db import posting

CARRIERS = (("DHL", 3), ("UPS", 5), ("GLS", 7))  # name, hours from the start of the day to the cut-off
COMPLETENESS = ("ship_complete", "partial", "backorder")
WAVE = 40  # orders released together
ENTER = 40
SHIP = 25
CANCELLED = 0.01  # part of the orders whose customer thinks better of it


@dataclass(slots=True)
class Office:
    """sku_of: by the sample's article number. stopped: what was refused, for the report."""

    session: Session
    seed: int
    pickers: int
    sku_of: dict[int, str]
    coming: deque[Basket]
    dead: "queue.Queue[tuple[str, Sequence[int], threading.Event]]"
    stopped: Counter[str] = field(default_factory=Counter)
    waves_released: int = 0
    metres: float = 0.0
    first_come_metres: float = 0.0
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _waves: Waves = field(init=False)
    _outbound: Outbound = field(init=False)
    _places: Putaway = field(init=False)
    _entered: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._waves, self._outbound = Waves(self.session), Outbound(self.session)
        self._places = Putaway(self.session)

    # ---- before the doors open ----
    def open_up(self) -> None:
        """The plan is read, so that the first wave is as quick as the next."""
        self._waves.warm()

    # ---- in the course of the day ----
    def turn(self, *, last: bool) -> None:
        """One round of the desk. last: no further orders or deliveries will come."""
        self._revive()
        self._enter()
        self._release(everything=last and not self.coming)
        self._guard("refill", Refills(self.session).look)
        self._guard("places", self._places.propose_waiting)
        self._look_at_samples()
        self._see_to_exceptions()
        self.ship(least=1 if last and not self.coming else SHIP)

    def _enter(self) -> None:
        """The next orders, with what can be promised; a few of their customers think better of it."""
        wishes = []
        for _ in range(min(ENTER, len(self.coming))):
            basket = self.coming.popleft()
            carrier, hours = CARRIERS[basket.basket_id % len(CARRIERS)]
            lines = tuple(
                LineWish(n, self.sku_of[line.product_id], Decimal(line.quantity))
                for n, line in enumerate(basket.lines, 1)
            )
            wishes.append(
                OrderWish(
                    f"SO-{basket.basket_id}", lines, carrier=carrier, cut_off=self.began + timedelta(hours=hours),
                    completeness=COMPLETENESS[basket.basket_id % 3], external_ref=str(basket.basket_id),
                    source="completejourney",
                )
            )  # fmt: skip
        if not wishes:
            return
        made = OrderEntry(self.session).enter(wishes)
        self._entered.update(int(one["order_id"]) for one in made.orders)
        for one in made.orders:
            if chance(self.seed, "thinks better", one["number"]) < CANCELLED:
                self._cancel([int(one["order_id"])], "customer")

    def _release(self, *, everything: bool) -> None:
        """A wave as soon as there are enough; at the end also what cannot go whole."""
        known = self._waves.candidates()
        if not known or (len(known) < WAVE and not everything):
            return
        for short in ("leave", "take") if everything else ("leave",):
            policy = Policy(mode="cluster", slots=8, short="take" if short == "take" else "leave",
                            pickers=self.pickers, seconds=0.5)  # fmt: skip
            known = self._waves.candidates()
            try:
                found = self._waves.preflight(known[:WAVE] if not everything else known, policy)
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
                what, keys, seen = self.dead.get_nowait()
            except queue.Empty:
                return
            if what == "batch":
                give_back = partial(
                    posting.leave_batch, self.session.door, op=new_op(), warehouse=self._at, batch=keys[0]
                )
            else:
                give_back = partial(TaskBoard(self.session).give, keys, None)
            self._guard("revive", give_back)
            seen.set()

    def _look_at_samples(self) -> None:
        """Quality found nothing wrong."""
        quality = Quality(self.session)
        for row in quality.checks():
            self._guard("quality", partial(quality.decide, row.check_id, Decimal(0)))

    def _see_to_exceptions(self) -> None:
        """What an order misses is looked for elsewhere; other exceptions get an owner and stay until they are cured."""
        troubles = Troubles(self.session)
        for row in troubles.open():
            if row.order_id is not None:
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
            if row.status >= 700:
                continue
            if row.unmet > 0:
                self._guard("short", partial(self._outbound.close_short, row.order_id, "no_stock"))
        self.ship()
        left = [int(row.order_id) for row in self._read("orders_known") if row.status < 650]
        for order in left:
            self._cancel([order], "no_stock")

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
