"""The aisles in which spots lie, as straight lanes with the places where one turns off: what tours are planned on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.layout.geometry import Point
from app.layout.racking import ElementId
from app.layout.travel.drawn import Picture
from app.layout.travel.network import Ints, Network
from app.layout.travel.places import Access, Spot
from app.layout.ways import Way

BEYOND = 6_000.0
"""How far beyond the ends of an aisle its line is followed to the middle of a cross aisle, mm."""
_ON_LINE = 2.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One aisle. origin mm, direction: unit, of its line from a to b. turns: (mm along it, spot) of the places where
    one turns off, ascending."""

    aisle: ElementId
    origin: Point
    direction: Point
    turns: tuple[tuple[float, Spot], ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """lanes of some spots. at: for each spot the number of its lane and mm along it; None for one that lies in none, or
    in several."""

    lanes: tuple[Lane, ...]
    at: tuple[tuple[int, float] | None, ...]


def lanes_of(picture: Picture, spots: Sequence[Spot]) -> Lanes:
    """The lanes of spots that stand right in an aisle."""
    network, number, at = picture.network, dict[int, int](), list[tuple[int, float] | None]()
    for spot in spots:
        access = spot.accesses[0] if len(spot.accesses) == 1 else None
        if access is None or access.stretch < 0 or access.step > 0.0:
            at.append(None)
            continue
        aisle = int(network.aisle[access.stretch])
        at.append((number.setdefault(aisle, len(number)), access.t))
    leaving = _leaving(network)
    lanes = tuple(_lane(network, picture.ways[network.aisles[aisle]], leaving) for aisle in number)
    return Lanes(lanes, tuple(at))


def _leaving(network: Network) -> tuple[Ints, Ints]:
    """Ends of every edge."""
    edges = network.edges
    return np.repeat(np.arange(len(edges.first) - 1), np.diff(edges.first)), edges.to


def _lane(network: Network, way: Way, edges: tuple[Ints, Ints]) -> Lane:
    """Nodes on the aisle's line, a little beyond it too, from which an edge leads off the line."""
    (ax, ay), (bx, by) = way.a, way.b
    direction = (bx - ax) / way.length, (by - ay) / way.length
    delta = network.xy - np.array(way.a)
    t = delta @ np.array(direction)
    off = np.abs(delta @ np.array((-direction[1], direction[0])))
    on = (off <= _ON_LINE) & (t >= -BEYOND) & (t <= way.length + BEYOND)
    starts, goals = edges
    turning = np.unique(starts[on[starts] & ~on[goals]])
    turns: list[tuple[float, Spot]] = []
    for node in turning[np.argsort(t[turning], kind="stable")].tolist():
        x, y = network.xy[node]
        if not turns or t[node] - turns[-1][0] > _ON_LINE:
            turns.append((float(t[node]), Spot("", (float(x), float(y)), (Access(-1, 0.0, node, 0.0),))))
    return Lane(way.aisle.id, way.a, direction, tuple(turns))
