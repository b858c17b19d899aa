"""Every scanner keeps the scanner contract: the simulated one, and the real serial driver over a socket."""

from collections.abc import Iterator

import pytest

from drivers.scanners.serial_scanner import SerialScanner
from drivers.sim.scanner import ScannerPeer, SimulatedScanner
from tests.contract.scanner_contract import ScannerContract


class TestSimulatedScanner(ScannerContract):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.scanner = SimulatedScanner("sim")
        yield
        self.scanner.close()

    def present(self, text: str, aim: str = "") -> None:
        self.scanner.present(text, aim)

    def unplug(self) -> None:
        self.scanner.unplug()

    def plug(self) -> None:
        self.scanner.plug()


class TestSerialScannerOverASocket(ScannerContract):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.far = ScannerPeer()
        self.far.peer.plug()
        self.scanner = SerialScanner("serial", self.far.peer.url)
        yield
        self.scanner.close()
        self.far.peer.stop()

    def present(self, text: str, aim: str = "") -> None:
        self.far.peer.connected(5)
        self.far.present(text, aim)

    def unplug(self) -> None:
        self.far.peer.connected(5)
        self.far.peer.unplug()

    def plug(self) -> None:
        self.far.peer.plug()
