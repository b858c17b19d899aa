"""What is the same in every room: the key and the name of Refresh, and a key that leads to the room."""

import importlib
import inspect
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.bootstrap.rooms import ROOMS, OpenRooms
from app.commands.context import Context
from app.commands.registry import Registry
from app.ui.shell.parts import Person, Site, Workspace
from app.ui.window import MainWindow, Setup

OF_THE_SCANNER = {"handheld"}  # the window of the floor has the keys of a handheld and no commands


def commands_of(room):
    make = getattr(importlib.import_module(f"app.commands.{room}"), f"{room}_commands")
    return make(*(MagicMock() for one in named(make, "POSITIONAL")), **dict.fromkeys(named(make, "KEYWORD_ONLY"), True))


def named(make, kind):
    return [name for name, one in inspect.signature(make).parameters.items() if one.kind.name.startswith(kind)]


@pytest.mark.parametrize("room", ["control_room", *(room.id for room in ROOMS if room.id not in OF_THE_SCANNER)])
def test_refresh_is_f5_and_is_called_so_in_every_room(room):
    commands = {command.id: command for command in commands_of(room)}
    again = commands[f"{room}.refresh"]
    assert (again.shortcut, again.icon, again.title.split()[0]) == ("F5", "refresh", "Refresh")
    assert any((need.key, need.value) == ("workspace", room) for need in again.enabled_when)
    others = [one for one in commands.values() if one is not again]
    assert not [one.id for one in others if one.shortcut == "F5" or one.title.startswith(("Refresh", "Read "))]


def test_each_room_of_the_program_has_a_key_of_its_own(theme, jobs, qtbot, monkeypatch):
    monkeypatch.setattr("app.bootstrap.rooms.Room.make", lambda room, shell, opened: QLabel(room.title))
    control = Workspace("control_room", "Control room", "control_room", lambda shell: QLabel("plan"))
    window = MainWindow(
        Setup(theme, jobs, Registry(Context()), (control,), Person("k", "K", "K", ""), Site("A", "UTC"))
    )
    qtbot.addWidget(window)
    every = frozenset().union(*(room.roles for room in ROOMS))
    OpenRooms(window).admit(SimpleNamespace(session=SimpleNamespace(person=SimpleNamespace(roles=every))))
    keys = [window.registry[f"go.{room}"].shortcut for room in window.rail.buttons]
    assert keys[:3] == ["Ctrl+1", "Ctrl+2", "Ctrl+3"]
    assert keys[9:] == ["Ctrl+0", "Ctrl+Shift+1", "Ctrl+Shift+2"]
    assert len(keys) == len(ROOMS) + 1
    window.open("control_room")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    strong, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key, modifiers, room in ((Qt.Key.Key_0, strong, "slotting"), (Qt.Key.Key_2, strong | shift, "audit")):
        QTest.keyClick(window, key, modifiers)
        qtbot.waitUntil(lambda room=room: window.context["workspace"] == room)
