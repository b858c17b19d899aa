"""The drawing as a worker thread has it: kept beside the editor's by its changes, asked for graph, tours and times."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Refusal
from app.layout.document import ChangeSet, LayoutDocument
from app.layout.elements import Aisle, Element, Rack, Truck
from app.layout.geometry import turn
from app.layout.history import History
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.slots import bay_lefts, slot_keys
from app.layout.table import Layout
from app.layout.travel import BinAt, PointAt, Target, TravelGraph
from app.layout.travel.contours import Contour, contours
from app.layout.travel.graph import Journey
from app.layout.travel.network import Network
from app.layout.travel.open_floor import walls_on
from app.services.floor.places import targets_of
from app.services.tours import PlannedTour, tour_through

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Mode: TypeAlias = Literal["tour", "distance", "times"]
_ARROWS = 8_000.0
"""One arrow on so many mm of a one-way aisle."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted. truck: None on foot. stops: of the tour, or both ends of a distance; start: None takes the first
    stop. end: where the tour ends; without one where it began (back), or at its last stop. names: addresses that were
    typed, looked up in the drawing. floor: the one in sight; pictures are of it alone. s_shape: draw that walk too;
    lines: those of equal time."""

    mode: Mode
    truck: ElementId | None = None
    start: Target | None = None
    stops: tuple[Target, ...] = ()
    names: tuple[str, ...] = ()
    back: bool = True
    end: Target | None = None
    s_shape: bool = False
    floor: ElementId | None = None
    lines: bool = False


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """Lines (n, 4) mm: driven, joined (from one aisle into another), open (over bare floor), shut (too narrow). arrows
    (m, 4): where and which way, of one-way aisles. widths: (x, y, free width mm, whether the mover fits)."""

    driven: Floats
    joined: Floats
    open: Floats
    shut: Floats
    arrows: Floats
    widths: tuple[tuple[float, float, float, bool], ...]
    lost: Floats
    facts: str


@dataclass(frozen=True, slots=True)
class TimesPicture:
    """cells (n, 4, 2): corners of bays, mm; seconds (n,) to the nearest bin of each, inf out of reach. racks: the same
    for whole racks. name, point: of the place, here: whether it is on the floor in sight. most: of all that is
    reached; lost: bins out of reach. half, most_of_them: s within which half of what is reached is, and nine of ten.
    lines: of equal time on the floor, without coming up to bins."""

    cells: Floats
    seconds: Floats
    racks: Floats
    rack_seconds: Floats
    name: str
    point: tuple[float, float]
    most: float
    lost: int
    half: float = 0.0
    most_of_them: float = 0.0
    here: bool = True
    lines: tuple[Contour, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. refusal: why there is no tour or no times; floor: where the tour begins; way, back,
    quickest: of a distance; back: metres, None where nobody can go that way; quickest: s of the way that is quickest,
    without coming up to the bin."""

    graph: GraphPicture
    tour: PlannedTour | None = None
    times: TimesPicture | None = None
    refusal: Refusal | None = None
    floor: ElementId | None = None
    way: Journey | None = None
    back: float | None = None
    quickest: float | None = None


class TravelMirror:
    """Any thread, one at a time. Graphs are kept by mover and follow the changes."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self._lock = Lock()
        self._document = LayoutDocument(elements, prefix="mirror")
        self._graphs: dict[Truck | None, TravelGraph] = {}

    def answer(self, changes: Sequence[ChangeSet], ask: Ask) -> Answer:
        """Catch up with the drawing, then answer."""
        with self._lock:
            self._catch_up(changes)
            truck = self._document.find(ask.truck) if ask.truck is not None else None
            graph = self._graph(truck if isinstance(truck, Truck) else None)
            picture = graph_picture(self._document, graph, ask.floor)
            try:
                return self._answered(ask, graph, picture)
            except Refusal as refusal:
                return Answer(picture, refusal=refusal)

    def _answered(self, ask: Ask, graph: TravelGraph, picture: GraphPicture) -> Answer:
        stops = [*ask.stops, *self._named(ask.names)]
        if ask.mode == "times":
            start = ask.start or (stops[0] if stops else None)
            return Answer(picture, times=None if start is None else self._times(ask, graph, start))
        start, rest = (ask.start, stops) if ask.start is not None else (stops[0] if stops else None, stops[1:])
        if start is None or not rest:
            return Answer(picture)
        floor = floor_of(self._document, start)
        if ask.mode == "distance":
            tour = tour_through(self._document, graph, rest[:1], start=start)
            back = graph.distance(rest[0], start)
            way = graph.journey(start, rest[0])
            quickest = graph.seconds(start, rest[0]) - way.lift_seconds
            back_there = back if math.isfinite(back) else None
            return Answer(picture, tour=tour, floor=floor, way=way, back=back_there, quickest=quickest)
        end = ask.end or (start if ask.back else None)
        tour = tour_through(self._document, graph, rest, start=start, end=end, draw_s_shape=ask.s_shape)
        return Answer(picture, tour=tour, floor=floor)

    def _times(self, ask: Ask, graph: TravelGraph, start: Target) -> TimesPicture:
        found = times_picture(self._document, graph, start, ask.floor)
        if not ask.lines:
            return found
        layout, floor = self._document, ask.floor
        walls = np.zeros((0, 4)) if floor is None else walls_on(layout, floor)
        return replace(found, lines=contours(graph, start, nodes_on(layout, graph.network, floor), walls))

    def _named(self, names: Sequence[str]) -> list[Target]:
        if not names:
            return []
        known = dict(targets_of(self._document))
        missing = [name for name in names if name not in known]
        if missing:
            raise Refusal(
                "tour.unknown",
                f"{', '.join(missing[:3])} {'is' if len(missing) == 1 else 'are'} not on this plan.",
                "Type addresses of bins as they stand on their labels, or the number of an order.",
            )
        return [known[name] for name in dict.fromkeys(names)]

    def _graph(self, truck: Truck | None) -> TravelGraph:
        if truck not in self._graphs:
            self._graphs[truck] = TravelGraph.of(self._document, truck)
            self._document.watch(self._graphs[truck].update)
        return self._graphs[truck]

    def _catch_up(self, changes: Sequence[ChangeSet]) -> None:
        if not changes:
            return
        with self._document.transaction("Catch up"):
            for change in (one for change_set in changes for one in change_set.changes):
                if change.after is None:
                    self._document.remove(change.id)
                else:
                    self._document.put(change.after)
        self._document.history = History()  # nobody undoes here


def floor_of(layout: Layout, target: Target) -> ElementId | None:
    """The floor that a target is on; None for one that is gone."""
    if isinstance(target, PointAt):
        return target.floor
    found = layout.find(target.rack if isinstance(target, BinAt) else target.id)
    return getattr(found, "floor", None)


def graph_picture(layout: Layout, graph: TravelGraph, floor: ElementId | None = None) -> GraphPicture:
    """The graph as lines: of one floor, or of all where they lie one upon the other (None). Facts are of the house."""
    network = graph.network
    edges = network.edges
    starts = np.repeat(np.arange(len(edges.first) - 1), np.diff(edges.first))
    here = nodes_on(layout, network, floor)
    lines = np.concatenate((network.xy[starts], network.xy[edges.to]), axis=1)
    once = (starts < edges.to) & here[starts]
    along, low = np.flatnonzero(network.passable), np.arange(len(network.xy) - 1)
    along = along[here[along]]
    same = (network.aisle[low] == network.aisle[low + 1]) & (network.aisle[low] >= 0)
    shut = low[same & ~network.passable[low] & here[low]]
    lost = int((graph.faults() != 0).sum())
    bins = len(graph.bins)
    facts = f"{len(network.aisles)} aisles, {bins:,} bins in racks, " + (
        "all of them reached" if not lost else f"{lost:,} of them out of reach"
    )
    aisles = [one for one in (layout.get(id_, Aisle) for id_ in network.aisles) if floor in (None, one.floor)]
    return GraphPicture(
        np.concatenate((network.xy[along], network.xy[along + 1]), axis=1),
        lines[once & (edges.kind == 1)],
        lines[once & (edges.kind == 2)],
        np.concatenate((network.xy[shut], network.xy[shut + 1]), axis=1),
        np.array([arrow for aisle in aisles for arrow in _arrows(aisle)], dtype=np.float64).reshape(-1, 4),
        tuple(_width(aisle, graph) for aisle in aisles),
        _outlines(layout, graph, floor),
        facts,
    )


def nodes_on(layout: Layout, network: Network, floor: ElementId | None) -> Bools:
    """Which nodes lie on a floor: those of its aisles, and on open floor those that lead to them."""
    if floor is None:
        return np.ones(len(network.xy), np.bool_)
    starts = np.repeat(np.arange(len(network.edges.first) - 1), np.diff(network.edges.first))
    own = np.array([layout.get(id_, Aisle).floor == floor for id_ in network.aisles], np.bool_)
    on_aisle = network.aisle >= 0
    here = np.zeros(len(network.xy), np.bool_)
    here[on_aisle] = own[network.aisle[on_aisle]]
    before = -1
    while before != int(here.sum()):
        before = int(here.sum())
        here[network.edges.to[here[starts]]] = True
    return here


def _arrows(aisle: Aisle) -> list[tuple[float, float, float, float]]:
    if aisle.one_way == "both":
        return []
    a, b = np.array((aisle.ax, aisle.ay)), np.array((aisle.bx, aisle.by))
    length = float(np.hypot(*(b - a)))
    sense = (b - a) / length * (1 if aisle.one_way == "forward" else -1)
    count = max(1, round(length / _ARROWS))
    return [(*(a + (b - a) * (n + 0.5) / count), *sense) for n in range(count)]


def _width(aisle: Aisle, graph: TravelGraph) -> tuple[float, float, float, bool]:
    a, b = np.array((aisle.ax, aisle.ay)), np.array((aisle.bx, aisle.by))
    free = graph.clear_width(aisle)
    at = a + (b - a) * 0.25 if not aisle.cross else (a + b) / 2
    return float(at[0]), float(at[1]), free, free >= graph.mover.needed


def _outlines(layout: Layout, graph: TravelGraph, floor: ElementId | None) -> Floats:
    """Racks (n, 4, 2) of which at least one bin is out of reach."""
    bins, fault = graph.bins, graph.faults()
    lost = [layout.get(rack, Rack) for rack in bins.racks if fault[bins.of(rack)].any()]
    boxes = [outline(rack) for rack in lost if floor in (None, rack.floor)]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4, 2)


def times_picture(layout: Layout, graph: TravelGraph, start: Target, floor: ElementId | None = None) -> TimesPicture:
    """Seconds from a place by bays and racks: of one floor, or of all (None). What is lost is of the house."""
    found = graph.isochrone(start)
    cells, seconds, racks, whole = [], [], [], []
    for id_ in found.bins.racks:
        rack, own = layout.get(id_, Rack), found.of(id_)
        if floor not in (None, rack.floor):
            continue
        c, s = turn(rack.angle)
        bay = np.array([key[0] - rack.first_bay for key in slot_keys(rack)], dtype=np.int64)
        least = np.full(len(rack.bays), np.nan)
        if len(bay):
            first = np.flatnonzero(np.diff(bay, prepend=-1))
            least[bay[first]] = np.minimum.reduceat(own, first)
        left = np.array(bay_lefts(rack))
        right = left + np.array([one.width for one in rack.bays])
        half = rack.depth / 2
        for u, v in ((left, -half), (right, -half), (right, half), (left, half)):
            cells.append(np.stack((rack.x + u * c - v * s, rack.y + u * s + v * c), axis=1))
        seconds.append(least)
        racks.append(outline(rack))
        whole.append(float(own.min()) if len(own) else np.nan)
    corners = [np.stack(cells[n : n + 4], axis=1) for n in range(0, len(cells), 4)]
    reached = found.seconds[np.isfinite(found.seconds)]
    return TimesPicture(
        np.concatenate(corners) if corners else np.zeros((0, 4, 2)),
        np.concatenate(seconds) if seconds else np.zeros(0),
        np.array(racks, dtype=np.float64).reshape(-1, 4, 2),
        np.array(whole),
        found.start.name,
        found.start.point,
        float(reached.max()) if len(reached) else 0.0,
        int((~np.isfinite(found.seconds)).sum()),
        float(np.quantile(reached, 0.5)) if len(reached) else 0.0,
        float(np.quantile(reached, 0.9)) if len(reached) else 0.0,
        floor in (None, floor_of(layout, start)),
    )
