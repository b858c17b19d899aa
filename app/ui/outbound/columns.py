"""The columns of the outbound page's tables."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.ui.control_room.words import plain, say_clock, say_state
from app.ui.outbound.words import EN_DASH, cut_off_of, happened, promise_of, state_of
from app.ui.tables import Column, StatusCell


def order_columns(clock: Callable[[], datetime], zone: tzinfo) -> list[Column]:
    """The list of orders."""
    return [
        Column("Order", lambda row: row.number, "key", 144),
        Column("State", state_of, "status", 132),
        Column("Cut-off", lambda row: cut_off_of(row, zone, clock()), "status", 124),
        Column("Prio", lambda row: row.priority, "number", 44),
        Column("Carrier", lambda row: row.carrier_service or EN_DASH, width=92),
        Column("Customer", lambda row: row.customer_name or row.customer or EN_DASH),
        Column("Lines", lambda row: row.lines, "number", 52),
        Column("Pieces", lambda row: plain(row.ordered - row.cancelled), "number", 60, strong=True),
        Column("Missing", lambda row: plain(row.missing) if row.missing else "", "number", 64),
        Column("Promised", promise_of, width=76),
    ]


def line_columns() -> list[Column]:
    """Lines of an order; rows are json objects."""
    return [
        Column("No", lambda row: row["line_no"], "number", 32),
        Column("SKU", lambda row: row["sku"], "key", 88),
        Column("Item", lambda row: row["product"]),
        Column("Wants", lambda row: plain(row["quantity"] - row["cancelled"]), "number", 56, strong=True),
        Column("Res.", lambda row: plain(row["reserved"]), "number", 44),
        Column("Picked", lambda row: plain(row["picked"]), "number", 60),
        Column("Packed", lambda row: plain(row["packed"]), "number", 62),
        Column("Missing", _missing, "status", 74),
    ]


def _missing(row: Any) -> StatusCell:
    return (
        StatusCell(plain(row["missing"]), "warn")
        if row["missing"] and row["short"]
        else StatusCell(plain(row["missing"]))
    )


def reserved_columns() -> list[Column]:
    """Open reservations with their picks."""
    return [
        Column("Bin", lambda row: row["location"] or EN_DASH, "key", 112),
        Column("SKU", lambda row: row["sku"], "key", 92),
        Column("Pieces", lambda row: plain(row["quantity"]), "number", 60, strong=True),
        Column("Pick", lambda row: row["person"] or say_state(row["state"])),
    ]


def back_columns() -> list[Column]:
    """Goods on their way back."""
    return [
        Column("From unit", lambda row: f"…{row['sscc'][-5:]} at {row['location']}", "code", 152),
        Column("SKU", lambda row: row["sku"], "key", 92),
        Column("Pieces", lambda row: plain(row["quantity"]), "number", 60, strong=True),
        Column("To bin", lambda row: row["to"] or "choose", "key"),
    ]


def history_columns(clock: Callable[[], datetime], zone: tzinfo) -> list[Column]:
    """What happened, newest first."""
    return [
        Column("When", lambda row: say_clock(row.at, zone, clock()), "code", 116),
        Column("What", happened),
        Column("Who", lambda row: row.person, width=100),
    ]


def undone_columns(several: bool) -> list[Column]:
    """What a change takes back; rows are (order, part)."""
    first = [Column("Order", lambda row: row[0]["number"], "key", 144)] if several else []
    return [
        *first,
        Column("SKU", lambda row: row[1]["sku"], "key", 92),
        Column("Pieces", lambda row: plain(row[1]["quantity"]), "number", 60, strong=True),
        Column("Where", lambda row: row[1]["location"], "key", 112),
        Column("What happens", _happens),
    ]


def _happens(row: Any) -> str:
    part = row[1]
    if "to" not in part:
        return f"Free again; {part['person']} is called back" if part["person"] else "Free again, the pick ends"
    out_of = f"{part['unit']} …{part['sscc'][-5:]}"
    return f"Put back out of {out_of} into {part['to'] or 'a bin to be chosen'}"


def new_line_columns() -> list[Column]:
    """Lines while an order is written."""
    return [
        Column("No", lambda row: row.line_no, "number", 40),
        Column("SKU", lambda row: row.sku, "key"),
        Column("Pieces", lambda row: plain(row.quantity), "number", 76, strong=True),
        Column("Kit", lambda row: "its parts" if row.components else "", width=72),
    ]


def problem_columns() -> list[Column]:
    """Problems of a file."""
    return [
        Column("Cell", lambda row: row.cell or row.row, "key", 84),
        Column("What is wrong", lambda row: row.what),
        Column("What to do", lambda row: row.next_step),
    ]
