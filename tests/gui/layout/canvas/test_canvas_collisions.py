"""What a ghost shows as colliding is what the proposal and the checks would say: two ways to reckon, one truth."""

import random

import board_ground
import pytest
from board_ground import ALT
from PySide6.QtCore import Qt

from app.layout.checks import LiveChecks
from app.layout.document import LayoutDocument
from app.layout.elements import Charger, Door, Obstacle, Rack, Wall
from app.layout.generate import draw, elements_of, propose
from app.layout.racking import ElementId
from app.layout.shapes import moved
from app.layout.solids import Ground, collisions
from app.ui.layout.canvas.colliding import Standing, hits
from app.ui.layout.canvas.sheet import Sheet

FLOOR = board_ground.FLOOR


def crowded():
    """The small hall with all that rows can run into: a turned obstacle, an L, a wall with a door, a charger."""
    document = board_ground.hall()
    wall = Wall(id=ElementId("inner"), floor=FLOOR, code="IN", points=((16_000.0, 8_000.0), (16_000.0, 18_000.0)))
    with document.transaction("Crowd"):
        document.put(
            wall,
            Door(id=ElementId("gate"), floor=FLOOR, wall=wall.id, code="G", x=16_000, y=13_000, width=3_000),
            Obstacle(
                id=ElementId("post"), floor=FLOOR, code="P",
                points=((20_000, 14_000), (20_400, 14_400), (20_000, 14_800), (19_600, 14_400)),
            ),
            Obstacle(
                id=ElementId("corner"), floor=FLOOR, code="L",
                points=((26_000, 10_000), (28_000, 10_000), (28_000, 10_500), (26_500, 10_500), (26_500, 12_000),
                        (26_000, 12_000)),
            ),
            Charger(id=ElementId("plug"), floor=FLOOR, code="C", x=23_000, y=17_000, width=1_200, depth=1_000),
        )  # fmt: skip
    return document


@pytest.mark.parametrize("seed", range(4))
def test_the_ghost_and_the_proposal_name_the_same_racks_and_aisles(seed):
    document, dice = crowded(), random.Random(seed)
    standing, ground = Standing(Sheet(document.elements.values())), Ground(document)
    some = 0
    for _ in range(40):
        plan = board_ground.rows(
            new_zone="N", x=dice.uniform(0, 28_000), y=dice.uniform(0, 18_000), angle=dice.choice((0, 90, 15, 200)),
            aisles=dice.randint(1, 3), bays=dice.randint(2, 8), cross=dice.choice((0, 2_000)),
        )  # fmt: skip
        elements = elements_of(document, plan)
        exact = {found.new for found in collisions(document, elements, ground)}
        ghost = Sheet(elements)
        assert hits(ghost, standing, 0.0, 0.0) == exact, plan
        some += bool(exact)
    assert some > 5


def test_what_the_ghost_calls_free_passes_the_check_of_overlaps_once_it_is_drawn():
    document, dice = crowded(), random.Random(9)
    standing, free = Standing(Sheet(document.elements.values())), 0
    for _ in range(30):
        plan = board_ground.rows(new_zone="N", x=dice.uniform(0, 28_000), y=dice.uniform(0, 18_000), aisles=1, bays=4)
        if hits(Sheet(elements_of(document, plan)), standing, 0.0, 0.0):
            continue
        free += 1
        drawn = LayoutDocument(document.elements.values())
        with drawn.transaction("Draw"):
            draw(drawn, propose(drawn, plan))
        new = {rack.id for rack in drawn.of(Rack)} - document.elements.keys()
        found = [one for one in LiveChecks(drawn).findings() if one.check == "overlap" and one.element in new]
        assert found == []
    assert free > 3


def test_what_is_carried_is_judged_as_it_would_be_drawn(bench):
    with bench.document.transaction("Crowd"):
        bench.document.put(*crowded().elements.values())
    dice, some = random.Random(3), 0
    movers = [one.id for one in bench.document.elements.values() if one.kind in ("rack", "place", "charger", "aisle")]
    for _ in range(60):
        ids = {dice.choice(movers)}
        dx, dy = dice.uniform(-8_000, 8_000), dice.uniform(-8_000, 8_000)
        moved_ones = [moved(bench.document.elements[id_], dx, dy) for id_ in ids]
        exact = {found.new for found in collisions(bench.document, moved_ones)}
        ghost = Sheet(bench.document.elements[id_] for id_ in ids)
        assert hits(ghost, Standing(bench.canvas.board.sheet, ids), dx, dy) == exact, (ids, dx, dy)
        some += bool(exact)
    assert 10 < some < 50


def test_a_rack_that_is_dragged_onto_another_turns_red_until_it_is_clear(bench):
    rack, other = bench.rack("A01L1"), bench.rack("A02R1")
    bench.press(*bench.at(rack))
    bench.move(*bench.at(other), ALT)
    gesture = bench.canvas.tools.choose._gesture
    assert gesture.bad == {rack.id}
    assert gesture.words().endswith("1 would collide")
    bench.move(22, 15, ALT)
    assert gesture.bad == frozenset()
    bench.key(Qt.Key.Key_Escape)
