"""A simulated label printer: takes ZPL by TCP as port 9100 does, keeps every job, answers ~HS, runs out of labels."""

import re
from threading import Lock

from drivers.printers.zpl import ZplPrinter
from drivers.protocol import Capability, DeviceAway, DeviceState, Printed, PrintJob
from drivers.sim.faults import Faults
from drivers.sim.peer import TcpPeer

_PIECE = re.compile(rb"~HS|\^XA.*?\^XZ", re.DOTALL)
_COPIES = re.compile(rb"\^PQ([0-9]+)")


class Engine:
    """What is inside the printer. Thread-safe.

    labels_left: on the roll; a job for which they do not suffice stays in the buffer until a roll is loaded.
    """

    def __init__(self, labels_left: int = 1_000_000) -> None:
        self._lock = Lock()
        self._labels_left = labels_left
        self._paused = self._head_open = False
        self._buffer: list[bytes] = []
        self._printed: list[bytes] = []
        self._rest = b""

    @property
    def printed(self) -> tuple[bytes, ...]:
        """Every format that came out, oldest first, once for each job."""
        with self._lock:
            return tuple(self._printed)

    def load_roll(self, labels: int) -> None:
        """A new roll; what waits in the buffer is printed."""
        with self._lock:
            self._labels_left = labels
            self._print()

    def pause(self, on: bool) -> None:
        """Its pause button."""
        with self._lock:
            self._paused = on
            self._print()

    def open_head(self, on: bool) -> None:
        """Its lid."""
        with self._lock:
            self._head_open = on
            self._print()

    def hear(self, data: bytes) -> bytes:
        """What came over the line; the answer to any ~HS in it."""
        with self._lock:
            self._rest += data
            answer, end = b"", 0
            for piece in _PIECE.finditer(self._rest):
                end = piece.end()
                if piece.group() == b"~HS":
                    answer += self._status()
                else:
                    self._buffer.append(piece.group())
                    self._print()
            self._rest = self._rest[end:]
            return answer

    def _print(self) -> None:
        while self._buffer and not self._paused and not self._head_open:
            copies = max([1, *(int(count) for count in _COPIES.findall(self._buffer[0]))])
            if copies > self._labels_left:
                self._labels_left = 0
                return
            self._labels_left -= copies
            self._printed.append(self._buffer.pop(0))

    def _status(self) -> bytes:
        paper, pause, head = int(self._labels_left == 0), int(self._paused), int(self._head_open)
        first = f"030,{paper},{pause},0480,{len(self._buffer):03},0,0,0,000,0,0,0"
        second = f"000,0,{head},0,0,2,4,0,00000000,1,000"
        return "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()


class SimulatedPrinter:
    """A simulated printer with the real driver in front of it."""

    capabilities = Capability.PRINT_STATUS | Capability.SIMULATED

    def __init__(self, name: str, *, labels_left: int = 1_000_000, faults: Faults | None = None) -> None:
        self.name = name
        self.engine = Engine(labels_left)
        self.peer = TcpPeer(self.engine.hear, faults)
        self._cut = False
        self._driver: ZplPrinter | None = None

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
        self._driver = self._driver or ZplPrinter(self.name, self.peer.url)
        self._driver.open()

    def close(self) -> None:
        """Let it go, the far end too."""
        if self._driver is not None:
            self._driver.close()
        self.peer.unplug()

    def check(self) -> DeviceState:
        """Ask how it is."""
        return self._held().check()

    def print_label(self, job: PrintJob) -> Printed:
        """Hand one job over."""
        return self._held().print_label(job)

    def _held(self) -> ZplPrinter:
        if self._driver is None or not self.peer.plugged:
            raise DeviceAway(f"{self.name} is {'unplugged' if self._cut else 'not open'}.")
        return self._driver
