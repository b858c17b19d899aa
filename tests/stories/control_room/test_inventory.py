"""From a bin on the plan to its stock, held there with its promises said first, and back to the bin."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap.opening import Opened
from app.bootstrap.rooms import OpenRooms
from app.services.early_floor import EarlyFloor
from app.services.inventory import say
from tests.stories.control_room.room import OpenRoom


@pytest.fixture
def room(nothing_is_left, theme, ground):
    door = ground.as_("t_supervisor")
    for sku, quantity, place in (("CUP", 40, "A-01-01-1"), ("CUP", 12, "A-01-02-1")):
        ground.receive(door, sku, quantity, place)
    with OpenRoom(theme, ground.url("t_supervisor")) as opened:
        yield opened


def test_from_the_plan_to_the_stock_and_back(room, ground):
    rooms = OpenRooms(room.window)
    rooms.admit(Opened(room.session, room.page.view.picture.plan, EarlyFloor(room.session)))
    try:
        room.page.acts.open_bin(room.location("A-01-01-1"))
        room.quiet()
        assert room.page.drill.foot.stock.isVisible()
        room.page.drill.foot.stock.click()
        page = room.window.pages.currentWidget()
        room.wait(lambda: page.finder.facets is not None and room.jobs.running == 0)
        assert say(page.finder.search) == "bin:=A-01-01-1"
        assert [(row.sku, int(row.quantity)) for row in (page.table.stock.row(0),)] == [("CUP", 40)]
        assert page.table.stock.ended
        page.table.selectRow(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
        room.quiet()
        assert page.detail.facts["On hand"].text() == "52"
        page.chores.act("hold")
        room.quiet()
        assert "No promise ends by it" in page.acting.says.text()
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        room.wait(lambda: page.table.stock.rowCount() == 1)
        assert page.table.stock.row(0).holds
        page.table.selectRow(0)
        page.chores.act("release")
        room.quiet()
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        page.table.selectRow(0)
        page.chores.act("move")
        page.acting.bin.setText("a-01-03-1")
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        assert page.table.stock.rowCount() == 0
        toast = list(room.window._toasts._timers)[-1]
        toast._undone()
        room.wait(lambda: page.table.stock.rowCount() == 1 and room.jobs.running == 0)
        page.table.selectRow(0)
        page.chores.fly()
        assert room.window.top.workspace.text() == "Control room"
        assert room.page.drill.top.name.text() == "A-01-01-1"
        room.quiet()
    finally:
        rooms.close()


def test_corrections_and_counts_are_posted_and_said(room, ground):
    rooms = OpenRooms(room.window)
    rooms.admit(Opened(room.session, room.page.view.picture.plan, EarlyFloor(room.session)))
    try:
        room.window.open("inventory", "sku:=CUP")
        page = room.window.pages.currentWidget()
        room.wait(lambda: page.table.stock.ended and page.finder.facets is not None and room.jobs.running == 0)
        assert page.table.stock.rowCount() == 2
        assert page.finder.facets.records == 2
        page.table.setFocus()
        page.table.selectAll()
        page.chores.act("adjust")
        room.quiet()
        page.acting.quantity.setText("-2")
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        room.wait(lambda: page.table.stock.rowCount() == 2)
        assert sum(page.table.stock.row(n).quantity for n in (0, 1)) == 48
        page.table.selectAll()
        page.chores.act("status")
        room.quiet()
        page.acting.status.setCurrentIndex(page.acting.status.findData("damaged"))
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        room.wait(lambda: page.table.stock.rowCount() == 2)
        assert {page.table.stock.row(n).status for n in (0, 1)} == {"damaged"}
        page.table.selectAll()
        page.chores.act("count")
        page.acting.go.click()
        room.wait(lambda: not page.acting.isVisible() and room.jobs.running == 0)
        for tab in ("unit", "lot", "why", "past"):
            page.open_row(page.table.stock.row(0))
            page.detail.tabs.show_tab(tab)
            room.quiet()
            assert not page.detail.error.isVisible(), tab
        page.saved.keep("Cups", False)
        room.wait(lambda: [chip.text() for chip in page.views.chips] == ["Cups"] and room.jobs.running == 0)
    finally:
        rooms.close()


def test_a_table_is_tried_posted_and_taken_back_in_the_explorer(room, ground, tmp_path):
    rooms = OpenRooms(room.window)
    rooms.admit(Opened(room.session, room.page.view.picture.plan, EarlyFloor(room.session)))
    table = tmp_path / "moves.csv"
    try:
        room.window.open("inventory", "sku:=CUP")
        page = room.window.pages.currentWidget()
        room.wait(lambda: page.table.stock.ended and room.jobs.running == 0)
        page.chores.import_table()
        table.write_text("SKU,From,To,Quantity\nCUP,A-01-01-1,A-01-04-1,10\nCUPP,A-01-02-1,A-01-04-1,99\n")
        page.mass.try_file(table)
        room.quiet()
        assert page.mass.problems.lines.rowCount() >= 1
        assert not page.mass.go.isEnabled()
        table.write_text("SKU,From,To,Quantity\nCUP,A-01-01-1,A-01-04-1,10\nCUP,A-01-02-1,A-01-04-1,12\n")
        page.mass.again.click()
        room.quiet()
        assert page.mass.go.text() == "Post 2 rows"
        page.mass.go.click()
        room.wait(lambda: not page.mass.isVisible() and room.jobs.running == 0)
        held = {page.table.stock.row(n).location: int(page.table.stock.row(n).quantity) for n in range(2)}
        assert held == {"A-01-01-1": 30, "A-01-04-1": 22}
        next(reversed(room.window._toasts._timers))._undone()
        room.wait(lambda: room.jobs.running == 0 and page.table.stock.row(1).location == "A-01-02-1")
    finally:
        rooms.close()


def test_a_bins_foot_leads_straight_to_moving_and_holding_its_stock(room, ground):
    rooms = OpenRooms(room.window)
    rooms.admit(Opened(room.session, room.page.view.picture.plan, EarlyFloor(room.session)))
    try:
        foot = room.page.drill.foot
        room.page.acts.open_bin(room.location("A-01-01-1"))
        room.quiet()
        assert foot.to_move.isVisible()
        assert foot.to_move.isEnabled()
        foot.to_hold.click()
        page = room.window.pages.currentWidget()
        room.wait(lambda: page.acting.isVisible() and room.jobs.running == 0)
        assert say(page.finder.search) == "bin:=A-01-01-1"
        assert [(row.sku, row.location) for row in page.table.choice()] == [("CUP", "A-01-01-1")]
        assert page.acting.go.text().startswith("Hold")
        page.acting.hide()
        foot.to_move.click()
        room.wait(lambda: page.acting.isVisible() and room.jobs.running == 0)
        assert page.acting.go.text().startswith("Move")
    finally:
        rooms.close()
