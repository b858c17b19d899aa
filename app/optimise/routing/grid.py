"""A warehouse of parallel aisles between straight cross aisles, and a tour through it: the question and the answer.

Aisles are numbered from 0 by their place across; cross aisles from 0 by their place along. All lengths are in one
unit of the caller's choice. A block is what lies between two neighbouring cross aisles.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Spot = tuple[float, float]
"""A point of the grid: place across, place along."""

MOST_CROSS = 5
"""Four blocks. The number of states grows about fivefold with each further cross aisle."""

Side = Literal["left", "right"]
Sides = Literal["both", "left", "right"]


@dataclass(frozen=True, slots=True)
class InAisle:
    """A place in an aisle. along: on the axis of the cross aisles, between the first and the last. side: the shelf it
    is in, seen towards higher numbers; None = not on a shelf (a depot, a person)."""

    aisle: int
    along: float
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class OnCross:
    """A place on a cross aisle, anywhere across, also beyond the outermost aisles."""

    cross: int
    across: float


@dataclass(frozen=True, slots=True)
class Outside:
    """A place off the grid. reach: crossings from which it is reached, as (aisle, cross aisle, length of the walk)."""

    reach: tuple[tuple[int, int, float], ...]


Place = InAisle | OnCross | Outside


@dataclass(frozen=True, slots=True)
class Grid:
    """aisles: their places across, strictly ascending. cross: places of the 2 to 5 cross aisles along, strictly
    ascending. sides: which sides of each aisle have shelves; empty = both everywhere. ValueError where that is not so.
    """

    aisles: tuple[float, ...]
    cross: tuple[float, ...]
    sides: tuple[Sides, ...] = ()

    def __post_init__(self) -> None:
        if not self.aisles or not 2 <= len(self.cross) <= MOST_CROSS:
            raise ValueError(
                f"a grid has an aisle and 2 to {MOST_CROSS} cross aisles, not {len(self.aisles)} and {len(self.cross)}"
            )
        for name, places in (("aisles", self.aisles), ("cross aisles", self.cross)):
            if not all(map(math.isfinite, places)) or any(b <= a for a, b in pairwise(places)):
                raise ValueError(f"the places of {name} are not finite and strictly ascending: {places}")
        if self.sides and len(self.sides) != len(self.aisles):
            raise ValueError(f"{len(self.sides)} sides are given for {len(self.aisles)} aisles")

    def accept(self, places: Iterable[InAisle]) -> None:
        """ValueError for a place that is not in the grid, or on a side without a shelf."""
        count, low, high = len(self.aisles), self.cross[0], self.cross[-1]
        for place in places:
            if not (0 <= place.aisle < count and low <= place.along <= high):
                raise ValueError(f"{place} does not lie in the grid")
            if place.side and self.sides and self.sides[place.aisle] not in ("both", place.side):
                raise ValueError(f"aisle {place.aisle} has no shelf on the {place.side}: {place}")


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be walked: from start through all picks, in any order, to end."""

    grid: Grid
    picks: tuple[InAisle, ...]
    start: Place
    end: Place


@dataclass(frozen=True, slots=True)
class GridTour:
    """order: positions in the list of picks. length: from start to end, with the walks from and to places outside.
    polyline: the walk on the grid; with a place outside it begins or ends at the crossing that the place is reached
    from."""

    order: tuple[int, ...]
    length: float
    polyline: tuple[Spot, ...]
