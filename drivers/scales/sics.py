"""A scale that speaks MT-SICS level 0 (Mettler Toledo; many others imitate it): 9600 8N1, lines ended by CR LF.

Asked "SI", it answers "S S      125.67 g": S stable or D moving, the weight, the unit. "S I" cannot now, "S +" over,
"S -" under; "ES" "ET" "EL" are errors of the line. Sources: janelia-python/mettler_toledo_device_python and
Atlantis-Software/mt-sics for commands and answers; the error answers by the maker's manual, not tried on a real scale.
"""

import re
import time
from decimal import Decimal
from threading import Lock

from app.domain.errors import Refusal
from app.domain.measure import Weight, WeightUnit
from drivers.protocol import Capability, DeviceAway, DeviceState, Health, Pan, Reading
from drivers.transports.line import line_for
from drivers.transports.serial_port import LineSettings

_WEIGHT = re.compile(r"S\s+([SD])\s+(-?\s*[0-9]{1,9}(?:\.[0-9]{1,6})?)\s*(\S+)", re.ASCII)
_PANS = {"S I": Pan.BUSY, "S +": Pan.OVER, "S -": Pan.UNDER}
_UNITS = {unit.value: unit for unit in WeightUnit}
_ANSWER_SECONDS = 0.5
_TRIES = 3
_POLL_SECONDS = 0.05


class Garbled(ValueError):  # noqa: N818  it says what the frame is
    """A frame that is no MT-SICS answer, or one in a unit that is not taken here."""


def parse_sics(frame: bytes, at: float) -> Reading:
    """The reading in one answer to SI or S. Raises Garbled. at: seconds, monotonic."""
    raw = frame.decode("ascii", errors="replace").strip()
    if raw in _PANS:
        return Reading(_PANS[raw], None, at, raw)
    match = _WEIGHT.fullmatch(raw)
    if match is None:
        raise Garbled(f"no weight in {raw[:40]!r}")
    state, digits, unit = match.groups()
    if unit not in _UNITS:
        raise Garbled(f"unit {unit[:10]!r}: set the scale to g or kg")
    value = Decimal(digits.replace(" ", ""))
    return Reading(Pan.STABLE if state == "S" else Pan.MOVING, Weight(value, _UNITS[unit]), at, raw)


class SicsScale:
    """Asks one MT-SICS scale."""

    capabilities = Capability.STABLE_FLAG | Capability.ZERO

    def __init__(self, name: str, url: str, *, baud: int = 9600) -> None:
        self.name = name
        self._port = line_for(url, LineSettings(baud=baud))
        self._lock = Lock()

    def open(self) -> None:
        """Take the line and ask once, so that an open scale is one that answers."""
        with self._lock:
            if self._port.is_open:
                return
            self._port.open()
            try:
                self._ask_weight()
            except DeviceAway:
                self._port.close()
                raise

    def close(self) -> None:
        """Let the line go."""
        with self._lock:
            self._port.close()

    def check(self) -> DeviceState:
        """Ask for a weight; over and under are worth a warning."""
        reading = self.read()
        match reading.pan:
            case Pan.OVER:
                words, step = "Overloaded.", "Clear the pan."
            case Pan.UNDER:
                words, step = "Below zero.", "Clear the pan and set it to zero."
            case _:
                return DeviceState(Health.OK, reading.at, "Answers.")
        return DeviceState(Health.WARNING, reading.at, words, step)

    def read(self) -> Reading:
        """What the pan shows now."""
        with self._lock:
            return self._ask_weight()

    def weigh(self, timeout: float) -> Reading:
        """Ask until the pan is still, at most timeout seconds. Between two questions the lock is free for others."""
        deadline = time.monotonic() + timeout
        while True:
            reading = self.read()
            left = deadline - time.monotonic()
            if reading.pan is Pan.STABLE or left <= 0:
                return reading
            time.sleep(min(_POLL_SECONDS, left))

    def zero(self) -> None:
        """Set the empty pan to zero."""
        with self._lock:
            answer = self._ask(b"Z\r\n").strip()
        if answer != b"Z A":
            words = "The scale did not set itself to zero."
            raise Refusal("scale", words, "Clear the pan, wait until it is still, and try again.")

    def _ask_weight(self) -> Reading:
        """One reading; noise on the line is asked again, at most three times."""
        words = "does not answer"
        for _ in range(_TRIES):
            answer = self._ask(b"SI\r\n")
            if not answer:
                break
            try:
                return parse_sics(answer, time.monotonic())
            except Garbled as garbled:
                words = f"answers what no scale would: {garbled}"
        raise DeviceAway(f"The scale {self.name} {words}.")

    def _ask(self, command: bytes) -> bytes:
        self._port.discard()
        self._port.write(command)
        return self._port.read_until(b"\n", _ANSWER_SECONDS)
