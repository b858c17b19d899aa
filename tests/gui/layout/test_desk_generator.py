"""The rack row generator's panel by keyboard: figures, names counted live, the button with its number."""

from dataclasses import replace

import layout_room
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.layout.elements import Rack, Zone
from app.layout.generate import propose
from app.layout.slots import slot_count
from app.ui.layout import generator
from app.ui.layout.shots import wait_until


def rows_panel(room):
    room.press(Qt.Key.Key_R)
    room.settle()
    return room.page.host.panel("rows")


def test_the_row_tool_brings_its_panel_with_a_plan_on_the_nearest_free_floor_in_view(desk_room):
    room = desk_room()
    wrong = room.page.canvas.visible().center()
    panel = rows_panel(room)
    assert panel.proposal.collisions == ()
    wait_until(lambda: not room.page.canvas.pilot.flying)
    assert room.page.canvas.visible().contains(room.page.session.row_plan.x, room.page.session.row_plan.y)
    zone = next(element for element in panel.proposal.elements if isinstance(element, Zone))
    assert abs(zone.x - wrong.x()) + abs(zone.y - wrong.y()) > 5_000, "racks stand there"
    assert room.page.host.current == "rows"
    plan = room.page.session.row_plan
    assert (plan.aisles, plan.bays, plan.new_zone) == (4, 14, "E")
    assert panel.place.text() == "Place 560 bins"
    assert panel.verdict.text().startswith("560 names · none in use · all \u2264 9 characters")


def test_figures_typed_change_names_face_and_button(desk_room):
    room = desk_room()
    panel = rows_panel(room)
    room.type_into(panel.fields["aisles"], "1")
    room.type_into(panel.fields["bays"], "12")
    room.type_into(panel.fields["levels"], "4")
    room.type_into(panel.fields["new_zone"], "J")
    room.type_into(panel.fields["pattern"], "{zone}{aisle:02}{bay:03}{level:A}")
    assert panel.place.text() == "Place 96 bins"
    assert panel.names.texts()[0].text == "J01001A"
    assert panel.names.texts()[-1].text == "J01024D"
    assert "sorts as walked" in panel.verdict.text()
    assert len(panel.face.shown) == 12
    assert panel.chip.text() == "2 rows, 4 levels"
    assert list(room.document.of(Zone)) == [zone for zone in room.document.of(Zone) if zone.code != "J"], "only shown"


def test_names_in_use_and_a_pattern_that_cannot_be_are_said(desk_room):
    room = desk_room()
    panel = rows_panel(room)
    room.type_into(panel.fields["new_zone"], "C")
    assert "in use, first C-01-01-1" in panel.verdict.text()
    before = room.page.session.row_plan
    room.type_into(panel.fields["pattern"], "{zoen}-{bay}")
    assert panel.error.isVisible()
    assert "zoen" in panel.error._what.text()
    assert room.page.session.row_plan == before


def test_place_draws_rows_and_zone_as_one_step(desk_room):
    room = desk_room()
    panel = rows_panel(room)
    for key, text in (("aisles", "2"), ("bays", "6"), ("x", "88.6"), ("y", "36.5"), ("new_zone", "J"), ("cross", "0")):
        room.type_into(panel.fields[key], text)
    steps = len(room.labels)
    QTest.mouseClick(panel.place, Qt.MouseButton.LeftButton)
    room.settle()
    racks = [rack for rack in room.document.of(Rack) if rack.code.startswith("J")]
    assert sum(slot_count(rack) for rack in racks) == 2 * 2 * 6 * 5
    assert len(room.labels) == steps + 1
    room.press(Qt.Key.Key_Z, layout_room.CTRL)
    assert not [rack for rack in room.document.of(Rack) if rack.code.startswith("J")]
    assert "J" not in {zone.code for zone in room.document.of(Zone)}


def test_cancel_gives_the_plan_up_and_nothing_is_drawn(desk_room):
    room = desk_room()
    panel = rows_panel(room)
    before = dict(room.document.elements)
    QTest.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.page.session.row_plan is None
    assert (room.page.session.tool, room.page.host.current) == ("choose", "properties")
    assert dict(room.document.elements) == before


def test_templates_bring_their_figures(desk_room):
    room = desk_room()
    panel = rows_panel(room)
    style = panel.fields["style"]
    for number, (bins, deep) in enumerate(((3, 1), (1, 1), (4, 1), (1, 1), (1, 4))):
        style.box.setCurrentIndex(number)
        style.box.activated.emit(number)
        room.settle()
        plan = room.page.session.row_plan
        assert (plan.template.bay.widest, plan.template.deep) == (bins, deep)
        assert panel.place.text() == f"Place {plan.bins:,} bins"
        assert "none in use" in panel.verdict.text()


def test_rows_that_are_dragged_are_proposed_when_the_hand_rests_and_figures_at_once(desk_room, monkeypatch):
    room = desk_room()
    panel = rows_panel(room)
    made = []
    monkeypatch.setattr(generator, "propose", lambda *given: made.append(given[1].x) or propose(*given))
    plan = room.page.session.row_plan
    for step in range(1, 40):
        room.page.session.plan_rows(replace(plan, x=plan.x + 100 * step))
        assert panel._late.isActive()
        assert panel._late.interval() == generator.LATE_MS
    assert made == []
    layout_room.wait_until(lambda: bool(made))
    assert made == [plan.x + 3_900]
    panel.fields["aisles"].stepped.emit(1)
    assert panel._late.interval() == 0


def test_a_pattern_is_taken_from_a_menu_and_what_it_lacks_is_named(desk_room):
    room = desk_room()
    room.press(Qt.Key.Key_R)
    panel = room.page.host.panel("rows")
    room.settle()
    field = panel.fields["pattern"]
    room.type_into(field, "{zone}-{bay}")
    wait_until(lambda: "stand twice" in panel.verdict.text())
    assert "the pattern needs {level} and {aisle}" in panel.verdict.text()
    assert "in use" not in panel.verdict.text(), "they are doubled among themselves"
    field.put_in("-{level}-{aisle}")
    wait_until(lambda: "none in use" in panel.verdict.text())
    field.take("{rack}-{bay:02}-{level}")
    assert room.page.session.row_plan.pattern == "{rack}-{bay:02}-{level}"
    room.type_into(panel.fields["bays"], "0")
    assert panel.error.accessibleName() == "The rows cannot have this number of bays. Enter a figure above zero."
