"""What the shell is told, as data: workspaces, parts of the status strip, person, warehouse. And the Shell itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from app.commands.context import Context
from app.commands.registry import Registry
from app.domain.errors import Fault, Refusal
from app.ui.jobs import Jobs
from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status
from app.ui.widgets.messages import Banner

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A page of the shell. roles: who may open it; empty = everybody. Who may not, does not see it at all."""

    id: str
    title: str
    icon: str
    factory: "Callable[[Shell], QWidget]"
    roles: frozenset[str] = frozenset()
    shortcut: str = ""
    at_foot: bool = False

    def admits(self, role: str) -> bool:
        return not self.roles or role in self.roles


@dataclass(frozen=True, slots=True)
class StatusPart:
    """One part of the strip. state None is well and grey; else its shape and colour stand before the words.

    tail: what may be said more quietly ("0.3 s behind"). rank: 0 stays longest, higher ranks go first.
    """

    id: str
    icon: str
    text: str
    state: Status | None = None
    tooltip: str = ""
    on_click: Callable[[], object] | None = None
    tail: str = ""
    side: Side = "left"
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits here. id keeps their windows apart; role decides which workspaces there are."""

    id: str
    name: str
    initials: str
    role: str


@dataclass(frozen=True, slots=True)
class Site:
    """The warehouse on show: its name and its own time zone (IANA)."""

    name: str
    zone: str = "UTC"


@runtime_checkable
class Answering(Protocol):
    """A page that can be sent to one thing."""

    def show_about(self, about: str) -> None:
        """Show what is asked for, in the words of the page's search ("bin:A-04-16-5")."""


@runtime_checkable
class Ending(Protocol):
    """A page that holds something beyond its widgets: commands, a feed, a timer."""

    def end(self) -> None:
        """Give it back; called once, on the GUI thread, before the page goes."""


class Keepable(Protocol):
    """What has a state to be kept: a splitter, or what behaves like one."""

    def saveState(self) -> QByteArray: ...
    def restoreState(self, state: QByteArray) -> bool: ...


class Shell(Protocol):
    """What a page may ask of the window round it. Handed to Workspace.factory."""

    @property
    def theme(self) -> Theme: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def registry(self) -> Registry: ...
    @property
    def context(self) -> Context: ...
    @property
    def banner(self) -> Banner: ...

    def open(self, workspace: str, about: str = "") -> None:
        """Show another workspace; KeyError when there is none of that id for this person.

        about: what to show there, in the words of its search ("bin:A-04-16-5"); for a page that is `Answering`.
        """

    def has(self, workspace: str) -> bool:
        """Whether this person can open it: a way into it is offered only then."""

    def set_subtitle(self, text: str) -> None:
        """The chip after the workspace's name (saved view, shift); empty takes it away."""

    def set_status(self, part: StatusPart) -> None:
        """Show or change a part of the status strip by its id."""

    def clear_status(self, id_: str) -> None:
        """Take a part of the status strip away."""

    def set_badge(self, workspace: str, number: int, state: Status | None = None) -> None:
        """A number on a workspace in the rail: None grey (waiting for you), warn or alarm; 0 takes it away."""

    def set_bell(self, number: int, state: Status | None = None) -> None:
        """How many alarms nobody has acknowledged, and the worst of them. Shows the bell, which runs "alarms.show"."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Something finished elsewhere."""

    def show_refusal(self, refusal: Refusal) -> None:
        """A refusal that belongs to no field: as a banner that the person closes."""

    def show_fault(self, fault: Fault, retry: Callable[[], object] | None = None) -> None:
        """A fault of the whole page: the fault panel stands in its place until Try again."""

    def keep(self, name: str, part: Keepable) -> None:
        """Remember how this person left a splitter, or what has a state like one, on this set of screens."""
