"""The published plan as waves ask it. Worker threads only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.layout.addresses import names_of
from app.layout.elements import Place, Rack
from app.layout.geometry import Point
from app.layout.table import Layout
from app.layout.travel import PlaceAt, Spot, TravelGraph
from app.layout.travel.places import Access
from app.optimise.batching import MatrixWalks
from app.optimise.batching.engine import Loops
from app.services.floor.published import Ground as Published
from app.services.floor.published import floor_of
from app.services.session import Session
from app.services.waves.ways import Ways


@dataclass(frozen=True, slots=True)
class Ground:
    """Places of one question: row 0 is where walks begin and end, row_of: of each address; off_plan: addresses that
    nothing leads to, with why."""

    ways: Ways
    walks: MatrixWalks
    row_of: Mapping[str, int]
    off_plan: Mapping[str, str]

    def tour(self, rows: Collection[int]) -> tuple[tuple[int, ...], float]:
        """Rows in walking order and the metres from home through them and back, by the way round that is shorter."""
        if not rows:
            return (), 0.0
        order = self.walks.tour(rows)
        one, two = self.metres(order), self.metres(order[::-1])
        return (order, one) if one <= two else (order[::-1], two)

    def metres(self, rows: Sequence[int]) -> float:
        """From home through rows in this order and back."""
        through = np.array([0, *rows, 0])
        return float(self.ways.mm[through[:-1], through[1:]].sum()) / 1_000

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
        with self._floor.walked() as published:
            plan, network = _starts(published), published.graph.network
        row_at: dict[tuple[Access, ...], int] = {}
        spots, row_of, lost = [plan.home], dict[str, int](), dict[str, str]()
        for code in sorted(set(codes)):
            spot = plan.spots.get(code)
            if spot is None:
                lost[code] = "Nothing on the plan leads there."
                continue
            row = row_of[code] = row_at.setdefault(spot.accesses, len(spots))
            if row == len(spots):
                spots.append(spot)
        ways = Ways(network, spots)
        there = np.isfinite(ways.both[0])
        lost |= {code: "Nothing on the plan leads there and back." for code, row in row_of.items() if not there[row]}
        walks = MatrixWalks(np.where(np.isfinite(ways.both), ways.both, 1e9), loops)
        return Ground(ways, walks, {code: row for code, row in row_of.items() if there[row]}, lost)


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
