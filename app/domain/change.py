"""One change as the feed carries it: a ledger entry (stock moved) or an event (something else happened)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Change:
    """what: the ledger kind ("pick", "receive", ...) or the event type ("order.shipped", ...).

    product_id: of a ledger entry; for an event the id of what it is about. locations: bins whose facts may have
    changed. document: the order's or other document's number. quantity: in the base unit, None for events.
    """

    xid: int
    entry: int
    what: str
    product_id: int | None
    quantity: Decimal | None
    document: str | None
    actor: str
    at: datetime
    locations: tuple[int, ...]

    @property
    def is_movement(self) -> bool:
        """Did stock move? Events have a dot in their name."""
        return "." not in self.what

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Self:
        """From [xid, id, what, product, from, to, quantity, document, actor, time, locations] (api.feed_v1)."""
        xid, entry, what, product, source, target, quantity, document, actor, at, locations = row
        moved = (source, target) if locations is None else locations
        places = tuple(place for place in moved if place is not None)
        amount = None if quantity is None else Decimal(str(quantity))
        return cls(xid, entry, what, product, amount, document, actor, datetime.fromisoformat(at), places)
