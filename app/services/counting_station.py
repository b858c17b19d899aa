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
from app.flow.machine import Prompt
from app.services.counting_codes import CountCodes, CountList
from app.services.session import Session
from app.services.station import Clock, Shown, Station
from drivers.protocol import Scan

NOWHERE = LocationId(0)  # a counter walks: the workplace stands nowhere
WEDGE = "keyboard"


@dataclass(frozen=True, slots=True)
class CountStation:
    """One counter at work. Thread-safe; `show` is called on the calling thread, under the station's lock."""

    station: Station[CountState]

    @classmethod
    def open(cls, session: Session, device: str, show: Callable[[Shown], None]) -> Self:
        """Read labels and the person's list, and stand ready for the first bin."""
        warehouse = WarehouseId(session.warehouse.warehouse_id)
        desk = CountList(session).desk(Workplace(warehouse, device, NOWHERE))
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        codes = CountCodes(session.door, warehouse)
        return cls(Station(COUNT, start(desk), poster=session.door, lookup=codes, clock=clock, show=show))

    @property
    def state(self) -> CountState:
        """Where the work stands."""
        return self.station.state

    @property
    def prompt(self) -> Prompt:
        """What is asked of the person now."""
        return self.station.prompt

    @property
    def waiting(self) -> bool:
        """Whether an act is kept because the database did not answer."""
        return self.station.waiting

    def scanned(self, text: str, at: float, repeated: bool = False) -> None:
        """A wedge scanner typed a code. at: monotonic seconds of its last key."""
        self.station.scanned(Scan(text, "", at, WEDGE, repeated))

    def heard(self, scan: Scan) -> None:
        """A serial or HID scanner read a code: the same way in."""
        self.station.scanned(scan)

    def typed(self, text: str) -> None:
        """A person typed a code, a count, a lot."""
        self.station.typed(text)

    def undo(self) -> None:
        """Take the last scan, or the last entry, back."""
        self.station.undo()

    def finish(self) -> None:
        """Record what is in hand; then the unit is done; then the bin."""
        self.station.finish()

    def answer(self, yes: bool) -> None:
        """Answer the open question."""
        self.station.answer(yes)

    def retry(self) -> None:
        """Send the kept act again."""
        self.station.retry()
