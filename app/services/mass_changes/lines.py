"""Rows of a table as the lines that the database takes: words made its own, numbers exact, labels checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.errors import Refusal
from app.domain.sscc import check_sscc
from app.services.sheets import Problem, Row, Sheet

Line = Mapping[str, Any]
_UNITS = {
    "pcs": "each", "pc": "each", "ea": "each", "piece": "each", "pieces": "each",
    "stk": "each", "stück": "each", "st": "each",
    "pack": "inner", "cs": "case", "ctn": "case", "carton": "case", "box": "case", "karton": "case",
    "lage": "layer", "plt": "pallet", "pal": "pallet", "palette": "pallet",
}  # fmt: skip


def lines_of(sheet: Sheet, reasons: Mapping[str, str]) -> tuple[list[Line], list[Problem]]:
    """A line for each row, and what is wrong with its labels. reasons: code by its name or code in small letters."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for row in sheet.rows:
        line: dict[str, Any] = {"line": row.number}
        for field, value in row.values.items():
            if value is not None:
                line[field] = f"{value:f}" if field == "quantity" else value
        _reword(line, reasons)
        problems += _labels(sheet, row, line)
        lines.append(line)
    return lines, problems


def _reword(line: dict[str, Any], reasons: Mapping[str, str]) -> None:
    if "unit" in line:
        unit = line["unit"].casefold()
        line["unit"] = _UNITS.get(unit, unit)
    for field in ("status", "to_status"):
        if field in line:
            line[field] = line[field].casefold()
    if "reason" in line:
        line["reason"] = reasons.get(line["reason"].casefold(), line["reason"])


def _labels(sheet: Sheet, row: Row, line: dict[str, Any]) -> Sequence[Problem]:
    problems = []
    for field in ("sscc", "to_sscc"):
        if field in line:
            try:
                line[field] = check_sscc(line[field])
            except Refusal as refusal:
                problems.append(sheet.problem(row.number, field, "WM422", refusal.what, refusal.next_step))
    return problems
