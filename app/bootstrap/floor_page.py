"""An open floor as a page: services, feed, searches and the control room put together. Loaded late, on purpose."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from threading import Lock
from typing import Any

from PySide6.QtCore import QStandardPaths

from app.bootstrap.opening import Opened
from app.services.control_room import ControlRoom
from app.services.counting import Counting
from app.services.early_floor import EarlyFloor
from app.services.floor import load_plan, read_facts
from app.services.live import News
from app.services.plan_views import PlanViews
from app.services.rewind import Rewind
from app.services.search import Search
from app.services.session import Session
from app.ui.control_room.bin_preview import BinPreview
from app.ui.control_room.desk import Desk, FloorRead
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.page import ControlRoomPage
from app.ui.control_room.search import FloorSearch, Reach, providers
from app.ui.palette.search import SearchProvider
from app.ui.shell.parts import Shell

LEADS = frozenset({"supervisor"})  # who plans counts


@dataclass(frozen=True, slots=True)
class FloorPage:
    """The page, the feed that it shows (to be started and stopped by the owner), and its searches."""

    page: ControlRoomPage
    feed: FloorFeed
    searches: tuple[SearchProvider, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """A floor that is followed already, as the feed wants a follower."""

    floor: EarlyFloor
    tell: Callable[[News], None]

    def start(self) -> None:
        """Tell what came so far, and what comes."""
        self.floor.listen(self.tell)

    def stop(self) -> None:
        """Blocking: returns when the thread has ended."""
        self.floor.stop()


@dataclass
class LateTours:
    """Plans the walk of an order; the planning is loaded with the first one, on a worker."""

    session: Session
    _tours: Any = None
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, order_id: int) -> Any:
        """services.tours.OrderTour of an order. Blocking."""
        with self._lock:
            if self._tours is None:
                self._tours = importlib.import_module("app.services.tours").OrderTours(self.session)
        return self._tours.tour_of_order(order_id)


def make(shell: Shell, opened: Opened, zone: tzinfo, clock: Callable[[], datetime]) -> FloorPage:
    """Put it together; on the GUI thread. The feed is not started yet."""
    session = opened.session
    at = session.warehouse.warehouse_id

    def read_floor() -> FloorRead:
        return load_plan(session.door, at), read_facts(session.door, at)

    feed = FloorFeed(lambda tell: Listening(opened.floor, tell))
    grid = feed.show_plan(opened.plan)
    may_count = not LEADS.isdisjoint(session.person.roles)
    desk = Desk(
        shell.theme,
        shell.jobs,
        ControlRoom(session),
        zone,
        clock,
        read_floor,
        Rewind(session),
        views=PlanViews(session),
        count=Counting(session).count_these_bins if may_count else None,
        site=session.warehouse.name,
        folder=Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)),
        tour=LateTours(session),
    )
    page = ControlRoomPage(shell, desk, feed, grid)
    feed.setParent(page)
    search = FloorSearch()
    search.reach = Reach(Search(session), BinPreview(page.view, feed), page.acts)
    return FloorPage(page, feed, providers(search))
