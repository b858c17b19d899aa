"""One bin of a rack: chosen on the plan it is told in the panel, and it can bear an address of its own."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.layout.addresses import names_of
from app.layout.slots import slot_keys


def test_a_bin_is_given_an_address_of_its_own_and_returns_to_the_pattern(desk_room):
    room = desk_room()
    room.choose("B03L1")
    editor = room.page.host.panel("properties").racks
    assert not editor.names.isVisible(), "the figures hold for all"
    editor.face.chose.emit(4, 2)
    room.settle()
    rack = room.rack("B03L1")
    keys = [key for key in slot_keys(rack) if key[:2] == (4 + rack.first_bay, 2)]
    plain = names_of(rack, room.document.find, keys)
    assert [editor.names.bin.box.itemText(at) for at in range(editor.names.bin.box.count())] == plain
    assert editor.names.own.edit.placeholderText() == plain[0]
    room.type_into(editor.names.own, "COUNTER-1")
    assert room.labels[-1] == f"Name bin {plain[0]} COUNTER-1"
    assert dict(room.rack("B03L1").names) == {keys[0]: "COUNTER-1"}
    room.settle()
    assert editor.names.bin.box.itemText(0) == "COUNTER-1"
    steps = len(room.labels)
    room.type_into(editor.names.own, "no address")
    assert len(room.labels) == steps
    assert room.page.host.panel("properties").error.isVisible()
    editor.names.own.edit.clear()
    QTest.keyClick(editor.names.own.edit, Qt.Key.Key_Return)
    assert room.rack("B03L1").names == ()
    assert room.labels[-1] == "Return bin COUNTER-1 to its pattern"


def test_a_bay_chosen_on_the_plan_is_chosen_in_the_panel_and_told_in_the_bar(desk_room):
    room = desk_room()
    room.choose("A02L1")
    rack = room.rack("A02L1")
    room.page.canvas.fly_to([rack.id])
    room.page.session.work_on("bins")
    room.settle()
    room.page.canvas.pilot.stop()
    spot = room.page.canvas.to_px(rack.x, rack.y).toPoint()
    QTest.mouseClick(room.page.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot + QPoint(8, 0))
    room.settle()
    chosen = room.page.session.slots
    assert room.page.session.inside == rack.id
    assert chosen
    editor = room.page.host.panel("properties").racks
    bay = min(key[0] for key in chosen) - rack.first_bay
    assert editor.face.cell[0] == bay
    assert {cell[0] for cell in editor.face.chosen} == {bay}
    first = names_of(rack, room.document.find, [(bay + rack.first_bay, 0, 0, 0)])[0]
    label = next(text.text for at, text in enumerate(editor.face.texts()) if at == bay)
    assert first.split("-")[2] == label, "a pattern that counts columns has their numbers under the bays"
    names = names_of(rack, room.document.find, sorted(chosen))
    assert room.page.toolbar.where.text().startswith(f"{len(chosen)} bins chosen · {names[0]} to ")
    room.press(Qt.Key.Key_Escape)
    assert "bins chosen" not in room.page.toolbar.where.text()
