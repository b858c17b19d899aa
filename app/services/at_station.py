"""A station as the screen of one person works it: every way in, whatever flow runs there. Blocking: jobs only."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from app.flow.machine import Prompt
from app.services.station import Station
from drivers.protocol import Scan

WEDGE = "keyboard"
S = TypeVar("S")


def typed_scan(text: str, at: float, repeated: bool) -> Scan:
    """A code that a wedge scanner typed. at: monotonic seconds of its last key."""
    return Scan(text, "", at, WEDGE, repeated)


@dataclass(frozen=True, slots=True)
class AtStation(Generic[S]):
    """One person at work. Thread-safe; what the station shows is told on the calling thread, under its lock."""

    station: Station[S]

    @property
    def state(self) -> S:
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
        self.station.scanned(typed_scan(text, at, repeated))

    def heard(self, scan: Scan) -> None:
        """A serial or HID scanner read a code: the same way in."""
        self.station.scanned(scan)

    def typed(self, text: str) -> None:
        """A person typed a code, a count, a lot, a date."""
        self.station.typed(text)

    def undo(self) -> None:
        """Take the last scan, or what was recorded last, back."""
        self.station.undo()

    def finish(self) -> None:
        """Record what is in hand; then what it lies in is done. At the scale: weigh again."""
        self.station.finish()

    def answer(self, yes: bool) -> None:
        """Answer the open question."""
        self.station.answer(yes)

    def retry(self) -> None:
        """Send the kept act again."""
        self.station.retry()
