"""The window: rail, top bar, banner, pages, strip; and nothing else. What pages may ask of it is shell.parts.Shell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QVBoxLayout, QWidget

from app.commands.context import Context
from app.commands.registry import Command, Registry
from app.config import Pane, Settings
from app.domain.errors import Fault, Refusal
from app.ui.actions import Actions
from app.ui.jobs import Jobs
from app.ui.palette.popup import CommandPalette
from app.ui.palette.search import SearchProvider
from app.ui.shell.clock import utc_now
from app.ui.shell.memory import WindowMemory
from app.ui.shell.pages import Pages
from app.ui.shell.parts import Answering, Keepable, Person, Site, StatusPart, Workspace
from app.ui.shell.rail import OPEN_FROM, NavRail
from app.ui.shell.status_strip import StatusStrip
from app.ui.shell.top_bar import TopBar
from app.ui.theme import Theme
from app.ui.widgets.focus_ring import FocusRing
from app.ui.widgets.glyphs import Status
from app.ui.widgets.messages import Banner
from app.ui.widgets.toasts import Toasts

SMALLEST = QSize(1024, 600)
ALARMS = "alarms.show"
KEYS = (*(f"Ctrl+{number}" for number in (*range(1, 10), 0)), *(f"Ctrl+Shift+{number}" for number in range(1, 10)))
"""In the order of the rail: as the figures stand on a keyboard, then once more with Shift."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything the window is made of. Workspaces that the person's role does not admit are left out here."""

    theme: Theme
    jobs: Jobs
    registry: Registry
    workspaces: Sequence[Workspace]
    person: Person
    site: Site
    providers: Sequence[SearchProvider] = ()
    settings: Settings = field(default_factory=Settings)
    remember: Callable[[str, Pane], object] = lambda _key, _pane: None
    now: Callable[[], datetime] = utc_now


class MainWindow(QMainWindow):
    """The Shell of every page."""

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.theme: Theme = setup.theme
        self.jobs: Jobs = setup.jobs
        self.registry: Registry = setup.registry
        self.context: Context = setup.registry.context
        self.banner = Banner(setup.theme)
        self._workspaces: dict[str, Workspace] = {}
        self._current = self._refused = ""
        self._memory = WindowMemory(setup.settings, setup.person.id, setup.remember)
        self.setWindowTitle("Stillage")
        self.setMinimumSize(SMALLEST)
        self.rail = NavRail(setup.theme)
        self.top = TopBar(setup.theme, setup.now)
        self.pages = Pages(setup.theme)
        self.strip = StatusStrip(setup.theme)
        self.foot = QVBoxLayout()  # a bar that stays whatever room is open
        self._lay_out()
        self._toasts = Toasts(setup.theme, self)
        self._actions = Actions(setup.registry, setup.theme, self, self.show_refusal)
        self.palette_popup = CommandPalette(
            setup.theme, setup.jobs, setup.registry, self._actions.run, setup.providers, self
        )
        self.ring = FocusRing(setup.theme, self)
        setup.registry.add(*self._commands())
        self.admit(*(one for one in setup.workspaces if one.admits(setup.person.role)))
        self._connect()
        self.top.show_person(setup.person)
        self.show_site(setup.site)
        if not self._memory.restore(self):
            self.resize(1440, 900)

    def open(self, workspace: str, about: str = "") -> None:
        chosen = self._workspaces[workspace]
        if workspace != self._current and self._refused and self.banner.accessibleName().startswith(self._refused):
            self.banner.clear()  # it was about what was tried in the room before
            self._refused = ""
        self._current = workspace
        self.top.show_subtitle("")
        page = self.pages.show_page(workspace, lambda: chosen.factory(self))
        self.rail.set_current(workspace)
        self.top.show_place(self._site.name, chosen.title)
        self.context.set("workspace", workspace)
        if about and isinstance(page, Answering):
            page.show_about(about)

    def has(self, workspace: str) -> bool:
        return workspace in self._workspaces

    def admit(self, *workspaces: Workspace) -> None:
        """Workspaces that this person may open, last in the rail, with their keys. ValueError where one is there."""
        for one in workspaces:
            taken = {command.shortcut for command in self.registry}
            key = one.shortcut or next((name for name in KEYS if name not in taken), "")
            run = lambda id_=one.id: self.open(id_)  # noqa: E731  bound to this workspace
            title = f"Go to {one.title}"
            self.registry.add(Command(f"go.{one.id}", title, run, key, section="Go to", icon=one.icon))
            self._workspaces[one.id] = one
            self.rail.add(replace(one, shortcut=key))

    def dismiss(self, *workspaces: str) -> None:
        """Take workspaces away and end their pages; who stood in one stands in the first of the rail."""
        for id_ in workspaces:
            del self._workspaces[id_]
            self.registry.remove([f"go.{id_}"])
            self.rail.take(id_)
            self.pages.drop_page(id_)
        if self._current in workspaces and self._workspaces:
            self.open(next(iter(self._workspaces)))

    def show_site(self, site: Site) -> None:
        """Another warehouse: its name and its clock."""
        self._site = site
        self.top.clock.set_zone(site.zone)
        title = self._workspaces[self._current].title if self._current else ""
        self.top.show_place(site.name, title)

    def set_subtitle(self, text: str) -> None:
        self.top.show_subtitle(text)

    def set_status(self, part: StatusPart) -> None:
        self.strip.set_part(part)

    def clear_status(self, id_: str) -> None:
        self.strip.remove_part(id_)

    def set_badge(self, workspace: str, number: int, state: Status | None = None) -> None:
        if workspace in self.rail.buttons:
            self.rail.buttons[workspace].set_badge(number, state)

    def set_bell(self, number: int, state: Status | None = None) -> None:
        self.top.show_bell(number, state)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self._toasts.show_toast(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._refused = refusal.what
        self.banner.show_condition("warn", refusal.what, refusal.next_step, "Close", self.banner.clear)

    def show_fault(self, fault: Fault, retry: Callable[[], object] | None = None) -> None:
        self.pages.show_fault(fault, retry)

    def keep(self, name: str, part: Keepable) -> None:
        self._memory.keep(name, part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_open(self.width() >= OPEN_FROM)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.save(self)
        self._actions.close()
        self.registry.remove(command.id for command in self._commands())
        self.registry.remove(f"go.{id_}" for id_ in self._workspaces)
        super().closeEvent(event)

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setProperty("surface", "window")
        grid = QGridLayout(middle)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 5, 1)
        for row, widget in enumerate((self.top, self.banner, self.pages)):
            grid.addWidget(widget, row, 1)
        grid.addLayout(self.foot, 3, 1)
        grid.addWidget(self.strip, 4, 1)
        grid.setRowStretch(2, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open)
        self.rail.theme_button.clicked.connect(self.theme.toggle)
        self.top.field.clicked.connect(lambda: self.palette_popup.open())
        self.top.bell.clicked.connect(lambda: self._actions.run(ALARMS))

    def _commands(self) -> list[Command]:
        """The shell's own acts."""
        ask = self.palette_popup.open
        return [
            Command("shell.palette", "Find anything", lambda: ask(), "Ctrl+K", in_palette=False),
            Command("shell.keys", "Commands and their keys", lambda: ask(">"), "Ctrl+F1", icon="help"),
            Command("shell.theme", "Switch between dark and light", self.theme.toggle, "F10", icon="theme"),
        ]
