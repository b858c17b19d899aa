"""Choosing filters: zones, kinds of place, held, expiry, part of an address. A panel on the plan, not a dialog."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.heat.plan import FloorPlan
from app.heat.tables import KINDS
from app.ui.control_room.plan_filter import WITHIN_DAYS, PlanFilter
from app.ui.control_room.words import say_kind
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton, IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

WIDTH = 372
PER_ROW = 3


class FilterPanel(Panel):
    """`changed` with the filter after each choice; what is dimmed is seen at once behind the panel."""

    changed = Signal(object)  # PlanFilter
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, surface="raised")
        self.setParent(parent)
        self.setProperty("overlay", True)
        self.setAccessibleName("Filter the plan")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._filter = PlanFilter()
        self._toggles: list[tuple[ChipButton, str, object]] = []
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(6)
        self.body.addWidget(_scrolling(self._inner))
        self.text = QLineEdit()
        self.text.setFixedHeight(28)
        self.text.setFont(theme.code_font("small"))
        self.text.setPlaceholderText("Part of an address, for example D-05")
        self.text.setAccessibleName("Part of an address")
        self.text.setClearButtonEnabled(False)
        self.text.textChanged.connect(self._type)
        self.hide()

    def show_plan(self, plan: FloorPlan) -> None:
        """Offer the zones and kinds that this plan has."""
        self._toggles.clear()
        self.text.setParent(None)
        while self._column.count():
            _drop(self._column.takeAt(0))
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Dim all bins but those that match", "strong"))
        head.addStretch(1)
        close = IconButton(self._theme, "close", "Close the filters", "Esc")
        close.clicked.connect(self.close_panel)
        head.addWidget(close)
        self._column.addLayout(head)
        self._column.addWidget(self.text)
        zones = [
            (f"{code} {name}", "zones", id_)
            for id_, code, name in zip(plan.zones.ids.tolist(), plan.zones.codes, plan.zones.names, strict=True)
        ]
        there = np.unique(plan.locations.kind).tolist()
        kinds = [(say_kind(KINDS[number]), "kinds", KINDS[number]) for number in there if KINDS[number] != "virtual"]
        self._group("Zone", zones, 2)
        self._group("Kind of place", kinds, PER_ROW)
        self._group("Stock", [("Held only", "held", True)], PER_ROW)
        self._group("Expires within", [(f"{days} days", "within", days) for days in WITHIN_DAYS], 4)
        foot = QHBoxLayout()
        clear = Button(self._theme, "Show all bins", kind="small")
        clear.clicked.connect(lambda: self._change(PlanFilter()))
        foot.addWidget(clear)
        foot.addStretch(1)
        self._column.addSpacing(4)
        self._column.addLayout(foot)

    def fit(self, room: int) -> None:
        """As high as its choices are, at most `room` px; it scrolls where that is not enough."""
        self._inner.ensurePolished()
        self.resize(WIDTH, min(self._column.sizeHint().height() + 2, max(room, 0)))

    def show_filter(self, chosen: PlanFilter) -> None:
        """Show what is chosen; tells nobody."""
        self._filter = chosen
        if self.text.text().strip() != chosen.text:
            blocked = self.text.blockSignals(True)
            self.text.setText(chosen.text)
            self.text.blockSignals(blocked)
        for button, field, value in self._toggles:
            held = getattr(chosen, field)
            on = value in held if isinstance(held, frozenset) else held == value
            button.set_chosen(on)
            button.setAccessibleDescription("chosen" if on else "")

    def open_panel(self) -> None:
        """Show it with the cursor in the field."""
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Hide it; the filters stay."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _group(self, name: str, choices: Sequence[tuple[str, str, object]], across: int) -> None:
        if not choices:
            return
        self._column.addSpacing(2)
        self._column.addWidget(Label(self._theme, name, "caption", "tertiary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for number, (words, field, value) in enumerate(choices):
            button = ChipButton(self._theme, words, chosen=False, removable=False)
            button.clicked.connect(lambda _=False, f=field, v=value: self._toggle(f, v))
            grid.addWidget(button, number // across, number % across)
            self._toggles.append((button, field, value))
        for place in range(across):
            grid.setColumnStretch(place, 1)
        self._column.addLayout(grid)

    def _toggle(self, field: str, value: object) -> None:
        chosen = self._filter
        if field == "zones" and isinstance(value, int):
            chosen = chosen.with_zone(value)
        elif field == "kinds" and isinstance(value, str):
            chosen = chosen.with_kind(value)
        elif field == "within" and isinstance(value, int):
            chosen = chosen.expiring(value)
        else:
            chosen = replace(chosen, held=not chosen.held)
        self._change(chosen)

    def _type(self, text: str) -> None:
        self._change(replace(self._filter, text=text.strip()))

    def _change(self, chosen: PlanFilter) -> None:
        self.show_filter(chosen)
        self.changed.emit(chosen)


def _scrolling(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    for ground in (inner, area.viewport()):
        ground.setAutoFillBackground(False)
    return area


def _drop(item: object) -> None:
    """Delete a layout item with all that is in it."""
    widget = item.widget() if hasattr(item, "widget") else None
    layout = item.layout() if hasattr(item, "layout") else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()
    while layout is not None and layout.count():
        _drop(layout.takeAt(0))
