"""What the control room shows beside the plan: figures, alarms, activity, and the way from a bin to the order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.domain.ids import new_op
from app.services.session import Session
from db import posting

PAGE = 50
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CutOff:
    """Orders of one carrier cut-off. cut_off: None where the orders have none."""

    carrier: str
    cut_off: datetime | None
    orders: int
    shipped: int
    packed: int
    working: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Kpis:
    """The strip of figures. picks_per_five_minutes: twelve values, oldest first; places: kind to (all, with stock)."""

    cut_offs: tuple[CutOff, ...]
    picks_per_five_minutes: tuple[int, ...]
    people: int
    open_lines: int
    late_lines: int
    unreserved_lines: int
    places: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class BinDetail:
    """One bin: what lies in it, what is to be done, who has a promise on it. Rows as the queries name them. as_of: the
    past moment it is told of (tasks and promises are not kept, and empty then); None: now."""

    head: Any
    stock: Sequence[Any]
    ledger: Sequence[Any]
    ledger_count: int
    tasks: Sequence[Any]
    promises: Sequence[Any]
    as_of: datetime | None = None


class Before(NamedTuple):
    """A place in the ledger to read on from, newest first."""

    at: datetime = _END_OF_TIME
    ledger_id: int = 1 << 62


@dataclass(frozen=True, slots=True)
class ControlRoom:
    """Reads and small acts of the control room. Every method blocks: worker threads only."""

    session: Session

    @property
    def _at(self) -> int:
        return self.session.warehouse.warehouse_id

    def kpis(self) -> Kpis:
        """The figures of the strip, now."""
        door, at = self.session.door, self._at
        lines = door.query("kpi_lines", warehouse=at)[0]
        people = door.query("kpi_people", warehouse=at)[0].people
        return Kpis(
            tuple(CutOff(*row) for row in door.query("kpi_orders", warehouse=at)),
            tuple(int(row.picks) for row in door.query("kpi_rates", warehouse=at)),
            int(people),
            lines.open,
            lines.late,
            lines.unreserved,
            {row.kind: (row.places, row.busy) for row in door.query("kpi_places", warehouse=at)},
        )

    def alarms(self) -> Sequence[Any]:
        """Alarms that stand: not cleared, or cleared and not yet seen. Columns as in the query `alarms`."""
        return self.session.door.query("alarms", warehouse=self._at)

    def acknowledge(self, alarm_id: int) -> None:
        """Say that one has seen it, with one's name."""
        posting.acknowledge_alarm(self.session.door, op=new_op(), warehouse=self._at, alarm=alarm_id)

    def shelve(self, alarm_id: int, until: datetime, reason: str) -> None:
        """Put an alarm away until a time within a day, with a reason."""
        door = self.session.door
        posting.shelve_alarm(door, op=new_op(), warehouse=self._at, alarm=alarm_id, until=until, reason=reason)

    def clear(self, alarm_id: int) -> None:
        """Say that the cause is gone."""
        posting.clear_alarm(self.session.door, op=new_op(), warehouse=self._at, alarm=alarm_id)

    def activity(self, limit: int = 60) -> Sequence[Any]:
        """What people did last, newest first. Columns as in the query `activity`, or `activity_events` (event_id)."""
        asked = {"warehouse": self._at, "limit": limit}
        deeds = [(row.posted_at, row.ledger_id, row) for row in self.session.door.query("activity", **asked)]
        events = self.session.door.query("activity_events", **asked)
        deeds += [(row.occurred_at, row.event_id, row) for row in events]
        return [row for *_, row in sorted(deeds, key=lambda one: one[:2], reverse=True)[:limit]]

    def bin(self, location_id: int) -> BinDetail | None:
        """Everything the drill panel shows of a bin; None where there is no such bin (any more)."""
        door, where = self.session.door, {"warehouse": self._at, "location": location_id}
        head = next(iter(door.query("bin_head", **where)), None)
        if head is None:
            return None
        return BinDetail(
            head,
            door.query("bin_stock", **where),
            self.ledger(location_id),
            door.query("bin_ledger_count", **where)[0].entries,
            door.query("bin_tasks", **where),
            door.query("quant_reservations", **where),
        )

    def ledger(self, location_id: int, before: Before | None = None) -> Sequence[Any]:
        """A page of a bin's ledger entries, newest first, before a given one."""
        at, entry = before or Before()
        return self.session.door.query(
            "bin_ledger", warehouse=self._at, location=location_id, before=at, before_id=entry, limit=PAGE
        )

    def stock_ledger(self, location_id: int, product_id: int, lot: str | None) -> Sequence[Any]:
        """The newest ledger entries of one product and lot (None: without a lot) in a bin."""
        return self.session.door.query(
            "bin_stock_ledger", warehouse=self._at, location=location_id, product=product_id, lot=lot, limit=PAGE
        )

    def order(self, order_id: int) -> tuple[Any, Sequence[Any]] | None:
        """An order and its lines; None where it is not known."""
        head = next(iter(self.session.door.query("order_head", warehouse=self._at, order_id=order_id)), None)
        if head is None:
            return None
        return head, self.session.door.query("order_lines", warehouse=self._at, order_id=order_id)

    def order_of_line(self, order_line: int) -> int | None:
        """The order of an order line, such as a ledger entry names."""
        row = next(iter(self.session.door.query("order_of_line", warehouse=self._at, order_line=order_line)), None)
        return None if row is None else int(row.order_id)

    def bins_of_product(self, product_id: int) -> Sequence[Any]:
        """Where a product lies: location_id, location, quantity, free, expires_on; most first."""
        return self.session.door.query("product_bins", warehouse=self._at, product=product_id)

    def bins_of_cut_off(self, carrier: str, cut_off: datetime | None) -> frozenset[int]:
        """Location ids where open picks of one cut-off wait."""
        rows = self.session.door.query("cut_off_bins", warehouse=self._at, carrier=carrier, cut_off=cut_off)
        return frozenset(int(row.location_id) for row in rows)

    def bins_of_late_lines(self) -> frozenset[int]:
        """Location ids where picks wait whose cut-off has passed."""
        return frozenset(int(row.location_id) for row in self.session.door.query("late_bins", warehouse=self._at))
