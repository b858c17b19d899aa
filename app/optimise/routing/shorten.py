"""Shortening a tour on a matrix of walks, over arrays: the loops that batching and slotting run thousands of times.

Written once: plain Python runs them as they are, numba compiles them (`app.loops`). Walks are the same both
ways. `improve.py` does this for the one tour of a person: it looks at all moves of a round as arrays, which needs no
numba and minds the direction.
"""

import numpy as np
from numpy.typing import NDArray

_Ints = NDArray[np.int64]
_Reals = NDArray[np.float64]


def walked(distance: _Reals, home: int, seq: _Ints, size: int) -> float:
    """From home through seq[:size] and back, mm."""
    total, here = 0.0, home
    for k in range(size):
        total += distance[here, seq[k]]
        here = seq[k]
    return float(total + distance[here, home])


def turn(distance: _Reals, home: int, seq: _Ints, size: int) -> bool:
    """Turn stretches of a tour round wherever that helps, once through (Croes 1958). Whether any was turned."""
    better = False
    for i in range(size - 1):
        a = home if i == 0 else seq[i - 1]
        b = seq[i]
        for j in range(i + 1, size):
            c = seq[j]
            d = home if j == size - 1 else seq[j + 1]
            if distance[a, c] + distance[b, d] < distance[a, b] + distance[c, d] - 0.5:
                x, y = i, j
                while x < y:
                    seq[x], seq[y] = seq[y], seq[x]
                    x += 1
                    y -= 1
                b = seq[i]
                better = True
    return better


def place_of(distance: _Reals, home: int, seq: _Ints, size: int, i: int, length: int) -> int:
    """The gap to which seq[i : i + length] is moved best, size + 1 more where it is turned round as well; -1: none."""
    a = home if i == 0 else seq[i - 1]
    z = home if i + length == size else seq[i + length]
    head, tail = seq[i], seq[i + length - 1]
    best, to = distance[a, head] + distance[tail, z] - distance[a, z] - 0.5, -1
    if best <= 0.0:
        return -1
    for gap in range(size + 1):
        if i <= gap <= i + length:
            continue
        c = home if gap == 0 else seq[gap - 1]
        d = home if gap == size else seq[gap]
        gone = distance[c, d]
        if distance[c, head] + distance[tail, d] - gone < best:
            best, to = distance[c, head] + distance[tail, d] - gone, gap
        if distance[c, tail] + distance[head, d] - gone < best:
            best, to = distance[c, tail] + distance[head, d] - gone, gap + size + 1
    return to


def shift(distance: _Reals, home: int, seq: _Ints, size: int) -> bool:
    """Move one to three stops that follow each other wherever that helps, once through (Or 1976). Whether any moved."""
    better = False
    for length in range(1, 4):
        for i in range(size - length + 1):
            to = place_of(distance, home, seq, size, i, length)
            if to < 0:
                continue
            better = True
            if to > size:
                to -= size + 1
                x, y = i, i + length - 1
                while x < y:
                    seq[x], seq[y] = seq[y], seq[x]
                    x += 1
                    y -= 1
            for _ in range(length):
                if to > i:
                    one = seq[i]
                    for k in range(i, to - 1):
                        seq[k] = seq[k + 1]
                    seq[to - 1] = one
                else:
                    one = seq[i + length - 1]
                    for k in range(i + length - 1, to, -1):
                        seq[k] = seq[k - 1]
                    seq[to] = one
    return better


def shorten(distance: _Reals, home: int, seq: _Ints, size: int) -> None:
    """Until neither helps any more."""
    better = True
    while better:
        better = turn(distance, home, seq, size)
        better = shift(distance, home, seq, size) or better


def put_in(distance: _Reals, home: int, seq: _Ints, size: int, place: int) -> float:
    """Put a place where it costs least; seq has room. What it costs."""
    best, at, before = 1e300, 0, home
    for k in range(size + 1):
        after = home if k == size else seq[k]
        cost = distance[before, place] + distance[place, after] - distance[before, after]
        if cost < best:
            best, at = cost, k
        before = after
    for k in range(size, at, -1):
        seq[k] = seq[k - 1]
    seq[at] = place
    return best
