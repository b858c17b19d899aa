"""`stillage up`: the window first, everything that takes time behind it."""

import argparse
import importlib
import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from app.bootstrap.stopwatch import Stopwatch
from app.domain.errors import Refusal

CLOCKWORK_MS = 2000  # after the floor is usable
ALIVE_MS = 250  # so often Python looks whether a signal came in while Qt waits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage up` understands."""
    parser.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it the database beside the program")
    parser.add_argument("--warehouse", metavar="CODE", help="which warehouse; without it the first you may see")
    parser.add_argument("--theme", choices=("system", "dark", "light"), help="instead of the one in the settings")
    parser.add_argument("--demo", action="store_true", help="make the demo warehouse and play a day in it")


def run(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    watch = Stopwatch()
    demo = None
    if getattr(args, "demo", False):
        if args.url:
            raise Refusal(
                "demo", "The demo warehouse is made in the database beside the program.", "Leave out --url or --demo."
            )
        demo = importlib.import_module("app.services.demo_data.spec").DemoSpec()
    wish = partial(_wish, url=getattr(args, "url", None), warehouse=getattr(args, "warehouse", None), demo=demo)
    return show(watch, wish, getattr(args, "theme", None))


def open_demo(spec: Any, work: float | None = None) -> int:
    """The window with the demo warehouse and its day. work: times faster than people; None: the usual speed."""
    watch = Stopwatch()
    return show(watch, partial(_wish, demo=spec, work=work), None)


def show(watch: Stopwatch, make_wish: Callable[[str | None], Any], theme_choice: str | None) -> int:
    """Make the application and the window, and run until the orderly end. Refusal where there is no display."""
    needs_display()
    with watch.imports():
        config = importlib.import_module("app.config")
        application = importlib.import_module("app.ui.application")
        front_module = importlib.import_module("app.bootstrap.front")
    watch.ahead("app.bootstrap.opening", "app.bootstrap.floor_page")
    logging.basicConfig(level=logging.WARNING)
    loaded = config.load(config.settings_file())
    server = loaded.settings.server
    wish = make_wish(server.url if server.profile == "server" else None)
    application.route_qt_messages()
    app, theme = application.make_application(["stillage"], theme_choice or loaded.settings.theme)
    one = application.SingleInstance(config.home(), wish.url or "embedded")
    if not one.claim():
        sys.stderr.write("Stillage runs already; its window was brought to the front.\n")
        return 0
    app.setQuitOnLastWindowClosed(False)
    front = front_module.Front(theme, loaded, wish, watch)
    sweep = importlib.import_module("app.ui.sweep").Sweep(front)
    unforeseen = application.Unforeseen(front.say, front)
    unforeseen.install()
    one.asked.connect(lambda: application.raise_window(front.window))
    app.lastWindowClosed.connect(front.end)
    front.usable.connect(watch.tell)
    front.usable.connect(lambda: _keep_clockwork(front))
    front.ended.connect(app.quit)
    timer = importlib.import_module("PySide6.QtCore").QTimer(front, interval=ALIVE_MS)
    timer.timeout.connect(lambda: None)
    timer.start()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: front.window.close())
    front.start()
    code = int(app.exec())
    sweep.stop()
    one.release()
    return code


def _keep_clockwork(front: Any) -> None:
    """Our own database has no other daemon: one is begun beside the window, a moment after the floor is usable."""
    house = front.held.house
    if house is None or not house.at_home:
        return
    if front.held.daemon is None:
        front.held.daemon = importlib.import_module("app.bootstrap.beside").DaemonBeside()
    timer = importlib.import_module("PySide6.QtCore").QTimer
    timer.singleShot(CLOCKWORK_MS, front, front.held.daemon.begin)


def _wish(
    usual: str | None,
    *,
    demo: Any,
    url: str | None = None,
    warehouse: str | None = None,
    work: float | None = None,
) -> Any:
    """What the start was asked for, made once the window's modules are loaded. usual: the server of the settings, which
    the demo passes over: it lives in the database beside the program."""
    server = None if demo is not None else url or usual
    return importlib.import_module("app.bootstrap.front").Wish(server, warehouse, demo, work)


def needs_display() -> None:
    """Qt ends the whole process without a word to the person where there is no display; so ask before it is loaded."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Refusal(
            "display",
            "There is no display here to open a window on.",
            "Start it on a desktop; without one use: stillage demo --headless.",
        )
