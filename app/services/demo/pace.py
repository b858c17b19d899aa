"""How fast the demo's day goes: orders by their own timestamps, people at the speed of people, both times a factor."""

import threading
from dataclasses import dataclass, field

WALK = 1.1  # m/s with a cart
PICK_STOP = 8.0  # s to find, take and confirm at one bin
WALK_STOP = 9.0  # s from one bin to the next, where no tour says it
DRIVE = 40.0  # s from one end of a forklift's way to the other
UNLOAD = 45.0  # s to unload, look at and label one line of a delivery
PACK_PIECE = 4.0  # s a piece
PACK_CARTON = 25.0  # s to fold, fill, close and label one carton
SLICE = 0.2  # s; after so long a pause or another speed is noticed


@dataclass
class Pace:
    """arrivals: simulated seconds between orders pass this many times faster; work: so do walking, picking, packing.
    None: nobody waits. stop ends every wait at once. work may be changed, and everybody halted, from another thread
    while people work: who rests goes on at the new speed.
    """

    arrivals: float | None = None
    work: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    halted: threading.Event = field(default_factory=threading.Event)

    def rest(self, seconds: float) -> None:
        """Let a person take this long (simulated seconds); a halt makes it longer."""
        left = seconds
        while left > 0 and (work := self.work) is not None and not self.ended:
            self.hold()
            turn = min(left / work, SLICE)
            self.stop.wait(turn)
            left -= turn * work

    def hold(self) -> None:
        """Wait until nobody is halted any more. To be asked between two acts, never within one."""
        while self.halted.is_set() and not self.ended:
            self.stop.wait(SLICE)

    def halt(self, halted: bool) -> None:
        """Have everybody stand still after the act in hand, or go on."""
        if halted:
            self.halted.set()
        else:
            self.halted.clear()

    @property
    def ended(self) -> bool:
        """Whether the shift was ended from outside."""
        return self.stop.is_set()
