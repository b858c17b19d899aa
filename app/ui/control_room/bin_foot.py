"""The foot of the drill panel: what can be done with the bin that is shown."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import Button


class BinFoot(QWidget):
    """Acts on one bin. Where one is not possible it stays in its place and says why."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.count = Button(theme, "Count", "count", "small")
        self.count.setAccessibleName("Put this bin on the count list")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addStretch(1)
