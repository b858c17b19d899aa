"""Where aisles meet, kept pair by pair: only pairs of which an aisle changed are looked at again."""

from collections.abc import Iterable

from app.layout.elements import Aisle
from app.layout.racking import ElementId
from app.layout.solids import Nearby
from app.layout.table import Layout
from app.layout.ways import Node, Way, meeting, strip_of

Meeting = tuple[Node, Node]


class Strands:
    """The aisles of a drawing as ways, and their meetings."""

    def __init__(self) -> None:
        self._near = Nearby()
        self.ways: dict[ElementId, Way] = {}
        self._met: dict[ElementId, dict[ElementId, tuple[Meeting, ...]]] = {}

    def touch(self, layout: Layout, ids: Iterable[ElementId]) -> None:
        """Read these again where they are aisles, or were."""
        for id_ in ids:
            self._forget(id_)
            element = layout.find(id_)
            if isinstance(element, Aisle):
                self._enter(Way(element, strip_of(element), ()))

    def meetings(self) -> list[Meeting]:
        """Every meeting once, in the order of the aisles' ids."""
        return [
            met
            for one in sorted(self._met)
            for other in sorted(self._met[one])
            if one < other
            for met in self._met[one][other]
        ]

    def _enter(self, way: Way) -> None:
        id_, own = way.aisle.id, dict[ElementId, tuple[Meeting, ...]]()
        for other_id in self._near.touching(way.strip.bounds):
            # Always asked in the same order, so that the answer does not depend on which was drawn first.
            one, two = sorted((way, self.ways[other_id]), key=lambda w: w.aisle.id)
            met = meeting(one, two)
            if met:
                own[other_id] = self._met[other_id][id_] = met
        self.ways[id_], self._met[id_] = way, own
        self._near.place(id_, way.strip.bounds)

    def _forget(self, id_: ElementId) -> None:
        if self.ways.pop(id_, None) is None:
            return
        self._near.drop(id_)
        for other in self._met.pop(id_):
            del self._met[other][id_]
