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
        self._about: dict[Button, tuple[str, str]] = {}
        # made once, so that the keyboard comes to them before the tables below
        self._rows = tuple(self._row(at) for at in range(MOST))
        self._more = Label(theme, "", "small", "tertiary")
        self._grid.addWidget(self._more, MOST, 0, 1, 4)
        self.setAccessibleName("Where its picks are")
        self.clear()

    def show_way(self, order_id: int, legs: Sequence[Leg]) -> None:
        """The legs of an order; none: nothing was released."""
        self.clear()
        for row, leg in zip(self._rows, legs, strict=False):
            self._leg(row, order_id, leg)
        if len(legs) > MOST:
            self._more.setText(f"and {len(legs) - MOST} more")
            self._more.show()
        self.setVisible(bool(legs))

    def clear(self) -> None:
        """Nothing is known."""
        for row in self._rows:
            for part in row:
                part.hide()
        self._more.hide()
        self.hide()

    def _leg(self, row: tuple[Button, Button, Button, Label], order_id: int, leg: Leg) -> None:
        wave, cart, work, told = row
        about = f"cart:{leg.cart}" if leg.cart is not None else f"order:{order_id}"
        if leg.cart is not None:
            waves = ("waves", f"cart:{leg.wave or ''}:{leg.cart}")
            self._offer(wave, leg.wave or "Streamed", waves)
            self._offer(cart, f"Cart #{leg.cart}", waves)
        self._offer(work, "Work" if leg.tasks > leg.done else "Done", ("tasks", about))
        who = ", ".join(leg.people) if leg.people else "nobody yet"
        trouble = f", {leg.exceptions} with trouble" if leg.exceptions else ""
        where = "" if leg.cart is not None else "on no cart yet, "
        told.set_tone("warn" if trouble else "secondary")
        told.setText(f"{where}{leg.done} of {leg.tasks} picked{trouble}, {who}")
        told.show()

    def _offer(self, button: Button, text: str, about: tuple[str, str]) -> None:
        self._about[button] = about
        button.setText(text)
        button.show()

    def _row(self, at: int) -> tuple[Button, Button, Button, Label]:
        wave, cart, work = (Button(self._theme, "", icon, "small") for icon in ("release", "list", "review"))
        told = Label(self._theme, "", "small", "secondary", cut="number")
        for column, button in enumerate((wave, cart, work)):
            button.clicked.connect(lambda _=False, button=button: self.asked.emit(*self._about[button]))
            self._grid.addWidget(button, at, column)
        self._grid.addWidget(told, at, 3)
        return wave, cart, work, told
