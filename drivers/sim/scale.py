"""A simulated scale: a pan that settles, drifts and overloads, speaking MT-SICS over TCP to the real driver."""

import math
import time
from collections.abc import Callable
from decimal import Decimal
from threading import Lock

from drivers.protocol import Capability, DeviceAway, DeviceState, Reading
from drivers.scales.sics import SicsScale
from drivers.sim.faults import Faults
from drivers.sim.peer import TcpPeer


class Pan:
    """What lies on a scale as a function of time. Grams and seconds. Thread-safe.

    After a load the shown weight swings towards it, exp(-5 t / settle), and is moving for `settle` seconds.
    """

    def __init__(
        self,
        *,
        capacity: Decimal = Decimal(30_000),
        division: Decimal = Decimal("0.5"),
        settle: float = 0.6,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._capacity = capacity
        self._division = division
        self._settle = settle
        self._clock = clock
        self._lock = Lock()
        self._from = self._target = Decimal(0)
        self._zero = Decimal(0)
        self._drift = Decimal(0)
        self._since = clock() - settle

    def load(self, grams: Decimal) -> None:
        """Put this much on the pan, replacing what was there."""
        with self._lock:
            now = self._clock()
            self._from, _ = self._at(now)
            self._target, self._since = grams, now

    def drift(self, grams_per_second: Decimal) -> None:
        """Let the zero point wander, as a cold cell does."""
        with self._lock:
            self._drift = grams_per_second

    def zero(self) -> bool:
        """Take what is shown for zero. A moving pan, or one with over 2 % of capacity on it, refuses."""
        with self._lock:
            grams, still = self._at(self._clock())
            if not still or abs(grams) > self._capacity / 50:
                return False
            self._zero += grams
            return True

    def answer(self) -> str:
        """What the scale says to SI."""
        with self._lock:
            grams, still = self._at(self._clock())
        shown = (grams / self._division).to_integral_value() * self._division
        if shown > self._capacity:
            return "S +"
        if shown < -self._capacity / 50:
            return "S -"
        return f"S {'S' if still else 'D'} {shown:>11} g"

    def _at(self, now: float) -> tuple[Decimal, bool]:
        age = now - self._since
        wander = self._drift * Decimal(str(round(age, 6)))
        still = age >= self._settle
        swing = Decimal(0) if still else (self._from - self._target) * Decimal(str(math.exp(-5 * age / self._settle)))
        return self._target + swing + wander - self._zero, still


class ScalePeer:
    """A scale at the far end of a TCP line."""

    def __init__(self, pan: Pan, faults: Faults | None = None) -> None:
        self.pan = pan
        self.peer = TcpPeer(self._hear, faults)
        self._rest = b""

    def _hear(self, data: bytes) -> bytes:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        return b"".join(self._command(line.strip()) + b"\r\n" for line in lines)

    def _command(self, command: bytes) -> bytes:
        match command:
            case b"SI":
                return self.pan.answer().encode()
            case b"Z":
                return b"Z A" if self.pan.zero() else b"Z I"
            case _:
                return b"ES"


class SimulatedScale:
    """A simulated scale with the real driver in front of it."""

    capabilities = SicsScale.capabilities | Capability.SIMULATED

    def __init__(self, name: str, *, settle: float = 0.6, faults: Faults | None = None) -> None:
        self.name = name
        self.pan = Pan(settle=settle)
        self.peer = ScalePeer(self.pan, faults).peer
        self._cut = False
        self._driver: SicsScale | None = None

    def load(self, grams: Decimal) -> None:
        """Put this much on the pan, replacing what was there."""
        self.pan.load(grams)

    def unplug(self) -> None:
        """Pull the cable: open connections break, new ones find nobody."""
        self._cut = True
        self.peer.unplug()

    def plug(self) -> None:
        """Put the cable back."""
        self._cut = False

    def open(self) -> None:
        """Take it into use; its far end begins to listen unless the cable is pulled."""
        if self._cut:
            raise DeviceAway(f"{self.name} is unplugged.")
        self.peer.plug()
        self._driver = self._driver or SicsScale(self.name, self.peer.url)
        self._driver.open()

    def close(self) -> None:
        """Let it go, the far end too."""
        if self._driver is not None:
            self._driver.close()
        self.peer.unplug()

    def check(self) -> DeviceState:
        """Ask how it is."""
        return self._held().check()

    def read(self) -> Reading:
        """What the pan shows now."""
        return self._held().read()

    def weigh(self, timeout: float) -> Reading:
        """Wait up to timeout seconds for a still pan."""
        return self._held().weigh(timeout)

    def zero(self) -> None:
        """Set the empty pan to zero."""
        self._held().zero()

    def _held(self) -> SicsScale:
        if self._driver is None or not self.peer.plugged:
            raise DeviceAway(f"{self.name} is {'unplugged' if self._cut else 'not open'}.")
        return self._driver
