"""Taking what was found away as CSV or XLSX: page after page, so that a million rows need no memory; it can be stopped.

Spreadsheets run what begins with = + - @ as a formula: such text gets an apostrophe in front (OWASP, CSV
injection). Numbers are numbers, times are of the warehouse's zone.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.domain.errors import Refusal
from app.services.inventory.explorer import Inventory
from app.services.inventory.found import Place
from app.services.inventory.words import Search

PAGE = 2000
SHEET_ROWS = 1_048_575  # what a sheet of XLSX holds below its head
RISKY = ("=", "+", "-", "@", "\t", "\r")
Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the file: its head, and the attribute of a stock row."""

    title: str
    name: str


FIELDS = (
    Field("Bin", "location"),
    Field("Zone", "zone"),
    Field("SKU", "sku"),
    Field("Item", "product"),
    Field("Group", "category"),
    Field("Lot", "lot"),
    Field("Expires", "expires_on"),
    Field("SSCC", "sscc"),
    Field("Owner", "owner"),
    Field("Status", "status"),
    Field("Held for", "holds"),
    Field("On hand", "quantity"),
    Field("Reserved", "reserved"),
    Field("Free", "free"),
    Field("Unit", "uom"),
    Field("Received", "in_date"),
    Field("Counted", "last_counted_at"),
)


def export(
    inventory: Inventory, search: Search, file: Path, zone: tzinfo, total: int | None, *, progress: Progress
) -> int:
    """Write the file (its ending says which kind) and return the rows in it. The file appears whole or not at all."""
    kind = file.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise Refusal("file", f"{file.name} is neither .csv nor .xlsx.", "Choose one of these endings.")
    part = file.with_name(f".{file.name}.part")
    write = _write_csv if kind == ".csv" else _write_xlsx
    try:
        rows = write(part, _rows(inventory, search, total, progress), zone)
        part.replace(file)
    except OSError as error:
        raise Refusal("file", f"{file} could not be written ({error.strerror}).", "Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)
    return rows


def _rows(inventory: Inventory, search: Search, total: int | None, progress: Progress) -> Iterator[Any]:
    after: Place | None = None
    done = 0
    while True:
        progress(done, total, f"{done:,} rows written")
        page = inventory.page(search, after, PAGE)
        yield from page.rows
        done += len(page.rows)
        if page.after is None:
            return
        after = page.after


def _write_csv(file: Path, rows: Iterator[Any], zone: tzinfo) -> int:
    number = 0
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([field.title for field in FIELDS])
        for row in rows:
            writer.writerow([_harmless(value) for value in _values(row, zone)])
            number += 1
    return number


def _write_xlsx(file: Path, rows: Iterator[Any], zone: tzinfo) -> int:
    book = Workbook(write_only=True)
    number = 0
    sheet = None
    for row in rows:
        if number % SHEET_ROWS == 0:
            sheet = book.create_sheet(f"Stock {number // SHEET_ROWS + 1}")
            sheet.append([field.title for field in FIELDS])
        if sheet is not None:
            sheet.append([_harmless(value) for value in _values(row, zone)])
        number += 1
    if sheet is None:
        book.create_sheet("Stock 1").append([field.title for field in FIELDS])
    book.save(file)
    return number


def _values(row: Any, zone: tzinfo) -> Sequence[Any]:
    return [_value(getattr(row, field.name), zone) for field in FIELDS]


def _value(value: Any, zone: tzinfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def _harmless(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula; control characters, which XLSX cannot hold, are left out."""
    if isinstance(value, (int, Decimal, date)) or value is None:
        return value
    text = "".join(letter for letter in str(value) if letter >= " " or letter == "\t")
    return f"'{text}" if text.startswith(RISKY) else text
