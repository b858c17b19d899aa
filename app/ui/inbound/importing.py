"""Deliveries from a file, for the panel that imports."""

from collections.abc import Mapping
from typing import Any

from app.services.inbound.importing import InboundSheet
from app.ui.inbound.desk import InboundDesk
from app.ui.sheet_import import Import


def deliveries_import(desk: InboundDesk) -> Import[InboundSheet] | None:
    """None for who announces nothing."""
    if desk.sheets is None:
        return None
    return Import("Import deliveries", desk.sheets.check, desk.sheets.take, _holds, _done)


def _holds(checked: InboundSheet) -> str:
    return f"{checked.lines:,} lines of {_many(len(checked.deliveries))}"


def _done(answer: Mapping[str, Any]) -> str:
    return f"{_many(len(answer['deliveries']))} announced, {answer['lines']:,} lines."


def _many(number: int) -> str:
    return f"{number:,} {'delivery' if number == 1 else 'deliveries'}"
