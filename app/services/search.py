"""Finding records by what people type: products, orders, handling units. Bins are found in memory, on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.services.session import Session


@dataclass(frozen=True, slots=True)
class Search:
    """Searches of one warehouse, a few milliseconds each. Blocking: worker threads only."""

    session: Session

    def products(self, text: str, limit: int = 8) -> Sequence[Any]:
        """product_id, sku, name, on_hand, and the bin (location_id, location) that holds most, None if none."""
        return self._find("find_products", limit, starts=f"{_plain(text)}%", holds=f"%{_plain(text)}%")

    def orders(self, text: str, limit: int = 8) -> Sequence[Any]:
        """order_id, number, state, lines, cut_off."""
        return self._find("find_orders", limit, holds=f"%{_plain(text)}%")

    def units(self, text: str, limit: int = 5) -> Sequence[Any]:
        """hu_id, sscc, kind, state, location_id, location_code, by the last four or more digits of the SSCC."""
        digits = text.strip()
        if not digits.isdigit() or len(digits) < 4:
            return []
        return self._find("find_units", limit, ends=f"%{digits}")

    def _find(self, query: str, limit: int, **patterns: Any) -> Sequence[Any]:
        return self.session.door.query(query, warehouse=self.session.warehouse.warehouse_id, limit=limit, **patterns)


def _plain(text: str) -> str:
    """The text with the wildcards of LIKE taken literally."""
    return text.strip()[:60].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
