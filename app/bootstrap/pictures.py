"""Pictures of the control room over a real database, without a display: what a run leaves to look at."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap.floor_page import FloorPage, make
from app.bootstrap.opening import Opened
from app.commands.context import Context
from app.commands.registry import Registry
from app.domain.errors import Refusal
from app.services.session import Session
from app.ui.application import make_application
from app.ui.control_room.page import ControlRoomPage
from app.ui.control_room.words import initials
from app.ui.jobs import LAST_WORDS_MS, Jobs
from app.ui.shell.clock import utc_now, zone_of
from app.ui.shell.parts import Person, Shell, Site, StatusPart, Workspace
from app.ui.theme import Theme
from app.ui.window import MainWindow, Setup

SIZE = (1920, 1080)
PATIENCE = 30.0  # s until the floor must stand
SUPERVISOR = "supervisor"


def take(login_url: Callable[[str], str], warehouse: str, folder: Path) -> list[str]:
    """Write the pictures into the folder and return their file names. Blocking, a few seconds; main thread only.

    Makes the Qt application; so call it once a process, and not where a window is open.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    _, theme = make_application(["stillage"], "dark")
    session = Session.open(login_url(SUPERVISOR), warehouse, application="stillage-pictures")
    try:
        return _Gallery(theme, session, folder).take()
    finally:
        session.close()


class _Gallery:
    """One window over the session, brought into each state."""

    def __init__(self, theme: Theme, session: Session, folder: Path) -> None:
        self._theme, self._session, self._folder = theme, session, folder
        self._made: FloorPage | None = None
        self._seeded = False
        self._jobs = Jobs()
        self._window = self._make_window()

    def take(self) -> list[str]:
        """All pictures, in the order of a walk through the room."""
        self._window.open("control_room")
        self._window.resize(*SIZE)
        self._window.show()
        made = self._made
        assert made is not None
        made.feed.seeded.connect(self._seed_came)
        made.feed.start()
        try:
            made.page.begin()
            self._wait(lambda: self._seeded)
            return self._walk(made)
        finally:
            made.page.end()
            made.feed.stop()
            self._jobs.close(LAST_WORDS_MS)
            self._window.close()
            self._window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _walk(self, made: FloorPage) -> list[str]:
        page, names = made.page, []
        for metric in ("picks_hour", "fill", "days_to_expiry"):
            page.acts.show_metric(metric)
            names.append(self._grab(f"control-room-{metric.replace('_', '-')}-dark.png"))
        page.acts.show_metric("picks_hour")
        grid = page.view.picture.grid
        if len(grid.picks_hour):
            page.acts.open_bin(int(grid.plan.locations.ids[int(grid.picks_hour.argmax())]))
            page.view.choice.choose(int(grid.plan.locations.ids[int(grid.picks_hour.argmax())]))
        names.append(self._grab("control-room-bin-dark.png"))
        self._theme.choose("light")
        names.append(self._grab("control-room-bin-light.png"))
        return names

    def _grab(self, name: str) -> str:
        self._wait(lambda: self._jobs.running == 0 and not self._made_page().view.picture.pending)
        file = self._folder / name
        if not self._window.grab().save(str(file)):
            raise Refusal("pictures", f"{file} could not be written.", "Make room there and run again.")
        return name

    def _wait(self, done: Callable[[], bool]) -> None:
        ends = time.monotonic() + PATIENCE
        QApplication.processEvents()
        while not done():
            if time.monotonic() > ends:
                raise Refusal("pictures", "The control room was not ready in time.", "See the log, then run again.")
            QApplication.processEvents()
        QApplication.processEvents()

    def _made_page(self) -> ControlRoomPage:
        assert self._made is not None
        return self._made.page

    def _seed_came(self) -> None:
        self._seeded = True

    def _make_window(self) -> MainWindow:
        session = self._session
        role = " and ".join(sorted(session.person.roles))
        person = Person(session.person.login, session.person.name, initials(session.person.name), role)
        site = Site(session.warehouse.name, session.warehouse.time_zone)
        workspace = Workspace("control_room", "Control room", "control_room", self._make_page)
        window = MainWindow(Setup(self._theme, self._jobs, Registry(Context()), (workspace,), person, site))
        window.set_status(StatusPart("person", "", f"{person.name}, {role}", side="right", rank=2))
        return window

    def _make_page(self, shell: Shell) -> Any:
        session = self._session
        self._made = make(shell, Opened.of(session), zone_of(session.warehouse.time_zone), utc_now)
        return self._made.page
