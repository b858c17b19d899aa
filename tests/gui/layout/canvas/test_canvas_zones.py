"""Zones as a whole: taken by their name, turned, mirrored and copied with what belongs to them."""

import math

import pytest
from board_ground import ALT, CTRL
from PySide6.QtCore import QPoint, Qt

from app.layout.elements import Aisle, Door, Rack, Wall, Zone
from app.layout.racking import ElementId
from app.ui.layout.arranging import Arranging


def zone_of(bench):
    (zone,) = bench.of(Zone)
    return zone


def name_of(bench):
    """A pixel in the middle of the zone's letter."""
    zone = zone_of(bench)
    return bench.canvas.to_px(zone.x - zone.width / 2, zone.y - zone.depth / 2).toPoint() + QPoint(7, -9)


def turn_about(point, degrees, centre):
    angle = math.radians(degrees)
    x, y = point[0] - centre[0], point[1] - centre[1]
    return (
        centre[0] + x * math.cos(angle) - y * math.sin(angle), centre[1] + x * math.sin(angle) + y * math.cos(angle),
    )  # fmt: skip


def test_a_click_on_its_name_takes_a_zone_and_one_beside_it_does_not(bench):
    at = bench.canvas.to_plan(name_of(bench))
    bench.click(at[0] / 1_000, at[1] / 1_000)
    assert bench.session.selection == {zone_of(bench).id}
    bench.session.select(())
    bench.click((at[0] + 60 / bench.canvas.px_per_mm) / 1_000, at[1] / 1_000)
    assert bench.session.selection == frozenset()
    bench.session.hide("zones", True)
    bench.click(at[0] / 1_000, at[1] / 1_000)
    assert bench.session.selection == frozenset()


def test_turned_by_its_handle_a_zone_takes_racks_and_aisles_along_and_with_control_it_does_not(bench):
    zone = zone_of(bench)
    racks = {rack.id: rack for rack in bench.of(Rack)}
    aisles = {aisle.id: aisle for aisle in bench.of(Aisle)}
    bench.session.select([zone.id])
    handle = bench.canvas.tools.choose.frame.turner(bench.canvas.camera)[0]
    bench.drag_px(handle, QPoint(60, 40))
    by = zone_of(bench).angle - zone.angle
    assert by != 0
    for rack in bench.of(Rack):
        assert (rack.angle - racks[rack.id].angle) % 360 == pytest.approx(by % 360)
        x, y = turn_about((racks[rack.id].x, racks[rack.id].y), by, (zone.x, zone.y))
        assert (rack.x, rack.y) == (pytest.approx(x, abs=0.2), pytest.approx(y, abs=0.2))
    for aisle in bench.of(Aisle):
        was = aisles[aisle.id]
        x, y = turn_about((was.ax, was.ay), by, (zone.x, zone.y))
        assert (aisle.ax, aisle.ay) == (pytest.approx(x, abs=0.2), pytest.approx(y, abs=0.2))
    assert bench.done()[-1] == "Rotate zone A"
    bench.document.undo()
    assert {rack.id: rack for rack in bench.of(Rack)} == racks, "one step"
    bench.drag_px(handle, QPoint(60, 40), CTRL)
    assert zone_of(bench).angle != zone.angle
    assert {rack.id: rack for rack in bench.of(Rack)} == racks


def test_acts_on_a_zone_take_its_contents_unless_it_is_said_otherwise(bench):
    zone, racks = zone_of(bench), len(bench.of(Rack))
    bench.session.select([zone.id])
    acts = Arranging(bench.session, lambda: bench.canvas.tool_options.choose.contents)
    before = {rack.id: rack.x for rack in bench.of(Rack)}
    acts.mirror(90.0)
    assert all(rack.x - zone.x == pytest.approx(zone.x - before[rack.id], abs=0.2) for rack in bench.of(Rack))
    bench.document.undo()
    acts.duplicate()
    assert len(bench.of(Rack)) == 2 * racks
    copy = next(one for one in bench.of(Zone) if one.id != zone.id)
    assert bench.session.selection == {copy.id}, "the next move takes the copy along as well"
    assert sum(rack.zone == copy.id for rack in bench.of(Rack)) == racks
    bench.document.undo()
    bench.session.select([zone.id, ElementId("dock")])
    acts.align("left")
    left = min(zone.x - zone.width / 2, 18_500.0)
    shift = left - (zone.x - zone.width / 2)
    assert {rack.x - before[rack.id] for rack in bench.of(Rack)} == {shift}
    bench.document.undo()
    bench.session.select([zone.id])
    acts.delete_whole()
    assert not bench.of(Rack)
    assert bench.done()[-1].startswith("Delete zone A with ")
    bench.document.undo()
    assert len(bench.of(Rack)) == racks


def test_what_is_copied_is_put_down_where_the_mouse_is_or_where_it_was(bench):
    rack = bench.rack("A01L1")
    bench.click(*bench.at(rack))
    bench.key(Qt.Key.Key_C, CTRL)
    bench.move(25, 15)
    bench.key(Qt.Key.Key_V, CTRL)
    (copy,) = bench.session.chosen()
    assert (copy.x, copy.y) == (pytest.approx(25_000, abs=120), pytest.approx(15_000, abs=120))
    Arranging(bench.session, lambda: True).paste(None, (0.0, 0.0), in_place=True)
    (copy,) = bench.session.chosen()
    assert (copy.x, copy.y) == (rack.x, rack.y)


def test_a_drag_of_a_thin_rack_moves_it_and_a_deep_one_keeps_the_handles_of_its_sides(bench):
    rack = bench.rack("A01L1")
    bench.session.select([rack.id])
    assert rack.depth * bench.canvas.px_per_mm < 20
    bench.drag(bench.at(rack), (rack.x / 1_000 + 2, rack.y / 1_000 + 2), ALT)
    moved = bench.rack("A01L1")
    assert moved.depth == rack.depth
    assert moved.y - rack.y == pytest.approx(2_000, abs=60)
    bench.session.select([ElementId("dock")])
    frame = bench.canvas.tools.choose.frame
    assert {"n", "s", "e", "w"} <= {grip for grip, _ in frame.places(bench.canvas.camera)}


def test_doors_go_with_their_wall_whoever_moves_or_turns_it(bench):
    wall = next(iter(bench.document.of(Wall)))
    door = Door(id=ElementId("gate"), floor=wall.floor, wall=wall.id, code="G1", x=15_000, y=0, width=3_000)
    with bench.document.transaction("Door"):
        bench.document.put(door)
    bench.session.select([wall.id])
    bench.key(Qt.Key.Key_Down)
    assert bench.document.elements["gate"].y == 100
    bench.document.undo()
    Arranging(bench.session, lambda: True).rotate(90.0)
    turned = bench.document.elements["gate"]
    assert (turned.x, turned.y) == (pytest.approx(25_000), pytest.approx(10_000)), "in the right wall now"
