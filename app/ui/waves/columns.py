"""The columns of the tables on the page of releases."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.services.waves.clock import Next
from app.ui.tables import Column, StatusCell
from app.ui.waves.s_shape import less_than_s_shape
from app.ui.waves.words import (
    EN_DASH,
    OUTCOMES,
    SHORT_MODES,
    WHY,
    batch_state,
    came_of,
    clock,
    goes,
    last_words,
    metres,
    next_words,
    rules_of,
    stands,
    state_of,
)  # fmt: skip


def candidate_columns(zone: tzinfo, now: datetime) -> list[Column]:
    """Orders that could be released."""
    return [
        Column("Order", lambda row: row.number, "key", 144),
        Column("Cut-off", lambda row: clock(row.cut_off, zone, now), "code", 104),
        Column("Prio", lambda row: row.priority, "number", 48),
        Column("Carrier", lambda row: row.carrier or EN_DASH, width=116),
        Column("Customer", lambda row: row.customer or EN_DASH),
        Column("Lines", lambda row: row.lines, "number", 56),
        Column("Pieces", lambda row: f"{row.pieces:,.0f}", "number", 64),
        Column("Goes", lambda row: "complete" if row.complete else "in parts", width=76),
        Column("Channel", _channel, "status", 124),
        Column("Lacks", _lacks, "status", 84),
    ]


def wave_columns(zone: tzinfo, now: datetime) -> list[Column]:
    """Waves with how far they are."""
    return [
        Column("Wave", lambda row: row.number or "streamed today", "key", 116),
        Column("State", state_of, "status", 108),
        Column("Orders", lambda row: row.orders, "number", 64),
        Column("Carts", lambda row: f"{row.finished:,} of {row.batches:,}", "number", 84),
        Column("Picks done", lambda row: f"{row.done:,} of {row.tasks - row.gone:,}", "number", 116, strong=True),
        Column("People", lambda row: row.people, "number", 60),
        Column("Walk", lambda row: metres(row.metres), "number", 80),
        Column("Cut-off", lambda row: clock(row.cut_off, zone, now), "code", 104),
        Column("Released", lambda row: clock(row.released_at, zone, now), "code", 104),
        Column("By", lambda row: row.person or EN_DASH),
    ]


def batch_columns() -> list[Column]:
    """The batches of a wave."""
    return [
        Column("Cart", lambda row: f"#{row.batch_id}", "number", 64),
        Column("State", batch_state, "status", 104),
        Column("Picked", lambda row: SHORT_MODES[row.mode] + (f" {row.zone}" if row.zone else ""), width=120),
        Column("Orders", lambda row: row.orders, "number", 64),
        Column("Picks done", lambda row: f"{row.done:,} of {row.tasks - row.gone:,}", "number", 92),
        Column("Walk", lambda row: metres(row.metres), "number", 64),
        Column("Against S-shape", lambda row: less_than_s_shape(row.metres, row.s_shape), "number", 156),
        Column("Who", lambda row: row.person or EN_DASH, width=160),
        Column("For", lambda row: row.numbers or EN_DASH, "code"),
    ]


def channel_columns(zone: tzinfo, now: Callable[[], datetime], ahead: Callable[[int], Next | None]) -> list[Column]:
    """Release channels. ahead: what one will do next, by its id."""
    return [
        Column("No", lambda row: row.sequence, "number", 40),
        Column("Channel", lambda row: row.name, width=132),
        Column("Stands", stands, "status", 80),
        Column("Goes", goes, width=92),
        Column("Next", lambda row: next_words(ahead(row.channel_id), row, zone, now()), width=212),
        Column("Last", lambda row: last_words(row, zone, now()), "status", 148),
        Column("Takes", rules_of),
        Column("On the floor", _room, "number", 92),
    ]


def run_columns(zone: tzinfo, now: Callable[[], datetime]) -> list[Column]:
    """What a channel did by itself."""
    return [
        Column("Due", lambda row: clock(row.due_at, zone, now()), "code", 116),
        Column("Why", lambda row: WHY[row.why], width=120),
        Column("What came of it", _outcome, "status"),
        Column("Run", lambda row: clock(row.ran_at, zone, now()), "code", 116),
        Column("By", lambda row: row.person, width=148),
    ]


def substitute_columns() -> list[Column]:
    """Rules for what is sent instead."""
    return [
        Column("Product", lambda row: row.sku, "key", 140),
        Column("Instead", lambda row: row.substitute_sku, "key", 140),
        Column("Name", lambda row: row.name),
        Column("For one", lambda row: f"{row.ratio.normalize():f}", "number", 72),
        Column("Customer", lambda row: row.customer or "everybody", width=120),
        Column("Rank", lambda row: row.rank, "number", 52),
        Column("By", lambda row: row.made_by, width=140),
    ]


def rule_history_columns(zone: tzinfo, now: Callable[[], datetime]) -> list[Column]:
    """Rules that hold and those that have ended."""
    return [
        Column("Product", lambda row: row.sku, "key", 124),
        Column("Instead", lambda row: row.substitute_sku, "key", 124),
        Column("For one", lambda row: f"{row.ratio.normalize():f}", "number", 64),
        Column("Customer", lambda row: row.customer or "everybody", width=104),
        Column("Rank", lambda row: row.rank, "number", 48),
        Column("Stands", lambda row: StatusCell("ended") if row.ended_at else StatusCell("holds", "ok"), "status", 80),
        Column("From", lambda row: clock(row.made_at, zone, now()), "code", 116),
        Column("By", lambda row: row.made_by),
        Column("Ended", lambda row: clock(row.ended_at, zone, now()), "code", 116),
        Column("Ended by", lambda row: row.ended_by or EN_DASH, width=132),
    ]


def _outcome(row: Any) -> StatusCell:
    words = came_of(row.outcome, row.orders, row.number, row.said)
    return StatusCell(words, OUTCOMES.get(row.outcome))


def _channel(row: Any) -> StatusCell:
    if not row.channel:
        return StatusCell("by hand")
    return StatusCell(row.channel) if row.channel_state == "open" else StatusCell(f"{row.channel}, {row.channel_state}")


def _lacks(row: Any) -> StatusCell:
    return (
        StatusCell(f"{row.missing} lines" if row.missing > 1 else "1 line", "warn")
        if row.missing
        else StatusCell(EN_DASH)
    )


def _room(row: Any) -> str:
    return f"{row.on_floor:,}" if row.open_lines is None else f"{row.on_floor:,} of {row.open_lines:,}"
