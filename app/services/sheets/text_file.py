"""CSV and its kin: encodings and separators as spreadsheets write them, found and not asked for."""

import codecs
import csv
import io
from collections.abc import Sequence

from app.domain.errors import Refusal
from app.services.sheets.cells import is_blank
from app.services.sheets.header import SEARCHED, Line, find_header
from app.services.sheets.table import Column, Problem

SEPARATORS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(content: bytes) -> str:
    """The text of a file: by its mark, as UTF-8, or as Windows writes it in the west. Raises Refusal."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content[:4096]:
        raise Refusal(
            "sheet", "This is not a table: it holds bytes that are no text.", "Save it as .xlsx or as CSV (UTF-8)."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal(
            "sheet", f"Line {line} holds a character that cannot be read.", "Save it as CSV (UTF-8)."
        ) from None


def lines_of(content: bytes, columns: Sequence[Column], most: int) -> tuple[list[Line], list[Problem], str]:
    """Rows with their numbers, what could not be read, and the separator. most: rows to read. Raises Refusal."""
    text = decode(content)
    if text[:4].lower() == "sep=" and len(text) > 5 and text[5] in "\r\n":  # written for Excel
        lines, problems = _split(text, text[4], most)
        return [(row, []) if row == 1 else (row, cells) for row, cells in lines], problems, text[4]
    head = "".join(text[:1_000_000].splitlines(keepends=True)[:SEARCHED])

    def named(separator: str) -> tuple[int, int]:
        first, _ = _split(head, separator, SEARCHED)
        header = find_header(first, columns)
        return (header.known if header else 0, head.count(separator))

    separator = max(SEPARATORS, key=named)
    lines, problems = _split(text, separator, most)
    return lines, problems, separator


def _split(text: str, separator: str, most: int) -> tuple[list[Line], list[Problem]]:
    """Rows, blank ones left out. A row that cannot be split is a problem, and reading goes on with the next line."""
    lines: list[Line] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    while len(lines) <= most:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(Problem(row, "", "", "sheet", f"The row cannot be read ({error}).",
                                    "Check its quotation marks, and that no cell holds a whole document."))  # fmt: skip
            if len(problems) > 100:
                break
            continue
        if not all(is_blank(cell) for cell in cells):
            lines.append((row, cells))
    return lines, problems
