"""`stillage handheld`: the window of a person on the floor, 480 x 800 and up, worked with a scanner alone."""

import argparse
import importlib
import logging
import signal
import socket
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from app.bootstrap.console import ALIVE_MS, needs_display
from app.domain.errors import Refusal
from app.services.handheld.floor_work import FloorWork
from app.services.handheld.kept import kept_here
from app.services.session import Session
from app.ui.handheld.desk import HandheldDesk, SignedIn, Sounding
from db.embedded import Cluster, Logins
from db.embedded.database import ensure
from db.embedded.home import Home
from db.embedded.logins import DATABASE

SMALL_SCREEN = (720, 1100)  # up to this a screen is a handheld's own, and the window fills it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage handheld` understands."""
    parser.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it the database beside the program")
    parser.add_argument("--warehouse", metavar="CODE", help="which warehouse; without it the first you may see")
    parser.add_argument("--theme", choices=("system", "dark", "light"), help="instead of the one in the settings")
    parser.add_argument("--device", metavar="NAME", help="what this handheld is called in what it records")
    parser.add_argument("--card", type=Path, metavar="FILE", help="write the sheet of key codes as a PDF, and end")


def run(args: argparse.Namespace) -> int:
    """Open the window and stay until it is closed; or write the sheet."""
    if args.card is not None:
        importlib.import_module("app.services.handheld.card").write_card(args.card)
        return 0
    needs_display()
    config = importlib.import_module("app.config")
    loaded = config.load(config.settings_file())
    server = loaded.settings.server
    url = args.url or (server.url if server.profile == "server" else None)
    device = args.device or loaded.settings.station or socket.gethostname()[:60]
    return _show(Gate(url, args.warehouse, device), args.theme or loaded.settings.theme)


@dataclass
class Gate:
    """Where people sign in: a server, or the database beside the program. Blocking: jobs only."""

    url: str | None
    warehouse: str | None
    device: str
    _cluster: Cluster | None = None

    @property
    def asks_password(self) -> bool:
        """At home the program keeps the passwords of its own logins."""
        return self.url is not None

    def sign_in(self, login: str, password: str | None) -> SignedIn:
        """Raises Refusal in words, Unreachable."""
        session = Session.open(self._url(login, password), self.warehouse, application="stillage-handheld")
        work = FloorWork(session, self.device, keep_in=kept_in())
        return SignedIn(work, session.person.name, session.warehouse.name, session.close)

    def close(self) -> None:
        """Leave our own database; it stops where nobody else uses it."""
        if self._cluster is not None:
            self._cluster.release()

    def _url(self, login: str, password: str | None) -> str:
        if self.url is not None:
            return with_login(self.url, login, password)
        if self._cluster is None:
            cluster = Cluster()
            cluster.start()
            self._cluster = cluster
        ensure(self._cluster)
        logins = Logins(self._cluster)
        if login not in logins.known():
            raise Refusal("signin", f"Nobody is called {login} here.", "Scan your badge, or type your name as it is.")
        return logins.url_for(login, DATABASE)


def with_login(url: str, login: str, password: str | None) -> str:
    """The same server and database as another person."""
    parts = urlsplit(url)
    host = parts.netloc.rsplit("@", 1)[-1]
    who = quote(login, safe="") if password is None else f"{quote(login, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{who}@{host}"))


def named_in(url: str | None) -> tuple[str, str | None] | None:
    """Whoever a URL already names: they are signed in without being asked."""
    parts = urlsplit(url or "")
    if not parts.username:
        return None
    return unquote(parts.username), unquote(parts.password) if parts.password is not None else None


def make_desk(gate: Gate, theme: Any, jobs: Any, sounds: Sounding) -> HandheldDesk:
    """What the window stands on."""
    others = partial(kept_here, kept_in(), gate.device)
    return HandheldDesk(theme, jobs, sounds, _now, gate.sign_in, gate.asks_password, others=others)


def kept_in() -> Path:
    """Where acts are kept until they are answered: beside the program's other data of this account."""
    return Home.default().root / "kept"


def _now() -> datetime:
    return datetime.now().astimezone()


def _show(gate: Gate, theme_choice: str) -> int:
    application = importlib.import_module("app.ui.application")
    window_module = importlib.import_module("app.ui.handheld.window")
    core = importlib.import_module("PySide6.QtCore")
    logging.basicConfig(level=logging.WARNING)
    application.route_qt_messages()
    app, theme = application.make_application(["stillage"], theme_choice)
    jobs = importlib.import_module("app.ui.jobs").Jobs()
    sounds = importlib.import_module("app.ui.handheld.sounds").Sounds()
    window = window_module.HandheldWindow(make_desk(gate, theme, jobs, sounds))
    unforeseen = application.Unforeseen(window.say_unforeseen, window)
    unforeseen.install()
    timer = core.QTimer(window, interval=ALIVE_MS)
    timer.timeout.connect(lambda: None)
    timer.start()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: window.close())
    named = named_in(gate.url)
    if named is not None:
        window.sign_in.open(*named)
    _place(window, app)
    code = int(app.exec())
    window.end()
    jobs.close()
    gate.close()
    return code


def _place(window: Any, app: Any) -> None:
    """On a handheld's own screen it fills that; on a desk it is as large as a handheld."""
    room = app.primaryScreen().availableGeometry()
    if room.width() <= SMALL_SCREEN[0] and room.height() <= SMALL_SCREEN[1]:
        window.showFullScreen()
    else:
        window.resize(*importlib.import_module("app.ui.handheld.window").SIZE)
        window.show()
