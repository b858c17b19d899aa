"""Hard limits: what stands against a load in each bin. The same limits, in the same order, hold in the database
(`wms.putaway_verdicts`), which has the last word; a test keeps both equal. Size is asked here only."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.optimise.putaway.bins import Bools, Stand
from app.optimise.putaway.goods import Load
from app.optimise.putaway.segregation import Keep

Problems = NDArray[np.int8]
SLACK = 1e-6
"""Of sums that are computed in another order here than there."""


class Problem(IntEnum):
    """The first limit that a load breaks in a bin."""

    NONE = 0
    STATUS = 1
    TEMPERATURE = 2
    HAZARD = 3
    SEGREGATION = 4
    HEIGHT = 5
    SIZE = 6
    WEIGHT = 7
    VOLUME = 8
    UNITS = 9
    PRODUCT = 10
    LOT = 11


WORDS = {
    Problem.STATUS: "pick faces take available goods only",
    Problem.TEMPERATURE: "another temperature",
    Problem.HAZARD: "not for these dangerous goods, or kept for dangerous goods",
    Problem.SEGREGATION: "goods of another hazard class lie there, or too near",
    Problem.HEIGHT: "too low for it",
    Problem.SIZE: "a piece does not fit in",
    Problem.WEIGHT: "would be too heavy",
    Problem.VOLUME: "not enough room",
    Problem.UNITS: "all its unit places are taken",
    Problem.PRODUCT: "takes one product only",
    Problem.LOT: "takes one lot of a product only",
}
"""Each as a reason after "because"."""


def problems(load: Load, stand: Stand) -> Problems:
    """(B,) the first limit that the whole load would break in each bin; 0 where it fits."""
    broken: list[tuple[Problem, Bools]] = [*_nature(load, stand), *_room(load, stand), *_mixing(load, stand)]
    found = np.zeros(len(stand.bins), dtype=np.int8)
    for problem, where in reversed(broken):
        found[where] = problem
    return found


def _nature(load: Load, stand: Stand) -> list[tuple[Problem, Bools]]:
    """What depends on the kind of goods; what holds for no bin is left out."""
    bins = stand.bins
    found: list[tuple[Problem, Bools]] = []
    if any(one.status != "available" for one in load.goods):
        found.append((Problem.STATUS, bins.pick))
    warm = {one.temperature for one in load.goods}
    other = [warm != {temperature} for temperature in bins.temperatures]
    if any(other):
        found.append((Problem.TEMPERATURE, np.array(other, dtype=bool)[bins.temperature]))
    plain = any(not one.hazard for one in load.goods)
    unfit = [bool(load.hazards) if kept is None else plain or not load.hazards <= kept for kept in bins.hazards]
    if any(unfit):
        found.append((Problem.HAZARD, np.array(unfit, dtype=bool)[bins.hazard]))
    if load.hazards:
        found.append((Problem.SEGREGATION, _too_near(load, stand)))
    return found


def _too_near(load: Load, stand: Stand) -> Bools:
    """(B,) bins in which, or near which, goods lie that the load must be kept apart from."""
    broken = np.zeros(len(stand.bins), dtype=bool)
    for mine in load.hazards:
        broken |= any(stand.segregation.between(mine, own).keep is not Keep.TOGETHER for own in load.hazards)
        for other, where in stand.danger.items():
            rule = stand.segregation.between(mine, other)
            if rule.keep is Keep.TOGETHER:
                continue
            broken |= where
            if rule.keep is Keep.NEVER:
                broken |= stand.bins.same_zone(where)
            elif rule.metres:
                broken |= stand.bins.within(where, rule.metres)
    return broken


def danger_words(load: Load, stand: Stand, at: int) -> str:
    """What dangerous goods stand against the load in bin number `at`, as a reason after "because"."""
    bins = stand.bins
    for mine in sorted(load.hazards):
        for other, where in sorted(stand.danger.items()):
            rule = stand.segregation.between(mine, other)
            if rule.keep is Keep.TOGETHER or not where.any():
                continue
            if where[at]:
                return f"goods of hazard class {other} lie there, and {mine} is kept apart from them"
            if rule.keep is Keep.NEVER and bins.same_zone(where)[at]:
                return f"goods of hazard class {other} lie in its zone, and {mine} is never kept in one zone with them"
            metres = np.sqrt(((bins.spots[where] - bins.spots[at]) ** 2).sum(axis=1)).min() / 1_000
            if rule.metres and metres < rule.metres:
                code = bins.rows[int(np.flatnonzero(where)[0])].code
                near = f"goods of hazard class {other} lie {metres:.1f} m away"
                return f"{near}, and {mine} is kept {rule.metres:g} m from them ({code} is one such bin)"
    return WORDS[Problem.SEGREGATION]


def _room(load: Load, stand: Stand) -> list[tuple[Problem, Bools]]:
    """What depends on size and weight."""
    bins = stand.bins
    found: list[tuple[Problem, Bools]] = []
    if load.height is not None:
        found.append((Problem.HEIGHT, bins.max_height < load.height))
    if load.loose:
        for one in load.goods:
            if one.size is not None:
                found.append((Problem.SIZE, np.asarray((np.sort(np.array(one.size)) > bins.sides).any(axis=1))))
    found.append((Problem.WEIGHT, stand.weight + load.weight > bins.max_weight + SLACK))
    found.append((Problem.VOLUME, stand.volume + load.volume > bins.max_volume + SLACK))
    found.append((Problem.UNITS, stand.units + load.units > bins.max_units))
    return found


def _mixing(load: Load, stand: Stand) -> list[tuple[Problem, Bools]]:
    """What depends on what lies there."""
    after = stand.products + len(load.lots)
    several = stand.several.copy()
    for product, lots in load.lots.items():
        for at, there in stand.lots.get(product, {}).items():
            after[at] -= 1
            several[at] |= len(there | lots) > 1
        if len(lots) > 1:
            several[:] = True
    return [(Problem.PRODUCT, stand.bins.one_product & (after > 1)), (Problem.LOT, stand.bins.one_lot & several)]
