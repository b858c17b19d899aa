"""One cell, as a file has it, into the value its column asks for. Formulas, errors and lost digits are refused."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.services.sheets import numbers
from app.services.sheets.dates import date_of
from app.services.sheets.table import NUMBERS, Bad, Column, Kind, Value, shown

_DIGITS_KEPT = 10**15  # a spreadsheet keeps 15 digits of a number; an SSCC or a serial number may have more
_SHORTENED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+")


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed: what it showed was the writer's, not ours to trust."""

    text: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that shows an error of the spreadsheet, such as #REF!"""

    text: str


Raw = str | int | float | bool | datetime | date | Formula | Broken | None


def is_blank(raw: Raw) -> bool:
    """Nothing but spaces."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def value_of(raw: Raw, column: Column, marks: frozenset[str]) -> Value:
    """The value of a cell. Empty is None. Raises Bad."""
    if raw is None or is_blank(raw):
        if column.required:
            raise Bad("missing", f"{column.headers[0]} is missing.", f"Enter the {column.headers[0]}.")
        return None
    if isinstance(raw, Formula) or (isinstance(raw, str) and raw.lstrip()[:1] == "="):
        text = raw.text if isinstance(raw, Formula) else raw
        raise Bad("formula", f"{shown(text)} is a formula.", "Copy the column and paste it as values.")
    if isinstance(raw, Broken):
        raise Bad("formula", f"The cell shows {shown(raw.text)}.", "Correct it in the spreadsheet.")
    if isinstance(raw, bool):
        raise Bad(
            "WM422",
            f"{'TRUE' if raw else 'FALSE'} does not belong here.",
            "Format the column as text and enter it again.",
        )
    if column.kind in NUMBERS:
        return numbers.check(_number(raw, marks), column.kind)
    if column.kind is Kind.DATE:
        return _date(raw)
    return _text(raw, column)


def _number(raw: str | int | float | date, marks: frozenset[str]) -> Decimal:
    if isinstance(raw, str):
        return numbers.decimal_of(raw, marks)
    if isinstance(raw, date):
        raise Bad(
            "WM422", f"{raw:%Y-%m-%d} is a date, not a number.", "Format the column as a number and enter it again."
        )
    return numbers.decimal_of_cell(raw)


def _date(raw: str | int | float | date) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        return date_of(raw)
    return date_of(str(raw))


def _text(raw: str | int | float | date, column: Column) -> str:
    if isinstance(raw, date):
        raise Bad(
            "WM422",
            f"{raw:%Y-%m-%d} is a date; {column.headers[0]} was something else.",
            "Format the column as text and enter it again.",
        )
    if isinstance(raw, str):
        text = raw.strip()
        if _SHORTENED.fullmatch(text):
            raise Bad(
                "shortened", f"{shown(text)} was a longer number.", "Format the column as text and enter it again."
            )
    elif not abs(raw) < _DIGITS_KEPT:
        raise Bad(
            "shortened",
            f"{shown(str(raw))} has lost digits in the spreadsheet.",
            "Format the column as text and enter it again.",
        )
    else:
        text = str(int(raw)) if raw == int(raw) else f"{raw:.15g}"
    if len(text) > column.longest:
        raise Bad(
            "WM422",
            f"{shown(text)} has {len(text):,} characters; {column.headers[0]} has at most {column.longest}.",
            "Check the cell.",
        )
    if not text.isprintable() and column.kind is Kind.CODE:
        raise Bad("WM422", f"{shown(text)} holds characters that no label has.", "Enter it again by hand.")
    if "\x00" in text:
        raise Bad("WM422", f"{shown(text)} holds a NUL.", "Enter it again by hand.")
    return text
