"""The demo's shift behind the window: simulated people work on threads of their own while a person looks on."""

import importlib
import logging
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.commands.context import Needs
from app.commands.registry import Command
from app.domain.errors import Fault, Refusal
from app.ui.shell.parts import StatusPart
from app.ui.window import MainWindow

log = logging.getLogger(__name__)

ARRIVALS = 3600.0  # times faster than orders really came: an hour a second
WORK = 20.0  # times faster than people walk and pick
PLAY = (Needs("demo.here", "Only in the demo warehouse."), Needs("demo.playing", "The shift is played already.", False))
STOP = (Needs("demo.playing", "No shift is played now."),)


class DemoShift(QObject):
    """Offers the shift as commands where the demo warehouse is open; says in the strip how far it is."""

    _told = Signal(int, int, str)
    _ended = Signal(str)

    def __init__(self, window: MainWindow, arrivals: float | None, work: float | None) -> None:
        super().__init__(window)
        self._window = window
        self._arrivals, self._work = arrivals or ARRIVALS, work or WORK
        self._house: Any = None
        self._spec: Any = None
        self._code = ""
        self._shift: Any = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._told.connect(self._say)
        self._ended.connect(self._say_end)

    def offer(self, house: Any, warehouse: str, spec: Any) -> None:
        """The floor is open: in the demo warehouse its shift can be played."""
        self._house, self._code, self._spec = house, warehouse, spec
        context, registry = self._window.context, self._window.registry
        context.set("demo.here", warehouse == "DEMO" and house.at_home)
        context.set("demo.playing", False)
        if "demo.play" not in registry:
            registry.add(
                Command("demo.play", "Play the demo shift", self.play, "", PLAY, "Demo", "demo"),
                Command("demo.stop", "Stop the demo shift", self.stop, "", STOP, "Demo", "pause"),
            )

    def play(self) -> None:
        """Begin; a second time while it runs does nothing."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._window.context.set("demo.playing", True)
        self._say(0, 0, "the doors open")
        self._thread = threading.Thread(target=self._run, name="demo-shift", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the shift after the act in hand; what was posted is kept."""
        if self._shift is not None:
            self._shift.stop()

    def close(self) -> None:
        """As stop, and wait until everybody went home. Blocking: not on the GUI thread."""
        self._closed = True
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            demo = importlib.import_module("app.services.demo")
            devices = importlib.import_module("app.bootstrap.demo_devices").SimulatedDevices()
            spec = self._spec or importlib.import_module("app.services.demo_data.spec").DemoSpec()
            pace = demo.Pace(self._arrivals, self._work)
            self._shift = demo.Shift(self._house.login_url, self._code, devices, spec, pace, self._told.emit)
            if self._closed:
                return
            result = self._shift.play()
            words = f"The demo shift ended: {result.shipped:,} of {result.orders:,} orders shipped."
        except (Refusal, Fault) as error:
            log.warning("the demo shift ended: %s", error)
            words = f"The demo shift ended: {error.what}"
        except Exception:
            log.exception("the demo shift failed")
            words = "The demo shift ended by an error of ours; the log has it. What was posted is kept."
        self._shift = None
        if not self._closed:
            self._ended.emit(words)

    def _say(self, done: int, total: int, words: str) -> None:
        if self._closed:
            return  # what was still on its way when the window closed
        tail = f"{done:,} of {total:,}" if total else ""
        self._window.set_status(StatusPart("demo", "demo", f"Demo shift: {words}", tail=tail, rank=2))

    def _say_end(self, words: str) -> None:
        self._window.context.set("demo.playing", False)
        self._window.clear_status("demo")
        self._window.toast(words)
