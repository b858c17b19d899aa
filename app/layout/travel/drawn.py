"""The travel graph kept beside a drawing: what is read of an element is kept, and read again only where it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.layout.document import ChangeSet
from app.layout.elements import Aisle, Rack, Truck
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.layout.travel.bins import Bins, bins_on
from app.layout.travel.clearance import Clearances
from app.layout.travel.fronts import Fronts, fronts_of
from app.layout.travel.mover import Mover
from app.layout.travel.network import Network, on_drawn_aisles, parts_of
from app.layout.travel.open_floor import is_sketch, over_open_floor, turns_of, walls_on
from app.layout.travel.strands import Strands
from app.layout.ways import Span, Way


@dataclass(frozen=True, slots=True)
class Picture:
    """The graph of a drawing at one moment. node: of places and doors where aisles are joined over open floor."""

    mover: Mover
    network: Network
    bins: Bins
    ways: Mapping[ElementId, Way]
    node: Mapping[ElementId, int]
    clearances: Clearances


class Drawn:
    """Makes the picture of a drawing, and anew where it was told of changes."""

    def __init__(self, layout: Layout, mover: Mover, open_floor: bool | None) -> None:
        self._layout, self._mover, self._open_floor = layout, mover, open_floor
        self._strands, self._clear = Strands(), Clearances()
        self._racks: dict[ElementId, tuple[Rack, Aisle | None, Fronts]] = {}
        self._touched = set(layout.elements)
        self._picture: Picture | None = None

    def note(self, change: ChangeSet) -> None:
        """Remember what changed. A door that comes or goes changes its wall."""
        for one in change.changes:
            self._touched.add(one.id)
            for side in (one.before, one.after):
                wall = getattr(side, "wall", None)
                if wall is not None:
                    self._touched.add(wall)

    def renewed(self) -> Picture:
        """The picture of the drawing as it is now."""
        if self._picture is None or self._touched:
            touched, self._touched = self._touched, set()
            self._strands.touch(self._layout, touched)
            self._clear.touch(self._layout, touched)
            self._read_racks(touched)
            self._picture = self._made()
        return self._picture

    def clear_width(self, aisle: Aisle) -> float:
        """The widest thing that passes the whole of an aisle, mm."""
        self.renewed()
        return self._clear.of(self._layout, aisle).free

    def _read_racks(self, touched: set[ElementId]) -> None:
        for id_ in touched:
            rack = self._layout.find(id_)
            if isinstance(rack, Rack):
                if id_ not in self._racks or self._racks[id_][0] is not rack:
                    aisle = self._aisle(rack)
                    self._racks[id_] = rack, aisle, fronts_of(rack, aisle)
            else:
                self._racks.pop(id_, None)
        for id_, (rack, before, _) in self._racks.items():
            aisle = self._aisle(rack)
            if aisle is not before:
                self._racks[id_] = rack, aisle, fronts_of(rack, aisle)

    def _aisle(self, rack: Rack) -> Aisle | None:
        found = self._layout.find(rack.aisle) if rack.aisle is not None else None
        return found if isinstance(found, Aisle) else None

    def _made(self) -> Picture:
        ways, layout, mover = self._strands.ways, self._layout, self._mover
        walls = {floor: walls_on(layout, floor) for floor in {way.aisle.floor for way in ways.values()}}
        network = on_drawn_aisles(ways, self._strands.meetings(), self._closed, walls, mover)
        node: dict[ElementId, int] = {}
        bins = self._bins(network)
        if ways and self._crosses_open_floor(network, bins):
            turns = turns_of(layout, ways)
            network = on_drawn_aisles(ways, self._strands.meetings(), self._closed, walls, mover, turns)
            bins = self._bins(network)
            network, node = over_open_floor(layout, network, ways, turns, mover)
        return Picture(mover, network, bins, dict(ways), node, self._clear)

    def _crosses_open_floor(self, network: Network, bins: Bins) -> bool:
        if self._open_floor is not None:
            return self._open_floor
        return self._mover.truck is None and is_sketch(network, bins.stretch[bins.fault == 0], parts_of(network))

    def _bins(self, network: Network) -> Bins:
        fronts = {id_: kept[2] for id_, kept in self._racks.items()}
        return bins_on(network, fronts, {id_: kept[0].aisle for id_, kept in self._racks.items()}, self._mover)

    def _closed(self, way: Way) -> tuple[Span, ...]:
        """Where an aisle is shut for the mover: too narrow, or meant for smaller trucks only."""
        truck, aisle = self._mover.truck, way.aisle
        widest = self._layout.find(aisle.truck) if aisle.truck is not None else None
        if truck is not None and isinstance(widest, Truck) and widest.aisle_width < truck.aisle_width:
            return ((0.0, way.length),)
        return self._clear.of(self._layout, aisle).closed(way.length, self._mover.needed)
