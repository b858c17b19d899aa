"""The foot of the drill panel: where a bin's stock is looked through, and what can be done with the bin."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import Button


class BinFoot(QWidget):
    """Acts on one bin, two beside each other so that they fit the narrowest panel. What is not possible now stays in
    its place and says why; what never is, is absent."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.leads_to_stock: Callable[[], bool] = lambda: False
        self.count = Button(theme, "Count", "count", "small")
        self.count.setAccessibleName("Put this bin on the count list")
        self.stock = Button(theme, "Stock", "inventory", "small")
        self.stock.setAccessibleName("Show this bin's stock in the inventory")
        self.to_move = Button(theme, "Move", "move_stock", "small")
        self.to_move.setAccessibleName("Move stock of this bin, in the inventory")
        self.to_hold = Button(theme, "Hold", "hold", "small")
        self.to_hold.setAccessibleName("Hold stock of this bin, in the inventory")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 12, 8)
        grid.setSpacing(6)
        for number, button in enumerate((self.count, self.stock, self.to_move, self.to_hold)):
            grid.addWidget(button, number // 2, number % 2)
        for button in (self.stock, self.to_move, self.to_hold):
            button.hide()
        grid.setColumnStretch(2, 1)

    def show_for(self, bin_shown: bool) -> None:
        """Whether a bin is shown; of an order there is nothing to do here."""
        for button in (self.stock, self.to_move, self.to_hold):
            button.setVisible(bin_shown and self.leads_to_stock())
        self.setVisible(bin_shown)
