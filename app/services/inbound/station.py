"""Receiving at a station: the flow, the codes and the database of one person, for one delivery. Blocks: jobs only.

What was taken in is given a place by `services/putaway` after the person has been answered: a scan never waits for it,
and goods without a place are still goods that were received.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol, Self

from app.domain.errors import Fault, Refusal
from app.domain.ids import LocationId, ProductId, WarehouseId, new_op
from app.flow.effects import Say, Tone
from app.flow.events import Workplace
from app.flow.receive import RECEIVE, start
from app.flow.receive_states import Announced, Crossing, Dock, ReceiveState
from app.services.at_station import AtStation
from app.services.lookup import Codes
from app.services.putaway.desk import Putaway
from app.services.session import Session
from app.services.station import Clock, Poster, Shown, Station
from app.services.station_equipment import Equipment

NOWHERE = LocationId(0)
_TEACHERS = frozenset({"supervisor", "planner"})


class Places(Protocol):
    """Whoever finds places for what came in (services/putaway)."""

    def propose(self, units: Any = (), quants: Any = ()) -> Any:
        """Places for these units and stock records, as putaway tasks."""
        ...


@dataclass(slots=True)
class Noting:
    """The database, and what was taken in through it that has no place yet. asked: goods that an order waits for, while
    nobody has said whether they go there."""

    door: Poster
    units: list[int] = field(default_factory=list)
    quants: list[int] = field(default_factory=list)
    asked: Mapping[str, Any] | None = None

    def call(self, function: str, /, **args: Any) -> dict[str, Any]:
        """Pass it on; a receipt's goods are noted."""
        answer = self.door.call(function, **args)
        if function == "receive_unit_v1":
            self.units.append(int(answer["hu_id"]))
        elif function == "receive_inbound_v1" and answer.get("waiting"):
            self.asked = answer
        elif function == "receive_inbound_v1":
            self._note(answer)
        elif function == "cross_dock_v1" and self.asked is not None:
            sent = Decimal(str(answer["quantity"])) >= Decimal(str(self.asked["quantity"]))
            self.asked = None if sent else self.asked
        return answer

    def _note(self, answer: Mapping[str, Any]) -> None:
        if answer.get("hu_id") is not None:
            self.units.append(int(answer["hu_id"]))
        elif answer.get("quant_id") is not None:
            self.quants.append(int(answer["quant_id"]))

    def take(self, *, asking: bool) -> tuple[list[int], list[int]]:
        """What has no place yet; from now on it is nobody's here. asking: the question about an order is still open."""
        if self.asked is not None and not asking:
            self._note(self.asked)
            self.asked = None
        found = self.units, self.quants
        self.units, self.quants = [], []
        return found


@dataclass(frozen=True, slots=True)
class InboundStation(AtStation[ReceiveState]):
    """One receiver at work."""

    noting: Noting
    places: Places

    @classmethod
    def open(
        cls,
        session: Session,
        device: str,
        show: Callable[[Shown], None],
        inbound: int,
        *,
        label: bool = False,
        equipment: Equipment | None = None,
        places: Places | None = None,
        poster: Poster | None = None,
    ) -> Self:
        """Read labels and the delivery, and stand ready for the first item. Raises Refusal where it is not open.

        poster: the way to the database, where it is not the session's own door.
        """
        warehouse = WarehouseId(session.warehouse.warehouse_id)
        dock = dock_of(session, Workplace(warehouse, device, NOWHERE), inbound, label)
        noting = Noting(poster or session.door)
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        station = Station(
            RECEIVE,
            start(dock),
            poster=noting,
            lookup=Codes(session.door, warehouse),
            clock=clock,
            show=show,
            equipment=equipment,
        )
        return cls(station, noting, places or Putaway(session))

    def differs(self, reason: str) -> None:
        """What is in hand differs: damaged, over, wrong, other_lot, expired."""
        self.station.short(reason)

    def leave(self) -> None:
        """Stop here."""
        self.station.leave()

    def settle(self) -> tuple[Say, ...]:
        """Find places for what was taken in since the last time, and say them. Called after an act was answered."""
        units, quants = self.noting.take(asking=isinstance(self.state, Crossing))
        if not units and not quants:
            return ()
        try:
            found = self.places.propose(units, quants)
        except Refusal as refused:
            return (Say(Tone.WARN, f"No place yet: {refused.what}", refused.next_step),)
        except Fault as fault:
            return (Say(Tone.WARN, f"No place yet: {fault.what}", "It is received; have a place found later."),)
        to = (Say(Tone.INFO, f"To {place.code}: {place.why}", "Put it away.") for place in found.places)
        nowhere = (Say(Tone.WARN, f"No place for {left.name}: {left.why}", left.next_step) for left in found.left)
        return (*to, *nowhere)


def dock_of(session: Session, workplace: Workplace, inbound: int, label: bool = False) -> Dock:
    """The dock as the flow wants it, for one open delivery. Raises Refusal WM404, WM455."""
    at = session.warehouse.warehouse_id
    head = next(iter(session.door.query("inbound_one", warehouse=at, inbound=inbound)), None)
    if head is None:
        raise Refusal("WM404", "This delivery is not known here.", "Refresh the list.")
    if head.state >= 700:
        raise Refusal("WM455", f"{head.number} is closed.", "Have a supervisor open it again.")
    lines = session.door.query("inbound_lines", warehouse=at, inbound=inbound)
    return Dock(
        workplace,
        head.number,
        inbound,
        head.kind,
        head.blind,
        tuple(
            Announced(
                row.line_no,
                ProductId(row.product_id),
                row.sku,
                None if head.blind else row.quantity,
                row.received,
                row.lot,
                row.expires_on,
                row.sscc if not row.received else None,
            )
            for row in lines
        ),
        label,
        not _TEACHERS.isdisjoint(session.person.roles),
    )
