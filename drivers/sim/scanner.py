"""A simulated scanner: what a program holds before it comes out as scans, through the framing of real ones.

`SimulatedScanner` has no cable and no thread. `ScannerPeer` is the far end of a line, for the real serial driver.
"""

import time
from queue import Empty, Queue

from drivers.protocol import Capability, DeviceAway, DeviceState, Health, Scan
from drivers.scanners.framing import ScanReader
from drivers.sim.faults import Faults
from drivers.sim.peer import TcpPeer


def scanner_bytes(text: str, aim: str = "") -> bytes:
    """What a scanner set up our way sends for a code: AIM identifier, data, CR."""
    return f"{aim}{text}\r".encode(errors="surrogatepass")


class SimulatedScanner:
    """A scanner that a program triggers. double_window: seconds in which the same code counts as repeated."""

    capabilities = Capability.AIM_IDENTIFIER | Capability.GROUP_SEPARATOR | Capability.SIMULATED

    def __init__(self, name: str, *, double_window: float = 0.5, faults: Faults | None = None) -> None:
        self.name = name
        self.faults = faults or Faults()
        self._reader = ScanReader(name, double_window=double_window)
        self._queue: Queue[bytes] = Queue()
        self._ready: list[Scan] = []
        self._open = False
        self._plugged = True

    def present(self, text: str, aim: str = "") -> None:
        """Hold a code before the scanner. An unplugged scanner reads nothing."""
        if self._plugged:
            self._queue.put(self.faults.spoil(scanner_bytes(text, aim)))

    def unplug(self) -> None:
        """Pull the cable; a read that is waiting ends at once."""
        self._plugged = False
        self._queue.put(b"")

    def plug(self) -> None:
        """Put the cable back. What was read before it was pulled is gone."""
        self._queue = Queue()
        self._plugged = True

    def open(self) -> None:
        """Take it into use."""
        if not self._plugged:
            raise DeviceAway(f"{self.name} is unplugged.")
        self._open = True

    def close(self) -> None:
        """Let it go."""
        self._open = False

    def check(self) -> DeviceState:
        """Plugged in or not."""
        self._held()
        return DeviceState(Health.OK, time.monotonic(), "Simulated.")

    def read(self, timeout: float) -> Scan | None:
        """Wait up to timeout seconds for one scan."""
        self._held()
        if not self._ready:
            try:
                data = self._queue.get(timeout=timeout) if timeout > 0 else self._queue.get_nowait()
            except Empty:
                return None
            self._held()
            self._ready += self._reader.feed(data, time.monotonic())
        return self._ready.pop(0) if self._ready else None

    def _held(self) -> None:
        if not self._plugged or not self._open:
            raise DeviceAway(f"{self.name} is {'not open' if self._plugged else 'unplugged'}.")


class ScannerPeer:
    """A scanner at the far end of a TCP line."""

    def __init__(self, faults: Faults | None = None) -> None:
        self.peer = TcpPeer(lambda _: b"", faults)

    def present(self, text: str, aim: str = "") -> None:
        """Hold a code before it."""
        self.peer.send(scanner_bytes(text, aim))
