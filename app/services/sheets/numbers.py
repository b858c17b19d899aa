"""Numbers as people write them in tables: never guessed. 1,234 is refused unless the file shows what its comma is."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal

from app.services.sheets.table import Bad, Kind, shown

MOST = Decimal(10**9)
LONGEST = 40
_SPACES = str.maketrans({" ": "'", "\u00a0": "'", "\u2009": "'", "\u202f": "'", "’": "'", "−": "-"})
_PLAIN = re.compile(r"([+-]?)([0-9]*)(?:([.,])([0-9]+))?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(['.,])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)([.,])[0-9]+)?")
_SHORTENED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_ENTER = "Enter a number such as 12 or 12.5."


def marks_of(texts: Iterable[str], comma_parts_cells: bool) -> frozenset[str]:
    """Which decimal marks a file certainly uses. comma_parts_cells: the file's cells are parted by commas, so that its
    numbers are written with a point."""
    found = {"."} if comma_parts_cells else set[str]()
    for text in texts:
        written = text.strip().translate(_SPACES)
        if len(written) > LONGEST:
            continue
        plain = _PLAIN.fullmatch(written)
        if plain is not None:
            if plain[3] and not _either(plain):
                found.add(plain[3])
        elif (grouped := _GROUPED.fullmatch(written)) is not None:
            if grouped[2]:
                found.add(grouped[2])
            elif grouped[1] in ".,":
                found.add("," if grouped[1] == "." else ".")
    return frozenset(found)


def decimal_of(text: str, marks: frozenset[str]) -> Decimal:
    """The number of a text, exactly. Raises Bad where it is none, or could be two."""
    written = text.strip().translate(_SPACES)
    if len(written) > LONGEST:
        raise Bad("WM422", f"{shown(text)} is too long for a number.", _ENTER)
    plain = _PLAIN.fullmatch(written)
    if plain is not None and (plain[2] or plain[4]):
        sign, whole, mark, part = plain.groups()
        if mark is None or not _either(plain) or marks == {mark}:
            return Decimal(f"{sign}{whole or '0'}{'.' if part else ''}{part or ''}")
        if len(marks) == 1:
            return Decimal(f"{sign}{whole}{part}")
        raise Bad(
            "ambiguous",
            f"{shown(text)} can mean {whole}{part}, or {whole} and a part.",
            f"Write {whole}{part}, or {whole}{mark}{part}0 for the part.",
        )
    grouped = _GROUPED.fullmatch(written)
    if grouped is not None:
        plain_text = written.replace(grouped[1], "")
        return Decimal(plain_text.replace(",", "."))
    if _SHORTENED.fullmatch(written):
        raise Bad("shortened", f"{shown(text)} is a shortened number.", "Write all its digits.")
    raise Bad("WM422", f"{shown(text)} is not a number.", _ENTER)


def _either(plain: "re.Match[str]") -> bool:
    """Could the mark part thousands as well as decimals?"""
    return len(plain[4]) == 3 and 1 <= len(plain[2]) <= 3 and plain[2] != "0"


def decimal_of_cell(value: int | float) -> Decimal:
    """The number of a spreadsheet's cell: 15 significant digits, which is what spreadsheets keep and show."""
    if isinstance(value, int):
        return Decimal(value)
    if not math.isfinite(value):
        raise Bad("WM422", f"{value} is not a number.", _ENTER)
    return Decimal(f"{value:.15g}")


def check(number: Decimal, kind: Kind) -> Decimal:
    """The number, where it can be a quantity of this kind. Raises Bad."""
    if kind is Kind.QUANTITY and number <= 0:
        raise Bad("WM422", f"{number:f} is not a quantity above 0.", "Enter how many are meant.")
    if kind is Kind.COUNT and number < 0:
        raise Bad("WM422", f"{number:f} cannot have been counted.", "Enter 0 or more.")
    if kind is Kind.CHANGE and number == 0:
        raise Bad(
            "WM422", "A change of 0 changes nothing.", "Enter what to add (5) or to take away (-5), or delete the row."
        )
    if abs(number) > MOST:
        raise Bad(
            "WM422",
            f"{shown(f'{number:f}')} is more than 1,000,000,000.",
            "Check the number: did two cells run together?",
        )
    if number != round(number, 6):
        raise Bad("WM422", f"{shown(f'{number:f}')} has more than six decimals.", "Round it to six decimals.")
    return number
