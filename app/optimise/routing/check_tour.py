"""Walk a tour through a grid again, knowing nothing of how it was found."""

from itertools import pairwise

from app.optimise.routing.grid import Errand, GridTour, InAisle, OnCross, Outside, Place, Spot

_EXACT = 1e-6


def faults_of_tour(errand: Errand, tour: GridTour) -> list[str]:
    """What is wrong with a tour, in words; empty = it can be walked, meets every pick in the order told, and is as
    long as it says. Lengths are compared to a millionth of the grid's size."""
    faults = []
    grid, line = errand.grid, tour.polyline
    near = _EXACT * max(1.0, grid.aisles[-1] - grid.aisles[0] + grid.cross[-1] - grid.cross[0])
    if sorted(tour.order) != list(range(len(errand.picks))):
        faults.append(f"the order {tour.order} is not each of {len(errand.picks)} picks once")
    faults += [f"{pick} is on a side without a shelf" for pick in errand.picks if not _shelved(errand, pick)]
    if not line:
        return [*faults, "there is no walk"]
    walked = 0.0
    for (x, y), (u, v) in pairwise(line):
        along = abs(x - u) <= near and any(abs(x - aisle) <= near for aisle in grid.aisles)
        across = abs(y - v) <= near and any(abs(y - cross) <= near for cross in grid.cross)
        if not along and not across:
            faults.append(f"from {(x, y)} to {(u, v)} there is no aisle and no cross aisle")
        if not all(grid.cross[0] - near <= at <= grid.cross[-1] + near for at in (y, v)):
            faults.append(f"from {(x, y)} to {(u, v)} one leaves the aisle at its end")
        walked += abs(x - u) + abs(y - v)
    for name, place, here in (("start", errand.start, line[0]), ("end", errand.end, line[-1])):
        outside = _outside(errand, place, here, near)
        if outside is None:
            faults.append(f"the walk has {here} for its {name}, not {place}")
        else:
            walked += outside
    if abs(walked - tour.length) > near * max(1, len(line)):
        faults.append(f"the walk is {walked} long, not {tour.length}")
    at = 0
    for pick in (errand.picks[n] for n in tour.order if 0 <= n < len(errand.picks)):
        spot = grid.aisles[pick.aisle], pick.along
        while at < len(line) and not _same(line[at], spot, near):
            at += 1
        if at == len(line):
            return [*faults, f"the walk does not meet {pick} in the order told"]
    return faults


def _outside(errand: Errand, place: Place, here: Spot, near: float) -> float | None:
    """The length of the walk between a start or end and where the walk on the grid meets it; None where it does not."""
    grid = errand.grid
    match place:
        case InAisle(aisle, along):
            return 0.0 if _same(here, (grid.aisles[aisle], along), near) else None
        case OnCross(cross, across):
            return 0.0 if _same(here, (across, grid.cross[cross]), near) else None
        case Outside(reach):
            ways = [far for aisle, row, far in reach if _same(here, (grid.aisles[aisle], grid.cross[row]), near)]
            return min(ways, default=None)


def _shelved(errand: Errand, pick: InAisle) -> bool:
    sides = errand.grid.sides
    return not pick.side or not sides or sides[pick.aisle] in ("both", pick.side)


def _same(a: Spot, b: Spot, near: float) -> bool:
    return abs(a[0] - b[0]) <= near and abs(a[1] - b[1]) <= near
