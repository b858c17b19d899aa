"""Drawing tools, by mouse and by key alone; what is refused is said at the pointer and nothing is drawn."""

from dataclasses import replace

import pytest
from board_ground import ALT, CTRL, rows
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.layout.elements import Aisle, Caption, Charger, Door, Obstacle, Place, Rack, Wall, Zone


def options(bench, **changes):
    bench.canvas.tool_options = replace(bench.canvas.tool_options, **changes)


def test_zones_places_and_chargers_are_drawn_as_one_step_each(bench):
    steps = len(bench.done())
    bench.tool("zone")
    bench.drag((17, 10), (27, 18))
    (zone,) = [zone for zone in bench.of(Zone) if zone.code == "B"]
    assert (zone.width, zone.depth) == (pytest.approx(10_000, abs=200), pytest.approx(8_000, abs=200))
    bench.tool("place")
    bench.click(22, 12)
    (place,) = [place for place in bench.of(Place) if place.id != "dock"]
    assert place.zone == zone.id
    bench.tool("charger")
    bench.drag((25, 2), (26.5, 4))
    assert len(bench.of(Charger)) == 1
    assert len(bench.done()) == steps + 3


def test_a_dragged_aisle_is_one_and_clicked_points_are_a_chain(bench):
    before = len(bench.of(Aisle))
    bench.tool("aisle")
    bench.drag((17, 12), (27, 12))
    assert len(bench.of(Aisle)) == before + 1
    for spot in ((17, 14), (22, 14), (22, 18)):
        bench.click(*spot)
    bench.key(Qt.Key.Key_Return)
    assert len(bench.of(Aisle)) == before + 3
    assert len({(aisle.zone, aisle.code) for aisle in bench.of(Aisle)}) == before + 3
    assert {"01", "02", "03"} <= {aisle.code for aisle in bench.of(Aisle) if aisle.zone is None}, "not of another zone"


def test_a_wall_closes_at_its_first_point_and_a_door_goes_into_it(bench):
    bench.tool("wall")
    for spot in ((18, 9), (26, 9), (26, 13), (18, 13), (18, 9)):
        bench.click(*spot)
    (wall,) = [wall for wall in bench.of(Wall) if wall.id != "wall"]
    assert wall.points[0] == wall.points[-1]
    assert len(wall.points) == 5
    bench.tool("door")
    bench.click(22, 9)
    (door,) = bench.of(Door)
    assert door.wall == wall.id
    assert door.y == pytest.approx(wall.points[0][1])
    bench.click(12, 16)
    assert len(bench.of(Door)) == 1
    assert "no wall" in bench.canvas.board.remark.text


def test_an_outline_that_crosses_itself_is_refused_in_words_and_nothing_is_drawn(bench):
    options(bench, obstacle=replace(bench.canvas.tool_options.obstacle, shape="polygon"))
    bench.tool("obstacle")
    before = bench.text
    for spot in ((18, 10), (24, 16), (24, 10), (18, 16)):
        bench.click(*spot)
    assert "cross itself" in bench.canvas.board.remark.text
    assert bench.text == before
    bench.key(Qt.Key.Key_Escape)
    assert bench.text == before
    for spot in ((18, 10), (24, 10), (24, 16), (18, 16)):
        bench.click(*spot)
    bench.key(Qt.Key.Key_Return)
    assert len(bench.of(Obstacle)[0].points) == 4


def test_words_are_typed_where_they_stand(bench):
    bench.tool("caption")
    bench.click(18, 16)
    QTest.keyClicks(bench.canvas, "Gate 4")
    bench.key(Qt.Key.Key_Return)
    assert sorted(caption.text for caption in bench.of(Caption)) == ["Gate 4", "Out"]


def test_a_rack_is_drawn_along_its_front(bench):
    bench.tool("rack")
    bench.drag((16, 12), (27.5, 12))
    (rack,) = [rack for rack in bench.of(Rack) if not rack.code.startswith("A0")]
    assert (len(rack.bays), rack.angle) == (4, 0.0)
    assert rack.y + rack.depth / 2 == pytest.approx(12_000, abs=150)


def test_everything_can_be_drawn_without_a_mouse(bench):
    bench.tool("zone")
    bench.key(Qt.Key.Key_Right)
    start = bench.canvas.board.cross
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Right, times=6)
    bench.key(Qt.Key.Key_Down, times=4)
    bench.key(Qt.Key.Key_Return)
    (zone,) = [zone for zone in bench.of(Zone) if zone.code == "B"]
    assert (zone.x, zone.y, zone.width, zone.depth) == (start[0] + 3_000, start[1] + 2_000, 6_000, 4_000)
    before = len(bench.of(Aisle))
    bench.tool("aisle")
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Right, times=5)
    bench.key(Qt.Key.Key_Return)
    bench.key(Qt.Key.Key_Return)  # twice at one point ends
    assert len(bench.of(Aisle)) == before + 1


def test_rows_are_spanned_shown_with_their_collisions_moved_and_placed_by_enter(bench):
    bench.tool("rows")
    options(bench, rack=replace(bench.canvas.tool_options.rack, template=rows().template))
    bench.drag((16, 8), (27, 17))
    plan = bench.session.row_plan
    assert (plan.bays, plan.aisles) == (12, 3)
    bench.canvas.repaint()
    tool = bench.canvas.tools.rows
    assert tool.ghost.bad == frozenset()
    before = len(bench.of(Rack))
    bench.session.plan_rows(replace(plan, x=12_000.0))
    bench.canvas.repaint()
    assert tool.ghost.bad
    bench.drag((18, 12), (22, 12))
    assert bench.session.row_plan.x == pytest.approx(16_000, abs=300)
    bench.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert bench.session.row_plan.bays == 13
    bench.key(Qt.Key.Key_Return)
    assert len(bench.of(Rack)) == before + 6
    assert bench.done()[-1] == f"Place {3 * 2 * 13 * 5} bins"
    assert (bench.session.row_plan, bench.session.tool) == (None, "choose")
    bench.key(Qt.Key.Key_Z, CTRL)
    assert len(bench.of(Rack)) == before


def test_escape_gives_the_rows_up(bench):
    before = bench.text
    bench.tool("rows")
    bench.session.plan_rows(rows(new_zone="B", x=17_000.0, y=10_000.0))
    bench.key(Qt.Key.Key_Escape)
    assert bench.session.row_plan is None
    assert bench.text == before


def test_measuring_and_calibrating_tell_their_two_points(bench):
    told = []
    bench.session.points_picked.connect(told.append)
    bench.tool("measure")
    bench.click(16, 14)
    bench.click(20, 14)
    assert told[-1][1][0] - told[-1][0][0] == pytest.approx(4_000, abs=200)
    assert "4.0" in bench.canvas.tools.current.words()
    bench.tool("calibrate")
    bench.drag((16.03, 14), (20, 17))
    assert len(told) == 2
    bench.tool("route")
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    assert told[-1][0][2] == rack.id
    assert told[-1][0][3] is not None


def test_a_rack_drawn_along_an_aisle_is_picked_from_it_and_an_aisle_takes_racks_that_had_none(bench):
    bench.tool("rack")
    bench.drag((16, 16), (26, 16), ALT)
    rack = next(one for one in bench.of(Rack) if one.code == "R-01")
    assert bench.done()[-1] == "Draw rack R-01"
    assert rack.aisle is None
    bench.tool("aisle")
    bench.drag((15, 17.5), (27, 17.5), ALT)
    aisle = bench.document.elements[bench.document.elements[rack.id].aisle]
    assert bench.done()[-1] == f"Draw aisle {aisle.code}", "the step is named after what is new"
    assert bench.session.selection == {aisle.id}
    assert aisle.ay == pytest.approx(17_500, abs=60)
    bench.tool("rack")
    bench.drag((26, 19), (16, 19), ALT)
    facing = next(one for one in bench.of(Rack) if one.code == "R-02")
    assert facing.aisle == aisle.id, "drawn the other way it looks back into the aisle"
    bench.document.undo()
    bench.document.undo()
    assert bench.document.elements[rack.id].aisle is None, "one step"


def test_what_is_drawn_is_named_by_what_it_is_for(bench):
    options = bench.canvas.tool_options
    bench.canvas.tool_options = replace(options, place=replace(options.place, use="dock"))
    bench.tool("place")
    bench.click(25, 15)
    assert bench.done()[-1] == "Draw dock DOCK-01"


def test_a_measured_way_is_told_across_and_down_as_well(bench):
    bench.tool("measure")
    bench.click(18, 12)
    bench.click(22, 15)
    words = bench.canvas.tools.current.words()
    assert words.startswith("5.00 m · 36.9°")
    assert words.endswith("4.00 m across, 3.00 m down")
