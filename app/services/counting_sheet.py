"""Counts that were made elsewhere, from CSV or XLSX: every problem of the file at once, then all of it or nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from app.services.sheets import Column, Kind, Problem, Progress, Sheet, read_file

COLUMNS = (
    Column("location", ("Bin", "Location", "Lagerplatz", "Platz"), Kind.CODE, required=True),
    Column("sku", ("SKU", "Article", "Item", "Artikel"), Kind.CODE),
    Column("quantity", ("Counted", "Quantity", "Qty", "Menge"), Kind.COUNT, required=True),
    Column("lot", ("Lot", "Batch", "Serial", "Charge"), Kind.CODE),
    Column("sscc", ("SSCC", "Unit", "Pallet", "NVE"), Kind.CODE),
)


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A file that was read and checked. problems: all of them, by row; none: it can be imported."""

    sheet: Sheet
    lines: Sequence[dict[str, Any]]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class CountImport:
    """Importing counts into one warehouse. Blocking: worker threads only."""

    session: Session

    def check(self, path: Path, progress: Progress) -> CountSheet:
        """Read a file and look everything up; changes nothing. Raises Refusal where the file cannot be read at all."""
        sheet = read_file(path, COLUMNS, progress=progress)
        lines = [_line(row.number, row) for row in sheet.rows]
        if not lines:
            return CountSheet(sheet, lines, sheet.problems)
        progress(0, None, f"Looking up {len(lines):,} lines")
        at = self.session.warehouse.warehouse_id
        found = self.session.door.query("count_problems", deadline=60.0, warehouse=at, lines=json.dumps(lines))
        said = {row.number: row.bad for row in sheet.rows}
        known = [
            sheet.problem(row.row, None if row.field == "row" else row.field, "WM422", row.what, row.next_step)
            for row in found
            if row.field not in said.get(row.row, ())
        ]
        problems = sorted((*sheet.problems, *known), key=lambda problem: problem.place)
        return CountSheet(sheet, lines, problems)

    def take(
        self, checked: CountSheet, name: str, tolerance: Decimal = Decimal(0), op: Op | None = None
    ) -> dict[str, Any]:
        """Import what was checked. Answer: plan_id, counts, lines, review. Raises Refusal while it has problems."""
        if checked.problems:
            raise Refusal(
                "WM422",
                f"{len(checked.problems):,} problems in {checked.sheet.file}; nothing was imported.",
                "Correct these lines and choose the file again.",
            )
        return self.session.door.call(
            "import_counts_v1",
            deadline=60.0,
            p_op=op or new_op(),
            p_warehouse=self.session.warehouse.warehouse_id,
            p_name=name,
            p_lines=checked.lines,
            p_tolerance=tolerance,
        )


def _line(number: int, row: Any) -> dict[str, Any]:
    quantity = row.number_of("quantity")
    return {
        "row": number,
        "location": row.text("location"),
        "sku": row.text("sku"),
        "lot": row.text("lot"),
        "sscc": row.text("sscc"),
        "quantity": None if quantity is None else f"{quantity:f}",
    }
