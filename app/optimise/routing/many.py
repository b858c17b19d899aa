"""Lengths of very many round trips from one place of one grid, without the way: what batching asks for.

walks = GridWalks(grid, places, depot, compiled())
walks(frozenset({3, 17, 40}))  # the shortest tour from the depot through these places and back
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.engine import PLAIN, Engine
from app.optimise.routing.grid import Grid, InAisle
from app.optimise.routing.kernels import NO_WAY
from app.optimise.routing.states import CLASSES


class GridWalks:
    """The programme of shortest.py with all memory made once. places: what the numbers of a call mean.

    depot: in an aisle, or at the crossing at one of its ends. ValueError for a place that is not in the grid. Not
    thread-safe."""

    def __init__(self, grid: Grid, places: Sequence[InAisle], depot: InAisle, engine: Engine = PLAIN) -> None:
        grid.accept((*places, depot))
        self._engine, self._flat = engine, engine.table(len(grid.cross), "closed")
        columns, cross, every = len(grid.aisles), len(grid.cross), self._flat.of.every
        self._blocks, self._stretches = cross - 1, columns * (cross - 1)
        inner = grid.cross[1:-1]
        spots = [*places, depot]
        self._stretch = np.array([spot.aisle * (cross - 1) + bisect_right(inner, spot.along) for spot in spots])
        self._along = np.array([spot.along for spot in spots])
        self._across = np.array([grid.aisles[spot.aisle] for spot in spots])
        self._ends = grid.cross
        self._rank = np.empty(len(spots), dtype=np.int64)
        self._sorted = np.lexsort((self._along, self._stretch))
        self._rank[self._sorted] = np.arange(len(spots))
        self._bounds = np.arange(self._stretches + 1)
        rows = [
            self._stretches if n == cross - 1 else at * (cross - 1) + n for at in range(columns) for n in range(cross)
        ]
        far = [0.0] * (columns * cross)
        far[cross - 1 : -1 : cross] = np.diff(grid.aisles).tolist()
        self._steps = (engine.ints(list(range(cross)) * columns), engine.ints(rows), engine.floats(far))
        self._wide = engine.zeros(columns * cross)
        self._cross = engine.floats(list(grid.cross))
        self._offer = engine.blank((self._stretches + 1) * CLASSES)
        self._offer[self._stretches * CLASSES] = 0.0
        self._gap = engine.zeros(self._stretches * CLASSES)
        self._odd = engine.zeros(len(spots))
        self._came = engine.whole(columns * cross * every)

    def __call__(self, stops: Collection[int]) -> float:
        """The length, in the unit of the grid. Stops as positions in `places`; none is no walk."""
        if not stops:
            return 0.0
        ranks = np.sort(self._rank[[*stops, -1]])
        taken = self._sorted[ranks]
        stretch, along = self._stretch[taken], self._along[taken]
        if stretch[0] == stretch[-1]:
            return float(2 * (along[-1] - along[0]))
        engine, flat = self._engine, self._flat
        first = engine.ints(np.searchsorted(stretch, self._bounds).tolist())
        lengths = engine.floats(along.tolist())
        engine.price(self._stretches, self._blocks, self._cross, first, lengths, self._odd, self._offer, self._gap)
        every, (op, row, far) = flat.of.every, self._steps
        here, there = engine.floats([0.0] + [NO_WAY] * (every - 1)), engine.blank(every)
        length = engine.sweep(
            len(op), every, op, row, far, self._wide, self._offer, flat.begin, flat.narrow, flat.full,
            flat.follower, flat.classes, flat.weight, here, there, self._came, flat.of.done,
        )  # fmt: skip
        return float(length)

    def distances(self) -> NDArray[np.float64]:
        """(places + 1, places + 1): the shortest walk between any two, in the unit of the grid; the last row is the
        depot's."""
        count = len(self._stretch)
        across, along = self._across, self._along
        ends = np.array(self._ends)
        far = np.abs(along[:, None] - ends[None, :])
        least = np.full((count, count), np.inf)
        for end in range(len(ends)):
            least = np.minimum(least, far[:, end, None] + far[None, :, end])
        side = np.abs(across[:, None] - across[None, :])
        return np.asarray(np.where(side == 0.0, np.abs(along[:, None] - along[None, :]), side + least))
