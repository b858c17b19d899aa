"""Rooms: admitted by role after signing in, made late, kept, and ended when the warehouse changes."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.bootstrap.rooms import ROOMS, OpenRooms, Room, rooms_for
from app.commands.context import Context
from app.commands.registry import Registry
from app.ui.shell.parts import Person, Site, Workspace
from app.ui.window import MainWindow, Setup

SOURCE = """
from PySide6.QtWidgets import QLabel

class Page(QLabel):
    ended = 0
    about = ""
    def end(self):
        type(self).ended += 1
    def show_about(self, about):
        self.about = about

def make(shell, opened):
    return Page(opened.name)
"""


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    (tmp_path / "sample_room.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "sample_room", raising=False)
    yield (
        Room("first", "First", "inventory", frozenset({"supervisor", "auditor"}), "sample_room"),
        Room("second", "Second", "counting", frozenset({"supervisor"}), "sample_room"),
        Room("third", "Third", "seal", frozenset({"supervisor"}), "no_such_room"),
    )
    sys.modules.pop("sample_room", None)


@pytest.fixture
def window(theme, jobs, qtbot):
    workspace = Workspace("control_room", "Control room", "control_room", lambda shell: QLabel("plan"))
    made = MainWindow(
        Setup(theme, jobs, Registry(Context()), (workspace,), Person("k", "K", "K", ""), Site("A", "UTC"))
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.open("control_room")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def opened(*roles, name="Main"):
    return SimpleNamespace(name=name, session=SimpleNamespace(person=SimpleNamespace(roles=frozenset(roles))))


def test_who_may_not_enter_does_not_see_the_room_nor_what_was_not_built(rooms, window):
    every = OpenRooms(window, rooms)
    every.admit(opened("auditor"))
    assert list(window.rail.buttons) == ["control_room", "first"]
    every.admit(opened("supervisor", "picker"))
    assert list(window.rail.buttons) == ["control_room", "first", "second"]
    assert not window.has("third")
    with pytest.raises(KeyError):
        window.open("third")


def test_the_module_is_loaded_when_the_room_is_entered(rooms, window):
    OpenRooms(window, rooms).admit(opened("supervisor"))
    assert "sample_room" not in sys.modules
    window.open("first")
    assert "sample_room" in sys.modules
    assert window.pages.currentWidget().text() == "Main"


def test_keys_palette_and_the_page_that_is_kept(rooms, window, qtbot):
    OpenRooms(window, rooms).admit(opened("supervisor"))
    assert window.registry["go.second"].title == "Go to Second"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.top.workspace.text() == "First")
    page = window.pages.currentWidget()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.top.workspace.text() == "Control room")
    window.open("first", "bin:A-01")
    assert window.pages.currentWidget() is page
    assert page.about == "bin:A-01"
    assert window.rail.buttons["first"].isChecked()


def test_another_warehouse_ends_the_pages_and_makes_new_ones(rooms, window):
    every = OpenRooms(window, rooms)
    every.admit(opened("supervisor"))
    window.open("first")
    ends = type(window.pages.currentWidget())
    every.admit(opened("supervisor", name="Bremen"))
    assert ends.ended == 1
    assert window.context["workspace"] == "control_room"
    window.open("first")
    assert window.pages.currentWidget().text() == "Bremen"
    every.close()
    every.close()
    assert ends.ended == 2
    assert list(window.rail.buttons) == ["control_room"]
    assert [command.id for command in window.registry if command.id.startswith("go.")] == ["go.control_room"]


def test_the_rooms_of_the_program_have_icons_and_different_names(theme):
    assert len({room.id for room in ROOMS}) == len({room.module for room in ROOMS}) == len(ROOMS)
    for room in ROOMS:
        assert not theme.icon(room.icon).isNull()
        assert rooms_for(room.roles, (room,)) == ((room,) if room.built else ())
