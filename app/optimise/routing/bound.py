"""How short can a tour be at best? A proof from below, where the exact methods are out of reach.

A path through all places is a spanning tree in which every inner place has two neighbours and both ends have one.
The cheapest spanning tree is never longer; charging places that it meets too often, and paying those it meets too
seldom, brings it nearer (Held and Karp 1971, here for open paths). Every round's value is a true bound.
Another: every place but the last is left by its shortest step; that is the better one where one-way rules rule.
"""

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.floor import Points

ROUNDS = 60


def least_length(distance: Points, length: float) -> float:
    """A length that no path from node 0 through all nodes to the last one goes below, in the matrix' unit.

    length: that of a path found, which sets the size of the first steps. The bound is never more than it.
    """
    count = len(distance)
    if count < 3:
        return float(distance[0, -1])
    arrive = float(distance[:-1, 1:].min(axis=1, where=~np.eye(count, dtype=np.bool_)[:-1, 1:], initial=np.inf).sum())
    distance = np.minimum(distance, distance.T)  # where ways are directed, each is taken for the shorter of the two
    wanted = np.full(count, 2)
    wanted[[0, -1]] = 1
    charge, best, pace = np.zeros(count), arrive, 1.0
    for _ in range(ROUNDS):
        priced = distance + charge[:, None] + charge[None, :]
        priced[0, -1] = priced[-1, 0] = np.inf  # the two ends are not neighbours: there is a place between them
        cost, met = _tree(priced)
        value = cost - float(charge @ wanted)
        off = met - wanted
        miss = int(off @ off)
        if value > best:
            best = value
        else:
            pace *= 0.85
        if not miss or length - best <= 1e-9 * length:
            break
        charge = charge + pace * max(0.0, length - value) / miss * off
    return min(best, length)


def _tree(priced: Points) -> tuple[float, NDArray[np.int64]]:
    """Cost of the cheapest spanning tree and how many neighbours each node has in it (Prim 1957)."""
    count = len(priced)
    met = np.zeros(count, dtype=np.int64)
    reach, by, cost = priced[0].copy(), np.zeros(count, dtype=np.int64), 0.0
    inside = np.zeros(count, dtype=np.bool_)
    inside[0] = True
    for _ in range(count - 1):
        at = int(np.where(inside, np.inf, reach).argmin())
        cost += float(reach[at])
        inside[at] = True
        met[at] += 1
        met[by[at]] += 1
        nearer = priced[at] < reach
        reach = np.where(nearer, priced[at], reach)
        by[nearer] = at
    return cost, met
