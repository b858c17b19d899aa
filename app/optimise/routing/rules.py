"""Rules of thumb that pickers walk a grid by, for comparison: what does the shortest tour save against them?

Both go block by block, the nearest first, and through a block from its nearer side.
S-shape: every aisle with a pick is entered at its nearer end and left at the other; only the last of the tour is left
the shorter way. Largest gap (Hall 1993): the first and the last aisle of the block are walked through; each other is
entered from both cross aisles up to its largest gap, those of the far side on the way there, those of the near side on
the way back. A rule's walk is told as the spots it must meet, with shortest walks between them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from app.optimise.routing.grid import Errand, Grid, InAisle, OnCross, Place, Spot


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An aisle in a block: its place across, its ends along, the places of its picks, ascending."""

    x: float
    low: float
    high: float
    picks: tuple[float, ...]

    def ends(self, grid: Grid, here: Spot) -> tuple[float, float]:
        """Its end that is nearer to a walker, and the other."""
        low, high = (walk_between(grid, here, (self.x, y)) for y in (self.low, self.high))
        return (self.low, self.high) if low <= high else (self.high, self.low)

    def away(self, grid: Grid, here: Spot) -> float:
        """How far its nearer end is."""
        return walk_between(grid, here, (self.x, self.ends(grid, here)[0]))

    def into(self, end: float) -> list[Spot]:
        """In from an end up to the largest gap and out again; where the gap begins at that end, no further than a pick
        that lies right there."""
        marks = (self.low, *self.picks, self.high)
        gap = max(range(len(marks) - 1), key=lambda at: marks[at + 1] - marks[at])
        deepest = marks[gap] if end == self.low else marks[gap + 1]
        if deepest == end:
            return [(self.x, end)] if end in self.picks else []
        return [(self.x, end), (self.x, deepest), (self.x, end)]


def s_shape_length(errand: Errand) -> float:
    """How far the S-shape walks. ValueError for a start or end outside the grid."""
    return _by_rule(errand, _through_each)


def largest_gap_length(errand: Errand) -> float:
    """How far the largest gap rule walks. ValueError for a start or end outside the grid."""
    return _by_rule(errand, _around_gaps)


def walk_between(grid: Grid, a: Spot, b: Spot) -> float:
    """The shortest walk between two spots: along one aisle, or by the cross aisle that is least out of the way."""
    if a[0] == b[0] and a[0] in grid.aisles:
        return abs(a[1] - b[1])
    return abs(a[0] - b[0]) + min(abs(a[1] - y) + abs(y - b[1]) for y in grid.cross)


def _by_rule(errand: Errand, rule: Callable[[Grid, Spot, list[_Stretch], bool], list[Spot]]) -> float:
    grid, left = errand.grid, _blocks(errand)
    spots = [_spot(grid, errand.start)]
    while left:
        here = spots[-1]
        block = min(left, key=lambda block: min(aisle.away(grid, here) for aisle in block))
        left.remove(block)
        if block[-1].away(grid, here) < block[0].away(grid, here):
            block = block[::-1]
        spots += rule(grid, here, block, not left)
    return sum(walk_between(grid, a, b) for a, b in pairwise([*spots, _spot(grid, errand.end)]))


def _spot(grid: Grid, place: Place) -> Spot:
    match place:
        case InAisle(aisle, along):
            return grid.aisles[aisle], along
        case OnCross(cross, across):
            return across, grid.cross[cross]
        case _:
            raise ValueError("a rule needs its start and end on the grid")


def _blocks(errand: Errand) -> list[list[_Stretch]]:
    """The blocks that have picks; a pick at a cross aisle belongs to the block after it."""
    grid, blocks = errand.grid, []
    for low, high in pairwise(grid.cross):
        aisles: dict[int, list[float]] = {}
        for pick in errand.picks:
            if low <= pick.along < high or pick.along == high == grid.cross[-1]:
                aisles.setdefault(pick.aisle, []).append(pick.along)
        if aisles:
            blocks.append([_Stretch(grid.aisles[at], low, high, tuple(sorted(aisles[at]))) for at in sorted(aisles)])
    return blocks


def _through_each(grid: Grid, here: Spot, block: list[_Stretch], last: bool) -> list[Spot]:
    spots = [here]
    for aisle in block:
        enter, leave = aisle.ends(grid, spots[-1])
        if last and aisle is block[-1]:
            leave = aisle.picks[-1] if enter == aisle.low else aisle.picks[0]
        spots += [(aisle.x, enter), (aisle.x, leave)]
    return spots[1:]


def _around_gaps(grid: Grid, here: Spot, block: list[_Stretch], last: bool) -> list[Spot]:
    near, far = block[0].ends(grid, here)
    if len(block) == 1:
        return _through_each(grid, here, block, last)
    spots = [(block[0].x, near), (block[0].x, far)]
    for aisle in block[1:-1]:
        spots += aisle.into(far)
    spots += [(block[-1].x, far), (block[-1].x, near)]
    for aisle in block[-2:0:-1]:
        spots += aisle.into(near)
    return spots
