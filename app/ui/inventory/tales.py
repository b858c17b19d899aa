"""Rows of the detail panel in words: ledger entries, content of a unit, way of a lot, promises, the past."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from app.ui.control_room.line_list import Line
from app.ui.control_room.words import joined, plain, say_clock, say_movement, say_state, short_name
from app.ui.inventory.columns import STATUS_WORDS


def entry_lines(entries: Sequence[Any], balance: Decimal, zone: tzinfo, now: datetime) -> list[Line]:
    """Ledger entries, newest first; balance: the stock after the first of them. Each opens its act."""
    lines = []
    for entry in entries:
        lead = _lead(entry.posted_at, zone, now)
        moved = entry.delta == 0
        amount = (
            f"{plain(entry.quantity)} moved" if moved else f"{'+' if entry.delta > 0 else '−'}{plain(abs(entry.delta))}"
        )
        way = f"{entry.from_code} → {entry.to_code}" if moved else entry.to_code if entry.delta > 0 else entry.from_code
        below = joined(
            [way, entry.order_number or entry.document or "", entry.lot or "", short_name(entry.person or "")]
        )
        lines.append(Line(say_movement(entry), lead, amount, below, plain(balance), key=entry.op))
        balance -= entry.delta
    return lines


def unit_lines(content: Sequence[Any], history: Sequence[Any], zone: tzinfo, now: datetime) -> list[Line]:
    """The tree of a unit, what lies in each, then what happened to it."""
    lines = []
    for row in content:
        inset = "  " * row.depth + ("└ " if row.depth else "")
        if row.quant_id is None:
            lines.append(Line(f"{inset}{say_state(row.kind)} …{row.sscc[-6:]}", below=f"{inset}holds no goods itself"))
        else:
            below = joined([f"{row.kind} …{row.sscc[-6:]}", row.lot or "", STATUS_WORDS.get(row.status, row.status)])
            lines.append(Line(f"{inset}{row.sku} {row.product}", amount=plain(row.quantity), below=f"{inset}{below}"))
    for row in history:
        what = say_movement(row) if row.source == "movement" else say_state(str(row.kind).replace(".", " "))
        goods = joined([row.sku or "", row.lot or "", short_name(row.person or "")])
        amount = plain(row.quantity) if row.quantity is not None else ""
        lines.append(Line(what, _lead(row.at, zone, now), amount, goods))
    return lines


def lot_lines(up: Sequence[Any], down: Sequence[Any], zone: tzinfo, now: datetime) -> list[Line]:
    """Where a lot came from, then where it is and where it went."""
    return [_trace_line(row, zone, now) for row in (*up, *down)]


def _trace_line(row: Any, zone: tzinfo, now: datetime) -> Line:
    titles = {
        "origin": f"Made of lot {row.from_lot}",
        "receipt": f"Received from {row.party or 'a supplier'}",
        "stock": f"Lies in {row.location}",
        "shipment": f"Shipped to {row.party or 'a customer'}",
    }
    lead = _lead(row.at, zone, now) if row.at is not None else ""
    deep = f"lot {row.lot}" if row.depth else ""
    below = joined([row.order_number or row.document or "", f"…{row.sscc[-6:]}" if row.sscc else "", deep])
    return Line(titles.get(str(row.kind), say_state(str(row.kind))), lead, plain(row.quantity), below)


def why_lines(rows: Sequence[Any]) -> list[Line]:
    """Whom a stock record is reserved for, and by which rule."""
    return [
        Line(f"{one.number} line {one.line_no}", amount=plain(one.quantity), flow="reserved", below=one.bin or "")
        for one in rows
        if one.verdict == "reserved"
    ]


def past_lines(rows: Sequence[Any]) -> list[Line]:
    """Where a product lay at a past moment."""
    return [Line(row.location, amount=plain(row.quantity), below=_kept(row)) for row in rows]


def _kept(row: Any) -> str:
    return joined([row.lot or "", STATUS_WORDS.get(row.status, row.status)])


def _lead(moment: datetime, zone: tzinfo, now: datetime) -> str:
    said = say_clock(moment, zone, now)
    there = moment.astimezone(zone)
    return said if len(said) <= 5 else f"{there:%d %b}"
