"""The live floor on the GUI thread: news of the feed's thread into the grid, the contents and what changed."""

from collections.abc import Callable
from typing import Protocol, assert_never

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.domain.change import Change
from app.heat.grid import HeatGrid
from app.heat.plan import FloorPlan
from app.services.floor import Content
from app.services.live import PUBLISHED, Away, Changed, News, Pulse, Seeded
from app.ui.bridge import Bridge
from app.ui.control_room.age import Proof


class Follower(Protocol):
    """What follows the warehouse on a thread of its own: services.live.LiveFloor."""

    def start(self) -> None: ...
    def stop(self) -> None:
        """Blocking: returns when the thread has ended."""


class FloorFeed(QObject):
    """Holds the grid and the contents of the bins. The follower starts at once; its news wait until there is a plan.

    A plan that turns out to be outdated (another was published, or there is a bin nobody knows) is said by `outdated`;
    whoever reads a new one calls hold() before reading and show_plan() after it, so that no change falls between.
    """

    seeded = Signal()
    changed = Signal(object, object)  # frozenset of location ids, tuple of Change
    away = Signal(str)
    back = Signal()
    outdated = Signal()
    gridded = Signal(object)  # HeatGrid: the plan was read anew

    def __init__(self, make: Callable[[Callable[[News], None]], Follower], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proof = Proof()
        self.contents: dict[int, Content] = {}
        self.grid: HeatGrid | None = None
        self._held: list[News] | None = []
        self._lost = self._stopped = False
        self._layout: int | None = None
        self._bridge = Bridge(self)
        self._bridge.arrived.connect(self._arrived)
        self._follower = make(self._tell)

    def start(self) -> None:
        """Follow; news before the plan are kept."""
        self._follower.start()

    def stop(self) -> None:
        """Stop following. Blocking, seconds at worst: never on the GUI thread while a window is open."""
        self._stopped = True
        self._follower.stop()

    def hold(self) -> None:
        """Keep the news back until the next show_plan."""
        self._held = self._held or []

    def show_plan(self, plan: FloorPlan, facts: NDArray[np.void] | None = None) -> HeatGrid:
        """Take a plan: a new grid, filled with facts read after hold(), then with the news that were kept."""
        grid = HeatGrid(plan)
        if facts is not None:
            grid.seed(facts)
        self.grid = grid
        held, self._held = self._held or [], None
        self._take(held)
        self.gridded.emit(grid)
        return grid

    def _tell(self, news: News) -> None:
        """On the feed's thread. A pulse that only proves we are current wakes nobody."""
        if self._stopped:
            return  # a connection that is closed while it waits says that it was lost
        if isinstance(news, Away):
            self.proof.lose()
        else:
            self.proof.renew()
            if isinstance(news, Pulse) and not self._lost:
                return
        self._lost = isinstance(news, Away)
        self._bridge.push(news)

    def _arrived(self, news: list[News]) -> None:
        if self._held is None:
            self._take(news)
        else:
            self._held += news

    def _take(self, news: list[News]) -> None:
        """Everything of a frame in one go: one signal for all changed bins."""
        places: set[int] = set()
        changes: list[Change] = []
        unknown = 0
        for item in news:
            match item:
                case Seeded():
                    unknown += self._seed(item)
                    unknown += self._layout not in (None, item.layout)  # published while the feed was away
                    self._layout = item.layout
                case Changed():
                    unknown += self._apply(item)
                    published = [change.product_id for change in item.changes if change.what == PUBLISHED]
                    unknown += len(published)
                    self._layout = published[-1] if published else self._layout
                    places.update(item.facts["location_id"].tolist())
                    changes += item.changes
                case Pulse():
                    self.back.emit()
                case Away(reason):
                    self.away.emit(reason)
                case _:
                    assert_never(item)
        if places or changes:
            self.changed.emit(frozenset(places), tuple(changes))
        if unknown:
            self.outdated.emit()

    def _seed(self, news: Seeded) -> int:
        if self.grid is None:
            return 0
        self.contents = dict(news.contents)
        unknown = self.grid.seed(news.facts)
        self.back.emit()
        self.seeded.emit()
        return unknown

    def _apply(self, news: Changed) -> int:
        if self.grid is None:
            return 0
        for place in news.emptied:
            self.contents.pop(place, None)
        self.contents.update(news.contents)
        self.back.emit()
        return self.grid.apply(news.facts)
