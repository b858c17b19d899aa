"""Where the next bins are and how one walks there: the published plan, its travel graph, and lines from bin to bin."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from app.domain.errors import Refusal
from app.heat.plan import FloorPlan
from app.layout.travel import Target
from app.services.floor.published import Ground, floor_of
from app.services.session import Session
from app.services.tours import tour_through

XY: TypeAlias = tuple[float, float]
BASE = ""
"""The name of the place where walks begin and end, among names of bins."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From one place to the next. line: its corners on the plan, m; metres: along it."""

    line: tuple[XY, ...]
    metres: float


@dataclass(frozen=True, slots=True)
class Trail:
    """What is ahead. here: where the person is, None where nobody knows; stops: (address, point) in walking order,
    those that are on the plan; legs: from here through all stops, and home where the walk ends there."""

    here: XY | None = None
    stops: tuple[tuple[str, XY], ...] = ()
    legs: tuple[Leg, ...] = ()

    @property
    def metres(self) -> float:
        """Of all that is ahead."""
        return sum(leg.metres for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Trails:
    """Walks on one version of the plan. legs: those that were looked for, None where there is no way. One thread at a
    time."""

    ground: Ground
    legs: dict[tuple[str, str], Leg | None] = field(default_factory=dict)

    def sorted(self, codes: Sequence[str]) -> tuple[tuple[str, ...], float]:
        """As `Walks.sorted`."""
        wanted, base = tuple(dict.fromkeys(codes)), self.target(BASE)
        targets = {self.ground.targets[code]: code for code in wanted if self.reached(code)}
        if base is None or not targets:
            return wanted, 0.0
        try:
            tour = tour_through(self.ground.layout, self.ground.graph, list(targets), start=base, end=base)
        except Refusal:
            return wanted, 0.0
        order = tuple(targets[stop.target] for stop in tour.stops)
        return order + tuple(code for code in wanted if code not in order), tour.metres

    def trail(self, here: str, ahead: Sequence[str], *, home: bool) -> Trail:
        """As `Walks.trail`."""
        start = here if here in self.ground.targets else BASE
        known = [code for code in ahead if code in self.ground.targets]
        names = [start, *known, *([BASE] if home and (known or start != BASE) else [])]
        legs = [self.leg(one, two) for one, two in pairwise(names)]
        found = ((code, self.point(code)) for code in known)
        stops = tuple((code, point) for code, point in found if point is not None)
        return Trail(self.point(start), stops, tuple(leg for leg in legs if leg is not None))

    def target(self, name: str) -> Target | None:
        """The place of an address; of BASE the base, None where the plan has no place to begin at."""
        if name != BASE:
            return self.ground.targets.get(name)
        try:
            return self.ground.base
        except Refusal:
            return None

    def reached(self, name: str) -> bool:
        """Whether a way leads there."""
        target = self.target(name)
        return target is not None and self.ground.graph.spot(target).fault == 0

    def point(self, name: str) -> XY | None:
        """Where it is on the plan, m."""
        target = self.target(name)
        if target is None:
            return None
        x, y = self.ground.graph.spot(target).point
        return x / 1_000, y / 1_000

    def leg(self, one: str, two: str) -> Leg | None:
        """The shortest way; None where there is none."""
        if (one, two) not in self.legs:
            self.legs[one, two] = self._leg(one, two)
        return self.legs[one, two]

    def _leg(self, one: str, two: str) -> Leg | None:
        first, last = self.target(one), self.target(two)
        if first is None or last is None or not (self.reached(one) and self.reached(two)):
            return None
        try:
            way = self.ground.graph.journey(first, last)
        except Refusal:
            return None
        return Leg(tuple((x / 1_000, y / 1_000) for x, y in way.line), way.metres)


class Walks:
    """Walks on what is published now. Blocking, thread-safe: worker threads. A leg that was walked before is not looked
    for again until another version is published."""

    def __init__(self, session: Session) -> None:
        self._floor = floor_of(session)

    def plan(self) -> FloorPlan:
        """What is drawn. Raises Refusal, Unreachable."""
        return self._floor.plan()

    def sorted(self, codes: Sequence[str]) -> tuple[tuple[str, ...], float]:
        """Addresses in walking order and the metres of the walk from the base and back. Those that cannot be walked to
        come last; without a base or a plan everything stays as it is, and no metres are told."""
        with self._floor.walked() as ground:
            return _trails(ground).sorted(codes)

    def trail(self, here: str, ahead: Sequence[str], *, home: bool) -> Trail:
        """The walk from an address (empty: from the base) through others. What is not on the plan is left out."""
        with self._floor.walked() as ground:
            return _trails(ground).trail(here, ahead, home=home)


def _trails(ground: Ground) -> Trails:
    return ground.kept.one(Trails, lambda: Trails(ground))
