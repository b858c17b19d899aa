"""How fast the demo's day goes: orders by their own timestamps, people at the speed of people, both times a factor."""

import threading
from dataclasses import dataclass, field

WALK = 1.1  # m/s with a cart
PICK_STOP = 8.0  # s to find, take and confirm at one bin
PACK_PIECE = 4.0  # s a piece
PACK_CARTON = 25.0  # s to fold, fill, close and label one carton


@dataclass(frozen=True)
class Pace:
    """arrivals: simulated seconds between orders pass this many times faster; work: so do walking, picking, packing.
    None: nobody waits. stop ends every wait at once.
    """

    arrivals: float | None = None
    work: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def rest(self, seconds: float) -> None:
        """Let a person take this long (simulated seconds)."""
        if self.work is not None:
            self.stop.wait(seconds / self.work)

    @property
    def ended(self) -> bool:
        """Whether the shift was ended from outside."""
        return self.stop.is_set()
