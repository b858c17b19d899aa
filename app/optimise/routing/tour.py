"""A pick tour: from a start through all stops to an end, as short as we can make it, with the way to walk.

Up to ten different places: proven shortest (exact.py). More, all in one zone that is a grid: proven shortest too
(shortest.py, on_floor.py). Else: the better of nearest neighbour and S-shape order, each improved until no 2-opt or
Or-opt move helps, with a bound from below (bound.py). As the S-shape's own order is one of the starts, a tour is never
longer than the S-shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.errors import Refusal
from app.optimise.routing.engine import PLAIN, Engine
from app.optimise.routing.floor import Point, Stop
from app.optimise.routing.on_floor import errand_of
from app.optimise.routing.order import Method, best_order
from app.optimise.routing.s_shape import s_shape
from app.optimise.routing.shortest import shortest_tour
from app.optimise.routing.travel import TravelMap

WALK = 1.2
"""On foot with a cart, m/s."""


@dataclass(frozen=True, slots=True)
class Tour:
    """order: positions in the list of stops. metres: the walk from start to end; seconds: walking it. s_shape_metres:
    what the S-shape rule would walk for the same stops; bound: metres, no tour is shorter. polyline: the way, mm.
    optimal: no shorter tour exists, but for the rounding of the drawing."""

    order: tuple[int, ...]
    metres: float
    seconds: float
    s_shape_metres: float
    polyline: tuple[Point, ...]
    method: Method
    optimal: bool
    bound: float

    @property
    def comparison(self) -> str:
        """What the tour saves and how good it is, for people."""
        saved = max(0.0, self.s_shape_metres - self.metres)
        saves = f"saves {saved:.0f} m against S-shape" if np.isfinite(saved) else "S-shape cannot be walked here"
        if self.optimal:
            return f"optimal {saves}"
        over = self.metres / self.bound - 1 if self.bound else 0.0
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

    def on_grid() -> list[int] | None:
        errand = errand_of(travel, every, access)
        if errand is None:
            return None
        return [0, *(at + 1 for at in shortest_tour(errand, engine).order), len(every) - 1]

    found = best_order(distance, [rule_order], on_grid, access.section)
    metres = found.length / 1_000
    return Tour(
        tuple(i - 1 for i in found.rows[1:-1]),
        metres,
        metres / WALK,
        rule_mm / 1_000,
        tuple(travel.polyline(every, access, found.rows)),
        found.method,
        found.optimal,
        found.bound / 1_000,
    )
