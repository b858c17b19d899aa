"""The columns of the counting page's tables."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.ui.control_room.words import say_clock
from app.ui.counting.words import EN_DASH, KINDS, flags, money, next_run, plain, plain_money, share, signed, state_of
from app.ui.tables import Column, StatusCell


def plan_columns() -> list[Column]:
    """Plans with their progress."""
    return [
        Column("Plan", lambda row: row.name, strong=True),
        Column("Bins of", lambda row: KINDS.get(row.kind, row.kind), width=136),
        Column("Done", lambda row: f"{row.done:,} of {row.bins:,}", "number", 96),
        Column("Review", _waiting, "status", 84),
        Column("Right", lambda row: share(row.right_share), "number", 76),
        Column("Next", next_run, width=76),
    ]


def _waiting(row: Any) -> StatusCell:
    return StatusCell(f"{row.review:,}", "warn") if row.review else StatusCell("0")


def bin_columns() -> list[Column]:
    """Bins of a plan."""
    return [
        Column("Bin", lambda row: row.location, "key", 116),
        Column("State", state_of, "status", 172),
        Column("Who", lambda row: row.assigned_to or row.person or EN_DASH),
        Column("Differs", lambda row: plain(row.lines) if row.closed_at else EN_DASH, "number", 72),
    ]


def pending_columns() -> list[Column]:
    """Bins that wait for a word."""
    return [
        Column("Bin", lambda row: row.location, "key", 116),
        Column("Why", lambda row: flags(row.flags)),
        Column("More", lambda row: plain(row.more), "number", 64),
        Column("Less", lambda row: plain(row.less), "number", 64),
        Column("Value", lambda row: money(row.value), "number", 88),
    ]


def request_columns(clock: Callable[[], datetime], zone: tzinfo) -> list[Column]:
    """Corrections that wait for a second person."""
    return [
        Column("No", lambda row: f"{row.request_id}", "number", 56),
        Column("What", lambda row: "Scrap" if row.kind == "scrap" else "Adjust", width=72),
        Column("Asked by", lambda row: row.requester),
        Column("Since", lambda row: say_clock(row.requested_at, zone, clock()), width=108),
        Column("Pieces", lambda row: plain(row.quantity), "number", 84),
        Column("Value", lambda row: plain_money(row.value), "number", 92, strong=True),
    ]


def correction_columns() -> list[Column]:
    """What a correction would change, beside what is there now."""
    return [
        Column("Bin", lambda row: row.location, "key", 116),
        Column("SKU", lambda row: row.sku, "key", 108),
        Column("Item", lambda row: row.product),
        Column("Lot or unit", lambda row: row.lot or row.sscc or "", "code", 116),
        Column("On hand", lambda row: plain(row.on_hand), "number", 76),
        Column("Change", lambda row: signed(row.delta), "number", 76, strong=True),
        Column("Value", lambda row: money(row.value), "number", 88),
    ]


def pass_columns() -> list[Column]:
    """Every pass over a bin, key by key."""
    return [
        Column("Count", lambda row: f"{row.round}", "number", 56),
        Column("Person", lambda row: row.person, width=116),
        Column("SKU", lambda row: row.sku or EN_DASH, "key", 108),
        Column("Lot or unit", lambda row: row.lot or row.unit or "", "code"),
        Column("Expected", lambda row: plain(row.expected), "number", 80),
        Column("Counted", lambda row: plain(row.counted), "number", 80),
        Column("Differs", lambda row: signed(row.difference), "number", 76, strong=True),
        Column("Now", lambda row: plain(row.on_hand), "number", 72),
        Column("Reserved", lambda row: plain(row.reserved), "number", 80),
    ]


def accuracy_columns() -> list[Column]:
    """Accuracy by bin, SKU, class or person."""
    return [
        Column("", lambda row: row.key or EN_DASH, "key", 132),
        Column("Name", lambda row: row.label),
        Column("Bins", lambda row: row.bins, "number", 72),
        Column("Lines", lambda row: row.counted, "number", 72),
        Column("Right", lambda row: row.right, "number", 72),
        Column("Record accuracy", lambda row: share(row.ira), "number", 124, strong=True),
        Column("Unit accuracy", lambda row: share(row.units), "number", 112),
        Column("More", lambda row: plain(row.more), "number", 84),
        Column("Less", lambda row: plain(row.less), "number", 84),
        Column("Value", lambda row: money(row.value), "number", 104),
    ]


def entry_columns() -> list[Column]:
    """What was entered in the bin, the last first."""
    return [
        Column(
            "Count", lambda entry: plain(entry.quantity) if entry.quantity is not None else "unopened", "number", 84
        ),
        Column("Item", lambda entry: entry.sku or EN_DASH, "key", 120),
        Column("Lot or unit", lambda entry: " ".join(part for part in (entry.lot, entry.unit) if part), "code"),
    ]


def list_columns() -> list[Column]:
    """The bins on one's list."""
    return [
        Column("Bin", lambda row: row.location, "key", 124),
        Column("Zone", lambda row: row.zone or ""),
        Column("", _given, "status", 84),
    ]


def _given(row: Any) -> StatusCell:
    if row.begun:
        return StatusCell("begun", flow="picking")
    return StatusCell("yours" if row.mine else "")
