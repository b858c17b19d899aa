"""Room for something large on a floor: free of all that stands, near to where one looks, indoors where that is."""

import layout_ground as ground
import pytest

from app.layout.document import LayoutDocument
from app.layout.elements import Floor, Wall, Zone
from app.layout.free_floor import nearest_free
from app.layout.geometry import Piece, box_points, overlap
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.solids import Ground

SIZE = (12_000.0, 7_000.0)
HALL = ((-8_000.0, -8_000.0), (60_000.0, -8_000.0), (60_000.0, 30_000.0), (-8_000.0, 30_000.0), (-8_000.0, -8_000.0))


def free_at(document, at, size=SIZE):
    return nearest_free(document, ground.FLOOR, size, at, Ground(document))


def walled():
    document = ground.house()
    with document.transaction("Hall"):
        document.put(Wall(id=ElementId("hall"), floor=ground.FLOOR, code="H", points=HALL))
    return document


def test_where_nothing_stands_it_is_where_one_looks():
    bare = LayoutDocument([Floor(id=ground.FLOOR, code="G")])
    assert free_at(bare, (3_210.0, 4_560.0)) == (3_210.0, 4_560.0)
    assert free_at(ground.house(), (90_003.0, 90_007.0)) == (90_003.0, 90_007.0)
    assert free_at(ground.empty(), (10_000.0, 8_000.0)) != (10_000.0, 8_000.0), "in the middle of a zone"


@pytest.mark.parametrize("at", [(4_000.0, 3_000.0), (0.0, 0.0), (24_000.0, 17_000.0), (-7_000.0, 12_000.0)])
@pytest.mark.parametrize("size", [SIZE, (2_000.0, 20_000.0)])
def test_it_shares_floor_with_nothing_that_is_drawn_and_no_nearer_place_is_free(at, size):
    document = walled()
    x, y = free_at(document, at, size)
    box = Piece.of(box_points(x, y, *size, 0.0))
    solids = [part for parts in Ground(document).parts.values() for part in parts]
    solids += [Piece.of(outline(zone)) for zone in document.of(Zone)]
    assert not any(overlap(box, part) for part in solids)
    assert -8_000 < x - size[0] / 2 < x + size[0] / 2 < 60_000, "within the walls"
    away = ((x - at[0]) ** 2 + (y - at[1]) ** 2) ** 0.5
    for share in (0.5, 0.75, 0.9):  # straight on the way to it there is no room yet
        near = Piece.of(box_points(at[0] + (x - at[0]) * share, at[1] + (y - at[1]) * share, *size, 0.0))
        assert away < 1_500 or any(overlap(near, part) for part in solids)


def test_where_the_hall_has_no_room_it_is_outside_and_another_floor_does_not_count():
    document = walled()
    x, y = free_at(document, (4_000.0, 3_000.0), (80_000.0, 50_000.0))
    assert x - 40_000 >= 60_000 or x + 40_000 <= -8_000 or y - 25_000 >= 30_000 or y + 25_000 <= -8_000
    upper = ElementId("upper")
    with document.transaction("Floor"):
        document.put(Floor(id=upper, code="1"))
    assert nearest_free(document, upper, SIZE, (4_000.0, 3_000.0), Ground(document)) == (4_000.0, 3_000.0)
