"""What may be sent where a product has run out: the rules of the site."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.ids import new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Substitute:
    """A rule. ratio: base units of the substitute for one of the product; rank: the least is offered first; customer:
    its code, None for everybody."""

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


class Substitutes:
    """Reading and changing the rules of the warehouse one is in. Blocking."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rules(self) -> tuple[Substitute, ...]:
        """All that hold, by SKU and rank."""
        at = self._session.warehouse.warehouse_id
        return tuple(map(_rule, self._session.door.query("substitute_rules", warehouse=at)))

    def put(
        self, product: int, substitute: int, *, ratio: Decimal = Decimal(1), rank: int = 1, party: int | None = None
    ) -> None:
        """A new rule, or new figures for one. Raises Refusal (WM404, WM422)."""
        self._post(product, substitute, ratio=ratio, rank=rank, party=party)

    def end(self, rule: Substitute) -> None:
        """It holds no more; what was sent by it stays."""
        self._post(rule.product, rule.substitute, ratio=rule.ratio, rank=rule.rank, party=rule.party, active=False)

    def _post(self, product: int, substitute: int, **figures: Any) -> None:
        at = self._session.warehouse.warehouse_id
        posting.put_substitute_rule(
            self._session.door, op=new_op(), warehouse=at, product=product, substitute=substitute, **figures
        )


def _rule(row: Any) -> Substitute:
    return Substitute(
        row.product_id, row.sku, row.substitute_id, row.substitute_sku, row.substitute, row.ratio, row.rank,
        row.party_id, row.customer, row.made_by,
    )  # fmt: skip
