"""The elevation beside the plan: it follows the pointer and the choice, keys go from bin to bin and rack to rack."""

import numpy as np
import plan_ground
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import FILL
from app.heat.plan import FloorPlan
from app.heat.rows import LocationRow, RackRow
from app.ui.heat.rack_pane import RackPane
from app.ui.heat.view import HeatView

LEFT = Qt.MouseButton.LeftButton


def floor():
    """Two rows back to back with three levels, and one alone."""
    racks = [
        RackRow(1, None, "L1", 6_000, 4_500, 0, 8_000, 1_000, 4_000, 10, 3),
        RackRow(2, None, "R1", 6_000, 3_400, 180, 8_000, 1_000, 4_000, 10, 3),
        RackRow(3, None, "S1", 6_000, 9_000, 0, 8_000, 1_000, 4_000, 10, 3),
    ]
    bins = [
        LocationRow(r * 1000 + level * 100 + c, f"{r}-{c:02d}-{level + 1}", "pick", None, r, c, level)
        for r in (1, 2, 3)
        for level in range(3)
        for c in range(10)
    ]
    return FloorPlan.build([], racks, bins)


@pytest.fixture
def pane(qtbot, theme):
    plan = floor()
    grid = HeatGrid(plan)
    ids = plan.locations.ids
    n = len(ids)
    grid.seed(facts_rows(ids, quants=np.ones(n), on_hand=np.ones(n), picks_hour=ids % 1000 // 10, fill=np.full(n, 0.5)))
    room = QWidget()
    view = HeatView(grid, theme)
    made = RackPane(view, theme)
    column = QVBoxLayout(room)
    column.addWidget(view, 1)
    column.addWidget(made)
    qtbot.addWidget(room)
    room.resize(700, 700)
    room.show()
    made.keep_within(700)
    made.view, made.room = view, room
    return made


def image_at(widget, box):
    image = widget.grab().toImage()
    return image.pixel(box.center().toPoint())


def test_it_follows_the_pointer_and_goes_back_to_the_chosen_rack(pane, qtbot):
    pane.open_pane()
    pane.view.choice.choose(1003)
    assert pane.title.text() == "Rack L1"
    qtbot.mouseMove(pane.view, plan_ground.spot(pane.view, 3004))
    assert pane.title.text() == "Rack S1"
    qtbot.mouseMove(pane.view, QPoint(3, 3))
    assert pane.title.text() == "Rack L1"
    assert "back to back with R1" in pane.note.text()
    assert pane.faces.names == ("L1", "R1")


def test_every_level_has_its_colour(pane):
    pane.open_pane()
    pane.view.choice.choose(1003)
    table, picture = pane.view.inks.table, pane.view.picture
    for location in (1000, 1009, 1100, 1205, 2209, 2001):
        index = picture.plan.index(location)
        severity = picture.scale.severity(np.array([picture.value_of(index)]))
        box = pane.faces.box_of(location)
        expected = int(table[int(np.rint(severity[0] * 251))])
        assert image_at(pane.faces, QRectF(box.left(), box.top(), 4, 4)) == expected, location


def test_a_click_drills_and_arrows_move_the_ring_over_both_faces(pane, qtbot):
    pane.open_pane()
    pane.view.choice.choose(1003)
    opened = []
    pane.opened.connect(opened.append)
    qtbot.mouseClick(pane.faces, LEFT, pos=pane.faces.box_of(1108).center().toPoint())
    assert opened == [1108]
    assert pane.view.choice.location_id == 1108
    qtbot.keyClick(pane.faces, Qt.Key.Key_Up)
    assert pane.view.choice.location_id == 1208
    qtbot.keyClick(pane.faces, Qt.Key.Key_Right)
    qtbot.keyClick(pane.faces, Qt.Key.Key_Right)
    assert pane.view.choice.location_id == 2200, "past the last bay one comes to the face beside it"
    qtbot.keyClick(pane.faces, Qt.Key.Key_Return)
    assert opened == [1108, 2200]


def test_keys_go_from_rack_to_rack_and_the_other_side_turns_them(pane, qtbot):
    pane.open_pane()
    assert pane.title.text() == "Rack L1"
    qtbot.mouseClick(pane.on, LEFT)
    assert pane.title.text() == "Rack R1"
    qtbot.mouseClick(pane.on, LEFT)
    assert pane.title.text() == "Rack S1"
    assert (
        pane.view.picture.plan.locations.codes[pane.view.picture.plan.index(pane.view.choice.location_id)] == "3-04-1"
    )
    pane.step(1)
    assert pane.title.text() == "Rack L1"
    before = pane.faces.box_of(1000).left()
    qtbot.mouseClick(pane.flip_button, LEFT)
    assert pane.faces.names == ("R1", "L1")
    assert pane.faces.box_of(1000).left() > pane.faces.box_of(1009).left()
    assert pane.faces.box_of(1000).left() > before
    assert "from the other side" in pane.note.text()


def test_live_changes_and_other_metrics_are_taken_in(pane, qtbot):
    pane.open_pane()
    pane.view.choice.choose(1003)
    box = pane.faces.box_of(1003)
    before = image_at(pane.faces, QRectF(box.left(), box.top(), 4, 4))
    pane.view.picture.grid.apply(facts_rows([1003], quants=[1], on_hand=[1], picks_hour=[24]))
    qtbot.waitUntil(lambda: image_at(pane.faces, QRectF(box.left(), box.top(), 4, 4)) != before, timeout=1000)
    pane.view.show_metric(FILL)
    assert "fill" in pane.note.text()


def test_a_rack_wider_than_the_pane_shows_the_columns_about_the_bin(pane, qtbot):
    pane.open_pane()
    pane.window().resize(200, 700)
    pane.faces.setFixedWidth(96)
    for location in (3000, 3009):
        pane.view.choice.choose(location)
        box = pane.faces.box_of(location)
        assert not box.isNull()
        assert QRectF(pane.faces.rect()).contains(box)


def test_hidden_it_reads_nothing(pane, monkeypatch):
    read = []
    monkeypatch.setattr(pane.faces, "show_faces", lambda *args: read.append(args))
    pane.view.choice.choose(1003)
    pane.view.show_metric(FILL)
    assert read == []
    pane.open_pane()
    assert read


def test_escape_closes_it(pane, qtbot):
    closed = []
    pane.closed.connect(lambda: closed.append(True))
    pane.open_pane()
    qtbot.keyClick(pane.faces, Qt.Key.Key_Escape)
    assert pane.isHidden()
    assert closed == [True]
