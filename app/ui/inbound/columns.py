"""The columns of the inbound page's tables."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.ui.inbound.words import (
    AT_DOCK,
    EN_DASH,
    KINDS,
    day,
    differs,
    line_state,
    plain,
    receipt_state,
    report_state,
    state_of,
    when,
)
from app.ui.tables import Column, StatusCell

Clock = Callable[[], datetime]


def delivery_columns(clock: Clock, zone: tzinfo) -> list[Column]:
    """Deliveries with how far they are."""
    return [
        Column("Delivery", lambda row: row.number, "key", 132),
        Column("Kind", lambda row: KINDS.get(row.kind, row.kind), width=72),
        Column("From", lambda row: row.party or EN_DASH),
        Column("Expected", lambda row: when(row.expected_at, zone, clock()), width=116),
        Column("Dock", lambda row: row.dock or EN_DASH, "code", 84),
        Column("State", state_of, "status", 104),
        Column("Lines", lambda row: row.lines, "number", 56),
        Column("Here", _here, "number", 108),
        Column("Differs", differs, "status", 148),
    ]


def _here(row: Any) -> str:
    return f"{plain(row.received)} of {plain(row.announced)}" if row.announced else plain(row.received)


def line_columns() -> list[Column]:
    """The lines of a delivery."""
    return [
        Column("Line", lambda row: row.line_no, "number", 48),
        Column("SKU", lambda row: row.sku, "key", 108),
        Column("Item", lambda row: row.name),
        Column("Lot", lambda row: row.lot or "", "code", 84),
        Column("Announced", lambda row: plain(row.quantity), "number", 96),
        Column("Here", lambda row: plain(row.received), "number", 64, strong=True),
        Column("", line_state, "status", 116),
    ]


def receipt_columns(clock: Clock, zone: tzinfo) -> list[Column]:
    """What was taken in."""
    return [
        Column("When", lambda row: when(row.received_at, zone, clock()), width=92),
        Column("SKU", lambda row: row.sku, "key", 108),
        Column("Pieces", lambda row: plain(row.quantity), "number", 68, strong=True),
        Column("Lot or unit", lambda row: row.lot or row.sscc or "", "code"),
        Column("At", lambda row: row.location, "code", 92),
        Column("", receipt_state, "status", 184),
        Column("Who", lambda row: row.person, width=100),
        Column("Photos", lambda row: len(row.photos) or "", "number", 60),
    ]


def report_columns() -> list[Column]:
    """The lines of a difference report."""
    return [
        Column("Line", lambda line: line["line_no"] or EN_DASH, "number", 48),
        Column("SKU", lambda line: line["sku"], "key", 108),
        Column("Item", lambda line: line["name"]),
        Column("Announced", lambda line: plain(line["announced"]), "number", 96),
        Column("Received", lambda line: plain(line["received"]), "number", 76),
        Column("Differs", report_state, "status", 172),
    ]


def change_columns(clock: Clock, zone: tzinfo) -> list[Column]:
    """What was changed in an announcement, field by field."""
    return [
        Column("When", lambda row: when(row.changed_at, zone, clock()), width=116),
        Column("Who", lambda row: row.person, width=140),
        Column("Line", lambda row: row.line_no or EN_DASH, "number", 48),
        Column("SKU", lambda row: row.sku, "key", 108),
        Column("What", lambda row: row.field, width=100),
        Column("Was", lambda row: row.was or EN_DASH),
        Column("Is", lambda row: row.now or EN_DASH),
    ]


def appointment_columns(zone: tzinfo) -> list[Column]:
    """The day's appointments."""
    return [
        Column("From", lambda row: f"{row.starts_at.astimezone(zone):%H:%M}", width=56),
        Column("To", lambda row: f"{row.ends_at.astimezone(zone):%H:%M}", width=56),
        Column("Dock", lambda row: row.dock, "key", 92),
        Column("Who", lambda row: row.carrier or row.party or EN_DASH),
        Column("Delivery", lambda row: row.number or "", "code", 116),
        Column("State", at_dock, "status", 112),
    ]


def at_dock(row: Any) -> StatusCell:
    """How far an appointment is."""
    if row.late:
        return StatusCell("Late", "warn")
    flows = {"booked": "created", "arrived": "released", "docked": "picking", "done": "shipped"}
    return StatusCell(AT_DOCK[row.state], "warn" if row.state == "no_show" else None, flows.get(row.state, ""))


def check_columns(clock: Clock, zone: tzinfo) -> list[Column]:
    """What quality is to look at."""
    return [
        Column("Since", lambda row: when(row.came_at, zone, clock()), width=100),
        Column("SKU", lambda row: row.sku, "key", 108),
        Column("Item", lambda row: row.name),
        Column("Lot or unit", lambda row: row.lot or row.sscc or "", "code", 148),
        Column("At", lambda row: row.location, "code", 92),
        Column("Sample", lambda row: f"{plain(row.sample)} of {plain(row.quantity)}", "number", 108, strong=True),
    ]


RULES = {"all": "every piece", "share": "a share", "count": "some pieces", "iso2859": "ISO 2859, level II"}


def plan_columns() -> list[Column]:
    """The plans of quality in their turn."""
    return [
        Column("Turn", lambda row: row.turn, "number", 48),
        Column("Plan", lambda row: row.name, strong=True),
        Column("Of", lambda row: row.sku or row.category or row.party or "any goods", width=124),
        Column("Sample", _sample, width=132),
        Column("", _active, "status", 84),
    ]


def _sample(row: Any) -> str:
    if row.rule == "share":
        return f"{plain(row.amount * 100)} %"
    return f"{plain(row.amount)} pieces" if row.rule == "count" else RULES[row.rule]


def _active(row: Any) -> StatusCell:
    return StatusCell("on", "ok") if row.active else StatusCell("off")


def received_columns() -> list[Column]:
    """The lines of the delivery that is being received."""
    return [
        Column("SKU", lambda line: line.sku, "key", 100),
        Column("Lot", lambda line: line.lot or day(line.expires_on), "code"),
        Column("Here", _counted, "number", 96, strong=True),
    ]


def _counted(line: Any) -> str:
    return plain(line.received) if line.quantity is None else f"{plain(line.received)} of {plain(line.quantity)}"
