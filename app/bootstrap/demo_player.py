"""The demo's day behind the window: simulated people work on threads of their own while a person looks on, and acts."""

import importlib
import logging
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.commands.context import Needs
from app.commands.registry import Command
from app.domain.errors import Fault, Refusal
from app.ui.demo.bar import HALT_KEY, DemoBar
from app.ui.demo.kinds import SPEEDS, USUAL, Hint, Progress, Report, State
from app.ui.demo.page import DemoPage
from app.ui.shell.parts import Shell, Workspace
from app.ui.window import MainWindow

log = logging.getLogger(__name__)

ROOM = "demo"
PLAY = (Needs("demo.here", "Only in the demo warehouse."), Needs("demo.playing", "A day is played already.", False))
PLAYING = (Needs("demo.playing", "No day is played now."),)


class DemoPlayer(QObject):
    """Offers the day where the demo warehouse is open: a bar under the page, a room, commands."""

    _told = Signal(int, int, str)
    _waits = Signal(object)
    _ended = Signal(object, str)

    def __init__(self, window: MainWindow, work: float | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._work = work
        self._speed = USUAL if work is None else next((id_ for id_, x in SPEEDS.items() if x == work), "")
        self._house: Any = None
        self._spec: Any = None
        self._code = ""
        self._day: Any = None
        self._thread: threading.Thread | None = None
        self._closed = False
        self._progress = Progress()
        self._report: Report | None = None
        self.bar: DemoBar | None = None
        self.page: DemoPage | None = None
        self.state: State = "idle"
        self._told.connect(self._say)
        self._waits.connect(self._say_waiting)
        self._ended.connect(self._say_end)

    def offer(self, house: Any, warehouse: str, spec: Any) -> None:
        """The floor is open: in the demo warehouse a day can be played."""
        self._house, self._code, self._spec = house, warehouse, spec
        context, registry = self._window.context, self._window.registry
        here = warehouse == "DEMO" and house.at_home
        context.set("demo.here", here)
        context.set("demo.playing", False)
        if "demo.play" not in registry:
            registry.add(
                Command("demo.play", "Play a demo day", self.play, "", PLAY, "Demo", "demo"),
                Command("demo.halt", "Halt the demo day, or go on", self.halt, HALT_KEY, PLAYING, "Demo", "pause"),
                Command("demo.stop", "End the demo day", self.stop, "", PLAYING, "Demo", "close"),
            )  # fmt: skip
        if here and self.bar is None:
            self._settle_in()

    def play(self) -> None:
        """Begin; a second time while it goes on does nothing."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._window.context.set("demo.playing", True)
        self._progress = Progress()
        self._show("opening")
        self._thread = threading.Thread(target=self._run, name="demo-day", daemon=True)
        self._thread.start()

    def halt(self) -> None:
        """Everybody stands still after the act in hand; or goes on."""
        if self._day is not None and self.state in ("playing", "halted"):
            halted = self.state == "playing"
            self._day.pace.halt(halted)
            self._show("halted" if halted else "playing")
            if self.bar is not None:
                self.bar.show_progress(self._progress)

    def set_speed(self, speed: str) -> None:
        """From now on; the next day begins with it, too."""
        self._speed = speed
        if self._day is not None:
            self._day.pace.work = SPEEDS[speed]

    def stop(self) -> None:
        """End the day after the acts in hand; what was posted is kept, and the next day goes on with it."""
        if self._day is not None:
            self._show("ending")
            self._day.stop()

    def close(self) -> None:
        """As stop, and wait until everybody went home. Blocking: not on the GUI thread."""
        self._closed = True
        if self._day is not None:
            self._day.stop(books=False)
        if self._thread is not None:
            self._thread.join()

    # ---- on the day's thread ----
    def _run(self) -> None:
        report = None
        try:
            demo = importlib.import_module("app.services.demo_day")
            pace_of = importlib.import_module("app.services.demo").Pace
            devices = importlib.import_module("app.bootstrap.demo_devices").SimulatedDevices()
            spec = self._spec or importlib.import_module("app.services.demo_data.spec").DemoSpec()
            pace = pace_of(None, SPEEDS.get(self._speed, self._work))
            self._day = demo.Day(
                self._house.login_url, self._code, devices, spec, pace, demo.Faults(spec.seed), self._told.emit,
                demo.LOOKED_ON, self._waits.emit,
            )  # fmt: skip
            if self._closed:
                return
            books = self._day.play()
            report = report_of(books, ended_early=pace.ended)
            words = report.words
        except (Refusal, Fault) as error:
            if not self._closed:
                log.warning("the demo day ended: %s", error)
            words = f"{error.what} {error.next_step if isinstance(error, Refusal) else error.safe}"
        except Exception:
            log.exception("the demo day failed")
            words = "The demo day ended by an error of ours; the log has it. What was posted is kept."
        self._day = None
        if not self._closed:
            self._ended.emit(report, words)

    # ---- on the GUI thread ----
    def _settle_in(self) -> None:
        window = self._window
        self.bar = DemoBar(window.theme, self)
        self.bar.speed.choose(self._speed)
        self.bar.hinted.connect(self._lead)
        self.bar.asked.connect(lambda: window.open(ROOM))
        window.foot.addWidget(self.bar)
        window.admit(Workspace(ROOM, "Demo day", "demo", self._make_page, at_foot=True))

    def _make_page(self, shell: Shell) -> DemoPage:
        self.page = DemoPage(shell, self)
        self.page.show_state(self.state)
        if self._report is not None:
            self.page.report.show_report(self._report)
        return self.page

    def _lead(self, hint: Hint) -> None:
        if self._window.has(hint.room):
            self._window.open(hint.room)
            if hint.command in self._window.registry:
                self._window.registry.run(hint.command)

    def _show(self, state: State) -> None:
        self.state = state
        for part in (self.bar, self.page):
            if part is not None:
                part.show_state(state)

    def _say(self, come: int, total: int, words: str) -> None:
        if self._closed:
            return  # what was still on its way when the window closed
        if not total and self.bar is not None:
            self.bar.show_opening(words)
        if not total:
            return
        self._progress = Progress(come, total, words, self._progress.waiting)
        if self.state == "opening":
            self._show("playing")
        if self.bar is not None:
            self.bar.show_progress(self._progress)

    def _say_waiting(self, waiting: Any) -> None:
        now = self._progress
        self._progress = Progress(now.come, now.total, now.words, waiting)
        if self.bar is not None and not self._closed:
            self.bar.show_progress(self._progress)

    def _say_end(self, report: Report | None, words: str) -> None:
        self._window.context.set("demo.playing", False)
        self._show("idle")
        if self.bar is not None:
            self.bar.show_end(words, told=report is not None)
        if report is not None:
            self._report = report
            if self.page is not None:
                self.page.report.show_report(report)
        self._window.toast(words)


def report_of(books: Any, *, ended_early: bool) -> Report:
    """app.services.demo_day.DayBooks as a person reads them."""
    summary = books.summary()
    words = f"{summary['shipped']:,} of {summary['orders']:,} orders shipped"
    if ended_early:
        words = f"The day was ended early: {words}. The next one goes on with what is open."
    elif still := sum(row.open for row in books.orders):
        words = f"The day is over: {words}. {still:,} are open still: somebody holds their work, or keeps it."
    elif books.whole:
        words = f"The day is over: {words}, and the ledger says what everybody counted."
    else:
        words = f"The day is over: {words}. People and ledger differ, or an order has no reason."
    units = {"putaway": "Put away (loads)", "receive": "Received", "task": "Refilled and moved", "pick": "Picked",
             "pack": "Packed"}  # fmt: skip
    rows = tuple(
        (name, f"{books.counted.get(kind, 0):,}", f"{books.booked.get(kind, 0):,}") for kind, name in units.items()
    )
    orders = tuple((str(row.state), f"{row.orders:,}", f"{row.short:,}") for row in books.orders)
    faults = ", ".join(f"{n} × {what.replace('_', ' ')}" for what, n in sorted(books.faults.items()))
    notes = [f"What went wrong on purpose: {faults or 'nothing'}.",
             f"Invariants of stock that are broken: {len(books.violations)}."]  # fmt: skip
    if books.yours:
        yours = ", ".join(f"{n} × {kind.replace('_', ' ')}" for kind, n in sorted(books.yours.items()))
        notes.append(f"Under the supervisor's login, by the desk and by you: {yours}.")
    return Report(words, bool(books.whole), rows, orders, tuple(notes))
