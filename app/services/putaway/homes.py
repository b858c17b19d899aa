"""Bins of their own: which bins a product is put into before all others. Blocking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting


@dataclass(frozen=True, slots=True)
class Home:
    """A product and its bins."""

    product: int
    sku: str
    name: str
    bins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixedBins:
    """The bins of one warehouse's products. Planners and supervisors change them."""

    session: Session

    def homes(self) -> tuple[Home, ...]:
        """Every product that has bins of its own, by SKU."""
        found: dict[int, list[Any]] = {}
        for row in self._rows("putaway_homes", products=None):
            found.setdefault(row.product_id, []).append(row)
        made = (
            Home(some[0].product_id, some[0].sku, some[0].product, tuple(r.code for r in some))
            for some in found.values()
        )
        return tuple(sorted(made, key=lambda home: home.sku))

    def give(self, sku: str, codes: Sequence[str], op: Op | None = None) -> Mapping[str, Any]:
        """These bins, and no others, are that product's own; none: it has none. Answer: bins. Refuses the unknown."""
        row = next(iter(self._rows("item_of_scan", codes=[sku])), None)
        if row is None:
            raise Refusal("putaway.no_product", f"There is no product {sku}.", "Check the SKU.")
        known = {one.code: one.location_id for one in self._rows("location_labels")}
        unknown = next((code for code in codes if code not in known), None)
        if unknown is not None:
            raise Refusal("putaway.no_bin", f"There is no bin {unknown} in this warehouse.", "Check the address.")
        return posting.set_fixed_bins(
            self.session.door, op=op or new_op(), warehouse=self._at, product=row.product_id,
            locations=[known[code] for code in codes],
        )  # fmt: skip

    def _rows(self, name: str, **more: Any) -> Sequence[Any]:
        return self.session.door.query(name, warehouse=self._at, **more)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id
