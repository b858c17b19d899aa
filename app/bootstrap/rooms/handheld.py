"""Floor work in the shell: the handheld's window for whoever is signed in already."""

import socket
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.bootstrap.handheld import kept_in
from app.bootstrap.opening import OpenedOnFloor
from app.services.handheld.floor_work import FloorWork
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.sounds import Sounds
from app.ui.handheld.window import HandheldWindow
from app.ui.shell.clock import zone_of
from app.ui.shell.parts import Shell


def make(shell: Shell, opened: OpenedOnFloor) -> QWidget:
    """The page; signing out is the shell's affair."""
    session = opened.session
    work = FloorWork(session, socket.gethostname()[:60], keep_in=kept_in())
    who = SignedIn(work, session.person.name, session.warehouse.name, lambda: None)
    zone = zone_of(session.warehouse.time_zone)
    return HandheldWindow(
        HandheldDesk(shell.theme, shell.jobs, Sounds(), lambda: datetime.now(UTC).astimezone(zone), person=who)
    )
