"""XLSX: the one visible worksheet that holds the table. Cells keep what they are; formulas stay formulas."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from app.domain.errors import Refusal
from app.services.sheets.cells import Broken, Formula, Raw, is_blank
from app.services.sheets.header import SEARCHED, Line, find_header
from app.services.sheets.table import Column, Progress

_UNPACKED = 300_000_000  # bytes; a table of 50,000 rows unpacks to about a tenth
_LOCKED = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "Open it in the spreadsheet, save it again as .xlsx or CSV (UTF-8), and choose that file."


def lines_of(content: bytes, columns: Sequence[Column], most: int, progress: Progress | None) -> tuple[list[Line], str]:
    """Rows with their numbers, and the worksheet they are from. most: rows to read. Raises Refusal."""
    if content.startswith(_LOCKED):
        raise Refusal(
            "sheet",
            "The workbook has a password, or is of the old kind (.xls).",
            "Save it without a password as .xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise Refusal(
                    "sheet",
                    "The workbook is far larger than a table of 50,000 rows.",
                    "Copy the table into a new workbook.",
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep (styles, validations) is not read anyhow
            return _read(content, columns, most, progress)
    except Refusal:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        OSError,
        EOFError,
    ) as error:
        raise Refusal("sheet", "The workbook cannot be read.", _SAVE_AGAIN, {"reason": str(error)[:200]}) from error


def _read(content: bytes, columns: Sequence[Column], most: int, progress: Progress | None) -> tuple[list[Line], str]:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        found: list[tuple[int, str, Any]] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()  # some writers give a wrong one, and rows would be lost
                header = find_header(list(_lines(sheet, SEARCHED)), columns)
                found.append((header.known if header else 0, sheet.title, sheet))
        if not found:
            raise Refusal("sheet", "The workbook shows no worksheet.", _SAVE_AGAIN)
        best = max(known for known, _, _ in found)
        fitting = [(title, sheet) for known, title, sheet in found if known == best]
        if len(fitting) > 1 and best > 0:
            names = ", ".join(title for title, _ in fitting)
            raise Refusal(
                "sheet", f"More than one worksheet holds such a table: {names}.", "Keep the one that is meant."
            )
        title, sheet = fitting[0]
        lines: list[Line] = []
        for line in _lines(sheet, None):
            lines.append(line)
            if len(lines) > most:
                break
            if progress is not None and len(lines) % 1000 == 0:
                progress(len(lines), None, "Reading rows")
        return lines, title
    finally:
        book.close()


def _lines(sheet: Any, most: int | None) -> Iterator[Line]:
    """Rows that are not blank, with their numbers; of the first most rows."""
    for number, cells in enumerate(sheet.iter_rows(max_row=most), 1):
        raws = _raws(cells)
        if not all(is_blank(raw) for raw in raws):
            yield number, raws


def _raws(cells: Iterable[Any]) -> list[Raw]:
    return [None if cell.value is None else _raw(cell) for cell in cells]


def _raw(cell: Any) -> Raw:
    value = cell.value
    if cell.data_type == "f":
        return Formula(str(value))
    if cell.data_type == "e":
        return Broken(str(value))
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        shape = cell.number_format
        if len(shape) > 1 and set(shape) == {"0"}:  # zeros that the sheet shows belong to a number people scan
            return str(value).zfill(len(shape))
    if isinstance(value, str | int | float):
        return value
    return value if hasattr(value, "year") else str(value)
