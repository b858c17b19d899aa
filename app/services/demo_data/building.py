"""The demo warehouse as one layout document, in the form that the database imports (layout v1).

    build(DemoSpec(bins=10_000)).document() -> {"zones", "classes", "racks", "locations", "fixtures"}

Lengths are whole mm, weights g, volumes litres, angles degrees clockwise on the screen, y grows downwards.
A bin is called zone-aisle-bay-level: odd bays stand on the left of the aisle, even bays on the right, counted from
the aisle's start; levels count from 1 at the floor (the field `level` counts from 0).
"""

from dataclasses import dataclass
from typing import Any

from app.services.demo_data.floor_plan import Area, FloorPlan, plan_floor
from app.services.demo_data.racking import Bin, Rack, Zone
from app.services.demo_data.seeded import whole
from app.services.demo_data.spec import DemoSpec
from app.services.demo_data.zone_kinds import STORAGE_CLASSES, zones_for

# A cart's walk through the house: cold goods last, so that they stay cold.
WALK = ("A", "G", "C", "B", "S", "H", "D", "E", "F")
DOOR = 3_000
_STATION_KINDS = {"dock": "dock", "packing": "station", "receiving": "staging", "quality": "staging",
                  "staging": "staging"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Building:
    """The placed house. `sequence` gives every bin code its place in the walk (1-based)."""

    seed: int
    plan: FloorPlan
    sequence: dict[str, int]

    def bins(self) -> tuple[Bin, ...]:
        """Every rack location, in the order of the walk."""
        every = [b for zone in self.plan.zones for b in zone.bins]
        return tuple(sorted(every, key=lambda b: self.sequence[b.code]))

    def areas(self, kind: str) -> tuple[Area, ...]:
        """Floor areas of a kind: receiving, quality, packing, staging, dock."""
        return tuple(area for area in self.plan.areas if area.kind == kind)

    def document(self) -> dict[str, Any]:
        """The layout document v1."""
        zones = self.plan.zones
        return {
            "zones": [_zone_row(zone) for zone in zones],
            "classes": [
                {field: getattr(made, field) for field in made.__dataclass_fields__} for made in STORAGE_CLASSES
            ],
            "racks": [_rack_row(rack) for zone in zones for rack in zone.racks],
            "locations": [_bin_row(b, self.sequence[b.code], self.seed) for b in self.bins()]
            + [_area_row(area, len(self.sequence) + i, self.seed) for i, area in enumerate(self.plan.areas, start=1)],
            "fixtures": _fixtures(self.plan),
        }


def build(spec: DemoSpec) -> Building:
    """Plan the house for `spec.bins` locations."""
    plan = plan_floor(zones_for(spec.bins))
    by_zone = {zone.kind.code: zone.bins for zone in plan.zones}
    walk = [b.code for zone in WALK for b in by_zone[zone]]
    return Building(spec.seed, plan, {code: i for i, code in enumerate(walk, start=1)})


def check_digits(seed: int, code: str) -> str:
    """The two digits on the bin's label that the picker reads back."""
    return str(whole(10, 99, seed, "check digit", code))


def _zone_row(zone: Zone) -> dict[str, Any]:
    box = zone.box
    return {
        "code": zone.kind.code, "name": zone.kind.name, "x": round(box.x), "y": round(box.y),
        "width": round(box.width), "depth": round(box.depth), "angle": box.angle,
    }  # fmt: skip


def _rack_row(rack: Rack) -> dict[str, Any]:
    box = rack.box
    return {
        "code": rack.code, "zone": rack.zone, "x": round(box.x), "y": round(box.y), "angle": box.angle,
        "length": round(box.width), "depth": round(box.depth), "height": rack.height,
        "columns": rack.columns, "levels": rack.levels,
    }  # fmt: skip


def _bin_row(b: Bin, sequence: int, seed: int) -> dict[str, Any]:
    return {
        "code": b.code, "barcode": b.code, "check_digit": check_digits(seed, b.code), "kind": b.kind, "zone": b.zone,
        "rack": b.rack, "column": b.column, "aisle": f"{b.aisle:02d}", "bay": f"{b.bay:02d}", "level": b.level,
        "position": "1", "x": round(b.x), "y": round(b.y), "z": b.z, "width": b.width, "depth": b.depth,
        "height": b.height, "class": b.storage_class, "pick_sequence": sequence,
    }  # fmt: skip


def _area_row(area: Area, sequence: int, seed: int) -> dict[str, Any]:
    return {
        "code": area.code, "barcode": area.code, "check_digit": check_digits(seed, area.code), "kind": area.kind,
        "zone": None, "rack": None, "column": None, "aisle": None, "bay": None, "level": 0, "position": "1",
        "x": round(area.box.x), "y": round(area.box.y), "z": 0, "width": round(area.box.width),
        "depth": round(area.box.depth), "height": 3_000, "class": None, "pick_sequence": sequence,
    }  # fmt: skip


def _fixtures(plan: FloorPlan) -> list[dict[str, Any]]:
    """Outer wall (closed), walls of rooms (open at their door), doors, lanes, stations and captions."""
    rows = [_fixture("wall", "WALL", "", [*plan.wall, plan.wall[0]])]
    for zone in plan.zones:
        if zone.kind.room:
            rows.append(_fixture("wall", f"WALL-{zone.kind.code}", zone.kind.name, _room(zone)))
        caption = f"{zone.kind.code}  {zone.kind.name}"
        rows.append(_fixture("label", f"LABEL-{zone.kind.code}", caption, [zone.box.corners(500)[0]]))
    rows += [
        _fixture(_STATION_KINDS[area.kind], area.code, area.caption, list(area.box.corners())) for area in plan.areas
    ]
    rows += [_fixture("label", f"LABEL-{i}", text, [at]) for i, (text, at) in enumerate(plan.captions, start=1)]
    return rows


def _room(zone: Zone) -> list[tuple[float, float]]:
    """The zone's outline from one jamb of its door round to the other; the door is in the middle of the lower wall."""
    a, b, c, d = zone.box.corners()
    jamb = min(DOOR, zone.box.width / 2) / 2
    left, right = (zone.box.place(side * jamb, zone.box.depth / 2) for side in (-1, 1))
    return [left, d, a, b, c, right]


def _fixture(kind: str, code: str, label: str, points: list[tuple[float, float]]) -> dict[str, Any]:
    return {"kind": kind, "code": code, "label": label, "points": [[round(x), round(y)] for x, y in points]}
