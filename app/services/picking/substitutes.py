"""What may be sent where a product has run out: the rules of the site."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.domain.measure import read_quantity
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Substitute:
    """A rule. ratio: base units of the substitute for one of the product; rank: the least is offered first; customer:
    its code, None for everybody. ended_at: it holds no more; with other figures it goes on as a rule of its own."""

    product: int
    sku: str
    substitute: int
    substitute_sku: str
    name: str
    ratio: Decimal
    rank: int
    party: int | None
    customer: str | None
    made_by: str
    made_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None


class Substitutes:
    """Reading and changing the rules of the warehouse one is in. Blocking."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rules(self) -> tuple[Substitute, ...]:
        """All that hold, by SKU and rank."""
        at = self._session.warehouse.warehouse_id
        return tuple(map(_rule, self._session.door.query("substitute_rules", warehouse=at)))

    def history(self, limit: int = 500) -> tuple[Substitute, ...]:
        """Rules that hold and those that have ended, what changed last first."""
        at = self._session.warehouse.warehouse_id
        return tuple(map(_rule, self._session.door.query("substitute_history", warehouse=at, limit=limit)))

    def put(
        self, product: int, substitute: int, *, ratio: Decimal = Decimal(1), rank: int = 1, party: int | None = None
    ) -> None:
        """A new rule, or new figures for one. Raises Refusal (WM404, WM422)."""
        self._post(product, substitute, ratio=ratio, rank=rank, party=party)

    def enter(self, sku: str, instead: str, ratio: str, rank: int, customer: str = "") -> None:
        """A rule as it was typed, by codes; customer "": everybody. Raises Refusal, with `field` in its detail where
        one of them is wrong (sku, instead, ratio, customer)."""
        product, substitute = self._product(sku, "sku"), self._product(instead, "instead")
        if product == substitute:
            raise Refusal(
                "WM422", "A substitute is another product.", "Enter what is sent instead.", {"field": "instead"}
            )
        try:
            figure = read_quantity(ratio)
        except Refusal as refusal:
            raise Refusal(
                refusal.code, refusal.what, "Enter how many are sent for one.", {"field": "ratio"}
            ) from refusal
        self.put(product, substitute, ratio=figure, rank=rank, party=self._customer(customer))

    def end(self, rule: Substitute) -> None:
        """It holds no more; what was sent by it stays."""
        self._post(rule.product, rule.substitute, ratio=rule.ratio, rank=rule.rank, party=rule.party, active=False)

    def _product(self, sku: str, field: str) -> int:
        code = sku.strip()
        rows = [row for text in (code, code.upper()) for row in self._session.door.query("product_of_sku", sku=text)]
        if not rows:
            raise Refusal("WM404", f"There is no product “{code}”.", "Enter its SKU.", {"field": field})
        return int(rows[0].product_id)

    def _customer(self, code: str) -> int | None:
        wanted = code.strip()
        if not wanted:
            return None
        for row in self._session.door.query("customers", starts=wanted, holds="", limit=100):
            if row.code.upper() == wanted.upper():
                return int(row.party_id)
        raise Refusal(
            "WM404", f"There is no customer “{wanted}”.", "Enter a customer's code, or none.", {"field": "customer"}
        )

    def _post(self, product: int, substitute: int, **figures: Any) -> None:
        at = self._session.warehouse.warehouse_id
        posting.put_substitute_rule(
            self._session.door, op=new_op(), warehouse=at, product=product, substitute=substitute, **figures
        )


def _rule(row: Any) -> Substitute:
    return Substitute(
        row.product_id, row.sku, row.substitute_id, row.substitute_sku, row.substitute, row.ratio, row.rank,
        row.party_id, row.customer, row.made_by, row.made_at, getattr(row, "ended_at", None),
        getattr(row, "ended_by", None),
    )  # fmt: skip
