"""Kinds of racking to begin from. The figures are usual ones, to be changed in the property panel.

Pallet racking: three EUR pallets (800 mm wide) and their clearances to a bay of 2,850 mm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.layout.racking import DEFAULT_PATTERN, Bay, ElementId, Level, Style


@dataclass(frozen=True, slots=True)
class RackTemplate:
    """What a generator or a drawing tool needs of a kind of racking. flue: gap between two racks back to back.

    pattern: the addresses that suit it; every bin of the template has one of its own under it."""

    style: Style
    name: str
    bay: Bay
    depth: float
    deep: int
    aisle_width: float
    flue: float
    pattern: str = DEFAULT_PATTERN


def _bay(width: float, *levels: Level) -> Bay:
    return Bay(width, levels)


TEMPLATES: Mapping[Style, RackTemplate] = MappingProxyType({
    "selective": RackTemplate(
        "selective", "Selective pallet racking",
        _bay(2_850, Level(1_800, 3, "pick"), *[Level(1_950, 3)] * 4),
        1_100, 1, 2_900, 250, "{zone}-{aisle:02}-{column:02}-{level}",
    ),
    "shelving": RackTemplate(
        "shelving", "Shelving", _bay(900, *[Level(450, 1, "pick")] * 5), 500, 1, 1_800, 100,
    ),
    "flow": RackTemplate(
        "flow", "Carton flow rack", _bay(2_400, *[Level(520, 4, "pick")] * 4), 2_500, 1, 2_200, 1_500,
        "{zone}-{aisle:02}-{column:02}-{level}",
    ),
    "cantilever": RackTemplate(
        "cantilever", "Cantilever for long goods", _bay(3_000, *[Level(700)] * 4), 1_200, 1, 3_600, 300,
    ),
    "block": RackTemplate(
        "block", "Block stack in lanes", _bay(1_350, Level(2_000), Level(2_000)), 6_400, 4, 3_200, 200,
        "{zone}-{aisle:02}-{bay:02}-{depth}-{level}",
    ),
})  # fmt: skip
"""By style."""


def with_class(bay: Bay, storage_class: ElementId | None) -> Bay:
    """The bay with one storage class on all levels."""
    return Bay(bay.width, tuple(Level(lv.height, lv.bins, lv.kind, storage_class) for lv in bay.levels))
