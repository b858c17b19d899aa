"""The inner loops of batching on a matrix of walks, over arrays. Written once: plain Python runs them as they are,
numba compiles them.

Every batch b carries its tour with it: seq[b, : size[b]] are the places in walking order (home is left out),
visits[b, p] how many of its orders go to place p, mm[b] the length from home to home. Orders: stops[first[j] :
first[j + 1]], each place once. dice[0] is the state of the draws (Park and Miller 1988, whose products fit 64 bits).
"""

import numpy as np
from numpy.typing import NDArray

from app.optimise.batching.board import Board
from app.optimise.routing.shorten import put_in, shorten, walked

_Ints = NDArray[np.int64]
_Reals = NDArray[np.float64]
HOPE = 0.015
"""What shortening wins after orders were put back by insertion, as a part of the tours; seldom more."""


def draw(dice: _Ints) -> float:
    """The next of the draws, from 0 to below 1."""
    dice[0] = dice[0] * 48271 % 2147483647
    return float(dice[0]) / 2147483647.0


def tour(distance: _Reals, home: int, stops: _Ints, seq: _Ints) -> float:
    """The better of two tours through stops: always to the nearest, and by insertion, the farthest first; both
    shortened. seq: memory for it. Its mm."""
    size = stops.shape[0]
    other = stops.copy()
    here = home
    for k in range(size):
        nearest = k
        for j in range(k + 1, size):
            if distance[here, other[j]] < distance[here, other[nearest]]:
                nearest = j
        other[k], other[nearest] = other[nearest], other[k]
        here = other[k]
    shorten(distance, home, other, size)
    far = np.empty(size)
    for k in range(size):
        far[k] = -distance[home, stops[k]]
    order = np.argsort(far)
    for k in range(size):
        put_in(distance, home, seq, k, stops[order[k]])
    shorten(distance, home, seq, size)
    one, two = walked(distance, home, other, size), walked(distance, home, seq, size)
    if one < two:
        seq[:size] = other
        return one
    return two


def fits(board: Board, b: int, job: int) -> bool:
    """Whether the cart of a batch takes one more order."""
    if board.members[b] == 0:
        return True
    if 0 < board.slots <= board.members[b]:
        return False
    return not np.any(board.used[b] + board.load[job] > board.most + 1e-9)


def rise(board: Board, b: int, job: int, memory: _Ints) -> float:
    """About how much an order adds to the tour of a batch, each new place put where it costs least."""
    size = board.size[b]
    copied, total = False, 0.0
    for s in range(board.first[job], board.first[job + 1]):
        place = board.stops[s]
        if board.visits[b, place] == 0:
            if not copied:
                for k in range(size):
                    memory[k] = board.seq[b, k]
                copied = True
            total += put_in(board.distance, board.home, memory, size, place)
            size += 1
    return total


def add(board: Board, b: int, job: int) -> None:
    """An order comes onto a cart."""
    for s in range(board.first[job], board.first[job + 1]):
        place = board.stops[s]
        if board.visits[b, place] == 0:
            board.mm[b] += put_in(board.distance, board.home, board.seq[b], board.size[b], place)
            board.size[b] += 1
        board.visits[b, place] += 1
    for k in range(board.most.shape[0]):
        board.used[b, k] += board.load[job, k]
    board.members[b] += 1
    board.batch_of[job] = b


def drop(board: Board, job: int) -> None:
    """An order goes off its cart."""
    b = board.batch_of[job]
    gone = 0
    for s in range(board.first[job], board.first[job + 1]):
        place = board.stops[s]
        board.visits[b, place] -= 1
        if board.visits[b, place] == 0:
            gone += 1
    if gone > 0:
        kept = 0
        for k in range(board.size[b]):
            if board.visits[b, board.seq[b, k]] > 0:
                board.seq[b, kept] = board.seq[b, k]
                kept += 1
        board.size[b] = kept
        board.mm[b] = walked(board.distance, board.home, board.seq[b], kept)
    for k in range(board.most.shape[0]):
        board.used[b, k] -= board.load[job, k]
    board.members[b] -= 1
    board.batch_of[job] = -1


def settle(board: Board, b: int) -> None:
    """Shorten the tour of a batch."""
    shorten(board.distance, board.home, board.seq[b], board.size[b])
    board.mm[b] = walked(board.distance, board.home, board.seq[b], board.size[b])


def begin(board: Board) -> None:
    """Carts filled one after the other: the order farthest from home, then always the one whose places lie nearest to
    those of the cart. batch_of is -1 everywhere, all batches empty."""
    jobs, places = board.first.shape[0] - 1, board.distance.shape[0]
    near = np.empty(places)
    left, b = jobs, 0
    while left > 0:
        seed, far = -1, -1.0
        for job in range(jobs):
            if board.batch_of[job] < 0:
                reach = 0.0
                for s in range(board.first[job], board.first[job + 1]):
                    reach = max(reach, board.distance[board.home, board.stops[s]])
                if reach > far:
                    seed, far = job, reach
        for p in range(places):
            near[p] = board.distance[p, board.home]
        job = seed
        while job >= 0:
            add(board, b, job)
            left -= 1
            for s in range(board.first[job], board.first[job + 1]):
                for p in range(places):
                    near[p] = min(near[p], board.distance[p, board.stops[s]])
            job, least = -1, 1e300
            for other in range(jobs):
                if board.batch_of[other] < 0 and fits(board, b, other):
                    cost = 0.0
                    for s in range(board.first[other], board.first[other + 1]):
                        cost += near[board.stops[s]]
                    if cost < least:
                        job, least = other, cost
        settle(board, b)
        b += 1


def neighbours(board: Board, wanted: int, chosen: _Ints, dice: _Ints) -> int:
    """Batches to be taken apart: one by chance, the others by how near they lie to some of its places. How many."""
    batches = board.members.shape[0]
    one = int(draw(dice) * batches)
    while board.members[one] == 0:
        one = (one + 1) % batches
    chosen[0] = one
    found = 1
    apart = np.empty(batches)
    probes = min(6, board.size[one])
    for b in range(batches):
        apart[b] = 1e300
    if probes > 0:
        shift = int(draw(dice) * board.size[one])
        for b in range(batches):
            if b == one or board.members[b] == 0:
                continue
            total = 0.0
            for n in range(probes):
                here = board.seq[one, (shift + n * board.size[one] // probes) % board.size[one]]
                least = board.distance[here, board.home]
                for k in range(board.size[b]):
                    least = min(least, board.distance[here, board.seq[b, k]])
                total += least
            apart[b] = total * (0.4 + draw(dice)) + draw(dice)
    while found < wanted:
        best = -1
        for b in range(batches):
            if apart[b] < 1e300 and (best < 0 or apart[b] < apart[best]):
                best = b
        if best < 0:
            break
        chosen[found] = best
        apart[best] = 1e300
        found += 1
    return found


def put_back(board: Board, loose: _Ints, count: int, carts: _Ints, many: int, memory: _Ints, dice: _Ints) -> int:
    """Orders go back, always the one next that would lose most by waiting (regret of two); carts[many:] are empty ones
    that may be taken. How many carts are in use then, -1 where there is no cart left."""
    room = carts.shape[0]
    cost = np.empty((count, room))
    alone = np.empty(count)
    waits = np.ones(count)
    for n in range(count):
        alone[n] = board.alone[loose[n]]
        for c in range(room):
            cost[n, c] = 1e300
        for c in range(many):
            if fits(board, carts[c], loose[n]):
                cost[n, c] = rise(board, carts[c], loose[n], memory)
    for _ in range(count):
        pick, to, most = -1, -1, -1e300
        for n in range(count):
            if waits[n] == 0.0:
                continue
            at, first, second = -1, alone[n], alone[n]
            for c in range(many):
                if cost[n, c] < first:
                    at, first, second = c, cost[n, c], first
                elif cost[n, c] < second:
                    second = cost[n, c]
            regret = (second - first) * (0.7 + 0.6 * draw(dice)) + 1e-6 * first
            if regret > most:
                pick, to, most = n, at, regret
        if to < 0:
            if many == room:
                return -1
            to = many
            many += 1
        add(board, carts[to], loose[pick])
        waits[pick] = 0.0
        for n in range(count):
            if waits[n] > 0.0:
                cost[n, to] = 1e300
                if fits(board, carts[to], loose[n]):
                    cost[n, to] = rise(board, carts[to], loose[n], memory)
    return many


def keep(board: Board, kept: Board, b: int, k: int) -> None:
    """Batch b of one board as batch k of another."""
    size = board.size[b]
    kept.seq[k, :size] = board.seq[b, :size]
    kept.visits[k] = board.visits[b]
    kept.used[k] = board.used[b]
    kept.size[k], kept.members[k], kept.mm[k] = size, board.members[b], board.mm[b]


def search(board: Board, kept: Board, steps: int, most: float, dice: _Ints) -> int:
    """Take neighbouring batches apart and put their orders back, so often; as long as the whole is at most so many mm,
    or not longer than before, the change is gone on from (Dueck 1993). kept: memory for the batches of one change. How
    many changes were kept."""
    jobs, batches, room = board.first.shape[0] - 1, board.members.shape[0], kept.members.shape[0]
    memory = np.empty(board.seq.shape[1], dtype=np.int64)
    loose, was = np.empty(jobs, dtype=np.int64), np.empty(jobs, dtype=np.int64)
    carts = np.empty(room, dtype=np.int64)
    changes, whole = 0, board.mm.sum()
    for _ in range(steps):
        many = neighbours(board, 2 + int(draw(dice) * 3), carts, dice)
        before = 0.0
        for c in range(many):
            keep(board, kept, carts[c], c)
            before += board.mm[carts[c]]
        using = many
        for b in range(batches):
            if using < room and board.members[b] == 0:
                carts[using] = b
                keep(board, kept, b, using)
                using += 1
        share = 0.25 + 0.75 * draw(dice) * draw(dice)
        count = 0
        for job in range(jobs):
            b = board.batch_of[job]
            for c in range(many):
                if carts[c] == b and draw(dice) < share:
                    loose[count], was[count] = job, b
                    count += 1
        for n in range(count):
            drop(board, loose[n])
        now = put_back(board, loose, count, carts[:using], many, memory, dice)
        after, limit = 0.0, max(before, before + most - whole)
        for c in range(max(now, 0)):
            after += board.mm[carts[c]]
        if now >= 0 and after <= limit + HOPE * before:  # else shortening will not save it
            after = 0.0
            for c in range(now):
                settle(board, carts[c])
                after += board.mm[carts[c]]
        if now >= 0 and after <= limit:
            whole += after - before
            changes += 1
        else:
            for c in range(using):
                keep(kept, board, c, carts[c])
            for n in range(count):
                board.batch_of[loose[n]] = was[n]
    return changes
