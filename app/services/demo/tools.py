"""What a simulated person holds: devices behind the driver protocols, their own door to the database, a station."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from app.domain.errors import Fault
from app.domain.ids import new_op
from app.flow.effects import Say, Tone
from app.flow.machine import Flow
from app.services.demo.pace import Pace
from app.services.lookup import Codes
from app.services.station import Clock, Poster, Shown, Station
from app.services.station_equipment import Equipment
from db.engine import Database
from drivers.protocol import LabelPrinter, Scale, Scanner, Triggered

S = TypeVar("S")


class Devices(Protocol):
    """Makes the devices of a simulated station by name; its scanners are Triggered, its scales Loaded."""

    def scanner(self, name: str) -> Scanner: ...
    def scale(self, name: str) -> Scale: ...
    def printer(self, name: str) -> LabelPrinter: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at work: who, with what, at which pace. told: what the station last said no to, for the report."""

    door: Database
    codes: Codes
    warehouse: int
    scanner: Scanner
    pace: Pace
    told: Callable[[str], None]

    def station(
        self, flow: Flow[S], state: S, equipment: Equipment | None = None, poster: Poster | None = None
    ) -> Station[S]:
        """A station that works through one flow. poster: through whom it posts, if not this person's door."""
        clock = Clock(lambda: datetime.now(UTC), time.monotonic, new_op)
        return Station(
            flow,
            state,
            poster=poster or self.door,
            lookup=self.codes,
            clock=clock,
            show=self._shown,
            equipment=equipment,
        )

    def scan(self, station: Station[S], text: str, aim: str = "") -> None:
        """Hold a code before the scanner and pass on what it read, as the device's thread does. Waits out a database
        that is away: the station keeps the act and does it again under the same key."""
        trigger = self.scanner
        if not isinstance(trigger, Triggered):
            raise Fault(f"{trigger.name} cannot be made to read a code.", "The demo needs simulated scanners.")
        self.pace.hold()
        trigger.present(text, aim)
        scan = trigger.read(2.0)
        if scan is None:
            raise Fault(f"{trigger.name} read nothing.", "The demo stops here; nothing was posted.")
        station.scanned(scan)
        self.wait_out(station)

    def wait_out(self, station: Station[S]) -> None:
        """Until the station has nothing kept, or the shift ends."""
        while station.waiting and not self.pace.ended:
            self.pace.stop.wait(0.5)
            station.retry()

    def _shown(self, shown: Shown) -> None:
        if isinstance(shown, Say) and shown.tone is Tone.BAD:
            self.told(f"{shown.text} {shown.next_step}")
