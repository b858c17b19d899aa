"""What the outbound page stands on: services as it needs them, jobs, the warehouse's clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Protocol

from app.services.outbound import Entered, Leg, OrderFilter, OrderSheet, OrderWish, Outcome, Preview
from app.ui.jobs import Jobs
from app.ui.theme import Theme

Progress = Callable[[int, int | None, str], None]


class Orders(Protocol):
    """app.services.outbound.Outbound, or a sample of it. Blocking."""

    def page(
        self, wanted: OrderFilter, sort: str = "cut_off", after: Any = None, limit: int = 200
    ) -> Sequence[Any]: ...
    def facets(self, wanted: OrderFilter) -> Mapping[str, Mapping[str | None, int]]: ...
    def order(self, order_id: int) -> Mapping[str, Any] | None: ...
    def history(self, order_id: int) -> Sequence[Any]: ...
    def risk(self) -> Mapping[str, Any]: ...
    def at_risk(self, limit: int = 1000) -> Sequence[Any]: ...
    def reasons(self) -> Sequence[Any]: ...
    def services(self) -> Sequence[Any]: ...
    def preview(self, orders: Sequence[int], changes: Mapping[str, Any]) -> Preview: ...
    def change(
        self, orders: Sequence[int], changes: Mapping[str, Any], reason: str | None = None, seen: str | None = None
    ) -> dict[str, Any]: ...
    def hold(
        self, orders: Sequence[int], reason: str, note: str = "", *, give_back: bool = False
    ) -> dict[str, Any]: ...
    def resume(self, orders: Sequence[int]) -> dict[str, Any]: ...
    def back_order(self, order: int) -> dict[str, Any]: ...
    def promise(self, orders: Sequence[int]) -> dict[str, Any]: ...
    def reserve(self, orders: Sequence[int]) -> dict[str, Any]: ...


class ManyOrders(Protocol):
    """app.services.outbound.Many, or a sample of it. Blocking; progress as of run_long."""

    def change(
        self, seen: Preview, reason: str | None, enough: Callable[[], bool] = ..., *, progress: Progress
    ) -> Sequence[Outcome]: ...
    def change_each(
        self, orders: Sequence[tuple[int, str]], changes: Mapping[str, Any], reason: str | None,
        enough: Callable[[], bool] = ..., *, progress: Progress,
    ) -> Sequence[Outcome]: ...  # fmt: skip
    def on(
        self, which: OrderFilter | Sequence[tuple[int, str]], act: Callable[..., Any],
        enough: Callable[[], bool] = ..., *, progress: Progress,
    ) -> Sequence[Outcome]: ...  # fmt: skip
    def hold(
        self, orders: Sequence[tuple[int, str]], reason: str, note: str, give_back: bool,
        enough: Callable[[], bool] = ..., *, progress: Progress,
    ) -> Sequence[Outcome]: ...  # fmt: skip
    def resume(
        self, orders: Sequence[tuple[int, str]], enough: Callable[[], bool] = ..., *, progress: Progress
    ) -> Sequence[Outcome]: ...
    def promise(
        self, orders: Sequence[tuple[int, str]], enough: Callable[[], bool] = ..., *, progress: Progress
    ) -> Sequence[Outcome]: ...


class Ways(Protocol):
    """app.services.outbound.Way, or a sample of it. Blocking."""

    def of(self, order_id: int) -> Sequence[Leg]: ...
    def on_cart(self, cart: int) -> Sequence[int]: ...


class Entry(Protocol):
    """app.services.outbound.OrderEntry. Blocking."""

    def enter(self, wishes: Sequence[OrderWish], *, promise: bool = True) -> Entered: ...


class Imports(Protocol):
    """app.services.outbound.OrderImport. Blocking."""

    def check(self, path: Path, progress: Callable[[int, int | None, str], None]) -> OrderSheet: ...
    def take(self, checked: OrderSheet, *, only_good: bool = False) -> Entered: ...


@dataclass(frozen=True, slots=True)
class OutboundDesk:
    """may_act: this person enters and changes orders; others only read."""

    theme: Theme
    jobs: Jobs
    orders: Orders
    ways: Ways
    many: ManyOrders
    entry: Entry
    imports: Imports
    zone: tzinfo
    clock: Callable[[], datetime]
    may_act: bool = True
