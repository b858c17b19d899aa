"""Read a table from a file: find its header, type every cell, and gather everything that is wrong."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.domain.errors import Refusal
from app.services.sheets import text_file, workbook
from app.services.sheets.cells import Raw, is_blank, value_of
from app.services.sheets.header import Header, Line, find_header, missing
from app.services.sheets.numbers import marks_of
from app.services.sheets.table import NUMBERS, Bad, Column, Problem, Progress, Row, Sheet, Value, address

MOST_ROWS = 50_000
_MOST_BYTES = 100_000_000


def read_file(
    path: Path, columns: Sequence[Column], *, most: int = MOST_ROWS, progress: Progress | None = None
) -> Sheet:
    """Read .xlsx or delimited text from disk. Raises Refusal where the file as a whole is no table; see read_sheet."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refusal(
                "sheet", f"{path.name} is larger than 100 MB.", "Choose the file with the table, or split it."
            )
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(
            "sheet", f"{path.name} cannot be opened ({error.strerror}).", "Close it elsewhere and choose it again."
        ) from error
    return read_sheet(path.name, content, columns, most=most, progress=progress)


def read_sheet(
    name: str, content: bytes, columns: Sequence[Column], *, most: int = MOST_ROWS, progress: Progress | None = None
) -> Sheet:
    """Read a table. What is wrong in its cells is in `problems`, all of it; nothing is guessed or dropped in silence.

    columns: what may be in it, found by header in any order, below a title or not; others are named in `ignored`.
    most: rows allowed. progress: called with (rows done, rows in all or None, words) and may raise to stop the work.
    Raises Refusal where the file as a whole cannot be taken: no text, a password, no known column, two such tables.
    """
    problems: list[Problem] = []
    sheet = separator = ""
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        lines, sheet = workbook.lines_of(content, columns, most + 21, progress)
    else:
        lines, problems, separator = text_file.lines_of(content, columns, most + 21)
    header = find_header(lines, columns)
    if header is None:
        known = ", ".join(column.headers[0] for column in columns)
        raise Refusal(
            "sheet", f"{name} has no column that is known here.", f"Name the columns in the first row: {known}."
        )
    body = lines[header.line + 1 :]
    problems += [*header.problems, *missing(header, columns)]
    if len(body) > most:
        problems.append(
            Problem(0, "", "", "sheet", f"There are more than {most:,} rows.", "Split the file and import the parts.")
        )
        body = body[:most]
    if not body:
        problems.append(
            Problem(0, "", "", "sheet", "There is no row below the header.", "Enter the rows and save the file.")
        )
    rows = list(_rows(body, header, columns, separator, problems, progress))
    problems.sort(key=lambda problem: problem.place)
    return Sheet(name, sheet, header.places, header.ignored, rows, problems)


def _rows(
    body: Sequence[Line],
    header: Header,
    columns: Sequence[Column],
    separator: str,
    problems: list[Problem],
    progress: Progress | None,
) -> Iterator[Row]:
    known = [(column, header.places[column.field].index) for column in columns if column.field in header.places]
    numeric = [index for column, index in known if column.kind in NUMBERS]
    texts = (
        raw for _, cells in body for index in numeric if index < len(cells) and isinstance(raw := cells[index], str)
    )
    marks = marks_of(texts, separator == ",")
    for done, (number, cells) in enumerate(body, 1):
        if progress is not None and done % 1000 == 0:
            progress(done, len(body), "Reading cells")
        if separator and not all(is_blank(raw) for raw in cells[header.width :]):
            what = f"The row has {len(cells)} cells, the header {header.width}."
            problems.append(Problem(number, "", "", "sheet", what, "Put a cell that holds a separator in quotes."))
        yield _row(number, cells, known, marks, header, problems)


def _row(
    number: int,
    cells: Sequence[Raw],
    known: Sequence[tuple[Column, int]],
    marks: frozenset[str],
    header: Header,
    problems: list[Problem],
) -> Row:
    values: dict[str, Value] = {}
    bad: set[str] = set()
    for column, index in known:
        try:
            values[column.field] = value_of(cells[index] if index < len(cells) else None, column, marks)
        except Bad as wrong:
            values[column.field] = None
            bad.add(column.field)
            problems.append(_problem(number, header, column, index, wrong))
    return Row(number, values, frozenset(bad))


def _problem(number: int, header: Header, column: Column, index: int, wrong: Bad) -> Problem:
    written = header.places[column.field].header
    return Problem(number, written, address(index, number), wrong.code, wrong.what, wrong.next_step)
