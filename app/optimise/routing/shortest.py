"""The shortest tour through a grid, proven: which aisle stretches and cross aisles are walked how often, then the walk.

    tour = shortest_tour(Errand(grid, picks, start, end), engine)

A tour is a connected multigraph whose nodes are evenly touched, but for start and end. The dynamic programme of
states.py goes once over the aisles that have something in them. The others can be left out: the walks along such an
aisle could all be shifted to one of its neighbours without getting longer. Time is linear in the aisles.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from app.optimise.routing.engine import PLAIN, Engine, Flat
from app.optimise.routing.grid import Errand, Grid, GridTour, InAisle, OnCross, Outside, Spot
from app.optimise.routing.kernels import NO_WAY
from app.optimise.routing.states import ATTACH, CLASSES, Level, at_crossing, in_stretch, step_on


@dataclass(frozen=True, slots=True)
class _Plan:
    """An errand by columns. across: their places; shut: those that are no aisle but a place on a cross aisle. places:
    (column, block, along, item) in their order, an item being a pick's position, or the number of picks for the start
    and one more for the end. first: where the places of each stretch begin. doors: (column, 0 start or 1 end, cross
    aisle, length). closed: the tour ends where it starts."""

    errand: Errand
    across: list[float]
    shut: set[int]
    places: list[tuple[int, int, float, int]]
    first: list[int]
    doors: list[tuple[int, int, int, float]]
    closed: bool

    def level(self) -> Level:
        """Which table it needs."""
        return "outside" if self.doors else "closed" if self.closed else "open"


def shortest_tour(errand: Errand, engine: Engine = PLAIN) -> GridTour:
    """The tour, of which no shorter exists. ValueError for a place that is not in the grid, or that nothing reaches.

    With a start or end outside, the tour goes through the grid even when there is nothing to pick.
    """
    plan = _plan(errand)
    if not plan.doors and plan.places[0][:2] == plan.places[-1][:2]:
        return _up_and_down(plan)
    return _solved(plan, engine)


def _plan(errand: Errand) -> _Plan:
    grid, blocks, picks = errand.grid, len(errand.grid.cross) - 1, len(errand.picks)
    grid.accept(errand.picks)
    items = [(grid.aisles[pick.aisle], pick.along, at) for at, pick in enumerate(errand.picks)]
    doors: list[tuple[float, int, int, float]] = []
    for which, place in enumerate((errand.start, errand.end)):
        if isinstance(place, Outside):
            doors += [(grid.aisles[aisle], which, row, length) for aisle, row, length in _reached(grid, place)]
        else:
            items.append((*_spot(grid, place), picks + which))
    across = sorted({item[0] for item in items}.union([door[0] for door in doors]))
    aisles = set(grid.aisles)
    if not aisles.issuperset(across):  # an aisle beside a place on a cross aisle may be needed to get elsewhere
        across = sorted({*across, *(aisle for x in across if x not in aisles for aisle in _beside(grid, x))})
    column = {x: at for at, x in enumerate(across)}
    inner = grid.cross[1:-1]  # a place at a cross aisle belongs to the block after it
    places = sorted([(column[x], bisect_right(inner, along), along, item) for x, along, item in items])
    count = [0] * (len(across) * blocks + 1)
    for at, block, _, _ in places:
        count[at * blocks + block + 1] += 1
    first = list(accumulate(count))
    shut = {at for x, at in column.items() if x not in aisles}
    closed = not doors and items[-1][:2] == items[-2][:2]
    ways = sorted((column[x], which, row, far) for x, which, row, far in doors)
    return _Plan(errand, across, shut, places, first, ways, closed)


def _beside(grid: Grid, x: float) -> tuple[float, ...]:
    """The aisles next to a place on a cross aisle."""
    right = bisect_right(grid.aisles, x)
    return grid.aisles[max(0, right - 1) : right + 1]


def _spot(grid: Grid, place: InAisle | OnCross) -> Spot:
    if isinstance(place, InAisle):
        grid.accept((place,))
        return grid.aisles[place.aisle], place.along
    if not 0 <= place.cross < len(grid.cross):
        raise ValueError(f"{place} lies on no cross aisle of the grid")
    return place.across, grid.cross[place.cross]


def _reached(grid: Grid, place: Outside) -> tuple[tuple[int, int, float], ...]:
    for aisle, row, length in place.reach:
        if not (0 <= aisle < len(grid.aisles) and 0 <= row < len(grid.cross) and 0 <= length < NO_WAY):
            raise ValueError(f"aisle {aisle}, cross aisle {row} in {length} is no way into the grid")
    if not place.reach:
        raise ValueError("a place outside is reached from nowhere")
    return place.reach


@dataclass(frozen=True, slots=True)
class _Steps:
    """The programme's steps (ops of states.py): op, row of its offers, way to the next aisle, whether it may use every
    class. held: for each column, which step ends it; stretch: for each stretch, which step it is."""

    op: list[int]
    row: list[int]
    far: list[float]
    wide: list[int]
    stretch: list[int]
    held: list[int]


def _steps(plan: _Plan, odd: list[int]) -> _Steps:
    cross, columns, picks = len(plan.errand.grid.cross), len(plan.across), len(plan.errand.picks)
    op, row, stretch, held = _regular(columns, cross)
    far, wide = [0.0] * (columns * cross), [0] * (columns * cross)
    far[cross - 1 : -1 : cross] = [b - a for a, b in pairwise(plan.across)]
    if plan.closed:
        return _Steps(op, row, far, wide, stretch, held)
    changed = list(op)
    for (column, block, _, item), one in zip(plan.places, odd, strict=True):
        if one:
            wide[column * cross + block] = 1
            if plan.doors:
                changed[column * cross + block] = in_stretch(cross, item - picks, block)
    if not plan.doors:
        return _Steps(op, row, far, wide, stretch, held)
    return _with_doors(plan, _Steps([], [], [], [], [], []), list(zip(changed, row, far, wide, strict=True)))


@lru_cache(maxsize=512)
def _regular(columns: int, cross: int) -> tuple[list[int], list[int], list[int], list[int]]:
    """op, row, stretch and held where there are no doors; nobody changes them."""
    blocks, stretches = cross - 1, columns * (cross - 1)
    row = [stretches if n == blocks else at * blocks + n for at in range(columns) for n in range(cross)]
    stretch = [step for step in range(columns * cross) if step % cross < blocks]
    return list(range(cross)) * columns, row, stretch, list(range(blocks, columns * cross, cross))


def _with_doors(plan: _Plan, steps: _Steps, plain: list[tuple[int, int, float, int]]) -> _Steps:
    """The steps of every column, and before each step on the doors of the column."""
    cross, stretches = len(plan.errand.grid.cross), len(plan.first) - 1

    def take(op: int, row: int, far: float, wide: int) -> None:
        for values, value in ((steps.op, op), (steps.row, row), (steps.wide, wide)):
            values.append(value)
        steps.far.append(far)

    for column in range(len(plan.across)):
        for op, row, far, wide in plain[column * cross : (column + 1) * cross - 1]:
            steps.stretch.append(len(steps.op))
            take(op, row, far, wide)
        for at, (here, which, row, _) in enumerate(plan.doors):
            if here == column:
                take(at_crossing(cross, which, row), stretches + 1 + at, 0.0, 1)
        steps.held.append(len(steps.op))
        take(step_on(cross, "outside"), stretches, plain[(column + 1) * cross - 1][2], 0)
    return steps


def _solved(plan: _Plan, engine: Engine) -> GridTour:
    grid, stretches, picks = plan.errand.grid, len(plan.first) - 1, len(plan.errand.picks)
    flat, columns, cross = engine.table(len(grid.cross), plan.level()), len(plan.across), len(grid.cross)
    odd_at = [0] * len(plan.places) if plan.closed else [0 if place[3] < picks else 1 for place in plan.places]
    steps, odd, first = _steps(plan, odd_at), engine.ints(odd_at), engine.ints(plan.first)
    offer, gap = engine.blank((stretches + 1 + len(plan.doors)) * CLASSES), engine.zeros(stretches * CLASSES)
    along = engine.floats([place[2] for place in plan.places])
    engine.price(stretches, cross - 1, engine.floats(list(grid.cross)), first, along, odd, offer, gap)
    _free(plan, odd_at, offer, gap)
    length, moved, states = _cheapest(plan, engine, flat, steps, offer)
    kept = engine.ints([edges for step in steps.held for edges in flat.of.kept[states[step]]])
    nodes = columns * cross + len(plan.places)
    beside, times = engine.zeros(4 * nodes), engine.zeros(4 * nodes)
    engine.join(columns, cross, first, odd, gap, engine.ints([moved[at] for at in steps.stretch]), kept, beside, times)
    used = [step for step, kind in enumerate(moved) if kind == ATTACH and steps.row[step] > stretches]
    doors = [plan.doors[steps.row[step] - stretches - 1] for step in used]
    stack, path = engine.zeros(4 * nodes + 1), engine.zeros(4 * nodes + 1)
    count = engine.walk(_end(plan, doors), beside, times, stack, path)
    return _told(plan, length, engine.read(path[:count]))


def _free(plan: _Plan, odd: list[int], offer: Any, gap: Any) -> None:
    """Offers that are not walks along an aisle: stepping on, walks from and to doors, and columns that are no aisle,
    where nothing leads along and places lie at their cross aisles."""
    blocks, at = len(plan.errand.grid.cross) - 1, (len(plan.first) - 1) * CLASSES
    offer[at] = 0.0
    for _, _, _, length in plan.doors:
        at += CLASSES
        offer[at], offer[at + ATTACH] = 0.0, length
    for stretch in (column * blocks + block for column in plan.shut for block in range(blocks)):
        begin, end, row = plan.first[stretch], plan.first[stretch + 1], stretch * CLASSES
        for kind in range(CLASSES):
            offer[row + kind] = NO_WAY
        split = begin + sum(place[2] < plan.errand.grid.cross[stretch % blocks + 1] for place in plan.places[begin:end])
        first, second = (2 - sum(part) % 2 if part else 0 for part in (odd[begin:split], odd[split:end]))
        offer[row + 3 * first + second], gap[row + 3 * first + second] = 0.0, split - begin


def _cheapest(plan: _Plan, engine: Engine, flat: Flat, steps: _Steps, offer: Any) -> tuple[float, list[int], list[int]]:
    """The length, and for each step the class that was chosen and the state after it."""
    count, every, done = len(steps.op), flat.of.every, flat.of.done
    here, there, came = engine.floats([0.0] + [NO_WAY] * (every - 1)), engine.blank(every), engine.whole(count * every)
    length = engine.sweep(
        count, every, engine.ints(steps.op), engine.ints(steps.row), engine.floats(steps.far), engine.ints(steps.wide),
        offer, flat.begin, flat.narrow, flat.full, flat.follower, flat.classes, flat.weight, here, there, came, done,
    )  # fmt: skip
    chosen, after = engine.zeros(count), engine.zeros(count)
    engine.trace(count, every, came, done, chosen, after)
    return float(length), engine.read(chosen), engine.read(after)


def _end(plan: _Plan, doors: list[tuple[int, int, int, float]]) -> int:
    """The node at which the walk on the grid ends."""
    cross, item = len(plan.errand.grid.cross), len(plan.errand.picks) + 1
    for column, which, row, _ in doors:
        if which == 1:
            return column * cross + row
    return len(plan.across) * cross + next(at for at, place in enumerate(plan.places) if place[3] == item)


def _told(plan: _Plan, length: float, path: list[int]) -> GridTour:
    """The walk in the words of the errand."""
    grid, picks = plan.errand.grid, len(plan.errand.picks)
    crossings = len(plan.across) * len(grid.cross)
    spots = [(x, y) for x in plan.across for y in grid.cross]
    spots += [(plan.across[column], along) for column, _, along, _ in plan.places]
    met = dict.fromkeys(path)
    items = [plan.places[node - crossings][3] for node in met if node >= crossings]
    line = [spots[node] for node in path]
    turns = [line[0], *(there for here, there in pairwise(line) if here != there)]
    return GridTour(tuple([item for item in items if item < picks]), length, tuple(turns))


def _up_and_down(plan: _Plan) -> GridTour:
    """All within one stretch of one aisle: whatever the rest of the grid looks like, one stays on that line."""
    picks, x = len(plan.errand.picks), plan.across[plan.places[0][0]]
    at = {item: along for _, _, along, item in plan.places}
    start, end = at[picks], at[picks + 1]
    turn = 1 if start <= end else -1  # first the way that does not lead to the end
    before = sorted((turn * at[item], item) for item in range(picks) if turn * at[item] <= turn * start)
    after = sorted((turn * at[item], item) for item in range(picks) if turn * at[item] > turn * start)
    order = [item for _, item in (*before[::-1], *after)]
    line = [start, *(at[item] for item in order), end]
    length = sum(abs(b - a) for a, b in pairwise(line))
    return GridTour(tuple(order), length, tuple((x, y) for n, y in enumerate(line) if n == 0 or y != line[n - 1]))
