"""A list of locations as another system gives it: rows that know where they stand, and how they are to be taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.layout.dxf.found import Unit

LENGTHS: Final = ("x", "y", "z", "width", "depth", "height")
TEXTS: Final = ("code", "kind", "zone", "aisle", "rack", "bay", "level", "position", "class", "pick_sequence")
MOST: Final = 200_000
"""Locations that one layout of the database may hold."""
_PARTS = re.compile(r"[A-Za-z0-9]+")
_FEWEST = 3
"""Parts of an address that names rack, bay and level."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One line. number: as the spreadsheet numbers it; texts and lengths by field, without those that are empty."""

    number: int
    texts: Mapping[str, str]
    lengths: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ListProblem:
    """Something that is not taken over. place: the cell ("C12") or "row 12"; row: 0 where the whole list is meant."""

    row: int
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list as it was read. headings: all that it has; columns: which of them is which field; units: of lengths whose
    heading says one; problems: what could not be read, such lines are not among the rows."""

    name: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    units: Mapping[str, Unit]
    rows: tuple[FoundRow, ...]
    problems: tuple[ListProblem, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether it says where bins are."""
        return "x" in self.columns and "y" in self.columns

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest y of all lines, in the unit of the list; 0 to 0 where none has one."""
        ys = [row.lengths["y"] for row in self.rows if "y" in row.lengths]
        return (min(ys), max(ys)) if ys else (0.0, 0.0)

    @property
    def addressed(self) -> bool:
        """Whether racks, bays and levels have to be, and can be, taken from the addresses."""
        return "rack" not in self.columns and any(split(row.texts["code"]) is not None for row in self.rows[:100])


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlan:
    """How a list is taken over. unit: of lengths whose heading says none; from_addresses: racks, bays and levels come
    from the addresses where no column has them; across: of a rack, odd and even bays face each other over the aisle.

    y_up: its y grows upward, as in the drawings of builders; on a plan it grows downward, so the list is turned over.
    aisle_width: mm, of aisles between racks that the list does not place."""

    unit: Unit = "mm"
    from_addresses: bool = True
    across: bool = False
    y_up: bool = False
    aisle_width: float = 2_900.0


@dataclass(frozen=True, slots=True)
class AddressParts:
    """What an address such as A-01-02-3 says."""

    zone: str | None
    aisle: str | None
    rack: str
    bay: str
    level: str


def split(code: str) -> AddressParts | None:
    """The last part is the level, the one before the bay, all before are the rack; of four and more the first is the
    zone and the second the aisle. None where an address has too few parts."""
    parts = list(_PARTS.finditer(code))
    if len(parts) < _FEWEST:
        return None
    words = [part[0] for part in parts]
    rack = code[parts[0].start() : parts[-3].end()]
    wide = len(words) > _FEWEST
    return AddressParts(words[0] if wide else None, words[1] if wide else words[0], rack, words[-2], words[-1])
