"""The inner loops of the exact tour. Each is written once and runs twice: over lists as plain Python, over arrays when
it is compiled. So: flat sequences, numbers, loops; no calls of each other; all memory is handed in.

Stretches are numbered column * blocks + block; the places in them lie one after the other, by their way along.
Crossings are numbered column * cross + row.
"""

from app.optimise.routing.states import CLASSES as _CLASSES

NO_WAY = 1e300
"""A cost that no tour has."""


def price(
    stretches: int, blocks: int, cross: list[float], first: list[int], along: list[float], odd: list[int],
    offer: list[float], gap: list[int],
) -> None:  # fmt: skip
    """What each class of each stretch costs. first: (stretches + 1) its places in `along`. odd: 1 at start and end.
    Out: offer, gap: (stretches * CLASSES) the cost, and which edge is left out."""
    for at in range(stretches):
        low, high = cross[at % blocks], cross[at % blocks + 1]
        begin, end = first[at], first[at + 1]
        base = at * _CLASSES
        for kind in range(_CLASSES):
            offer[base + kind] = NO_WAY
        ends, one, two = 0, low, high
        for k in range(begin, end):
            if odd[k]:
                ends += 1
                one = along[k] if ends == 1 else one
                two = along[k]
        if ends == 1:
            offer[base + 9 + 2] = (one - low) + 2 * (high - one)
            offer[base + 9 + 1] = 2 * (one - low) + (high - one)
        else:
            between = two - one if ends else 0.0
            offer[base + 9 + 3] = high - low + between
            offer[base + 9] = 2 * (high - low) - between
        above = 0
        for k in range(begin, end + 1):  # the edge before place k is not walked
            if k > begin and odd[k - 1]:
                above += 1
            cost, kind = 0.0, 0
            if k > begin:
                cost += 2 * (along[k - 1] - low) - (one - low if above == 1 else two - one if above == 2 else 0.0)
                kind += 3 * (2 - above % 2)
            if k < end:
                below = ends - above
                cost += 2 * (high - along[k]) - (high - two if below == 1 else two - one if below == 2 else 0.0)
                kind += 2 - below % 2
            if cost < offer[base + kind]:
                offer[base + kind] = cost
                gap[base + kind] = k - begin


def sweep(
    steps: int, every: int, op: list[int], row: list[int], far: list[float], wide: list[int], offer: list[float],
    begin: list[int], narrow: list[int], full: list[int], follower: list[int], classes: list[int], weight: list[int],
    here: list[float], there: list[float], came: list[int], done: int,
) -> float:  # fmt: skip
    """The cheapest way from the state that costs 0 in `here` to `done`. For each step: op, its row of offers, wide,
    and the way to the next aisle. Out: came: (steps * every) 16 * state before + class."""
    for step in range(steps):
        for state in range(every):
            there[state] = NO_WAY
        prices, moves, to = row[step] * _CLASSES, op[step] * every, step * every
        last = full if wide[step] else narrow
        for state in range(every):
            cost = here[state]
            if cost < NO_WAY:
                for k in range(begin[moves + state], last[moves + state]):
                    total = cost + offer[prices + classes[k]]
                    after = follower[k]
                    if total < there[after]:
                        there[after] = total
                        came[to + after] = 16 * state + classes[k]
        if far[step] > 0.0:
            for state in range(every):
                if there[state] < NO_WAY:
                    there[state] += far[step] * weight[state]
        here, there = there, here
    return here[done]


def trace(steps: int, every: int, came: list[int], done: int, chosen: list[int], after: list[int]) -> None:
    """Back along the cheapest way. Out, for each step: the class that was chosen, the state after it."""
    state = done
    for back in range(steps):
        step = steps - 1 - back
        after[step] = state
        chosen[step] = came[step * every + state] % 16
        state = came[step * every + state] // 16


def join(
    columns: int, cross: int, first: list[int], odd: list[int], gap: list[int], chosen: list[int], kept: list[int],
    beside: list[int], times: list[int],
) -> None:  # fmt: skip
    """The walked edges. chosen: class by stretch; kept: (columns * cross) edges to the next column. Out, for each
    crossing, then each place, right, left, up, down: beside: the neighbour; times: how often the edge is walked."""
    for at in range(columns * cross):
        if kept[at]:
            beside[4 * at], beside[4 * (at + cross) + 1] = at + cross, at
            times[4 * at], times[4 * (at + cross) + 1] = kept[at], kept[at]
    blocks = cross - 1
    for at in range(columns * blocks):
        kind, begin, end = chosen[at], first[at], first[at + 1]
        out = gap[at * _CLASSES + kind] if kind < 9 else -1
        once = 0
        if kind >= 9:
            once = (kind - 9) // 2
        else:
            for k in range(begin, begin + out):
                once ^= odd[k]
        upper = at // blocks * cross + at % blocks
        before = upper
        for k in range(begin, end + 1):
            here = columns * cross + k if k < end else upper + 1
            if k - begin == out:
                once = 0
            else:
                beside[4 * before + 3], beside[4 * here + 2] = here, before
                times[4 * before + 3] = times[4 * here + 2] = 2 - once
            if k < end:
                before, once = here, once ^ odd[k]


def walk(first: int, beside: list[int], times: list[int], stack: list[int], path: list[int]) -> int:
    """Each edge as often as it is to be walked, in one go (Hierholzer 1873); the path ends at `first`. Uses up
    `times`. Returns how many nodes the path has."""
    stack[0] = first
    height, length = 1, 0
    while height:
        at = 4 * stack[height - 1]
        way = 0
        while way < 4 and times[at + way] == 0:
            way += 1
        if way == 4:
            path[length] = stack[height - 1]
            length += 1
            height -= 1
        else:
            there = beside[at + way]
            times[at + way] -= 1
            times[4 * there + (way ^ 1)] -= 1
            stack[height] = there
            height += 1
    return length
