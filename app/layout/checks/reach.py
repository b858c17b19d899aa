"""Bins that nobody can get to: no aisle before them, or an aisle that is not served."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.layout.checks.aisles import AisleCheck
from app.layout.checks.finding import Finding
from app.layout.elements import Aisle, Door, Element, Place, Rack
from app.layout.facing import ARM
from app.layout.geometry import along, placed
from app.layout.racking import ElementId
from app.layout.slots import bay_front, bay_lefts, slot_count
from app.layout.solids import same_floor
from app.layout.table import Layout
from app.layout.ways import Joins, Span, Way, beside, entries, served, strip_of

MANY = 4
"""From so many aisles on that no way leads to, it is one thing that is wrong and not one a rack."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served of each aisle. `ways` by the id of the aisle."""

    ways: Mapping[ElementId, Way]
    spans: Mapping[ElementId, tuple[Span, ...]]


class ReachCheck:
    """Keeps what is served, and judges again the racks and floor places at aisles where that changed."""

    def __init__(self, aisles: AisleCheck) -> None:
        self._aisles = aisles
        self._service = Service({}, {})
        self._blocked: dict[ElementId, tuple[Span, ...]] = {}
        self._gates: set[ElementId] = set()
        self._found: dict[ElementId, Finding] = {}
        self._joins: Joins = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Find what is served again if a way in, an aisle or a block changed; then judge whom that concerns."""
        old, again = self._service, set(touched)
        changed = self._blocked != self._aisles.blocked
        if changed or any(id_ in self._gates or _is_way(layout.find(id_)) for id_ in touched):
            self._service = self._serve(layout)
            spans, before = self._service.spans, old.spans
            moved = {id_ for id_ in spans.keys() | before.keys() if spans.get(id_) != before.get(id_)}
            again |= {by for id_ in moved for by in layout.namers(id_)}
            if moved or any(id_ in spans for id_ in touched):
                again |= {place.id for place in layout.of(Place) if place.use in ("storage", "pick")}
        for id_ in again:
            self._found.pop(id_, None)
            element = layout.find(id_)
            finding = None
            if isinstance(element, Rack):
                finding = _judge_rack(layout, element, self._service)
            elif isinstance(element, Place) and element.use in ("storage", "pick"):
                finding = _judge_place(element, self._service)
            if finding is not None:
                self._found[id_] = finding

    def findings(self) -> Iterator[Finding]:
        """One a rack or place at most; one for all racks at aisles that no way leads to, where these are many."""
        cut: dict[ElementId, list[Finding]] = {}
        for finding in self._found.values():
            if len(finding.others) == 1 and self._service.spans.get(finding.others[0]) == ():
                cut.setdefault(finding.others[0], []).append(finding)
        if len(cut) < MANY:
            yield from self._found.values()
            return
        apart = {finding.element: finding.bins for found in cut.values() for finding in found}
        yield from (finding for id_, finding in self._found.items() if id_ not in apart)
        bins = sum(apart.values())
        what = f"{bins:,} bins at {len(cut)} aisles cannot be reached: no way leads there from docks and doors."
        yield Finding("unreachable", min(apart), what, tuple(sorted(cut)), bins)

    def _serve(self, layout: Layout) -> Service:
        self._blocked = dict(self._aisles.blocked)
        gates = entries(layout.elements.values())
        self._gates = {gate.id for gate in gates} | {aisle.id for aisle in layout.of(Aisle)}
        ways = [self._way(aisle) for aisle in layout.of(Aisle)]
        return Service({way.aisle.id: way for way in ways}, served(ways, gates, self._joins))

    def _way(self, aisle: Aisle) -> Way:
        blocked, before = self._blocked.get(aisle.id, ()), self._service.ways.get(aisle.id)
        if before is not None and before.aisle is aisle:
            return before if before.blocked == blocked else replace(before, blocked=blocked)
        return Way(aisle, strip_of(aisle), blocked)


def _is_way(element: Element | None) -> bool:
    if isinstance(element, Place):
        return element.use not in ("storage", "pick")
    return isinstance(element, (Aisle, Door))


def _judge_rack(layout: Layout, rack: Rack, service: Service) -> Finding | None:
    aisle = layout.find(rack.aisle) if rack.aisle is not None else None
    if not isinstance(aisle, Aisle):
        return Finding("unreachable", rack.id, f"Rack {rack.code} stands at no aisle.", bins=slot_count(rack))
    way, spans = service.ways[aisle.id], service.spans[aisle.id]
    if not same_floor(rack, aisle):
        what = f"Rack {rack.code} and its aisle {aisle.code} are on different floors."
        return Finding("unreachable", rack.id, what, (aisle.id,), slot_count(rack))
    beyond, lost = 0, 0
    for number, (bay, left) in enumerate(zip(rack.bays, bay_lefts(rack), strict=True)):
        t, off = along(bay_front(rack, number, left), way.a, way.b)
        if abs(off) > aisle.width / 2 + ARM or not 0.0 <= t <= way.length or not faces(rack, way):
            beyond += bay.bins * rack.deep
        elif not any(low - 1.0 <= t <= high + 1.0 for low, high in spans):
            lost += bay.bins * rack.deep
    if beyond:
        what = f"{beyond} bins of rack {rack.code} do not open onto its aisle {aisle.code}."
    elif lost:
        what = f"{lost} bins of rack {rack.code} cannot be reached, or not left again, through aisle {aisle.code}."
    else:
        return None
    return Finding("unreachable", rack.id, what, (aisle.id,), beyond + lost)


def faces(rack: Rack, way: Way) -> bool:
    """Whether the front of the rack is nearer to the middle of the aisle than its back."""
    front = placed(rack.x, rack.y, rack.angle, 0.0, rack.depth / 2)
    return abs(along(front, way.a, way.b)[1]) <= abs(along((rack.x, rack.y), way.a, way.b)[1])


def _judge_place(place: Place, service: Service) -> Finding | None:
    if any(service.spans[id_] and beside(place, way) for id_, way in service.ways.items()):
        return None
    return Finding("unreachable", place.id, f"Place {place.code} lies at no aisle that can be reached.", bins=1)
