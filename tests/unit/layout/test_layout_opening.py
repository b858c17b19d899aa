"""Opening what the database has: every bin of the demo warehouse is still where, and what, it was."""

from dataclasses import replace
from functools import cache

import layout_ground as ground
import pytest

from app.layout.checks import Known, check_all, fixes_for
from app.layout.corridors import corridors
from app.layout.elements import Aisle, Door, Rack
from app.layout.opening import from_import
from app.layout.publish import to_import
from app.layout.slots import slot_count
from app.layout.table import Layout
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec

KEPT = ("kind", "zone", "rack", "column", "level", "width", "height", "class", "pick_sequence")


@cache
def demo():
    return build(DemoSpec(bins=1_500)).document()


@cache
def opened():
    return from_import(demo())


def test_every_bin_keeps_its_address_place_size_class_and_sequence():
    there = {row["code"]: row for row in to_import(opened().layout)["locations"]}
    assert there.keys() == {row["code"] for row in demo()["locations"]}
    for row in demo()["locations"]:
        now = there[row["code"]]
        assert [now[name] for name in KEPT] == [
            pytest.approx(row[name]) if name == "width" else row[name] for name in KEPT
        ]
        assert (now["x"], now["y"], now["z"]) == tuple(pytest.approx(row[name], abs=2) for name in ("x", "y", "z"))
    assert opened().without_walk == ()


def test_the_pattern_is_recognised_so_that_no_bin_needs_a_name_of_its_own():
    assert sum(len(rack.names) for rack in opened().layout.of(Rack)) == 0


def test_rooms_get_their_doors_back_and_walls_come_out_as_they_went_in():
    layout = opened().layout
    assert len(layout.of(Door)) == 3
    before = {row["code"]: row["points"] for row in demo()["fixtures"] if row["kind"] == "wall"}
    after = {row["code"]: row["points"] for row in to_import(layout)["fixtures"] if row["kind"] == "wall"}
    assert after.keys() == before.keys()
    for code, points in before.items():
        assert sorted(map(tuple, after[code])) == [pytest.approx(p, abs=1) for p in sorted(map(tuple, points))]


def test_the_demo_house_passes_every_check_for_ways_are_laid_to_all_its_aisles():
    assert check_all(opened().layout) == ()
    assert check_all(from_import(build(DemoSpec(bins=4_000)).document()).layout) == ()


def test_without_ways_there_is_one_finding_for_all_racks_and_one_fix():
    layout = from_import(demo(), ways=False).layout
    (finding,) = check_all(layout)
    assert finding.check == "unreachable"
    cut = [rack for rack in layout.of(Rack) if rack.aisle in finding.others]
    assert finding.bins == sum(map(slot_count, cut))
    assert len(cut) > 30
    (fix,) = fixes_for(layout, finding)
    assert fix.put == ()
    assert check_all(Layout([*layout.elements.values(), *fix.elements(layout)])) == ()


def test_aisles_that_were_cut_off_before_stop_nothing_but_one_more_does():
    layout = from_import(demo(), ways=False).layout
    known = Known.of(check_all(layout))
    (now,) = check_all(layout)
    assert known.covers(now)
    assert known.covers(replace(now, element=now.others[0], others=now.others[1:])), "fewer than before"
    assert not known.covers(replace(now, others=(*now.others, layout.of(Rack)[0].id)))
    assert not Known().covers(now)


def test_ways_are_laid_where_there_is_something_to_join_and_only_there():
    elements = from_import(demo(), ways=False).layout.elements.values()
    bare = [replace(e, aisle=None) if isinstance(e, Rack) else e for e in elements if not isinstance(e, Aisle)]
    assert corridors(Layout(bare)) == ()
    drawn = ground.house()
    apart = Layout(e for e in drawn.elements.values() if not (isinstance(e, Aisle) and e.cross))
    assert {finding.check for finding in check_all(apart)} == {"unreachable"}
    assert check_all(Layout([*apart.elements.values(), *corridors(apart)])) == ()


def test_a_layout_drawn_here_comes_back_with_the_same_bins():
    document = ground.house(angle=25.0)
    before = to_import(document)
    after = to_import(from_import(before).layout)
    keyed = {row["code"]: row for row in after["locations"]}
    for row in before["locations"]:
        now = keyed[row["code"]]
        assert {k: now[k] for k in KEPT} == {k: row[k] for k in KEPT}
        assert (now["x"], now["y"], now["z"]) == tuple(pytest.approx(row[k], abs=0.3) for k in ("x", "y", "z"))
