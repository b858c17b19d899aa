"""Counts from a file, for the panel that imports."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from app.services.counting_sheet import CountSheet
from app.ui.counting.desk import CountingDesk, Sheets
from app.ui.counting.words import bins
from app.ui.sheet_import import Import

GONE = " What a bin holds and no line names is gone."


def counts_import(desk: CountingDesk) -> Import[CountSheet] | None:
    """None for who only counts."""
    sheets = desk.sheets
    return (
        None
        if sheets is None
        else Import("Import counts", sheets.check, partial(_take, desk, sheets), _holds, _done, GONE)
    )


def _take(desk: CountingDesk, sheets: Sheets, checked: CountSheet) -> Mapping[str, Any]:
    """The list is called by its file and the moment."""
    name = f"{checked.sheet.file[:50]}, {desk.clock().astimezone(desk.zone):%d %b %H:%M:%S}"
    return sheets.take(checked, name)


def _holds(checked: CountSheet) -> str:
    return f"{len(checked.lines):,} lines of {len({line['location'] for line in checked.lines}):,} bins"


def _done(answer: Mapping[str, Any]) -> str:
    return f"{bins(answer['counts'])} imported, {answer['review']} to review."
