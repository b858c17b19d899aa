"""The rule that most warehouses walk by: the S-shape. Every aisle with a pick is walked through from end to end.

Stated for a plan with several zones and cross aisles: the nearest zone first; in a zone one block after the other,
aisles in their order from the nearer side; each is entered at its nearer end and left at the other, only the last of
the tour is left the shorter way. Stops on open floor are visited last, in the order given. A one-way aisle is entered
at the end from which it may be driven; where a walk under the rule is not allowed at all, its length is infinite.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from app.optimise.routing.floor import Points
from app.optimise.routing.travel import Access, TravelMap


class Stretch(NamedTuple):
    """An aisle within a block. block: what is done one after the other (zone, block); rank: its place there. first,
    last: rows of its ends; stops: rows, along it from the first end."""

    block: tuple[str, int]
    rank: tuple[str, str]
    first: int
    last: int
    stops: tuple[int, ...]


class ByRule(NamedTuple):
    """order: rows with start and end, as stops are met. mm: walked, inf where the rule does not let it be walked. way:
    the same with the ends of aisles at which one turns."""

    order: list[int]
    mm: float
    way: list[int]


@dataclass(slots=True)
class _Walk:
    """every: walks between all rows. Where the walker stands, what was walked, which stops were met, on which way."""

    every: Points
    here: int = 0
    walked: float = 0.0
    met: list[int] = field(default_factory=lambda: [0])
    way: list[int] = field(default_factory=lambda: [0])

    def to(self, row: int) -> float:
        """How far away a row is."""
        return float(self.every[self.here, row])

    def through(self, stretch: Stretch) -> None:
        """Enter at the nearer end, leave at the other."""
        enter, leave, ordered = self._entry(stretch)
        self.walked += self.to(enter) + float(self.every[enter, leave])
        self.met += ordered
        self.way += [enter, *ordered, leave]
        self.here = leave

    def into(self, stretch: Stretch) -> None:
        """Enter at the nearer end and stay at the last pick."""
        enter, _, ordered = self._entry(stretch)
        self.walked += self.to(enter) + float(self.every[enter, ordered[-1]])
        self.met += ordered
        self.way += [enter, *ordered]
        self.here = ordered[-1]

    def go(self, stop: int) -> None:
        """Walk straight to a stop on open floor, or to the end of the tour."""
        self.walked += self.to(stop)
        self.met.append(stop)
        self.way.append(stop)
        self.here = stop

    def _entry(self, stretch: Stretch) -> tuple[int, int, list[int]]:
        ordered = list(stretch.stops)
        forward = self.to(stretch.first) + self._over(stretch.first, stretch.last)
        backward = self.to(stretch.last) + self._over(stretch.last, stretch.first)
        if forward <= backward:
            return stretch.first, stretch.last, ordered
        return stretch.last, stretch.first, ordered[::-1]

    def _over(self, enter: int, leave: int) -> float:
        """What the wrong direction of a one-way aisle costs more than the right one."""
        return float(self.every[enter, leave]) - float(min(self.every[enter, leave], self.every[leave, enter]))


def s_shape_walk(every: Points, stretches: Sequence[Stretch], open_floor: Sequence[int], end: int) -> ByRule:
    """From row 0 to row `end` under the rule. every: from row to column."""
    walk, left = _Walk(every), list(stretches)
    while left:
        block = _next_block(walk, left)
        left = [stretch for stretch in left if stretch not in block]
        for stretch in block:
            (walk.into if not left and stretch is block[-1] else walk.through)(stretch)
    for row in (*open_floor, end):
        walk.go(row)
    return ByRule(walk.met, walk.walked, walk.way)


def s_shape(travel: TravelMap, access: Access) -> tuple[list[int], float]:
    """The same on a travel map: order of rows of `access` (first = start, last = end of the tour), mm walked."""
    count = len(access.section)
    stops: dict[int, list[int]] = {}
    for i in range(1, count - 1):
        if access.section[i] >= 0:
            stops.setdefault(int(access.section[i]), []).append(i)
    ends = sorted({node for number in stops for node in (travel.sections[number].first, travel.sections[number].last)})
    row = {node: count + at for at, node in enumerate(ends)}
    every = np.zeros((count + len(ends), count + len(ends)))
    every[:count, :count] = travel.matrix(access)
    if ends:
        reach = np.stack([_reach(travel, access, i)[ends] for i in range(count)])
        every[:count, count:], every[count:, :count] = reach, reach.T
        every[count:, count:] = travel.distance[np.ix_(ends, ends)]
    stretches = []
    for number in sorted(stops):
        section, own = travel.sections[number], sorted(stops[number], key=lambda i: (access.along[i], i))
        block = section.aisle[0], section.block
        stretches.append(Stretch(block, section.aisle, row[section.first], row[section.last], tuple(own)))
    found = s_shape_walk(every, stretches, [i for i in range(1, count - 1) if access.section[i] < 0], count - 1)
    return found.order, found.mm


def _reach(travel: TravelMap, access: Access, stop: int) -> Points:
    """Distances from a stop to every turning point."""
    return np.asarray((access.off[stop][:, None] + travel.distance[access.node[stop]]).min(axis=0))


def _next_block(walk: _Walk, left: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of the block that is nearest now, from the side where the walker stands."""

    def away(stretch: Stretch) -> float:
        return min(walk.to(stretch.first), walk.to(stretch.last))

    nearest = min(left, key=away)
    block = sorted((stretch for stretch in left if stretch.block == nearest.block), key=lambda stretch: stretch.rank)
    return block if away(block[0]) <= away(block[-1]) else block[::-1]
