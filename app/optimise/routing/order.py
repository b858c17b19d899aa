"""The order of stops on any matrix of walks, directed or not: proven for few stops or on a grid, else with a bound.

Up to ten different places: Held and Karp's programme (exact.py). More, where the caller knows a grid: its own proven
order. Else each order to begin with is improved until no 2-opt or Or-opt move helps, and bound.py says how near the
shortest it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.optimise.routing.bound import least_length
from app.optimise.routing.exact import MOST_STOPS, held_karp
from app.optimise.routing.floor import Points
from app.optimise.routing.improve import improved, nearest_neighbour, path_length

Method = Literal["held-karp", "grid", "local search"]
Ints = NDArray[np.int64]
_NO_WAY = 1e12
"""Stands for "no way" in sums, mm: further than any tour, and still a number."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """rows: of the matrix, from the start to the end. No order is shorter than bound."""

    rows: tuple[int, ...]
    length: float
    bound: float
    method: Method

    @property
    def optimal(self) -> bool:
        """Whether no shorter order exists."""
        return self.method != "local search"


def best_order(
    distance: Points,
    known: Sequence[Sequence[int]] = (),
    on_grid: Callable[[], Sequence[int] | None] = lambda: None,
    places: Ints | None = None,
    most_exact: int = MOST_STOPS,
) -> Ordered:
    """The order of rows 0 .. n+1 that starts at 0 and ends at n+1. distance: (n+2, n+2) from row to column;
    inf: no way.

    known: orders to begin with; the answer is never longer than one of them. on_grid: asked for a proven order where
    there are too many stops to try all. places: rows with the same number may be one place; left out, all may be.
    most_exact: up to so many places every order is tried.
    Refuses (`route.unreachable`) where no order can be walked.
    """
    walks = np.where(np.isfinite(distance), distance, _NO_WAY)
    twin, unique = same_places(walks, places)
    inner = walks[np.ix_(unique, unique)]
    begun = [_collapsed(order, twin, unique) for order in known]
    method: Method = "local search"
    count = len(unique) - 2
    proven = None if count <= MOST_STOPS else on_grid()
    if count <= MOST_STOPS or (proven is None and count <= most_exact):
        method, best = "held-karp", np.array(held_karp(inner))
    elif proven is not None:
        # Where the drawing's rounding makes the grid a mm off, a known order may be that mm shorter.
        method, best = "grid", _shortest(inner, [_collapsed(proven, twin, unique), *begun])
    else:
        best = _shortest(inner, [improved(inner, start) for start in (*begun, nearest_neighbour(inner))])
    rows = _spread(best.tolist(), twin, unique, len(walks))
    length = path_length(walks, np.array(rows))
    if length >= _NO_WAY:
        raise Refusal(
            "route.unreachable",
            "Part of this tour cannot be walked to: a wall, a rack or a one-way rule stands in every way.",
            "Check the layout around the bins of this list, or take them off the tour.",
        )
    return Ordered(tuple(rows), length, length if method != "local search" else least_length(inner, length), method)


def same_places(distance: Points, places: Ints | None = None) -> tuple[Ints, list[int]]:
    """Stops at one place (levels of a column, bins across the aisle) are one: twin[i] is the first of i's place. Start
    and end stay themselves. Also the places in order: start, first stops, end."""
    last = len(distance) - 1
    twin = np.arange(last + 1)
    near = np.maximum(distance, distance.T) < 1.0
    unique = [0]
    for i in range(1, last):
        for k in unique[1:]:
            if near[i, k] and (places is None or places[i] == places[k]):
                twin[i] = k
                break
        else:
            unique.append(i)
    return twin, [*unique, last]


def _shortest(distance: Points, orders: Sequence[Ints]) -> Ints:
    return min(orders, key=lambda order: path_length(distance, order))


def _collapsed(order: Sequence[int], twin: Ints, unique: Sequence[int]) -> Ints:
    """An order of all stops as an order of places, each where it is met first."""
    place = {stop: at for at, stop in enumerate(unique)}
    return np.array(list(dict.fromkeys(place[int(twin[i])] for i in order)))


def _spread(best: Sequence[int], twin: Ints, unique: Sequence[int], count: int) -> list[int]:
    """An order of places as an order of all stops; those of one place in the order given."""
    here: dict[int, list[int]] = {}
    for i in range(count):
        here.setdefault(int(twin[i]), []).append(i)
    return [i for at in best for i in here[unique[at]]]
