"""From a scanner's bytes to scans: framing by terminator, AIM identifier, double scans. Pure; shared by every scanner.

A frame ends at CR, LF, TAB or ETX; STX is skipped. Half a frame older than a second is dropped: it is what an unplugged
cable left behind, and joined to the next scan it would be a code that nobody scanned.
"""

import re

from drivers.protocol import Scan

LONGEST_FRAME = 1024  # bytes; the domain refuses over 512 characters in words, so this much must get through
_ENDS = frozenset(b"\r\n\t\x03")
_STX = 0x02
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]", re.ASCII)


class Framer:
    """Cuts bytes into frames."""

    def __init__(self, *, stale_after: float = 1.0) -> None:
        self._buffer = bytearray()
        self._last = 0.0
        self._stale_after = stale_after

    def feed(self, data: bytes, at: float) -> list[bytes]:
        """Frames that these bytes complete. at: seconds, monotonic. An endless frame is cut at LONGEST_FRAME bytes."""
        if self._buffer and at - self._last > self._stale_after:
            self._buffer.clear()
        self._last = at
        frames = []
        for byte in data:
            if byte in _ENDS:
                if self._buffer:
                    frames.append(bytes(self._buffer))
                    self._buffer.clear()
            elif byte != _STX and len(self._buffer) < LONGEST_FRAME:
                self._buffer.append(byte)
        return frames


class ScanReader:
    """Turns a scanner's bytes into scans, with the same code within `double_window` seconds marked as repeated.

    The window slides: a code held before the scanner repeats for as long as it is held.
    """

    def __init__(self, device: str, *, double_window: float = 0.5) -> None:
        self._device = device
        self._double_window = double_window
        self._framer = Framer()
        self._last: tuple[str, str, float] | None = None

    def feed(self, data: bytes, at: float) -> list[Scan]:
        """Scans that these bytes complete. Bytes that are no UTF-8 come through as U+FFFD, which the domain refuses."""
        return [self._scan(frame, at) for frame in self._framer.feed(data, at)]

    def _scan(self, frame: bytes, at: float) -> Scan:
        text = frame.decode("utf-8", errors="replace")
        aim = ""
        if match := _AIM.match(text):
            aim, text = match.group(), text[match.end() :]
        before, self._last = self._last, (text, aim, at)
        repeated = before is not None and before[:2] == (text, aim) and at - before[2] < self._double_window
        return Scan(text, aim, at, self._device, repeated)
