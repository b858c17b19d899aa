"""What an act on stock says: what it would end, what it did, whether it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act would do. broken: promises that end ("SO-1 line 2, 8 of 40-2217, M. Okafor is on the way")."""

    records: int
    quantity: Decimal
    reserved: Decimal
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did, in words, and the key to take it back by. op None: it cannot be taken back that way."""

    words: str
    op: UUID | None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Acted:
    """An act of the ledger: its kind, its first goods and way, by whom; lines: how many movements it has."""

    op: UUID
    kind: str
    at: datetime
    person: str
    sku: str
    quantity: Decimal
    from_code: str
    to_code: str
    lines: int
    can_undo: bool
    order: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """May an act be taken back? what, next_step: why not. chain: acts to take back before, the newest first.

    reserved: orders that have the goods.
    """

    possible: bool
    act: Acted | None
    what: str = ""
    next_step: str = ""
    chain: tuple[Acted, ...] = ()
    reserved: tuple[str, ...] = ()


def verdict_of(said: Mapping[str, Any]) -> Verdict:
    """The answer of api.undo_preview_v1."""
    act = said.get("act")
    return Verdict(
        bool(said["possible"]),
        None if act is None else _acted(act),
        said.get("what") or "",
        said.get("next_step") or "",
        tuple(_acted(one) for one in said.get("chain") or ()),
        tuple(dict.fromkeys(str(one["order"]) for one in said.get("reserved") or ())),
    )


def amount(row: Any, quantity: Decimal | None) -> Decimal:
    """So much of a row, or all that is free of it. Refusal WM451 where that is nothing."""
    given = Decimal(row.free) if quantity is None else quantity
    if given <= 0:
        raise Refusal("WM451", "All of this is reserved.", "Release the orders first, or let them be picked.")
    return given


def _acted(said: Mapping[str, Any]) -> Acted:
    return Acted(
        UUID(str(said["op"])),
        str(said["kind"]),
        datetime.fromisoformat(str(said["at"])),
        str(said["person"]),
        str(said["sku"]),
        Decimal(str(said["quantity"])),
        str(said["from"]),
        str(said["to"]),
        int(said["lines"]),
        bool(said["can_undo"]),
        str(said.get("order") or ""),
    )
