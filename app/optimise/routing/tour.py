"""A pick tour: from a start through all stops to an end, as short as we can make it, with the way to walk.

Up to ten different places: proven shortest (exact.py). More: the better of nearest neighbour and S-shape order, each
improved until no 2-opt or Or-opt move helps. As the S-shape's own order is one of the starts, a tour is never longer
than the S-shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.domain.errors import Refusal
from app.optimise.routing.exact import MOST_STOPS, held_karp
from app.optimise.routing.floor import Point, Points, Stop
from app.optimise.routing.improve import improved, nearest_neighbour, path_length
from app.optimise.routing.s_shape import s_shape
from app.optimise.routing.travel import Access, TravelMap


@dataclass(frozen=True, slots=True)
class Tour:
    """order: positions in the list of stops. metres: the walk from start to end; s_shape_metres: what the S-shape
    rule would walk for the same stops. polyline: the way, mm. proven: no shorter tour exists."""

    order: tuple[int, ...]
    metres: float
    s_shape_metres: float
    polyline: tuple[Point, ...]
    method: Literal["held-karp", "local search"]
    proven: bool


def plan_tour(travel: TravelMap, stops: Sequence[Stop], start: Stop, end: Stop) -> Tour:
    """The tour. Refuses (`route.unreachable`) where walls leave no way; KeyError for an unknown aisle."""
    every = (start, *stops, end)
    access = travel.access(every)
    distance = travel.matrix(access)
    if not np.isfinite(distance).all():
        raise Refusal(
            "route.unreachable",
            "Part of this tour cannot be walked to: a wall or a rack stands in every way.",
            "Check the layout around the bins of this list, or take them off the tour.",
        )
    rule_order, rule_mm = s_shape(travel, access)
    twin, unique = _same_places(access, distance)
    inner = distance[np.ix_(unique, unique)]
    if len(unique) - 2 <= MOST_STOPS:
        best = np.array(held_karp(inner))
        method: Literal["held-karp", "local search"] = "held-karp"
    else:
        best, method = _searched(inner, _collapsed(rule_order, twin, unique)), "local search"
    order = _spread(best.tolist(), twin, unique, len(every))
    return Tour(
        tuple(i - 1 for i in order[1:-1]),
        path_length(distance, np.array(order)) / 1_000,
        rule_mm / 1_000,
        tuple(travel.polyline(every, access, order)),
        method,
        method == "held-karp",
    )


def _searched(distance: Points, by_rule: np.ndarray) -> np.ndarray:
    tries = [improved(distance, start) for start in (by_rule, nearest_neighbour(distance))]
    return min(tries, key=lambda order: path_length(distance, order))


def _same_places(access: Access, distance: Points) -> tuple[np.ndarray, list[int]]:
    """Stops at one place (levels of a column, bins across the aisle) are one: twin[i] is the first of i's place.
    Start and end stay themselves. Also the places in order: start, first stops, end."""
    last = len(distance) - 1
    twin = np.arange(last + 1)
    unique = [0]
    for i in range(1, last):
        for k in unique[1:]:
            if distance[i, k] < 1.0 and access.section[i] == access.section[k]:
                twin[i] = k
                break
        else:
            unique.append(i)
    return twin, [*unique, last]


def _collapsed(order: Sequence[int], twin: np.ndarray, unique: Sequence[int]) -> np.ndarray:
    """An order of all stops as an order of places, each where it is met first."""
    place = {stop: at for at, stop in enumerate(unique)}
    return np.array(list(dict.fromkeys(place[int(twin[i])] for i in order)))


def _spread(best: Sequence[int], twin: np.ndarray, unique: Sequence[int], count: int) -> list[int]:
    """An order of places as an order of all stops; those of one place in the order given."""
    here: dict[int, list[int]] = {}
    for i in range(count):
        here.setdefault(int(twin[i]), []).append(i)
    return [i for at in best for i in here[unique[at]]]
