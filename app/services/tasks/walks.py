"""The walk of a piece of work on the published plan, for the picture of it. Blocking; worker threads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from app.domain.errors import Refusal
from app.layout.geometry import Point
from app.layout.table import Layout
from app.layout.travel import Target, TravelGraph
from app.services.layout import Layouts
from app.services.session import Session
from app.services.tasks.kinds import Piece
from app.services.tours import base_of, targets_of, tour_through

IN_ORDER = ("move", "replenish", "putaway")
"""Kinds that go from a first place to a second: their stops stay in that order."""


@dataclass(frozen=True, slots=True)
class PieceWalk:
    """line: mm on the plan; stops: where it stops, in its order; metres: of all of it."""

    key: str
    line: tuple[Point, ...]
    stops: tuple[Point, ...]
    metres: float


class PieceWalks:
    """Walks of pieces; the plan is read again when another version was published."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = Lock()
        self._no = -1
        self._layout: Layout | None = None
        self._graph: TravelGraph | None = None
        self._targets: Mapping[str, Target] = {}

    def walk(self, piece: Piece) -> PieceWalk | None:
        """Through the places that are still to be gone to; None where the plan knows no way."""
        codes = [stop.code for stop in piece.stops if not stop.done]
        with self._lock:
            self._renew()
            try:
                return self._walked(piece, list(dict.fromkeys(codes)))
            except Refusal:
                return None

    def _walked(self, piece: Piece, codes: Sequence[str]) -> PieceWalk | None:
        layout, graph = self._layout, self._graph
        targets = [self._targets[code] for code in codes if code in self._targets]
        if layout is None or graph is None or not targets:
            return None
        if piece.kind in IN_ORDER:
            spots = [graph.reached(target) for target in targets]
            line = graph.line(spots) if len(spots) > 1 else (spots[0].point,)
            metres = sum(graph.distance(one, two) for one, two in pairwise(targets))
            return PieceWalk(piece.key, line, tuple(spot.point for spot in spots), metres)
        base = base_of(layout)
        tour = tour_through(layout, graph, targets, start=base, end=base)
        return PieceWalk(piece.key, tour.line, tuple(stop.point for stop in tour.stops), tour.metres)

    def _renew(self) -> None:
        layouts = Layouts(self._session)
        no = max((version.no for version in layouts.versions()), default=0)
        if no != self._no:
            self._layout = layouts.open_published().layout
            self._graph, self._targets, self._no = TravelGraph.of(self._layout), dict(targets_of(self._layout)), no
