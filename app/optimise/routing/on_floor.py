"""Where a zone of the drawn floor is a grid, its tours can be proven: the drawing in the words of grid.py.

A zone counts as a grid if its aisles are parallel, turn off at the same two to five places, and the walks between all
those places on the real floor are as long as on the grid: no wall that stands in the way, no shorter way outside.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.floor import Points, Stop
from app.optimise.routing.grid import MOST_CROSS, Errand, Grid, InAisle, Outside, Place
from app.optimise.routing.travel import Access, TravelMap

ROUNDING = 5.0
"""mm by which places and walks may differ from the grid's: drawings are kept in whole mm, zones at any angle."""
MOST_CROSS_FROM_OUTSIDE = 4
"""With a start or end outside, the table for five cross aisles would take longer to make than a tour is worth."""


def errand_of(travel: TravelMap, stops: Sequence[Stop], access: Access) -> Errand | None:
    """The tour from the first stop through the inner ones to the last, in mm, on the grid of the zone that all inner
    stops lie in; None where they do not, or that zone is no grid."""
    zones = {stop.aisle[0] if stop.aisle else None for stop in stops[1:-1]}
    zone = zones.pop() if len(zones) == 1 else None
    if zone is None:
        return None
    found = _grid(travel, zone)
    if found is None:
        return None
    grid, keys, nodes = found

    def inside(at: int) -> InAisle:
        key = stops[at].aisle
        along = min(grid.cross[-1], max(grid.cross[0], float(access.along[at])))
        return InAisle(keys.index(key[1] if key else ""), along)

    def end(at: int) -> Place:
        key = stops[at].aisle
        return inside(at) if key and key[0] == zone else _outside(travel, access, at, nodes)

    picks = tuple(inside(at) for at in range(1, len(stops) - 1))
    errand = Errand(grid, picks, end(0), end(len(stops) - 1))
    from_outside = isinstance(errand.start, Outside) or isinstance(errand.end, Outside)
    return None if from_outside and len(grid.cross) > MOST_CROSS_FROM_OUTSIDE else errand


def _grid(travel: TravelMap, zone: str) -> tuple[Grid, list[str], NDArray[np.int64]] | None:
    """The zone's grid, the codes of its aisles in order, and its crossings (aisles, cross) as nodes of the map."""
    aisles = [aisle for key, aisle in travel.aisles.items() if key[0] == zone]
    u = aisles[0].direction
    aisles.sort(key=lambda aisle: aisle.origin[1] * u[0] - aisle.origin[0] * u[1])
    across = [aisle.origin[1] * u[0] - aisle.origin[0] * u[1] for aisle in aisles]
    cross = aisles[0].junctions
    if not 2 <= len(cross) <= MOST_CROSS or any(len(aisle.junctions) != len(cross) for aisle in aisles):
        return None
    if any(abs(aisle.direction[0] * u[1] - aisle.direction[1] * u[0]) > 1e-6 for aisle in aisles):
        return None
    marks = np.array([aisle.junctions for aisle in aisles])
    if np.abs(marks - marks[0]).max() > ROUNDING or np.diff(across).min(initial=np.inf) <= ROUNDING:
        return None
    first = [travel.sections[travel.first_section[aisle.key]].first for aisle in aisles]
    nodes = np.array(first)[:, None] + np.arange(len(cross))
    at = nodes.reshape(-1)
    apart = np.abs(np.subtract.outer(np.repeat(across, len(cross)), np.repeat(across, len(cross))))
    apart += np.abs(np.subtract.outer(np.tile(cross, len(aisles)), np.tile(cross, len(aisles))))
    real = travel.distance[np.ix_(at, at)]
    if not np.isfinite(real).all() or np.abs(real - apart).max() > ROUNDING:
        return None
    return Grid(tuple(across), tuple(cross)), [aisle.key[1] for aisle in aisles], nodes


def _outside(travel: TravelMap, access: Access, at: int, nodes: NDArray[np.int64]) -> Outside:
    """A stop elsewhere, by the crossings from which it is reached: those that no other crossing lies before."""
    inner = nodes.reshape(-1)
    far: Points = (access.off[at][:, None] + travel.distance[np.ix_(access.node[at], inner)]).min(axis=0)
    by_other = far[:, None] + travel.distance[np.ix_(inner, inner)]
    np.fill_diagonal(by_other, np.inf)
    doors = np.flatnonzero(far < by_other.min(axis=0, initial=np.inf) - 1e-6)
    rows = nodes.shape[1]
    return Outside(tuple((int(door) // rows, int(door) % rows, float(far[door])) for door in doors))
