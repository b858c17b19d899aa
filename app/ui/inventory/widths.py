"""How wide the explorer's columns are, and which go where there is no room for all."""

from collections.abc import Sequence

from app.ui.inventory.columns import StockColumn
from app.ui.tables import Table
from app.ui.widgets.painted import text_width

ROOMY = ("counted", "unit", "expires", "reserved")  # what goes first where there is no room, unless chosen by hand
ITEM_LEAST = 120  # px that the item's name keeps before the table scrolls sideways
ARROW = 28  # px beside a head's words: padding and the arrow of the order


class Widths:
    """Over one table. by_hand: the person has chosen columns; theirs are shown from then on."""

    def __init__(self, table: Table, columns: Sequence[StockColumn]) -> None:
        self._table, self._columns = table, tuple(columns)
        self.by_hand = False

    def of(self, number: int) -> int:
        """The width that a column has at first, and at least where it shares the rest, px."""
        column = self._columns[number].column
        font = self._table.horizontalHeader().font()
        return max(column.width, round(text_width(font, column.title)) + ARROW) if column.width else ITEM_LEAST

    def fit(self) -> None:
        """Show what fits; the item's name takes the rest."""
        if not self.by_hand:
            places = {one.id: number for number, one in enumerate(self._columns) if one.shown}
            wide = sum(self.of(number) for number in places.values())
            for id_ in ROOMY:
                crowded = wide > self._table.viewport().width()
                self._table.setColumnHidden(places[id_], crowded)
                wide -= self.of(places[id_]) if crowded else 0
        self.give_rest()

    def give_rest(self) -> None:
        """The item's name takes what the others leave."""
        free = next((n for n, one in enumerate(self._columns) if not one.column.width), -1)
        if free < 0 or self._table.isColumnHidden(free):
            return
        header = self._table.horizontalHeader()
        shown = (n for n in range(len(self._columns)) if n != free and not self._table.isColumnHidden(n))
        wide = max(ITEM_LEAST, self._table.viewport().width() - sum(header.sectionSize(n) for n in shown))
        if header.sectionSize(free) != wide:
            blocked = header.blockSignals(True)
            header.resizeSection(free, wide)
            header.blockSignals(blocked)
            self._table.viewport().update()
