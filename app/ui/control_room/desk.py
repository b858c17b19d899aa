"""What the parts of the control room share: theme, jobs, the services they read through, the warehouse's clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.heat.plan import FloorPlan
from app.services.control_room import Before, BinDetail, Kpis
from app.ui.jobs import Jobs
from app.ui.theme import Theme

FloorRead = tuple[FloorPlan, NDArray[np.void]]


class Room(Protocol):
    """What the page asks of app.services.control_room.ControlRoom. Every method blocks: jobs only."""

    def kpis(self) -> Kpis: ...
    def alarms(self) -> Sequence[Any]: ...
    def acknowledge(self, alarm_id: int) -> None: ...
    def shelve(self, alarm_id: int, until: datetime, reason: str) -> None: ...
    def clear(self, alarm_id: int) -> None: ...
    def activity(self, limit: int = 60) -> Sequence[Any]: ...
    def bin(self, location_id: int) -> BinDetail | None: ...
    def ledger(self, location_id: int, before: Before | None = None) -> Sequence[Any]: ...
    def stock_ledger(self, location_id: int, product_id: int, lot: str | None) -> Sequence[Any]: ...
    def order(self, order_id: int) -> tuple[Any, Sequence[Any]] | None: ...
    def order_of_line(self, order_line: int) -> int | None: ...
    def bins_of_product(self, product_id: int) -> Sequence[Any]: ...
    def bins_of_cut_off(self, carrier: str, cut_off: datetime | None) -> frozenset[int]: ...
    def bins_of_late_lines(self) -> frozenset[int]: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """clock: the time of day; zone: the warehouse's; read_floor: plan and all facts anew, blocking."""

    theme: Theme
    jobs: Jobs
    room: Room
    zone: tzinfo
    clock: Callable[[], datetime]
    read_floor: Callable[[], FloorRead]
