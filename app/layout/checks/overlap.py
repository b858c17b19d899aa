"""Two things on the same floor."""

from collections.abc import Iterator

from app.layout.checks.finding import Finding
from app.layout.elements import KINDS, Element
from app.layout.geometry import Piece, overlap
from app.layout.racking import ElementId
from app.layout.solids import SOLID, Nearby, around, may_share, solid_pieces
from app.layout.table import Layout

_RANK = {kind.kind: at for at, kind in enumerate(KINDS)}


class OverlapCheck:
    """Keeps the floor that every solid takes up, and the pairs that overlap."""

    def __init__(self) -> None:
        self.near = Nearby()
        self.pieces: dict[ElementId, tuple[Piece, ...]] = {}
        self._pairs: dict[ElementId, set[ElementId]] = {}
        self._said: dict[tuple[ElementId, ElementId], Finding] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Read the outlines of these, then compare them with what stands near."""
        for id_ in touched:
            self._forget(id_)
            element = layout.find(id_)
            parts = solid_pieces(element, layout) if isinstance(element, SOLID) else ()
            if parts:
                self.pieces[id_] = parts
                self.near.place(id_, around(parts))
        for id_ in touched:
            if id_ in self.pieces:
                self._compare(layout, id_)

    def findings(self) -> Iterator[Finding]:
        """One a pair."""
        yield from self._said.values()

    def _forget(self, id_: ElementId) -> None:
        self.near.drop(id_)
        self.pieces.pop(id_, None)
        for other in self._pairs.pop(id_, ()):
            self._pairs[other].discard(id_)
            self._said.pop(_pair(id_, other), None)

    def _compare(self, layout: Layout, id_: ElementId) -> None:
        element = layout.elements[id_]
        for other_id in self.near.touching(around(self.pieces[id_])):
            if other_id == id_ or other_id in self._pairs.get(id_, ()):
                continue
            other = layout.elements[other_id]
            if may_share(element, other):
                continue
            if any(overlap(a, b) for a in self.pieces[id_] for b in self.pieces[other_id]):
                self._pairs.setdefault(id_, set()).add(other_id)
                self._pairs.setdefault(other_id, set()).add(id_)
                self._said[_pair(id_, other_id)] = _finding(element, other)


def _pair(one: ElementId, other: ElementId) -> tuple[ElementId, ElementId]:
    return (one, other) if one < other else (other, one)


def _finding(one: Element, other: Element) -> Finding:
    """The one to blame is the one that is easier to move."""
    first, second = sorted((one, other), key=lambda e: (_RANK[e.kind], e.id))
    what = f"{first.kind.capitalize()} {first.code} stands on {second.kind} {second.code}."
    return Finding("overlap", first.id, what, (second.id,))
