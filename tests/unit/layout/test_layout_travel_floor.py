"""Walks over floor without drawn corridors, the loops against plain oracles, and layouts that others imported."""

import heapq
from functools import cache
from itertools import pairwise
from math import cos, dist, inf, radians, sin

import layout_ground as ground
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.layout.addresses import names_of
from app.layout.elements import Aisle, Place, Rack
from app.layout.opening import from_import
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.layout.travel import BinAt, PlaceAt, PointAt, TravelGraph
from app.layout.travel.loops import loops, parts, sight, spread
from app.layout.travel.open_floor import boxes_on, walls_on
from app.optimise.routing import build_travel_map, floor_of
from app.optimise.routing.layout import stop_at
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec

FLOOR = ElementId("floor")


@cache
def document():
    return build(DemoSpec(bins=1_500)).document()


@cache
def drawn():
    return from_import(document()).layout


@cache
def demo():
    """The house with no more drawn than another program names: aisles."""
    return from_import(document(), ways=False).layout


def bins_by_code(layout):
    return {
        name: BinAt(rack.id, key)
        for rack in layout.of(Rack)
        for key, name in zip(slot_keys(rack), names_of(rack, layout.find), strict=True)
    }


def test_every_bin_of_the_demo_house_is_reached_though_no_corridor_is_drawn():
    graph = TravelGraph.of(demo())
    assert graph.network.sketch
    assert not graph.faults().any()
    assert TravelGraph.of(demo(), open_floor=False).faults().any()


def test_walks_in_the_demo_house_are_as_long_as_the_walkers_map_says():
    """Another program over the same house, from the imported rows; it turns corners a little elsewhere."""
    graph, walker, bins = TravelGraph.of(demo()), build_travel_map(floor_of(document())), bins_by_code(demo())
    rows = [row for row in document()["locations"] if row["rack"]][::97]
    ratios = []
    for one, other in pairwise(rows):
        mine = graph.journey(bins[one["code"]], bins[other["code"]])
        theirs = walker.metres(stop_at(one), stop_at(other))
        assert abs(mine.metres - theirs) <= 4.0, (one["code"], other["code"])
        assert sum(dist(a, b) for a, b in pairwise(mine.line)) / 1_000 == pytest.approx(mine.metres, abs=1e-3)
        ratios.append(mine.metres / theirs)
    assert sum(ratios) / len(ratios) == pytest.approx(1.0, abs=0.03)


def test_walks_over_the_ways_that_are_laid_are_hardly_longer_than_over_open_floor():
    graph, walker, bins = TravelGraph.of(drawn()), build_travel_map(floor_of(document())), bins_by_code(drawn())
    assert not graph.network.sketch
    assert not graph.faults().any()
    rows = [row for row in document()["locations"] if row["rack"]][::41]
    mine = [graph.journey(bins[a["code"]], bins[b["code"]]).metres for a, b in zip(rows, rows[::-1], strict=True)]
    theirs = [walker.metres(stop_at(a), stop_at(b)) for a, b in zip(rows, rows[::-1], strict=True)]
    assert sum(mine) == pytest.approx(sum(theirs), rel=0.04)
    for place in drawn().of(Place):
        assert graph.distance(PlaceAt(place.id), bins[rows[0]["code"]]) < inf


@pytest.mark.parametrize("house", [demo, drawn])
def test_no_walk_leads_through_a_rack_or_a_wall(house):
    graph, bins = TravelGraph.of(house()), list(bins_by_code(house()).values())[::61]
    boxes, walls = boxes_on(demo(), FLOOR), walls_on(demo(), FLOOR)
    spots = [graph.spot(bin_) for bin_ in bins]
    legs = np.array([(*a, *b) for a, b in pairwise(graph.line(spots))])
    free = np.zeros(len(legs), dtype=np.bool_)
    loops().sight(legs[:, :2].copy(), legs[:, 2:].copy(), boxes, walls, free)
    assert free.all()


def test_docks_and_points_on_the_open_floor_are_joined_too():
    graph = TravelGraph.of(demo())
    bin_ = next(iter(bins_by_code(demo()).values()))
    for place in demo().of(Place):
        if place.use in ("dock", "station"):
            assert graph.distance(PlaceAt(place.id), bin_) < inf
            at = PointAt(FLOOR, place.x + 1, place.y)
            assert graph.distance(at, bin_) == pytest.approx(graph.distance(PlaceAt(place.id), bin_), abs=2.5)
    assert graph.journey(PlaceAt(place.id), bin_).open_metres > 0


def test_a_drawing_with_corridors_is_no_sketch_and_one_without_is():
    drawn = ground.house()
    assert not TravelGraph.of(drawn).network.sketch
    bare = Layout([e for e in drawn.elements.values() if not (isinstance(e, Aisle) and e.cross)])
    graph = TravelGraph.of(bare)
    assert graph.network.sketch
    assert not graph.faults().any()
    assert not TravelGraph.of(bare, drawn.get(ground.TRUCK, type(drawn.elements[ground.TRUCK]))).network.sketch


# ------------------------------------------------------------------------------------------------ the loops
def csr(nodes, edges):
    edges = sorted(edges)
    first = np.searchsorted([a for a, _, _ in edges], range(nodes + 1)).astype(np.int64)
    return first, np.array([b for _, b, _ in edges], dtype=np.int64), np.array([w for *_, w in edges], dtype=np.float64)


def by_heapq(nodes, edges, seeds):
    far = [inf] * nodes
    queue = [(cost, node) for node, cost in seeds.items()]
    heapq.heapify(queue)
    while queue:
        cost, node = heapq.heappop(queue)
        if cost < far[node]:
            far[node] = cost
            for a, b, w in edges:
                if a == node:
                    heapq.heappush(queue, (cost + w, b))
    return far


NODES = 12
NODE = st.integers(0, NODES - 1)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(NODE, NODE, st.integers(0, 20).map(float)), max_size=60),
    st.dictionaries(NODE, st.integers(0, 30).map(float), max_size=3),
    st.sampled_from([spread, loops().spread]),
)
def test_shortest_ways_equal_a_plain_search(edges, seeds, loop):
    first, to, weight = csr(NODES, edges)
    far, before = np.full(NODES, inf), np.full(NODES, -1, dtype=np.int64)
    for node, cost in seeds.items():
        far[node] = cost
    room = len(to) + NODES + 1
    loop(first, to, weight, far, before, np.zeros(room), np.zeros(room, dtype=np.int64))
    assert far.tolist() == by_heapq(NODES, edges, seeds)
    for node, came in enumerate(before.tolist()):
        assert came < 0 or far[node] in {far[came] + w for a, b, w in edges if (a, b) == (came, node)}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(NODE, NODE), max_size=20), st.sampled_from([parts, loops().parts]))
def test_parts_are_what_hangs_together(pairs, loop):
    first, to, _ = csr(NODES, [(a, b, 1.0) for a, b in pairs] + [(b, a, 1.0) for a, b in pairs])
    part = np.full(NODES, -1, dtype=np.int64)
    loop(first, to, part, np.zeros(NODES + 1, dtype=np.int64))
    group = list(range(NODES))
    for _ in range(NODES):
        for a, b in pairs:
            group[a] = group[b] = min(group[a], group[b])
    for a in range(NODES):
        for b in range(NODES):
            assert (part[a] == part[b]) == (group[a] == group[b])


NUMBER = st.integers(-50, 50).map(float)


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
    st.tuples(NUMBER, NUMBER, st.integers(0, 180), st.integers(3, 40), st.integers(3, 40)),
    st.sampled_from([sight, loops().sight]),
)
def test_sight_ends_where_a_step_of_the_walk_lies_in_a_box(walk, box, loop):
    ax, ay, bx, by = walk
    x, y, angle, half_length, half_depth = box
    c, s = cos(radians(angle)), sin(radians(angle))
    deepest = -inf
    for step in range(401):
        px, py = ax + (bx - ax) * step / 400 - x, ay + (by - ay) * step / 400 - y
        deepest = max(deepest, min(half_length - abs(px * c + py * s), half_depth - abs(py * c - px * s)))
    free = np.zeros(1, dtype=np.bool_)
    row = np.array([(x, y, c, s, half_length, half_depth)], dtype=np.float64)
    loop(np.array([(ax, ay)]), np.array([(bx, by)]), row, np.zeros((0, 4)), free)
    if deepest > 0.01 or deepest < -0.5:  # between them a corner may lie between two steps
        assert free[0] == (deepest < 0)


def test_a_wall_hides_what_lies_behind_it_but_not_what_lies_beside_it():
    here, there = np.array([(0.0, 0.0)] * 3), np.array([(10.0, 0.0), (10.0, 30.0), (4.0, 0.0)])
    free = np.zeros(3, dtype=np.bool_)
    sight(here, there, np.zeros((0, 6)), np.array([(5.0, -5.0, 5.0, 5.0)]), free)
    assert free.tolist() == [False, True, True]
