"""The walk of a piece of work on the published plan, for the picture of it. Blocking; worker threads only."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.errors import Refusal
from app.layout.geometry import Point
from app.services.floor.published import Ground, floor_of
from app.services.session import Session
from app.services.tasks.kinds import Piece
from app.services.tours import tour_through

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
    """Walks of pieces on what is published now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def walk(self, piece: Piece) -> PieceWalk | None:
        """Through the places that are still to be gone to; None where the plan knows no way."""
        codes = [stop.code for stop in piece.stops if not stop.done]
        with floor_of(self._session).walked() as ground:
            try:
                return _walked(ground, piece, list(dict.fromkeys(codes)))
            except Refusal:
                return None

    def walks(self, pieces: Sequence[Piece]) -> dict[str, PieceWalk]:
        """Of many at once, by key, each in the order in which it is walked; those without a way are left out."""
        found: dict[str, PieceWalk] = {}
        with floor_of(self._session).walked() as ground:
            for piece in pieces:
                try:
                    walk = _straight(ground, piece)
                except Refusal:
                    continue
                if walk is not None:
                    found[piece.key] = walk
        return found


def _straight(ground: Ground, piece: Piece) -> PieceWalk | None:
    """Through what is left in the order in which it is walked: nothing is looked for."""
    codes = dict.fromkeys(stop.code for stop in piece.stops if not stop.done)
    spots = [ground.graph.reached(ground.targets[code]) for code in codes if code in ground.targets]
    if not spots:
        return None
    line = ground.graph.line(spots) if len(spots) > 1 else (spots[0].point,)
    metres = sum(math.dist(one, two) for one, two in pairwise(line)) / 1_000
    return PieceWalk(piece.key, line, tuple(spot.point for spot in spots), metres)


def _walked(ground: Ground, piece: Piece, codes: Sequence[str]) -> PieceWalk | None:
    graph, targets = ground.graph, [ground.targets[code] for code in codes if code in ground.targets]
    if not targets:
        return None
    if piece.kind in IN_ORDER:
        spots = [graph.reached(target) for target in targets]
        line = graph.line(spots) if len(spots) > 1 else (spots[0].point,)
        metres = sum(graph.distance(one, two) for one, two in pairwise(targets))
        return PieceWalk(piece.key, line, tuple(spot.point for spot in spots), metres)
    tour = tour_through(ground.layout, graph, targets, start=ground.base, end=ground.base)
    return PieceWalk(piece.key, tour.line, tuple(stop.point for stop in tour.stops), tour.metres)
