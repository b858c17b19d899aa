"""Acts by key while the plan has the keyboard: arrange, copy between warehouses, query, renumber, history, layers."""

import json
from dataclasses import replace

import layout_room
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.commands.layout import KEYS, TOOLS, layout_commands
from app.domain.errors import Refusal
from app.layout.elements import Aisle, Place, Rack, StorageClass, Zone
from app.ui.layout.query import find
from app.ui.layout.sample_versions import SampleVersions


def test_every_tool_has_its_key_and_only_the_plan_hears_it(desk_room):
    room = desk_room()
    for key, tool in (
        ("H", "hand"),
        ("Z", "zone"),
        ("A", "aisle"),
        ("O", "obstacle"),
        ("M", "measure"),
        ("V", "choose"),
    ):
        room.press(getattr(Qt.Key, f"Key_{key}"))
        assert room.page.session.tool == tool
    room.press(Qt.Key.Key_D)
    assert (room.page.session.tool, room.page.canvas.tool_options.place.use) == ("place", "dock")
    assert room.page.tools.buttons["dock"].isChecked()
    assert not room.page.tools.buttons["bulk"].isChecked()
    room.press(Qt.Key.Key_V)
    room.choose("C01L1")
    code = room.field("code").edit
    code.setFocus()
    QTest.keyClicks(code, "zam")
    assert room.page.session.tool == "choose", "what is typed into a field is no tool"
    assert code.text() == "zam"


def test_commands_keys_and_tools_fit_together():
    class Nothing:
        def __getattr__(self, name):
            return lambda *_: None

    commands = {command.id: command for command in layout_commands(Nothing())}
    assert KEYS.keys() <= commands.keys()
    assert len({(key, where) for key, where in KEYS.values()}) == len(KEYS)
    assert [command.id for command in commands.values() if command.shortcut] == ["layout.refresh"]
    assert {tool.command for tool in TOOLS} <= commands.keys()


def test_align_distribute_rotate_and_mirror_by_key(desk_room):
    room = desk_room()
    room.choose("C01L1", "C03L1")
    with room.document.transaction("Aside"):
        room.document.put(layout_room.shifted(room.rack("C03L1"), 700.0, 0.0))
    room.press(Qt.Key.Key_Left, layout_room.CTRL | Qt.KeyboardModifier.AltModifier)
    assert room.rack("C01L1").x == room.rack("C03L1").x
    assert room.labels[-1] == "Align 2 racks"
    before = room.rack("C01L1")
    room.choose("C01L1")
    room.press(Qt.Key.Key_Period)
    assert room.rack("C01L1").angle == before.angle + 90.0
    room.press(Qt.Key.Key_Comma)
    assert room.rack("C01L1") == before
    room.press(Qt.Key.Key_X)
    assert room.rack("C01L1").flipped is not before.flipped
    assert len(room.labels) == 5


def test_rotating_by_a_number_and_an_array_with_codes_of_their_own(desk_room):
    room = desk_room()
    dock = next(place for place in room.document.of(Place) if place.code == "DOCK-01")
    room.page.session.select([dock.id])
    room.settle()
    room.press(Qt.Key.Key_R, layout_room.SHIFT)
    assert room.page.host.current == "arrange"
    panel = room.page.host.panel("arrange")
    room.type_into(panel.angle, "15")
    QTest.mouseClick(panel.rotate, Qt.MouseButton.LeftButton)
    assert room.document.elements[dock.id].angle == 15.0
    room.type_into(panel.across, "3")
    room.type_into(panel.step_x, "100")
    QTest.mouseClick(panel.repeat, Qt.MouseButton.LeftButton)
    docks = sorted(place.code for place in room.document.of(Place) if place.use == "dock")
    assert len(docks) == len(set(docks)) == 12
    assert room.labels[-1].startswith("Array of 3 x 1")
    assert not room.page.session.overlays, "what is made is made: nothing more is outlined"


def test_copy_and_paste_between_two_warehouses(desk_room):
    first = desk_room()
    first.choose("A01L1", "A01R1")
    first.press(Qt.Key.Key_C, layout_room.CTRL)
    assert len(json.loads(QGuiApplication.clipboard().text())["chosen"]) == 2
    other = desk_room(SampleVersions(), kept=first.kept / "other")
    other.press(Qt.Key.Key_V, layout_room.CTRL)
    racks = other.document.of(Rack)
    assert [len(rack.bays) for rack in racks] == [14, 14]
    assert [known.code for known in other.document.of(StorageClass)] == ["STD"], "its class came along"
    assert {rack.aisle for rack in racks} == {rack.zone for rack in racks} == {None}
    assert {rack.floor for rack in racks} == {other.page.session.floor}
    assert len(other.labels) == 1


def test_text_that_is_no_layout_is_refused_in_words(desk_room):
    room = desk_room()
    QGuiApplication.clipboard().setText("hello")
    before = dict(room.document.elements)
    room.press(Qt.Key.Key_V, layout_room.CTRL)
    assert dict(room.document.elements) == before
    assert room.window.banner.isVisible()


def test_duplicate_delete_and_jumping_through_the_history(desk_room):
    room = desk_room()
    racks = len(room.document.of(Rack))
    room.choose("C01L1")
    room.press(Qt.Key.Key_D, layout_room.CTRL)
    assert len(room.document.of(Rack)) == racks + 1
    room.press(Qt.Key.Key_Delete)
    assert len(room.document.of(Rack)) == racks
    panel = room.panel("history")
    assert [panel.steps.data(panel.steps.index(row)) for row in range(3)] == [
        "As it was opened", "Duplicate rack C01L1", "Delete rack C01L2",
    ]  # fmt: skip
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, layout_room.NONE,
        panel.list.visualRect(panel.steps.index(1)).center(),
    )  # fmt: skip
    assert len(room.document.of(Rack)) == racks + 1
    assert panel.steps.data(panel.steps.index(2)).endswith("taken back")
    panel.jump(0)
    assert len(room.document.of(Rack)) == racks
    panel.jump(2)
    assert room.labels == ["Duplicate rack C01L1", "Delete rack C01L2"]


def test_choosing_by_query(desk_room):
    room = desk_room()
    room.press(Qt.Key.Key_F, layout_room.CTRL)
    panel = room.page.host.panel("query")
    room.type_into(panel.line, "kind:rack zone:A bays>=14")
    assert {rack.code[0] for rack in room.page.session.chosen()} == {"A"}
    assert len(room.page.session.selection) == 8
    room.type_into(panel.line, "colour:red")
    assert panel.error.isVisible()
    assert len(room.page.session.selection) == 8, "what was chosen stays"


@pytest.mark.parametrize(
    ("text", "number"),
    [("kind:dock", 10), ("address:A-01-01-*", 1), ("class:STD zone:D", 4), ("kind:aisle width>4", 2), ("p1", 1)],
)
def test_what_can_be_asked_for(text, number, desk_room):
    assert len(find(desk_room().document, text)) == number


@pytest.mark.parametrize("text", ["levels>many", "nothing:x", "zone>4"])
def test_what_cannot_be_asked_for_says_so(text, desk_room):
    with pytest.raises(Refusal) as refused:
        find(desk_room().document, text)
    assert refused.value.next_step


def test_renumbering_shows_every_old_and_new_name_before_it_is_done(desk_room):
    room = desk_room()
    room.choose("C01L1")
    panel = room.panel("renumber")
    assert not panel.apply.isEnabled()
    room.type_into(panel.pattern, "{zone}{aisle:02}-L{bay:03}-{level}")
    room.settle()
    assert panel.outcome.renamed[0] == ("C-01-01-1", "C01-L001-1")
    assert panel.table.rows.rowCount() == 210
    assert panel.apply.text() == "Renumber 210 bins"
    assert room.rack("C01L1").pattern != "{zone}{aisle:02}-L{bay:03}-{level}", "only shown"
    QTest.mouseClick(panel.apply, Qt.MouseButton.LeftButton)
    assert room.labels[-1] == "Renumber 210 bins"
    room.page.checks.look()
    assert "C01-L001-1" in room.page.session.live.addresses.codes()


def test_a_renumbering_that_doubles_names_is_not_possible(desk_room):
    room = desk_room()
    room.choose("C01L1")
    panel = room.panel("renumber")
    room.type_into(panel.start, "2")
    room.settle()
    assert panel.outcome.doubled
    assert not panel.apply.isEnabled()
    assert "would stand twice" in panel.verdict.text()


def test_layers_hide_and_lock_what_is_in_them(desk_room):
    room = desk_room()
    room.choose("C01L1")
    row = room.page.layers.rows["racks"]
    assert row.count.text() == "36"
    QTest.mouseClick(row.lock, Qt.MouseButton.LeftButton)
    assert room.page.session.selection == frozenset()
    room.page.session.select([room.rack("C01L1").id])
    assert room.page.session.selection == frozenset()
    QTest.mouseClick(row.lock, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.eye, Qt.MouseButton.LeftButton)
    assert row.count.text() == "hidden"
    assert "racks" in room.page.session.hidden


def test_differences_are_listed_drawn_and_walked(desk_room):
    room = desk_room()
    room.choose("C05R1")
    room.type_into(room.field("y"), "+0.4")
    zone = next(zone for zone in room.document.of(Zone) if zone.code == "B")
    room.page.session.select([zone.id])
    room.settle()
    room.type_into(room.field("name"), "Shelves")
    panel = room.panel("compare")
    assert [change.element.code for change in panel.changes] == ["B", "C05R1"]
    assert [overlay.id for overlay in room.page.session.overlays] == ["difference"]
    room.press(Qt.Key.Key_N)
    room.press(Qt.Key.Key_N)
    assert room.page.session.selection == {room.rack("C05R1").id}
    assert panel.told.text() == "rack C05R1: place."
    known = room.document.of(StorageClass)[0]
    with room.document.transaction("Keep"):
        room.document.put(replace(known, hazard_classes=("3", "flammable liquid")))
    layout_room.wait_until(lambda: known.code in [change.element.code for change in panel.changes])
    panel.table.selectRow([change.element.code for change in panel.changes].index(known.code))
    said = f"storage class {known.code}: hazard classes 3, flammable liquid, was not set."
    assert (panel.told.text(), panel.told.isVisible()) == (said, True)
    room.page.host.open("properties")
    assert room.page.session.overlays == ()


def test_snap_and_its_words(desk_room):
    room = desk_room()
    assert room.page.toolbar.snap_words.text() == "Snap: grid 0.1 m, edges, centres"
    room.press(Qt.Key.Key_S, layout_room.SHIFT)
    assert (room.page.session.snap.on, room.page.toolbar.snap_words.text()) == (False, "Snap off")
    assert not room.page.toolbar.snap.isChecked()


def test_a_second_floor_is_added_and_shown(desk_room):
    room = desk_room()
    QTest.mouseClick(room.page.layers.add, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.page.layers.floors.isVisible()
    assert room.document.elements[room.page.session.floor].elevation == 4_000.0
    assert room.document.of(Aisle), "the first floor is still there"


def test_the_page_is_sent_to_a_panel_or_to_what_a_query_finds(desk_room):
    room = desk_room()
    room.page.show_about("panel:history")
    assert room.page.host.current == "history"
    room.page.show_about("address:C-01-01-1")
    assert [element.code for element in room.page.session.chosen()] == ["C01L1"]
    room.page.show_about("panel:nothing")
    room.page.show_about("colour:red")
    assert room.window.banner.isVisible()
    assert [element.code for element in room.page.session.chosen()] == ["C01L1"]


def test_a_query_can_be_turned_about_and_says_which_name_there_is_not(desk_room):
    room = desk_room()
    document = room.document
    racks = set(find(document, "kind:racks"))
    assert len(racks) == 36
    assert set(find(document, "kind:rack -zone:B")) == racks - set(find(document, "kind:rack zone:B"))
    assert find(document, "kind:rack walk:none") == []
    with document.transaction("No walk"):
        document.put(replace(room.rack("C01L1"), walk=None))
    assert find(document, "walk:none") != []
    assert room.rack("C01L1").id in find(document, "walk:none kind:rack -zone:B")
    assert {document.elements[id_].code for id_ in find(document, "truck:REACH")} >= {"01", "02", "03", "04"}
    assert find(document, "truck:REACH zone:B") == []
    panel = room.panel("query")
    panel.line.edit.setText("kind:rack zone:Q")
    assert panel.found.text() == "No zone is called Q; there are A, B, C, D."
    panel.line.edit.setText("foo:bar")
    assert panel.found.text() == ""
    assert "minus" in panel.error.accessibleName()
    panel.line.edit.setText("zone:A levels>30")
    assert panel.found.text() == "Nothing is found."


def test_an_array_is_outlined_before_it_is_made_and_only_while_its_panel_is_open(desk_room):
    room = desk_room()
    room.choose("C05L1", "C05R1")
    panel = room.panel("arrange")
    room.type_into(panel.across, "1")
    room.type_into(panel.down, "4")
    (ghost,) = [one for one in room.page.session.overlays if one.id == "array"]
    assert len(ghost.outlines) == 6, "three copies of two"
    rack = room.rack("C05L1")
    step = panel.step_y.figure.read(panel.step_y.edit.text()).value
    spots = {round(sum(y for _, y in points) / 4 - rack.y) for points in ghost.outlines}
    assert {round(step * n) for n in (1, 2, 3)} <= spots
    room.type_into(panel.down, "1")
    assert not room.page.session.overlays, "one of one is no array"
    room.type_into(panel.across, "3000")
    (ghost,) = room.page.session.overlays
    assert len(ghost.outlines) < 2_000, "the frames alone"
    room.panel("properties")
    assert not room.page.session.overlays
    before = len(room.labels)
    room.press(Qt.Key.Key_H, layout_room.CTRL | layout_room.SHIFT)
    assert len(room.labels) == before
    assert "three or more" in " ".join(label.text() for label in room.window.banner.findChildren(QLabel))
