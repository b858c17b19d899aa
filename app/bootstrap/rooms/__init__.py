"""The rooms beside the control room: which there are, whom they admit, and the module that makes each.

A room's module has `make(shell: Shell, opened: Opened) -> QWidget`. It is imported when the room is first entered, so
that the start of the window does not pay for it. The page may be `Answering` and `Ending` (app.ui.shell.parts).
"""

import importlib
import importlib.util
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.ui.shell.parts import Shell, Workspace
from app.ui.window import MainWindow


@dataclass(frozen=True, slots=True)
class Room:
    """One workspace. icon: a name of [icon.names]; roles: who sees it, as `Session.person.roles` names them."""

    id: str
    title: str
    icon: str
    roles: frozenset[str]
    module: str

    @property
    def built(self) -> bool:
        """Whether this program was built with the room's module."""
        return importlib.util.find_spec(self.module) is not None

    def make(self, shell: Shell, opened: Any) -> QWidget:
        """The room's page over an open warehouse (app.bootstrap.opening.Opened); on the GUI thread."""
        page: QWidget = importlib.import_module(self.module).make(shell, opened)
        return page


# In the order in which goods go through a house: in, there, out; then what is planned and proven.
ROOMS = (
    Room(
        "handheld",
        "Floor work",
        "scanner",
        frozenset({"picker"}),
        "app.bootstrap.rooms.handheld",
    ),
    Room(
        "inbound",
        "Inbound",
        "inbound",
        frozenset({"supervisor", "picker", "packer", "auditor"}),
        "app.bootstrap.rooms.inbound",
    ),
    Room(
        "putaway",
        "Put away",
        "truck",
        frozenset({"supervisor", "planner", "picker"}),
        "app.bootstrap.rooms.putaway",
    ),
    Room(
        "inventory",
        "Inventory",
        "inventory",
        frozenset({"supervisor", "planner", "auditor", "admin"}),
        "app.bootstrap.rooms.inventory",
    ),
    Room(
        "counting",
        "Counting",
        "counting",
        frozenset({"supervisor", "counter", "picker"}),
        "app.bootstrap.rooms.counting",
    ),
    Room(
        "outbound",
        "Outbound",
        "outbound",
        frozenset({"supervisor", "planner", "auditor", "admin"}),
        "app.bootstrap.rooms.outbound",
    ),
    Room(
        "waves",
        "Waves",
        "release",
        frozenset({"supervisor", "planner"}),
        "app.bootstrap.rooms.waves",
    ),
    Room(
        "tasks",
        "Tasks",
        "review",
        frozenset({"supervisor", "planner", "auditor"}),
        "app.bootstrap.rooms.tasks",
    ),
    Room(
        "slotting",
        "Slotting",
        "move_stock",
        frozenset({"planner", "supervisor"}),
        "app.bootstrap.rooms.slotting",
    ),
    Room(
        "layout",
        "Layout",
        "layout_editor",
        frozenset({"planner", "admin", "supervisor", "auditor"}),
        "app.bootstrap.rooms.layout",
    ),
    Room(
        "audit",
        "Audit",
        "seal",
        frozenset({"supervisor", "auditor", "admin"}),
        "app.bootstrap.rooms.audit",
    ),
)


def rooms_for(roles: Collection[str], rooms: Collection[Room] = ROOMS) -> tuple[Room, ...]:
    """The rooms that a person with these roles may enter, in the order of the rail."""
    return tuple(room for room in rooms if not room.roles.isdisjoint(roles) and room.built)


class OpenRooms:
    """Admits the rooms of whoever signed in to the window; another warehouse begins with none of the pages before."""

    def __init__(self, window: MainWindow, rooms: Collection[Room] = ROOMS) -> None:
        self._window, self._rooms = window, rooms
        self._admitted: tuple[str, ...] = ()

    def admit(self, opened: Any) -> None:
        """The rooms of the person who opened this warehouse (app.bootstrap.opening.Opened), none of them made yet."""
        self.close()
        found = rooms_for(opened.session.person.roles, self._rooms)
        self._window.admit(*(_workspace(room, opened) for room in found))
        self._admitted = tuple(room.id for room in found)

    def close(self) -> None:
        """End every page and take the rooms out of the window."""
        gone, self._admitted = self._admitted, ()
        self._window.dismiss(*gone)


def _workspace(room: Room, opened: Any) -> Workspace:
    return Workspace(room.id, room.title, room.icon, lambda shell: room.make(shell, opened))
