"""Which aisle a rack is picked from: the one that its front opens onto."""

from app.layout.elements import Aisle, Rack
from app.layout.geometry import along, placed
from app.layout.racking import ElementId
from app.layout.solids import same_floor
from app.layout.table import Layout

ARM = 600.0
"""How far the front of a rack may stand back from the edge of its aisle, mm."""


def opens(rack: Rack, aisle: Aisle) -> bool:
    """Whether the front of a rack lies along an aisle, within an arm's reach, and its back further away. An aisle that
    is too short for the rack, but not by half, is meant all the same: it can be lengthened."""
    ends = (aisle.ax, aisle.ay), (aisle.bx, aisle.by)
    length = along(ends[1], *ends)[0]
    behind = abs(along((rack.x, rack.y), *ends)[1])
    marks = [
        along(placed(rack.x, rack.y, rack.angle, side * rack.length / 2, rack.depth / 2), *ends) for side in (-1, 0, 1)
    ]
    beside = all(abs(off) <= aisle.width / 2 + ARM and abs(off) < behind for _, off in marks)
    return beside and 0.0 <= marks[1][0] <= length


def aisle_before(layout: Layout, rack: Rack) -> Aisle | None:
    """The aisle that a rack opens onto, the nearest of several; None where there is none. Cross aisles hold no bins."""
    front = placed(rack.x, rack.y, rack.angle, 0.0, rack.depth / 2)
    found: list[tuple[float, ElementId, Aisle]] = []
    for aisle in layout.of(Aisle):
        if not aisle.cross and same_floor(aisle, rack) and opens(rack, aisle):
            found.append((abs(along(front, (aisle.ax, aisle.ay), (aisle.bx, aisle.by))[1]), aisle.id, aisle))
    return min(found, key=lambda one: one[:2])[2] if found else None
