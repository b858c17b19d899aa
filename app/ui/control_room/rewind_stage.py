"""The past on the plan: its grid in the place of the live one, the difference to now, and back."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from app.heat.grid import HeatGrid
from app.heat.metrics import DIFFERENCE, Metric
from app.services.floor import Content
from app.ui.control_room.desk import Moment
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.plan_desk import PlanDesk
from app.ui.control_room.rewind_reader import Unrolled

SCALE, DIFFERENCE_SCALE = "cividis", "difference"


class RewindStage:
    """Holds the grid of the past while one looks at it. changed: called when the difference was left by itself."""

    def __init__(self, moment: Moment, feed: FloorFeed, plan: PlanDesk, changed: Callable[[], object]) -> None:
        self._moment, self._feed, self._plan, self._changed = moment, feed, plan, changed
        self._grid: HeatGrid | None = None
        self._unrolled: Unrolled | None = None
        self._contents: tuple[float, dict[int, Content]] | None = None
        self._before: Metric | None = None  # what the colours showed before the difference
        self._switching = False
        feed.changed.connect(self._live_changed)
        plan.pane.view.picture_changed.connect(self._picture_changed)

    @property
    def against(self) -> bool:
        """Whether the difference to now is shown."""
        return self._before is not None

    @property
    def at(self) -> float | None:
        """The moment shown, seconds since 1970; None: now."""
        return None if self._moment.at is None or self._unrolled is None else self._unrolled.replay.at

    @property
    def contents(self) -> dict[int, Content]:
        """What lies in the bins at the moment shown, for the card; worked out when it is asked for."""
        at, unrolled = self.at, self._unrolled
        if at is None or unrolled is None:
            return self._feed.contents
        if self._contents is None or self._contents[0] != at:
            self._contents = (at, unrolled.contents())
        return self._contents[1]

    def show(self, unrolled: Unrolled, at: float) -> None:
        """Show a moment of a stretch. The same stretch as before costs what happened between."""
        live = self._feed.grid
        if live is None:
            return
        if self._moment.at is None or unrolled is not self._unrolled or self._grid is None:
            unrolled.replay.seek(at)
            self._unrolled = unrolled
            self._enter(live, unrolled.replay.floor())
        else:
            rows = unrolled.replay.seek(at)
            if len(rows):
                self._grid.apply(rows)
        self._moment.at = datetime.fromtimestamp(unrolled.replay.at, UTC)

    def leave(self) -> None:
        """Show now again."""
        self.hide_difference()
        self._moment.at = None
        self._grid = None
        if self._feed.grid is not None:
            self._plan.pane.view.show_grid(self._feed.grid, fit=False)

    def show_difference(self) -> None:
        """Colour the bins by what is there now less what was there then."""
        view = self._plan.pane.view
        if self._grid is not None and not self.against:
            self._before = view.picture.metric
            self._switch(DIFFERENCE, DIFFERENCE_SCALE)

    def hide_difference(self) -> None:
        """Colour them as before."""
        if self._before is not None:
            before, self._before = self._before, None
            self._switch(before, SCALE)

    def _enter(self, live: HeatGrid, rows: NDArray[np.void]) -> None:
        grid = HeatGrid(live.plan, clock=lambda: self.at or 0.0)
        grid.seed(rows)
        grid.against = live
        self._grid = grid
        self._switching = True
        self._plan.pane.view.show_grid(grid, fit=False)
        self._switching = False

    def _switch(self, metric: Metric, scale: str) -> None:
        self._switching = True
        self._plan.pane.view.use_scale(scale)
        self._plan.show_metric(metric)
        self._switching = False

    def _live_changed(self, places: frozenset[int], _changes: object) -> None:
        """What one compares with goes on changing."""
        if self.against and self._grid is not None and places:
            self._grid.stir(np.fromiter(places, np.int64, len(places)))

    def _picture_changed(self) -> None:
        """The person chose a metric: that is the end of the difference."""
        view = self._plan.pane.view
        if self.against and not self._switching and view.picture.metric is not DIFFERENCE:
            self._before = None
            self._switching = True
            view.use_scale(SCALE)
            self._switching = False
            self._changed()
