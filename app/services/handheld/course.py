"""A piece of work that was taken up, as a window works it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.flow import putaway
from app.flow.effects import Say
from app.flow.machine import Wants
from app.services.at_station import typed_scan
from app.services.handheld.sight import NOTHING, Sight, sight_of
from app.services.handheld.trades import Trade
from app.services.station import Station


@dataclass(frozen=True, slots=True)
class Reason:
    """Why less was done than was asked for, or other than was planned. code: what is recorded."""

    code: str
    name: str


def _nothing() -> tuple[Say, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Course:
    """settle: what follows an act once it was answered; blocking, and it tells what came of it. first: what is to be
    fetched, where a task named it before anything was scanned. given: why this work is the next one."""

    trade: Trade
    station: Station[Any]
    reasons: tuple[Reason, ...] = ()
    settle: Callable[[], tuple[Say, ...]] = _nothing
    first: Sight = NOTHING
    given: str = ""

    @property
    def sight(self) -> Sight:
        """What is looked for now."""
        state = self.station.state
        if isinstance(state, putaway.WantUnit) and state.last is None and self.first.code:
            return self.first
        return sight_of(state)

    @property
    def over(self) -> bool:
        """Whether nothing is left to do here."""
        return self.station.prompt.wants is Wants.NOTHING

    def scanned(self, text: str, at: float, repeated: bool) -> None:
        """A wedge scanner typed a code. at: monotonic seconds of its last key."""
        self.station.scanned(typed_scan(text, at, repeated))
