"""How old the picture is: the time since the database last proved that we are current."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

STALE_AFTER = 10.0  # s without a proof; the feed looks every second, and says itself when it is cut off


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass
class Proof:
    """The last sign of life, written by the feed's thread and read by the screen's.

    clock: seconds that never jump; now: the time of day, for the sentence in the banner.
    """

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _utc
    _at: float | None = None
    _seen: datetime | None = None
    _away: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def renew(self) -> None:
        """The database answered just now."""
        with self._lock:
            self._at, self._seen, self._away = self.clock(), self.now(), None

    def lose(self) -> None:
        """The database did not answer; the first such moment counts until it answers again."""
        with self._lock:
            self._away = self._away or self.now()

    @property
    def age(self) -> float | None:
        """Seconds since the last proof; None before the first."""
        return None if self._at is None else self.clock() - self._at

    @property
    def away_since(self) -> datetime | None:
        """When it stopped answering; None while it answers."""
        return self._away

    @property
    def seen(self) -> datetime | None:
        """The time of day of the last proof."""
        return self._seen

    @property
    def stale(self) -> bool:
        """Whether the picture may not pass for live any more."""
        age = self.age
        return self._away is not None or (age is not None and age > STALE_AFTER)
