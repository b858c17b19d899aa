"""The states of a tour that is built aisle by aisle, and how they follow each other; a table for each grid height.

After the aisles to the left of a line are settled, all that matters of them is, for each cross aisle at that line:
whether the part walked so far touches it, whether evenly or oddly often, and which touched cross aisles hang together
(Ratliff and Rosenthal 1983 for one block, Roodbergen and de Koster 2001 for two, Cambazard and Catusse 2018 for any
number). Nobody writes these classes by hand here: they are what can be reached from "nothing walked" by the moves.

Moves ("ops"), each on one cross aisle or between two neighbours, in CSR lists by op and state:
  0 .. blocks-1            the stretch of the aisle in that block, in one of the classes below
  begin_at(), begin_in()   (places outside) the walk begins, or ends, at this crossing or within this stretch
  last                     step to the next aisle: cross aisles touched evenly may be left behind
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

CLASSES = 13
"""What a stretch of aisle does to its two cross aisles: 3 * first + second, each 0 untouched, 1 odd, 2 even, where it
does not join them; 9 + 2 * first + second, each 0 even, 1 odd, where it does."""
NARROW = (0, 2, 6, 8, 9, 12)
"""Classes of a stretch without a start or end of the tour in it."""
SINGLE = (1, 3, 5, 7, 10, 11)
"""Classes of a stretch with one of them in it."""
ATTACH = 3
"""The class of a walk that begins or ends at a crossing: it touches that cross aisle oddly."""
BOTH = 3
"""Flags: 1 = the start is settled, 2 = the end is. Kept where a place is reached from several crossings only."""

Level = Literal["closed", "open", "outside"]
"""Tours that end where they start; with another end; with a place outside that is reached from several crossings."""


class State(NamedTuple):
    """label, odd: for each cross aisle its component (0 = untouched) and parity. settled: flags. done: finished."""

    label: tuple[int, ...]
    odd: tuple[int, ...]
    settled: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """begin, narrow, full: (ops * every) where the followers of a state lie in `follower` and `classes`: up to narrow
    only those by NARROW classes. weight: (every) edges to the next aisle. kept: the same by cross aisle.
    State 0 is where one begins, done where one ends."""

    cross: int
    every: int
    begin: list[int]
    narrow: list[int]
    full: list[int]
    follower: list[int]
    classes: list[int]
    weight: list[int]
    kept: list[tuple[int, ...]]
    done: int


def at_crossing(cross: int, which: int, row: int) -> int:
    """The op of a walk that begins (which 0) or ends (1) at a crossing."""
    return cross - 1 + which * cross + row


def in_stretch(cross: int, which: int, block: int) -> int:
    """The op of a stretch in which the walk begins (which 0) or ends (1), where the other end is outside."""
    return 3 * cross - 1 + which * (cross - 1) + block


def step_on(cross: int, level: Level) -> int:
    """The last op."""
    return 5 * cross - 3 if level == "outside" else cross - 1


@cache
def table(cross: int, level: Level) -> Table:
    """The table for so many cross aisles; some ms for one block, about a second for four with places outside."""
    begin = State((0,) * cross, (0,) * cross, 0 if level == "outside" else BOTH)
    number, states, ops = {begin: 0}, [begin], step_on(cross, level) + 1
    rows: list[list[list[tuple[int, int]]]] = [[] for _ in range(ops)]
    for state in states:  # grows while it is walked
        for op in range(ops):
            row = []
            for kind, after in _moves(state, op, level):
                if after not in number:
                    number[after] = len(states)
                    states.append(after)
                row.append((kind, number[after]))
            rows[op].append(sorted(row, key=lambda entry: (entry[0] not in NARROW, entry)))
    done = number[State((0,) * cross, (0,) * cross, BOTH, True)]
    return _flat(cross, states, rows, done)


def _flat(cross: int, states: list[State], rows: list[list[list[tuple[int, int]]]], done: int) -> Table:
    begin: list[int] = []
    narrow: list[int] = []
    full: list[int] = []
    follower: list[int] = []
    classes: list[int] = []
    for row in (row for op in rows for row in op):
        begin.append(len(follower))
        narrow.append(len(follower) + sum(kind in NARROW for kind, _ in row))
        full.append(len(follower) + len(row))
        classes += [kind for kind, _ in row]
        follower += [after for _, after in row]
    kept = [tuple((2 - state.odd[row]) * (state.label[row] > 0) for row in range(cross)) for state in states]
    weight = [sum(edges) for edges in kept]
    return Table(cross, len(states), begin, narrow, full, follower, classes, weight, kept, done)


def _moves(state: State, op: int, level: Level) -> Iterator[tuple[int, State]]:
    cross = len(state.label)
    if op == step_on(cross, level):
        yield from ((0, after) for after in _left_behind(state))
        return
    if op < in_stretch(cross, 0, 0) or level != "outside":
        yield 0, state
    if state.done:
        return
    if op < cross - 1:
        yield from _stretched(state, op, tuple(range(1, CLASSES)) if level == "open" else NARROW[1:])
        return
    which, row = divmod(op - at_crossing(cross, 0, 0), cross)
    if which < 2:
        if not state.settled & 1 << which:
            yield ATTACH, _touched(state, row, 1)._replace(settled=state.settled | 1 << which)
        return
    which, row = divmod(op - in_stretch(cross, 0, 0), cross - 1)
    for kind, after in _stretched(state, row, SINGLE):
        yield kind, after._replace(settled=state.settled | 1 << which)


def _stretched(state: State, row: int, kinds: tuple[int, ...]) -> Iterator[tuple[int, State]]:
    for kind in kinds:
        after = _walked(state, row, kind)
        if after:
            yield kind, after


def _walked(state: State, row: int, kind: int) -> State | None:
    """The state after a stretch between cross aisles row and row + 1; None where another class is never worse."""
    if kind < 9:
        return _touched(_touched(state, row, kind // 3), row + 1, kind % 3)
    joined = state.label[row] and state.label[row] == state.label[row + 1]
    if kind == 9 and joined:
        return None  # joins twice what hangs together: leaving out the largest gap is never longer
    first, second = 2 - (kind - 9) // 2, 2 - (kind - 9) % 2
    after = _touched(_touched(state, row, first), row + 1, second)
    one, two = after.label[row], after.label[row + 1]
    return _named(after, (one if label == two else label for label in after.label))


def _touched(state: State, row: int, effect: int) -> State:
    """effect: 0 none, 1 once more, 2 twice more."""
    if not effect:
        return state
    label, odd = list(state.label), list(state.odd)
    label[row] = label[row] or max(label) + 1
    odd[row] ^= effect & 1
    return _named(state._replace(odd=tuple(odd)), label)


def _named(state: State, label: Iterable[int]) -> State:
    """Components numbered in the order in which they are met, so that equal states are equal."""
    names = {0: 0}
    return state._replace(label=tuple(names.setdefault(part, len(names)) for part in label))


def _left_behind(state: State) -> list[State]:
    """All ways to leave cross aisles behind: evenly touched ones whose component goes on elsewhere, or the last one
    of a finished tour."""
    found = [state]
    for now in found:  # grows while it is walked
        for row, part in enumerate(now.label):
            if not part or now.odd[row]:
                continue
            label = tuple(0 if at == row else other for at, other in enumerate(now.label))
            if part in label:
                after = _named(now, label)
            elif any(label) or now.settled != BOTH:
                continue
            else:
                after = now._replace(label=label, done=True)
            if after not in found:
                found.append(after)
    return found
