"""Lengths of very many round trips where only the walks between places are known: good and repeatable, not proven."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from app.optimise.batching.engine import PLAIN, Loops


class MatrixWalks:
    """distance: (n + 1, n + 1) mm, the same both ways; row 0 is where tours begin and end. A stop is its row.

    A tour is made by insertion, the farthest place first, and improved until no 2-opt or Or-opt move helps.
    ValueError where something cannot be walked to."""

    def __init__(self, distance: NDArray[np.float64], loops: Loops = PLAIN) -> None:
        if not np.isfinite(distance).all():
            raise ValueError("not every place can be walked to from every other")
        self.distance = np.ascontiguousarray(distance, dtype=np.float64)
        self._loops = loops
        self._memory = np.empty(len(distance), dtype=np.int64)

    def __call__(self, stops: Collection[int]) -> float:
        """Metres from home through these rows and back."""
        return self._made(stops) / 1_000 if stops else 0.0

    def tour(self, stops: Collection[int]) -> tuple[int, ...]:
        """The rows in walking order."""
        self._made(stops)
        return tuple(self._memory[: len(stops)].tolist())

    def _made(self, stops: Collection[int]) -> float:
        return self._loops.tour(self.distance, 0, np.array(sorted(stops), dtype=np.int64), self._memory)
