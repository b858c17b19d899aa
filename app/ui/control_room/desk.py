"""What the parts of the control room share: theme, jobs, the services they read through, the warehouse's clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.heat.plan import FloorPlan
from app.services.control_room import Before, BinDetail, Kpis
from app.services.plan_views import PlanView
from app.services.rewind import Progress, Track, Wound
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


class Past(Protocol):
    """What the page asks of app.services.rewind.Rewind. Every method blocks: jobs only."""

    def track(self, ends: datetime | None, span: timedelta, steps: int) -> Track: ...
    def wind(self, begins: datetime, ends: datetime, *, expected: int = 0, progress: Progress) -> Wound: ...
    def wind_on(self, wound: Wound, ends: datetime, *, progress: Progress) -> Wound: ...
    def bin(self, location_id: int, at: datetime) -> BinDetail | None: ...
    def stock_ledger(self, location_id: int, product_id: int, lot: str | None, at: datetime) -> Sequence[Any]: ...


class ViewStore(Protocol):
    """What the page asks of app.services.plan_views.PlanViews. Every method blocks: jobs only."""

    def views(self) -> tuple[PlanView, ...]: ...
    def save(self, view: PlanView) -> int: ...
    def drop(self, view_id: int) -> None: ...


@dataclass(slots=True)
class Moment:
    """Which moment is looked at; None is now. Set and read on the GUI thread."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """clock: the time of day; zone: the warehouse's; read_floor: plan and all facts anew, blocking; past: what reads
    the past, None where there is none to look at; moment: the one that is looked at; views: keeps saved views; count:
    puts bins (ids) on the count list, blocking, None where this person may not; site: the warehouse's name; folder:
    where exports are offered to go; tour: plans the walk through an order's open picks (services.tours.OrderTour),
    blocking, None where there is no plan to walk on."""

    theme: Theme
    jobs: Jobs
    room: Room
    zone: tzinfo
    clock: Callable[[], datetime]
    read_floor: Callable[[], FloorRead]
    past: Past | None = None
    moment: Moment = field(default_factory=Moment)
    views: ViewStore | None = None
    count: Callable[[Sequence[int]], Mapping[str, Any]] | None = None
    site: str = ""
    folder: Path = field(default_factory=Path)
    tour: Callable[[int], Any] | None = None

    def bin_read(self) -> Callable[[int], BinDetail | None]:
        """What reads a bin as of the moment looked at."""
        at = self.moment.at
        return self.room.bin if at is None or self.past is None else partial(self.past.bin, at=at)

    def stock_ledger_read(self) -> Callable[[int, int, str | None], Sequence[Any]]:
        """What reads the ledger of one product and lot in a bin as of the moment looked at."""
        at = self.moment.at
        if at is None or self.past is None:
            return self.room.stock_ledger
        return partial(self.past.stock_ledger, at=at)
