"""Every printer keeps the printer contract: the simulated one, and the real ZPL driver against a socket."""

from collections.abc import Iterator

import pytest

from drivers.printers.zpl import ZplPrinter
from drivers.sim.peer import TcpPeer
from drivers.sim.printer import Engine, SimulatedPrinter
from tests.contract.printer_contract import JOB, PrinterContract


class _WithEngine(PrinterContract):
    engine: Engine

    def printed(self) -> tuple[bytes, ...]:
        return self.engine.printed

    def roll(self, labels: int) -> None:
        self.engine.load_roll(labels)

    def pause(self, on: bool) -> None:
        self.engine.pause(on)

    def open_head(self, on: bool) -> None:
        self.engine.open_head(on)


class TestSimulatedPrinter(_WithEngine):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.printer = SimulatedPrinter("sim")
        self.engine = self.printer.engine
        yield
        self.printer.close()

    def unplug(self) -> None:
        self.printer.unplug()

    def plug(self) -> None:
        self.printer.plug()


class TestZplPrinterOverASocket(_WithEngine):
    @pytest.fixture(autouse=True)
    def _make(self) -> Iterator[None]:
        self.engine = Engine()
        self.far = TcpPeer(self.engine.hear)
        self.far.plug()
        self.printer = ZplPrinter("zpl", self.far.url)
        yield
        self.printer.close()
        self.far.stop()

    def unplug(self) -> None:
        self.far.unplug()

    def plug(self) -> None:
        self.far.plug()


def test_a_printer_that_tells_nothing_still_prints_and_the_job_is_only_called_sent() -> None:
    """Many makes with a ZPL emulation ignore ~HS."""
    heard = bytearray()
    far = TcpPeer(lambda data: heard.extend(data) or b"")
    far.plug()
    printer = ZplPrinter("dumb", far.url)
    try:
        done = printer.print_label(JOB)
        assert not done.confirmed
        assert done.words.startswith("Sent")
        assert "does not report" in printer.check().words
    finally:
        far.stop()
    assert b"Order O-7" in heard
