"""A simulated receiver: takes announced deliveries in by scan, line by line, with what differs, and has them closed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.flow.receive_states import (
    Crossing,
    Differing,
    ReceiveOver,
    TakingBack,
    Unknown,
    WantDisposition,
    WantExpiry,
    WantItem,
    WantLot,
    WantPlace,
)
from app.services.demo.pace import UNLOAD
from app.services.demo_day.faults import Fault
from app.services.demo_day.person import Dead, Person
from app.services.inbound import Deliveries
from app.services.inbound.station import InboundStation
from app.services.station import Shown
from app.services.station_equipment import Equipment
from drivers.protocol import LabelPrinter

_TURNS = 40
CLOSED = 700


@dataclass(frozen=True, slots=True)
class Pile:
    """What stands on the dock of one line. expires_on: on its label, where the goods have a life. loose: no pallet."""

    line_no: int
    product: int
    quantity: Decimal
    lot: str | None
    expires_on: date | None
    loose: bool = False


@dataclass(slots=True)
class Receiver:
    """lane: code of the receiving place. came: what really stands there for a delivery. closed: told of its id and why
    it lacks something (None: nothing)."""

    person: Person
    lane: str
    printer: LabelPrinter
    came: Callable[[int], tuple[Pile, ...]]
    closed: Callable[[int, str | None], None]
    heard: list[Shown] = field(default_factory=list)

    def work(self, inbound: int) -> None:
        """One delivery, from the first label to its close; nothing where somebody else took it in."""
        if not self.came(inbound):
            return
        person, lacks = self.person, False
        inside = self._open(inbound)
        for pile in self.came(inbound):
            act = f"line {inbound} {pile.line_no}"
            try:
                fault = person.fault(act, Fault.SHORT, Fault.DAMAGED, Fault.WRONG_SCAN)
            except Dead:
                inside, fault = self._open(inbound), None  # the next device: what was recorded is recorded
            if fault is Fault.WRONG_SCAN:
                before = inside.state
                person.scan(inside.station, "4099999999990")
                if inside.state != before:
                    raise AssertionError(f"a wrong code was taken at the dock: {inside.prompt.line}")
            person.desk.pace.rest(UNLOAD)
            good = pile.quantity
            if fault in (Fault.SHORT, Fault.DAMAGED):
                good, lacks = pile.quantity - 1, lacks or fault is Fault.SHORT
            if good > 0:
                self._take_in(inside, pile, good, None)
            if fault is Fault.DAMAGED:
                self._take_in(inside, pile, Decimal(1), "damaged")
        person.act(inside.station, inside.leave)
        self.closed(inbound, "short" if lacks else None)

    def _open(self, inbound: int) -> InboundStation:
        person = self.person
        label = not any(pile.loose for pile in self.came(inbound))
        return InboundStation.open(
            person.session, self.lane, self.heard.append, inbound, label=label, equipment=Equipment(None, self.printer)
        )

    def _take_in(self, inside: InboundStation, pile: Pile, quantity: Decimal, reason: str | None) -> None:
        """A pile, from its label to its place."""
        started, said = False, reason is None
        for _ in range(_TURNS):
            state = inside.state
            if started and isinstance(state, WantItem):
                self.person.tally.did("receive", quantity)
                inside.settle()
                return
            if not said and isinstance(state, WantPlace) and state.counted == quantity:
                said = True
                self.person.act(inside.station, lambda: inside.differs(reason or ""))
                continue
            self._turn(inside, state, pile, quantity)
            started = True
        raise Refusal("day.receive", f"Receiving does not go on: {inside.prompt.line}", f"{self.heard[-3:]}")

    def _turn(self, inside: InboundStation, state: Any, pile: Pile, quantity: Decimal) -> None:
        person, station = self.person, inside.station
        match state:
            case WantItem():
                person.scan(station, *person.eyes.label(pile.product, pile.lot))
            case WantLot():
                person.type(station, pile.lot or "NONE")
            case WantExpiry():
                person.type(station, (pile.expires_on or date(2099, 1, 1)).isoformat())
            case WantDisposition():
                person.type(station, "restock")
            case WantPlace(counted=counted) if counted != quantity:
                person.type(station, f"{quantity:f}")
            case WantPlace():
                person.scan(station, self.lane)
            case Crossing(receipt=receipt):
                person.act(station, lambda: inside.answer(receipt % 2 == 0))
            case Differing() | TakingBack() | Unknown():
                person.act(station, lambda: inside.answer(True))
            case ReceiveOver():
                raise Refusal("day.receive", "Receiving has stopped.", "Look at the delivery.")


def still_there(deliveries: Deliveries, inbound: int, piles: tuple[Pile, ...]) -> tuple[Pile, ...]:
    """What is left on a truck of which somebody else may have taken in a part, or all."""
    if deliveries.one(inbound).state >= CLOSED:
        return ()
    here = {line.line_no: line.received for line in deliveries.lines(inbound)}
    left = (replace(pile, quantity=pile.quantity - (here.get(pile.line_no) or 0)) for pile in piles)
    return tuple(pile for pile in left if pile.quantity > 0)
