"""The rule that most warehouses walk by: the S-shape. Every aisle with a pick is walked through from end to end.

Stated for a plan with several zones and cross aisles: the nearest zone first; in a zone one block after the other,
aisles in their order from the nearer side; each is entered at its nearer end and left at the other, only the last of
the tour is left the shorter way. Stops on open floor are visited last, in the order given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.optimise.routing.floor import Points
from app.optimise.routing.travel import Access, Section, TravelMap


@dataclass(slots=True)
class _Walk:
    """How far every turning point is from where the walker stands, what was walked so far, which stops were met."""

    travel: TravelMap
    access: Access
    reach: Points
    walked: float = 0.0
    met: list[int] = field(default_factory=lambda: [0])

    def to(self, node: int) -> float:
        """Distance to a turning point."""
        return float(self.reach[node])

    def through(self, section: Section, stops: list[int]) -> None:
        """Enter at the nearer end, leave at the other."""
        enter, leave, ordered = self._entry(section, stops)
        self.walked += self.to(enter) + float(self.travel.distance[section.first, section.last])
        self.met += ordered
        self.reach = self.travel.distance[leave]

    def into(self, section: Section, stops: list[int]) -> None:
        """Enter at the nearer end and stay at the last pick."""
        enter, _, ordered = self._entry(section, stops)
        last = ordered[-1]
        self.walked += self.to(enter) + float(self.access.off[last, 0 if enter == section.first else 1])
        self.met += ordered
        self.reach = _reach(self.travel, self.access, last)

    def go(self, stop: int) -> None:
        """Walk straight to a stop on open floor, or to the end of the tour."""
        self.walked += float((self.reach[self.access.node[stop]] + self.access.off[stop]).min())
        self.met.append(stop)
        self.reach = _reach(self.travel, self.access, stop)

    def _entry(self, section: Section, stops: list[int]) -> tuple[int, int, list[int]]:
        ordered = sorted(stops, key=lambda i: (self.access.along[i], i))
        if self.to(section.first) <= self.to(section.last):
            return section.first, section.last, ordered
        return section.last, section.first, ordered[::-1]


def s_shape(travel: TravelMap, access: Access) -> tuple[list[int], float]:
    """Order of rows of `access` (first = start, last = end of the tour) and the mm walked under the rule."""
    count = len(access.section)
    stops: dict[int, list[int]] = {}
    for i in range(1, count - 1):
        if access.section[i] >= 0:
            stops.setdefault(int(access.section[i]), []).append(i)
    walk = _Walk(travel, access, _reach(travel, access, 0))
    left = [(number, travel.sections[number]) for number in sorted(stops)]
    while left:
        block = _next_block(walk, left)
        left = [entry for entry in left if entry not in block]
        for number, section in block:
            last = not left and number == block[-1][0]
            (walk.into if last else walk.through)(section, stops[number])
    for i in (*(i for i in range(1, count - 1) if access.section[i] < 0), count - 1):
        walk.go(i)
    return walk.met, walk.walked


def _reach(travel: TravelMap, access: Access, stop: int) -> Points:
    """Distances from a stop to every turning point."""
    return np.asarray((access.off[stop][:, None] + travel.distance[access.node[stop]]).min(axis=0))


def _next_block(walk: _Walk, left: Sequence[tuple[int, Section]]) -> list[tuple[int, Section]]:
    """The sections of the block that is nearest now, from the side where the walker stands."""

    def away(entry: tuple[int, Section]) -> float:
        return min(walk.to(entry[1].first), walk.to(entry[1].last))

    nearest = min(left, key=away)[1]
    block = [entry for entry in left if (entry[1].aisle[0], entry[1].block) == (nearest.aisle[0], nearest.block)]
    block.sort(key=lambda entry: entry[1].aisle)
    return block if away(block[0]) <= away(block[-1]) else block[::-1]
