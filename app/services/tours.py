"""Tours through a drawn layout: the drawing's travel graph on one side, the planning of tours on the other.

planned = tour_through(layout, graph, stops, start=PlaceAt(bench))  # any drawing, an unpublished one too
found = tour_of_order(session, order)  # an order's open picks on the published plan
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.layout.geometry import Point
from app.layout.table import Layout
from app.layout.travel import Spot, Target, TravelGraph
from app.layout.travel.search import Trace, line_of
from app.optimise.routing import PLAIN, Engine
from app.optimise.routing.order import Method
from app.optimise.routing.walk import PlannedWalk, Walk, plan_walk
from app.services.floor.lanes import lanes_of
from app.services.floor.published import Ground, floor_of
from app.services.session import Session

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a tour in its order. name: the bin's address; point: where it is on the plan, mm; metres, seconds:
    from the start up to it, with the time to come up to it."""

    name: str
    point: Point
    target: Target
    metres: float
    seconds: float


@dataclass(frozen=True, slots=True)
class PlannedTour:
    """start, end: names; end is None for a tour that ends at its last stop. metres, seconds: of all of it.
    s_shape_metres: by the rule most warehouses walk by; None where it cannot be walked here. optimal: no shorter tour
    exists; bound: metres, no tour is shorter. open_floor: it may lead over floor where no aisle is drawn. s_shape_line:
    of the walk by the S-shape, mm, where that was asked for."""

    start: str
    end: str | None
    stops: tuple[Stop, ...]
    line: tuple[Point, ...]
    metres: float
    seconds: float
    s_shape_metres: float | None
    optimal: bool
    bound: float
    method: Method
    open_floor: bool
    s_shape_line: tuple[Point, ...] = ()

    @property
    def saved(self) -> float | None:
        """Metres saved against the S-shape; None where that cannot be walked."""
        return None if self.s_shape_metres is None else max(0.0, self.s_shape_metres - self.metres)

    @property
    def comparison(self) -> str:
        """What it saves and how good it is, for people."""
        if self.saved is None:
            saves = "the S-shape cannot be walked under these one-way rules"
        elif self.saved < 0.5:
            saves = "as short as the S-shape"
        else:
            saves = f"saves {self.saved:.0f} m against S-shape"
        if self.optimal:
            return f"Optimal: {saves}" if self.saved is None or self.saved < 0.5 else f"Optimal {saves}"
        over = self.metres / self.bound - 1 if self.bound else 0.0
        return f"{saves[0].upper()}{saves[1:]}; at most {over:.1%} longer than the shortest"


@dataclass(frozen=True, slots=True)
class OrderTour:
    """An order's tour. left_out: bins that are not on it, each with why."""

    order_id: int
    number: str
    tour: PlannedTour
    left_out: tuple[tuple[str, str], ...]


def tour_through(
    layout: Layout,
    graph: TravelGraph,
    stops: Sequence[Target],
    *,
    start: Target,
    end: Target | None = None,
    engine: Engine = PLAIN,
    draw_s_shape: bool = False,
) -> PlannedTour:
    """The shortest tour from start through all stops, in any order, to end (None: it ends at its last stop).

    graph: of this layout. draw_s_shape: also the line of the walk by that rule. Refuses (`travel.no_access`,
    `route.unreachable`, `tour.nothing`), saying which and why.
    """
    if not stops:
        raise Refusal("tour.nothing", "There is nothing to walk to.", "Choose at least one bin for the tour.")
    targets = [start, *stops, start if end is None else end]
    spots = [graph.reached(target) for target in targets]
    walk, turns = _walk(layout, graph, spots, end_free=end is None)
    found = plan_walk(walk, engine)
    rows = [0, *(at + 1 for at in found.order), *([len(spots) - 1] if end is not None else [])]
    legs = graph.legs([spots[at] for at in rows])
    told = list(_told(walk.every, legs, spots, targets, rows))
    return PlannedTour(
        start=spots[0].name,
        end=None if end is None else spots[-1].name,
        stops=tuple(told[: len(stops)]),
        line=line_of(legs),
        metres=told[-1].metres,
        seconds=told[-1].seconds,
        s_shape_metres=found.s_shape_mm / 1_000 if np.isfinite(found.s_shape_mm) else None,
        optimal=found.optimal,
        bound=found.bound_mm / 1_000,
        method=found.method,
        open_floor=graph.network.sketch,
        s_shape_line=_line_by_rule(graph, [*spots, *turns], found, end) if draw_s_shape else (),
    )


class OrderPicks:
    """Which bins an order is still to be picked from. Blocking."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def codes_of(self, order: int | str) -> tuple[str, ...]:
        """The addresses. Refuses (WM404, `tour.nothing`)."""
        return self.found(order)[2]

    def found(self, order: int | str) -> tuple[int, str, tuple[str, ...]]:
        """Its id, its number and the addresses. Refuses as `codes_of`."""
        at, by_id = self._session.warehouse.warehouse_id, isinstance(order, int)
        rows = self._session.door.query(
            "order_walk", warehouse=at, order=order if by_id else None, number=None if by_id else order
        )
        if not rows:
            raise Refusal("WM404", f"There is no order {order}.", "Look the number up in the list of orders.")
        codes = tuple(dict.fromkeys(str(row.from_code) for row in rows if row.from_code is not None))
        if not codes:
            raise Refusal(
                "tour.nothing",
                f"Nothing of order {rows[0].number} waits to be picked.",
                "Choose an order that is released and not picked yet.",
            )
        return int(rows[0].order_id), str(rows[0].number), codes


def tour_of_order(session: Session, order: int | str) -> OrderTour:
    """The tour through an order's open picks on the published plan; order: its id or number. Blocking."""
    return OrderTours(session).tour_of_order(order)


class OrderTours:
    """Tours of orders on the published plan. Blocking: worker threads only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tour_of_order(self, order: int | str) -> OrderTour:
        """The tour from the packing place through the order's open picks and back. Refuses (WM404, `tour.nothing`)."""
        order_id, number, codes = OrderPicks(self._session).found(order)
        with floor_of(self._session).walked() as ground:
            return _toured(ground, order_id, number, codes)


def _toured(ground: Ground, order_id: int, number: str, codes: Sequence[str]) -> OrderTour:
    stops, left_out = list[Target](), list[tuple[str, str]]()
    for code in codes:
        target = ground.targets.get(code)
        if target is None:
            left_out.append((code, "It is not on the plan."))
            continue
        try:
            ground.graph.reached(target)
        except Refusal as refusal:
            left_out.append((code, refusal.what))
        else:
            stops.append(target)
    if not stops:
        raise Refusal("tour.nothing", f"No bin of order {number} can be walked to.", left_out[0][1])
    tour = tour_through(ground.layout, ground.graph, stops, start=ground.base, end=ground.base)
    return OrderTour(order_id, number, tour, tuple(left_out))


def _line_by_rule(
    graph: TravelGraph, spots: Sequence[Spot], found: PlannedWalk, end: Target | None
) -> tuple[Point, ...]:  # fmt: skip
    """The S-shape on the plan; nothing where it cannot be walked. The row of an open end is nowhere."""
    if not np.isfinite(found.s_shape_mm):
        return ()
    return graph.line([spots[at] for at in (found.s_shape_way[:-1] if end is None else found.s_shape_way)])


def _walk(
    layout: Layout, graph: TravelGraph, spots: Sequence[Spot], *, end_free: bool
) -> tuple[Walk, Sequence[Spot]]:  # fmt: skip
    """The question, and the spots of its rows after those given."""
    found = lanes_of(layout, graph, spots)
    every = graph.matrix([*spots, *found.turns]) * 1_000.0
    _refuse_cut_off(every, spots, end_free)
    return Walk(every, len(spots) - 2, found.lanes, found.at, end_free), found.turns


def _told(
    every: NDArray[np.float64],
    legs: Sequence[Trace],
    spots: Sequence[Spot],
    targets: Sequence[Target],
    rows: Sequence[int],
) -> Iterator[Stop]:
    """What one comes to, in order, with what was walked until then: seconds of the ways that are drawn."""
    metres, passed = 0.0, 0.0
    for leg, (before, at) in zip(legs, pairwise(rows), strict=True):
        metres += float(every[before, at]) / 1_000
        passed += leg.seconds + spots[at].lift
        yield Stop(spots[at].name, spots[at].point, targets[at], metres, passed)


def _refuse_cut_off(every: Floats, spots: Sequence[Spot], end_free: bool) -> None:
    """Name the first stop that the start does not lead to, or that does not lead on to the end."""
    last = len(spots) - 1
    for at in range(1, last):
        there, on = np.isfinite(every[0, at]), end_free or np.isfinite(every[at, last])
        if not there or not on:
            one, two = (spots[at], spots[last]) if there else (spots[0], spots[at])
            raise Refusal(
                "route.unreachable",
                f"There is no way from {one.name} to {two.name}.",
                "Draw the aisle that joins them, turn a one-way aisle, or take the bin off the tour.",
            )
