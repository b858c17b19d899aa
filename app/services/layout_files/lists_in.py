"""Lists of locations (CSV, XLSX) of other systems: which of their columns is what, found by the headings that people
use or as somebody says, and each line as it can be read. What a list becomes is `app.layout.locations`."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.domain.errors import Refusal
from app.layout.dxf.found import Unit
from app.layout.lists import LENGTHS, MOST, TEXTS, FoundList, FoundRow, ListProblem
from app.services.sheets import Column, Kind, Row, Sheet, read_sheet
from app.services.sheets.header import normal
from app.services.sheets.numbers import decimal_of, marks_of
from app.services.sheets.table import Bad

Progress = Callable[..., object]
ENDINGS: Final = (".csv", ".xlsx", ".txt", ".tsv")
LARGEST: Final = 100_000_000
"""Bytes of a list that is still read."""
LEAVE: Final = ""
"""Chosen for a field: no column is it."""
UNITS: Final[tuple[Unit, ...]] = ("mm", "cm", "dm", "m", "in", "ft")
_OURS: Final = "list."
"""Before the names of our fields: a heading is known by the words for it, not by ours."""
_UNIT = re.compile(r"(?:^|[\W_])(mm|cm|dm|m|in|ft)[\W_]*$")
_WORDS: Final = MappingProxyType({
    "code": ("Address", "Location", "Location code", "Location ID", "Location no", "Bin", "Bin code", "Bin ID",
             "Bin location", "Storage bin", "Storage location", "Lagerplatz", "Lagerplatznummer", "Platz",
             "Platznummer", "Stellplatz", "Lagerfach", "Emplacement", "Ubicación", "Ubicazione", "Locatie"),
    "kind": ("Kind", "Type", "Location type", "Bin type", "Use", "Art", "Typ", "Platzart", "Lagerplatzart",
             "Lagerplatztyp", "Verwendung"),
    "zone": ("Zone", "Area", "Storage area", "Storage section", "Section", "Bereich", "Lagerbereich", "Lagerzone"),
    "aisle": ("Aisle", "Gang", "Gasse", "Regalgasse", "Allée", "Pasillo", "Corsia"),
    "rack": ("Rack", "Row", "Rack code", "Rack row", "Regal", "Regalzeile", "Reihe", "Zeile", "Scaffale", "Estante"),
    "bay": ("Bay", "Bay no", "Column", "Feld", "Regalfeld", "Säule", "Saeule", "Spalte"),
    "level": ("Level", "Tier", "Shelf", "Ebene", "Regalebene", "Etage", "Niveau", "Nivel", "Livello"),
    "position": ("Position", "Pos", "Slot", "Fach", "Stelle", "Bin in bay"),
    "class": ("Class", "Storage class", "Location class", "Bin class", "Lagerklasse", "Platzklasse", "Klasse"),
    "pick_sequence": ("Pick sequence", "Sequence", "Sequence no", "Picking sequence", "Walk sequence", "Pick order",
                      "Reihenfolge", "Wegfolge", "Laufweg", "Kommissionierfolge", "Sortierung"),
    "x": ("X", "X coordinate", "X coord", "Pos X", "X position", "X-Koordinate", "X-Wert"),
    "y": ("Y", "Y coordinate", "Y coord", "Pos Y", "Y position", "Y-Koordinate", "Y-Wert"),
    "z": ("Z", "Z coordinate", "Z coord", "Pos Z", "Z position", "Z-Koordinate", "Elevation", "Höhenlage"),
    "width": ("Width", "Bin width", "Breite", "Fachbreite", "Platzbreite", "Largeur", "Ancho", "Larghezza"),
    "depth": ("Depth", "Bin depth", "Length", "Tiefe", "Fachtiefe", "Länge", "Laenge", "Profondeur", "Profundidad"),
    "height": ("Height", "Bin height", "Höhe", "Hoehe", "Fachhöhe", "Fachhoehe", "Hauteur", "Altura", "Altezza"),
})  # fmt: skip
"""Headings by field, the one that is shown first; case, accents and separators do not count."""
FIELDS: Final = MappingProxyType({field: words[0] for field, words in _WORDS.items()})
"""What a list can say, by the name on the screen."""


def read_list_file(
    file: Path, chosen: Mapping[str, str] = MappingProxyType({}), *, progress: Progress | None = None
) -> FoundList:
    """A list from disk; see `read_list`. Raises Refusal where it cannot be read or is far too large."""
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal("layout_file", f"{file.name} is far too large for a layout.", "Choose another file.")
        content = file.read_bytes()
    except OSError as error:
        raise Refusal("file", f"{file} cannot be read ({error.strerror}).", "Choose another file.") from error
    return read_list(file.name, content, chosen, progress=progress)


def read_list(
    name: str, content: bytes, chosen: Mapping[str, str] = MappingProxyType({}), *, progress: Progress | None = None
) -> FoundList:
    """The lines of a list. chosen: heading by field, where somebody said; LEAVE takes none for it.

    Raises Refusal where it is no table, has no column of addresses, or too many lines."""

    def tell(done: int, total: int | None, words: str) -> None:
        if progress is not None:
            progress(done, total, words)

    sheet = read_sheet(name, content, columns_for(chosen), most=MOST, progress=tell)
    columns = {field.removeprefix(_OURS): place.header for field, place in sheet.places.items()}
    if "code" not in columns:
        raise Refusal(
            "layout_file", f"No column of {name} is known to hold addresses: {', '.join(sheet.ignored[:8])}.",
            f"Name it “{FIELDS['code']}” in the first row; a list of locations has one address a row.",
        )  # fmt: skip
    problems = [
        ListProblem(one.row, one.cell or (f"row {one.row:,}" if one.row else "the list"), one.what)
        for one in sheet.problems
        if not (one.code == "header" and one.cell)  # a second column of a meaning that has one is left out
    ]
    rows = tuple(_rows(sheet, _has_points(content), problems))
    units = {field: unit for field in LENGTHS if (unit := unit_of(columns.get(field, ""))) is not None}
    headings = (*columns.values(), *sheet.ignored)
    return FoundList(name, headings, columns, units, rows, tuple(problems))


def columns_for(chosen: Mapping[str, str]) -> tuple[Column, ...]:
    """What may be in a list. All are read as text: coordinates may be below zero, levels letters."""
    taken = {normal(heading) for heading in chosen.values() if heading}
    made = []
    for field, words in _WORDS.items():
        if field in chosen:
            headers: tuple[str, ...] = (chosen[field],) if chosen[field] else ()
        else:
            units = [f"{word} {unit}" for word in words for unit in UNITS] if field in LENGTHS else []
            headers = tuple(word for word in (*words, field, *units) if normal(word) not in taken)
        if headers:
            made.append(Column(f"{_OURS}{field}", headers, Kind.CODE, required=field == "code", longest=80))
    return tuple(made)


def unit_of(heading: str) -> Unit | None:
    """The unit that a heading says: "Width (mm)", "Breite [cm]", "x_m"."""
    found = _UNIT.search(heading.lower())
    return next((unit for unit in UNITS if found is not None and unit == found[1]), None)


def _has_points(content: bytes) -> bool:
    """Whether 1.250 is one and a quarter for sure: in a workbook, and where commas part the cells."""
    head = content[:4_096].replace(b"\x00", b"").splitlines()
    return content[:2] == b"PK" or not any(mark in line for line in head[:1] for mark in (b";", b"\t", b"|"))


def _rows(sheet: Sheet, points: bool, problems: list[ListProblem]) -> Iterator[FoundRow]:
    """Lines whose cells can be read; the others are told. points: numbers have a decimal point."""
    texts = (text for row in sheet.rows for name in LENGTHS if (text := row.text(_OURS + name)) is not None)
    marks = marks_of(texts, points)
    for row in sheet.rows:
        lengths: dict[str, float] = {}
        try:
            for name in LENGTHS:
                text = row.text(_OURS + name)
                if text is not None:
                    lengths[name] = _length(row, name, text, sheet, marks)
        except _Unread as unread:
            problems.append(unread.problem)
            continue
        written = {name: _plain(text) for name in TEXTS if (text := row.text(_OURS + name)) is not None}
        if not row.bad and written.get("code"):
            yield FoundRow(row.number, written, lengths)


class _Unread(Exception):  # noqa: N818  ends one line, which is told
    def __init__(self, problem: ListProblem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def _length(row: Row, name: str, text: str, sheet: Sheet, marks: frozenset[str]) -> float:
    try:
        return float(decimal_of(text, marks))
    except Bad as bad:
        told = sheet.problem(row.number, _OURS + name, bad.code, str(bad), bad.next_step)
        raise _Unread(ListProblem(row.number, told.cell, f"{told.what} {told.next_step}")) from bad


def _plain(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return text.removeprefix("'").strip()
