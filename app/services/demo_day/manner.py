"""How a day is played: hurried, with nobody looking on; or so that a person can follow it and act as well."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

from app.services.demo.pace import Pace


@dataclass(frozen=True, slots=True)
class Manner:
    """wave: orders released together. enter: orders that come at once. waiting: so many wait for a release at the most
    (None: all come). patience: real seconds that exceptions and samples wait for the person before the simulated
    supervisor sees to them; of a wave that is due, a fifth of that. orders: of one day (None: all). hour: how long an
    hour of the day is, for cut-offs. strict: a simulated person who is refused ends the day; else what they had goes to
    others, since somebody else acts here as well."""

    wave: int = 40
    enter: int = 40
    waiting: int | None = None
    patience: float = 0.0
    orders: int | None = None
    hour: timedelta = timedelta(hours=1)
    strict: bool = True


LOOKED_ON = Manner(24, 3, 36, 75.0, 100, timedelta(minutes=45), strict=False)


@dataclass(slots=True)
class Patience:
    """How long things have waited for a decision, while the day went on. Not thread-safe."""

    pace: Pace
    seconds: float
    _since: dict[object, float] = field(default_factory=dict)
    _stood: float = 0.0
    _before: float = field(default_factory=time.monotonic)

    def over(self, thing: object, share: float = 1.0) -> bool:
        """Whether this has waited long enough. share: of the seconds. Where nobody takes their time, nothing waits."""
        first = self._since.setdefault(thing, self._now())
        return self.pace.work is None or self._now() - first >= self.seconds * share

    def forget(self, thing: object) -> None:
        """It was decided; when it comes again it waits anew."""
        self._since.pop(thing, None)

    def tick(self) -> None:
        """To be called in every round: time in which the day is halted does not count."""
        now = time.monotonic()
        if self.pace.halted.is_set():
            self._stood += now - self._before
        self._before = now

    def _now(self) -> float:
        return time.monotonic() - self._stood
