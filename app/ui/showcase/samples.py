"""A window with fixed people, times and states, in which screen states are rendered and tested."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.commands.context import Context
from app.commands.registry import Registry
from app.ui.jobs import Jobs
from app.ui.palette.search import SearchProvider
from app.ui.shell.parts import Person, Shell, Site, StatusPart, Workspace
from app.ui.theme import Theme
from app.ui.window import MainWindow, Setup

MOMENT = datetime(2026, 11, 23, 13, 32, 7, tzinfo=UTC)
SUPERVISOR = Person("kh", "K. Hansen", "KH", "supervisor")
BREMEN = Site("Bremen 2", "Europe/Berlin")
PARTS = (
    StatusPart("database", "database", "Database live", tail="0.3 s behind", rank=0),
    StatusPart("devices", "devices", "Devices 31 of 32", rank=1),
    StatusPart("person", "", "K. Hansen, supervisor", side="right", rank=2),
    StatusPart("version", "", "Stillage 0.1.0", side="right", rank=3),
)


def make_window(
    theme: Theme,
    jobs: Jobs,
    page: Callable[[Shell], QWidget],
    title: str = "Start",
    icon: str = "start",
    others: Sequence[Workspace] = (),
    providers: Sequence[SearchProvider] = (),
    site: Site = BREMEN,
) -> MainWindow:
    """A window that shows one page, with its strip filled and its clock stopped."""
    registry = Registry(Context())
    workspace = Workspace("sample", title, icon, page)
    setup = Setup(theme, jobs, registry, (workspace, *others), SUPERVISOR, site, providers, now=lambda: MOMENT)
    window = MainWindow(setup)
    for part in PARTS:
        window.set_status(part)
    window.open("sample")
    return window
