"""Lengths of very many round trips where only the walks between places are known: good and repeatable, not proven."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from app.optimise.slotting.engine import PLAIN, Loops


class MatrixWalks:
    """distance: (n + 1, n + 1) mm, the same both ways; row 0 is where tours begin and end. A stop is its row.

    The better of two orders, by row and by nearest neighbour, each improved until no 2-opt or Or-opt move helps.
    ValueError where something cannot be walked to."""

    def __init__(self, distance: NDArray[np.float64], loops: Loops = PLAIN) -> None:
        if not np.isfinite(distance).all():
            raise ValueError("not every place can be walked to from every other")
        self._distance = np.ascontiguousarray(distance)
        self._loops = loops
        self._itself = np.arange(len(distance))

    def __call__(self, stops: Collection[int]) -> float:
        """Metres from home through these rows and back."""
        by_row = np.array(sorted(stops), dtype=np.int64)
        if not len(by_row):
            return 0.0
        return min(self._settled(by_row), self._settled(self._nearest(by_row))) / 1_000

    def _settled(self, seq: NDArray[np.int64]) -> float:
        self._loops.settle(self._distance, self._itself, seq, 0, len(seq))
        return self._loops.length(self._distance, self._itself, seq, 0, len(seq))

    def _nearest(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        inner = self._distance[np.ix_(rows, rows)]
        here = int(self._distance[0, rows].argmin())
        order = [here]
        for _ in range(len(rows) - 1):
            inner[:, here] = np.inf
            here = int(inner[here].argmin())
            order.append(here)
        return rows[order]
