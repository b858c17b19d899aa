"""The rows a floor plan is built from, as the database keeps them: millimetres, degrees, y growing downward."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone box. x, y: centre in mm; width along the zone's own x axis; angle in degrees, clockwise on the screen."""

    zone_id: int
    code: str
    name: str
    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class RackRow:
    """One row of bins seen from one aisle. x, y: centre in mm; columns run along length, levels upward."""

    rack_id: int
    zone_id: int | None
    code: str
    x: float
    y: float
    angle: float
    length: float
    depth: float
    height: float
    columns: int
    levels: int


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A bin or a free-standing place. column and level count from 0 within the rack; x, y: centre in mm, used only
    where rack_id is None; width, depth, height in mm; capacity in litres."""

    location_id: int
    code: str
    kind: str
    zone_id: int | None = None
    rack_id: int | None = None
    column: int = 0
    level: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    depth: float = 0.0
    height: float = 0.0
    capacity: float = 0.0


@dataclass(frozen=True, slots=True)
class FixtureRow:
    """Something on the floor that holds no stock: kind wall, dock, station, staging, label or obstacle. points in mm. A
    wall whose last point is its first is closed, and its inside is floor."""

    kind: str
    code: str
    label: str
    points: Sequence[tuple[float, float]]
