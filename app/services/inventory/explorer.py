"""Reads of the explorer. Every method blocks: worker threads only."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services.inventory.found import Facet, Facets, Place, StockPage, Value, View, page_of
from app.services.inventory.words import NONE, Search
from app.services.session import Session
from db.posting.views import drop_view, save_view

WORKSPACE = "inventory"
PAGE = 200
MOST = 5000  # records that one act may take; the database takes no more lines in one call
FACETS = {"status": "status", "zone": "zone", "owner": "owner", "category": "group", "expiry": "expiry", "held": "held"}
FACETS |= {"unit": "unit"}
DEADLINE = 20.0  # s; a search on a busy server must not be asked twice


@dataclass(frozen=True, slots=True)
class Inventory:
    """Finds stock of one warehouse, and looks into what it found."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def page(self, search: Search, after: Place | None = None, limit: int = PAGE) -> StockPage:
        """A page of stock after a place. Refusal where there is too much of it for the order, with the way on."""
        rows = self.session.door.query(
            "stock_page",
            warehouse=self._at,
            filters=json.dumps(search.asked()),
            sort=search.sort,
            after=None if after is None else json.dumps(after.asked()),
            limit=limit,
            deadline=DEADLINE,
        )
        return page_of(rows, limit)

    def every(self, search: Search, most: int = MOST) -> tuple[Any, ...]:
        """All rows of a search. Refusal where they are more than `most`."""
        rows: list[Any] = []
        after: Place | None = None
        while True:
            page = self.page(search, after, 1000)
            rows += page.rows
            if len(rows) > most:
                raise Refusal(
                    "many",
                    f"More than {most:,} stock records match.",
                    f"Narrow the filter: one act takes at most {most:,}.",
                )
            if page.after is None:
                return tuple(rows)
            after = page.after

    def facets(self, search: Search) -> Facets:
        """The search in numbers. Estimates are marked; they are bounded in time whatever the filter."""
        began = time.monotonic()
        rows = self.session.door.query(
            "stock_facets", warehouse=self._at, filters=json.dumps(search.asked()), deadline=DEADLINE
        )
        total = next(row for row in rows if row.facet == "all")
        facets = tuple(
            Facet(
                key,
                tuple(
                    Value(row.value or NONE, row.label or f"No {key}", row.records, row.exact, row.floor)
                    for row in rows
                    if row.facet == name
                ),
            )
            for name, key in FACETS.items()
        )
        spent = round((time.monotonic() - began) * 1000)
        return Facets(total.records, total.on_hand, total.reserved, total.exact, facets, spent)

    def views(self) -> tuple[View, ...]:
        """Saved views: one's own, then those that others share."""
        rows = self.session.door.query("saved_views", warehouse=self._at, workspace=WORKSPACE)
        return tuple(
            View(
                row.saved_view_id,
                row.name,
                str(row.content.get("line", "")),
                str(row.content.get("sort", "sku")),
                tuple(row.content.get("columns", ())),
                row.shared,
                row.mine,
                row.person,
            )
            for row in rows
        )

    def save(self, name: str, line: str, sort: str, columns: Sequence[str], shared: bool) -> int:
        """Save a view under a name; one's own of that name is replaced. Its id."""
        content = {"line": line, "sort": sort, "columns": list(columns)}
        answer = save_view(
            self.session.door,
            op=new_op(),
            warehouse=self._at,
            workspace=WORKSPACE,
            name=name,
            content=content,
            shared=shared,
        )
        return int(answer["saved_view_id"])

    def drop(self, view_id: int) -> None:
        """Delete one's own view."""
        drop_view(self.session.door, op=new_op(), warehouse=self._at, view=view_id)

    def card(self, product_id: int) -> tuple[Any, Sequence[Any]] | None:
        """A product's sums (query item_card) and its stock at the end of the last 90 days; None where unknown."""
        asked = {"warehouse": self._at, "product": product_id}
        head = next(iter(self.session.door.query("item_card", **asked)), None)
        return None if head is None else (head, self.session.door.query("item_days", days=90, **asked))

    def entries(self, product_id: int, before: Any = None, limit: int = 50) -> Sequence[Any]:
        """Ledger entries of a product, newest first, before an entry (query item_entries)."""
        return self.session.door.query(
            "item_entries",
            warehouse=self._at,
            product=product_id,
            before=None if before is None else before.posted_at,
            before_id=None if before is None else before.ledger_id,
            limit=limit,
        )

    def unit(self, hu_id: int) -> tuple[Sequence[Any], Sequence[Any]]:
        """A handling unit's tree with contents, and what happened to it, newest first."""
        asked = {"warehouse": self._at, "hu": hu_id}
        door = self.session.door
        return door.query("explorer_hu_content", **asked), door.query("explorer_hu_history", limit=50, **asked)

    def lot(self, lot_id: int) -> tuple[Sequence[Any], Sequence[Any]]:
        """Where a lot came from, and where it went."""
        asked = {"warehouse": self._at, "lot": lot_id}
        door = self.session.door
        return door.query("lot_trace", direction="up", **asked), door.query("lot_trace", direction="down", **asked)

    def stock_at(self, product_id: int, at: datetime) -> Sequence[Any]:
        """Where a product lay at a past moment: location, lot, status, quantity; most first."""
        return self.session.door.query("explorer_stock_at", warehouse=self._at, product=product_id, at=at)

    def why(self, quant_id: int) -> Sequence[Any]:
        """Whom a stock record is reserved for and by which rule, or what keeps it from being reserved."""
        return self.session.door.query("why_reserved", warehouse=self._at, quant=quant_id, order_line=None)

    def holds(self, quant_ids: Sequence[int]) -> Sequence[Any]:
        """Open holds that cover stock records, each with how many of them."""
        return self.session.door.query("holds_covering", warehouse=self._at, records=list(quant_ids))

    def reasons(self, kind: str) -> tuple[tuple[str, str], ...]:
        """The reasons to choose from, code and name, of a kind: adjust, hold, status, undo."""
        return tuple((row.code, row.name) for row in self.session.door.query("reasons_of", kind=kind))
