"""Counting at a station: the flow, the codes and the database of one person. Every method blocks: jobs only."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from app.domain.ids import LocationId, WarehouseId, new_op
from app.flow.count import COUNT, start
from app.flow.count_states import CountState
from app.flow.events import Workplace
from app.services.at_station import AtStation
from app.services.counting_codes import CountCodes, CountList
from app.services.session import Session
from app.services.station import Clock, Shown, Station

NOWHERE = LocationId(0)  # a counter walks: the workplace stands nowhere


@dataclass(frozen=True, slots=True)
class CountStation(AtStation[CountState]):
    """One counter at work."""

    @classmethod
    def open(cls, session: Session, device: str, show: Callable[[Shown], None]) -> Self:
        """Read labels and the person's list, and stand ready for the first bin."""
        warehouse = WarehouseId(session.warehouse.warehouse_id)
        desk = CountList(session).desk(Workplace(warehouse, device, NOWHERE))
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        codes = CountCodes(session.door, warehouse)
        return cls(Station(COUNT, start(desk), poster=session.door, lookup=codes, clock=clock, show=show))
