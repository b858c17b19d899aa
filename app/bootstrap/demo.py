"""`stillage demo`: build the demo warehouse; with a window play days in it, without one a shift or a day."""

import argparse
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap.daemon import introduce, seal_now
from app.bootstrap.demo_devices import SimulatedDevices
from app.config import home
from app.domain.errors import Refusal
from app.services.demo import CODE, Pace, Shift, load
from app.services.demo.report import summary, write_report
from app.services.demo_data.spec import DemoSpec
from app.services.demo_day import SHARE, Day, Faults
from db import migrate
from db.embedded import Cluster
from db.embedded.database import drop, ensure
from db.embedded.locks import exclusive
from db.embedded.logins import Logins

HEADLESS = "stillage_demo_headless"  # a database of its own: a run never touches the one people use


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage demo` understands."""
    parser.add_argument("--headless", action="store_true", help="without a window: play, report and end")
    parser.add_argument("--orders", type=int, default=500, metavar="N", help="orders to play (default 500)")
    parser.add_argument(
        "--out", type=Path, default=Path("out/demo"), metavar="DIR", help="where report and pictures go"
    )
    parser.add_argument("--store", type=int, default=367, help="store of the sample whose baskets become the orders")
    parser.add_argument("--seed", type=int, default=7, help="every derived figure hangs on it")
    parser.add_argument("--bins", type=int, default=10_000, help="size of the warehouse")
    parser.add_argument(
        "--speed", type=float, metavar="X", help="headless: orders arrive X times faster than they did; 0: at once"
    )
    parser.add_argument(
        "--work-speed", type=float, metavar="X", help="people work X times faster than people; 0: no wait"
    )
    parser.add_argument("--day", action="store_true", help="headless: a whole day with twelve people, goods in and out")
    parser.add_argument(
        "--faults",
        type=float,
        default=SHARE,
        metavar="X",
        help=f"of a day: part of acts that go wrong (default {SHARE})",
    )
    parser.add_argument("--no-pictures", action="store_true", help="leave the screenshots out")


def run(args: argparse.Namespace) -> int:
    """Play. Exit code 0 if no invariant of stock was broken."""
    spec = DemoSpec(seed=args.seed, store=args.store, orders=args.orders, bins=args.bins)
    if not args.headless and not args.day:
        console = importlib.import_module("app.bootstrap.console")
        return int(console.open_demo(spec, args.work_speed))
    args.out.mkdir(parents=True, exist_ok=True)
    pace = Pace(args.speed or None, args.work_speed or None)
    with _throwaway() as ground:
        if args.day:
            return _play_day(ground, spec, pace, args.out, Faults(spec.seed, args.faults))
        return _play(ground, spec, pace, args.out, pictures=not args.no_pictures)


@dataclass(frozen=True, slots=True)
class _Ground:
    admin_url: str
    login_url: Callable[[str], str]


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """One headless demo at a time in a folder of the program: the next would drop the database that this one plays in.
    Raises Refusal demo.twice; a demo that was killed is in nobody's way."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            stack.enter_context(exclusive(folder / "demo.lock", 0.0))
        except Refusal as taken:
            raise Refusal(
                "demo.twice",
                "Another demo without a window is being played here.",
                f"Wait until it ends, or give this one a folder of its own with STILLAGE_HOME (now {folder}).",
            ) from taken
        yield


@contextmanager
def _throwaway() -> Iterator[_Ground]:
    """A fresh database on the embedded server; the server is left as it was found."""
    with only_one(home()):
        yield from _fresh()


def _fresh() -> Iterator[_Ground]:
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        drop(cluster, HEADLESS)
        admin = ensure(cluster, HEADLESS)
        migrate.upgrade(admin, _tell)
        logins = Logins(cluster)
        yield _Ground(admin, lambda login: logins.url_for(login, HEADLESS))
    finally:
        cluster.release()


def _play(ground: _Ground, spec: DemoSpec, pace: Pace, out: Path, *, pictures: bool) -> int:
    began = time.monotonic()
    line = _Line()
    try:
        load(ground.admin_url, ground.login_url, spec, line.show)
        shift = Shift(ground.login_url, CODE, SimulatedDevices(), spec, pace, line.show)
        result = shift.play()
    except KeyboardInterrupt:
        raise Refusal("demo.stopped", "The demo was stopped.", "Start it again for a whole run.") from None
    finally:
        line.end()
    result.seconds = round(time.monotonic() - began, 1)
    head = seal_now(introduce(ground.admin_url, ground.login_url), CODE)
    names: list[str] = []
    if pictures:
        _tell("Taking pictures of the control room")
        names = importlib.import_module("app.bootstrap.pictures").take(ground.login_url, CODE, out)
    (out / "report.md").write_text(write_report(result, spec, names, head), encoding="utf-8")
    _tell(f"Report: {out / 'report.md'}")
    sys.stdout.write(json.dumps(summary(result)) + "\n")
    sys.stdout.flush()
    return 1 if result.invariant_violations else 0


def _play_day(ground: _Ground, spec: DemoSpec, pace: Pace, out: Path, faults: Faults) -> int:
    """0 where every order ended with a reason, the ledger agrees with the people, and no invariant is broken."""
    line = _Line()
    try:
        load(ground.admin_url, ground.login_url, spec, line.show)
        books = Day(ground.login_url, CODE, SimulatedDevices(), spec, pace, faults, line.show).play()
    except KeyboardInterrupt:
        raise Refusal("demo.stopped", "The day was stopped.", "Start it again for a whole one.") from None
    finally:
        line.end()
    (out / "day.md").write_text(books.words(), encoding="utf-8")
    _tell(f"Report: {out / 'day.md'}")
    sys.stdout.write(json.dumps(books.summary()) + "\n")
    sys.stdout.flush()
    return 0 if books.whole else 1


class _Line:
    """Progress on standard error: one live line on a terminal, else a line every few seconds and at each new step."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._step = ""
        self._told = 0.0
        self._began = time.monotonic()

    def show(self, done: int, total: int, words: str) -> None:
        """Called as the work goes on."""
        now = time.monotonic()
        step = words if not words[:1].isdigit() else "orders"
        if step == self._step and now - self._told < (0.2 if self._live else 5.0):
            return
        self._step, self._told = step, now
        text = f"{now - self._began:6.1f} s  {done / max(1, total):4.0%}  {words}"
        sys.stderr.write(f"\r{text:<78}" if self._live else f"{text}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the live line."""
        if self._live:
            sys.stderr.write(os.linesep)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
