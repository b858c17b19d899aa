"""The aisles of some spots as lanes, for whoever plans tours or compares them with the S-shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.layout.elements import Aisle, Zone
from app.layout.table import Layout
from app.layout.travel import Spot, TravelGraph
from app.optimise.routing.walk import Lane


@dataclass(frozen=True, slots=True)
class LanesOf:
    """lanes: their rows count on from the number of spots. turns: the spots of those rows, where one turns off. at: for
    each spot its lane and mm along it, None on open floor."""

    lanes: tuple[Lane, ...]
    turns: tuple[Spot, ...]
    at: tuple[tuple[int, float] | None, ...]


def lanes_of(layout: Layout, graph: TravelGraph, spots: Sequence[Spot]) -> LanesOf:
    """Of these spots. graph: of this layout."""
    found = graph.lanes(spots)
    own, row = list[Lane](), len(spots)
    for lane in found.lanes:
        aisle = layout.get(lane.aisle, Aisle)
        zone = layout.find(aisle.zone) if aisle.zone is not None else None
        along, rows = tuple(t for t, _ in lane.turns), tuple(range(row, row + len(lane.turns)))
        code = zone.code if isinstance(zone, Zone) else ""
        own.append(Lane(code, aisle.code, lane.origin, lane.direction, along, rows))
        row += len(lane.turns)
    return LanesOf(tuple(own), tuple(spot for lane in found.lanes for _, spot in lane.turns), found.at)
