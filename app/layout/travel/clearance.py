"""How wide every aisle is along its length, and where it is too narrow for who wants to pass."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.layout.checks.aisles import PASSABLE, profile_of, stay_in
from app.layout.elements import Aisle, Place, Truck
from app.layout.geometry import Piece
from app.layout.racking import ElementId
from app.layout.shapes import piece
from app.layout.solids import SOLID, Nearby, around, same_floor, solid_pieces
from app.layout.table import Layout
from app.layout.ways import Span, strip_of


@dataclass(frozen=True, slots=True)
class Clearance:
    """The free width of an aisle where something stands in it: (from, to, widest free gap), mm along it and across."""

    width: float
    narrow: tuple[tuple[float, float, float], ...] = ()

    @property
    def free(self) -> float:
        """The widest thing that passes the whole aisle, mm."""
        return min((free for _, _, free in self.narrow), default=self.width)

    def closed(self, length: float, needed: float) -> tuple[Span, ...]:
        """Where something `needed` mm wide cannot pass, merged, ascending."""
        if self.width < needed:
            return ((0.0, length),)
        spans: list[Span] = []
        for low, high, free in self.narrow:
            low, high = max(low, 0.0), min(high, length)
            if free >= needed or low >= high:
                continue
            if spans and low <= spans[-1][1]:
                spans[-1] = spans[-1][0], max(high, spans[-1][1])
            else:
                spans.append((low, high))
        return tuple(spans)


def needed_by(truck: Truck | None) -> float:
    """The free width that a truck needs, or a person; a millimetre is forgiven."""
    return PASSABLE if truck is None else truck.aisle_width - 1.0


class Clearances:
    """Keeps the clearance of every aisle, and measures again only where the floor beside it changed."""

    def __init__(self) -> None:
        self._solids = Nearby()
        self.pieces: dict[ElementId, tuple[Piece, ...]] = {}
        self._aisles = Nearby()
        self._strips: dict[ElementId, Piece] = {}
        self._kept: dict[ElementId, Clearance] = {}
        self._stale: set[ElementId] = set()

    def touch(self, layout: Layout, ids: Iterable[ElementId]) -> None:
        """Read these elements again; doors must come with their walls."""
        for id_ in ids:
            element = layout.find(id_)
            self._forget(id_)
            if isinstance(element, Aisle):
                self._strips[id_] = piece(element)
                self._aisles.place(id_, strip_of(element).bounds)
                self._stale.add(id_)
            elif isinstance(element, SOLID) and (parts := solid_pieces(element, layout)):
                self.pieces[id_] = parts
                self._solids.place(id_, around(parts))
                self._stale.update(self._beside(parts))

    def of(self, layout: Layout, aisle: Aisle) -> Clearance:
        """The clearance of an aisle as the drawing is now."""
        if aisle.id in self._stale or aisle.id not in self._kept:
            self._kept[aisle.id] = self._measured(layout, aisle)
            self._stale.discard(aisle.id)
        return self._kept[aisle.id]

    def near_aisles(self, bounds: tuple[float, float, float, float]) -> list[ElementId]:
        """The aisles whose strips touch a rectangle."""
        return self._aisles.touching(bounds)

    def _forget(self, id_: ElementId) -> None:
        parts = self.pieces.pop(id_, None)
        if parts is not None:
            self._stale.update(self._beside(parts))
            self._solids.drop(id_)
        if self._strips.pop(id_, None) is not None:
            self._aisles.drop(id_)
            self._kept.pop(id_, None)
            self._stale.discard(id_)

    def _beside(self, parts: Sequence[Piece]) -> Iterator[ElementId]:
        for part in parts:
            yield from self._aisles.touching(part.bounds)

    def _measured(self, layout: Layout, aisle: Aisle) -> Clearance:
        strip = self._strips[aisle.id]
        stays = []
        for id_ in self._solids.touching(strip.bounds):
            other = layout.elements[id_]
            if not same_floor(other, aisle) or (isinstance(other, Place) and other.use == "dock"):
                continue
            stays += [stay for part in self.pieces[id_] if (stay := stay_in(aisle, part, strip)) is not None]
        return Clearance(aisle.width, tuple(profile_of(aisle, sorted(stays))))
