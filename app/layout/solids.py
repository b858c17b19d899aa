"""What takes up floor, and what of it stands in the way of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.layout.elements import Aisle, Charger, Door, Element, Obstacle, Place, Rack, Wall
from app.layout.geometry import Bounds, Piece, bounds_of, overlap
from app.layout.racking import ElementId
from app.layout.shapes import piece
from app.layout.table import Layout
from app.layout.walls import pieces

SOLID = (Rack, Place, Charger, Obstacle, Wall)
"""Elements that nothing else may stand on."""


@dataclass(frozen=True, slots=True)
class Collision:
    """A new element and one that is there already (or another new one), which would share floor."""

    new: ElementId
    old: ElementId


def solid_pieces(element: Element, layout: Layout) -> tuple[Piece, ...]:
    """The floor that an element takes up; nothing for what is no solid."""
    if isinstance(element, Wall):
        doors = [layout.find(id_) for id_ in layout.namers(element.id)]
        return pieces(element, [door for door in doors if isinstance(door, Door)])
    return (piece(element),) if isinstance(element, SOLID) else ()


def same_floor(one: Element, other: Element) -> bool:
    """Whether two elements stand on one floor."""
    return getattr(one, "floor", None) == getattr(other, "floor", None)


def may_share(one: Element, other: Element) -> bool:
    """Whether two solids may share floor: a dock goes through the wall, walls and columns meet, floors lie one above
    the other."""
    if not same_floor(one, other):
        return True
    built = sum(isinstance(element, (Wall, Obstacle)) for element in (one, other))
    docks = sum(isinstance(element, Place) and element.use == "dock" for element in (one, other))
    return built == 2 or (built == 1 and docks == 1)


class Nearby:
    """Bounds of many elements, to ask which ones touch a rectangle: one comparison of arrays, turned racks or not."""

    def __init__(self) -> None:
        self._row: dict[ElementId, int] = {}
        self._ids: list[ElementId | None] = []
        self._free: list[int] = []
        self._bounds = np.full((64, 4), np.nan)

    def place(self, id_: ElementId, bounds: Bounds) -> None:
        """Add an element or move it."""
        row = self._row.get(id_)
        if row is None:
            row = self._free.pop() if self._free else len(self._ids)
            if row == len(self._ids):
                self._ids.append(None)
            if row == len(self._bounds):
                self._bounds = np.concatenate((self._bounds, np.full_like(self._bounds, np.nan)))
            self._row[id_], self._ids[row] = row, id_
        self._bounds[row] = bounds

    def drop(self, id_: ElementId) -> None:
        """Forget an element; one that is not there is forgotten already."""
        row = self._row.pop(id_, None)
        if row is not None:
            self._ids[row] = None
            self._bounds[row] = np.nan
            self._free.append(row)

    def touching(self, bounds: Bounds) -> list[ElementId]:
        """The elements whose bounds touch a rectangle."""
        b = self._bounds
        hit = (b[:, 0] <= bounds[2]) & (b[:, 2] >= bounds[0]) & (b[:, 1] <= bounds[3]) & (b[:, 3] >= bounds[1])
        return [id_ for row in np.flatnonzero(hit).tolist() if (id_ := self._ids[row]) is not None]


def around(parts: Sequence[Piece]) -> Bounds:
    """Bounds of several pieces."""
    return bounds_of([corner for part in parts for corner in (part.bounds[:2], part.bounds[2:])])


class Ground:
    """What stands on the floor of a layout, ready to be asked. Made once when a gesture begins, for in a large drawing
    reading all outlines takes longer than a frame; it does not follow later changes."""

    def __init__(self, layout: Layout) -> None:
        self.near = Nearby()
        self.parts: dict[ElementId, tuple[Piece, ...]] = {}
        for id_, element in layout.elements.items():
            parts = floor_of(element, layout)
            if parts:
                self.parts[id_] = parts
                self.near.place(id_, around(parts))


def collisions(layout: Layout, new: Iterable[Element], ground: Ground | None = None) -> tuple[Collision, ...]:
    """Which new elements would stand on one another, or on what is drawn; aisles count too: no rack stands in one."""
    ground = ground or Ground(layout)
    fresh = {element.id: element for element in new}
    parts = {id_: own for id_, element in fresh.items() if (own := floor_of(element, layout))}
    near = Nearby()
    found = []
    for id_, own in parts.items():
        bounds = around(own)
        others = [(other, fresh[other], parts[other]) for other in near.touching(bounds)]
        others += [
            (other, layout.elements[other], ground.parts[other])
            for other in ground.near.touching(bounds)
            if other not in fresh and other in layout.elements
        ]
        for other, element, there in others:
            if not _bar(fresh[id_], element) and any(overlap(a, b) for a in own for b in there):
                found.append(Collision(id_, other))
        near.place(id_, bounds)
    return tuple(found)


def floor_of(element: Element, layout: Layout) -> tuple[Piece, ...]:
    """The floor that an element takes up or keeps free: solids and aisles."""
    return (piece(element),) if isinstance(element, Aisle) else solid_pieces(element, layout)


def _bar(one: Element, other: Element) -> bool:
    """Whether two elements are no business of each other: aisles cross, people stand at places beside and in them."""
    ways = sum(isinstance(element, Aisle) for element in (one, other))
    if ways == 2:
        return True
    if ways == 1:
        inert = (Place, Wall)
        return isinstance(one, inert) or isinstance(other, inert) or not same_floor(one, other)
    return may_share(one, other)
