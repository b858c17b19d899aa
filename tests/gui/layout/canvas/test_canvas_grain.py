"""What the hand works on (zones, racks, bins), and rows that are turned before they are placed."""

import pytest
from board_ground import ALT, SHIFT, rows
from PySide6.QtCore import QPoint, Qt

from app.layout.elements import Rack, Zone
from app.layout.templates import TEMPLATES


def codes(bench):
    return sorted((element.kind, element.code) for element in bench.session.chosen())


def test_working_on_zones_a_click_or_a_box_anywhere_takes_the_zone_and_a_drag_moves_it(bench):
    rack, (zone,) = bench.rack("A01L1"), bench.of(Zone)
    bench.session.work_on("zones")
    bench.click(*bench.at(rack))
    assert codes(bench) == [("zone", "A")]
    bench.session.select(())
    bench.drag((29, 19), (1, 1))
    assert codes(bench) == [("zone", "A")]
    bench.session.select(())
    bench.drag(bench.at(rack), (rack.x / 1_000 + 2, rack.y / 1_000 + 3), ALT)
    assert bench.done()[-1] == "Move zone A"
    assert bench.of(Zone)[0].x - zone.x == pytest.approx(2_000, abs=60)
    bench.session.work_on("racks")
    bench.click(*bench.at(bench.rack("A02R1")))
    assert codes(bench) == [("rack", "A02R1")]


def test_working_on_bins_a_click_takes_a_bin_of_whatever_rack_it_meets(bench):
    one, two = bench.rack("A01L1"), bench.rack("A02R1")
    bench.session.work_on("bins")
    bench.click((one.x - one.length / 2 + 450) / 1_000, one.y / 1_000)
    assert bench.session.inside == one.id
    assert {key[0] for key in bench.session.slots} == {0}
    bench.click((two.x + two.length / 2 - 450) / 1_000, two.y / 1_000)
    assert bench.session.inside == two.id
    assert {key[0] for key in bench.session.slots} in ({9}, {0}), "the bay at that end"
    bench.session.select([one.id])
    assert bench.session.inside is None, "what is chosen elsewhere, by a check or a query, leaves the rack"


def test_rows_to_come_show_as_much_as_is_worked_on_and_collide_alike(bench):
    plan = rows(x=6_000.0, y=5_500.0, new_zone="N")
    bench.tool("rows")
    bench.session.plan_rows(plan)
    tool = bench.canvas.tools.rows
    seen = {}
    for grain in ("zones", "racks", "bins"):
        bench.session.work_on(grain)
        assert tool.look()
        shown = tool.ghost.shown.elements.values()
        seen[grain] = {kind.kind for kind in shown}, sum(len(one.bays) for one in shown if isinstance(one, Rack))
        assert tool.ghost.bad, "racks stand there"
    assert seen["zones"] == ({"zone"}, 0)
    assert seen["racks"][1] == seen["bins"][1] == 40
    bench.session.plan_rows(rows(new_zone="", zone=bench.of(Zone)[0].id, x=6_000.0))
    bench.session.work_on("zones")
    assert tool.look()
    assert any(isinstance(one, Rack) for one in tool.ghost.shown.elements.values()), "there is no zone to show"
    pallets = rows(template=TEMPLATES["selective"], new_zone="N", bays=3)
    bench.session.plan_rows(pallets)
    bins = {}
    for grain in ("racks", "bins"):
        bench.session.work_on(grain)
        assert tool.look()
        found = [one for one in tool.ghost.shown.elements.values() if isinstance(one, Rack)]
        bins[grain] = {bay.widest for rack in found for bay in rack.bays}
    assert bins == {"racks": {1}, "bins": {3}}


def test_rows_turn_about_their_middle_by_handle_and_by_key(bench):
    plan = rows(x=17_000.0, y=11_000.0, new_zone="N", bays=6, aisles=1)
    bench.tool("rows")
    bench.session.plan_rows(plan)
    handle = bench.canvas.tools.rows._frame().turner(bench.canvas.camera)[0]
    bench.drag_px(handle, QPoint(30, 30), SHIFT)
    turned = bench.session.row_plan
    assert turned.angle % 15 == 0
    assert turned.angle != 0
    bench.session.plan_rows(plan)
    bench.key(Qt.Key.Key_Period)
    assert bench.session.row_plan.angle == 90
    for _ in range(3):
        bench.key(Qt.Key.Key_Period)
    back = bench.session.row_plan
    assert (back.x, back.y, back.angle) == (pytest.approx(plan.x, abs=0.5), pytest.approx(plan.y, abs=0.5), 0)
    bench.key(Qt.Key.Key_Comma, ALT)
    assert bench.session.row_plan.angle == 359
