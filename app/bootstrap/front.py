"""The window and everything behind it, wired: shell, entrance, control room, demo day; and the orderly end."""

import importlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Qt, QTimer, QTimeZone, Signal
from PySide6.QtWidgets import QWidget

from app.bootstrap.demo_player import DemoPlayer
from app.bootstrap.rooms import OpenRooms
from app.bootstrap.stopwatch import Stopwatch
from app.commands.context import Context
from app.commands.registry import Registry
from app.config import Loaded, Pane, save, settings_file
from app.domain.errors import Fault, Refusal
from app.ui.control_room.entrance import Entrance, LateSearch
from app.ui.jobs import Jobs
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Person, Shell, Site, StatusPart, Workspace
from app.ui.theme import Theme
from app.ui.window import MainWindow, Setup

VERSION = "0.1.0"
SEARCHES = (("", "bins"), ("", "products"), ("#", "orders"), ("", "units"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What the start was asked for. demo: a DemoSpec to load and play, or None; work: how fast people work."""

    url: str | None = None
    warehouse: str | None = None
    demo: Any = None
    work: float | None = None


@dataclass
class Held:
    """What is open and has to be closed. feed: whatever follows the floor now."""

    house: Any = None
    session: Any = None
    feed: Any = None
    daemon: Any = None

    def close(self) -> None:
        """Blocking, seconds at worst: the feed stops, the connections and the server go."""
        for held, end in ((self.daemon, "end"), (self.feed, "stop"), (self.session, "close"), (self.house, "close")):
            if held is not None:
                getattr(held, end)()


class Front(QObject):
    """Owns the window. `usable` once the plan is painted with what is in its bins; `ended` after the orderly end."""

    usable = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, loaded: Loaded, wish: Wish, watch: Stopwatch) -> None:
        super().__init__()
        self._loaded, self._wish, self._watch = loaded, wish, watch
        self._settings = loaded.settings
        self.held = Held()
        self._closing: threading.Thread | None = None
        self.jobs = Jobs(self)
        self.registry = Registry(Context())
        self._searches = tuple(LateSearch(prefix, word) for prefix, word in SEARCHES)
        self.entrance: Entrance | None = None
        self.page: Any = None
        self.window = MainWindow(self._setup(theme))
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.rooms = OpenRooms(self.window)
        self.demo = DemoPlayer(self.window, wish.work)
        self._play_next = wish.demo is not None

    def start(self) -> None:
        """Show the window and open the floor behind it."""
        self.window.open("control_room")
        self.window.show()
        for notice in self._loaded.notices:
            self.window.show_refusal(notice)
        if self.entrance is not None:
            QTimer.singleShot(0, self.entrance, self.entrance.start)

    @property
    def database(self) -> str:
        """What the database is called on the start page."""
        return "The database beside the program"

    def open(self, progress: Callable[..., object]) -> Any:
        """On a worker: load what the floor needs, then open it."""
        with self._watch.imports():
            opening = importlib.import_module("app.bootstrap.opening")
        if self.held.house is None:
            self.held.house = opening.House(self._wish.url, self._wish.warehouse)
        house, demo = self.held.house, self._wish.demo
        opened = house.open(progress) if demo is None else house.open_demo(demo, progress)
        if opened is not None:
            with self._watch.imports():
                importlib.import_module("app.bootstrap.floor_page")
        return opened

    def load_demo(self, progress: Callable[..., object]) -> str:
        """On a worker: make the demo warehouse; its day is played once the floor is open."""
        spec = importlib.import_module("app.services.demo_data.spec").DemoSpec()
        self._play_next = True
        return str(self.held.house.load_demo(spec, progress))

    def begin_drawing(self, progress: Callable[..., object]) -> str:
        """On a worker: make an empty warehouse in our own database."""
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        return str(self.held.house.begin_drawing(zone, progress))

    def make_page(self, shell: Shell, opened: Any) -> QWidget:
        """The floor is open: page, feed, searches, names in the window."""
        if not hasattr(opened, "floor"):
            return self._let_work(shell, opened)
        making = importlib.import_module("app.bootstrap.floor_page")
        self.held.session, self.held.feed = opened.session, opened.floor
        made = making.make(shell, opened, zone_of(opened.session.warehouse.time_zone), utc_now)
        self.held.feed, self.page = made.feed, made.page
        for late, real in zip(self._searches, made.searches, strict=True):
            late.real = real
        made.feed.seeded.connect(self._seeded, Qt.ConnectionType.SingleShotConnection)
        made.feed.start()
        self._name(opened.session)
        self.rooms.admit(opened)
        return made.page  # type: ignore[no-any-return]  # made by a module that is loaded late

    def _let_work(self, shell: Shell, opened: Any) -> QWidget:
        """Somebody who works on the floor: their rooms, and no control room behind them."""
        self.held.session = opened.session
        self._name(opened.session)
        self.rooms.admit(opened)
        self.page = importlib.import_module("app.bootstrap.floor_lobby").FloorLobby(shell)
        return self.page  # type: ignore[no-any-return]  # made by a module that is loaded late

    def say(self, problem: Refusal | Fault) -> None:
        """An error that nobody foresaw: the page stays, and the sentence says what to do."""
        if isinstance(problem, Fault):
            problem = Refusal("fault", problem.what, f"{problem.safe} Reference {problem.reference}.")
        self.window.show_refusal(problem)

    def end(self) -> None:
        """Close everything on a thread of its own; the window is gone already, nothing freezes."""
        if self._closing is not None:
            return
        self.rooms.close()
        if self.page is not None:
            self.page.end()
        self.jobs.leave()
        self._closing = threading.Thread(target=self._close, name="closing", daemon=False)
        self._closing.start()
        wait = QTimer(self, interval=20)
        wait.timeout.connect(lambda: self._look_closed(wait))
        wait.start()

    def _setup(self, theme: Theme) -> Setup:
        url = self._wish.url
        login = (urlsplit(url).username or "") if url else "supervisor"
        workspace = Workspace("control_room", "Control room", "control_room", self._make_entrance)
        person = Person(login, login or "nobody", login[:2].upper(), "")
        return Setup(
            theme,
            self.jobs,
            self.registry,
            (workspace,),
            person,
            Site(""),
            self._searches,
            self._settings,
            self._remember,
        )

    def _make_entrance(self, shell: Shell) -> QWidget:
        self.entrance = Entrance(shell, self)
        self.entrance.opened.connect(self._opened)
        return self.entrance

    def _opened(self, page: Any) -> None:
        page.begin()
        self.demo.offer(self.held.house, self.held.session.warehouse.code, self._wish.demo)
        if self._play_next:
            self._play_next = False
            self.demo.play()

    def _close(self) -> None:
        """Whoever still asks the database has its answer before the connections and the server go."""
        self.demo.close()
        self.jobs.drain()
        self.held.close()

    def _seeded(self) -> None:
        """The facts are in; one more turn of the event loop paints them."""
        QTimer.singleShot(0, self, self._tell_usable)

    def _tell_usable(self) -> None:
        view = self.page.view
        if view.isVisible() and view.picture.pending:
            view.refreshed.connect(
                lambda: QTimer.singleShot(0, self, self.usable.emit), Qt.ConnectionType.SingleShotConnection
            )
        else:
            self.usable.emit()

    def _name(self, session: Any) -> None:
        from_words = importlib.import_module("app.ui.control_room.words")
        role = from_words.listed(sorted(session.person.roles))
        name = session.person.name
        person = Person(session.person.login, name, from_words.initials(name), role)
        self.window.top.show_person(person)
        self.window.show_site(Site(session.warehouse.name, session.warehouse.time_zone))
        self.window.set_status(StatusPart("person", "", f"{name}, {role}", side="right", rank=2))
        self.window.set_status(StatusPart("version", "", f"Stillage {VERSION}", side="right", rank=3))

    def _remember(self, key: str, pane: Pane) -> None:
        self._settings = self._settings.with_window(key, pane)
        if self._loaded.may_save:
            save(self._settings, settings_file())

    def _look_closed(self, wait: QTimer) -> None:
        if self._closing is not None and not self._closing.is_alive():
            wait.stop()
            self.jobs.close()
            self.ended.emit()
