"""What tells a hand what it can do: the menu of the plan, the list of all keys, the words of the status strip."""

import pytest
from layout_room import CTRL, NONE
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.commands.layout import KEYS, layout_commands
from app.layout.elements import Rack, Zone
from app.ui.layout.keys_panel import GROUPS
from app.ui.layout.shots import wait_until
from app.ui.layout.wiring import HINT
from app.ui.widgets.labels import KeyCap

SHOWN = pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing)")
"""Qt's offscreen platform says two sentences for every menu."""


def spot(room, x, y):
    return room.page.canvas.to_px(x, y).toPoint()


def offered(room, at):
    QTest.mouseClick(room.page.canvas, Qt.MouseButton.RightButton, NONE, at)
    wait_until(lambda: QApplication.activePopupWidget() is not None)
    return QApplication.activePopupWidget()


def entry(menu, words):
    return next(action for action in menu.actions() if action.text().split("\t")[0] == words)


def hint(room):
    return room.window.strip.part(HINT).text


@SHOWN
def test_the_right_button_offers_what_can_be_done_with_what_lies_under_it(desk_room):
    room = desk_room()
    rack = room.rack("C03L1")
    menu = offered(room, spot(room, rack.x, rack.y))
    assert room.page.session.selection == {rack.id}, "what lies under it is chosen"
    keys = {action.text().split("\t")[0]: action.text().split("\t")[1:] for action in menu.actions() if action.text()}
    assert keys["Duplicate"] == ["Ctrl+D"]
    assert keys["Paste where it was"] == ["Ctrl+Alt+V"]
    assert not entry(menu, "Undo").isEnabled(), "there is nothing to undo"
    here = {action.text() for action in entry(menu, "Choose here").menu().actions()}
    assert {"Rack C03L1", "Zone C Small parts"} <= here
    next(
        action for action in entry(menu, "Choose here").menu().actions() if action.text().startswith("Zone C")
    ).trigger()
    (zone,) = room.page.session.chosen()
    assert isinstance(zone, Zone)
    menu.close()
    menu = offered(room, spot(room, rack.x, rack.y))
    assert room.page.session.selection == {zone.id}, "what is chosen and lies there stays chosen"
    racks = len(room.document.of(Rack))
    entry(menu, "Delete with all that is in it").trigger()
    assert len(room.document.of(Rack)) == racks - 10
    menu.close()
    room.document.undo()
    room.page.session.select([zone.id])
    menu = offered(room, spot(room, rack.x, rack.y))
    entry(menu, "Takes along what is in it").trigger()
    assert not room.page.canvas.tool_options.choose.contents
    menu.close()
    room.settle()
    panel = room.page.host.panel("properties")
    assert not panel.zones.along.toggle.isChecked()
    assert panel.zones.words.text() == "7 aisles, 10 racks; 2,100 bins"
    room.type_into(panel.fields["x"], "40")
    assert room.rack("C03L1").x == rack.x
    room.press(Qt.Key.Key_Z, CTRL)
    QTest.mouseClick(panel.zones.along.toggle, Qt.MouseButton.LeftButton)
    room.type_into(panel.fields["x"], "+1")
    assert room.rack("C03L1").x == rack.x + 1_000
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.rack("C03L1").x == rack.x
    assert room.page.toolbar.where.text().startswith("Zone C chosen · x 7.0 m"), "as it is after the step"


def test_the_strip_says_what_a_hand_can_do_and_a_key_lists_every_key(desk_room):
    room = desk_room()
    assert "F1" in hint(room)
    room.choose("C03L1")
    assert hint(room).startswith("Rack C03L1: drag moves it")
    zone = next(zone for zone in room.document.of(Zone) if zone.code == "C")
    room.page.session.select([zone.id])
    assert hint(room) == "Zone C moves and turns with 7 aisles, 10 racks; hold Ctrl for the zone alone."
    room.press(Qt.Key.Key_Delete)
    assert hint(room).startswith("7 aisles, 10 racks now belong to no zone.")
    room.press(Qt.Key.Key_F1)
    assert room.page.host.current == "keys"
    shown = {cap.text() for cap in room.page.host.panel("keys").findChildren(KeyCap)}
    assert {"R", "F1"} <= shown
    listed = {f"layout.{name}" for names in GROUPS.values() for name in names}
    tools = {command.id for command in layout_commands(room.page.acts) if command.id.startswith("layout.tool.")}
    assert set(KEYS) == listed | tools, "a key that is in no list is known to nobody"


def test_alike_and_what_is_in_a_zone_are_chosen_by_key(desk_room):
    room = desk_room()
    room.choose("D01L1")
    room.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert {rack.style for rack in room.page.session.chosen()} == {"flow"}
    assert len(room.page.session.selection) == 4
    zone = next(zone for zone in room.document.of(Zone) if zone.code == "C")
    room.page.session.select([zone.id])
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert len(room.page.session.selection) == 17
    assert zone.id not in room.page.session.selection


@SHOWN
def test_the_key_of_the_menu_opens_it_at_the_cross(desk_room):
    room = desk_room()
    room.page.canvas.setFocus()
    room.press(Qt.Key.Key_Right, CTRL)
    asked = []
    room.page.canvas.menu_wanted.connect(lambda at, _under: asked.append(at))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(room.page.canvas, event)
    wait_until(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().close()
    cross = room.page.canvas.to_px(*room.page.canvas.board.cross).toPoint()
    assert asked == [room.page.canvas.mapToGlobal(cross)]
