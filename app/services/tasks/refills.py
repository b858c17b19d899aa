"""Pick faces that are kept between two quantities. Blocking."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Refills:
    """Rules of one warehouse and what they make."""

    session: Session

    def rules(self) -> Sequence[Any]:
        """Every rule with what lies in its face. Columns as in the query `replenish_rules`."""
        return self.session.door.query("replenish_rules", warehouse=self._at)

    def put(
        self, sku: str, face: str, least: Decimal, most: Decimal, pack: Decimal | None = None, *, active: bool = True,
        op: Op | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Keep a face between two quantities, or end that. Refuses what is not known here (refill.sku, refill.face)."""
        door = self.session.door
        product = next(iter(door.query("product_of_sku", sku=sku)), None)
        if product is None:
            raise Refusal("refill.sku", f"There is no product {sku[:40] or 'without a number'}.", "Check the SKU.")
        place = next(iter(door.query("bin_of_code", warehouse=self._at, code=face)), None)
        if place is None:
            raise Refusal("refill.face", f"There is no bin {face[:40] or 'without an address'}.", "Check the address.")
        return posting.put_replenish_rule(
            door, op=op or new_op(), warehouse=self._at, product=product.product_id, location=place.location_id,
            least=least, most=most, pack=pack, active=active,
        )  # fmt: skip

    def look(self, op: Op | None = None) -> dict[str, Any]:
        """Refill what the rules ask for, now. Answer: made, quantity, urgent, exceptions, cured."""
        return posting.replenish(self.session.door, op=op or new_op(), warehouse=self._at)

    def call(self, location: int, product: int | None = None, op: Op | None = None) -> dict[str, Any]:
        """Somebody stands before an empty face: refill it before anything else."""
        return posting.call_replenish(
            self.session.door, op=op or new_op(), warehouse=self._at, location=location, product=product
        )

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id
