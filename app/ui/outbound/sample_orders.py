"""The services of the outbound page over fixed rows, in which its states are rendered and tested."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal
from app.services.outbound import Entered, Leg, OrderFilter, OrderSheet, OrderWish, Preview
from app.ui.outbound.sample_rows import (
    BACK,
    LATER,
    REASONS,
    RESERVED,
    ROWS,
    SERVICES,
    SOON,
    card_of,
    checked_file,
    cut_off_of,
    matches,
    past_of,
)
from app.ui.showcase.samples import MOMENT


class SampleOrders:
    """Orders, Entry and Imports over fixed figures; keeps what was asked of it in `asked`."""

    def __init__(self, empty: bool = False, refuse: Refusal | None = None) -> None:
        self.empty, self.refuse = empty, refuse
        self.asked: list[tuple[str, Any]] = []

    def page(self, wanted: OrderFilter, sort: str = "cut_off", after: Any = None, limit: int = 200) -> Sequence[Any]:
        rows = [] if self.empty else [row for row in ROWS if matches(row, wanted)]
        rows = sorted(rows, key=lambda row: row.number) if sort == "number" else rows
        first = 0 if after is None else rows.index(after) + 1
        return rows[first : first + limit]

    def facets(self, wanted: OrderFilter) -> Mapping[str, Mapping[str | None, int]]:
        rows = [] if self.empty else [row for row in ROWS if matches(row, wanted)]
        found: dict[str, dict[str | None, int]] = {
            "all": {None: len(rows)},
            "group": {},
            "carrier": {},
            "cut_off": {},
            "flag": {},
        }
        for row in rows:
            flags = [name for name, so in (("late", row.cut_off < MOMENT), ("short", row.missing > 0)) if so]
            values = [("group", row.group), ("carrier", row.carrier_service), ("cut_off", row.cut_off.isoformat())]
            for key, value in (*values, *(("flag", name) for name in flags)):
                found[key][value] = found[key].get(value, 0) + 1
        return found

    def order(self, order_id: int) -> Mapping[str, Any] | None:
        return card_of(next(row for row in ROWS if row.order_id == order_id))

    def history(self, order_id: int) -> Sequence[Any]:
        return past_of()

    def of(self, order_id: int) -> Sequence[Leg]:
        """app.services.outbound.Way: two carts, one is done."""
        return (
            Leg(4413, 9, "W261123-04", "cluster", None, 6, 4, 0, ("M. Koch",)),
            Leg(4420, None, None, "zone", "C", 2, 2, 0, ("S. Yilmaz",)),
        )

    def on_cart(self, cart: int) -> Sequence[int]:
        return [row.order_id for row in ROWS[:3]]

    def risk(self) -> Mapping[str, Any]:
        if self.empty:
            return {
                "open": 0,
                "misses": 0,
                "late": 0,
                "unknown": 0,
                "minutes": 0,
                "people": 0,
                "picks_an_hour": 0,
                "packed_an_hour": 0,
                "cut_offs": [],
            }
        per = [
            cut_off_of(SOON, "Express", 188, 64, 23, timedelta(minutes=41)),
            cut_off_of(SOON, "Ground", 141, 38, 0, -timedelta(minutes=25)),
            cut_off_of(LATER, "Freight", 92, 11, 0, -timedelta(minutes=70)),
        ]
        return {
            "open": 308,
            "misses": 23,
            "late": 0,
            "unknown": 0,
            "minutes": 60,
            "people": 7,
            "picks_an_hour": 412.0,
            "packed_an_hour": 118.0,
            "cut_offs": per,
        }

    def at_risk(self, limit: int = 1000) -> Sequence[Any]:
        return ROWS[:23]

    def reasons(self) -> Sequence[Any]:
        return REASONS

    def services(self) -> Sequence[Any]:
        return SERVICES

    def preview(self, orders: Sequence[int], changes: Mapping[str, Any]) -> Preview:
        rows = [row for row in ROWS if row.order_id in orders]
        ends = bool(changes.get("cancel"))
        said = [
            {
                "order_id": row.order_id,
                "number": row.number,
                "allowed": True,
                "what": None,
                "next_step": None,
                "cancelled": ends,
                "open": 0,
                "reserved": list(RESERVED) if ends else [],
                "put_back": list(BACK) if ends else [],
                "cartons": ["3990"] if ends else [],
            }
            for row in rows
        ]
        return Preview(said, changes, "mark")

    def change(
        self, orders: Sequence[int], changes: Mapping[str, Any], reason: str | None = None, seen: str | None = None
    ) -> dict[str, Any]:
        self._do("change", (tuple(orders), dict(changes), reason, seen))
        return {"orders": [{"order_id": one} for one in orders], "tasks": [7, 8] if changes.get("cancel") else []}

    def hold(self, orders: Sequence[int], reason: str, note: str = "", *, give_back: bool = False) -> dict[str, Any]:
        self._do("hold", (tuple(orders), reason, note, give_back))
        return {"orders": [{"order_id": one} for one in orders]}

    def resume(self, orders: Sequence[int]) -> dict[str, Any]:
        self._do("resume", tuple(orders))
        return {"orders": [{"order_id": one} for one in orders]}

    def back_order(self, order: int) -> dict[str, Any]:
        self._do("back_order", order)
        return {"order_id": 900, "number": f"SO-{88100 + order}-B1"}

    def promise(self, orders: Sequence[int]) -> dict[str, Any]:
        self._do("promise", tuple(orders))
        return {
            "orders": [
                {"number": f"SO-{88100 + one}", "whole": True, "promised_on": "2026-11-24", "lines": []}
                for one in orders
            ]
        }

    def reserve(self, orders: Sequence[int]) -> dict[str, Any]:
        self._do("reserve", tuple(orders))
        return {"orders": [], "reservations": [], "short": []}

    def _do(self, what: str, given: Any) -> None:
        if self.refuse is not None:
            refusal, self.refuse = self.refuse, None
            raise refusal
        self.asked.append((what, given))


class SampleEntry:
    """Entry over nothing: keeps the wishes."""

    def __init__(self, refuse: Refusal | None = None) -> None:
        self.wishes: list[OrderWish] = []
        self._refuse = refuse

    def enter(self, wishes: Sequence[OrderWish], *, promise: bool = True) -> Entered:
        if self._refuse is not None:
            raise self._refuse
        self.wishes += wishes
        said = [{"number": one.number, "whole": True, "promised_on": "2026-11-24", "lines": []} for one in wishes]
        return Entered([{"order_id": 1, "number": one.number} for one in wishes], {"orders": said})


class SampleImports:
    """A file with three bad rows of 500."""

    def __init__(self) -> None:
        self.taken: list[bool] = []

    def check(self, path: Path, progress: Callable[[int, int | None, str], None]) -> OrderSheet:
        return checked_file()

    def take(self, checked: OrderSheet, *, only_good: bool = False) -> Entered:
        self.taken.append(only_good)
        return Entered([{"order_id": n, "number": one.number} for n, one in enumerate(checked.good, 1)], {"orders": []})
