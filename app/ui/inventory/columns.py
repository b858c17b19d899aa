"""The explorer's columns: what is read off a stock row, how wide, and which order of the database each stands for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from app.ui.tables import Column, StatusCell

EN_DASH = "–"
STATUS_WORDS = {
    "available": "Free to use",
    "inspection": "Quality check",
    "quarantined": "Quarantined",
    "damaged": "Damaged",
    "expired": "Expired",
    "blocked": "Blocked",
}


@dataclass(frozen=True, slots=True)
class StockColumn:
    """A column by its id. sort: the order of wms.stock_order, empty where there is none; shown: at first."""

    id: str
    column: Column
    sort: str
    shown: bool = True


def say_quantity(value: Decimal | int | None) -> str:
    """A quantity without zeros that say nothing; thousands in groups."""
    if value is None:
        return EN_DASH
    whole = Decimal(value)
    if whole == whole.to_integral_value():
        return f"{int(whole):,}"
    return f"{whole.normalize():,f}"


def say_ago(moment: datetime | None, now: datetime) -> str:
    """How long ago in one unit: 3 h, 19 d; an en dash for never."""
    if moment is None:
        return EN_DASH
    seconds = max(0.0, (now - moment.astimezone(UTC)).total_seconds())
    if seconds < 3600:
        return f"{int(seconds // 60)} min"
    return f"{int(seconds // 3600)} h" if seconds < 48 * 3600 else f"{int(seconds // 86400)} d"


def state_cell(row: Any) -> StatusCell:
    """The quality status and what holds the record, in words."""
    words = STATUS_WORDS.get(row.status, row.status)
    if row.status != "available":
        return StatusCell(f"{words}, {row.holds.lower()}" if row.holds else words, "warn")
    if row.holds:
        return StatusCell(f"Held, {row.holds.lower()}", "warn")
    return StatusCell("Held, bin blocked", "warn") if row.blocked else StatusCell(words)


def short_sscc(sscc: str | None) -> str:
    """The last digits, which people read; loose where there is no unit."""
    return "loose" if sscc is None else f"…{sscc[-6:-4]} {sscc[-4:]}"


def stock_columns(clock: Callable[[], datetime], zone: tzinfo) -> tuple[StockColumn, ...]:
    """All columns there are, in their order."""

    def day(value: date | None) -> str:
        return EN_DASH if value is None else f"{value:%d %b %Y}"

    def ago(name: str) -> Callable[[Any], str]:
        return lambda row: say_ago(getattr(row, name), clock())

    return (
        StockColumn("bin", Column("Bin", lambda row: row.location, "key", 104), "bin"),
        StockColumn("zone", Column("Zone", lambda row: row.zone or EN_DASH, "code", 56), "", False),
        StockColumn("sku", Column("SKU", lambda row: row.sku, "code", 92), "sku"),
        StockColumn("item", Column("Item", lambda row: row.product, "text", 0), "product"),
        StockColumn("group", Column("Group", lambda row: row.category or EN_DASH, "text", 104), "", False),
        StockColumn("lot", Column("Lot", lambda row: row.lot or EN_DASH, "code", 104), "lot"),
        StockColumn("expires", Column("Expires", lambda row: day(row.expires_on), "number", 102), "expiry"),
        StockColumn("unit", Column("Handling unit", lambda row: short_sscc(row.sscc), "code", 92), "unit"),
        StockColumn("owner", Column("Owner", lambda row: row.owner or EN_DASH, "code", 80), "owner", False),
        StockColumn("status", Column("Status", state_cell, "status", 136), "status"),
        StockColumn("quantity", Column("On hand", lambda row: say_quantity(row.quantity), "number", 72), "quantity"),
        StockColumn("reserved", Column("Reserved", lambda row: say_quantity(row.reserved), "number", 72), "reserved"),
        StockColumn("free", Column("Free", lambda row: say_quantity(row.free), "number", 64, strong=True), "free"),
        StockColumn("received", Column("Received", ago("in_date"), "number", 72), "received", False),
        StockColumn("counted", Column("Counted", ago("last_counted_at"), "number", 72), "counted"),
    )
