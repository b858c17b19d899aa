"""One thread a device: open, watch, retry with back-off, tell of changes, stop in order.

Callbacks run on the device's thread. One that raises does not end it: the device goes on, the failure is logged.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event, Lock, Thread

from drivers.protocol import Device, DeviceAway, DeviceState, Health, LabelPrinter, Reading, Scale, Scan, Scanner

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two heartbeats, between two readings of a scale, of one wait for a scan, and of the back-off."""

    heartbeat: float = 5.0
    reading: float = 0.25
    scan: float = 0.2
    first_retry: float = 0.5
    last_retry: float = 30.0


class Supervisor:
    """Keeps the devices of a station alive."""

    def __init__(self, on_state: Callable[[str, DeviceState], None], pace: Pace | None = None) -> None:
        self._on_state = on_state
        self._pace = pace or Pace()
        self._stop = Event()
        self._lock = Lock()
        self._states: dict[str, DeviceState] = {}
        self._threads: list[Thread] = []

    def watch_scanner(self, scanner: Scanner, on_scan: Callable[[Scan], None]) -> None:
        """Start reading a scanner. on_scan gets every scan in order."""

        def work() -> None:
            scan = scanner.read(self._pace.scan)
            if scan is not None:
                self._guard(on_scan, scan)

        self._watch(scanner, work)

    def watch_scale(self, scale: Scale, on_reading: Callable[[Reading], None]) -> None:
        """Start reading a scale. on_reading gets a reading whenever pan or weight changed."""
        last: list[Reading] = []

        def work() -> None:
            reading = scale.read()
            if not last or (last[0].pan, last[0].weight) != (reading.pan, reading.weight):
                last[:] = [reading]
                self._guard(on_reading, reading)
            self._stop.wait(self._pace.reading)

        self._watch(scale, work)

    def watch_printer(self, printer: LabelPrinter) -> None:
        """Start asking a printer how it is."""

        def work() -> None:
            self._set(printer.name, printer.check())
            self._stop.wait(self._pace.heartbeat)

        self._watch(printer, work)

    def states(self) -> Mapping[str, DeviceState]:
        """How each device is, by name."""
        with self._lock:
            return dict(self._states)

    def stop(self, timeout: float = 5.0) -> tuple[str, ...]:
        """Stop all threads and close the devices. Returns the names of those that did not end in time."""
        self._stop.set()
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return tuple(thread.name for thread in self._threads if thread.is_alive())

    def _watch(self, device: Device, work: Callable[[], None]) -> None:
        # daemon: a driver hung in the operating system must not keep the program from ending
        thread = Thread(target=self._run, args=(device, work), name=f"device {device.name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _run(self, device: Device, work: Callable[[], None]) -> None:
        wait = self._pace.first_retry
        try:
            while not self._stop.is_set():
                try:
                    self._alive(device, work)
                except DeviceAway as away:
                    was = self.states().get(device.name)
                    wait = self._pace.first_retry if was is None or was.health is not Health.AWAY else wait
                    self._away(device, str(away))
                    self._stop.wait(wait)
                    wait = min(wait * 2, self._pace.last_retry)
        finally:
            device.close()

    def _alive(self, device: Device, work: Callable[[], None]) -> None:
        device.open()
        heartbeat = 0.0
        while not self._stop.is_set():
            if time.monotonic() >= heartbeat:
                self._set(device.name, device.check())
                heartbeat = time.monotonic() + self._pace.heartbeat
            work()

    def _away(self, device: Device, words: str) -> None:
        device.close()
        step = "Check its plug, cable and power; it is tried again by itself."
        self._set(device.name, DeviceState(Health.AWAY, time.monotonic(), words, step))

    def _set(self, name: str, state: DeviceState) -> None:
        """Tell of a change of health or words; `since` stays at the moment when the health changed."""
        with self._lock:
            was = self._states.get(name)
            if was is not None and was.health is state.health:
                if was.words == state.words:
                    return
                state = DeviceState(state.health, was.since, state.words, state.next_step)
            self._states[name] = state
        self._guard(self._on_state, name, state)

    def _guard(self, callback: Callable[..., None], *arguments: object) -> None:
        try:
            callback(*arguments)
        except Exception:
            _LOG.exception("A listener failed on %r; the device goes on.", arguments[0])
