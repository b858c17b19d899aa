"""The building: nothing overlaps, everything stands inside, aisles are wide enough, every bin is reached."""

import json
import math
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from app.optimise.routing import build_travel_map, floor_of
from app.optimise.routing.layout import stop_at
from app.services.demo_data.building import build
from app.services.demo_data.racking import Box
from app.services.demo_data.spec import DemoSpec

SIZES = [150, 300, 1_000, 10_000, 40_000]


@pytest.fixture(scope="module", params=SIZES)
def asked(request):
    return request.param


@pytest.fixture(scope="module")
def house(asked):
    return build(DemoSpec(bins=asked))


def overlap(a: Box, b: Box) -> bool:
    """Separating axes of two rectangles, 1 mm of grace."""
    if math.hypot(a.x - b.x, a.y - b.y) > math.hypot(a.width, a.depth) / 2 + math.hypot(b.width, b.depth) / 2:
        return False
    ca, cb = np.array(a.corners()), np.array(b.corners())
    for box in (a, b):
        turn = math.radians(box.angle)
        for axis in ((math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))):
            pa, pb = ca @ np.array(axis), cb @ np.array(axis)
            if pa.max() <= pb.min() + 1 or pb.max() <= pa.min() + 1:
                return False
    return True


def inside(point, polygon) -> bool:
    """Inside or on a convex polygon given clockwise on the screen, 1 mm of grace."""
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        edge = math.hypot(bx - ax, by - ay)
        if ((bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)) / edge < -1:
            return False
    return True


def test_about_as_many_bins_as_asked(house, asked):
    assert abs(len(house.bins()) - asked) <= max(0.04 * asked, 15)


def test_no_rack_stands_in_another_nor_in_a_lane(house):
    boxes = [rack.box for zone in house.plan.zones for rack in zone.racks]
    boxes += [area.box for area in house.plan.areas]
    assert not [(a, b) for a, b in combinations(boxes, 2) if overlap(a, b)]


def test_zones_keep_apart_and_hold_their_racks(house):
    zones = house.plan.zones
    assert not [(a.kind.code, b.kind.code) for a, b in combinations(zones, 2) if overlap(a.box, b.box)]
    for zone in zones:
        outline = zone.box.corners()
        assert all(inside(corner, outline) for rack in zone.racks for corner in rack.box.corners())


def test_everything_stands_within_the_walls(house):
    wall = house.plan.wall
    boxes = [zone.box for zone in house.plan.zones]
    boxes += [area.box for area in house.plan.areas if area.kind != "dock"]
    assert all(inside(corner, wall) for box in boxes for corner in box.corners())
    docks = [area.box for area in house.plan.areas if area.kind == "dock"]
    assert all(abs(box.y - max(y for _, y in wall)) < 1 for box in docks), "a door is in the wall"


def test_aisles_have_their_true_width(house):
    for zone in house.plan.zones:
        by_aisle: dict[tuple[int, str], list[Box]] = {}
        for rack in zone.racks:
            by_aisle.setdefault((rack.aisle, rack.code[-1]), []).append(rack.box)
        for left, right in by_aisle.values():
            centre = math.hypot(left.x - right.x, left.y - right.y)
            clear = centre - (left.depth + right.depth) / 2
            assert clear == pytest.approx(zone.kind.aisle, abs=1)
            assert clear >= (2_800 if zone.kind.classes[0] in ("PALLET", "PICK-PALLET", "BLOCK") else 1_800)


def test_bins_fill_their_racks_cell_by_cell(house):
    racks = {rack.code: rack for zone in house.plan.zones for rack in zone.racks}
    cells = Counter((b.rack, b.column, b.level) for b in house.bins())
    assert max(cells.values()) == 1
    assert len(cells) == sum(rack.columns * rack.levels for rack in racks.values())
    for b in house.bins():
        box = racks[b.rack].box
        along = (b.x - box.x) * math.cos(math.radians(box.angle)) + (b.y - box.y) * math.sin(math.radians(box.angle))
        assert along == pytest.approx((b.column - (racks[b.rack].columns - 1) / 2) * b.width, abs=0.5)


def test_addresses_are_unique_and_say_where(house):
    bins = house.bins()
    assert len({b.code for b in bins}) == len(bins)
    b = bins[0]
    assert b.code == f"{b.zone}-{b.aisle:02d}-{b.bay:02d}-{b.level + 1}"
    sides = {b.rack[3:4] for b in bins if b.bay % 2 == 1 and len(b.rack) == 5}
    assert sides == {"L"}, "odd bays stand on the left"


def test_the_walk_is_a_serpentine(house):
    for zone in house.plan.zones:
        steps: dict[int, list[int]] = {}
        for b in zone.bins:
            steps.setdefault(b.aisle, []).append((b.bay + 1) // 2)
        assert list(steps) == sorted(steps)
        for number, bays in steps.items():
            assert bays == sorted(bays, reverse=number % 2 == 0), zone.kind.code
    sequence = [house.sequence[b.code] for b in house.bins()]
    assert sequence == list(range(1, len(sequence) + 1))


def test_the_document_is_complete_and_repeats():
    document = build(DemoSpec(bins=300)).document()
    assert json.dumps(document) == json.dumps(build(DemoSpec(bins=300)).document())
    assert set(document) == {"zones", "classes", "racks", "locations", "fixtures"}
    classes, racks = {c["code"] for c in document["classes"]}, {r["code"] for r in document["racks"]}
    for row in document["locations"]:
        if row["rack"]:
            assert row["class"] in classes
            assert row["rack"] in racks
        assert 10 <= int(row["check_digit"]) <= 99
    kinds = Counter(row["kind"] for row in document["locations"])
    assert all(kinds[kind] >= 2 for kind in ("storage", "pick", "receiving", "quality", "staging", "packing", "dock"))
    codes = Counter((f["kind"], f["code"]) for f in document["fixtures"])
    assert max(codes.values()) == 1


def test_every_bin_and_door_can_be_walked_to(house):
    document = house.document()
    travel = build_travel_map(floor_of(document))
    station = next(row for row in document["locations"] if row["kind"] == "packing")
    goals = [row for row in document["locations"] if row["level"] == 0]
    metres = [travel.metres(stop_at(station), stop_at(row)) for row in goals[:: max(1, len(goals) // 150)]]
    assert np.isfinite(metres).all()
    assert np.isfinite(travel.distance[: len(travel.aisles)]).all()
    straight = [math.hypot(row["x"] - station["x"], row["y"] - station["y"]) / 1_000 for row in goals]
    assert max(metres) < 2.5 * max(straight), "no absurd detour"
