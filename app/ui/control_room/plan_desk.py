"""The plan with its tool row and filter panel: how the floor is looked at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.heat.filters import passes
from app.heat.grid import Aggregate, HeatGrid
from app.heat.metrics import FILL, PICKS_HOUR, Metric, metric_of
from app.services.floor import Content
from app.ui.control_room.filter_panel import FilterPanel
from app.ui.control_room.one_line import chain
from app.ui.control_room.plan_filter import Places, PlanFilter
from app.ui.control_room.tool_row import HEIGHT, ToolRow
from app.ui.control_room.words import joined, plain
from app.ui.heat.hover_card import CardContent
from app.ui.heat.pane import PlanPane
from app.ui.heat.rack_pane import RackPane
from app.ui.theme import Theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import Label

EDGE = 12
LOOK_MS = 60_000
OFF_SCALE = 1.6  # how far the range may be off before it is found anew
EPOCH = date(1970, 1, 1)


def say_day(days: float) -> str:
    """A day counted from 1970-01-01 in words; empty where there is none."""
    return "" if np.isnan(days) else f"expires {EPOCH + timedelta(days=int(days)):%d %b %Y}"


def say_free(facts: np.void) -> str:
    """What is free and what is promised; where promises are not known (the past), what is there."""
    on_hand, reserved = float(facts["on_hand"]), float(facts["reserved"])
    if np.isnan(reserved):
        return f"{plain(on_hand)} on hand then"
    free = max(0.0, on_hand - reserved - float(facts["held"]))
    return joined([f"{plain(free)} free", f"{plain(reserved)} reserved"])


class PlanDesk(QWidget):
    """`filtered` with the filter after each change; `resized` when what floats on the plan has to find its place."""

    filtered = Signal(object)  # PlanFilter
    resized = Signal()

    def __init__(self, theme: Theme, grid: HeatGrid, contents: Callable[[], dict[int, Content]]) -> None:
        super().__init__()
        self.theme = theme
        self._contents = contents
        self._chose_metric = False
        self._today = datetime.now(UTC).date()
        self.filter = PlanFilter()
        self.pane = PlanPane(grid, theme, self.card, top_inset=EDGE + HEIGHT)
        self.tools = ToolRow(theme, self.pane)
        self.panel = FilterPanel(theme, self.pane)
        self.nothing = Label(theme, "", "small", "secondary")
        self.nothing.setParent(self.pane)
        self.nothing.hide()
        self.rack = RackPane(self.pane.view, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pane, 1)
        column.addWidget(self.rack)
        self._float()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        self.tools.metric_chosen.connect(self.show_metric)
        self.tools.filter_asked.connect(self.toggle_panel)
        self.tools.chip_dropped.connect(lambda field: self.show_filter(self.filter.without(field)))
        self.tools.aggregate_chosen.connect(self.show_aggregate)
        self.tools.faces_asked.connect(self.toggle_rack)
        self.rack.closed.connect(self.pane.view.setFocus)
        self.panel.changed.connect(self.show_filter)
        self.panel.closed.connect(self.pane.view.setFocus)
        self._offer()
        self.tools.show_metric(self.pane.view.picture.metric)

    def show_grid(self, grid: HeatGrid) -> None:
        """Another plan."""
        self.pane.view.show_grid(grid)
        self._offer()
        self.show_filter(self.filter)

    def seeded(self) -> None:
        """The first facts are in: picks where there are any, else how full the bins are; unless a person has chosen."""
        if not self._chose_metric:
            grid = self.pane.view.picture.grid
            self._show(PICKS_HOUR if float(grid.picks_hour.sum()) > 0 else FILL)
        self.pane.view.rescale()

    def show_metric(self, metric: Metric | str) -> None:
        """Colour the plan by a metric; by the same again finds its range anew."""
        self._chose_metric = True
        self._show(metric_of(metric) if isinstance(metric, str) else metric)

    def show_aggregate(self, aggregate: Aggregate) -> None:
        """Which level of a rack gives its colour."""
        self.pane.view.show_metric(aggregate=aggregate)
        self.tools.show_aggregate(aggregate)

    def show_filter(self, chosen: PlanFilter) -> None:
        """Dim all bins but those that match."""
        self.filter = chosen
        picture = self.pane.view.picture
        self.pane.view.show_metric(filters=chosen.rules())
        self.tools.show_chips(chosen.chips(picture.plan))
        self.panel.show_filter(chosen)
        mask = passes(chosen.rules(), picture.grid)
        none = mask is not None and not bool(mask.any())
        self.nothing.setText("No bin matches these filters; drop one of them." if none else "")
        self.nothing.setVisible(none)
        self._place()
        self.filtered.emit(chosen)

    def show_places(self, places: Places) -> None:
        """Filter to a named set of bins and choose them, so that they are found at a glance."""
        self.show_filter(replace(PlanFilter(), places=places))
        self.pane.view.choice.select(sorted(places.location_ids))

    def toggle_panel(self) -> None:
        """Open the filters, or close them."""
        if self.panel.isVisible():
            self.panel.close_panel()
        else:
            self.panel.open_panel()
            self._place()

    def toggle_rack(self) -> None:
        """Open the elevation beside the plan, or close it."""
        if self.rack.isHidden():
            self.rack.open_pane()
        else:
            self.rack.close_pane()

    def card(self, location_id: int) -> CardContent | None:
        """What the card says of a bin; from memory."""
        picture = self.pane.view.picture
        index = picture.plan.index(location_id)
        if index < 0:
            return None
        facts, content = picture.grid.facts(index), self._contents().get(location_id)
        item = "Empty"
        if content is not None:
            more = f"{content.others} more" if content.others else ""
            item = joined([content.sku, content.product, more])
        fill = float(facts["fill"])
        return CardContent(
            picture.plan.locations.codes[index],
            picture.metric.say(picture.value_of(index)),
            item,
            None if np.isnan(fill) else fill,
            say_free(facts) if content else "",
            say_day(float(facts["expires_on"])),
        )

    def look(self) -> None:
        """Once a minute: a new day makes other ages, and a shift that got going another range."""
        today = datetime.now(UTC).date()
        view = self.pane.view
        if today != self._today:
            self._today = today
            view.picture.grid.touch()
        picture = view.picture
        if picture.scale.quantile:
            top, now = picture.metric.scale(picture.values).knots[-1], picture.scale.knots[-1]
            if not now / OFF_SCALE <= top <= now * OFF_SCALE:
                view.rescale()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rack.keep_within(self.height())
        self._place()
        self.resized.emit()

    def _float(self) -> None:
        """All that stands on the plan lies over it on purpose. Tab goes through the plan, the row, then the rest."""
        view, legend = self.pane.view, self.pane.legend
        others = [child for child in self.pane.children() if isinstance(child, QWidget) and child is not view]
        for one in others:
            one.setProperty("overlay", True)
        buttons = [one for one in others if isinstance(one, IconButton)]  # those of the zoom
        chain(view, self.tools.metrics, self.tools.filter, *self.tools.tail_buttons, *buttons, legend, *self.rack.stops)

    def _show(self, metric: Metric) -> None:
        self.pane.view.show_metric(metric)
        self.tools.show_metric(metric)

    def _offer(self) -> None:
        plan = self.pane.view.picture.plan
        self.panel.show_plan(plan)
        self.panel.show_filter(self.filter)
        self.tools.show_levels(int(plan.racks.levels.max()) if len(plan.racks) else 1)

    def _place(self) -> None:
        self.tools.setGeometry(EDGE, EDGE, max(100, self.width() - 2 * EDGE), HEIGHT)
        under = EDGE + HEIGHT + 6
        self.panel.move(EDGE, under)
        self.panel.fit(self.pane.height() - under - EDGE)
        self.nothing.adjustSize()
        self.nothing.move((self.width() - self.nothing.width()) // 2, EDGE + HEIGHT + 10)
