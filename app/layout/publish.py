"""What a layout becomes in the database: the payload of api.import_layout_v1."""

import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from app.layout.addresses import names_of
from app.layout.diff import BinKey, bins_of
from app.layout.elements import Caption, Charger, Door, Element, Floor, Obstacle, Place, Rack, StorageClass, Wall, Zone
from app.layout.geometry import Point, mm
from app.layout.racking import ElementId, distinct
from app.layout.shapes import outline
from app.layout.slots import columns, slots
from app.layout.table import Layout
from app.layout.walls import stretches

_STATION_FIXTURES = {"dock": "dock", "packing": "station", "station": "station"}
BIN_COLUMNS = (
    "code", "check_digit", "kind", "zone", "rack", "column", "aisle", "bay", "level", "position", "x", "y", "z",
    "width", "depth", "height", "class", "pick_sequence",
)  # fmt: skip
"""A bin as the database takes it; its barcode is its code."""
Row = dict[str, Any]
Facts = tuple[Any, ...]


def to_import(layout: Layout) -> Row:
    """zones, classes, racks, locations, fixtures, all named by code. Lengths mm, on the plan of the house (a floor's
    plan_x, plan_y added, its elevation in z). Publish only what the checks let pass: the database refuses the rest."""
    parts = {name: [row for _, row in rows] for name, rows in plan_rows(layout).items()}
    return {**parts, "locations": list(location_rows(layout)), "fixtures": list(fixture_rows(layout))}


def plan_rows(layout: Layout) -> dict[str, list[tuple[ElementId, Row]]]:
    """zones, classes and racks as rows, each with the element it is made of."""
    return {
        "zones": [(zone.id, _zone(layout, zone)) for zone in layout.of(Zone)],
        "classes": [(known.id, _class(known)) for known in layout.of(StorageClass)],
        "racks": [(rack.id, _rack(layout, rack)) for rack in layout.of(Rack)],
    }


def location_rows(layout: Layout) -> Iterator[Row]:
    """Every bin and floor place as a location. level counts from 0; bay, position as the address has them."""
    return (row for _, row in bin_rows(layout))


def bin_rows(layout: Layout, only: Collection[ElementId] | None = None) -> Iterator[tuple[BinKey, Row]]:
    """The same with each bin's lasting key; only: of these racks and places."""
    for key, facts in bin_facts(layout, only):
        yield key, {"barcode": facts[0], **dict(zip(BIN_COLUMNS, facts, strict=True))}


def bin_facts(layout: Layout, only: Collection[ElementId] | None = None) -> Iterator[tuple[BinKey, Facts]]:
    """The same as values in the order of BIN_COLUMNS: 100,000 rows alone would take as long as their geometry."""
    for rack in layout.of(Rack):
        if only is None or rack.id in only:
            yield from _rack_facts(layout, rack)
    for place in layout.of(Place):
        if only is not None and place.id not in only:
            continue
        ((key, bin_),) = bins_of(layout, place)
        yield key, (
            bin_.code, check_digit(bin_.code), bin_.kind, _code(layout, place.zone), None, None, None, None, 0, "1",
            bin_.x, bin_.y, bin_.z, bin_.width, bin_.depth, bin_.height, bin_.storage_class, bin_.pick_sequence,
        )  # fmt: skip


def check_digit(code: str) -> str:
    """Two digits for the bin's label that the picker reads back: the same for an address for ever (CRC-32 of it)."""
    return str(10 + zlib.crc32(code.encode()) % 90)


def _rack_facts(layout: Layout, rack: Rack) -> Iterator[tuple[BinKey, Facts]]:
    floor = layout.get(rack.floor, Floor)
    zone, aisle, count = _code(layout, rack.zone), _code(layout, rack.aisle), rack.numbering
    classes = {level.storage_class for bay in distinct(rack.bays) for level in bay.levels}
    codes = {known: _code(layout, known) for known in classes}
    plan_x, plan_y, deep, id_, code = floor.plan_x, floor.plan_y, rack.deep > 1, rack.id, rack.code
    bays: dict[int, str] = {}
    sizes: dict[tuple[float, float, float], tuple[float, float, float]] = {}  # few, and shared by many bins
    for name, (key, level, column, x, y, z, width, depth, sequence) in zip(
        names_of(rack, layout.find), slots(rack), strict=True
    ):
        number, at, place, behind = key
        if number not in bays:
            bays[number] = str(count.bay_start + count.bay_step * number).zfill(2)
        size = sizes.get((z, width, depth))
        if size is None:
            size = sizes[z, width, depth] = mm(z + floor.elevation), mm(width), mm(depth)
        position = str(count.bin_start + place)
        yield (id_, key), (
            name, check_digit(name), level.kind, zone, code, column, aisle, bays[number], at,
            f"{position}.{count.depth_start + behind}" if deep else position,
            round(x + plan_x, 1) + 0.0, round(y + plan_y, 1) + 0.0, *size, level.height, codes[level.storage_class],
            sequence,
        )  # fmt: skip


def _zone(layout: Layout, zone: Zone) -> Row:
    x, y = _on_plan(layout, zone.floor, (zone.x, zone.y))
    return {
        "code": zone.code, "name": zone.name or zone.code, "x": x, "y": y, "width": zone.width, "depth": zone.depth,
        "angle": zone.angle,
    }  # fmt: skip


def _class(known: StorageClass) -> Row:
    names = (
        "code", "max_weight", "max_volume", "max_height", "max_handling_units", "product_mixing", "lot_mixing",
        "temperature_class",
    )  # fmt: skip
    hazards = None if known.hazard_classes is None else list(known.hazard_classes)
    return {**{name: getattr(known, name) for name in names}, "hazard_classes": hazards}


def _rack(layout: Layout, rack: Rack) -> Row:
    x, y = _on_plan(layout, rack.floor, (rack.x, rack.y))
    return {
        "code": rack.code, "zone": _code(layout, rack.zone), "x": x, "y": y, "angle": rack.angle,
        "length": mm(rack.length), "depth": rack.depth, "height": rack.height, "columns": columns(rack),
        "levels": max(len(bay.levels) for bay in rack.bays),
    }  # fmt: skip


def fixture_rows(layout: Layout) -> Iterator[Row]:
    """Walls with their doors cut out, stations, obstacles, labels."""
    for wall in layout.of(Wall):
        found = (layout.find(id_) for id_ in layout.namers(wall.id))
        lines = stretches(wall, [door for door in found if isinstance(door, Door)])
        for at, line in enumerate(lines, start=1):
            code = wall.code if len(lines) == 1 else f"{wall.code}-{at}"
            yield _fixture(layout, wall, "wall", code, wall.label, line)
    for place in layout.of(Place):
        if place.use not in ("storage", "pick"):
            kind = _STATION_FIXTURES.get(place.use, "staging")
            yield _fixture(layout, place, kind, place.code, place.label or place.code, outline(place))
    for charger in layout.of(Charger):
        yield _fixture(layout, charger, "obstacle", charger.code, charger.code, outline(charger))
    for obstacle in layout.of(Obstacle):
        yield _fixture(layout, obstacle, "obstacle", obstacle.code, obstacle.label, obstacle.points)
    for caption in layout.of(Caption):
        yield _fixture(layout, caption, "label", caption.code, caption.text, ((caption.x, caption.y),))


def _fixture(
    layout: Layout, element: Wall | Place | Charger | Obstacle | Caption, kind: str, code: str, label: str,
    points: Sequence[Point],
) -> Row:  # fmt: skip
    return {
        "kind": kind, "code": code, "label": label,
        "points": [list(_on_plan(layout, element.floor, p)) for p in points],
    }  # fmt: skip


def _on_plan(layout: Layout, floor: ElementId, point: Point) -> Point:
    storey = layout.get(floor, Floor)
    return mm(point[0] + storey.plan_x), mm(point[1] + storey.plan_y)


def _code(layout: Layout, id_: ElementId | None) -> str | None:
    found: Element | None = layout.find(id_) if id_ is not None else None
    return None if found is None else found.code
