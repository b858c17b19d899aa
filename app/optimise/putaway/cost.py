"""What a place costs: first by which rule it was found, then its zone, what lies there, the way, how full it gets.

These parts are compared one after the other (lexicographically), and so are their sums over several loads. One number
holds them all: whole and below 2^53, so that sums of a batch are exact in floats.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.optimise.putaway.bins import Bools, Stand
from app.optimise.putaway.goods import Floats, Load, Rule, Strategy, Ways
from app.optimise.putaway.limits import Problems, problems

Ints = NDArray[np.int64]

SAME_LOT, SAME_PRODUCT, OTHER = 0, 1, 2
_FILL = 15
_NO_FACE = 1e9


@dataclass(frozen=True, slots=True)
class Scale:
    """How parts of the cost are packed into one number for up to `loads` loads. zones: places that a zone can have in a
    rule; longest: metres; steps: of that length that are told apart."""

    loads: int
    tiers: int
    zones: int
    longest: float
    steps: int

    @classmethod
    def of(cls, loads: int, rules: Sequence[Rule], ways: Ways, stand: Stand) -> "Scale":
        """The scale of a question: the way is told in the finest steps that keep all sums exact."""
        zones = 1 + max((len(rule.zones) for rule in rules), default=0)
        tiers = max(1, len(rules)) * zones * 3
        lift = float(stand.bins.z.max(initial=0.0)) / 1_000
        far = [float(way[np.isfinite(way)].max(initial=0.0)) for way in (*ways.sources.values(), *ways.faces.values())]
        n = max(1, loads)
        room = 2.0**52 / (n * (tiers * n + 1) * n * (_FILL * n + 1))
        return cls(n, tiers, zones, max(1.0, max(far, default=0.0) + lift), int(min(100_000, max(1.0, room))))

    @property
    def way_weight(self) -> float:
        """What one step of the way outweighs."""
        return _FILL * self.loads + 1.0

    @property
    def tier_weight(self) -> float:
        """What one tier outweighs: every way and filling of all loads."""
        return self.way_weight * (self.steps * self.loads + 1.0)

    @property
    def left_weight(self) -> float:
        """What a load without a place outweighs: every tier of all loads."""
        return self.tier_weight * (self.tiers * self.loads + 1.0)

    def way(self, metres: Floats) -> Floats:
        """Distances as costs; those that nobody can go count as the longest and are left out elsewhere."""
        return np.asarray(np.floor(np.minimum(metres / self.longest, 1.0) * (self.steps - 1)) * self.way_weight)

    def parts(self, cost: float) -> tuple[int, int, int]:
        """Tiers, steps of the way and filling that a sum of costs is made of."""
        tiers, rest = divmod(cost, self.tier_weight)
        steps, fill = divmod(rest, self.way_weight)
        return int(tiers), int(steps), int(fill)


@dataclass(frozen=True, slots=True)
class Row:
    """One load over all bins, (B,) each: problem (0 fits), cost (inf where it cannot go)."""

    problem: Problems
    cost: Floats


@dataclass(frozen=True, slots=True)
class Choice:
    """A bin (its number) for a load: found by which rule, the place of its zone in it, what lies there (0 same lot,
    1 same product, 2 neither), the way in metres, and the cost of all that."""

    bin: int
    rule: int
    zone: int
    keep: int
    metres: float
    cost: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What does not change while a question is answered: scale, and of each rule the bins that it may use and the tier
    that they have by it; the ways with the lift, metres and as a cost; fillings that one litre makes."""

    scale: Scale
    rules: tuple[Rule, ...]
    may: tuple[Bools, ...]
    tier: tuple[Ints, ...]
    metres: Mapping[int, Floats]
    way: Mapping[int, Floats]
    per_volume: Floats

    @classmethod
    def of(cls, loads: Sequence[Load], stand: Stand, rules: Sequence[Rule], ways: Ways) -> "Frame":
        """The frame of a question."""
        bins, scale = stand.bins, Scale.of(len(loads), rules, ways, stand)
        zone = tuple(_zone_places(rule, stand) for rule in rules)
        may = tuple(_allowed(rule, stand) & (places >= 0) for rule, places in zip(rules, zone, strict=True))
        metres = {at: ways.sources[at] + bins.z / 1_000 for at in {load.at for load in loads}}
        way = {at: scale.way(far) for at, far in metres.items()}
        with np.errstate(divide="ignore"):
            tier = tuple((at * scale.zones + places) * 3 for at, places in enumerate(zone))
            return cls(scale, tuple(rules), may, tier, metres, way, _FILL / bins.max_volume)


def row_of(load: Load, stand: Stand, frame: Frame, ways: Ways) -> Row:
    """What the load would cost in each bin as things stand."""
    problem = problems(load, stand)
    fits = np.flatnonzero(problem == 0)
    cost = np.full(len(problem), np.inf)
    if len(fits):
        cost[fits] = _costs(load, fits, stand, frame, ways)
    return Row(problem, cost)


def _costs(load: Load, fits: Ints, stand: Stand, frame: Frame, ways: Ways) -> Floats:
    """(n,) the cost in each of these bins, which can take the load; inf where no rule or no way leads there."""
    there, same = (marked[fits] for marked in _holding(load, stand))
    base, open_ = np.full(len(fits), -1.0), np.ones(len(fits), dtype=bool)
    metres, way = frame.metres[load.at][fits], frame.way[load.at][fits]
    for at, one in enumerate(frame.rules):
        if not one.for_(load) or _leads_nowhere(one, load, stand, ways):
            continue
        found = open_ & frame.may[at][fits]
        if (more := _found_by(one, load, fits, stand, ways, there)) is not None:
            found &= more
        base[found] = frame.tier[at][fits][found] if one.zones else at * frame.scale.zones * 3
        if one.strategy is Strategy.NEAR_PICK and found.any():
            near = to_face(load, stand, ways)[fits][found]
            metres[found], way[found] = near, frame.scale.way(near)
        open_ ^= found
    base += OTHER
    base[there] -= OTHER - SAME_PRODUCT
    base[same] -= SAME_PRODUCT - SAME_LOT
    left = np.maximum(0.0, _FILL - (stand.volume[fits] + load.volume) * frame.per_volume[fits])
    cost = base * frame.scale.tier_weight + way + np.floor(left)
    cost[open_ | ~np.isfinite(metres)] = np.inf
    return np.asarray(cost)


def choice_of(load: Load, row: Row, at: int, frame: Frame, stand: Stand, ways: Ways) -> Choice:
    """The bin number `at`, where the load can go, as a choice."""
    cost = float(row.cost[at])
    place, keep = divmod(frame.scale.parts(cost)[0], 3)
    rule, zone = divmod(place, frame.scale.zones)
    near = frame.rules[rule].strategy is Strategy.NEAR_PICK
    metres = to_face(load, stand, ways)[at] if near else frame.metres[load.at][at]
    return Choice(at, rule, zone, keep, float(metres), cost)


def _leads_nowhere(rule: Rule, load: Load, stand: Stand, ways: Ways) -> bool:
    """Whether there is nothing for the rule to go by: cheaper than to find no bin."""
    match rule.strategy:
        case Strategy.FIXED:
            return not any(product in ways.fixed for product in load.lots)
        case Strategy.EXISTING:
            return not any(product in stand.lots for product in load.lots)
        case Strategy.NEAR_PICK:
            return not any(product in ways.faces for product in load.lots)
        case _:
            return False


def _holding(load: Load, stand: Stand) -> tuple[Bools, Bools]:
    """Bins that hold every product of the load, and those that hold its lots too."""
    there, same = np.zeros(len(stand.bins), dtype=bool), np.zeros(len(stand.bins), dtype=bool)
    first, *others = load.lots.items() or [(0, frozenset())]
    for at, lots in stand.lots.get(first[0], {}).items():
        theirs = [(lots, first[1]), *((stand.lots.get(product, {}).get(at, set()), mine) for product, mine in others)]
        there[at] = all(have for have, _ in theirs)
        same[at] = there[at] and all(mine <= have for have, mine in theirs)
    return there, same


def _zone_places(rule: Rule, stand: Stand) -> Ints:
    """(B,) the place of each bin's zone in the rule, -1 where the rule does not use it."""
    bins = stand.bins
    place = [0 if not rule.zones else rule.zones.index(zone) if zone in rule.zones else -1 for zone in bins.zones]
    return np.array(place, dtype=np.int64)[bins.zone]


def _allowed(rule: Rule, stand: Stand) -> Bools:
    """Bins of the kinds and classes that the rule uses."""
    bins = stand.bins
    may = np.ones(len(bins), dtype=bool)
    if rule.kinds:
        may &= np.where(bins.pick, "pick" in rule.kinds, "storage" in rule.kinds)
    if rule.classes:
        may &= np.array([name in rule.classes for name in bins.classes], dtype=bool)[bins.storage_class]
    return may


def _found_by(rule: Rule, load: Load, fits: Ints, stand: Stand, ways: Ways, there: Bools) -> Bools | None:
    """Which of these bins the rule's strategy leads to; None: all."""
    match rule.strategy:
        case Strategy.FIXED:
            own = np.zeros(len(stand.bins), dtype=bool)
            shared = [ways.fixed.get(product, frozenset()) for product in load.lots]
            own[list(frozenset.intersection(*shared) if shared else ())] = True
            return own[fits]
        case Strategy.EXISTING:
            return there
        case Strategy.NEAR_PICK:
            far = to_face(load, stand, ways)[fits]
            return np.asarray(far <= (rule.metres if rule.metres is not None else _NO_FACE / 2))
        case Strategy.EMPTY:
            return np.asarray((stand.products[fits] == 0) & (stand.units[fits] == 0))
        case Strategy.BULK:
            return np.asarray((stand.products[fits] == 0) & (stand.units[fits] == 0) | there)
        case Strategy.ZONE | Strategy.OVERFLOW:
            return None


def to_face(load: Load, stand: Stand, ways: Ways) -> Floats:
    """(B,) metres from the nearest pick face of the load's products; far where they have none."""
    found = [ways.faces[product] for product in load.lots if product in ways.faces]
    if len(found) == 1:
        return found[0]
    return np.min(found, axis=0) if found else np.full(len(stand.bins), _NO_FACE)
