"""From an order on one click to its wave, its carts and the work people have of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.outbound import Leg
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

MOST = 3
"""Carts that have a line of their own; of more it is said how many."""


class WayBar(QWidget):
    """A line for each cart. `asked` with a room and what to show there."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(3, 1)
        self.setAccessibleName("Where its picks are")
        self.hide()

    def show_way(self, order_id: int, legs: Sequence[Leg]) -> None:
        """The legs of an order; none: nothing was released."""
        self.clear()
        for at, leg in enumerate(legs[:MOST]):
            self._leg(at, order_id, leg)
        if len(legs) > MOST:
            self._grid.addWidget(Label(self._theme, f"and {len(legs) - MOST} more", "small", "tertiary"), MOST, 0, 1, 4)
        self.setVisible(bool(legs))
        before: QWidget = self
        for button in self.findChildren(Button):  # the keyboard comes here before the tables below
            if not button.isHidden():
                self.setTabOrder(before, button)
                before = button

    def clear(self) -> None:
        """Nothing is known."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()

    def _leg(self, at: int, order_id: int, leg: Leg) -> None:
        if leg.cart is not None:
            waves = f"cart:{leg.wave or ''}:{leg.cart}"
            self._button(at, 0, leg.wave or "Streamed", "release", "waves", waves)
            self._button(at, 1, f"Cart #{leg.cart}", "list", "waves", waves)
        else:
            self._grid.addWidget(Label(self._theme, "On no cart yet", "small", "secondary"), at, 0, 1, 2)
        work = f"cart:{leg.cart}" if leg.cart is not None else f"order:{order_id}"
        left = leg.tasks - leg.done
        self._button(at, 2, "Work" if left else "Done", "review", "tasks", work)
        who = ", ".join(leg.people) if leg.people else "nobody yet"
        trouble = f", {leg.exceptions} with trouble" if leg.exceptions else ""
        words = f"{leg.done} of {leg.tasks} picked{trouble}, {who}"
        self._grid.addWidget(
            Label(self._theme, words, "small", "warn" if trouble else "secondary", cut="number"), at, 3
        )

    def _button(self, row: int, column: int, text: str, icon: str, room: str, about: str) -> None:
        button = Button(self._theme, text, icon, "small")
        button.clicked.connect(lambda: self.asked.emit(room, about))
        self._grid.addWidget(button, row, column)
