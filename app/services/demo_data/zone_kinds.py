"""What stands in the demo building: storage classes and the nine zones, with true widths and heights.

Aisle widths: 2.9 m where a reach truck turns a pallet (makers ask for 2.7 to 3.0 m), 1.8 m where
people push carts past one another between shelves, 3.2 m between block stacks for a counterbalance truck.
A cell of pallet racking is 950 mm: three 800 mm pallets and their clearances in a 2,850 mm bay.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

Mixing = Literal["none", "same", "any"]
Temperature = Literal["ambient", "chilled", "frozen"]
Kind = Literal["storage", "pick"]


@dataclass(frozen=True, slots=True)
class StorageClass:
    """How much a bin carries: grams, litres, mm; handling units at most; may articles or lots share it."""

    code: str
    max_weight: int
    max_volume: int
    max_height: int
    max_handling_units: int
    product_mixing: Mixing
    lot_mixing: Mixing
    temperature_class: Temperature


STORAGE_CLASSES: tuple[StorageClass, ...] = (
    StorageClass("PALLET", 1_000_000, 1_900, 1_750, 1, "same", "same", "ambient"),
    StorageClass("BLOCK", 1_000_000, 2_200, 1_900, 1, "same", "same", "ambient"),
    StorageClass("PICK-PALLET", 800_000, 1_500, 1_750, 2, "same", "any", "ambient"),
    StorageClass("FLOW", 120_000, 380, 480, 12, "same", "any", "ambient"),
    StorageClass("SHELF", 90_000, 180, 400, 8, "any", "any", "ambient"),
    StorageClass("SMALL", 25_000, 72, 360, 6, "any", "any", "ambient"),
    StorageClass("CHILL-SHELF", 120_000, 270, 480, 8, "any", "any", "chilled"),
    StorageClass("CHILL-RESERVE", 250_000, 290, 540, 2, "same", "any", "chilled"),
    StorageClass("FROZEN-SHELF", 120_000, 270, 480, 8, "any", "any", "frozen"),
    StorageClass("FROZEN-RESERVE", 250_000, 290, 540, 2, "same", "any", "frozen"),
    StorageClass("HAZARD", 150_000, 430, 500, 4, "any", "any", "ambient"),
)

LIMITS: Mapping[str, StorageClass] = MappingProxyType({limit.code: limit for limit in STORAGE_CLASSES})


@dataclass(frozen=True, slots=True)
class ZoneKind:
    """One zone to build. Lengths mm. Faces stand in pairs along an aisle; pairs stand back to back over a flue.

    turn: angle of the zone's box; upright: the aisles run across the box (down the plan) instead of along it.
    blocks: stretches of racking in an aisle, parted by cross aisles of `cross` mm.
    classes: storage class by level, from the floor; the last repeats. pick_levels: levels that are pick faces.
    room: stands in walls of its own with one door. ends: free floor between racks and box at the aisle ends.
    """

    code: str
    name: str
    aisles: int
    columns: int
    levels: int
    cell: int
    depth: int
    level_height: int
    aisle: int
    flue: int
    classes: tuple[str, ...]
    pick_levels: int
    turn: float = 0.0
    upright: bool = False
    blocks: int = 1
    cross: int = 0
    room: bool = False
    ends: int = 1_500

    def bins(self) -> int:
        """Locations in this zone."""
        return self.aisles * 2 * self.columns * self.blocks * self.levels

    def run_length(self) -> int:
        """Length of an aisle's racking, cross aisles included, mm."""
        return self.blocks * self.columns * self.cell + (self.blocks - 1) * self.cross

    def run_width(self) -> int:
        """Width over all aisles, mm."""
        return self.aisles * (2 * self.depth + self.aisle) + (self.aisles - 1) * self.flue

    def class_of(self, level: int) -> str:
        """Storage class of a 0-based level."""
        return self.classes[min(level, len(self.classes) - 1)]


HIGH_BAY = ZoneKind(
    "A", "Pallet high-bay", 5, 54, 5, 950, 1_100, 1_950, 2_900, 250, ("PALLET",), 0,
)  # fmt: skip
SHELVING = ZoneKind(
    "B", "Shelving", 9, 13, 5, 900, 500, 450, 1_800, 100, ("SHELF",), 5, upright=True, blocks=2, cross=2_200,
)  # fmt: skip
HALL_2 = ZoneKind(
    "C", "Hall 2, cases and pallets", 5, 28, 4, 950, 1_100, 1_900, 2_900, 250, ("PICK-PALLET", "PALLET"), 1, turn=15.0,
)  # fmt: skip
FLOW = ZoneKind(
    "D", "Flow racks", 3, 40, 4, 600, 1_300, 520, 2_200, 1_500, ("FLOW",), 4,
)  # fmt: skip
CHILLED = ZoneKind(
    "E", "Chilled 2–8 °C", 7, 16, 4, 900, 600, 550, 1_900, 120, ("CHILL-SHELF", "CHILL-SHELF", "CHILL-SHELF",
    "CHILL-RESERVE"), 3, upright=True, room=True, ends=2_400,
)  # fmt: skip
FROZEN = ZoneKind(
    "F", "Frozen −22 °C", 4, 16, 4, 900, 600, 550, 1_900, 120, ("FROZEN-SHELF", "FROZEN-SHELF", "FROZEN-SHELF",
    "FROZEN-RESERVE"), 3, upright=True, room=True, ends=2_400,
)  # fmt: skip
SMALL_PARTS = ZoneKind(
    "S", "Small parts", 6, 26, 5, 500, 400, 400, 1_800, 100, ("SMALL",), 5,
)  # fmt: skip
BLOCK_STACKS = ZoneKind(
    "G", "Block stacks", 3, 10, 2, 1_350, 1_600, 2_000, 3_200, 200, ("BLOCK",), 0, turn=-38.0,
)  # fmt: skip
HAZARD = ZoneKind(
    "H", "Hazard store", 2, 10, 4, 900, 900, 600, 2_400, 150, ("HAZARD",), 4, upright=True, room=True, ends=2_000,
)  # fmt: skip

ALL_ZONES: tuple[ZoneKind, ...] = (
    HIGH_BAY, SHELVING, HALL_2, FLOW, CHILLED, FROZEN, SMALL_PARTS, BLOCK_STACKS, HAZARD,
)  # fmt: skip


def zones_for(bins: int) -> tuple[ZoneKind, ...]:
    """The nine zones scaled so that together they hold about `bins` locations: aisles and columns grow alike."""
    wanted = math.sqrt(bins / sum(kind.bins() for kind in ALL_ZONES))
    tries = [_scaled(wanted * (0.5 + step / 100)) for step in range(101)]
    return min(tries, key=lambda zones: abs(sum(kind.bins() for kind in zones) - bins))


def _scaled(factor: float) -> tuple[ZoneKind, ...]:
    return tuple(
        replace(
            kind,
            aisles=max(1, round(kind.aisles * factor)),
            columns=max(2, round(kind.columns * factor)),
            blocks=kind.blocks if kind.columns * factor >= 4 else 1,
        )
        for kind in ALL_ZONES
    )
