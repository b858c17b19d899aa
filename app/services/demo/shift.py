"""A shift: orders arrive, are reserved, picked on carts, packed and shipped, by simulated people who each use their own
login, their own devices and the same functions as everybody. The dispatcher decides; threads do the work."""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from app.domain.errors import Fault, Refusal
from app.domain.ids import new_op
from app.services.demo.crew import Crew, hire_crew
from app.services.demo.lease import alone
from app.services.demo.leftover import Leftover, read_leftover
from app.services.demo.pace import Pace
from app.services.demo.people import PICKERS, SUPERVISOR, LoginUrl
from app.services.demo.picker import CartDone, CartJob
from app.services.demo.tools import Devices
from app.services.demo_data.sales import Basket, read_sales
from app.services.demo_data.spec import DemoSpec
from app.services.session import Session

CART = 8  # orders a cart takes
ENTER = 40  # orders entered and reserved at once at the most
SHIP = 25
CARRIERS = (("DHL", 3), ("UPS", 5), ("GLS", 7))  # name, hours from the start of the shift to the cut-off

Progress = Callable[[int, int, str], None]


@dataclass
class Result:
    """What the shift brought. metres: walked; s_shape_metres: what the S-shape rule would have walked."""

    orders: int = 0
    shipped: int = 0
    complete: int = 0
    short: int = 0
    lines: int = 0
    units: int = 0
    ledger_entries: int = 0
    invariant_violations: int = 0
    cartons: int = 0
    tours: int = 0
    metres: float = 0.0
    s_shape_metres: float = 0.0
    seconds: float = 0.0
    not_whole: list[Any] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)
    violations: list[Any] = field(default_factory=list)


class Shift:
    """One run of the demo's day. play() blocks; stop() ends it from another thread after the act in hand."""

    def __init__(
        self, login_url: LoginUrl, warehouse: str, devices: Devices, spec: DemoSpec, pace: Pace, progress: Progress
    ) -> None:
        self._login_url = login_url
        self._code = warehouse
        self._devices = devices
        self._spec = spec
        self._pace = pace
        self._progress = progress
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.result = Result()

    def stop(self) -> None:
        """End the shift; what was posted is kept, and a later shift goes on with it."""
        self._pace.stop.set()

    def play(self) -> Result:
        """Play until every order is shipped, or closed with a reason, or the shift is stopped.

        Raises Refusal demo.playing where another shift is played in this warehouse.
        """
        began = time.monotonic()
        with ExitStack() as stack:
            session = Session.open(self._login_url(SUPERVISOR.login), self._code, application="stillage-demo")
            stack.callback(session.close)
            stack.enter_context(alone(session))
            crew = hire_crew(stack, self._login_url, session, self._devices, self._spec, self._pace, self._refused)
            left = read_leftover(session, [worker.login for worker in PICKERS], [one.cart for one in crew.pickers])
            desk = _Dispatch(session, crew, self._events, self.result, self._pace, left)
            self._run(desk, crew, read_sales(self._spec).orders)
            desk.close_books(began)
        return self.result

    def _run(self, desk: "_Dispatch", crew: Crew, orders: Sequence[Basket]) -> None:
        threads = [threading.Thread(target=self._work, args=(n, desk.left, crew), name=f"demo-pick-{n}", daemon=True)
                   for n in range(len(crew.pickers))]  # fmt: skip
        threads += [threading.Thread(target=self._pack, args=(one, crew.totes), name=f"demo-pack-{n}", daemon=True)
                    for n, one in enumerate(crew.packers)]  # fmt: skip
        for thread in threads:
            thread.start()
        try:
            desk.direct(orders, self._progress)
        except BaseException:
            self.stop()  # nobody begins another tour for a shift that is over
            raise
        finally:
            for _ in crew.pickers:
                crew.carts.put(None)
            for _ in crew.packers:
                crew.totes.put(None)
            for thread in threads:
                thread.join()

    def _work(self, number: int, left: Leftover, crew: Crew) -> None:
        picker, own, totes = crew.pickers[number], left.jobs[number], left.totes[number]
        if totes:
            self._guard("brought", partial(picker.bring, totes))
        for begun in own:
            if not self._pace.ended:
                self._guard("picked", partial(picker.walk, begun))
        while (job := crew.carts.get()) is not None and not self._pace.ended:
            self._guard("picked", partial(picker.walk, job))

    def _pack(self, packer: Any, totes: "queue.Queue[tuple[int, str] | None]") -> None:
        while (tote := totes.get()) is not None and not self._pace.ended:
            self._guard("packed", partial(packer.work, *tote))

    def _guard(self, what: str, act: Callable[[], Any]) -> None:
        try:
            self._events.put((what, act()))
        except (Refusal, Fault) as error:
            self._events.put(("failed", error))
        except Exception as error:  # a thread must never die in silence
            self._events.put(("failed", Fault(f"A simulated person stopped ({error!r}).", "What was posted is kept.")))

    def _refused(self, words: str) -> None:
        self.result.refusals[words] = self.result.refusals.get(words, 0) + 1


@dataclass
class _Dispatch:
    """The dispatcher's desk: what is on its way, and what to do when something comes back."""

    session: Session
    crew: Crew
    events: "queue.Queue[tuple[str, Any]]"
    result: Result
    pace: Pace
    left: Leftover
    waiting: deque[int] = field(default_factory=deque)
    carts_out: int = 0
    totes_out: int = 0
    shipped: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)

    def direct(self, orders: Sequence[Basket], progress: Progress) -> None:
        """The loop of the day."""
        known = {row.number: row for row in self._query("orders_known")}
        coming = deque(order for order in orders if f"SO-{order.basket_id}" not in known)
        self._take_up(list(known.values()))
        began, first = time.monotonic(), coming[0].sold_at if coming else None
        while not self.pace.ended:
            due = self._due(coming, first, time.monotonic() - began)
            if due:
                self._enter(due)
            self._send_carts(last=not coming)
            self._ship(final=not coming and not self.waiting and not self.carts_out and not self.totes_out)
            done = len(self.shipped) + len(self.closed)
            progress(done, len(orders), f"{done} of {len(orders)} orders, {self.carts_out} carts out")
            if not coming and not self.waiting and not self.carts_out and not self.totes_out:
                return
            self._hear(0.05 if due else 0.5)

    def _due(self, coming: deque[Basket], first: datetime | None, passed: float) -> list[Basket]:
        due: list[Basket] = []
        room = ENTER if len(self.waiting) < 4 * CART else 0
        while coming and first is not None and len(due) < room:
            if self.pace.arrivals is not None:
                after = (coming[0].sold_at - first).total_seconds() / self.pace.arrivals
                if after > passed:
                    break
            due.append(coming.popleft())
        return due

    def _enter(self, due: Sequence[Basket]) -> None:
        rows = []
        for order in due:
            carrier, hours = CARRIERS[order.basket_id % len(CARRIERS)]
            lines = [
                {"line_no": n, "product": self.crew.product_of[line.product_id], "quantity": line.quantity}
                for n, line in enumerate(order.lines, 1)
            ]
            rows.append(
                {
                    "number": f"SO-{order.basket_id}",
                    "external_ref": str(order.basket_id),
                    "source": "completejourney",
                    "carrier_service": carrier,
                    "cut_off": (self.crew.began + timedelta(hours=hours)).isoformat(),
                    "lines": lines,
                }
            )
        made = self._call("enter_orders_v1", p_orders=rows)
        self._reserve([order["order_id"] for order in made["orders"]])

    def _reserve(self, orders: Sequence[int]) -> None:
        """Reserve; what cannot be had is closed with a reason, so that the rest goes."""
        answer = self._call("reserve_v1", p_orders=list(orders))
        for order in dict.fromkeys(line["order_id"] for line in answer["short"]):
            self._call("close_short_v1", p_order=order, p_reason="no_stock")
        with_work = {r["order_id"] for r in answer["reservations"]}
        self.waiting.extend(order for order in orders if order in with_work)
        self.closed.update(order for order in orders if order not in with_work and order not in self.shipped)

    def _take_up(self, rows: Sequence[Any]) -> None:
        """Orders that an earlier shift left behind: begin anew what nobody has begun, finish what somebody has."""
        self.shipped.update(row.order_id for row in rows if row.status == 700)
        self.closed.update(row.order_id for row in rows if row.status > 700)
        self.carts_out += self.left.walks
        for row in rows:
            if row.status < 500:
                self._call("release_v1", p_order=row.order_id, p_reason="data")
                self._reserve([row.order_id])
            elif row.status < 650 and row.unmet > 0:
                self._again(row.order_id)
        begun = [row.order_id for row in rows if 500 <= row.status < 650]
        ready = {row.order_id for row in self._query("open_picks", orders=begun)} if begun else set()
        self.waiting.extend(sorted(ready.difference(self.waiting)))
        self._bench(self.left.benched)

    def _again(self, order: int) -> None:
        """Pieces that were not in the bin: from elsewhere; once packing has begun the order goes without them."""
        try:
            self._reserve([order])
        except Refusal as refusal:
            if refusal.code != "WM455":
                raise
            self._call("close_short_v1", p_order=order, p_reason="no_stock")

    def _bench(self, totes: Sequence[tuple[int, str]]) -> None:
        for tote in totes:
            self.totes_out += 1
            self.crew.totes.put(tote)

    def _send_carts(self, *, last: bool) -> None:
        """Full carts; where orders trickle in, a picker who would stand idle takes what there is."""
        people = len(self.crew.pickers)
        while self.waiting and self.carts_out < 2 * people:
            idle = self.pace.arrivals is not None and self.carts_out < people
            if not (last or idle or len(self.waiting) >= CART):
                return
            orders = tuple(self.waiting.popleft() for _ in range(min(CART, len(self.waiting))))
            tasks = tuple(self._query("open_picks", orders=list(orders)))
            if tasks:
                self.crew.carts.put(CartJob(tuple(dict.fromkeys(row.order_id for row in tasks))))
                self.carts_out += 1

    def _hear(self, patience: float) -> None:
        """Take what people report, all of it."""
        try:
            what, news = self.events.get(timeout=patience)
            while True:
                self._react(what, news)
                what, news = self.events.get_nowait()
        except queue.Empty:
            return

    def _react(self, what: str, news: Any) -> None:
        if what == "failed":
            raise news
        if what == "packed":
            self.totes_out -= 1
            self.result.cartons += news
            return
        self.carts_out -= 1
        if what == "brought":
            self._bench(news)
            return
        done: CartDone = news
        if done.tour is not None:
            self.result.tours += 1
            self.result.metres += done.tour.metres
            self.result.s_shape_metres += done.tour.s_shape_metres
        if done.short:  # the rest came from another bin on the same walk, where there was one
            unmet = {row.order_id for row in self._query("orders_known") if row.unmet > 0}
            for order in sorted(done.short & unmet):
                self._again(order)
        self._bench(done.totes)

    def _ship(self, *, final: bool) -> None:
        ready = [row.order_id for row in self._query("orders_packed")]
        if not ready or (len(ready) < SHIP and not final and self.pace.work is None):
            return
        for start in range(0, len(ready), SHIP):
            self._call("ship_v1", p_orders=ready[start : start + SHIP])
        self.shipped.update(ready)
        self.closed.difference_update(ready)

    def close_books(self, began: float) -> None:
        """Read the result back from the database: what counts is what is posted."""
        row, found = self._query("shift_result")[0], self.result
        found.orders, found.shipped, found.complete, found.short = row.orders, row.shipped, row.complete, row.short
        found.lines, found.units = row.lines, round(row.units)
        found.ledger_entries = self._query("ledger_entries")[0].entries
        found.not_whole = list(self._query("orders_not_whole"))
        found.violations = list(self._query("invariants"))
        found.invariant_violations = len(found.violations)
        found.seconds = round(time.monotonic() - began, 1)

    def _call(self, function: str, **arguments: Any) -> dict[str, Any]:
        at = self.session.warehouse.warehouse_id
        return self.session.door.call(function, deadline=30, p_op=new_op(), p_warehouse=at, **arguments)

    def _query(self, name: str, **parameters: Any) -> Sequence[Any]:
        at = self.session.warehouse.warehouse_id
        return self.session.door.query(name, deadline=60, warehouse=at, **parameters)
