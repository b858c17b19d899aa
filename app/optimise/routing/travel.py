"""Walking distances between any two stops on the plan, and the way between them.

Inside an aisle one walks its middle line; between aisle ends, gaps in the racking, doors and places one walks
straight wherever no rack and no wall stands between (a visibility graph, Lozano-Perez and Wesley 1979, over the points
where a walker can turn). All pairs of those points are joined once by Floyd-Warshall with next hops, so a distance
matrix for a tour is a few array operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.optimise.routing.floor import TURNING_ROOM, Aisle, AisleKey, Floor, Point, Points, Stop, aisles_of, in_sight

_SEEN_FROM_A_POINT = 8


@dataclass(frozen=True, slots=True)
class Access:
    """How stops reach the graph. node, off: (n, k) turning points and the mm to them (inf = unused).
    section: (n,) number of the stretch of aisle, -1 on open floor; along: (n,) mm along the aisle."""

    node: NDArray[np.int64]
    off: Points
    section: NDArray[np.int64]
    along: Points


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of aisle between two points where one can turn off: their numbers in the graph."""

    aisle: AisleKey
    block: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TravelMap:
    """Turning points (n, 2), their distances (n, n) mm and next hops (n, n); the aisles and their sections."""

    floor: Floor
    nodes: Points
    distance: Points
    hop: NDArray[np.int64]
    aisles: dict[AisleKey, Aisle]
    sections: tuple[Section, ...]
    first_section: dict[AisleKey, int]

    def access(self, stops: Sequence[Stop]) -> Access:
        """How the stops reach the graph. KeyError names an aisle that the map does not have."""
        width = 2 if all(stop.aisle for stop in stops) else _SEEN_FROM_A_POINT
        node = np.zeros((len(stops), width), dtype=np.int64)
        off = np.full((len(stops), width), np.inf)
        section = np.full(len(stops), -1, dtype=np.int64)
        along = np.zeros(len(stops))
        for i, stop in enumerate(stops):
            if stop.aisle is None:
                near, length = self._seen(stop)
                node[i, : len(near)], off[i, : len(near)] = near, length
                continue
            aisle = self.aisles[stop.aisle]
            along[i] = aisle.along(stop.x, stop.y)
            block = min(int(np.searchsorted(aisle.junctions, along[i], "right")) - 1, len(aisle.junctions) - 2)
            section[i] = self.first_section[stop.aisle] + block
            here = self.sections[section[i]]
            node[i, :2] = here.first, here.last
            off[i, :2] = along[i] - aisle.junctions[block], aisle.junctions[block + 1] - along[i]
        return Access(node, off, section, along)

    def matrix(self, access: Access) -> Points:
        """Walking distances between the stops, (n, n) mm, symmetric."""
        ways = self._ways(access).min(axis=(1, 3))
        same = (access.section[:, None] == access.section[None, :]) & (access.section >= 0)[:, None]
        direct = np.abs(access.along[:, None] - access.along[None, :])
        shortest = np.where(same, np.minimum(ways, direct), ways)
        np.fill_diagonal(shortest, 0.0)
        return np.asarray(shortest)

    def metres(self, a: Stop, b: Stop) -> float:
        """Walking distance between two stops in metres; inf where there is no way."""
        return float(self.matrix(self.access([a, b]))[0, 1]) / 1_000

    def polyline(self, stops: Sequence[Stop], access: Access, order: Sequence[int]) -> list[Point]:
        """The way through the stops in this order, mm; in aisles it runs along the middle line."""
        line = [self.stand(stops[order[0]])]
        for i, j in pairwise(order):
            line += [*self._between(access, i, j), self.stand(stops[j])]
        return [p for n, p in enumerate(line) if n == 0 or p != line[n - 1]]

    def stand(self, stop: Stop) -> Point:
        """Where a person stands to reach the stop."""
        if stop.aisle is None:
            return stop.x, stop.y
        aisle = self.aisles[stop.aisle]
        return aisle.at(aisle.along(stop.x, stop.y))

    def _ways(self, access: Access) -> Points:
        between = self.distance[access.node[:, :, None, None], access.node[None, None, :, :]]
        return np.asarray(access.off[:, :, None, None] + between + access.off[None, None, :, :])

    def _between(self, access: Access, i: int, j: int) -> list[Point]:
        ways = (
            access.off[i][:, None]
            + self.distance[access.node[i][:, None], access.node[j][None, :]]
            + access.off[j][None, :]
        )
        apart = abs(float(access.along[i] - access.along[j]))
        if access.section[i] == access.section[j] >= 0 and apart <= float(ways.min()):
            return []
        leave, arrive = np.unravel_index(int(ways.argmin()), ways.shape)
        at, goal = int(access.node[i, leave]), int(access.node[j, arrive])
        line = [self._point(at)]
        while at != goal:
            at = int(self.hop[at, goal])
            line.append(self._point(at))
        return line

    def _point(self, node: int) -> Point:
        return float(self.nodes[node, 0]), float(self.nodes[node, 1])

    def _seen(self, stop: Stop) -> tuple[NDArray[np.int64], Points]:
        """Turning points that a place on the open floor reaches in a straight walk: itself if it is one."""
        gap = np.hypot(self.nodes[:, 0] - stop.x, self.nodes[:, 1] - stop.y)
        nearest = int(gap.argmin())
        if gap[nearest] < 1.0:
            return np.array([nearest]), np.array([0.0])
        here = np.tile(np.array([[stop.x, stop.y]]), (len(self.nodes), 1))
        seen = np.flatnonzero(in_sight(here, self.nodes, self.floor))
        seen = seen[np.argsort(gap[seen])][:_SEEN_FROM_A_POINT]
        return seen, gap[seen]


def build_travel_map(floor: Floor) -> TravelMap:
    """The map of a floor; about half a second for 10,000 bins. Keep it until the layout changes."""
    aisles = aisles_of(floor.faces)
    points: list[Point] = []
    sections: list[Section] = []
    first_section: dict[AisleKey, int] = {}
    for aisle in aisles:
        first_section[aisle.key] = len(sections)
        start = len(points)
        points += [aisle.at(along) for along in aisle.junctions]
        sections += [Section(aisle.key, n, start + n, start + n + 1) for n in range(len(aisle.junctions) - 1)]
    points += [*floor.places, *_corners(aisles, floor)]
    nodes = np.array(points, dtype=np.float64).reshape(-1, 2)
    distance, hop = _join(nodes, floor)
    return TravelMap(
        floor, nodes, distance, hop, {aisle.key: aisle for aisle in aisles}, tuple(sections), first_section
    )


def _corners(aisles: Sequence[Aisle], floor: Floor) -> list[Point]:
    """Turning points beside the outermost racks of each zone, so that one can walk round it."""
    corners: list[Point] = []
    for zone in sorted({aisle.key[0] for aisle in aisles}):
        u = next(aisle.direction for aisle in aisles if aisle.key[0] == zone)
        faces = [face for face in floor.faces if face.aisle[0] == zone]
        along = [(face.x * u[0] + face.y * u[1], face.length / 2) for face in faces]
        across = [(-face.x * u[1] + face.y * u[0], face.depth / 2) for face in faces]
        corners += [
            (a * u[0] - b * u[1], a * u[1] + b * u[0])
            for a in (min(c - h for c, h in along) - TURNING_ROOM, max(c + h for c, h in along) + TURNING_ROOM)
            for b in (min(c - h for c, h in across) - TURNING_ROOM, max(c + h for c, h in across) + TURNING_ROOM)
        ]
    return corners


def _join(nodes: Points, floor: Floor) -> tuple[Points, NDArray[np.int64]]:
    """All-pairs shortest walks over the visibility graph, with the next hop of each (Floyd 1962)."""
    count = len(nodes)
    one, two = np.triu_indices(count, 1)
    seen = in_sight(nodes[one], nodes[two], floor)
    one, two = one[seen], two[seen]
    distance = np.full((count, count), np.inf)
    length = np.hypot(*(nodes[one] - nodes[two]).T)
    distance[one, two] = distance[two, one] = length
    np.fill_diagonal(distance, 0.0)
    hop = np.where(np.isfinite(distance), np.arange(count)[None, :], -1)
    for via in range(count):
        through = distance[:, via, None] + distance[None, via, :]
        better = through < distance - 1e-6
        distance = np.where(better, through, distance)
        hop = np.where(better, hop[:, via, None], hop)
    return distance, hop
