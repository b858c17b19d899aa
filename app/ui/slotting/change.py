"""The plan with what changes: picks a day in each bin after the moves less before them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtWidgets import QWidget

from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import DIFFERENCE, ON_HAND, Metric
from app.heat.plan import FloorPlan
from app.ui.heat.hover_card import CardContent
from app.ui.heat.pane import PlanPane
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton

CHANGE: Metric = replace(DIFFERENCE, label="Picks a day, after less before", unit="picks / day")
NOW: Metric = replace(ON_HAND, label="Picks a day, now", unit="picks / day", neutral="Not picked")
AFTER: Metric = replace(NOW, label="Picks a day, after the moves")
_LEAST = 1e-9


class ChangePlan:
    """Two grids over one plan, before and after; `pane` shows their difference, or either."""

    def __init__(self, theme: Theme, plan: FloorPlan) -> None:
        self._before, self._after = HeatGrid(plan), HeatGrid(plan)
        self._before.against = self._after
        self._show = "change"
        self.pane = PlanPane(self._before, theme, self._content)
        self.pane.view.show_metric(CHANGE)
        buttons = self.pane.findChildren(IconButton)
        for one in (self.pane.legend, *buttons):
            one.setProperty("overlay", True)
        for before, after in pairwise([self.pane.view, *buttons, self.pane.legend]):
            QWidget.setTabOrder(before, after)

    @property
    def widget(self) -> QWidget:
        """What to put on the page."""
        return self.pane

    def show_picks(self, before: Mapping[int, float], after: Mapping[int, float]) -> None:
        """Picks a day by location, before and after."""
        for grid, picks in ((self._before, before), (self._after, after)):
            kept = {location: value for location, value in picks.items() if value > _LEAST}
            values = np.array(list(kept.values()))
            grid.seed(facts_rows(np.array(list(kept), dtype=np.int64), on_hand=values, quants=np.ones(len(kept))))
        self._before.touch()
        self.pane.view.rescale()

    def look_at(self, what: str) -> None:
        """change, now or after."""
        if what == self._show:
            return
        self._show = what
        self.pane.view.show_grid(self._after if what == "after" else self._before, fit=False)
        self.pane.view.show_metric({"change": CHANGE, "now": NOW, "after": AFTER}[what])
        self.pane.view.rescale()

    def _content(self, location: int) -> CardContent | None:
        at = self._before.plan.index(location)
        if at < 0:
            return None
        now, then = float(self._before.on_hand[at]), float(self._after.on_hand[at])
        return CardContent(
            self._before.plan.locations.codes[at], f"{then - now:+.2f} picks / day".replace("-", "−"),
            foot_left=f"now {now:.2f}", foot_right=f"after {then:.2f}",
        )  # fmt: skip
