"""A pick tour: from a start through all stops to an end, as short as we can make it, with the way to walk.

Up to ten different places: proven shortest (exact.py). More, all in one zone that is a grid: proven shortest too
(shortest.py, on_floor.py). Else: the better of nearest neighbour and S-shape order, each improved until no 2-opt or
Or-opt move helps, with a bound from below (bound.py). As the S-shape's own order is one of the starts, a tour is never
longer than the S-shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.domain.errors import Refusal
from app.optimise.routing.bound import least_length
from app.optimise.routing.engine import PLAIN, Engine
from app.optimise.routing.exact import MOST_STOPS, held_karp
from app.optimise.routing.floor import Point, Points, Stop
from app.optimise.routing.improve import improved, nearest_neighbour, path_length
from app.optimise.routing.on_floor import errand_of
from app.optimise.routing.s_shape import s_shape
from app.optimise.routing.shortest import shortest_tour
from app.optimise.routing.travel import Access, TravelMap

Method = Literal["held-karp", "grid", "local search"]


@dataclass(frozen=True, slots=True)
class Tour:
    """order: positions in the list of stops. metres: the walk from start to end; s_shape_metres: what the S-shape
    rule would walk for the same stops; least_metres: no tour is shorter. polyline: the way, mm. proven: no shorter
    tour exists, but for the rounding of the drawing."""

    order: tuple[int, ...]
    metres: float
    s_shape_metres: float
    polyline: tuple[Point, ...]
    method: Method
    proven: bool
    least_metres: float

    @property
    def comparison(self) -> str:
        """What the tour saves and how good it is, for people."""
        saves = f"saves {max(0.0, self.s_shape_metres - self.metres):.0f} m against S-shape"
        if self.proven:
            return f"optimal {saves}"
        over = self.metres / self.least_metres - 1 if self.least_metres else 0.0
        return f"{saves}; at most {over:.1%} longer than the shortest"


def plan_tour(travel: TravelMap, stops: Sequence[Stop], start: Stop, end: Stop, engine: Engine = PLAIN) -> Tour:
    """The tour. Refuses (`route.unreachable`) where walls leave no way; KeyError for an unknown aisle.

    engine: hand in engine.compiled() where many tours are planned.
    """
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
    by_rule = _collapsed(rule_order, twin, unique)
    method: Method = "local search"
    if len(unique) - 2 <= MOST_STOPS:
        method, best = "held-karp", np.array(held_karp(inner))
    elif errand := errand_of(travel, every, access):
        on_grid = [0, *(at + 1 for at in shortest_tour(errand, engine).order), len(every) - 1]
        # Where the drawing's rounding makes the grid a mm off, the S-shape may be that mm shorter.
        method, best = "grid", _shortest(inner, [_collapsed(on_grid, twin, unique), by_rule])
    else:
        best = _shortest(inner, [improved(inner, start) for start in (by_rule, nearest_neighbour(inner))])
    order = _spread(best.tolist(), twin, unique, len(every))
    length = path_length(distance, np.array(order))
    least = length if method != "local search" else least_length(inner, length)
    return Tour(
        tuple(i - 1 for i in order[1:-1]),
        length / 1_000,
        rule_mm / 1_000,
        tuple(travel.polyline(every, access, order)),
        method,
        method != "local search",
        least / 1_000,
    )


def _shortest(distance: Points, orders: Sequence[np.ndarray]) -> np.ndarray:
    return min(orders, key=lambda order: path_length(distance, order))


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
