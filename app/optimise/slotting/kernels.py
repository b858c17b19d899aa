"""The inner loops of slotting, over arrays. Written once: plain Python runs them as they are, numba compiles them.

Tours are lists of SKUs in the order they are walked: seq[ptr[o] : ptr[o + 1]]; at[s] is the place of SKU s, place 0 is
home. Orders of SKU s: who[of[s] : of[s + 1]], ascending.
"""

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.shorten import shorten
from app.optimise.slotting.board import Board

_Ints = NDArray[np.int64]
_Reals = NDArray[np.float64]


def settle(distance: _Reals, at: _Ints, seq: _Ints, low: int, high: int) -> None:
    """Shorten the tour seq[low:high] until nothing helps any more. Its few ways are laid side by side for it, home
    last."""
    size = high - low
    near, order = np.zeros((size + 1, size + 1)), np.arange(size)
    for i in range(size):
        near[i, size] = near[size, i] = distance[at[seq[low + i]], 0]
        for j in range(i):
            near[i, j] = near[j, i] = distance[at[seq[low + i]], at[seq[low + j]]]
    shorten(near, size, order, size)
    before = seq[low:high].copy()
    for k in range(size):
        seq[low + k] = before[order[k]]


def length(distance: _Reals, at: _Ints, seq: _Ints, low: int, high: int) -> float:
    """How long the tour is, from home to home, mm."""
    total, here = 0.0, 0
    for k in range(low, high):
        total += distance[here, at[seq[k]]]
        here = at[seq[k]]
    return float(total + distance[here, 0])


def detour(distance: _Reals, at: _Ints, seq: _Ints, low: int, high: int, without: int, place: int) -> float:
    """The least way that a stop at a place adds to a tour from which one SKU is left out (-1: none), mm."""
    best, before = 1e300, 0
    for k in range(low, high + 1):
        if k < high and seq[k] == without:
            continue
        after = 0 if k == high else at[seq[k]]
        cost = distance[before, place] + distance[place, after] - distance[before, after]
        if cost < best:
            best = cost
        before = after
    return best


def detours(
    distance: _Reals, at: _Ints, seq: _Ints, low: int, high: int, without: int, least: _Reals, out: _Reals
) -> None:
    """The same for every place, added to out. least: memory, one for each place."""
    places = distance.shape[0]
    for q in range(places):
        least[q] = 1e300
    before = 0
    for k in range(low, high + 1):
        if k < high and seq[k] == without:
            continue
        after = 0 if k == high else at[seq[k]]
        if k == low or after != before or high - low == 1:
            direct = distance[before, after]
            for q in range(places):
                cost = distance[before, q] + distance[q, after] - direct
                if cost < least[q]:
                    least[q] = cost
        before = after
    for q in range(places):
        out[q] += least[q]


def begin(board: Board) -> None:
    """Every tour anew: always to the nearest, then settled."""
    for o in range(board.ptr.shape[0] - 1):
        low, high = board.ptr[o], board.ptr[o + 1]
        here = 0
        for k in range(low, high):
            nearest = k
            for j in range(k + 1, high):
                if board.distance[here, board.at[board.seq[j]]] < board.distance[here, board.at[board.seq[nearest]]]:
                    nearest = j
            board.seq[k], board.seq[nearest] = board.seq[nearest], board.seq[k]
            here = board.at[board.seq[k]]
        settle(board.distance, board.at, board.seq, low, high)


def lengths(board: Board, out: _Reals) -> None:
    """How long each tour is, mm."""
    for o in range(board.ptr.shape[0] - 1):
        out[o] = length(board.distance, board.at, board.seq, board.ptr[o], board.ptr[o + 1])


def learn_usual(board: Board, every: int, few: float, least: _Reals, one: _Reals) -> None:
    """What a further stop of each family adds to a tour that has the family already, by the place of the stop; drawn
    towards what it adds to any tour where those are few. From each `every`th tour. least, one: memory, by place."""
    orders = board.ptr.shape[0] - 1
    families = board.usual.shape[0]
    seen = np.zeros(families)
    every_one = np.zeros(one.shape[0])
    last = np.full(families, -1)
    board.usual[:] = 0.0
    looked = 0
    for o in range(0, orders, every):
        one[:] = 0.0
        detours(board.distance, board.at, board.seq, board.ptr[o], board.ptr[o + 1], -1, least, one)
        every_one += one
        looked += 1
        for k in range(board.ptr[o], board.ptr[o + 1]):
            c = board.family[board.seq[k]]
            if last[c] != o:
                last[c] = o
                seen[c] += 1.0
                board.usual[c] += one
    if looked > 0:
        every_one /= looked
    for c in range(families):
        board.usual[c] = (board.usual[c] + few * every_one) / (seen[c] + few)


def row_of(board: Board, s: int, least: _Reals, row: _Reals) -> None:
    """What a SKU costs at every place: its own orders, drawn towards the usual as far as they are few. mm."""
    row[:] = 0.0
    first, last = board.of[s], board.of[s + 1]
    for k in range(first, last):
        o = board.who[k]
        detours(board.distance, board.at, board.seq, board.ptr[o], board.ptr[o + 1], s, least, row)
    own, family = board.own[s], board.family[s]
    for q in range(row.shape[0]):
        mean = row[q] / (last - first) if last > first else 0.0
        row[q] = board.rate[s] * (own * mean + (1.0 - own) * board.usual[family, q])


def swap_cost(board: Board, s: int, t: int) -> float:
    """What t costs more at the place of s than where it is, and what row_of(s) counted wrongly for the orders that have
    both: those stay as long as they are. mm."""
    here, there = board.at[s], board.at[t]
    i, last_i, j, last_j = board.of[s], board.of[s + 1], board.of[t], board.of[t + 1]
    lines_s, lines_t = last_i - i, last_j - j
    both, mine = 0.0, 0.0
    while j < last_j:
        o = board.who[j]
        low, high = board.ptr[o], board.ptr[o + 1]
        while i < last_i and board.who[i] < o:
            i += 1
        if i < last_i and board.who[i] == o:
            both += detour(board.distance, board.at, board.seq, low, high, s, here)
            both -= detour(board.distance, board.at, board.seq, low, high, s, there)
        else:
            mine += detour(board.distance, board.at, board.seq, low, high, t, here)
            mine -= detour(board.distance, board.at, board.seq, low, high, t, there)
        j += 1
    cost = (
        board.rate[t]
        * (1.0 - board.own[t])
        * (board.usual[board.family[t], here] - board.usual[board.family[t], there])
    )
    if lines_t > 0:
        cost += board.rate[t] * board.own[t] * mine / lines_t
    if lines_s > 0:
        cost += board.rate[s] * board.own[s] * both / lines_s
    return float(cost)


def best_move(board: Board, s: int, places: int, least: _Reals, row: _Reals, found: _Ints) -> float:
    """The best change that brings s to a better place, looking at so many places: alone, or in exchange with another.
    Out: found: bin, and the SKU in exchange or -1. Returns the change in mm, 0 where nothing helps."""
    found[0], found[1] = -1, -1
    row_of(board, s, least, row)
    b0 = board.bin_of[s]
    base, best, looked = row[board.at[s]], -1.0, 0
    for q in np.argsort(row):
        if q == 0 or q == board.at[s]:
            continue
        if row[q] - base >= best or looked >= places:
            break
        useful = False
        for k in range(board.first_at[q], board.first_at[q + 1]):
            b = board.bins_at[k]
            if not board.fits[s, board.kind[b]]:
                continue
            useful = True
            change = row[q] - base + board.rate[s] * (board.reach[b] - board.reach[b0])
            room = board.filled[b] < board.most[b] and board.room[b] >= board.litres[s]
            if room and board.load[b] >= board.grams[s] and change < best:
                best = change
                found[0], found[1] = b, -1
            for h in range(board.filled[b]):
                t = board.held[b, h]
                if not swappable(board, s, t):
                    continue
                worth = change + board.rate[t] * (board.reach[b0] - board.reach[b])
                if worth < best:
                    worth += swap_cost(board, s, t)
                    if worth < best:
                        best = worth
                        found[0], found[1] = b, t
        if useful:
            looked += 1
    return float(best) if found[0] >= 0 else 0.0


def swappable(board: Board, s: int, t: int) -> bool:
    """May two SKUs change places?"""
    a, b = board.bin_of[s], board.bin_of[t]
    if not board.movable[t] or not board.movable[s] or not board.fits[t, board.kind[a]]:
        return False
    more, heavier = board.litres[t] - board.litres[s], board.grams[t] - board.grams[s]
    return bool(
        more <= board.room[a] and -more <= board.room[b] and heavier <= board.load[a] and -heavier <= board.load[b]
    )


def put(board: Board, s: int, b: int) -> None:
    """Put a SKU into a bin, out of the one that it is in."""
    a = board.bin_of[s]
    if a >= 0:
        n = board.filled[a]
        for h in range(n):
            if board.held[a, h] == s:
                board.held[a, h] = board.held[a, n - 1]
                board.held[a, n - 1] = -1
                break
        board.filled[a] = n - 1
        board.room[a] += board.litres[s]
        board.load[a] += board.grams[s]
    board.held[b, board.filled[b]] = s
    board.filled[b] += 1
    board.room[b] -= board.litres[s]
    board.load[b] -= board.grams[s]
    board.bin_of[s], board.at[s] = b, board.place[b]


def change(board: Board, s: int, b: int, t: int) -> None:
    """Do a move: s to the bin, t (where it is not -1) to where s was; the tours of both anew."""
    a = board.bin_of[s]
    if t >= 0:
        x, y = 0, 0
        while board.held[a, x] != s:
            x += 1
        while board.held[b, y] != t:
            y += 1
        board.held[a, x], board.held[b, y] = t, s
        more, heavier = board.litres[t] - board.litres[s], board.grams[t] - board.grams[s]
        board.room[a] -= more
        board.room[b] += more
        board.load[a] -= heavier
        board.load[b] += heavier
        board.bin_of[s], board.at[s] = b, board.place[b]
        board.bin_of[t], board.at[t] = a, board.place[a]
        for k in range(board.of[t], board.of[t + 1]):
            o = board.who[k]
            settle(board.distance, board.at, board.seq, board.ptr[o], board.ptr[o + 1])
    else:
        put(board, s, b)
    for k in range(board.of[s], board.of[s + 1]):
        o = board.who[k]
        settle(board.distance, board.at, board.seq, board.ptr[o], board.ptr[o + 1])


def improve(board: Board, some: _Ints, places: int, least: _Reals, row: _Reals, found: _Ints) -> int:
    """Move each of these SKUs to where it is best, if that helps. Returns how many moved."""
    moved = 0
    for s in some:
        if board.movable[s] and best_move(board, s, places, least, row, found) < 0.0:
            change(board, s, found[0], found[1])
            moved += 1
    return moved


def look(
    board: Board, some: _Ints, places: int, least: _Reals, row: _Reals, found: _Ints, out: _Reals, bins: _Ints,
    partners: _Ints,
) -> None:  # fmt: skip
    """The best move of each of these SKUs. Out, one for each: its change (mm), the bin, the SKU in exchange or -1."""
    for k in range(some.shape[0]):
        out[k], bins[k], partners[k] = 0.0, -1, -1
        if board.movable[some[k]]:
            out[k] = best_move(board, some[k], places, least, row, found)
            bins[k], partners[k] = found[0], found[1]


def first_fit(board: Board, ranked: _Ints, bins: _Ints) -> int:
    """Put SKUs one after the other into the first of these bins that fits and has room. Returns how many found none."""
    none, start = 0, 0
    for s in ranked:
        while start < bins.shape[0] and board.filled[bins[start]] >= board.most[bins[start]]:
            start += 1
        home = -1
        for k in range(start, bins.shape[0]):
            b = bins[k]
            if (
                board.filled[b] < board.most[b]
                and board.fits[s, board.kind[b]]
                and board.room[b] >= board.litres[s]
                and board.load[b] >= board.grams[s]
            ):
                home = b
                break
        if home >= 0:
            put(board, s, home)
        else:
            none += 1
    return none


def cheapest_fit(board: Board, ranked: _Ints) -> int:
    """Put SKUs one after the other where their family usually costs least. Returns how many found no bin."""
    none = 0
    bins = board.place.shape[0]
    for s in ranked:
        home, least = -1, 1e300
        for b in range(bins):
            if board.filled[b] < board.most[b] and board.fits[s, board.kind[b]]:
                cost = board.usual[board.family[s], board.place[b]] + board.reach[b]
                if cost < least and board.room[b] >= board.litres[s] and board.load[b] >= board.grams[s]:
                    home, least = b, cost
        if home >= 0:
            put(board, s, home)
        else:
            none += 1
    return none
