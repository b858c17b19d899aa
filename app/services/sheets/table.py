"""What a file with a table is read into: typed rows that know where they stand, and all that is wrong, at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

Value = str | Decimal | date | None
Progress = Callable[[int, int | None, str], None]  # (done, total, words); raises to stop the work


class Kind(Enum):
    """What a column holds. Quantities: at most 10^9 with at most six decimals, never NaN."""

    CODE = "code"  # a number or name people identify by: SKU, bin, SSCC, lot, GTIN; a number keeps all its digits
    TEXT = "text"  # words
    QUANTITY = "quantity"  # above 0
    COUNT = "count"  # 0 or more: what was counted
    CHANGE = "change"  # any but 0: what to add or take away
    DATE = "date"


NUMBERS = frozenset({Kind.QUANTITY, Kind.COUNT, Kind.CHANGE})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may be in a file. field: its name in the rows; headers: what people call it, the first is shown."""

    field: str
    headers: tuple[str, ...]
    kind: Kind
    required: bool = False
    longest: int = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. row: as the spreadsheet numbers it, 0 for the whole file; header: the column as the file
    calls it; cell: such as "C12"; the last two are empty where a whole row is meant. code: a WM code or a word."""

    row: int
    header: str
    cell: str
    code: str
    what: str
    next_step: str

    @property
    def place(self) -> tuple[int, int, str]:
        """Sorts problems as they stand in the file: by row, then by column."""
        return (self.row, len(self.cell), self.cell)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the file: the column, counted from 0, and its header as written there."""

    index: int
    header: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row. number: as the spreadsheet numbers it; values: one for each known column that the file has, None where
    the cell is empty or bad; bad: the fields that had a problem, about which nothing more need be said."""

    number: int
    values: Mapping[str, Value]
    bad: frozenset[str]

    def text(self, field: str) -> str | None:
        """The text of a CODE or TEXT column; None where empty or not in the file."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def number_of(self, field: str) -> Decimal | None:
        """The number of a QUANTITY, COUNT or CHANGE column."""
        value = self.values.get(field)
        return value if isinstance(value, Decimal) else None

    def date_of(self, field: str) -> date | None:
        """The date of a DATE column."""
        value = self.values.get(field)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read. sheet: the name of the worksheet, empty for CSV; places: where each known field stands; ignored:
    headers that mean nothing here; rows: all that are not blank; problems: all that is wrong, by row."""

    file: str
    sheet: str
    places: Mapping[str, Place]
    ignored: tuple[str, ...]
    rows: Sequence[Row]
    problems: Sequence[Problem]

    def problem(self, row: int, field: str | None, code: str, what: str, next_step: str) -> Problem:
        """A problem in a row, at a field where one is meant and the file has it."""
        place = self.places.get(field) if field else None
        if place is None:
            return Problem(row, "", "", code, what, next_step)
        return Problem(row, place.header, address(place.index, row), code, what, next_step)


class Bad(Exception):  # noqa: N818  an answer about a cell, gathered into the report
    """A cell that cannot be taken: what it is, and what to write instead."""

    def __init__(self, code: str, what: str, next_step: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.next_step = next_step


def address(index: int, row: int) -> str:
    """The name of a cell as spreadsheets show it: address(2, 12) is "C12"."""
    letters = ""
    left = index + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row}"


def shown(text: str, most: int = 30) -> str:
    """A cell's text short enough for a sentence."""
    clean = "".join(c if c.isprintable() else "·" for c in text[: most + 1])
    return f"“{clean[:most]}…”" if len(text) > most else f"“{clean}”"
