"""Struct-of-arrays tables of a floor plan, in metres and radians. Row order is the index used everywhere else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.errors import Fault

Floats = NDArray[np.float64]
Reals = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

KINDS = (
    "storage", "pick", "receiving", "quality", "staging", "packing", "dock", "station", "virtual", "other",
)  # fmt: skip
PLAN_SAFE = "Stock is untouched; only the drawing of the floor stopped."


def kind_numbers(kinds: Sequence[str]) -> Bytes:
    """Numbers of location kinds (index into KINDS); a kind of a later version becomes "other"."""
    number = {name: i for i, name in enumerate(KINDS)}
    return np.fromiter((number.get(kind, len(KINDS) - 1) for kind in kinds), np.uint8, len(kinds))


@dataclass(frozen=True, slots=True)
class Zones:
    """Zone boxes: x, y centre (m); half_width, half_depth (m); angle (rad)."""

    ids: Ints
    codes: tuple[str, ...]
    names: tuple[str, ...]
    x: Floats
    y: Floats
    half_width: Floats
    half_depth: Floats
    angle: Floats

    @classmethod
    def none(cls) -> "Zones":
        """A plan without zones."""
        nothing = np.empty(0)
        return cls(np.empty(0, np.int64), (), (), nothing, nothing, nothing, nothing, nothing)

    def __len__(self) -> int:
        return len(self.ids)

    def corners(self) -> Floats:
        """Corners in order round each box: (zones, 4, 2) metres."""
        return box_corners(self.x, self.y, self.half_width, self.half_depth, self.angle)


@dataclass(frozen=True, slots=True)
class Racks:
    """Racks: x, y centre (m), angle (rad), half_length along the columns, half_depth across, columns, levels,
    zone (row in Zones, -1 none). first_cell, cos, sin, reach_x, reach_y (half of the upright box) are derived."""

    ids: Ints
    codes: Sequence[str]
    zone: Ints
    x: Floats
    y: Floats
    angle: Floats
    half_length: Floats
    half_depth: Floats
    columns: Ints
    levels: Ints
    first_cell: Ints
    cos: Floats
    sin: Floats
    reach_x: Floats
    reach_y: Floats

    @classmethod
    def from_arrays(
        cls,
        ids: Ints,
        codes: Sequence[str],
        zone: Ints,
        centre: tuple[Floats, Floats],
        angle: Floats,
        size: tuple[Floats, Floats],
        shape: tuple[Ints, Ints],
    ) -> "Racks":
        """centre = (x, y) m; size = (length, depth) m; shape = (columns, levels), each at least 1."""
        columns, levels = np.asarray(shape[0], np.int64), np.asarray(shape[1], np.int64)
        if len(columns) and (columns.min() < 1 or levels.min() < 1):
            bad = codes[int(np.argmin(np.minimum(columns, levels)))]
            raise Fault(f"The floor plan cannot be drawn: rack {bad} has no columns or no levels.", PLAN_SAFE)
        half_length, half_depth = np.asarray(size[0]) / 2, np.asarray(size[1]) / 2
        cos, sin = np.cos(angle), np.sin(angle)
        reach_x = np.abs(cos) * half_length + np.abs(sin) * half_depth
        reach_y = np.abs(sin) * half_length + np.abs(cos) * half_depth
        first = np.cumsum(columns) - columns
        return cls(
            ids, codes, zone, np.asarray(centre[0], float), np.asarray(centre[1], float), np.asarray(angle, float),
            half_length, half_depth, columns, levels, first, cos, sin, reach_x, reach_y,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Locations:
    """Locations by rising id: cell (plan column), level, kind (index into KINDS), zone (row in Zones, -1 none), code.
    order lists locations by (cell, level); those of cell c are order[start[c]:start[c + 1]]."""

    ids: Ints
    codes: Sequence[str]
    cell: NDArray[np.int32]
    level: NDArray[np.int16]
    kind: Bytes
    zone: NDArray[np.int16]
    order: NDArray[np.int32]
    start: NDArray[np.int32]
    in_order: bool

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Fixture:
    """A wall, dock, station, staging area, label or obstacle: points (n, 2) in metres."""

    kind: str
    code: str
    label: str
    points: Floats


def box_corners(x: Floats, y: Floats, half_u: Floats, half_v: Floats, angle: Floats) -> Floats:
    """Corners of rotated boxes in order round each: (n, 4, 2)."""
    cos, sin = np.cos(angle), np.sin(angle)
    corners = np.empty((len(x), 4, 2))
    for i, (u, v) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        corners[:, i, 0] = x + cos * u * half_u - sin * v * half_v
        corners[:, i, 1] = y + sin * u * half_u + cos * v * half_v
    return corners
