"""The move map as a list (CSV, XLSX): what `stillage layout import` suggests, and what somebody made of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from app.domain.errors import Refusal
from app.services.layout import Move
from app.services.layout_files.files import write_whole
from app.services.sheets import Column, Kind, Row, Sheet, read_file

COLUMNS: Final = (
    Column("old", ("Old", "Now"), Kind.CODE, required=True),
    Column("new", ("New", "Then"), Kind.CODE, required=True),
    Column("how", ("How",), Kind.TEXT, required=True),
)
SAME, GOODS = "same", "goods"
SHOWN: Final = 20


def write_moves(file: Path, moves: Iterable[Move]) -> int:
    """Write lines that are not drawn: the bin of now, where it goes on or where its goods go, and which of both."""
    lines = [f"{move.old},{move.new},{move.how}" for move in moves if not move.drawn]
    write_whole(file, "\r\n".join(["old,new,how", *lines, ""]).encode())
    return len(lines)


def read_moves(file: Path) -> tuple[Move, ...]:
    """Lines of a move map. Raises Refusal that names what is wrong, by its cell; then none is taken."""
    sheet = read_file(file, COLUMNS)
    wrong = [f"{problem.cell or f'row {problem.row}'}: {problem.what}" for problem in sheet.problems]
    wrong += list(_wrong(sheet))
    if wrong:
        more = f" And {len(wrong) - SHOWN:,} more." if len(wrong) > SHOWN else ""
        raise Refusal(
            "layout", f"{file.name} is no move map. {' '.join(wrong[:SHOWN])}{more}",
            "A line says old, new, and how: same (the bin goes on) or goods (its goods are moved).",
        )  # fmt: skip
    return tuple(_move(row) for row in sheet.rows)


def _wrong(sheet: Sheet) -> Iterator[str]:
    seen: set[str] = set()
    for row in sheet.rows:
        old, how = row.text("old"), row.text("how")
        if how is not None and how.strip().lower() not in (SAME, GOODS):
            yield f"row {row.number}: “{how[:20]}” is neither same nor goods."
        if old is not None and old in seen:
            yield f"row {row.number}: {old} stands twice."
        seen.add(old or "")


def _move(row: Row) -> Move:
    how = (row.text("how") or "").strip().lower()
    return Move(row.text("old") or "", row.text("new") or "", "same" if how == SAME else "goods")
