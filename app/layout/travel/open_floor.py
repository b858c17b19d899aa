"""Walks over floor on which no aisle is drawn: for layouts that another program knew racks of, but no corridors.

From aisle ends, doors, places and the corners of zones one walks straight wherever no rack and no wall stands between
(a visibility graph, Lozano-Perez and Wesley 1979), but only from one drawn part to another: what is drawn goes first.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from app.layout.corridors import gaps
from app.layout.elements import Charger, Door, Obstacle, Place, Rack, Wall
from app.layout.geometry import along, placed, turn
from app.layout.racking import ElementId
from app.layout.shapes import middle
from app.layout.table import Layout
from app.layout.travel.fronts import Floats
from app.layout.travel.loops import loops
from app.layout.travel.mover import Mover
from app.layout.travel.network import Ints, Network, parts_of, with_edges
from app.layout.walls import stretches
from app.layout.ways import Way

CORNER = 1_000.0
"""How far from a block of racks one turns round its corner, mm."""
SHORT_CROSS = 4_000.0
"""A cross aisle not longer than this is the turning room at an aisle's end: one turns in its middle, mm."""
_SKIN = 20.0


def is_sketch(network: Network, bins: Ints, part: Ints) -> bool:
    """Whether no drawn part holds half of the bins. bins: the stretch of each bin that has one."""
    held = bins[network.passable[bins]]
    if not len(held):
        return False
    return 2 * int(np.bincount(part[held]).max()) < len(held)


def over_open_floor(
    layout: Layout,
    network: Network,
    ways: Mapping[ElementId, Way],
    turns: Mapping[ElementId, Sequence[float]],
    mover: Mover,
) -> tuple[Network, dict[ElementId, int]]:
    """The network with its parts joined in straight walks, and the nodes of places and doors. turns: of
    `turns_of`, which the network was made with."""
    part = parts_of(network)
    floors = sorted({way.aisle.floor for way in ways.values()})
    points: list[tuple[float, float]] = []
    node: dict[ElementId, int] = {}
    starts, goals = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    loose = _loose_ends(network, ways, turns)
    base = len(network.xy)
    for floor in floors:
        own = len(points)
        for id_, point in _spots(layout, floor):
            node[id_] = base + len(points)
            points.append(point)
        points += _corners(layout, floor)
        here = [n for n in loose if ways[network.aisles[int(network.aisle[n])]].aisle.floor == floor]
        turning = np.array([*here, *range(base + own, base + len(points))], dtype=np.int64)
        one, two = _pairs_in_sight(layout, floor, network, np.array(points).reshape(-1, 2), turning, part)
        starts.append(one)
        goals.append(two)
    xy = np.array(points, dtype=np.float64).reshape(-1, 2)
    return with_edges(network, xy, np.concatenate(starts), np.concatenate(goals), mover.speed(None)), node


def _pairs_in_sight(
    layout: Layout, floor: ElementId, network: Network, points: Floats, turning: Ints, part: Ints
) -> tuple[Ints, Ints]:
    """Pairs of turning points of different parts that see each other."""
    one, two = np.triu_indices(len(turning), 1)
    label = np.concatenate((part, len(part) + np.arange(len(points))))
    apart = label[turning[one]] != label[turning[two]]
    one, two = turning[one[apart]], turning[two[apart]]
    xy = np.concatenate((network.xy, points))
    free = np.ones(len(one), dtype=np.bool_)
    loops().sight(xy[one], xy[two], boxes_on(layout, floor), barriers_on(layout, floor), free)
    return one[free], two[free]


def turns_of(layout: Layout, ways: Mapping[ElementId, Way]) -> dict[ElementId, list[float]]:
    """Where one turns off an aisle besides its ends, mm along it: the middle of a short cross aisle, the middles of
    gaps in the racking."""
    turns: dict[ElementId, list[float]] = {}
    for id_, way in ways.items():
        if way.aisle.cross:
            turns[id_] = [way.length / 2] if way.length <= SHORT_CROSS else []
            continue
        turns[id_] = [(low + high) / 2 for low, high in gaps(layout, way)]
    return turns


def _loose_ends(
    network: Network, ways: Mapping[ElementId, Way], turns: Mapping[ElementId, Sequence[float]]
) -> list[int]:
    """Nodes where one steps off the drawn aisles: their turns; ends that join nothing."""
    found = []
    for number, id_ in enumerate(network.aisles):
        low, high = int(network.first[number]), int(network.first[number + 1])
        found += [low + int(np.abs(network.t[low:high] - turn).argmin()) for turn in turns.get(id_, ())]
        if not (ways[id_].aisle.cross and turns.get(id_)):
            ends = ((low, network.passable[low]), (high - 1, network.passable[high - 2]))
            found += [n for n, passable in ends if passable and not _meets(network, n)]
    return found


def _meets(network: Network, node: int) -> bool:
    edges = network.edges
    to = edges.to[edges.first[node] : edges.first[node + 1]]
    return bool((network.aisle[to] != network.aisle[node]).any())


def _spots(layout: Layout, floor: ElementId) -> Iterator[tuple[ElementId, tuple[float, float]]]:
    spots = [(place.id, middle(place)) for place in layout.of(Place) if place.floor == floor]
    spots += [(door.id, middle(door)) for door in layout.of(Door) if door.floor == floor]
    yield from sorted(spots)


def _corners(layout: Layout, floor: ElementId) -> list[tuple[float, float]]:
    """Turning points around the racks of each zone that stand at one angle."""
    blocks: dict[tuple[str, float], list[Rack]] = {}
    for rack in layout.of(Rack):
        if rack.floor == floor:
            blocks.setdefault((rack.zone or "", round(rack.angle % 180, 1)), []).append(rack)
    corners = []
    for (_, angle), racks in sorted(blocks.items()):
        c, s = turn(angle)
        frame = [(along((rack.x, rack.y), (0.0, 0.0), (c, s)), rack) for rack in racks]
        u = [at + sign * rack.length / 2 for (at, _), rack in frame for sign in (-1, 1)]
        v = [off + sign * rack.depth / 2 for (_, off), rack in frame for sign in (-1, 1)]
        for a in (min(u) - CORNER, max(u) + CORNER):
            corners += [placed(0.0, 0.0, angle, a, b) for b in (min(v) - CORNER, max(v) + CORNER)]
    return corners


def boxes_on(layout: Layout, floor: ElementId) -> Floats:
    """Racks and chargers of a floor as `loops.sight` wants them, a skin narrower: grazing is no hit."""
    sizes: list[tuple[Rack | Charger, float]] = [(rack, rack.length) for rack in layout.of(Rack)]
    sizes += [(charger, charger.width) for charger in layout.of(Charger)]
    rows = [
        (box.x, box.y, *turn(box.angle), length / 2 - _SKIN, box.depth / 2 - _SKIN)
        for box, length in sizes
        if box.floor == floor
    ]
    return np.array(sorted(rows), dtype=np.float64).reshape(-1, 6)


def barriers_on(layout: Layout, floor: ElementId) -> Floats:
    """Walls without their doors and the outlines of obstacles, as ends of straight stretches (k, 4)."""
    outlines = [one.points for one in layout.of(Obstacle) if one.floor == floor]
    rows = [(*a, *b) for points in outlines for a, b in pairwise((*points, points[0]))]
    return np.concatenate((walls_on(layout, floor), np.array(sorted(rows), dtype=np.float64).reshape(-1, 4)))


def walls_on(layout: Layout, floor: ElementId) -> Floats:
    """Walls without their doors, as ends of straight stretches (k, 4)."""
    rows = []
    for wall in layout.of(Wall):
        if wall.floor == floor:
            doors = [door for id_ in sorted(layout.namers(wall.id)) if isinstance(door := layout.find(id_), Door)]
            rows += [(*a, *b) for line in stretches(wall, doors) for a, b in pairwise(line) if math.dist(a, b) > 0]
    return np.array(sorted(rows), dtype=np.float64).reshape(-1, 4)
