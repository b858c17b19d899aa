"""Corrections above somebody's limit: what waits for a second person, and their word. Worker threads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from app.domain.ids import new_op
from app.services.session import Session
from db import posting

Decision = Literal["approve", "reject", "withdraw"]


@dataclass(frozen=True, slots=True)
class Limit:
    """What a person may correct alone, of one kind; None: without limit."""

    kind: str
    quantity: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Adjustments and scrap of one warehouse that wait."""

    session: Session

    def waiting(self) -> Sequence[Any]:
        """Requests, the oldest first: request_id, kind, quantity, value (None: not known), requester, mine, ..."""
        return self.session.door.query("adjustment_requests", warehouse=self._at)

    def lines(self, request: int) -> Sequence[Any]:
        """What one would change: sku, delta, location, lot, on_hand (now; None: no such record), value, ..."""
        return self.session.door.query("adjustment_request_lines", warehouse=self._at, request=request)

    def decide(self, request: int, decision: Decision, note: str = "") -> dict[str, Any]:
        """Approve (it is posted at once), reject, or withdraw one's own. Answer: state, requested_by, decided_by.

        Refusal WM403 for one's own request or above one's limit too, WM451 where the stock has gone meanwhile,
        WM455 where somebody has decided it already.
        """
        return posting.decide_adjustment(
            self.session.door,
            op=new_op(),
            warehouse=self._at,
            request=request,
            decision=decision,
            note=note.strip() or None,
        )

    def limits(self) -> tuple[Limit, ...]:
        """What this person may correct alone: of all their roles the widest, as the database judges it."""
        roles = {f"r_{role}" for role in self.session.person.roles}
        rows = [row for row in self.session.door.query("approval_limits") if row.role in roles]
        return tuple(
            Limit(kind, _widest([row.max_quantity for row in mine]), _widest([row.max_value for row in mine]))
            for kind in sorted({row.kind for row in rows})
            if (mine := [row for row in rows if row.kind == kind])
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def _widest(limits: Sequence[Decimal | None]) -> Decimal | None:
    return None if None in limits else max(limit for limit in limits if limit is not None)
