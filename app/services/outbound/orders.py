"""Orders as a supervisor sees and changes them: lists in pages, one order with all of it, acts with a preview."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.domain.ids import Op, new_op
from app.services.session import Session
from db import posting

PAGE = 200
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders. groups: new waiting reserved picking picked packed shipped held cancelled; carriers: "" is none.

    scope: open, or all with shipped and cancelled ones; text begins a number or an external reference; late: past the
    cut-off; short: something is missing; back: goods are to be put back, also of cancelled orders; orders: these and no
    others.
    """

    scope: str = "open"
    groups: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    cut_offs: tuple[datetime, ...] = ()
    text: str = ""
    late: bool = False
    short: bool = False
    back: bool = False
    orders: tuple[int, ...] | None = None

    def said(self) -> str:
        """As api.orders_page_v1 reads it."""
        given: dict[str, Any] = {
            "scope": self.scope,
            "groups": list(self.groups),
            "carriers": list(self.carriers),
            "cut_offs": [moment.isoformat() for moment in self.cut_offs],
            "text": self.text.strip(),
            "late": self.late,
            "short": self.short,
            "back": self.back,
        }
        if self.orders is not None:
            given["orders"] = list(self.orders)
        return json.dumps(
            {key: value for key, value in given.items() if value not in ("", [], False)} | {"scope": self.scope}
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change undoes. seen: the mark with which the act makes sure of it; orders: see api.preview_orders_v1."""

    orders: Sequence[Mapping[str, Any]]
    changes: Mapping[str, Any]
    seen: str

    @property
    def allowed(self) -> bool:
        return all(one["allowed"] for one in self.orders)

    @property
    def released(self) -> Decimal:
        """What goes back from reservations."""
        return _sum(self.orders, "reserved")

    @property
    def put_back(self) -> Decimal:
        """What people have to put back."""
        return _sum(self.orders, "put_back")

    @property
    def people(self) -> tuple[str, ...]:
        """Who has a pick in hand that ends."""
        return tuple(sorted({part["person"] for one in self.orders for part in one["reserved"] if part["person"]}))

    @property
    def needs_reason(self) -> bool:
        return any(one["reserved"] or one["put_back"] or one["open"] for one in self.orders)


@dataclass(frozen=True, slots=True)
class Outbound:
    """Use cases of one warehouse; raises Refusal, Fault or Unreachable. Blocking: worker threads only."""

    session: Session
    device: str | None = field(default=None)

    # ---- reading ----
    def page(self, wanted: OrderFilter, sort: str = "cut_off", after: Any = None, limit: int = PAGE) -> Sequence[Any]:
        """A page of orders after a row (columns of api.orders_page_v1). sort: cut_off, priority, number or newest."""
        return self._read("orders_page", filters=wanted.said(), sort=sort, after=_place(after), limit=limit)

    def facets(self, wanted: OrderFilter) -> Mapping[str, Mapping[str | None, int]]:
        """How many orders each choice would leave: facet -> value -> orders (see api.order_facets_v1)."""
        found: dict[str, dict[str | None, int]] = {}
        for row in self._read("order_facets", filters=wanted.said()):
            found.setdefault(row.facet, {})[row.value] = int(row.orders)
        return found

    def order(self, order_id: int) -> Mapping[str, Any] | None:
        """One order: head, lines, reserved, put_back, units, back_orders. None where it is not known."""
        card: Mapping[str, Any] | None = self._read("order_card", order_id=order_id)[0].card
        return card

    def history(self, order_id: int, before: datetime = END_OF_TIME, limit: int = PAGE) -> Sequence[Any]:
        """What happened to it, newest first: at, what, person, sku, quantity, from, to, reason, payload."""
        return self._read("order_history", order_id=order_id, before=before, limit=limit)

    def risk(self) -> Mapping[str, Any]:
        """Who misses the cut-off at this rate: see api.on_time_risk_v1."""
        said: Mapping[str, Any] = self._read("on_time_risk")[0].risk
        return said

    def at_risk(self, limit: int = 1000) -> Sequence[Any]:
        """The open orders that miss it: order_id, number, cut_off, carrier_service, picks, ready_at."""
        return self._read("orders_at_risk", limit=limit)

    def put_backs(self) -> Sequence[Mapping[str, Any]]:
        """All goods on their way back into a bin, the oldest first."""
        tasks: Sequence[Mapping[str, Any]] = self._read("put_backs")[0].tasks
        return tasks

    def reasons(self) -> Sequence[Any]:
        """code and name of why orders are changed, held or cancelled."""
        return self.session.door.query("cancel_reasons")

    def services(self) -> Sequence[Any]:
        """code and name of what may be done to goods before they leave."""
        return self.session.door.query("value_added")

    # ---- changing ----
    def preview(self, orders: Sequence[int], changes: Mapping[str, Any]) -> Preview:
        """What changing these orders would undo; nothing is changed. Refusal names everything wrong with the change."""
        asked = {"orders": list(orders), "changes": json.dumps(changes, default=_said)}
        answer = self._read("preview_orders", **asked)[0].preview
        return Preview(answer["orders"], changes, answer["seen"])

    def change(
        self, orders: Sequence[int], changes: Mapping[str, Any], reason: str | None = None, seen: str | None = None,
        op: Op | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Change orders (see api.change_orders_v1). seen: of the preview, WM412 where it no longer holds."""
        return posting.change_orders(
            self.session.door,
            op=op or new_op(),
            warehouse=_at(self.session),
            orders=list(orders),
            changes=json.loads(json.dumps(changes, default=_said)),
            reason=reason,
            seen=seen,
        )

    def cancel(
        self, orders: Sequence[int], reason: str, seen: str | None = None, op: Op | None = None
    ) -> dict[str, Any]:
        """Cancel orders at any stage until they are loaded. Answer: orders, tasks (to put goods back)."""
        return self.change(orders, {"cancel": True}, reason, seen, op)

    def hold(
        self, orders: Sequence[int], reason: str, note: str = "", *, give_back: bool = False, op: Op | None = None
    ) -> dict[str, Any]:
        """Stop orders where they stand. Answer: orders [{order_id, number, paused, released}]."""
        return posting.hold_orders(
            self.session.door,
            op=op or new_op(),
            warehouse=_at(self.session),
            orders=list(orders),
            reason=reason,
            note=note,
            give_back=give_back,
        )

    def resume(self, orders: Sequence[int], op: Op | None = None) -> dict[str, Any]:
        """Let held orders go on. Answer: orders [{order_id, number, status}]."""
        return posting.resume_orders(
            self.session.door, op=op or new_op(), warehouse=_at(self.session), orders=list(orders)
        )

    def back_order(self, order: int, op: Op | None = None) -> dict[str, Any]:
        """What it misses is sent later. Answer: order_id, number, of, moved."""
        return posting.back_order(self.session.door, op=op or new_op(), warehouse=_at(self.session), order=order)

    def close_short(self, order: int, reason: str, op: Op | None = None) -> dict[str, Any]:
        """What it misses is given up. Answer: cancelled, order_status."""
        return posting.close_short(
            self.session.door, op=op or new_op(), warehouse=_at(self.session), order=order, reason=reason
        )

    def promise(self, orders: Sequence[int], op: Op | None = None) -> dict[str, Any]:
        """Can these be delivered in full, and when? Answer: orders [{order_id, number, whole, promised_on, lines}]."""
        return posting.promise(self.session.door, op=op or new_op(), warehouse=_at(self.session), orders=list(orders))

    def reserve(self, orders: Sequence[int], op: Op | None = None) -> dict[str, Any]:
        """Reserve stock for them in this order. Answer: orders, reservations, short."""
        return posting.reserve(self.session.door, op=op or new_op(), warehouse=_at(self.session), orders=list(orders))

    def put_back(self, task: int, quantity: Decimal, to: int | None = None, op: Op | None = None) -> dict[str, Any]:
        """Goods of a put-back task lie in a bin again (to: another than planned). Answer: put_back, left."""
        return posting.put_back(
            self.session.door,
            op=op or new_op(),
            warehouse=_at(self.session),
            task=task,
            quantity=quantity,
            to=to,
            device=self.device,
        )

    def _read(self, name: str, **parameters: Any) -> Sequence[Any]:
        return self.session.door.query(name, warehouse=_at(self.session), **parameters)


def _at(session: Session) -> int:
    return session.warehouse.warehouse_id


def _place(row: Any) -> str | None:
    if row is None:
        return None
    cut_off = None if row.cut_off is None else row.cut_off.isoformat()
    return json.dumps({"cut_off": cut_off, "priority": row.priority, "number": row.number, "order_id": row.order_id})


def _said(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be sent")


def _sum(orders: Sequence[Mapping[str, Any]], what: str) -> Decimal:
    return sum((Decimal(str(part["quantity"])) for one in orders for part in one[what]), Decimal(0))
