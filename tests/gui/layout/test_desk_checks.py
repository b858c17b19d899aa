"""The checks below the plan: stops first, a click flies there, a link puts it right as one step that can be undone."""

from dataclasses import replace

import layout_room
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.layout import edits
from app.layout.document import LayoutDocument
from app.layout.elements import Rack, StorageClass
from app.layout.table import Layout
from app.ui.layout.checks_list import ROW
from app.ui.layout.sample_hall import sample_hall
from app.ui.layout.sample_versions import SampleVersions


def drag_into_the_aisle(room):
    rack = room.rack("B03L1")
    with room.document.transaction("Move rack B03L1"):
        edits.move(room.document, [rack.id], 0.0, 1_200.0)
    room.page.checks.look()
    return rack


def stop_of(room, check):
    return next(
        at for at, line in enumerate(room.page.checks.rows.lines) if line.finding and line.finding.check == check
    )


def test_a_drawing_that_is_well_lists_what_was_looked_at(desk_room):
    room = desk_room()
    lines = room.page.checks.rows.lines
    assert lines[0].finding is None
    assert ("No two bins share an address", "7,087 addresses") in [(line.rule, line.what) for line in lines]
    assert room.page.bar.publish.isEnabled()
    assert room.page.bar.stops.text() == "Checks passed"


def test_a_change_is_looked_at_by_itself_and_stops_publishing(desk_room):
    room = desk_room()
    rack = room.rack("B03L1")
    with room.document.transaction("Move"):
        edits.move(room.document, [rack.id], 0.0, 1_200.0)
    layout_room.wait_until(lambda: bool(room.page.checks.findings))
    found = room.page.checks.findings
    assert found, "nobody asked, and it was looked at"
    assert room.page.checks.stops.text().endswith("publishing")
    assert room.page.checks.rows.lines[0].finding.blocking
    assert not room.page.bar.publish.isEnabled()
    assert "stop publishing" in room.page.bar.publish.toolTip()


def test_a_click_and_enter_go_to_what_is_wrong(desk_room):
    room = desk_room()
    drag_into_the_aisle(room)
    rows = room.page.checks.rows
    at = stop_of(room, "narrow")
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, layout_room.NONE, rows.rect().topLeft() + layout_room.at(60, at))
    finding = rows.lines[at].finding
    assert room.page.session.selection == {finding.element, *finding.others}
    room.page.session.select(())
    room.press(Qt.Key.Key_Return, on=rows)
    assert finding.element in room.page.session.selection


def test_the_link_puts_it_right_as_one_step(desk_room):
    room = desk_room()
    document = room.document
    with document.transaction("Code"):
        edits.set_fields(document, [room.rack("C01L1").id], code="C01R1")
    room.page.checks.look()
    rows = room.page.checks.rows
    at = stop_of(room, "code")
    link = rows.link_rect(at)
    assert link.height() == ROW
    title = rows.fixes(rows.lines[at].finding)[0].title
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, layout_room.NONE, link.center())
    assert room.labels[-1] == title
    assert not [line for line in rows.lines if line.finding is not None]
    assert room.page.bar.stops.text() == "Checks passed"
    room.press(Qt.Key.Key_Z, layout_room.CTRL)
    assert room.labels == ["Code"]
    room.page.checks.look()
    assert [line for line in rows.lines if line.finding is not None]


def test_the_list_folds(desk_room):
    room = desk_room()
    QTest.mouseClick(room.page.checks.fold, Qt.MouseButton.LeftButton)
    assert room.page.checks.folded
    assert room.page.checks.maximumHeight() < 60
    QTest.mouseClick(room.page.checks.fold, Qt.MouseButton.LeftButton)
    assert not room.page.checks.folded


def test_what_was_published_like_that_is_told_and_stops_nothing(desk_room):
    hall = sample_hall()
    racks = {rack.code: rack for rack in hall.of(Rack)}
    wrong = replace(racks["B05R1"], aisle=racks["B04R1"].aisle, pattern="X-{rack}-{bay:02}-{level}")
    room = desk_room(SampleVersions(Layout({**hall.elements, wrong.id: wrong}.values())))
    checks = room.page.checks
    layout_room.wait_until(lambda: checks.findings and checks.stopping == 0, 3.0)
    assert checks.findings
    assert checks.stopping == 0
    assert checks.warns.text() == f"{len(checks.findings)} to look at"
    assert room.page.bar.publish.isEnabled()
    drag_into_the_aisle(room)
    assert checks.stopping > 0
    assert checks.rows.lines[0].stops
    assert not room.page.bar.publish.isEnabled()


def test_the_first_look_at_a_drawing_is_no_business_of_the_gui_thread(desk_room):
    room = desk_room()
    checks, session, bar = room.page.checks, room.page.session, room.page.bar
    session.open(LayoutDocument(sample_hall().elements.values()))
    assert checks.live.text() == "looking at 7,087 bins"
    assert not session.live.looked
    assert not bar.publish.isEnabled()
    assert "have not ended" in bar.publish.toolTip()
    with room.document.transaction("Meanwhile"):
        edits.set_fields(room.document, [room.rack("C01L1").id], code="C01R1")
    layout_room.wait_until(lambda: bool(checks.findings))
    assert {finding.check for finding in checks.findings} >= {"code"}
    assert checks.stop.isHidden()


def test_the_first_look_can_be_stopped_and_begun_again(desk_room):
    room = desk_room()
    checks, bar = room.page.checks, room.page.bar
    room.page.session.open(LayoutDocument(sample_hall().elements.values()))
    QTest.mouseClick(checks.stop, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: room.jobs.running == 0)
    assert (checks.live.text(), checks.stop.text()) == ("not looked at", "Look now")
    assert not bar.publish.isEnabled()
    QTest.mouseClick(checks.stop, Qt.MouseButton.LeftButton)
    layout_room.wait_until(lambda: checks.stop.isHidden())
    assert bar.stops.text() == "Checks passed"
    assert bar.publish.isEnabled()


def test_a_drawing_that_is_opened_while_another_is_looked_at_or_compared_is_what_is_told_of(desk_room):
    room = desk_room()
    page, hall = room.page, sample_hall()
    page.session.open(LayoutDocument(hall.elements.values()), hall)
    page.differences.look()
    few = [element for element in hall.elements.values() if not isinstance(element, Rack)]
    page.session.open(LayoutDocument(few), hall)
    layout_room.wait_until(lambda: page.differences.now.removed and room.jobs.running == 0)
    assert page.checks.bins == sum(element.kind == "place" for element in few)
    assert len(page.differences.now.removed) == 7_087 - page.checks.bins
    page.differences.look()
    page.session.published = Layout(few)
    layout_room.wait_until(lambda: page.differences.now.empty)
    assert page.differences.now.empty


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing)")
def test_all_of_one_kind_are_put_right_as_one_step_from_the_menu_of_a_row(desk_room):
    room = desk_room()
    document, checks = room.document, room.page.checks
    (known,) = document.of(StorageClass)
    with document.transaction("Class"):
        document.put(replace(known, max_height=99_999))
    checks.look()
    number = len(checks.findings)
    assert number > 20
    assert not checks.rows.more_rect(0).isEmpty(), "one way each, but many of the kind"
    QTest.mouseClick(checks.rows, Qt.MouseButton.LeftButton, layout_room.NONE, checks.rows.more_rect(0).center())
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].text() == f"Put all {number} right: Capacity that cannot be"
    menu.actions()[0].trigger()
    menu.close()
    layout_room.wait_until(lambda: not checks.mending.running)
    assert checks.findings == ()
    assert room.labels == ["Class", f"Put {number} findings right"]
    room.press(Qt.Key.Key_Z, layout_room.CTRL)
    checks.look()
    assert len(checks.findings) == number
    checks.mending.begin("capacity")
    with document.transaction("Meanwhile"):
        document.put(replace(document.get(known.id, StorageClass), max_height=88_888))
    layout_room.wait_until(lambda: not checks.mending.running)
    assert room.labels[-1] == "Meanwhile", "nobody's edit is painted over"
    checks.mending.begin("capacity")
    QTest.mouseClick(checks.stop, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.labels[-1] == "Meanwhile", "stopped"
