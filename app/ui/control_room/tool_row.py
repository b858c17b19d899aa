"""The row over the plan: metric, filter and its chips, which level of a rack counts, saved views, windows, export."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.heat.grid import Aggregate, say_aggregate
from app.heat.metrics import (
    AGE,
    COUNT_AGE,
    DAYS_TO_EXPIRY,
    FILL,
    HELD,
    ON_HAND,
    PICKS_HOUR,
    TASKS,
    Metric,
    metric_of,
)
from app.ui.control_room.one_line import chain
from app.ui.control_room.plan_filter import FilterChip
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton, IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.segmented import Option, Segmented

HEIGHT = 32
LEAST_METRICS = 3
OFFERED = (
    (PICKS_HOUR, "Picks / h"),
    (FILL, "Fill"),
    (ON_HAND, "On hand"),
    (DAYS_TO_EXPIRY, "Expiry"),
    (HELD, "Held"),
    (AGE, "Age"),
    (COUNT_AGE, "Count"),
    (TASKS, "Tasks"),
)


class ToolRow(QWidget):
    """Says what the person chose; what is on is shown by show_metric, show_chips and show_aggregate."""

    metric_chosen = Signal(object)  # Metric
    filter_asked = Signal()
    chip_dropped = Signal(str)  # field of the filter
    aggregate_chosen = Signal(object)
    views_asked = Signal()
    faces_asked = Signal()
    tear_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[ChipButton] = []
        self._aggregate: Aggregate = "worst"
        self._levels = 1
        self._kept = 0
        self._metric = ""
        self.metrics = Segmented(theme, "What the colours show", self._options())
        self.metrics.chosen.connect(lambda key: self.metric_chosen.emit(metric_of(key)))
        self.filter = Button(theme, "Filter", "filter", "panel", "F")
        self.filter.clicked.connect(self.filter_asked)
        self.more = Label(theme, "", "small", "secondary")
        self.more.hide()
        self.levels = Button(theme, say_aggregate("worst"), "layers", "panel")
        self.levels.setToolTip("Which level of a rack gives the colour of its place on the plan")
        self.levels.clicked.connect(self._offer_levels)
        self.views = Button(theme, "Views", "saved_view", "panel")
        self.faces = IconButton(theme, "elevation", "Elevation of the rack", "E", kind="panel")
        self.tear = IconButton(theme, "tear_off", "Open this view in a window of its own", "Ctrl+Shift+N", kind="panel")
        self.export = IconButton(theme, "export", "Export what is shown", "Ctrl+Shift+E", kind="panel")
        self.views.clicked.connect(self.views_asked)
        self.faces.clicked.connect(self.faces_asked)
        self.tear.clicked.connect(self.tear_asked)
        self.export.clicked.connect(self.export_asked)
        self.views.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.metrics)
        self._row.addWidget(self.filter)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        for button in self.tail_buttons:
            self._row.addWidget(button)

    @property
    def tail_buttons(self) -> tuple[QWidget, ...]:
        """What stands at the right end, from left to right."""
        return self.levels, self.views, self.faces, self.tear, self.export

    def show_metric(self, metric: Metric) -> None:
        """The metric that is on; none of the row where it is another one."""
        self._metric = metric.key if metric in [offered for offered, _ in OFFERED] else ""
        self._fit()
        self.metrics.choose(self._metric)

    def show_view(self, name: str) -> None:
        """The saved view that is shown as it was saved; empty where none is."""
        self.views.show()
        self.views.setText(name or "Views")
        self.views.setAccessibleName(f"Saved views: {name}" if name else "Saved views")
        self._fit()

    def show_levels(self, most: int) -> None:
        """How many levels the highest rack has; with one there is nothing to choose."""
        self._levels = most
        self.levels.setVisible(most > 1)

    def show_aggregate(self, aggregate: Aggregate) -> None:
        """The level choice that is on."""
        self._aggregate = aggregate
        self.levels.setText(say_aggregate(aggregate))
        self.levels.setAccessibleName(f"Level of the racks: {say_aggregate(aggregate)}")

    def show_chips(self, chips: Sequence[FilterChip]) -> None:
        """The filters that are on; those that find no room are counted."""
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, one in enumerate(chips):
            chip = ChipButton(self._theme, one.text)
            chip.setToolTip(f"Drop the filter “{one.text}”")
            chip.setAccessibleName(f"Drop the filter {one.text}")
            chip.clicked.connect(lambda _=False, field=one.field: self.chip_dropped.emit(field))
            self._row.insertWidget(2 + place, chip)
            self._chips.append(chip)
        chain(self.metrics, self.filter, *self._chips, *self.tail_buttons)
        self._fit()

    def keep_free(self, px: int) -> None:
        """Leave room before the last button, for what another part of the page says there."""
        if px != self._kept:
            self._kept = px
            self._fit()

    @property
    def tail(self) -> int:
        """px from the right end that the last buttons and the air before each take."""
        return sum(button.sizeHint().width() + 8 for button in self.tail_buttons if not button.isHidden())

    def sizeHint(self) -> QSize:
        return QSize(800, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _options(self, most: int = len(OFFERED)) -> list[Option]:
        """The first metrics, and the one that is on."""
        options = []
        for number, (metric, short) in enumerate(OFFERED, start=1):
            if number <= most or metric.key == self._metric:
                tip = f"{metric.label}, {metric.unit}  ({number})"
                options.append(Option(metric.key, short, tip))
        return options

    def _fit(self) -> None:
        """Metrics that find no room are left to their keys and the palette; chips that find none are counted."""
        taken = self.filter.sizeHint().width() + self.tail + 30 + self._kept
        for most in range(len(OFFERED), LEAST_METRICS - 1, -1):
            self.metrics.set_options(self._options(most), self._metric)
            self.metrics.choose(self._metric)
            if self.metrics.width() + taken <= self.width():
                break
        room, hidden = self.width() - taken - self.metrics.width() - 70, 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + 8
            chip.setVisible(room >= 0)
            hidden += room < 0
        self.more.setText(f"and {hidden} more")
        self.more.setVisible(hidden > 0)

    def _offer_levels(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        choices: list[Aggregate] = ["worst", "mean", "best", *range(self._levels)]
        for choice in choices:
            action = menu.addAction(say_aggregate(choice))
            action.setCheckable(True)
            action.setChecked(choice == self._aggregate)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, chosen=choice: self.aggregate_chosen.emit(chosen))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.levels.mapToGlobal(self.levels.rect().bottomLeft()))
