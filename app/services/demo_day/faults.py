"""What goes wrong in a day: which act of which person is struck, and by what. A pure function of the seed."""

from dataclasses import dataclass
from enum import StrEnum

from app.services.demo_data.seeded import chance

SHARE = 0.02
"""Part of all acts that something goes wrong with."""
_DEAD_EVERY = (
    400  # acts at the least between two stations that die; else a short day might see none, or all of them dead
)


class Fault(StrEnum):
    """short: less is there than the book says. damaged: some of it is broken. wrong_scan: another code is read first.
    dead_station: the device dies in the person's hand, with its claims and all it knew."""

    SHORT = "short"
    DAMAGED = "damaged"
    WRONG_SCAN = "wrong_scan"
    DEAD_STATION = "dead_station"


_WEIGHTS = ((Fault.SHORT, 0.40), (Fault.DAMAGED, 0.25), (Fault.WRONG_SCAN, 0.32), (Fault.DEAD_STATION, 0.03))


@dataclass(frozen=True, slots=True)
class Faults:
    """share: 0 to 1."""

    seed: int
    share: float = SHARE

    def strike(self, person: str, act: str, nth: int) -> Fault | None:
        """What goes wrong with this act, if anything. nth: the person's how manyth act of the day, from 1."""
        if self.share <= 0:
            return None
        if nth % _DEAD_EVERY == _turn(self.seed, person):
            return Fault.DEAD_STATION
        if chance(self.seed, "fault", person, act) >= self.share:
            return None
        draw = chance(self.seed, "which", person, act)
        for fault, weight in _WEIGHTS:
            if draw < weight:
                return fault
            draw -= weight
        return Fault.WRONG_SCAN


def _turn(seed: int, person: str) -> int:
    """At which act of its round a person's device dies."""
    return 20 + int(chance(seed, "dies", person) * (_DEAD_EVERY - 40))
