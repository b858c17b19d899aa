"""A day: twelve people, each with their own login and devices, from the truck at the dock to the truck at the gate.

The database is what they share: nobody is handed work in memory but the totes that stand on a bench."""

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from app.domain.errors import Fault as Failure
from app.domain.errors import Refusal, Unreachable
from app.services.demo.crew import Crew, hire_crew
from app.services.demo.lease import alone
from app.services.demo.pace import Pace
from app.services.demo.people import DRIVERS, PACKERS, PICKERS, RECEIVERS, SUPERVISOR, LoginUrl, Worker
from app.services.demo.tools import Desk, Devices
from app.services.demo_data.catalogue import catalogue
from app.services.demo_data.sales import read_sales
from app.services.demo_data.seeded import chance
from app.services.demo_data.spec import DemoSpec
from app.services.demo_day.books import DayBooks, read_books
from app.services.demo_day.driving import Driver
from app.services.demo_day.faults import Faults
from app.services.demo_day.gate import Gate
from app.services.demo_day.manner import Manner
from app.services.demo_day.morning import expect_trucks, take_over, todays_orders
from app.services.demo_day.office import GivenBack, Office
from app.services.demo_day.person import Eyes, Person, Tally
from app.services.demo_day.picking import Walker
from app.services.demo_day.receiving import Pile, Receiver, still_there
from app.services.inbound import Deliveries
from app.services.lookup import Codes
from app.services.session import Session
from app.services.tasks import NextWork

IDLE = 0.3  # s until somebody without work asks again
CALM = 1.0  # s, the same where people take their time
QUIET = 4  # times that everybody asks in vain before the day is over
LONGEST = 3600.0  # s

Progress = Callable[[int, int, str], None]


@dataclass
class Day:
    """One day. news: told of what waits for the person who looks on (Office.waiting). play() blocks; stop() ends it
    from another thread after the acts in hand."""

    login_url: LoginUrl
    warehouse: str
    devices: Devices
    spec: DemoSpec
    pace: Pace
    faults: Faults
    progress: Progress
    manner: Manner = field(default_factory=Manner)
    news: Callable[[Mapping[str, int]], None] = lambda _waiting: None
    tally: Tally = field(default_factory=Tally)
    gate: Gate = field(init=False)
    _books: bool = True
    _closing: threading.Event = field(default_factory=threading.Event)
    _vain: dict[str, tuple[float, ...]] = field(default_factory=dict)
    _failed: "queue.Queue[BaseException]" = field(default_factory=queue.Queue)
    _dead: "queue.Queue[GivenBack]" = field(default_factory=queue.Queue)
    _totes: "queue.Queue[tuple[int, str] | None]" = field(default_factory=queue.Queue)
    _inbound: "queue.Queue[int | None]" = field(default_factory=queue.Queue)
    _refused: dict[str, int] = field(default_factory=dict)
    _stumbles: Counter[object] = field(default_factory=Counter)

    def stop(self, *, books: bool = True) -> None:
        """End the day; what was posted is kept. books False: nobody waits for the report, play raises demo.stopped."""
        self._books = self._books and books
        self.pace.stop.set()

    def play(self) -> DayBooks:
        """Play until nothing is left to do, or the day is stopped. Raises Refusal demo.playing."""
        began = time.monotonic()
        with ExitStack() as stack:
            desk = self._session(stack, SUPERVISOR)
            stack.enter_context(alone(desk))
            self.progress(0, 0, "The doors open: everybody signs in")
            crew = hire_crew(stack, self.login_url, desk, self.devices, self.spec, self.pace, self._told)
            self.progress(0, 0, "The doors open: the desk reads plan and orders")
            office, piles = self._open(desk, crew)
            since = desk.door.query("now")[0].now
            self.progress(0, 0, "The doors open: carts and scanners are handed out")
            crew_of_floor = self._hire(stack, crew, desk, piles)
            self._work(office, crew_of_floor)
            if not self._books:
                raise Refusal("demo.stopped", "The day was left.", "The next one goes on with what is open.")
            if not self.pace.ended:
                office.close()
            notes = {
                "waves": float(office.waves_released), "metres": round(office.metres, 1),
                "seconds": round(time.monotonic() - began, 1),
            }  # fmt: skip
            people = [one.login for one in (*RECEIVERS, *DRIVERS, *PICKERS, *PACKERS)]
            orders = None if self.manner.strict else office.entered
            return read_books(desk, since, self.tally, {**self._refused, **office.stopped}, notes, people, orders)

    # ---- morning ----
    def _open(self, desk: Session, crew: Crew) -> tuple[Office, dict[int, tuple[Pile, ...]]]:
        sales = read_sales(self.spec)
        ids = {row.sku: int(row.product_id) for row in desk.door.query("product_ids")}
        articles = [one for one in catalogue(sales.products, self.spec.seed) if one.sku in ids]
        sku_of = {one.product_id: one.sku for one in articles}
        today = todays_orders(desk, sales.orders, self.manner.orders)
        office = Office(
            desk, self.spec.seed, len(PICKERS), sku_of, today.coming, self._dead, self.pace, self.manner, today.again
        )  # fmt: skip
        office.entered |= today.begun
        office.open_up()
        if not self.manner.strict:
            for tote in take_over(desk, crew.packers[0].bench, [one.cart for one in crew.pickers]):
                self._totes.put(tote)
        cooled = {ids[one.sku] for one in articles if one.temperature_class != "ambient"}
        expected = expect_trucks(desk, self.spec, articles)
        self.gate = Gate(desk, self.pace, self._inbound.put, self._told)
        self.gate.open(expected, desk.door.query("now")[0].now)
        return office, _on_the_trucks(Deliveries(desk), expected, cooled)

    def _session(self, stack: ExitStack, worker: Worker) -> Session:
        session = Session.open(self.login_url(worker.login), self.warehouse, application="stillage-demo")
        stack.callback(session.close)
        return session

    def _hire(
        self, stack: ExitStack, crew: Crew, desk: Session, piles: dict[int, tuple[Pile, ...]]
    ) -> dict[str, Callable[[], bool]]:
        """What everybody does over and over, by login; False: there was nothing to do."""
        eyes = Eyes(crew.pickers[0].barcodes, crew.packers[0].bench)
        work: dict[str, Callable[[], bool]] = {}
        for n, worker in enumerate(PICKERS, 1):
            one = Walker(
                self._person(stack, worker, eyes), f"CART-{n}", crew.pickers[n - 1].bench,
                lambda tote, sscc: self._totes.put((tote, sscc)), lambda batch: self._died("batch", [batch]),
                None if self.manner.strict else lambda batch, words: self._gave_up("batch", [batch], words),
            )  # fmt: skip
            work[worker.login] = one.work
        next_work = {worker.login: self._person(stack, worker, eyes) for worker in DRIVERS}
        for n, (login, person) in enumerate(next_work.items(), 1):
            driver = Driver(
                person, f"TRUCK-{n}", NextWork(person.session), partial(self._died, "tasks"),
                partial(self._gave_up, "tasks"),
            )  # fmt: skip
            work[login] = driver.work
        lanes = [
            row.code
            for row in desk.door.query("places_of_kind", warehouse=desk.warehouse.warehouse_id, kind="receiving")
        ]
        for n, worker in enumerate(RECEIVERS):
            printer = self.devices.printer(f"{worker.name} printer")
            printer.open()
            stack.callback(printer.close)
            receiver = Receiver(
                self._person(stack, worker, eyes), lanes[n % len(lanes)], printer, piles.__getitem__,
                partial(self._close_delivery, Deliveries(desk)),
            )  # fmt: skip
            work[worker.login] = partial(self._receive, receiver, piles, Deliveries(desk))
        for n, packer in enumerate(crew.packers):
            packer.slips.append(partial(self._slip, n))
            work[f"packer{n + 1}"] = partial(self._pack, packer)
        return work

    def _person(self, stack: ExitStack, worker: Worker, eyes: Eyes) -> Person:
        session = self._session(stack, worker)
        scanner = self.devices.scanner(f"{worker.name} scanner")
        scanner.open()
        stack.callback(scanner.close)
        at = session.warehouse.warehouse_id
        desk = Desk(session.door, Codes(session.door, at), at, scanner, self.pace, self._told)
        return Person(session, desk, self.faults, eyes, self.tally)

    # ---- the day ----
    def _work(self, office: Office, work: Mapping[str, Callable[[], bool]]) -> None:
        threads = [threading.Thread(target=self._loop, args=(who, act), name=f"day-{who}", daemon=True)
                   for who, act in work.items()]  # fmt: skip
        total = len(office.coming)
        for thread in threads:
            thread.start()
        try:
            before, since, ends = office.footprint(), time.monotonic(), time.monotonic() + LONGEST
            shipped = before[1]
            while not self._over(office, work, since) and not self.pace.ended:
                began = time.monotonic()
                if self.manner.strict and began > ends:
                    break
                self.pace.hold()
                self._guard(lambda: office.turn(last=self._inbound.empty() and self.gate.empty))
                if (now := office.footprint()) != before:
                    before, since = now, time.monotonic()
                words = f"{now[1] - shipped} orders shipped, {now[0]} tasks open"
                self.progress(total - len(office.coming), total, words)
                self.news(dict(office.waiting))
                self._raise()
                self.pace.stop.wait(self._idle)
                self._pass_time(time.monotonic() - began)
        finally:
            self._closing.set()
            for thread in threads:
                thread.join()
        self._raise()

    def _pass_time(self, seconds: float) -> None:
        """So much of the real day is over; trucks that are due by now come in."""
        self.gate.minutes += seconds * (self.pace.work or 0.0) / 60
        if not self.gate.empty:
            self._guard(lambda: self.gate.look(datetime.now(UTC)))

    @property
    def _idle(self) -> float:
        return IDLE if self.pace.work is None else CALM

    def _over(self, office: Office, work: Mapping[str, Any], since: float) -> bool:
        """Nothing came, nothing was booked, and everybody asked in vain QUIET times since anything happened."""
        if office.coming or office.waits or not (self.gate.empty and self._totes.empty() and self._inbound.empty()):
            return False
        return all(len(asked := self._vain.get(who, ())) >= QUIET and asked[-QUIET] > since for who in work)

    def _loop(self, who: str, act: Callable[[], bool]) -> None:
        """One person's day. A database that is away is waited for, as by everybody."""
        try:
            while not self._closing.is_set() and not self.pace.ended:
                self.pace.hold()
                asked = time.monotonic()
                worked = self._guard(act)
                self._vain[who] = () if worked else (*self._vain.get(who, ()), asked)[-QUIET:]
                if not worked:
                    self.pace.stop.wait(self._idle)
        except BaseException as error:
            self._failed.put(error)

    def _guard(self, act: Callable[[], bool | None]) -> bool:
        """Do it; what stands in the way is told and passes. Only a strict day ends by a refusal."""
        try:
            return bool(act())
        except Unreachable as away:
            self._told(away.what)
        except (Refusal, Failure, AssertionError) as error:
            if self.manner.strict:
                raise
            self._told(error.what if isinstance(error, Refusal | Failure) else str(error))
        return False

    def _receive(self, receiver: Receiver, piles: dict[int, tuple[Pile, ...]], deliveries: Deliveries) -> bool:
        try:
            inbound = self._inbound.get_nowait()
        except queue.Empty:
            return False
        if inbound is not None:
            piles[inbound] = still_there(deliveries, inbound, piles[inbound])
            receiver.work(inbound)
            self.gate.leave(inbound, receiver.person.session.door.query("now")[0].now)
        return True

    def _pack(self, packer: Any) -> bool:
        try:
            tote = self._totes.get_nowait()
        except queue.Empty:
            return False
        if tote is not None:
            pieces = packer.pieces(tote[0])
            packer.work(*tote)
            self.tally.did("pack", Decimal(pieces))
        return True

    def _slip(self, packer: int, act: str) -> bool:
        return chance(self.faults.seed, "slip", packer, act) < self.faults.share

    def _close_delivery(self, deliveries: Deliveries, inbound: int, reason: str | None) -> None:
        report = deliveries.lines(inbound)
        short = any(row.short for row in report)
        deliveries.close(inbound, reason or ("short" if short else None))

    def _gave_up(self, what: str, keys: Sequence[int], words: str) -> None:
        """It cannot be done, perhaps because of what somebody else did meanwhile; the second time it is held."""
        self._told(words)
        self._stumbles[what, tuple(keys)] += 1
        self._died(what, keys, stuck=not self.manner.strict and self._stumbles[what, tuple(keys)] > 1)

    def _died(self, what: str, keys: Sequence[int], *, stuck: bool = False) -> None:
        """Go to the desk: the supervisor gives the work back to all before this person takes other work."""
        given = GivenBack(what, tuple(keys), stuck)
        self._dead.put(given)
        while not given.seen.wait(IDLE) and not self._closing.is_set() and not self.pace.ended:
            continue

    def _told(self, words: str) -> None:
        self._refused[words] = self._refused.get(words, 0) + 1

    def _raise(self) -> None:
        try:
            error = self._failed.get_nowait()
        except queue.Empty:
            return
        self.stop()
        if isinstance(error, Refusal | Failure):
            raise error
        last = "; ".join(list(self._refused)[-3:])
        raise Failure(
            f"A simulated person stopped ({error!r}). Refused last: {last}", "What was posted is kept."
        ) from error


def _on_the_trucks(
    deliveries: Deliveries, expected: Collection[int], cooled: Collection[int]
) -> dict[int, tuple[Pile, ...]]:  # fmt: skip
    """What comes is what is announced; dry goods on pallets, cooled ones loose."""
    return {
        inbound: tuple(
            Pile(line.line_no, line.product_id, line.quantity, line.lot, line.expires_on, line.product_id in cooled)
            for line in deliveries.lines(inbound)
        )
        for inbound in expected
    }
