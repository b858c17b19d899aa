"""One order in the drill panel: where it stands, and its lines."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.control_room.bin_head import Title
from app.ui.control_room.panel_table import PanelTable
from app.ui.control_room.words import EN_DASH, joined, plain, say_clock, say_state
from app.ui.tables import Column, StatusCell
from app.ui.theme import Theme
from app.ui.widgets.labels import Label

WIDE_FROM = 400  # px, from which the item has a column
COMPLETENESS = {
    "ship_complete": "ships complete only",
    "partial": "may ship in part",
    "backorder": "ships in part, rest follows",
}


def line_columns() -> list[Column]:
    """The lines of an order."""
    return [
        Column("#", lambda row: row.line_no, "number", 36),
        Column("SKU", lambda row: row.sku, "key", 92),
        Column("Item", lambda row: row.product),
        Column("State", _line_state, "flow", 104),
        Column("Done", lambda row: f"{plain(row.picked)} of {plain(row.quantity)}", "number", 84),
    ]


def _line_state(row: Any) -> StatusCell:
    wanted = row.quantity - row.cancelled
    for done, words in ((row.shipped, "shipped"), (row.packed, "packed"), (row.picked, "picked")):
        if wanted > 0 and done >= wanted:
            return StatusCell(words.capitalize(), flow=words)
    if wanted <= 0:
        return StatusCell("Cancelled", flow="cancelled")
    if row.picked > 0:
        return StatusCell("Picking", flow="picking")
    if row.reserved >= wanted:
        return StatusCell("Reserved", flow="reserved")
    return StatusCell("Short", "alarm") if row.reserved > 0 else StatusCell("Waiting", flow="created")


def order_title(head: Any, zone: tzinfo, now: datetime) -> Title:
    """Number, state, cut-off and four facts of an order."""
    cut_off = f"cut-off {say_clock(head.cut_off, zone, now)}" if head.cut_off is not None else "no cut-off"
    facts = (
        ("Ordered", plain(head.ordered)),
        ("Reserved", plain(head.reserved)),
        ("Picked", plain(head.picked)),
        ("Shipped", plain(head.shipped)),
    )
    path = joined([head.carrier_service or "", cut_off, f"priority {head.priority}"])
    return Title(head.number, say_state(head.state), path, facts)


class OrderPanel(QWidget):
    """The lines below the head that the drill dock shows."""

    def __init__(self, theme: Theme, clock: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._clock, self._zone = clock, zone
        self.note = Label(theme, "", "small", "secondary", wrap=True)
        self.note.setContentsMargins(12, 0, 12, 8)
        self.walk = Label(theme, "", "small", "secondary", wrap=True)
        self.walk.setContentsMargins(12, 0, 12, 8)
        self.walk.hide()
        self.table = PanelTable(theme, "Lines of this order", line_columns())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.walk)
        column.addWidget(self.table, 1)

    def show_order(self, head: Any, lines: Sequence[Any]) -> None:
        """Show an order and its lines."""
        count = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
        short = f"Short: {head.short_reason}" if head.short_reason else ""
        entered = f"ordered {say_clock(head.order_date, self._zone, self._clock())}" if head.order_date else EN_DASH
        self.note.setText(joined([count, COMPLETENESS.get(head.completeness, head.completeness), entered, short]))
        self.table.show_rows(lines)

    def show_walk(self, words: str) -> None:
        """The planned walk through its open picks, in words; empty for none."""
        self.walk.setText(words)
        self.walk.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(2, self.width() < WIDE_FROM)

    def wait(self) -> None:
        """Another order is being read."""
        self.note.setText("Reading …")
        self.table.show_rows(())
