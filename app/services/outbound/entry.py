"""Orders at their entry: from the screen, from a table, from another system; and whether they can be delivered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.errors import Refusal
from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting

MOST_ORDERS = 5000


@dataclass(frozen=True, slots=True)
class LineWish:
    """One line by SKU. components: of a kit its parts are picked instead of the kit itself."""

    line_no: int
    sku: str
    quantity: Decimal
    instructions: str = ""
    components: bool = False

    def said(self) -> dict[str, Any]:
        """As api.enter_orders_v1 reads it."""
        row: dict[str, Any] = {"line_no": self.line_no, "sku": self.sku, "quantity": f"{self.quantity:f}"}
        if self.instructions:
            row["instructions"] = self.instructions
        if self.components:
            row["kit"] = "components"
        return row


@dataclass(frozen=True, slots=True)
class OrderWish:
    """An order to be entered. customer: a code or None; completeness: ship_complete, partial or backorder."""

    number: str
    lines: tuple[LineWish, ...]
    customer: str | None = None
    priority: int = 5
    cut_off: datetime | None = None
    due_at: datetime | None = None
    carrier: str | None = None
    completeness: str = "ship_complete"
    instructions: str = ""
    value_added: tuple[str, ...] = ()
    external_ref: str | None = None
    source: str = "manual"

    def said(self) -> dict[str, Any]:
        """As api.enter_orders_v1 reads it."""
        row = {
            "number": self.number,
            "source": self.source,
            "external_ref": self.external_ref,
            "customer": self.customer,
            "priority": self.priority,
            "cut_off": None if self.cut_off is None else self.cut_off.isoformat(),
            "due_at": None if self.due_at is None else self.due_at.isoformat(),
            "carrier_service": self.carrier,
            "completeness": self.completeness,
            "instructions": self.instructions,
            "value_added": list(self.value_added),
        }
        given = {key: value for key, value in row.items() if value not in (None, "", [])}
        return given | {"lines": [line.said() for line in self.lines]}


@dataclass(frozen=True, slots=True)
class Entered:
    """orders: order_id and number; promise: what each line was promised (see api.promise_v1), None where not asked."""

    orders: Sequence[Mapping[str, Any]]
    promise: Mapping[str, Any] | None = field(default=None)

    @property
    def whole(self) -> int:
        """How many of them can be delivered in full."""
        return 0 if self.promise is None else sum(bool(one["whole"]) for one in self.promise["orders"])


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """Entering orders into one warehouse. Blocking: worker threads only."""

    session: Session

    def enter(self, wishes: Sequence[OrderWish], *, promise: bool = True, op: Op | None = None) -> Entered:
        """All of them or none, then what they can be promised. Refusal WM422 with every problem in `problems`."""
        answer = posting.enter_orders(
            self.session.door, op=op or new_op(), warehouse=self._at, orders=[wish.said() for wish in wishes]
        )
        orders = answer["orders"]
        if not promise:
            return Entered(orders)
        ids = [one["order_id"] for one in orders]
        return Entered(orders, posting.promise(self.session.door, op=new_op(), warehouse=self._at, orders=ids))

    def problems(self, wishes: Sequence[OrderWish]) -> Sequence[Any]:
        """Everything that is wrong with them before they are entered: number, line_no, problem."""
        return problems_of(self.session, [wish.said() for wish in wishes])

    def customers(self, text: str, limit: int = 20) -> Sequence[Any]:
        """Customers whose code begins with, or whose name holds, the text: party_id, code, name."""
        mark = text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return self.session.door.query("customers", starts=f"{mark}%", holds=f"%{mark}%", limit=limit)

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id


def problems_of(session: Session, orders: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
    """number, line_no, problem of each thing wrong with at most 5,000 orders as api.enter_orders_v1 takes them."""
    if len(orders) > MOST_ORDERS:
        raise Refusal(
            "WM422", f"{len(orders):,} orders are more than {MOST_ORDERS:,}.", "Split them and send the parts."
        )
    return session.door.query(
        "order_problems", deadline=60.0, warehouse=session.warehouse.warehouse_id, orders=json.dumps(list(orders))
    )
