"""A device's life: found, lost, found again, listeners that fail, an orderly stop."""

import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from queue import Queue

import pytest

from drivers.protocol import DeviceState, Health, Reading, Scan
from drivers.scanners.serial_scanner import SerialScanner
from drivers.sim.printer import SimulatedPrinter
from drivers.sim.scale import SimulatedScale
from drivers.sim.scanner import ScannerPeer, SimulatedScanner
from drivers.supervisor import Pace, Supervisor

QUICK = Pace(heartbeat=0.02, reading=0.01, scan=0.05, first_retry=0.01, last_retry=0.04)


class Watched:
    """A supervisor whose state changes can be waited for."""

    def __init__(self) -> None:
        self.changes: Queue[tuple[str, DeviceState]] = Queue()
        self.supervisor = Supervisor(lambda name, state: self.changes.put((name, state)), QUICK)

    def until(self, holds: Callable[[DeviceState], bool]) -> DeviceState:
        """The next state that fits; fails after five seconds without one."""
        while True:
            _, state = self.changes.get(timeout=5)
            if holds(state):
                return state


@pytest.fixture
def watched() -> Iterator[Watched]:
    before = threading.active_count()
    held = Watched()
    yield held
    assert held.supervisor.stop() == ()
    assert threading.active_count() <= before


def _is(health: Health) -> Callable[[DeviceState], bool]:
    return lambda state: state.health is health


def test_scans_arrive_and_an_unplugged_scanner_is_missed_and_found_again(watched: Watched) -> None:
    far = ScannerPeer()
    far.peer.plug()
    scans: Queue[Scan] = Queue()
    watched.supervisor.watch_scanner(SerialScanner("dock", far.peer.url), scans.put)
    watched.until(_is(Health.OK))
    assert far.peer.connected(5)
    far.present("LOC-A")
    assert scans.get(timeout=5).text == "LOC-A"
    far.peer.unplug()
    away = watched.until(_is(Health.AWAY))
    assert "unplugged" in away.words
    assert away.next_step
    far.peer.plug()
    back = watched.until(_is(Health.OK))
    assert back.since > away.since
    assert far.peer.connected(5)
    far.present("LOC-B")
    assert scans.get(timeout=5).text == "LOC-B"
    assert watched.supervisor.states()["dock"].health is Health.OK
    assert watched.supervisor.stop() == ()
    far.peer.stop()


def test_a_device_that_was_never_there_is_away_and_its_since_stays(watched: Watched) -> None:
    scanner = SimulatedScanner("dock")
    scanner.unplug()
    watched.supervisor.watch_scanner(scanner, lambda _: None)
    first = watched.until(_is(Health.AWAY))
    scanner.plug()
    watched.until(_is(Health.OK))
    assert watched.changes.empty()
    assert first.since < watched.supervisor.states()["dock"].since


def test_a_listener_that_fails_does_not_stop_the_scanner(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    scanner = SimulatedScanner("dock")
    taken: Queue[str] = Queue()

    def fail_once(scan: Scan) -> None:
        taken.put(scan.text)
        if scan.text == "A":
            raise RuntimeError("a screen fell over")

    watched.supervisor.watch_scanner(scanner, fail_once)
    watched.until(_is(Health.OK))
    scanner.present("A")
    scanner.present("B")
    assert [taken.get(timeout=5), taken.get(timeout=5)] == ["A", "B"]
    assert "a screen fell over" in caplog.text


def test_a_scale_tells_of_changes_only(watched: Watched) -> None:
    scale = SimulatedScale("bench", settle=0)
    readings: Queue[Reading] = Queue()
    watched.supervisor.watch_scale(scale, readings.put)
    assert readings.get(timeout=5).weight is not None
    scale.load(Decimal(500))
    changed = readings.get(timeout=5)
    assert changed.weight is not None
    assert changed.weight.grams == 500
    scale.load(Decimal(90_000))
    assert readings.get(timeout=5).weight is None
    watched.until(_is(Health.WARNING))


def test_a_printer_without_paper_is_a_warning_with_what_to_do(watched: Watched) -> None:
    printer = SimulatedPrinter("labels")
    watched.supervisor.watch_printer(printer)
    watched.until(_is(Health.OK))
    printer.engine.load_roll(0)
    assert watched.until(_is(Health.WARNING)).next_step == "Load a roll."
    printer.engine.load_roll(100)
    watched.until(_is(Health.OK))
    printer.unplug()
    watched.until(_is(Health.AWAY))
    printer.plug()
    watched.until(_is(Health.OK))
