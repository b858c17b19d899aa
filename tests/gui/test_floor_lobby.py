"""Who works on the floor is led from the control room to the first of their own rooms."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap.floor_lobby import FloorLobby
from app.bootstrap.opening import ALLOWED, ON_THE_FLOOR
from app.bootstrap.rooms import ROOMS, rooms_for
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState


@pytest.mark.parametrize(("role", "room"), [("picker", "handheld"), ("counter", "counting"), ("packer", "inbound")])
def test_each_role_of_the_floor_has_a_way_to_a_room_of_theirs(theme, qtbot, role, room):
    assert role in ON_THE_FLOOR - ALLOWED
    may, opened = {one.id for one in rooms_for({role})}, []
    lobby = FloorLobby(SimpleNamespace(theme=theme, has=may.__contains__, open=opened.append))
    qtbot.addWidget(lobby)
    lobby.show()
    (button,) = lobby.findChildren(Button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [room]
    assert room in may


def test_whoever_has_a_room_has_a_way_in():
    assert {role for room in ROOMS for role in room.roles} <= ALLOWED | ON_THE_FLOOR


def test_a_long_reason_is_not_cut(theme, qtbot):
    words = "Alessia Rossi is packer here; the control room is for supervisors, planners and auditors."
    page = EmptyState(theme, "database_away", words, "Sign in as one of them.")
    qtbot.addWidget(page)
    page.resize(1300, 690)
    page.show()
    label = next(one for one in page.children() if getattr(one, "text", lambda: "")() == words)
    assert label.height() >= label.heightForWidth(label.width())
