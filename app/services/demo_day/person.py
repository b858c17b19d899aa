"""One simulated person on the floor: who, with what in hand, what they saw with their own eyes, what goes wrong."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.services.demo.picker import label_of
from app.services.demo.tools import Desk
from app.services.demo_day.faults import Fault, Faults
from app.services.session import Session
from app.services.station import Station


class Dead(Exception):  # noqa: N818  what happened, not what went wrong with the program
    """The device died in the person's hand."""


@dataclass(slots=True)
class Tally:
    """What people counted themselves as they worked: pieces by what was done, faults by kind. Thread-safe."""

    pieces: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def did(self, what: str, pieces: Decimal) -> None:
        """So many pieces were recorded, in one act."""
        with self._lock:
            self.pieces[what] += int(pieces)
            self.acts[what] += 1

    def struck(self, fault: Fault) -> None:
        """Something went wrong."""
        with self._lock:
            self.faults[fault.value] += 1


@dataclass(frozen=True, slots=True)
class Eyes:
    """What stands on goods and shelves, as anybody can read it. labels: GTIN by product; bench: a packing place."""

    labels: Mapping[int, str]
    bench: str

    def label(self, product: int, lot: str | None) -> tuple[str, str]:
        """The code on a piece, and the scanner's AIM identifier."""
        return label_of(self.labels[product], lot)

    def other(self, product: int) -> str:
        """A code that is on something else."""
        return next(code for key, code in self.labels.items() if key != product)


@dataclass(slots=True)
class Person:
    """session: their own login. acts: of the day so far; behind: those that went wrong once and do not again. Not
    thread-safe: a person does one thing at a time."""

    session: Session
    desk: Desk
    faults: Faults
    eyes: Eyes
    tally: Tally
    acts: int = 0
    behind: set[str] = field(default_factory=set)

    @property
    def login(self) -> str:
        """Who it is."""
        return self.session.person.login

    def fault(self, act: str, *kinds: Fault) -> Fault | None:
        """What goes wrong with the next act, of the kinds that can happen here. Raises Dead."""
        self.acts += 1
        struck = None if act in self.behind else self.faults.strike(self.login, act, self.acts)
        if struck is None or (struck is not Fault.DEAD_STATION and struck not in kinds):
            return None
        self.behind.add(act)
        self.tally.struck(struck)
        if struck is Fault.DEAD_STATION:
            raise Dead(self.login)
        return struck

    def mistake(self, act: str) -> bool:
        """Whether the wrong code is read first."""
        return self.fault(act, Fault.WRONG_SCAN) is not None

    def scan(self, station: Station[Any], text: str, aim: str = "") -> None:
        """Hold a code before the scanner."""
        self.desk.scan(station, text, aim)

    def type(self, station: Station[Any], text: str) -> None:
        """Key something in, and wait until it is taken."""
        station.typed(text)
        self.desk.wait_out(station)

    def act(self, station: Station[Any], does: Callable[[], None]) -> None:
        """Press a key, and wait until it is taken."""
        does()
        self.desk.wait_out(station)

    def wrong(self, station: Station[Any], text: str) -> None:
        """Read a code that is not asked for: it must be refused and change nothing."""
        before = station.state
        self.scan(station, text)
        if station.state != before:
            raise AssertionError(f"a wrong code ({text}) was taken: {before!r} became {station.state!r}")
