"""Dates as people write them in tables: 2027-03-31, 31.03.2027, 20270331; 3/4/2027 is refused, it means two days."""

import re
from datetime import date

from app.services.sheets.table import Bad, shown

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WRITE = "Write it as 2027-03-31."


def date_of(text: str) -> date:
    """The day of a text. Raises Bad where it is none, or could be two."""
    written = text.strip()
    if match := (_ISO.fullmatch(written) or _PACKED.fullmatch(written)):
        return _day(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(written):
        return _day(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.fullmatch(written):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first <= 12 and second <= 12 and first != second:
            raise Bad("ambiguous", f"{shown(text)} can mean two days.", _WRITE)
        day, month = (first, second) if second <= 12 else (second, first)
        return _day(text, year, month, day)
    raise Bad("WM422", f"{shown(text)} is not a date.", _WRITE)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Bad("WM422", f"{shown(text)} is not a day of the calendar.", _WRITE) from None
