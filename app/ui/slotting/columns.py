"""The columns of the slotting page's tables."""

from collections.abc import Callable
from datetime import tzinfo

from app.ui.slotting.words import EN_DASH, days, metres, state_of
from app.ui.tables import Column, StatusCell


def product_columns() -> list[Column]:
    """Products, those that move first."""
    return [
        Column("Move", lambda row: str(row.rank) if row.rank else EN_DASH, "number", 52),
        Column("SKU", lambda row: row.sku, "key", 84),
        Column("Product", lambda row: row.name),
        Column("Class", lambda row: row.velocity, width=56),
        Column("Lines a day", lambda row: f"{row.lines:.2f}", "number", 88),
        Column("COI, l", lambda row: EN_DASH if row.coi is None else f"{row.coi:,.1f}", "number", 64),
        Column("Lies in", lambda row: row.source, "key", 98),
        Column("Goes to", lambda row: row.target or EN_DASH, "key", 98),
        Column("Saves a day", lambda row: metres(row.saves), "number", 96, strong=True),
        Column("Payback, days", lambda row: days(row.payback), "number", 108),
        Column("Remark", lambda row: row.note),
    ]


def pair_columns(name: Callable[[str], str]) -> list[Column]:
    """Products that are ordered together; name: of a SKU."""
    return [
        Column("SKU", lambda row: row.one, "key", 92),
        Column("Product", lambda row: name(row.one)),
        Column("With", lambda row: row.other, "key", 92),
        Column("Product", lambda row: name(row.other)),
        Column("Walks with both", lambda row: row.together, "number", 116),
        Column("Support", lambda row: f"{row.support:.2%}", "number", 80),
        Column("Lift", lambda row: f"{row.lift:.1f}", "number", 64, strong=True),
    ]


def plan_columns(zone: tzinfo) -> list[Column]:
    """Plans of moves."""
    return [
        Column("Plan", lambda row: str(row.plan_id), "number", 60),
        Column("Made by", lambda row: row.person),
        Column("Not before", lambda row: f"{row.not_before.astimezone(zone):%d %b %H:%M}", width=112),
        Column("Saves a day", lambda row: metres(row.metres_a_day), "number", 96, strong=True),
        Column("Tasks", state_of, width=220),
    ]


def task_columns() -> list[Column]:
    """The tasks of a plan."""
    return [
        Column("Task", lambda row: f"#{row.task_id}", "number", 84),
        Column("SKU", lambda row: row.sku, "key", 92),
        Column("Product", lambda row: row.product),
        Column("Pieces", lambda row: f"{float(row.quantity):,.0f}", "number", 72),
        Column("From", lambda row: row.from_code, "key", 96),
        Column("To", lambda row: row.to_code, "key", 96),
        Column(
            "State", lambda row: StatusCell(row.state_name, "ok" if row.state_name == "done" else None), "status", 112
        ),
    ]
