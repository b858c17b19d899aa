"""Pieces, cartons and how pieces lie in cartons. Lengths whole mm, weights whole g."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

Sides = tuple[int, int, int]

LEAST_SUPPORT = 0.75
"""Share of a piece's base that must rest on the floor of the carton or on other pieces."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece; key: what the caller knows it by. Upright goods keep their height up; nothing stands on fragile."""

    key: Hashable
    length: int
    width: int
    height: int
    weight: int
    this_side_up: bool = False
    fragile: bool = False

    def volume(self) -> int:
        """Cubic mm."""
        return self.length * self.width * self.height

    def turns(self) -> tuple[Sides, ...]:
        """The outlines it may lie with, as (along x, along y, up), each once."""
        return _turns(self.length, self.width, self.height, self.this_side_up)


@lru_cache(maxsize=4096)
def _turns(a: int, b: int, c: int, this_side_up: bool) -> tuple[Sides, ...]:
    upright = ((a, b, c), (b, a, c))
    lying = () if this_side_up else ((a, c, b), (c, a, b), (b, c, a), (c, b, a))
    return tuple(dict.fromkeys((*upright, *lying)))


@dataclass(frozen=True, slots=True)
class CartonType:
    """Inner sides; max_weight: the most that it carries besides its own `tare`."""

    code: str
    length: int
    width: int
    height: int
    max_weight: int
    tare: int

    def volume(self) -> int:
        """Cubic mm inside."""
        return self.length * self.width * self.height


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a piece lies: its lower corner from the carton's inner corner, and its outline as it lies."""

    item: Item
    x: int
    y: int
    z: int
    along: int
    across: int
    up: int


@dataclass(frozen=True, slots=True)
class PackedCarton:
    """A carton with its pieces; weight: gross, g; fill: share of the inner volume."""

    type: CartonType
    placements: tuple[Placement, ...]
    weight: int
    fill: float


@dataclass(frozen=True, slots=True)
class OwnPackaging:
    """A piece that no carton takes: it ships as it is, with a label on it. why: in field words."""

    item: Item
    why: str


Parcel = PackedCarton | OwnPackaging

STANDARD_CARTONS: tuple[CartonType, ...] = (
    CartonType("K1", 200, 150, 100, 4_000, 70),
    CartonType("K2", 300, 200, 150, 8_000, 160),
    CartonType("K3", 380, 280, 200, 14_000, 310),
    CartonType("K4", 400, 380, 300, 20_000, 520),
    CartonType("K5", 580, 380, 300, 25_000, 740),
    CartonType("K6", 600, 400, 500, 30_000, 1_050),
)
