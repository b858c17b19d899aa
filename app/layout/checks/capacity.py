"""Capacities that cannot be true: classes larger than their bins, levels above the truck's reach, bins of no size."""

from collections.abc import Iterator

from app.layout.checks.finding import Finding
from app.layout.elements import Aisle, Place, Rack, StorageClass, Truck
from app.layout.racking import Bay, ElementId, distinct
from app.layout.slots import MOST_COLUMNS, columns, slot_count
from app.layout.table import Layout

LEAST = 50.0
"""A bin narrower, lower or shallower than this holds nothing, mm."""
_LITRE = 1_000_000.0


class CapacityCheck:
    """One finding an element and fault. Bays of one shape are looked at once."""

    def __init__(self) -> None:
        self._found: dict[ElementId, tuple[Finding, ...]] = {}

    def renew(self, layout: Layout, touched: frozenset[ElementId]) -> None:
        """Look at these again."""
        for id_ in touched:
            element = layout.find(id_)
            found: tuple[Finding, ...] = ()
            if isinstance(element, Rack):
                found = tuple(_judge_rack(layout, element))
            elif isinstance(element, Place):
                found = tuple(_judge_place(layout, element))
            self._found.pop(id_, None)
            if found:
                self._found[id_] = found

    def findings(self) -> Iterator[Finding]:
        """All of them, in no order."""
        for found in self._found.values():
            yield from found


def _judge_rack(layout: Layout, rack: Rack) -> Iterator[Finding]:
    called = f"Rack {rack.code}"
    if slot_count(rack) == 0:
        yield Finding("capacity", rack.id, f"{called} has no bin at all.")
    if columns(rack) > MOST_COLUMNS:
        what = f"{called} would need {columns(rack):,} columns; at most {MOST_COLUMNS:,} can be."
        yield Finding("capacity", rack.id, what)
    said: dict[str, set[int]] = {}
    for bay in distinct(rack.bays):
        for number, what in _faults_of(layout, rack, bay):
            said.setdefault(what, set()).add(number)
    for what, levels in said.items():
        where = ", ".join(str(number) for number in sorted(levels))
        yield Finding("capacity", rack.id, f"{called}, level {where}: {what}")
    aisle = layout.find(rack.aisle) if rack.aisle is not None else None
    truck = layout.find(aisle.truck) if isinstance(aisle, Aisle) and aisle.truck is not None else None
    if isinstance(truck, Truck):
        top = max(bay.height - bay.levels[-1].height for bay in distinct(rack.bays))
        if top > truck.reach:
            what = f"{called}: its top level is at {top:,.0f} mm, {truck.code} reaches {truck.reach:,.0f} mm."
            yield Finding("capacity", rack.id, what, (truck.id,))


def _faults_of(layout: Layout, rack: Rack, bay: Bay) -> Iterator[tuple[int, str]]:
    """(number of the level from the floor, what is wrong with its bins)."""
    deep = rack.depth / rack.deep
    for number, level in enumerate(bay.levels, start=1):
        width = bay.width / level.bins
        if min(width, deep, level.height) < LEAST:
            yield number, f"a bin measures {width:,.0f} x {deep:,.0f} x {level.height:,.0f} mm."
        known = layout.find(level.storage_class) if level.storage_class is not None else None
        if isinstance(known, StorageClass):
            for what in _class_faults(known, width * deep * level.height, level.height):
                yield number, what


def _judge_place(layout: Layout, place: Place) -> Iterator[Finding]:
    if min(place.width, place.depth, place.height) < LEAST:
        what = f"Place {place.code} measures {place.width:,.0f} x {place.depth:,.0f} x {place.height:,.0f} mm."
        yield Finding("capacity", place.id, what)
    known = layout.find(place.storage_class) if place.storage_class is not None else None
    if isinstance(known, StorageClass):
        volume = place.width * place.depth * place.height
        for what in _class_faults(known, volume, place.height):
            yield Finding("capacity", place.id, f"Place {place.code}: {what}")


def _class_faults(known: StorageClass, volume: float, height: float) -> Iterator[str]:
    if known.max_volume is not None and known.max_volume * _LITRE > volume * 1.001:
        yield f"class {known.code} promises {known.max_volume:,.0f} l, a bin holds {volume / _LITRE:,.0f} l."
    if known.max_height is not None and known.max_height > height:
        yield f"class {known.code} promises {known.max_height:,} mm of height, a bin has {height:,.0f} mm."
    if known.max_handling_units is not None and known.max_handling_units > 1 and known.product_mixing == "none":
        yield f"class {known.code} takes {known.max_handling_units} handling units but lets no two share a bin."
