"""A pick list as a table: what was taken is written into it by whoever types, and read back from CSV or XLSX."""

import csv
from pathlib import Path
from typing import Final

from app.domain.errors import Refusal
from app.services.picking.paper_entry import PaperLine, PickList
from app.services.sheets import Column, Kind, read_file

COLUMNS: Final = (
    Column("pick", ("Pick", "Task", "Auftrag"), Kind.CODE, required=True),
    Column("taken", ("Taken", "Picked", "Entnommen"), Kind.COUNT, required=True),
    Column("reason", ("Why less", "Reason", "Grund"), Kind.CODE),
)


def write_table(path: Path, sheet: PickList) -> None:
    """One row a stop, with nothing taken yet. Raises Refusal where the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Pick", "Bin", "Article", "Name", "Lot", "Order", "Wanted", "Taken", "Why less"])
            for stop in sheet.stops:
                order = "" if sheet.together else stop.order_number
                writer.writerow(
                    [
                        stop.task,
                        stop.place_code,
                        stop.sku,
                        stop.name,
                        stop.lot or "",
                        order,
                        f"{stop.quantity:f}",
                        "",
                        "",
                    ]
                )
    except OSError as error:
        raise Refusal("paper.file", f"{path} cannot be written ({error.strerror}).", "Name another file.") from error


def read_table(path: Path) -> tuple[PaperLine, ...]:
    """What was taken. Raises Refusal (`paper.problems`) with all that cannot be read, and where."""
    sheet = read_file(path, COLUMNS)
    said = [f"{problem.cell or f'row {problem.row}'}: {problem.what}" for problem in sheet.problems]
    lines, numbers = list[PaperLine](), [row.text("pick") or "" for row in sheet.rows]
    for row, number in zip(sheet.rows, numbers, strict=True):
        taken = row.number_of("taken")
        if not number.isdecimal():
            said.append(f"row {row.number}: “{number}” is not the number of a pick.")
        elif taken is not None:
            lines.append(PaperLine(int(number), f"{taken:f}", row.text("reason")))
    if said:
        raise Refusal(
            "paper.problems", f"{len(said)} cells cannot be read: {said[0]}", "Correct them; nothing was recorded.",
            {"problems": said},
        )  # fmt: skip
    return tuple(lines)
