"""The parts a rack is put together from: levels, bays, numbering and the order in which pickers pass them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NewType, TypeAlias

from app.domain.errors import Refusal

ElementId = NewType("ElementId", str)
"""Identity of an element of a layout, the same in every version of it."""

SlotKey: TypeAlias = tuple[int, int, int, int]
"""Lasting number of the bay, then level, bin and depth, each from 0."""

BinKind: TypeAlias = Literal["storage", "pick"]
Style: TypeAlias = Literal["selective", "shelving", "flow", "cantilever", "block"]

DEFAULT_PATTERN = "{zone}-{aisle:02}-{bay:02}-{level}"


_CALLED: Mapping[str, str] = MappingProxyType({
    "rowplan": "rows", "storageclass": "storage class", "pickwalk": "pick walk",
    "bays": "number of bays", "aisles": "number of aisles", "blocks": "number of blocks", "bins": "number of bins",
    "aisle_digits": "number of digits", "deep": "number of bins deep", "one_way": "direction", "points": "outline",
    "plan_x": "origin", "plan_y": "origin",
})  # fmt: skip
"""Names of the program in field words, where taking them as they are would not do."""


def demand(holds: bool, element: object, what: str, next_step: str = "Correct the figure and try again.") -> None:
    """Raise Refusal unless it holds; `what` names the property in the words of the property panel."""
    if not holds:
        name = type(element).__name__.lower()
        code = getattr(element, "code", "")
        called = f"{_CALLED.get(name, name)} {code}".rstrip()
        what = _CALLED.get(what, what.replace("_", " "))
        raise Refusal("layout", f"The {called} cannot have this {what}.", next_step)


def demand_numbers(element: object, *fields: str) -> None:
    """Raise Refusal for a coordinate or angle that is no finite number, or further away than 10 km."""
    for field in fields:
        value: Any = getattr(element, field)
        holds = all(_near(part) for point in value for part in point) if isinstance(value, tuple) else _near(value)
        if not holds:
            demand(holds, element, field, "Enter a figure within 10 km of the origin.")


def _near(value: float) -> bool:
    """Whether a figure (mm, degrees) is finite and within 10 km; what is no number compares as no."""
    return -10_000_000 <= value <= 10_000_000


def demand_lengths(element: object, *fields: str) -> None:
    """Raise Refusal for a figure that is not above zero, or not finite."""
    for field in fields:
        value: float = getattr(element, field)
        if not 0 < value < math.inf:
            demand(False, element, field, "Enter a figure above zero.")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a bay: height to the next, how many bins stand side by side, what they are and their class."""

    height: float
    bins: int = 1
    kind: BinKind = "storage"
    storage_class: ElementId | None = None

    def __post_init__(self) -> None:
        demand_lengths(self, "height", "bins")
        demand(self.kind in ("storage", "pick"), self, "kind")


@dataclass(frozen=True, slots=True)
class Bay:
    """One bay between two uprights. Racks of equal bays share one value of this."""

    width: float
    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        demand_lengths(self, "width")
        demand(1 <= len(self.levels) <= 64, self, "number of levels")

    @property
    def height(self) -> float:
        """Of all levels together, mm."""
        return sum(level.height for level in self.levels)

    @property
    def bins(self) -> int:
        """Bins on all levels, one deep."""
        return sum(level.bins for level in self.levels)

    @property
    def widest(self) -> int:
        """Bins side by side on the level that has most."""
        return max(level.bins for level in self.levels)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How counts become numbers of an address: number = start + step x count. bay_* also numbers `{column}`."""

    bay_start: int = 1
    bay_step: int = 1
    level_start: int = 1
    level_step: int = 1
    bin_start: int = 1
    depth_start: int = 1

    def __post_init__(self) -> None:
        demand(self.bay_step != 0 and self.level_step != 0, self, "step")


COUNT_FROM_ONE = Numbering()
"""Bays, levels, bins and depths count 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class PickWalk:
    """A rack's part of the picker's walk: the bay walked first has `start`, each further one `stride` more; within
    a bay bins count upwards. backwards: the last bay is walked first."""

    start: int
    stride: int
    backwards: bool = False

    def __post_init__(self) -> None:
        demand_lengths(self, "start", "stride")


def distinct(bays: tuple[Bay, ...]) -> tuple[Bay, ...]:
    """The different bays of a rack. Told apart by identity first, for racks share the values of their bays."""
    return tuple({id(bay): bay for bay in bays}.values())
