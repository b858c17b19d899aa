"""The published plan as waves ask it. Worker threads only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.layout.addresses import names_of
from app.layout.elements import Place, Rack
from app.layout.geometry import Point
from app.layout.table import Layout
from app.layout.travel import PlaceAt, Spot, TravelGraph
from app.layout.travel.places import Access
from app.optimise.batching import MatrixWalks
from app.optimise.batching.engine import Loops
from app.optimise.routing.walk import Lane, Walk, by_s_shape
from app.services.floor.lanes import LanesOf, lanes_of
from app.services.floor.published import Ground as Published
from app.services.floor.published import floor_of
from app.services.session import Session
from app.services.waves.ways import Ways


@dataclass(frozen=True, slots=True)
class Round:
    """From home through rows in their order and back. s_shape: metres of the same picks by the S-shape, the rule that
    most warehouses walk by; None where one-way aisles do not let it be walked."""

    order: tuple[int, ...]
    metres: float
    s_shape: float | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Places of one question: row 0 is where walks begin and end, row_of: of each address; off_plan: addresses that
    nothing leads to, with why. lanes: the aisles of all rows, with rows of their own in `ways` after those."""

    ways: Ways
    walks: MatrixWalks
    row_of: Mapping[str, int]
    off_plan: Mapping[str, str]
    lanes: LanesOf

    def tour(self, rows: Collection[int]) -> Round:
        """The round through rows by the way that is shortest of those known; never longer than the S-shape."""
        if not rows:
            return Round((), 0.0, 0.0)
        order = self.walks.tour(rows)
        rule, s_shape = self._s_shape(sorted(rows))
        best = min((order, order[::-1], rule), key=self.metres)
        return Round(best, self.metres(best), s_shape / 1_000 if np.isfinite(s_shape) else None)

    def _s_shape(self, rows: Sequence[int]) -> tuple[tuple[int, ...], float]:
        """Rows in the order of the S-shape, and its mm."""
        used = sorted({place[0] for row in rows if (place := self.lanes.at[row]) is not None})
        number = {lane: n for n, lane in enumerate(used)}
        lanes, turns, after = list[Lane](), list[int](), len(rows) + 2
        for lane in (self.lanes.lanes[n] for n in used):
            lanes.append(replace(lane, rows=tuple(range(after + len(turns), after + len(turns) + len(lane.rows)))))
            turns += lane.rows
        every = [0, *rows, 0, *turns]
        at = (self.lanes.at[row] for row in rows)
        places = (None if place is None else (number[place[0]], place[1]) for place in at)
        walk = Walk(self.ways.mm[np.ix_(every, every)], len(rows), tuple(lanes), (None, *places, None))
        found = by_s_shape(walk)
        return tuple(rows[at - 1] for at in found.order[1:-1]), found.mm

    def metres(self, rows: Sequence[int]) -> float:
        """From home through rows in this order and back."""
        through = np.array([0, *rows, 0])
        return float(self.ways.mm[through[:-1], through[1:]].sum()) / 1_000

    def seconds(self, rows: Sequence[int]) -> float:
        """Of that walk, s: as people usually walk, and in aisles that have a speed of their own, with that."""
        return self.ways.seconds([0, *rows, 0])

    def line(self, rows: Sequence[int]) -> tuple[Point, ...]:
        """Of that walk on the plan, mm."""
        return self.ways.line([0, *rows, 0])


class PlannedFloor:
    """The published plan of a warehouse."""

    def __init__(self, session: Session) -> None:
        self._floor = floor_of(session)

    def warm(self) -> None:
        """Read the plan: some seconds for ten thousand bins. Refuses (`tour.no_base`)."""
        with self._floor.walked() as published:
            _starts(published)

    def ground(self, codes: Collection[str], loops: Loops) -> Ground:
        """Of these addresses; bins that are one place to whoever walks share a row. Refuses (`tour.no_base`,
        `travel.no_access`: of the place where walks begin)."""
        row_at: dict[tuple[Access, ...], int] = {}
        row_of, lost = dict[str, int](), dict[str, str]()
        with self._floor.walked() as published:
            plan, network = _starts(published), published.graph.network
            spots = [plan.home]
            for code in sorted(set(codes)):
                spot = plan.spots.get(code)
                if spot is None:
                    lost[code] = "Nothing on the plan leads there."
                    continue
                row = row_of[code] = row_at.setdefault(spot.accesses, len(spots))
                if row == len(spots):
                    spots.append(spot)
            lanes = lanes_of(published.layout, published.graph, spots)
        ways = Ways(network, [*spots, *lanes.turns])
        both = ways.both[: len(spots), : len(spots)]
        there = np.isfinite(both[0])
        lost |= {code: "Nothing on the plan leads there and back." for code, row in row_of.items() if not there[row]}
        walks = MatrixWalks(np.where(np.isfinite(both), both, 1e9), loops)
        return Ground(ways, walks, {code: row for code, row in row_of.items() if there[row]}, lost, lanes)


@dataclass(frozen=True, slots=True)
class _Starts:
    """spots: where each bin and place that can be come to touches the graph, by its address."""

    home: Spot
    spots: Mapping[str, Spot]


def _starts(published: Published) -> _Starts:
    graph = published.graph
    return published.kept.one(
        _Starts, lambda: _Starts(graph.reached(published.base), dict(_spots(published.layout, graph)))
    )


def _spots(layout: Layout, graph: TravelGraph) -> Iterator[tuple[str, Spot]]:
    bins, passable = graph.bins, graph.network.passable
    free = (bins.fault == 0) & np.isfinite(bins.lift) & passable[bins.stretch]
    for rack in layout.of(Rack):
        here = bins.of(rack.id)
        rows = zip(
            names_of(rack, layout.find), free[here].tolist(), bins.stretch[here].tolist(), bins.along[here].tolist(),
            strict=True,
        )  # fmt: skip
        for name, reached, stretch, along in rows:
            if reached:
                yield name, Spot(name, (0.0, 0.0), (Access(stretch, along, -1, 0.0),))
    for place in layout.of(Place):
        spot = graph.spot(PlaceAt(place.id))
        if not spot.fault:
            yield place.code, spot
