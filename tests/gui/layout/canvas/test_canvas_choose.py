"""Choosing, moving, turning and stretching by mouse and by key: one step of undo each, nothing after Esc."""

from dataclasses import replace

import pytest
from board_ground import ALT, CTRL, SHIFT, picture
from PySide6.QtCore import QPoint, Qt

from app.layout.elements import Aisle, Rack, Zone


def codes(bench):
    return sorted(element.code for element in bench.session.chosen())


def test_a_click_chooses_shift_adds_and_free_floor_lets_go(bench):
    one, two = bench.rack("A01L1"), bench.rack("A02R1")
    bench.click(*bench.at(one))
    assert codes(bench) == ["A01L1"]
    bench.click(*bench.at(two), SHIFT)
    assert codes(bench) == ["A01L1", "A02R1"]
    bench.click(*bench.at(two), SHIFT)
    assert codes(bench) == ["A01L1"]
    bench.click(26, 12)
    assert codes(bench) == []


def test_a_drag_moves_by_one_step_of_undo_and_catches_the_grid(bench):
    rack = bench.rack("A01L1")
    bench.session.set_snap(edges=False, centres=False)
    bench.drag(bench.at(rack), (rack.x / 1_000 + 3.02, rack.y / 1_000 + 9.03))
    moved = bench.rack("A01L1")
    assert (moved.x - rack.x) == pytest.approx(3_000, abs=110)
    assert (moved.x - moved.length / 2) % 100 == pytest.approx(0, abs=0.2)
    assert bench.done()[-1] == "Move rack A01L1"
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.rack("A01L1") == rack


def test_shift_keeps_the_axis_and_alt_switches_snap_off(bench):
    rack = bench.rack("A01L1")
    start = bench.at(rack)
    bench.drag(start, (start[0] + 4, start[1] + 1), SHIFT)
    assert bench.rack("A01L1").y == rack.y
    assert bench.rack("A01L1").x > rack.x + 3_000
    bench.key(Qt.Key.Key_Z, CTRL)
    bench.drag_px(bench.canvas.to_px(rack.x, rack.y), QPoint(0, 37), ALT)
    assert bench.rack("A01L1").y - rack.y == pytest.approx(37 / bench.canvas.px_per_mm, abs=0.1)


def test_escape_in_a_drag_leaves_everything_as_it_was(bench):
    before, rack = bench.text, bench.rack("A01L1")
    bench.press(*bench.at(rack))
    bench.move(rack.x / 1_000 + 5, rack.y / 1_000 + 5)
    assert bench.canvas.tools.current.busy
    bench.key(Qt.Key.Key_Escape)
    bench.release(rack.x / 1_000 + 5, rack.y / 1_000 + 5)
    assert bench.text == before
    assert not bench.canvas.tools.current.busy


def test_a_racks_edge_catches_on_its_neighbours_edge(bench):
    dock, rack = bench.document.elements["dock"], bench.rack("A01L1")
    off = 5 / bench.canvas.px_per_mm
    by = rack.x + rack.length / 2 - (dock.x + dock.width / 2) + off
    bench.drag((dock.x / 1_000, dock.y / 1_000), ((dock.x + by) / 1_000, (dock.y + 11_000) / 1_000))
    moved = bench.document.elements["dock"]
    assert moved.x + moved.width / 2 == pytest.approx(rack.x + rack.length / 2, abs=0.2)


def test_a_band_to_the_right_takes_what_lies_in_it_to_the_left_what_it_touches(bench):
    bench.drag((18, 12), (28, 2), SHIFT)
    assert codes(bench) == ["D1"]
    bench.key(Qt.Key.Key_Escape)
    bench.drag((17.5, 12), (19.5, 4.5))
    assert codes(bench) == []
    bench.drag((19.5, 12), (17.5, 4.5))
    assert codes(bench) == ["D1"]


def test_alt_draws_a_lasso(bench):
    bench.press(17, 2, ALT)
    for spot in ((24, 2), (24, 8), (17, 8), (17, 2.5)):
        bench.move(*spot, ALT)
    bench.release(17, 2.5, ALT)
    assert codes(bench) == ["D1"]


def test_control_a_takes_all_but_what_is_hidden_or_locked(bench):
    bench.session.lock("walls", True)
    bench.session.hide("aisles", True)
    bench.key(Qt.Key.Key_A, CTRL)
    assert {element.kind for element in bench.session.chosen()} == {"rack", "zone", "place", "caption"}
    bench.click(0, 10)
    assert codes(bench) == []


def test_arrows_nudge_what_is_chosen_and_pan_where_nothing_is(bench):
    rack, stand = bench.rack("A01L1"), bench.canvas.camera.stand
    bench.click(*bench.at(rack))
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Down, SHIFT)
    assert (bench.rack("A01L1").x, bench.rack("A01L1").y) == (rack.x + 100, rack.y + 1_000)
    assert bench.canvas.camera.stand == stand
    bench.key(Qt.Key.Key_Escape)
    bench.key(Qt.Key.Key_Right)
    assert bench.canvas.camera.x > stand.x


def test_a_zone_takes_its_contents_along_but_with_control_or_where_the_tool_says_so(bench):
    (zone,) = bench.of(Zone)
    inside = {rack.id: (rack.x, rack.y) for rack in bench.of(Rack)}
    aisles = [(aisle.ax, aisle.ay) for aisle in bench.of(Aisle)]
    bench.session.select([zone.id])
    corner = (zone.x - zone.width / 4) / 1_000, (zone.y - zone.depth / 2 + 150) / 1_000  # no handle is there
    goal = corner[0] + 2, corner[1] + 1

    def shifts():
        return {
            (round(rack.x - inside[rack.id][0], 1), round(rack.y - inside[rack.id][1], 1)) for rack in bench.of(Rack)
        }

    bench.drag(corner, goal, ALT | CTRL)
    assert shifts() == {(0.0, 0.0)}, "the zone alone"
    bench.document.undo()
    bench.drag(corner, goal, ALT)
    by = (round(bench.of(Zone)[0].x - zone.x, 1), round(bench.of(Zone)[0].y - zone.y, 1))
    assert by != (0.0, 0.0)
    assert shifts() == {by}
    ways = {(round(a.ax - x, 1), round(a.ay - y, 1)) for a, (x, y) in zip(bench.of(Aisle), aisles, strict=True)}
    assert ways == {by}
    assert len(bench.done()) == 2, "one step of undo"
    bench.document.undo()
    options = bench.canvas.tool_options
    bench.canvas.tool_options = replace(options, choose=replace(options.choose, contents=False))
    bench.key(Qt.Key.Key_Right)
    assert shifts() == {(0.0, 0.0)}
    bench.document.undo()
    bench.canvas.tool_options = options
    bench.key(Qt.Key.Key_Right)
    assert shifts() == {(100.0, 0.0)}
    bench.document.undo()
    bench.session.lock("racks", True)
    bench.key(Qt.Key.Key_Right)
    assert shifts() == {(0.0, 0.0)}, "what is locked stays"
    assert bench.of(Zone)[0].x == zone.x + 100


def test_the_handle_above_turns_by_fifteen_degrees_with_shift(bench):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    frame = bench.canvas.tools.choose.frame
    bench.drag_px(frame.turner(bench.canvas.camera)[0], QPoint(14, 6), SHIFT)
    turned = bench.rack("A01L1")
    assert turned.angle % 15 == 0
    assert turned.angle != rack.angle
    assert (turned.x, turned.y) == (rack.x, rack.y)


def test_a_handle_at_the_end_of_a_rack_adds_bays_and_keeps_the_others(bench):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    frame = bench.canvas.tools.choose.frame
    bench.drag_px(bench.canvas.to_px(*frame.corner("e")), QPoint(round(1_850 * bench.canvas.px_per_mm), 0), ALT)
    longer = bench.rack("A01L1")
    assert len(longer.bays) == len(rack.bays) + 2
    assert longer.x - longer.length / 2 == pytest.approx(rack.x - rack.length / 2)
    bench.key(Qt.Key.Key_Left, ALT)
    assert len(bench.rack("A01L1").bays) == len(rack.bays) + 1


def test_a_side_of_a_place_follows_its_handle(bench):
    dock = bench.document.elements["dock"]
    bench.click(20, 5)
    frame = bench.canvas.tools.choose.frame
    bench.drag_px(bench.canvas.to_px(*frame.corner("se")), QPoint(30, 20))
    wider = bench.document.elements["dock"]
    assert wider.width > dock.width
    assert wider.depth > dock.depth
    assert wider.x - wider.width / 2 == pytest.approx(dock.x - dock.width / 2)


def test_delete_takes_out_and_undo_brings_back(bench):
    before = bench.text
    bench.click(20, 5)
    bench.key(Qt.Key.Key_Delete)
    assert "dock" not in bench.document.elements
    bench.key(Qt.Key.Key_Z, CTRL)
    assert bench.text == before


def test_a_double_click_enters_a_rack_and_delete_leaves_its_bay_out(bench):
    rack = bench.rack("A01L1")
    bench.double((rack.x - rack.length / 2 + 450) / 1_000, rack.y / 1_000)
    assert bench.session.inside == rack.id
    assert {key[0] for key in bench.session.slots} == {0}
    assert len(bench.session.slots) == 5
    bench.key(Qt.Key.Key_Right)
    assert {key[0] for key in bench.session.slots} == {1}
    bench.key(Qt.Key.Key_Delete)
    assert len(bench.rack("A01L1").missing) == 5
    bench.key(Qt.Key.Key_Escape)
    assert bench.session.inside is None


def test_copy_and_paste_give_codes_of_their_own(bench):
    bench.click(*bench.at(bench.rack("A01L1")))
    bench.key(Qt.Key.Key_C, CTRL)
    bench.key(Qt.Key.Key_V, CTRL)
    racks = [rack.code for rack in bench.document.of(Rack)]
    assert len(racks) == 5
    assert len(set(racks)) == 5


def test_a_query_chooses_by_what_things_are(bench):
    assert bench.canvas.select_where("kind:rack aisle:01") == 2
    assert codes(bench) == ["A01L1", "A01R1"]


def test_without_a_mouse_control_and_arrows_lead_a_cross_and_enter_chooses(bench):
    bench.key(Qt.Key.Key_Right, CTRL)
    at = bench.canvas.board.cross
    bench.key(Qt.Key.Key_Right, CTRL, times=round((20_000 - at[0]) / 1_000))
    steps = round((5_000 - at[1]) / 1_000)
    bench.key(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up, CTRL, times=abs(steps))
    bench.key(Qt.Key.Key_Return)
    assert codes(bench) == ["D1"]


def test_dot_and_comma_turn_by_a_quarter_with_shift_by_fifteen_degrees_and_with_alt_by_one(bench):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    bench.key(Qt.Key.Key_Period)
    assert bench.rack("A01L1").angle == 90
    bench.key(Qt.Key.Key_Comma, SHIFT)
    assert bench.rack("A01L1").angle == 75
    bench.key(Qt.Key.Key_Greater, SHIFT)
    assert bench.rack("A01L1").angle == 90, "the dot's key on a keyboard where Shift writes >"
    bench.key(Qt.Key.Key_Period, ALT)
    assert bench.rack("A01L1").angle == 91


def test_a_gap_too_narrow_for_the_truck_is_a_warning_and_back_to_back_is_none(bench):
    rack = bench.rack("A01R1")
    bench.press(*bench.at(rack))
    bench.move(rack.x / 1_000, rack.y / 1_000 - 0.5, ALT)
    gesture = bench.canvas.tools.choose._gesture
    warned = [(gap.distance, needed) for gap, needed in gesture._gaps if needed and gap.distance < needed[0] - 1]
    assert len(warned) == 1
    assert warned[0][0] == pytest.approx(1_300, abs=120)
    assert warned[0][1] == (1_500.0, "CART")
    bench.key(Qt.Key.Key_Escape)
    bench.release(rack.x / 1_000, rack.y / 1_000)


def test_the_mouse_frames_what_a_click_would_take_and_shows_what_a_drag_would_move(bench):
    rack, tool = bench.rack("A01L1"), bench.canvas.tools.choose
    bench.move(*bench.at(rack))
    assert tool.hovered == rack.id
    plain = picture(bench)
    bench.move(26, 12)
    assert tool.hovered is None
    assert picture(bench) != plain, "the frame is seen"
    bench.click(*bench.at(rack))
    bench.move(rack.x / 1_000 + 1, rack.y / 1_000)
    assert tool.hovered is None
    assert bench.canvas.cursor().shape() == Qt.CursorShape.SizeAllCursor
    bench.move(26, 12)
    assert bench.canvas.cursor().shape() == Qt.CursorShape.ArrowCursor
