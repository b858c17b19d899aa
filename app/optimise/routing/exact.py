"""Shortest open path through all stops, proven: dynamic programming over subsets (Held and Karp 1962)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.floor import Points

MOST_STOPS = 10
"""Beyond this the table (2^n x n) costs more time than the heuristic needs."""


def held_karp(distance: Points) -> list[int]:
    """The order of nodes 0 .. n+1 that starts at 0, ends at n+1 and is shortest. distance: (n+2, n+2)."""
    count = len(distance) - 2
    if count < 1:
        return [0, count + 1]
    inner, layers = distance[1:-1, 1:-1], _layers(count)
    bits = 1 << np.arange(count)
    best = np.full((1 << count, count), np.inf)
    came = np.zeros((1 << count, count), dtype=np.int64)
    best[bits, np.arange(count)] = distance[0, 1:-1]
    for masks in layers[1:]:
        member = (masks[:, None] & bits) != 0
        reach = best[masks[:, None] & ~bits] + inner.T[None, :, :]
        came[masks] = reach.argmin(axis=2)
        best[masks] = np.where(member, reach.min(axis=2), np.inf)
    mask = (1 << count) - 1
    at = int((best[mask] + distance[1:-1, -1]).argmin())
    order = [count + 1]
    while True:
        order.append(at + 1)
        before = mask & ~(1 << at)
        if not before:
            return [0, *order[:0:-1], order[0]]
        at, mask = int(came[mask, at]), before


@cache
def _layers(count: int) -> tuple[NDArray[np.int64], ...]:
    """Subsets of `count` things by their size, from one."""
    masks = np.arange(1 << count)
    size = np.array([mask.bit_count() for mask in masks.tolist()])
    return tuple(masks[size == k] for k in range(1, count + 1))
