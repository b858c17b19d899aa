"""The row over the plan: metric, filter and its chips, and which level of a rack counts."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.heat.grid import Aggregate
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
from app.ui.widgets.buttons import Button, ChipButton
from app.ui.widgets.labels import Label
from app.ui.widgets.segmented import Option, Segmented

HEIGHT = 32
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


def say_aggregate(aggregate: Aggregate) -> str:
    """How the levels of a rack become one colour."""
    if isinstance(aggregate, int):
        return f"Level {aggregate + 1}"
    return "Worst level" if aggregate == "worst" else "Mean level"


class ToolRow(QWidget):
    """Says what the person chose; what is on is shown by show_metric, show_chips and show_aggregate."""

    metric_chosen = Signal(object)  # Metric
    filter_asked = Signal()
    chip_dropped = Signal(str)  # field of the filter
    aggregate_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[ChipButton] = []
        self._aggregate: Aggregate = "worst"
        self._levels = 1
        self._kept = 0
        self.metrics = Segmented(theme, "What the colours show", self._options())
        self.metrics.chosen.connect(lambda key: self.metric_chosen.emit(metric_of(key)))
        self.filter = Button(theme, "Filter", "filter", "panel", "F")
        self.filter.clicked.connect(self.filter_asked)
        self.more = Label(theme, "", "small", "secondary")
        self.more.hide()
        self.levels = Button(theme, say_aggregate("worst"), "layers", "panel")
        self.levels.setToolTip("Which level of a rack gives the colour of its place on the plan")
        self.levels.clicked.connect(self._offer_levels)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.metrics)
        self._row.addWidget(self.filter)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self._row.addWidget(self.levels)

    def show_metric(self, metric: Metric) -> None:
        """The metric that is on; none of the row where it is another one."""
        self.metrics.choose(metric.key if metric in [offered for offered, _ in OFFERED] else "")

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
        chain(self.metrics, self.filter, *self._chips, self.levels)
        self._fit()

    def keep_free(self, px: int) -> None:
        """Leave room before the last button, for what another part of the page says there."""
        if px != self._kept:
            self._kept = px
            self._fit()

    @property
    def tail(self) -> int:
        """px from the right end that the last button and the air before it take."""
        return self.levels.sizeHint().width() + 8 if not self.levels.isHidden() else 0

    def sizeHint(self) -> QSize:
        return QSize(800, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _options(self) -> list[Option]:
        options = []
        for number, (metric, short) in enumerate(OFFERED, start=1):
            tip = f"{metric.label}, {metric.unit}  ({number})"
            options.append(Option(metric.key, short, tip))
        return options

    def _fit(self) -> None:
        buttons = self.filter.sizeHint().width() + self.levels.sizeHint().width()
        taken = self.metrics.width() + buttons + 102 + self._kept
        room, hidden = self.width() - taken, 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + 8
            chip.setVisible(room >= 0)
            hidden += room < 0
        self.more.setText(f"and {hidden} more")
        self.more.setVisible(hidden > 0)

    def _offer_levels(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        choices: list[Aggregate] = ["worst", "mean", *range(self._levels)]
        for choice in choices:
            action = menu.addAction(say_aggregate(choice))
            action.setCheckable(True)
            action.setChecked(choice == self._aggregate)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, chosen=choice: self.aggregate_chosen.emit(chosen))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.levels.mapToGlobal(self.levels.rect().bottomLeft()))
