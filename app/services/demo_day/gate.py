"""The gate: trucks come when the day has got so far, stand at their dock while they are unloaded, and leave."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from app.domain.errors import Refusal
from app.services.demo.pace import Pace
from app.services.inbound import Docks
from app.services.session import Session

FIRST = 2  # trucks that stand there when the doors open
EVERY = 9.0  # simulated minutes between the others
APART = timedelta(minutes=5)  # between bookings; a day that is hurried has its trucks sooner than that
STAY = timedelta(minutes=50)


@dataclass(slots=True)
class Gate:
    """here: told of each delivery that stands at a dock. told: of what was refused. minutes: simulated, since the
    doors opened. Where nobody takes their time all trucks are there at once."""

    session: Session
    pace: Pace
    here: Callable[[int], None]
    told: Callable[[str], None]
    minutes: float = 0.0
    _coming: deque[int] = field(default_factory=deque)
    _seen: int = 0

    def open(self, deliveries: Sequence[int], now: datetime) -> None:
        """These are expected today. Their times at the docks follow one another from now on, in the order of the
        numbers."""
        self._coming.extend(deliveries)
        if self.pace.work is not None:
            booked = self._booked(now)
            for n, inbound in enumerate(deliveries):
                self._guard(partial(self._book, booked, inbound, n, now))
        self.look(now)

    def look(self, now: datetime) -> None:
        """Let in who is due by now."""
        while self._coming and (self.pace.work is None or self.minutes >= EVERY * max(0, self._seen + 1 - FIRST)):
            inbound = self._coming.popleft()
            self._seen += 1
            for state in ("arrived", "docked"):
                self._guard(partial(self._become, inbound, state, now))
            self.here(inbound)

    def leave(self, inbound: int, now: datetime) -> None:
        """It is unloaded and closed."""
        self._guard(lambda: self._become(inbound, "done", now))

    @property
    def empty(self) -> bool:
        """Whether nobody comes any more."""
        return not self._coming

    def _book(self, booked: dict[int, Any], inbound: int, n: int, now: datetime) -> None:
        row, docks = booked.get(inbound), Docks(self.session)
        starts = now.replace(second=0, microsecond=0) + (n // FIRST) * APART
        docks_there = docks.docks()
        dock = docks_there[n % len(docks_there)].dock_id if row is None else row.dock_id
        if row is None or row.state == "booked":
            docks.book(
                dock, starts, starts + STAY, inbound=inbound, carrier="" if row is None else row.carrier or "",
                appointment=None if row is None else row.appointment_id, version=None if row is None else row.version,
            )  # fmt: skip

    def _become(self, inbound: int, state: str, now: datetime) -> None:
        row = self._booked(now).get(inbound) if self.pace.work is not None else None
        if row is not None and row.state not in (state, "done", "cancelled", "no_show"):
            Docks(self.session).become(row.appointment_id, state, row.version)

    def _booked(self, now: datetime) -> dict[int, Any]:
        day = timedelta(days=1)
        rows = Docks(self.session).board(now - day, now + day)
        return {int(row.inbound_id): row for row in rows if row.inbound_id is not None}

    def _guard(self, act: Callable[[], object]) -> None:
        """Somebody else may have booked, sent off or docked a truck meanwhile: the gate goes on."""
        try:
            act()
        except Refusal as refusal:
            self.told(f"gate: {refusal.code} {refusal.what}")
