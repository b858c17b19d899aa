"""Lines of equal time: where they say, complete along the ways, and never through a wall."""

from itertools import pairwise

import layout_ground as ground
import numpy as np
import pytest

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Obstacle, Place, Wall
from app.layout.racking import ElementId
from app.layout.travel import PlaceAt, PointAt, TravelGraph
from app.layout.travel.contours import FINEST, contours
from app.layout.travel.open_floor import walls_on

DOCK = PlaceAt(ElementId("dock"))


def lines_of(document, start=DOCK):
    graph = TravelGraph.of(document)
    everywhere = np.ones(len(graph.network.xy), np.bool_)
    return graph, contours(graph, start, everywhere, walls_on(document, ground.FLOOR))


def gap(lines, x, y):
    """mm from a point to the nearest of these lines."""
    a = np.concatenate([line.points[:-1] for line in lines])
    b = np.concatenate([line.points[1:] for line in lines])
    way, to = b - a, np.array((x, y)) - a
    share = np.clip((to * way).sum(1) / np.maximum((way * way).sum(1), 1e-9), 0, 1)
    return float(np.hypot(*(a + share[:, None] * way - (x, y)).T).min())


@pytest.mark.parametrize("angle", [0.0, 25.0])
def test_wherever_an_aisle_reaches_the_next_five_seconds_a_line_crosses_it_and_nowhere_else(angle):
    document = ground.house(angle=angle, bays=12)
    graph, lines = lines_of(document)
    assert {line.seconds % FINEST for line in lines} == {0.0}
    met = 0
    for aisle in document.of(Aisle):
        share = np.linspace(0.06, 0.94, 40)
        at = [(aisle.ax + s * (aisle.bx - aisle.ax), aisle.ay + s * (aisle.by - aisle.ay)) for s in share]
        seconds = [graph.seconds(DOCK, PointAt(ground.FLOOR, *point)) for point in at]
        for (one, two), (x, y) in zip(pairwise(seconds), at, strict=False):
            level = max(one, two) // FINEST * FINEST
            if min(one, two) < level:
                alike = [line for line in lines if line.seconds == level]
                assert gap(alike, x, y) < 900, "less than a second's walk off"
                met += 1
            if abs(one % FINEST - FINEST / 2) < 1.0:
                assert gap(lines, x, y) > 400, "between two lines there is none"
    assert met > 8


def test_no_line_leads_through_a_wall_but_through_its_floor_on_both_sides():
    document = ground.house(bays=12)
    wall = Wall(id=ElementId("wall"), floor=ground.FLOOR, code="W", points=((-9_000.0, -900.0), (40_000.0, -900.0)))
    _, before = lines_of(document)
    assert any((line.points[:, 1] < -900).any() for line in before), "without it some lead beyond"
    with document.transaction("Wall"):
        document.put(wall)
    _, lines = lines_of(document)
    assert lines
    for line in lines:
        assert (line.points[:, 1] > -900).all(), "nobody goes behind it"


def test_where_an_aisle_is_blocked_no_line_crosses_the_cliff():
    document = ground.house(bays=12)
    aisle = sorted((one for one in document.of(Aisle) if not one.cross), key=lambda one: one.code)[0]
    x, y = aisle.ax + 7_000, aisle.ay
    box = tuple((x + u * 300, y + v * aisle.width / 2) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    pillar = Obstacle(id=ElementId("pillar"), floor=ground.FLOOR, code="P", points=box)
    with document.transaction("Block"):
        document.put(pillar)
    graph, lines = lines_of(document)
    before, behind = (graph.seconds(DOCK, PointAt(ground.FLOOR, x + off, y)) for off in (-600, 600))
    assert behind - before > 2 * FINEST, "one walks around"
    assert gap(lines, x, y) > 250
    for side, level in ((-1, before), (1, behind)):
        nearest = [line for line in lines if line.seconds == level // FINEST * FINEST]
        assert gap(nearest, x + side * 3_000, y) < 4_000, "on both sides there are"


def test_from_where_nobody_can_go_there_are_no_lines_but_a_reason():
    document = ground.house()
    far = Place(
        id=ElementId("far"), floor=ground.FLOOR, code="FAR", use="storage", x=90_000, y=90_000, width=500, depth=500
    )
    with document.transaction("Far"):
        document.put(far)
    with pytest.raises(Refusal) as refused:
        lines_of(document, PlaceAt(far.id))
    assert refused.value.code == "travel.no_access"
