"""The columns of the putaway room's tables."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.optimise.putaway import Rule
from app.ui.putaway.words import EN_DASH, NAMES, bins_of, goods_of, kept_for, limit, meant, since
from app.ui.tables import Column, StatusCell


def waiting_columns(clock: Callable[[], datetime]) -> list[Column]:
    """Goods that wait for a place, the longest waiting first."""
    return [
        Column("Goods", lambda row: row.goods),
        Column("Unit", lambda row: row.kind, width=80),
        Column("Waits at", lambda row: row.at, "key", 110),
        Column("Weight, kg", lambda row: f"{row.weight / 1_000:,.1f}", "number", 96),
        Column("Volume, l", lambda row: f"{row.volume:,.1f}", "number", 96),
        Column("For", lambda row: since(row.since, clock()), "number", 96, strong=True),
    ]


def task_columns() -> list[Column]:
    """Planned places."""
    return [
        Column("Task", lambda row: f"#{row.task_id}", "number", 76),
        Column("Goods", goods_of),
        Column("From", lambda row: row.from_code or EN_DASH, "key", 96),
        Column("To", lambda row: row.to_code or EN_DASH, "key", 104),
        Column("Rule", lambda row: (row.explanation or {}).get("rule", EN_DASH), width=170),
        Column("Way, m", lambda row: _metres(row), "number", 72),
        Column("State", _state, "status", 140),
    ]


def candidate_columns() -> list[Column]:
    """Other bins that would have taken the load."""
    return [
        Column("Bin", lambda row: row["bin"], "key", 96),
        Column("Way, m", lambda row: f"{row['metres']:,.0f}", "number", 64),
        Column("Why not", lambda row: row["why_not"]),
    ]


def rejected_columns() -> list[Column]:
    """What stood against the others."""
    return [
        Column("Bins", lambda row: row["bins"], "number", 64),
        Column("Because", lambda row: row["words"]),
        Column("Such as", lambda row: row["example"], "key", 104),
    ]


def rule_columns() -> list[Column]:
    """The rules in their order; rows are (number, rule)."""
    return [
        Column("No.", lambda row: str(row[0]), "number", 48),
        Column("Rule", lambda row: row[1].name),
        Column("Looks for", lambda row: NAMES[row[1].strategy], width=140),
        Column("For", lambda row: meant(row[1]), width=200),
        Column("In", lambda row: bins_of(row[1])),
        Column("", _on, "status", 64),
    ]


def home_columns() -> list[Column]:
    """Products with bins of their own."""
    return [
        Column("SKU", lambda row: row.sku, "key", 100),
        Column("Bins", lambda row: ", ".join(row.bins)),
    ]


def store_columns() -> list[Column]:
    """Storage classes with their limits."""
    return [
        Column("Class", lambda row: row.code, "key", 112),
        Column("Bins", lambda row: f"{row.bins:,}", "number", 56),
        Column("Kept for", lambda row: kept_for(row.hazards, row.lying)),
        Column("kg", lambda row: limit(row.max_weight, 1_000), "number", 52),
        Column("Litres", lambda row: limit(row.max_volume), "number", 58),
        Column("mm high", lambda row: limit(row.max_height), "number", 72),
        Column("Units", lambda row: limit(row.max_units), "number", 48),
        Column("Shares", _shares, width=88),
        Column("At", lambda row: row.temperature, width=80),
    ]


def _shares(row: Any) -> str:
    if row.product_mixing != "any":
        return "one product"
    return "any goods" if row.lot_mixing == "any" else "one lot"


def _on(row: tuple[int, Rule]) -> StatusCell:
    return StatusCell("on", "ok") if row[1].active else StatusCell("off")


def _metres(row: Any) -> str:
    far = (row.explanation or {}).get("metres")
    return EN_DASH if far is None else f"{far:,.0f}"


def _state(row: Any) -> StatusCell:
    if row.stale:
        return StatusCell("goods are gone", "warn")
    changed = bool((row.explanation or {}).get("overrides"))
    words = f"{row.state_name}, changed" if changed and row.state_name in ("ready", "done") else row.state_name
    return StatusCell(words, "ok" if row.state_name == "done" else None)
