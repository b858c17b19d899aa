"""The plan with what changes: picks a day in each bin after the moves less before them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.heat.grid import HeatGrid, facts_rows
from app.heat.metrics import DIFFERENCE, ON_HAND, Metric
from app.heat.plan import FloorPlan
from app.services.slotting import ProductLine
from app.ui.heat.hover_card import CardContent
from app.ui.heat.pane import PlanPane
from app.ui.slotting.move_marks import MoveMarks
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton

CHANGE: Metric = replace(DIFFERENCE, label="Picks a day, after less before", unit="picks / day", neutral="Same")
NOW: Metric = replace(ON_HAND, label="Picks a day, now", unit="picks / day", neutral="Not picked")
AFTER: Metric = replace(NOW, label="Picks a day, after the moves")
_LEAST = 1e-9


class ChangePlan(QObject):
    """Grids over one plan, before and after; `pane` shows their difference, with arrows of the moves, or either. What
    does not change has no part in the difference: few bins of thousands do."""

    def __init__(self, theme: Theme, plan: FloorPlan) -> None:
        super().__init__()
        self._before, self._after = HeatGrid(plan), HeatGrid(plan)
        self._change, other = HeatGrid(plan), HeatGrid(plan)
        self._change.against = self._other = other
        self._show = "change"
        self.pane = PlanPane(self._change, theme, self._content)
        self.setParent(self.pane)
        self.pane.view.show_metric(CHANGE)
        self.marks = MoveMarks(theme, self.pane.view)
        self.pane.view.installEventFilter(self)
        buttons = self.pane.findChildren(IconButton)
        for one in (self.pane.legend, *buttons):
            one.setProperty("overlay", True)
        for before, after in pairwise([self.pane.view, *buttons, self.pane.legend]):
            QWidget.setTabOrder(before, after)

    @property
    def widget(self) -> QWidget:
        """What to put on the page."""
        return self.pane

    def show_picks(self, before: Mapping[int, float], after: Mapping[int, float], moves: Sequence[ProductLine]) -> None:
        """Picks a day by location, before and after these moves."""
        places = before.keys() | after.keys()
        moved = {place for place in places if abs(after.get(place, 0.0) - before.get(place, 0.0)) > _LEAST}
        for grid, picks, of in (
            (self._before, before, places), (self._after, after, places),
            (self._change, before, moved), (self._other, after, moved),
        ):  # fmt: skip
            kept = {location: value for location, value in picks.items() if value > _LEAST and location in of}
            values = np.array(list(kept.values()))
            grid.seed(facts_rows(np.array(list(kept), dtype=np.int64), on_hand=values, quants=np.ones(len(kept))))
        for grid in (self._change, self._before):
            grid.touch()
        self.pane.view.rescale()
        self.marks.show_moves(moves)

    def point_at(self, line: ProductLine | None) -> None:
        """The move of this product stronger than the others."""
        self.marks.look_at(line.sku if line is not None and line.rank else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows lie over all of the view."""
        if event.type() == QEvent.Type.Resize:
            self.marks.setGeometry(self.pane.view.rect())
        return False

    def look_at(self, what: str) -> None:
        """change, now or after."""
        if what == self._show:
            return
        self._show = what
        grids = {"change": self._change, "now": self._before, "after": self._after}
        self.pane.view.show_grid(grids[what], fit=False)
        self.marks.setVisible(what == "change")
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
