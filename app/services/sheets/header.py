"""Which row of a file names its columns, and which of them are known."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.sheets.cells import Raw, is_blank
from app.services.sheets.table import Column, Place, Problem, address, shown

SEARCHED = 20  # rows above the table that may hold a title
_SEPARATORS = re.compile(r"[\W_]+")
Line = tuple[int, Sequence[Raw]]


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns. line: its position among the lines; width: cells
    up to its last."""

    line: int
    row: int
    width: int
    places: Mapping[str, Place]
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def known(self) -> int:
        """How many fields it names."""
        return len(self.places)


def normal(text: str) -> str:
    """A header without case, accents and separators: "Best-before " and "bestbefore" are one."""
    plain = unicodedata.normalize("NFKD", text[:100]).encode("ascii", "ignore").decode()
    return _SEPARATORS.sub("", plain.casefold())


def find_header(lines: Sequence[Line], columns: Sequence[Column]) -> Header | None:
    """The one of the first rows that names most fields; None where none names any."""
    names = {normal(header): column.field for column in columns for header in (column.field, *column.headers)}
    best: Header | None = None
    for position, (row, cells) in enumerate(lines[:SEARCHED]):
        found = _read(position, row, cells, names)
        if found.known > (best.known if best else 0):
            best = found
    return best


def _read(position: int, row: int, cells: Sequence[Raw], names: Mapping[str, str]) -> Header:
    places: dict[str, Place] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for index, raw in enumerate(cells):
        if is_blank(raw) or not isinstance(raw, str):
            continue
        field = names.get(normal(raw))
        if field is None:
            ignored.append(raw.strip()[:40])
        elif field in places:
            what = f"{shown(raw.strip())} and {shown(places[field].header)} name the same column."
            problems.append(
                Problem(row, raw.strip(), address(index, row), "header", what, "Delete one of them, or its header.")
            )
        else:
            places[field] = Place(index, raw.strip())
    width = max((index + 1 for index, raw in enumerate(cells) if not is_blank(raw)), default=0)
    return Header(position, row, width, places, tuple(ignored), tuple(problems))


def missing(header: Header, columns: Sequence[Column]) -> list[Problem]:
    """Required columns that the file does not have."""
    return [
        Problem(
            header.row,
            "",
            "",
            "header",
            f"There is no column {column.headers[0]}.",
            "Name it in the header: " + " or ".join(column.headers[:3]) + ".",
        )
        for column in columns
        if column.required and column.field not in header.places
    ]
