"""How one travels through a drawn layout: lengths and times between any two bins or places, and what is out of reach.

graph = TravelGraph.of(document)
document.watch(graph.update)
graph.distance(BinAt(rack, slot), PlaceAt(dock))  # metres
graph.isochrone(PlaceAt(dock)).seconds  # for every bin
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.layout.document import ChangeSet
from app.layout.elements import Aisle, Rack, Truck
from app.layout.geometry import Point
from app.layout.racking import ElementId
from app.layout.slots import slot_keys
from app.layout.table import Layout
from app.layout.travel.bins import Bins
from app.layout.travel.drawn import Drawn
from app.layout.travel.fronts import Floats
from app.layout.travel.lanes import Lanes, lanes_of
from app.layout.travel.mover import Mover
from app.layout.travel.network import Network
from app.layout.travel.places import BinAt, Spot, Target
from app.layout.travel.reached import faults, pace_of, to_bins
from app.layout.travel.search import By, Pace, Trace, arrival, arrivals, line_of, spread_from, trace
from app.layout.travel.spots import refusal_of, spot_of
from app.layout.travel.words import no_way


@dataclass(frozen=True, slots=True)
class Journey:
    """One way from a spot to another: metres and seconds of that way; lift_seconds to come up to the goal and down
    again; its line on the plan, mm; open_metres of it over floor on which no aisle is drawn."""

    metres: float
    seconds: float
    lift_seconds: float
    line: tuple[Point, ...]
    open_metres: float


@dataclass(frozen=True, slots=True)
class Isochrone:
    """Seconds from a spot to every bin, with the time to come up to it, in the order of `bins`; inf = out of reach."""

    start: Spot
    seconds: Floats
    bins: Bins

    def of(self, rack: ElementId) -> Floats:
        """Of the bins of one rack, in slot order."""
        return self.seconds[self.bins.of(rack)]


class TravelGraph:
    """The travel graph of a layout for one mover. It is made when first asked for and after changes: `update` only
    notes them. Belongs to one thread at a time."""

    def __init__(self, layout: Layout, mover: Mover, open_floor: bool | None) -> None:
        self._layout = layout
        self.mover = mover
        self._drawn = Drawn(layout, mover, open_floor)

    @classmethod
    def of(
        cls,
        layout: Layout,
        truck: Truck | None = None,
        *,
        open_floor: bool | None = None,
    ) -> "TravelGraph":
        """The graph of a layout or drawing. truck: None on foot. open_floor: whether parts that no drawn aisle joins
        are joined straight over free floor; left out, only on foot in a layout whose corridors are not drawn (no joined
        part of it holds half of the bins)."""
        return cls(layout, Mover(truck), open_floor)

    def update(self, change: ChangeSet) -> None:
        """Note what changed in the drawing; only that is read again."""
        self._drawn.note(change)

    @property
    def network(self) -> Network:
        """The graph as arrays, as the drawing is now."""
        return self._drawn.renewed().network

    @property
    def bins(self) -> Bins:
        """All bins on the graph."""
        return self._drawn.renewed().bins

    def clear_width(self, aisle: Aisle) -> float:
        """The widest thing that passes the whole of an aisle, mm."""
        return self._drawn.clear_width(aisle)

    def spot(self, target: Target) -> Spot:
        """Where a bin, place, door or point touches the graph. Its `fault` tells where it does not."""
        return spot_of(self._drawn.renewed(), self._layout, target)

    def journey(self, start: Target, goal: Target, by: By = "metres") -> Journey:
        """The shortest way (or the quickest: another one only where aisles have speeds of their own). Refuses
        (`travel.no_access`, `travel.no_way`), saying why."""
        one, two = self.reached(start), self.reached(goal)
        pace = self._pace(by)
        found = spread_from(pace, [one])
        if not math.isfinite(arrival(pace, found, two)):
            back = arrival(pace, spread_from(pace, [two]), one)
            raise no_way(one.name, two.name, back=math.isfinite(back))
        way = trace(pace, found, two)
        return Journey(way.mm / 1_000, way.seconds, two.lift, way.line, way.open / 1_000)

    def distance(self, start: Target, goal: Target) -> float:
        """Metres of the shortest way; infinite where there is none."""
        return self._cost(self.spot(start), self.spot(goal), "metres") / 1_000

    def seconds(self, start: Target, goal: Target) -> float:
        """Seconds of the quickest way, with the time to come up to the goal and down again; infinite without one."""
        two = self.spot(goal)
        return self._cost(self.spot(start), two, "seconds") + two.lift

    def matrix(self, spots: Sequence[Spot], by: By = "metres") -> Floats:
        """Metres or seconds from each spot (row) to each (column), (n, n); not symmetric under one-way rules; without
        lifting. Infinite where there is no way."""
        pace = self._pace(by)
        rows = np.full((len(spots), len(spots)), np.inf)
        owner = np.array([n for n, spot in enumerate(spots) for _ in spot.accesses], dtype=np.int64)
        every = [access for spot in spots for access in spot.accesses]
        stretch = np.array([max(one.stretch, 0) for one in every], dtype=np.int64)
        t, step = np.array([one.t for one in every]), np.array([one.step for one in every]) / pace.step
        node = np.array([one.node for one in every], dtype=np.int64)
        for n, spot in enumerate(spots):
            found = spread_from(pace, [spot])
            cost = np.where(node >= 0, found.far[node], arrivals(pace, found, stretch, t)) + step
            np.minimum.at(rows[n], owner, cost)
            rows[n, n] = 0.0
        return rows / 1_000 if by == "metres" else rows

    def legs(self, spots: Sequence[Spot]) -> tuple[Trace, ...]:
        """The shortest ways from each of these spots to the next one. Refuses where there is no way."""
        pace = self._pace("metres")
        legs: list[Trace] = []
        for one, two in pairwise(spots):
            found = spread_from(pace, [one])
            if not math.isfinite(arrival(pace, found, two)):
                raise no_way(one.name, two.name, back=False)
            legs.append(trace(pace, found, two))
        return tuple(legs)

    def line(self, spots: Sequence[Spot]) -> tuple[Point, ...]:
        """The shortest way through spots in this order, mm. Refuses where there is no way."""
        return line_of(self.legs(spots))

    def lanes(self, spots: Sequence[Spot]) -> Lanes:
        """The aisles of these spots as straight lanes, for planning a tour through them."""
        return lanes_of(self._drawn.renewed(), spots)

    def isochrone(self, start: Target) -> Isochrone:
        """Seconds to every bin. Refuses (`travel.no_access`) for a start that lies at no aisle."""
        spot = self.reached(start)
        return Isochrone(spot, to_bins(self._drawn.renewed(), spot), self.bins)

    def faults(self) -> NDArray[np.int8]:
        """What is wrong with the way to each bin, as a number of `words`; 0 where it is come to and left again."""
        return faults(self._drawn.renewed(), self._layout)

    def why_not(self, target: Target) -> Refusal | None:
        """Why docks, doors and stations cannot send anybody to a target and back; None where they can."""
        picture = self._drawn.renewed()
        spot = spot_of(picture, self._layout, target)
        fault = spot.fault
        if not fault and isinstance(target, BinAt):
            rack = self._layout.get(target.rack, Rack)
            at = picture.bins.of(rack.id).start + slot_keys(rack).index(target.slot)
            fault = int(self.faults()[at])
        return refusal_of(self._layout, target, spot, fault, picture) if fault else None

    def reached(self, target: Target) -> Spot:
        """Where a target touches the graph. Refuses (`travel.no_access`) where it does not, saying why."""
        picture = self._drawn.renewed()
        spot = spot_of(picture, self._layout, target)
        if spot.fault:
            raise refusal_of(self._layout, target, spot, spot.fault, picture)
        return spot

    def _pace(self, by: By) -> Pace:
        return pace_of(self._drawn.renewed(), by)

    def _cost(self, one: Spot, two: Spot, by: By) -> float:
        pace = self._pace(by)
        return arrival(pace, spread_from(pace, [one]), two)
