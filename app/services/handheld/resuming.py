"""A kept piece of work done again without a screen: the flow, the state and the act are as they were."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.ids import new_op
from app.flow import count, move, pick, putaway, receive
from app.flow.machine import Flow
from app.services.counting_codes import CountCodes
from app.services.handheld.keeping import Show
from app.services.handheld.kept import Kept
from app.services.handheld.stored import restored
from app.services.lookup import Codes
from app.services.station import Clock, Lookup, Poster, Station
from db.engine import Database

FLOWS: tuple[Flow[Any], ...] = (pick.PICK, putaway.PUTAWAY, receive.RECEIVE, move.MOVE, count.COUNT)


@dataclass(frozen=True, slots=True)
class Resuming:
    """Does kept work of one person in one warehouse. Blocking."""

    door: Database
    warehouse: int

    def __call__(self, kept: Kept, poster: Poster, show: Show) -> bool:
        """Whether it was answered. Raises ValueError where this program does not know such work any more."""
        told = restored(kept.resume)
        flow = next((one for one in FLOWS if one.name == told["flow"]), None)
        if flow is None:
            raise ValueError(told["flow"])
        lookup: Lookup = (
            CountCodes(self.door, self.warehouse) if flow is count.COUNT else Codes(self.door, self.warehouse)
        )
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        station = Station(flow, told["state"], poster=poster, lookup=lookup, clock=clock, show=show)
        station.kept = told["act"]
        return station.retry()
