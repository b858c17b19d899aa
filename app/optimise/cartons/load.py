"""Loading one carton: greedy over maximal empty spaces.

Pieces come sturdy before fragile, then largest first. Each goes to the lowest place that carries it, turned so that
it closes the room best. A piece needs three quarters of its base supported and never stands on a fragile one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.optimise.cartons.goods import LEAST_SUPPORT, CartonType, Item, Placement, Sides
from app.optimise.cartons.spaces import Space, take_out


@dataclass(slots=True)
class _Load:
    """A carton being loaded."""

    type: CartonType
    least_side: int
    spaces: list[Space]
    placements: list[Placement] = field(default_factory=list)
    weight: int = 0

    def put(self, item: Item) -> bool:
        """Place the piece; False where it does not fit."""
        if self.weight + item.weight > self.type.max_weight:
            return False
        found = self._best(item)
        if found is None:
            return False
        space, (along, across, up) = found
        x, y, z = space[:3]
        self.placements.append(Placement(item, x, y, z, along, across, up))
        self.spaces = take_out(self.spaces, (x, y, z, x + along, y + across, z + up), self.least_side)
        self.weight += item.weight
        return True

    def _best(self, item: Item) -> tuple[Space, Sides] | None:
        best: tuple[tuple[int, ...], Space, Sides] | None = None
        turns = item.turns()
        for space in self.spaces:
            x, y, z, x2, y2, z2 = space
            if best is not None and z > best[0][0]:
                continue
            length, width, height = x2 - x, y2 - y, z2 - z
            for sides in turns:
                if sides[0] > length or sides[1] > width or sides[2] > height:
                    continue
                gaps = sorted((length - sides[0], width - sides[1], height - sides[2]))
                rank = (z, *gaps, y, x, sides[2])
                if (best is None or rank < best[0]) and self._rests(item, space, sides):
                    best = (rank, space, sides)
        return None if best is None else (best[1], best[2])

    def _rests(self, item: Item, space: Space, sides: Sides) -> bool:
        """Whether the piece is carried there, by nothing fragile, and carries nothing itself if it is fragile."""
        x, y, z = space[:3]
        top, carried = z + sides[2], 0
        for other in self.placements:
            beneath = other.z + other.up == z
            if not beneath and not (item.fragile and other.z == top):
                continue
            along = min(x + sides[0], other.x + other.along) - max(x, other.x)
            across = min(y + sides[1], other.y + other.across) - max(y, other.y)
            if along > 0 and across > 0:
                if not beneath or other.item.fragile:
                    return False
                carried += along * across
        return z == 0 or carried >= LEAST_SUPPORT * sides[0] * sides[1]


def load(
    carton: CartonType, items: Sequence[Item], *, or_nothing: bool = False
) -> tuple[tuple[Placement, ...], list[Item]]:
    """As many of the pieces as the greedy brings into the carton, and those left over, in the order given.

    or_nothing: give up at the first piece that finds no place (the answer then is: nothing, all left).
    """
    if not items:
        return (), []
    least = min(min(item.length, item.width, item.height) for item in items)
    room: Space = (0, 0, 0, carton.length, carton.width, carton.height)
    state = _Load(carton, least, [room])
    ranked = sorted(
        range(len(items)),
        key=lambda i: (items[i].fragile, -items[i].volume(), -max(items[i].turns()[0]), -items[i].weight, i),
    )
    left: list[int] = []
    refused: set[tuple[object, ...]] = set()
    for i in ranked:
        item = items[i]
        # Room only shrinks: the like of a piece that found no place finds none either (save the rare one that could
        # rest on what came in between; not worth the second search).
        like = (item.turns(), item.weight)
        if like in refused or not state.put(item):
            if or_nothing:
                return (), list(items)
            refused.add(like)
            left.append(i)
    return tuple(state.placements), [items[i] for i in sorted(left)]
