"""Hard limits: what stands against a load in each bin. The same limits, in the same order, hold in the database
(`wms.putaway_verdicts`), which has the last word; a test keeps both equal. Size is asked here only."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from app.optimise.putaway.bins import Bools, Stand
from app.optimise.putaway.goods import Load

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
    Problem.SEGREGATION: "goods of another hazard class lie there",
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
        own = stand.hazard_number(next(iter(load.hazards))) if len(load.hazards) == 1 else -1
        others = np.asarray((stand.danger != 0) & (stand.danger != own))
        found.append((Problem.SEGREGATION, others | np.bool_(own == -1)))
    elif stand.names:
        found.append((Problem.SEGREGATION, np.asarray(stand.danger == -1)))
    return found


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
