"""The property panel by keyboard: mixed values, adding to each, steps, one undo a visit, bays and levels."""

import layout_room
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.layout.elements import Aisle, StorageClass
from app.layout.slots import slot_count
from app.ui.layout.fields import COUNT, METRES, Add, Figure, Set


def test_figures_are_read_as_people_write_them():
    assert METRES.read("1.6") == METRES.read("1,6 m") == Set(1_600.0)
    assert METRES.read("+0.5") == Add(500.0)
    assert METRES.read("-2") == Set(-2_000.0)
    assert METRES.read("wide") is None
    assert METRES.read("1e999") is None
    assert COUNT.read("12") == Set(12)
    assert Figure("kg", 1_000.0, 1, "no limit").read("") == Set(None)
    assert METRES.words(1_600.0) == "1.60"
    assert METRES.words(147_123.4) == "147.123"


def test_many_elements_show_what_they_share_and_typing_sets_all_in_one_step(desk_room):
    room = desk_room()
    room.choose("C01L1", "C01R1", "C02L1")
    assert room.page.host.panel("properties").title.text() == "3 racks"
    assert room.field("y").edit.text() == ""
    assert room.field("y").edit.placeholderText() == "mixed"
    assert room.field("depth").edit.text() == "0.50"
    steps = len(room.labels)
    room.type_into(room.field("depth"), "0.6")
    assert {room.rack(code).depth for code in ("C01L1", "C01R1", "C02L1")} == {600.0}
    assert room.labels[steps:] == ["Depth of 3 racks"]
    room.press(Qt.Key.Key_Z, layout_room.CTRL)
    assert room.rack("C01L1").depth == 500.0
    assert room.field("depth").edit.text() == "0.50"


def test_speeds_of_aisles_are_set_for_many_stepped_from_the_usual_one_and_refused_in_words(desk_room):
    room = desk_room()
    ids = [aisle.id for aisle in room.document.of(Aisle) if not aisle.cross][:3]

    def choose(*which):
        room.page.canvas.setFocus()  # as whoever clicks on the plan
        room.page.session.select(which)
        room.settle()

    choose(*ids)
    walk = room.field("speed")
    assert (walk.edit.text(), walk.edit.placeholderText()) == ("", "usual")

    def speeds():
        return [room.document.get(id_, Aisle).speed for id_ in ids]

    room.type_into(walk, "+0.1")
    assert speeds() == [1_300.0] * 3, "it adds to the usual 1.2 m/s"
    assert walk.edit.text() == "1.3"
    choose(ids[0])
    room.type_into(walk, "0.8")
    choose(*ids)
    assert (walk.edit.text(), walk.edit.placeholderText()) == ("", "mixed")
    room.type_into(walk, "12")
    panel = room.page.host.panel("properties")
    assert "People walk 0.1 to 3 m/s in aisle" in panel.error.accessibleName()
    assert speeds() == [800.0, 1_300.0, 1_300.0]
    room.type_into(room.field("truck_speed"), "1.5")
    assert {room.document.get(id_, Aisle).truck_speed for id_ in ids} == {1_500.0}
    room.type_into(walk, "0.9")
    room.type_into(walk, " ")
    assert speeds() == [None] * 3
    room.document.undo()  # the whole visit of the field
    assert speeds() == [800.0, 1_300.0, 1_300.0]


def test_a_leading_plus_adds_to_each(desk_room):
    room = desk_room()
    before = {code: room.rack(code) for code in ("C01L1", "C02L1")}
    room.choose(*before)
    room.type_into(room.field("y"), "+0.5")
    assert [room.rack(code).y - old.y for code, old in before.items()] == [500.0, 500.0]
    assert room.rack("C01L1").y != room.rack("C02L1").y


def test_steps_of_one_visit_are_one_undo_and_escape_takes_the_visit_back(desk_room):
    room = desk_room()
    room.choose("C01L1")
    start, steps = room.rack("C01L1").x, len(room.labels)
    edit = room.field("x").edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Up)
    QTest.keyClick(edit, Qt.Key.Key_Up, layout_room.SHIFT)
    QTest.keyClick(edit, Qt.Key.Key_Down, layout_room.CTRL)
    assert room.rack("C01L1").x == pytest.approx(start + 1_000 + 10_000 - 100)
    assert len(room.labels) == steps + 1
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert room.rack("C01L1").x == start
    assert len(room.labels) == steps
    QTest.keyClick(edit, Qt.Key.Key_Up)
    room.page.canvas.setFocus()
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert len(room.labels) == steps + 2, "a second visit is a step of its own"


def test_dragging_a_label_scrubs_the_figure(desk_room):
    room = desk_room()
    room.choose("C01L1")
    title, start = room.field("x").title, room.rack("C01L1").x

    def send(kind, x, buttons):
        spot = QPointF(x, 8)
        event = QMouseEvent(
            kind, spot, title.mapToGlobal(spot), Qt.MouseButton.LeftButton, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(title, event)

    send(QEvent.Type.MouseButtonPress, 4, Qt.MouseButton.LeftButton)
    send(QEvent.Type.MouseMove, 34, Qt.MouseButton.LeftButton)
    send(QEvent.Type.MouseButtonRelease, 34, Qt.MouseButton.NoButton)
    assert room.rack("C01L1").x == pytest.approx(start + 500.0)


def test_what_cannot_be_is_marked_and_the_drawing_stays(desk_room):
    room = desk_room()
    room.choose("C01L1")
    panel, steps = room.page.host.panel("properties"), len(room.labels)
    room.type_into(room.field("depth"), "-1")
    assert panel.error.isVisible()
    assert room.field("depth").edit.property("state") == "error"
    assert room.rack("C01L1").depth == 500.0
    assert len(room.labels) == steps
    room.type_into(room.field("depth"), "0.7")
    assert not panel.error.isVisible()
    assert room.rack("C01L1").depth == 700.0


def test_choices_and_switches_of_aisles(desk_room):
    room = desk_room()
    aisles = [aisle for aisle in room.document.of(Aisle) if not aisle.cross][:2]
    room.page.session.select(aisle.id for aisle in aisles)
    room.settle()
    one_way = room.field("one_way")
    one_way.box.setFocus()
    one_way.box.setCurrentIndex(1)
    one_way.box.activated.emit(1)
    room.settle()
    assert [room.document.elements[aisle.id].one_way for aisle in aisles] == ["forward", "forward"]
    QTest.mouseClick(room.field("cross").toggle, Qt.MouseButton.LeftButton)
    assert all(room.document.elements[aisle.id].cross for aisle in aisles)
    assert room.labels[-1] == "Cross aisle, no bins of 2 aisles"


def test_with_nothing_chosen_the_floor_is_shown_and_kinds_share_what_both_have(desk_room):
    room = desk_room()
    panel = room.page.host.panel("properties")
    assert panel.title.text() == "Floor 0"
    assert set(panel.fields) >= {"code", "elevation"}
    room.page.session.select([room.rack("C01L1").id, next(iter(room.document.of(Aisle))).id])
    room.settle()
    assert set(panel.fields) == {"code", "zone", "x", "y"}


def test_bays_levels_and_mixed_bins_of_a_rack(desk_room):
    room = desk_room()
    room.choose("C01L1")
    editor = room.page.host.panel("properties").racks
    before = room.rack("C01L1")
    room.type_into(editor.bays, "40")
    assert (len(room.rack("C01L1").bays), room.labels[-1]) == (40, "Bays of Rack C01L1")
    room.type_into(editor.levels, "6")
    assert {len(bay.levels) for bay in room.rack("C01L1").bays} == {6}
    spot = editor.face.cell_rect(2, 1).center().toPoint()
    QTest.mouseClick(editor.face, Qt.MouseButton.LeftButton, layout_room.NONE, spot)
    assert editor.scope.current == "cell"
    room.type_into(editor.bins, "3")
    rack = room.rack("C01L1")
    assert rack.bays[2].levels[1].bins == 3
    assert rack.bays[1].levels[1].bins == before.bays[1].levels[1].bins == 1
    assert slot_count(rack) == 40 * 6 + 2
    QTest.mouseClick(editor.hole, Qt.MouseButton.LeftButton)
    room.settle()
    assert slot_count(room.rack("C01L1")) == 40 * 6 - 1
    room.type_into(room.field("deep"), "2")
    assert slot_count(room.rack("C01L1")) == (40 * 6 + 2) * 2 - 3


def test_a_rack_without_bays_is_refused_in_words(desk_room):
    room = desk_room()
    room.choose("C01L1")
    panel = room.page.host.panel("properties")
    room.type_into(panel.racks.bays, "0")
    assert panel.error.isVisible()
    assert len(room.rack("C01L1").bays) == 42


def test_storage_classes_with_mixing_temperature_and_hazard(desk_room):
    room = desk_room()
    panel = room.panel("classes")
    QTest.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    room.settle()
    room.type_into(panel.fields["code"], "ADR")
    room.type_into(panel.fields["hazard_classes"], "3, 8, 3")
    room.type_into(panel.fields["temperature_class"], "chilled")
    room.type_into(panel.fields["max_weight"], "250")
    mixing = panel.fields["product_mixing"]
    mixing.box.setCurrentIndex(2)
    mixing.box.activated.emit(2)
    made = next(known for known in room.document.of(StorageClass) if known.code == "ADR")
    assert made.hazard_classes == ("3", "8")
    for typed, kept, shown in ((" None", (), "none"), ("", None, ""), ("x" * 41, None, "x" * 41), ("3", ("3",), "3")):
        room.type_into(panel.fields["hazard_classes"], typed or " ")
        assert next(known for known in room.document.of(StorageClass) if known.code == "ADR").hazard_classes == kept
        assert panel.fields["hazard_classes"].edit.text().strip() == shown
        assert panel.error.isVisible() is (len(typed) > 40)
    assert (made.temperature_class, made.max_weight, made.product_mixing) == ("chilled", 250_000.0, "none")
    room.type_into(panel.fields["max_weight"], " ")
    assert next(known for known in room.document.of(StorageClass) if known.code == "ADR").max_weight is None
    QTest.mouseClick(panel.delete, Qt.MouseButton.LeftButton)
    assert [known.code for known in room.document.of(StorageClass)] == ["STD"]


def test_a_rack_is_dragged_by_hand_where_it_may_be(desk_room):
    room = desk_room()
    room.page.canvas.fit()
    rack = room.rack("C01L1")
    start = room.page.canvas.to_px(rack.x, rack.y).toPoint()
    QTest.mousePress(room.page.canvas, Qt.MouseButton.LeftButton, layout_room.NONE, start)
    for step in (10, 30, 60):
        QTest.mouseMove(room.page.canvas, start + QPoint(0, step))
    QTest.mouseRelease(room.page.canvas, Qt.MouseButton.LeftButton, layout_room.NONE, start + QPoint(0, 60))
    room.settle()
    assert room.rack("C01L1").y > rack.y + 1_000.0
    assert len(room.labels) == 1
    assert room.field("y").edit.text() == f"{room.rack('C01L1').y / 1_000:.3f}".rstrip("0").ljust(5, "0")


def test_who_only_looks_cannot_change_anything(desk_room):
    room = desk_room(may_edit=False)
    room.choose("C01L1")
    assert not room.field("x").isEnabled()
    before = dict(room.document.elements)
    room.press(Qt.Key.Key_Delete)
    assert room.window.registry["layout.delete"].refusal(room.window.context) is not None
    assert dict(room.document.elements) == before
    room.page.session.select(())
    room.page.canvas.fit()
    rack = room.rack("C01L1")
    start = room.page.canvas.to_px(rack.x, rack.y).toPoint()
    QTest.mousePress(room.page.canvas, Qt.MouseButton.LeftButton, layout_room.NONE, start)
    for step in (10, 30, 60):
        QTest.mouseMove(room.page.canvas, start + QPoint(0, step))
    QTest.mouseRelease(room.page.canvas, Qt.MouseButton.LeftButton, layout_room.NONE, start + QPoint(0, 60))
    assert dict(room.document.elements) == before, "nor by hand"
    assert not room.page.bar.publish.isEnabled()
