"""What one travels from and to: bins, places and doors, points of the plan; and where each touches the travel graph."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from app.layout.elements import Door, Place
from app.layout.geometry import Point, along
from app.layout.racking import ElementId, SlotKey
from app.layout.shapes import middle
from app.layout.table import Layout
from app.layout.travel.fronts import Floats
from app.layout.travel.loops import loops
from app.layout.travel.network import OPEN, Ints, Network
from app.layout.travel.open_floor import barriers_on, boxes_on
from app.layout.ways import BESIDE, Way, beside

_SEEN = 8


@dataclass(frozen=True, slots=True)
class BinAt:
    """A bin of a rack."""

    rack: ElementId
    slot: SlotKey


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """A dock, station, lane, floor place or door."""

    id: ElementId


@dataclass(frozen=True, slots=True)
class PointAt:
    """A point of the plan, mm."""

    floor: ElementId
    x: float
    y: float


Target: TypeAlias = BinAt | PlaceAt | PointAt


class Access(NamedTuple):
    """One way onto the graph: a stretch (its first node) at t mm along its aisle, or (stretch -1) a node; and the step
    to it from the spot, mm."""

    stretch: int
    t: float
    node: int
    step: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A target on the graph. name: for people. point: where it is; accesses: empty where nothing leads there. lift: s
    to come up to it and down again. fault: why it has no access, 0 where it has (see `words`)."""

    name: str
    point: Point
    accesses: tuple[Access, ...]
    lift: float = 0.0
    fault: int = 0


def accesses_beside(
    element: Place | Door, network: Network, ways: Mapping[ElementId, Way], near: Iterable[ElementId]
) -> tuple[Access, ...]:
    """A place or door at every aisle that it lies beside and that is passable there."""
    point = middle(element)
    found = [_onto(network, ways[id_], id_, point) for id_ in sorted(near) if beside(element, ways[id_])]
    return tuple(access for access in found if access is not None)


def accesses_of_point(
    point: Point, floor: ElementId, network: Network, ways: Mapping[ElementId, Way], near: Iterable[ElementId]
) -> tuple[Access, ...]:
    """A point of the plan at the aisles in which it lies, or else at the nearest one a step away."""
    found = []
    for id_ in sorted(near):
        way = ways[id_]
        if way.aisle.floor == floor and (access := _onto(network, way, id_, point)) is not None:
            t, off = along(point, way.a, way.b)
            out = max(-t, t - way.length, abs(off) - way.aisle.width / 2, 0.0)
            found.append((out, access))
    inside = tuple(access for out, access in found if out <= 1.0)
    nearest = min(found, default=None)
    return inside or ((nearest[1],) if nearest is not None and nearest[0] <= BESIDE else ())


def accesses_in_sight(layout: Layout, network: Network, point: Point, floor: ElementId) -> tuple[Access, ...]:
    """Turning points on open floor that a point sees: the nearest few."""
    nodes = _turning(network)
    if not len(nodes):
        return ()
    here = np.tile(np.array([point], dtype=np.float64), (len(nodes), 1))
    free = np.ones(len(nodes), dtype=np.bool_)
    loops().sight(here, network.xy[nodes], boxes_on(layout, floor), barriers_on(layout, floor), free)
    nodes, gap = nodes[free], np.hypot(*(network.xy[nodes[free]] - np.array(point)).T)
    order = np.argsort(gap, kind="stable")[:_SEEN]
    return tuple(Access(-1, 0.0, int(nodes[at]), float(gap[at])) for at in order)


def _turning(network: Network) -> Ints:
    edges = network.edges
    starts = np.repeat(np.arange(len(edges.first) - 1), np.diff(edges.first))
    return np.unique(starts[edges.kind == OPEN])


def _onto(network: Network, way: Way, id_: ElementId, point: Point) -> Access | None:
    t = way.mark(point)
    number = network.aisles.index(id_)
    stretch = int(network.stretch_at(np.array([number]), np.array([t]))[0])
    if not network.passable[stretch]:
        return None
    foot = foot_on(network, stretch, t)
    return Access(stretch, t, -1, math.dist(point, (float(foot[0]), float(foot[1]))))


def foot_on(network: Network, stretch: int, t: float) -> Floats:
    """The point of an aisle's middle line, mm along it."""
    low, high = network.t[stretch], network.t[stretch + 1]
    share = (t - low) / (high - low) if high > low else 0.0
    return np.asarray(network.xy[stretch] + (network.xy[stretch + 1] - network.xy[stretch]) * share)
