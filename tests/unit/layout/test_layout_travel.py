"""The travel graph: lengths that are right, the same whether kept or made anew, honest about what is out of reach."""

from dataclasses import replace
from itertools import pairwise, product
from math import dist, inf

import layout_ground as ground
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_gestures import Dice, gesture

from app.domain.errors import Refusal
from app.layout.checks import check_all
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Door, Obstacle, Place, Rack, Truck, Wall
from app.layout.racking import ElementId
from app.layout.slots import slot_keys, slots
from app.layout.table import Layout
from app.layout.travel import BinAt, PlaceAt, PointAt, TravelGraph
from app.optimise.routing.grid import Grid
from app.optimise.routing.rules import walk_between

DOCK = PlaceAt(ElementId("dock"))


def every_bin(document):
    return [BinAt(rack.id, key) for rack in ground.racks(document) for key in slot_keys(rack)]


def edit(document, *elements, drop=()):
    with document.transaction("Edit"):
        document.remove(*drop)
        document.put(*elements)


def aisle(document, code):
    return ground.named(document, code)


def length_of(line):
    return sum(dist(a, b) for a, b in pairwise(line)) / 1_000


# ------------------------------------------------------------------------------------------------ lengths
@pytest.mark.parametrize("angle", [0.0, 25.0])
def test_distances_are_those_of_the_grid_that_was_generated(angle):
    document = ground.house(angle=angle)
    graph = TravelGraph.of(document)
    straight = ground.house()  # the same ids, unturned: where its bins are by arithmetic
    aisles = sorted({a.ay for a in straight.of(Aisle) if not a.cross})
    cross = sorted({a.ax for a in straight.of(Aisle) if a.cross})
    grid = Grid(tuple(aisles), tuple(cross))
    where = {}
    for rack in straight.of(Rack):
        y = straight.get(rack.aisle, Aisle).ay
        where |= {BinAt(rack.id, slot.key): (y, slot.x) for slot in slots(rack)}
    bins = every_bin(document)[::5]
    for one, other in product(bins, bins):
        assert graph.distance(one, other) * 1_000 == pytest.approx(walk_between(grid, where[one], where[other]), abs=1)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_journey_is_as_long_as_its_line_and_symmetric_without_one_way_rules(data):
    document = ground.house(angle=data.draw(st.sampled_from([0.0, 90.0, 33.0])))
    graph = TravelGraph.of(document)
    one, other = data.draw(st.sampled_from(every_bin(document))), data.draw(st.sampled_from(every_bin(document)))
    there = graph.journey(one, other)
    assert length_of(there.line) == pytest.approx(there.metres, abs=1e-3)
    assert there.metres == pytest.approx(graph.distance(other, one))
    assert there.seconds == pytest.approx(there.metres / 1.2)
    spots = [graph.spot(one), graph.spot(other), graph.spot(DOCK)]
    matrix = graph.matrix(spots)
    assert matrix[0, 1] == pytest.approx(there.metres)
    assert matrix[2, 0] == pytest.approx(graph.distance(DOCK, one))
    assert length_of(graph.line([spots[2], spots[0], spots[1]])) == pytest.approx(matrix[2, 0] + matrix[0, 1], abs=1e-3)


def test_bins_of_a_column_and_across_the_aisle_are_no_walk_apart_but_high_ones_take_time():
    levels = tuple(replace(level, height=1_000) for level in ground.SHELVES.bay.levels)
    document = ground.house(template=replace(ground.SHELVES, bay=replace(ground.SHELVES.bay, levels=levels)))
    graph = TravelGraph.of(document)
    rack = ground.racks(document)[0]
    low, high = BinAt(rack.id, (0, 0, 0, 0)), BinAt(rack.id, (0, 2, 0, 0))
    assert graph.distance(low, high) == 0
    assert (graph.seconds(high, low), graph.seconds(low, high)) == (0, pytest.approx(2 * 400 / 200))
    truck = replace(document.get(ground.TRUCK, Truck), reach=1_500.0)
    assert TravelGraph.of(document, truck).seconds(low, high) == inf
    with pytest.raises(Refusal, match="too high"):
        TravelGraph.of(document, truck).journey(low, high)


def test_sides_are_told_as_seen_along_the_aisle():
    document = ground.house()
    bins = TravelGraph.of(document).bins
    for rack in ground.racks(document):
        assert set(bins.side[bins.of(rack.id)]) == {-1 if "L" in rack.code else 1}
    one_sided = ground.house(sides="left")
    assert set(TravelGraph.of(one_sided).bins.side) == {-1}


def test_isochrone_is_the_seconds_to_each_bin():
    document = ground.house()
    graph = TravelGraph.of(document)
    seconds = graph.isochrone(DOCK)
    for rack in ground.racks(document)[::3]:
        own = [graph.seconds(DOCK, BinAt(rack.id, key)) for key in slot_keys(rack)]
        assert seconds.of(rack.id) == pytest.approx(own)


def test_speeds_are_those_of_the_truck_and_of_the_aisle():
    document = ground.house()
    truck = document.get(ground.TRUCK, Truck)
    first, second = every_bin(document)[0], every_bin(document)[9]
    metres = TravelGraph.of(document, truck).distance(first, second)
    assert TravelGraph.of(document, truck).seconds(first, second) == pytest.approx(metres / 2.0)
    here = document.get(ground.racks(document)[0].aisle, Aisle)
    assert TravelGraph.of(document).seconds(first, second) == pytest.approx(metres / 1.2)
    kept = [TravelGraph.of(document), TravelGraph.of(document, truck)]
    for graph in kept:
        document.watch(graph.update)
    edit(document, replace(here, speed=1_500.0, truck_speed=500.0))
    for graphs in (kept, [TravelGraph.of(document), TravelGraph.of(document, truck)]):
        foot, driven = graphs
        assert foot.seconds(first, second) == pytest.approx(metres / 1.5)
        assert driven.seconds(first, second) == pytest.approx(metres / 0.5)
        assert foot.distance(first, second) == driven.distance(first, second) == pytest.approx(metres)
    edit(document, replace(here, truck_speed=7_000.0))
    assert kept[1].seconds(first, second) == pytest.approx(metres / 2.0), "no truck drives faster than it can"


def test_times_follow_slow_aisles_and_the_way_stays_the_shortest():
    """A bin beside a slow aisle, and a detour round it that is longer and quicker."""
    document = LayoutDocument(circle(one_way=False))
    bin_, graph = BinAt(ground.racks(document)[0].id, (0, 0, 0, 0)), TravelGraph.of(document)
    document.watch(graph.update)
    way = graph.journey(DOCK, bin_)
    assert way.seconds == pytest.approx(way.metres / 1.2)
    (first,) = [a for a in document.of(Aisle) if a.id == ground.racks(document)[0].aisle]
    edit(document, replace(first, speed=120.0))
    slow, quick = graph.journey(DOCK, bin_), graph.journey(DOCK, bin_, "seconds")
    assert (slow.metres, slow.line) == (way.metres, way.line), "one walks the shortest way, however slow"
    assert slow.seconds > way.seconds
    assert quick.seconds == pytest.approx(graph.seconds(DOCK, bin_))
    assert quick.seconds <= slow.seconds
    assert graph.isochrone(DOCK).of(bin_.rack)[0] == pytest.approx(quick.seconds + quick.lift_seconds)
    (leg,) = graph.legs([graph.spot(DOCK), graph.spot(bin_)])
    assert (leg.mm, leg.seconds) == (pytest.approx(slow.metres * 1_000), pytest.approx(slow.seconds))
    for found in (slow, quick):
        assert length_of(found.line) == pytest.approx(found.metres, abs=1e-3)


def test_a_longer_way_is_quicker_where_the_short_one_crawls():
    document = LayoutDocument(circle(one_way=False))
    graph = TravelGraph.of(document)
    one, two = PointAt(ground.FLOOR, 0.0, 0.0), PointAt(ground.FLOOR, 10_000.0, 0.0)
    short = graph.journey(one, two)
    ahead = min(document.of(Aisle), key=lambda a: a.ay + a.by)
    edit(document, replace(ahead, speed=100.0))
    again = TravelGraph.of(document)
    assert again.journey(one, two).metres == pytest.approx(short.metres) == pytest.approx(10.0)
    assert again.journey(one, two).seconds == pytest.approx(100.0)
    around = again.journey(one, two, "seconds")
    assert (around.metres, around.seconds) == (pytest.approx(22.0), pytest.approx(22.0 / 1.2))
    assert again.seconds(one, two) == pytest.approx(22.0 / 1.2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"speed": 12_000.0}, r"People walk 0\.1 to 3 m/s in aisle 01, not 12 m/s\."),
        ({"speed": 0.0}, r"People walk 0\.1 to 3 m/s in aisle 01, not 0 m/s\."),
        ({"speed": -1_200.0}, r"not -1\.2 m/s"),
        ({"speed": float("nan")}, r"not nan m/s"),
        ({"speed": 1.2}, r"not 0\.0012 m/s"),
        ({"truck_speed": 90_000.0}, r"Trucks drive 0\.1 to 8 m/s in aisle 01, not 90 m/s\."),
    ],
)
def test_a_speed_that_nobody_has_is_refused_and_the_drawing_stands(change, words):
    document = ground.house()
    here = document.get(ground.racks(document)[0].aisle, Aisle)
    with pytest.raises(Refusal, match=words) as refused:
        edit(document, replace(here, **change))
    assert refused.value.next_step == "Enter metres a second, or nothing for the usual speed."
    assert document.elements[here.id] == here


# ------------------------------------------------------------------------------------------------ kept or made anew
def assert_alike(kept, anew):
    for part in ("aisles", "first", "aisle", "t", "xy", "passable", "ahead", "back", "speed", "sketch"):
        assert np.array_equal(getattr(kept.network, part), getattr(anew.network, part)), part
    for part in ("first", "to", "mm", "seconds", "kind"):
        assert np.array_equal(getattr(kept.network.edges, part), getattr(anew.network.edges, part)), part
    for part in ("racks", "first", "along", "side", "level", "lift", "fault", "stretch"):
        assert np.array_equal(getattr(kept.bins, part), getattr(anew.bins, part)), part


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("open_floor", [None, False])
def test_a_graph_kept_through_edits_equals_one_made_anew(seed, open_floor):
    document, dice = ground.house(), Dice(seed)
    kept = TravelGraph.of(document, open_floor=open_floor)
    document.watch(kept.update)
    for _ in range(15):
        what = dice.whole(0, 9)
        if what == 0:
            document.undo()
        elif what == 1:
            document.redo()
        else:
            with document.transaction("Gesture"):
                gesture(document, dice)
                if what == 2:
                    put_across(document, dice)
        if dice.whole(0, 2):  # several changes may be gathered before anybody asks
            assert_alike(kept, TravelGraph.of(document, open_floor=open_floor))
    while document.undo():
        pass
    assert_alike(kept, TravelGraph.of(document, open_floor=open_floor))


def put_across(document, dice):
    """Something that stands in an aisle, a wall with a door, or an aisle that becomes one-way."""
    aisles = sorted(document.of(Aisle), key=lambda a: a.id)
    if not aisles:
        return
    here = dice.one(aisles)
    x, y = (here.ax + here.bx) / 2, (here.ay + here.by) / 2
    kind = dice.whole(0, 3)
    if kind == 3:
        document.put(replace(here, speed=dice.one([None, 400.0, 1_900.0])))
    elif kind == 0:
        box = ((x - 300, y - 2_000), (x + 300, y - 2_000), (x + 300, y + 2_000), (x - 300, y + 2_000))
        document.put(Obstacle(id=document.new_id(), floor=ground.FLOOR, code="O", points=box))
    elif kind == 1:
        points = ((x, y - 20_000), (x, y + 20_000))
        wall = Wall(id=document.new_id(), floor=ground.FLOOR, code="W", points=points)
        door = Door(id=document.new_id(), floor=ground.FLOOR, wall=wall.id, code="D", x=x, y=y, width=900)
        document.put(wall, door)
    else:
        document.put(replace(here, one_way=dice.one(["both", "forward", "backward"])))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_out_of_reach_is_what_the_checks_say(seed):
    """Two programs: the checks walk sets of nodes, this one searches shortest ways. One bin a bay and level; the checks
    count what is missing in a rack too."""
    document, dice = ground.house(), Dice(100 + seed)
    for _ in range(8):
        with document.transaction("Gesture"):
            gesture(document, dice)
            put_across(document, dice)
        if any(isinstance(e, Wall) for e in document.elements.values()):
            document.undo()  # that no way leads through a wall where aisles end at it is known here alone
            continue
        graph = TravelGraph.of(document, open_floor=False)
        fault, bins = graph.faults(), graph.bins
        said = {f.element: f.bins for f in check_all(document) if f.check == "unreachable"}
        for rack in ground.racks(document):
            mine = int((fault[bins.of(rack.id)] > 0).sum())
            assert mine == said.get(rack.id, 0) or 0 < said[rack.id] - mine <= len(rack.missing)


# ------------------------------------------------------------------------------------------------ rules and walls
def circle(*, one_way=True):
    """Four aisles around a block, driven one way round, and a rack inside at the first one; a dock at the corner."""
    corners = [(0.0, 0.0), (10_000.0, 0.0), (10_000.0, 6_000.0), (0.0, 6_000.0)]
    rule = "forward" if one_way else "both"
    aisles = [
        Aisle(id=ElementId(f"a{n}"), floor=ground.FLOOR, code=f"0{n}", ax=a[0], ay=a[1], bx=b[0], by=b[1], width=2_000,
              one_way=rule)
        for n, (a, b) in enumerate(zip(corners, [*corners[1:], corners[0]], strict=True))
    ]  # fmt: skip
    rack = Rack(id=ElementId("r"), floor=ground.FLOOR, aisle=ElementId("a0"), code="R", x=5_000, y=1_500, angle=180,
                depth=1_000, bays=(ground.SHELVES.bay,) * 4)  # fmt: skip
    dock = Place(id=DOCK.id, floor=ground.FLOOR, code="DOCK", use="dock", x=-1_500, y=0, width=800, depth=800)
    return [*ground.masters(), *aisles, rack, dock]


def test_round_a_one_way_circle_the_way_back_is_the_rest_of_the_circle():
    graph = TravelGraph.of(Layout(circle()))
    one, other = BinAt(ElementId("r"), (0, 0, 0, 0)), BinAt(ElementId("r"), (3, 0, 0, 0))
    lengths = sorted((graph.distance(one, other), graph.distance(other, one)))
    assert lengths == pytest.approx([2.7, 32 - 2.7])
    assert not graph.faults().any()
    assert graph.why_not(one) is None
    assert length_of(graph.journey(one, other).line) == pytest.approx(graph.distance(one, other))


def test_a_one_way_dead_end_is_said():
    elements = [e for e in circle() if e.id not in ("a2", "a3")]
    graph = TravelGraph.of(Layout(elements))
    bin_ = BinAt(ElementId("r"), (1, 0, 0, 0))
    assert graph.distance(DOCK, bin_) < inf
    assert "let nobody leave" in graph.why_not(bin_).what
    with pytest.raises(Refusal, match="only the other way round"):
        graph.journey(bin_, DOCK)
    turned = [replace(e, one_way="backward") if isinstance(e, Aisle) else e for e in elements]
    assert "No drawn aisle leads to" in TravelGraph.of(Layout(turned)).why_not(bin_).what


def test_a_wall_parts_what_lies_on_its_sides_and_a_door_joins_it():
    document = ground.house()
    wall = Wall(id=ElementId("w"), floor=ground.FLOOR, code="W", points=((0, -20_000), (0, 60_000)))
    graph = TravelGraph.of(document)
    document.watch(graph.update)
    bin_ = every_bin(document)[0]
    free = graph.distance(DOCK, bin_)
    edit(document, wall)
    assert graph.distance(DOCK, bin_) == inf
    with pytest.raises(Refusal, match="There is no way from DOCK-01 to"):
        graph.journey(DOCK, bin_)
    first = min(document.of(Aisle), key=lambda a: (a.cross, a.code))
    edit(document, Door(id=ElementId("d"), floor=ground.FLOOR, wall=wall.id, code="D", x=0, y=first.ay, width=1_000))
    assert graph.distance(DOCK, bin_) == pytest.approx(free)
    edit(document, drop=("d",))
    assert graph.distance(DOCK, bin_) == inf


def test_an_aisle_too_narrow_for_the_truck_is_closed_to_it_and_says_so():
    document = ground.house()
    wide = Truck(id=ElementId("big"), code="BIG", aisle_width=2_600)
    bin_ = every_bin(document)[0]
    assert TravelGraph.of(document, wide).distance(DOCK, bin_) == inf
    with pytest.raises(Refusal, match="meant for smaller trucks than BIG"):
        TravelGraph.of(document, wide).journey(bin_, DOCK)
    edit(document, *(replace(a, truck=None) for a in document.of(Aisle)))
    with pytest.raises(Refusal, match="1,800 mm are free, BIG needs 2,600 mm"):
        TravelGraph.of(document, wide).journey(bin_, DOCK)
    assert TravelGraph.of(document, document.get(ground.TRUCK, Truck)).distance(DOCK, bin_) < inf


def test_what_stands_in_an_aisle_narrows_it_where_it_stands():
    document = ground.house()
    first = min(document.of(Aisle), key=lambda a: (a.cross, a.code))
    graph = TravelGraph.of(document)
    document.watch(graph.update)
    assert graph.clear_width(first) == first.width
    box = ((100, first.ay - 600), (500, first.ay - 600), (500, first.ay + 600), (100, first.ay + 600))
    edit(document, Obstacle(id=ElementId("o"), floor=ground.FLOOR, code="O", points=box))
    assert graph.clear_width(first) == 300, "what is left on each side of 1,800 mm"
    rack = next(rack for rack in ground.racks(document) if rack.aisle == first.id and rack.x < 3_000)
    blocked = [key for key in slot_keys(rack) if graph.distance(DOCK, BinAt(rack.id, key)) == inf]
    assert blocked == [(0, 0, 0, 0), (0, 1, 0, 0), (0, 2, 0, 0)], "the bay at the obstacle, no other"
    with pytest.raises(Refusal, match="is closed at"):
        graph.journey(DOCK, BinAt(rack.id, (0, 0, 0, 0)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"aisle": None}, "stands at no aisle"),
        ({"angle": 0.0}, "does not open onto its aisle 00"),
        ({"y": 3_000.0}, "does not open onto"),
    ],
)
def test_a_bin_without_access_says_why(change, words):
    layout = Layout([replace(e, **change) if e.id == "r" else e for e in circle()])
    graph = TravelGraph.of(layout)
    bin_ = BinAt(ElementId("r"), (0, 0, 0, 0))
    assert words in graph.why_not(bin_).what
    with pytest.raises(Refusal, match=words):
        graph.journey(DOCK, bin_)
    assert graph.distance(DOCK, bin_) == inf


def test_points_and_things_that_are_not_there():
    document = ground.house()
    graph = TravelGraph.of(document)
    bin_ = every_bin(document)[0]
    assert graph.distance(PointAt(ground.FLOOR, -1_000, 4_000), bin_) > 0
    for target in (PointAt(ground.FLOOR, -90_000, 0), PlaceAt(ElementId("nothing")), BinAt(bin_.rack, (9, 9, 9, 9))):
        assert graph.distance(target, bin_) == inf
        with pytest.raises(Refusal, match="lies at no aisle"):
            graph.journey(target, bin_)
    assert TravelGraph.of(Layout(ground.masters())).faults().tolist() == []
