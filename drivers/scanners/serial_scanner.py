"""A scanner on a serial line (RS-232, USB-CDC, or a serial server through socket://).

Set the scanner to send the AIM identifier, FNC1 as GS, and CR at the end; every make has a programming sheet for it.
"""

import time
from collections import deque
from threading import Lock

from drivers.protocol import Capability, DeviceState, Health, Scan
from drivers.scanners.framing import ScanReader
from drivers.transports.line import line_for
from drivers.transports.serial_port import LineSettings


class SerialScanner:
    """Reads one serial scanner."""

    capabilities = Capability.AIM_IDENTIFIER | Capability.GROUP_SEPARATOR

    def __init__(self, name: str, url: str, *, baud: int = 9600, double_window: float = 0.5) -> None:
        self.name = name
        self._port = line_for(url, LineSettings(baud=baud))
        self._double_window = double_window
        self._reader = ScanReader(name, double_window=double_window)
        self._ready: deque[Scan] = deque()
        self._lock = Lock()

    def open(self) -> None:
        """Take the line, forgetting what an earlier connection left half said."""
        with self._lock:
            if not self._port.is_open:
                self._reader = ScanReader(self.name, double_window=self._double_window)
                self._port.open()

    def close(self) -> None:
        """Let the line go."""
        with self._lock:
            self._port.close()

    def check(self) -> DeviceState:
        """A serial scanner answers no question; a line that can be read is all that can be known."""
        with self._lock:
            self._take(0)
        return DeviceState(Health.OK, time.monotonic(), "The line is open.")

    def read(self, timeout: float) -> Scan | None:
        """Wait up to timeout seconds for one scan."""
        deadline = time.monotonic() + timeout
        with self._lock:
            while not self._ready:
                left = deadline - time.monotonic()
                if not self._take(max(0.0, left)) and left <= 0:
                    return None
            return self._ready.popleft()

    def _take(self, timeout: float) -> bool:
        data = self._port.read(timeout)
        self._ready.extend(self._reader.feed(data, time.monotonic()))
        return bool(data)
