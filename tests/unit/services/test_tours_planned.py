"""Tours through a drawing: proven on what was generated, said in words, refused where nobody can walk."""

import random
from dataclasses import replace
from itertools import pairwise, permutations
from math import dist

import pytest

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Place, Rack
from app.layout.shapes import turned
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.layout.travel import BinAt, PlaceAt, TravelGraph
from app.services.floor.places import base_of, targets_of
from app.services.tours import tour_through
from tests.unit.layout import layout_ground as ground

DOCK = PlaceAt("dock")


def drawn(**changes):
    document = ground.house(**({"aisles": 8, "bays": 10, "blocks": 2} | changes))
    with document.transaction("The dock stays where it is to the house"):
        document.put(turned(document.get("dock", Place), changes.get("angle", 0.0), (0.0, 0.0)))
    return document, TravelGraph.of(document)


def some_bins(document, count, seed=1):
    bins = [BinAt(rack.id, key) for rack in ground.racks(document) for key in slot_keys(rack)]
    return random.Random(seed).sample(bins, count)


def walked(line):
    return sum(dist(a, b) for a, b in pairwise(line)) / 1_000


@pytest.mark.parametrize("end", [DOCK, None])
@pytest.mark.parametrize("changes", [{}, {"angle": 33.0}, {"sides": "left"}, {"blocks": 1}, {"blocks": 3}])
def test_a_generated_block_is_recognised_as_a_grid_and_its_tours_are_proven(changes, end):
    document, graph = drawn(**changes)
    stops = some_bins(document, 25)
    tour = tour_through(document, graph, stops, start=DOCK, end=end)
    assert (tour.method, tour.optimal, tour.bound) == ("grid", True, pytest.approx(tour.metres))
    assert {stop.target for stop in tour.stops} == set(stops)
    assert walked(tour.line) == pytest.approx(tour.metres, abs=0.01)
    assert tour.stops[-1].metres + (0 if end is None else graph.distance(tour.stops[-1].target, DOCK)) == pytest.approx(
        tour.metres
    )
    assert tour.metres <= tour.s_shape_metres
    assert tour.comparison == f"Optimal saves {tour.s_shape_metres - tour.metres:.0f} m against S-shape"
    in_order = [stop.target for stop in tour.stops]
    for at in range(len(in_order) - 1):  # no two neighbours are better the other way round
        swapped = [*in_order[:at], in_order[at + 1], in_order[at], *in_order[at + 2 :]]
        legs = pairwise([DOCK, *swapped, *([] if end is None else [end])])
        assert sum(graph.distance(a, b) for a, b in legs) >= tour.metres - 0.01


@pytest.mark.parametrize("end", [DOCK, None])
@pytest.mark.parametrize("one_way", [False, True])
def test_few_stops_are_as_short_as_trying_every_order(one_way, end):
    document, graph = drawn(one_way=one_way)
    stops = some_bins(document, 5, seed=7)
    tour = tour_through(document, graph, stops, start=DOCK, end=end)
    orders = [[DOCK, *order, *([] if end is None else [end])] for order in permutations(stops)]
    best = min(sum(graph.distance(a, b) for a, b in pairwise(order)) for order in orders)
    assert tour.metres == pytest.approx(best)
    assert walked(tour.line) == pytest.approx(best, abs=0.01)


def test_one_way_aisles_are_driven_the_right_way_and_the_bound_is_told():
    document, graph = drawn(one_way=True)
    tour = tour_through(document, graph, some_bins(document, 25), start=DOCK, end=DOCK)
    assert tour.method == "local search"
    assert tour.bound <= tour.metres <= tour.s_shape_metres
    assert "longer than the shortest" in tour.comparison
    rules = {round(a.ay): a.one_way for a in document.of(Aisle) if not a.cross}
    for (ax, ay), (bx, by) in pairwise(tour.line):
        if ay == by and round(ay) in rules and min(ax, bx) >= 0 and max(ax, bx) <= 20_000 and ax != bx:
            assert (bx > ax) == (rules[round(ay)] == "forward"), (ax, bx, ay)


def test_seconds_hold_the_walk_and_the_way_up():
    document, graph = drawn()
    stops = some_bins(document, 12)
    tour = tour_through(document, graph, stops, start=DOCK, end=DOCK)
    lifts = sum(graph.spot(stop).lift for stop in stops)
    assert tour.seconds == pytest.approx(tour.metres / 1.2 + lifts)


def test_what_cannot_be_walked_is_refused_by_name():
    document, graph = drawn()
    with pytest.raises(Refusal, match="nothing to walk to"):
        tour_through(document, graph, [], start=DOCK)
    crossings = [a.id for a in document.of(Aisle) if a.cross]
    first = [rack for rack in ground.racks(document) if rack.code.startswith("A01")]
    elements = [e for e in document.elements.values() if e.id not in crossings[1:]]
    cut = Layout(replace(e, by=e.ay + 2_000) if e.id == crossings[0] else e for e in elements)
    graph = TravelGraph.of(cut, open_floor=False)
    bins = [BinAt(rack.id, slot_keys(rack)[0]) for rack in (first[0], ground.racks(document)[-1])]
    code = next(code for code, target in targets_of(cut) if target == bins[1])
    with pytest.raises(Refusal, match=f"There is no way from DOCK-01 to {code}"):
        tour_through(cut, graph, bins, start=DOCK, end=DOCK)


def test_a_tour_takes_as_long_as_its_aisles_say_and_stays_as_it_is():
    document, graph = drawn(aisles=4, bays=6)
    stops = some_bins(document, 9)
    before = tour_through(document, graph, stops, start=DOCK, end=DOCK)
    assert before.seconds == pytest.approx(before.metres / 1.2, rel=1e-6), "nothing is out of a hand's reach here"
    slow = Layout(replace(e, speed=600.0) if isinstance(e, Aisle) else e for e in document.elements.values())
    after = tour_through(slow, TravelGraph.of(slow), stops, start=DOCK, end=DOCK)
    assert (after.metres, after.line) == (before.metres, before.line)
    # the step from the dock to its aisle lies in none: it is walked as everywhere
    assert before.seconds * 2 - 5 < after.seconds <= before.seconds * 2


def test_walks_begin_at_the_packing_place_then_at_what_else_there_is():
    document, _ = drawn()
    assert base_of(document) == DOCK
    bench = replace(document.get("dock", Place), id="pack", code="PACK-1", use="packing")
    assert base_of(Layout([*document.elements.values(), bench])) == PlaceAt("pack")
    with pytest.raises(Refusal, match="no packing place"):
        base_of(Layout(e for e in document.elements.values() if not isinstance(e, Place)))


def test_every_bin_and_place_is_found_by_its_code():
    document, _ = drawn()
    found = dict(targets_of(document))
    assert found["DOCK-01"] == DOCK
    assert len(found) == 1 + sum(len(slot_keys(rack)) for rack in document.of(Rack))
