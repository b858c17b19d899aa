"""Orders onto carts: the picks of a release become batches with their tours. What is foretold is what is released."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.layout.travel.mover import WALK_SPEED
from app.optimise.batching import Cart, Job, MatrixSearch, Problem, first_come
from app.optimise.batching.engine import Loops
from app.optimise.batching.problem import Batch
from app.services.waves.floor import Ground
from app.services.waves.kinds import Mode, Pace, Pick, PlannedBatch, Policy

Enough = Callable[[], bool]
Told = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class _Group:
    """Orders that may share a cart. picks: of each."""

    zone_id: int | None
    cut_off: datetime | None
    orders: tuple[int, ...]
    picks: Mapping[int, Sequence[Pick]]


def batches_of(
    picks: Iterable[Pick], turn: Sequence[int], cut_off: Mapping[int, datetime | None], policy: Policy, ground: Ground,
    loops: Loops, *, enough: Enough = lambda: False, told: Told = lambda done, total, words: None,
) -> tuple[tuple[PlannedBatch, ...], float]:  # fmt: skip
    """The batches, those of the nearest cut-off first, and the metres of the same picks put onto carts as they come.

    enough: true stops the search; what was found by then is the answer."""
    groups = list(_groups(picks, turn, cut_off, policy))
    every, made, as_they_come = sum(len(group.orders) for group in groups), list[PlannedBatch](), 0.0
    done = 0
    for group in groups:
        told(done, every, f"Putting {every:,} orders together")
        share = policy.seconds * len(group.orders) / every
        batches, simple = _together(group, policy, ground, loops, share, enough)
        as_they_come += simple
        made += [_planned(group, batch, policy, ground) for batch in batches]
        done += len(group.orders)
    told(every, every, "1 tour" if len(made) == 1 else f"{len(made):,} tours")
    return tuple(made), as_they_come


def _groups(
    picks: Iterable[Pick], turn: Sequence[int], cut_off: Mapping[int, datetime | None], policy: Policy
) -> Iterator[_Group]:  # fmt: skip
    """By zone where zones are picked apart, by cut-off where the policy says so; the nearest first."""
    nth = {order: n for n, order in enumerate(turn)}
    sorted_: dict[tuple[float, int], dict[int, list[Pick]]] = defaultdict(lambda: defaultdict(list))
    for pick in picks:
        until = cut_off.get(pick.order_id) if policy.by_cut_off else None
        zone = pick.zone_id or 0 if policy.mode == "zone" else -1
        sorted_[until.timestamp() // 60 if until else float("inf"), zone][pick.order_id].append(pick)
    for (_, zone), found in sorted(sorted_.items()):
        orders = tuple(sorted(found, key=lambda order: nth.get(order, len(nth))))
        first = min((until for order in orders if (until := cut_off.get(order))), default=None)
        yield _Group(zone or None if zone >= 0 else None, first, orders, found)


def _together(
    group: _Group, policy: Policy, ground: Ground, loops: Loops, seconds: float, enough: Enough
) -> tuple[Sequence[Sequence[int]], float]:  # fmt: skip
    """Orders of a group by batch, in the order of their slots; and the metres as they come."""
    problem = _problem(group, policy, ground)
    simple = first_come(problem)
    if policy.mode == "discrete" or not policy.shortest:
        return [[group.orders[at] for at in sorted(batch)] for batch in simple.batches], simple.length
    began = time.monotonic()
    search = MatrixSearch(problem, ground.walks.distance, loops=loops)
    while not search.done and not enough() and time.monotonic() - began < seconds:
        search.step(min(1.0, seconds))
    return [[group.orders[at] for at in sorted(batch)] for batch in _in_turn(search.best.batches)], simple.length


def _in_turn(batches: Iterable[Batch]) -> list[Batch]:
    return sorted(batches, key=min)


def _problem(group: _Group, policy: Policy, ground: Ground) -> Problem:
    limits = [(policy.litres, "litres", 1.0), (policy.kilograms, "grams", 1_000.0)]
    used = [(name, most * factor) for most, name, factor in limits if most is not None]
    jobs = [
        Job(
            frozenset(ground.row_of[pick.code] for pick in group.picks[order] if pick.code in ground.row_of),
            tuple(sum(float(getattr(pick, name)) for pick in group.picks[order]) for name, _ in used),
        )
        for order in group.orders
    ]
    slots = 1 if policy.mode == "discrete" else policy.slots
    return Problem(jobs, Cart(tuple(most for _, most in used), slots=slots), ground.walks)


def _planned(group: _Group, orders: Sequence[int], policy: Policy, ground: Ground) -> PlannedBatch:
    picks = [pick for order in orders for pick in group.picks[order]]
    bins = {pick.code: pick.location_id for pick in picks}
    walk = ground.tour({ground.row_of[code] for code in bins if code in ground.row_of})
    at = {row: n for n, row in enumerate(walk.order)}
    inside = sorted((code for code in bins if code in ground.row_of), key=lambda code: (at[ground.row_of[code]], code))
    pieces = sum(pick.quantity for pick in picks)
    return PlannedBatch(
        mode=_mode(policy.mode, len(orders)),
        zone_id=group.zone_id,
        orders=tuple(orders),
        stops=tuple(bins[code] for code in inside),
        metres=walk.metres,
        line=ground.line(walk.order),
        picks=len(picks),
        pieces=pieces,
        seconds=_seconds(policy.pace, ground.seconds(walk.order), len(bins), pieces, len(orders)),
        cut_off=group.cut_off,
        off_plan=tuple(sorted(code for code in bins if code not in ground.row_of)),
        s_shape=walk.s_shape,
    )


def _mode(mode: Mode, orders: int) -> Mode:
    """A cart with one order on it is picked as one order."""
    return "discrete" if mode in ("cluster", "batch") and orders == 1 else mode


def _seconds(pace: Pace, walked: float, bins: int, pieces: float, orders: int) -> float:
    """walked: s at the usual speed. Who walks faster does so in slow aisles too."""
    return walked * WALK_SPEED / 1_000 / pace.walk + bins * pace.bin + pieces * pace.piece + orders * pace.slot
