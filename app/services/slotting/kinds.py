"""What the slotting page asks and is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.optimise.slotting import Pair, WhatIf


@dataclass(frozen=True, slots=True)
class Wish:
    """days: how far back picks are looked at; most: moves at most; longest: days within which a move is won back. stay:
    SKUs that are to stay where they are, whatever moving them would save."""

    days: int = 60
    most: int = 100
    longest: float = 90.0
    stay: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product of the analysis. velocity: A, B or C by its order lines; lines: a day; coi: litres for each line a
    day (None: not picked). source, target: codes; target "" stays. saves: metres a day; cost: metres once; payback:
    days; all three None where it stays. rank: of the step that it belongs to, from 1, 0 where it stays; note: why it
    stays, or with what it changes places."""

    product_id: int
    sku: str
    name: str
    velocity: str
    lines: float
    coi: float | None
    source_id: int
    source: str
    target_id: int
    target: str
    saves: float | None
    cost: float | None
    payback: float | None
    rank: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """lines: every product of the pick faces; what: the steps and the walk after each; pairs: ordered together.
    picks: lines a day of each location now; notes: what could not be looked at; orders, days: of the period."""

    lines: tuple[ProductLine, ...]
    what: WhatIf
    pairs: tuple[Pair, ...]
    picks: Mapping[int, float]
    notes: tuple[str, ...]
    orders: int
    days: int
    until: datetime

    def first(self, moves: int) -> tuple[ProductLine, ...]:
        """The products that the first so many steps move, in their order."""
        return tuple(sorted((x for x in self.lines if 0 < x.rank <= moves), key=lambda x: x.rank))

    def picks_after(self, moves: int) -> dict[int, float]:
        """Lines a day of each location once the first so many steps are done."""
        after = dict(self.picks)
        for line in self.first(moves):
            after[line.source_id] = after.get(line.source_id, 0.0) - line.lines
            after[line.target_id] = after.get(line.target_id, 0.0) + line.lines
        return after

    def saved(self, moves: int) -> tuple[float, float]:
        """Metres a day that the first so many steps save: on the days of the decision, on the days kept apart."""
        if not self.what.steps or moves < 1:
            return 0.0, 0.0
        step = self.what.steps[min(moves, len(self.what.steps)) - 1]
        return self.what.walk - step.walk, self.what.checked - step.checked

    def cost(self, moves: int) -> float:
        """Metres that the first so many steps cost, once."""
        return sum(step.cost for step in self.what.steps[:moves])
