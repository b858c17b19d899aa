"""Good short paths where proof is too dear: nearest neighbour, then 2-opt (Croes 1958) and Or-opt (Or 1976).

All work on an open path over nodes 0 .. n+1 whose ends stay. Each round looks at every move at once as arrays and
takes the best one, so a path only ever gets shorter. Distances may differ by direction: what a move turns round is
counted the other way.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.floor import Points

Order = NDArray[np.int64]
_SEGMENTS = (1, 2, 3)
_GAIN = 1e-6


def path_length(distance: Points, order: Order) -> float:
    """Length of the path in the units of the matrix."""
    return float(distance[order[:-1], order[1:]].sum())


def nearest_neighbour(distance: Points) -> Order:
    """From node 0 always to the nearest unvisited, last to node n+1; ties go to the smaller number."""
    last = len(distance) - 1
    left = distance.copy()
    left[:, [0, last]] = np.inf
    order = [0]
    for _ in range(last - 1):
        at = int(left[order[-1]].argmin())
        left[:, at] = np.inf
        order.append(at)
    return np.array([*order, last])


def improved(distance: Points, order: Order) -> Order:
    """The path after the last 2-opt or Or-opt move that shortens it."""
    while True:
        here = distance[np.ix_(order, order)]
        gain_2, cut = _two_opt(here)
        gain_or, move = _or_opt(here)
        if min(gain_2, gain_or) > -_GAIN:
            return order
        order = _reversed(order, *cut) if gain_2 <= gain_or else _moved(order, *move)


def _two_opt(here: Points) -> tuple[float, tuple[int, int]]:
    """Best change by turning the stretch i .. j round; here[a, b]: distance between places a and b of the path."""
    if len(here) < 4:
        return 0.0, (1, 1)
    step = here.diagonal(1)
    change = here[:-2, 1:-1] + here[1:-1, 2:] - step[:-1, None] - step[None, 1:]
    turned = _turned(here)
    change += turned[None, 1:-1] - turned[1:-1, None]
    change = np.where(np.tri(len(change), dtype=np.bool_), np.inf, change)
    at = int(change.argmin())
    i, j = divmod(at, change.shape[1])
    return float(change[i, j]), (i + 1, j + 1)


def _or_opt(here: Points) -> tuple[float, tuple[int, int, int, bool]]:
    """Best change by moving one to three neighbours elsewhere: (change, (first, count, after, turned))."""
    size = len(here)
    if size < 4:
        return 0.0, (1, 1, 0, False)
    first, last, barred = _segments(size)
    step, turned = here.diagonal(1), _turned(here)
    saved = here[first - 1, last + 1] - here[first - 1, first] - here[last, last + 1]
    head, tail = np.concatenate([first, last]), np.concatenate([last, first])
    change = here.T[head, :-1] + here[tail, 1:] - step + np.tile(saved, 2)[:, None]
    change[len(first) :] += (turned[last] - turned[first])[:, None]
    change[barred] = np.inf
    row, after = divmod(int(change.argmin()), size - 1)
    at = row % len(first)
    return float(change[row, after]), (int(first[at]), int(last[at] - first[at]) + 1, after, row >= len(first))


def _turned(here: Points) -> Points:
    """How much longer the path up to each place is when it is walked backwards."""
    return np.concatenate(([0.0], np.cumsum(here.diagonal(-1) - here.diagonal(1))))


@lru_cache(maxsize=128)
def _segments(size: int) -> tuple[Order, Order, NDArray[np.bool_]]:
    """First and last places of every movable stretch of a path, and the gaps that it must not be put into:
    its own and those beside it, for both ways round (2 x stretches, gaps)."""
    pairs = [(first, first + count - 1) for count in _SEGMENTS for first in range(1, size - count)]
    first, last = np.array(pairs).T
    gap = np.arange(size - 1)
    barred = (gap >= first[:, None] - 1) & (gap <= last[:, None])
    return first, last, np.tile(barred, (2, 1))


def _reversed(order: Order, i: int, j: int) -> Order:
    return np.concatenate([order[:i], order[i : j + 1][::-1], order[j + 1 :]])


def _moved(order: Order, first: int, count: int, after: int, turned: bool) -> Order:
    segment = order[first : first + count]
    rest = np.concatenate([order[:first], order[first + count :]])
    at = after + 1 if after < first else after + 1 - count
    return np.concatenate([rest[:at], segment[::-1] if turned else segment, rest[at:]])
