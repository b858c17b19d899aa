"""What a release brings: how long with how many people, what comes to packing and docks, which pick faces run empty."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.services.waves.kinds import Candidate, Load, Pace, Pick, PlannedBatch, Refill

MOST_PICKERS = 24


def makespan(batches: Sequence[PlannedBatch], pickers: int) -> tuple[tuple[int, float], ...]:
    """Minutes until the last batch is done, for one picker up to all there are and some more: each takes the next
    batch in its order when done with the last (Graham 1966: at most twice the least there is)."""
    found = []
    for people in range(1, max(1, min(MOST_PICKERS, max(pickers + 2, 8), len(batches))) + 1):
        free = [0.0] * people
        for batch in batches:
            heapq.heapreplace(free, free[0] + batch.seconds)
        found.append((people, max(free) / 60))
    if pickers > found[-1][0] and batches:
        found.append((pickers, found[-1][1] if found[-1][0] >= len(batches) else _with(batches, pickers)))
    return tuple(found)


def _with(batches: Sequence[PlannedBatch], people: int) -> float:
    free = [0.0] * people
    for batch in batches:
        heapq.heapreplace(free, free[0] + batch.seconds)
    return max(free) / 60


def packing(picks: Sequence[Pick], stations: int, pace: Pace) -> Load:
    """All that comes to the packing places; minutes: of work for each of them."""
    orders = len({pick.order_id for pick in picks})
    lines = len({pick.order_line_id for pick in picks})
    minutes = (orders * pace.pack_order + lines * pace.pack_line) / 60 / max(1, stations)
    words = f"{stations} packing {'place' if stations == 1 else 'places'}"
    return Load(words, orders, sum(pick.litres for pick in picks), sum(pick.grams for pick in picks), minutes)


def docks(picks: Iterable[Pick], candidates: Mapping[int, Candidate], pace: Pace) -> tuple[Load, ...]:
    """What goes out by each carrier service and cut-off; minutes: of packing before it, at one place."""
    by: dict[tuple[str, Any], list[Pick]] = defaultdict(list)
    for pick in picks:
        if (order := candidates.get(pick.order_id)) is not None:
            by[order.carrier, order.cut_off].append(pick)
    found = []
    for (carrier, until), some in by.items():
        load = packing(some, 1, pace)
        found.append(Load(carrier or "no carrier", load.orders, load.litres, load.grams, load.minutes, until))
    return tuple(
        sorted(found, key=lambda load: (load.until is None, load.until.timestamp() if load.until else 0, load.name))
    )


def refills(faces: Iterable[Any]) -> tuple[Refill, ...]:
    """Pick faces from which all is taken that is free, while more of the product waits in reserve."""
    found = [Refill(row.product_id, row.code, row.quantity, row.grams, row.litres) for row in faces]
    return tuple(
        sorted((one for one in found if one.taken >= one.has - 1e-6 and one.reserve > 0), key=lambda one: one.code)
    )
