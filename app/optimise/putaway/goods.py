"""What is to be put away, and the rules by which places are looked for. Lengths mm, weights g, volumes litres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Key = tuple[str, int]
"""("hu", id) or ("quant", id)."""


@dataclass(frozen=True, slots=True)
class Goods:
    """One product and lot of a load. weight, volume: of all of it; units: handling units here; size: a piece's."""

    product: int
    sku: str
    lot: int | None = None
    quantity: float = 1.0
    weight: float = 0.0
    volume: float = 0.0
    units: int = 0
    status: str = "available"
    temperature: str = "ambient"
    hazard: str | None = None
    category: str = ""
    abc: str | None = None
    size: tuple[int, int, int] | None = None
    upright: bool = False


@dataclass(frozen=True)
class Load:
    """What goes to one place: a handling unit with all in it, or loose goods of one stock record, which may be parted.

    at: the location where it waits. kind: pallet, carton, tote, cart, or loose. height: mm, None where nobody knows.
    step: loose goods are parted into multiples of this quantity.
    """

    key: Key
    name: str
    at: int
    goods: tuple[Goods, ...]
    kind: str = "pallet"
    height: int | None = None
    step: float = 1.0

    @property
    def loose(self) -> bool:
        """Whether it may be parted."""
        return self.kind == "loose"

    @cached_property
    def weight(self) -> float:
        """Of all its goods."""
        return sum(one.weight for one in self.goods)

    @cached_property
    def volume(self) -> float:
        """Of all its goods."""
        return sum(one.volume for one in self.goods)

    @cached_property
    def units(self) -> int:
        """Handling units that a bin's limit counts."""
        return sum(one.units for one in self.goods)

    @cached_property
    def lots(self) -> dict[int, frozenset[int | None]]:
        """The lots of each product."""
        found: dict[int, set[int | None]] = {}
        for one in self.goods:
            found.setdefault(one.product, set()).add(one.lot)
        return {product: frozenset(lots) for product, lots in found.items()}

    @cached_property
    def hazards(self) -> frozenset[str]:
        """The hazard classes in it."""
        return frozenset(one.hazard for one in self.goods if one.hazard)


class Strategy(Enum):
    """How a rule looks for places; the value is how it is stored."""

    FIXED = "fixed"
    EXISTING = "existing"
    NEAR_PICK = "near_pick"
    ZONE = "zone"
    EMPTY = "empty"
    BULK = "bulk"
    OVERFLOW = "overflow"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. category, abc, unit, least (litres): the goods it is for, all where None. zones: the best first; zones,
    kinds, classes: bins it may use, all where empty. metres: of near_pick, from the pick face at most."""

    name: str
    strategy: Strategy
    active: bool = True
    category: str | None = None
    abc: str | None = None
    unit: str | None = None
    least: float = 0.0
    zones: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    metres: float | None = None

    def for_(self, load: Load) -> bool:
        """Whether this rule speaks of such goods."""
        return (
            self.active
            and (self.unit is None or self.unit == load.kind)
            and load.volume >= self.least
            and (self.category is None or all(one.category == self.category for one in load.goods))
            and (self.abc is None or all(one.abc == self.abc for one in load.goods))
        )


STANDARD = (
    Rule("Fixed bin", Strategy.FIXED),
    Rule("Add to existing", Strategy.EXISTING),
    Rule("Near the pick face", Strategy.NEAR_PICK, kinds=("storage",), metres=40.0),
    Rule("Empty reserve bin", Strategy.EMPTY, kinds=("storage",)),
    Rule("Overflow", Strategy.OVERFLOW),
)
"""What holds where a warehouse has no rules of its own."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Distances in metres over the bins of a question. sources: from where loads wait; faces: from the nearest pick
    face of a product (absent: it has none); fixed: the numbers of a product's own bins."""

    sources: Mapping[int, Floats]
    faces: Mapping[int, Floats] = field(default_factory=lambda: MappingProxyType({}))
    fixed: Mapping[int, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
