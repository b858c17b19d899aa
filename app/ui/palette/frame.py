"""The frame of the palette: field with count and time, rows, preview, and the keys at the foot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from app.ui.palette.preview import PreviewPane
from app.ui.palette.rows import PaletteDelegate, PaletteRows
from app.ui.theme import Theme
from app.ui.widgets.empty import IconPicture
from app.ui.widgets.labels import KeyCap, Label, Line
from app.ui.widgets.painted import PaintedText
from app.ui.widgets.progress import BusyRing

FIELD_HEIGHT = 56
FOOT_HEIGHT = 36


class HitList(QListView):
    """The rows; the keyboard stays in the field, so this takes no focus of its own."""

    def __init__(self, theme: Theme, rows: PaletteRows) -> None:
        super().__init__()
        self.rows = rows
        self.cells = PaletteDelegate(theme, self)
        self.setModel(rows)
        self.setItemDelegate(self.cells)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What was found")
        theme.changed.connect(self.viewport().update)

    def texts(self) -> list[PaintedText]:
        """What is written in the rows in view, for the lint."""
        shown: list[PaintedText] = []
        for number in range(self.rows.rowCount()):
            rect = self.visualRect(self.rows.index(number, 0))
            row = self.rows.row(number)
            if row is not None and self.viewport().rect().contains(rect):
                chosen = number == self.currentIndex().row()
                shown += self.cells.texts_of(row, rect.toRectF(), self.rows.text, chosen)
        return shown


class PaletteFrame(QFrame):
    """860 wide at most; the popup decides where it stands and what is in it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "popup")
        self.setAccessibleName("Command palette")
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setFont(theme.font("heading", 400))
        self.field.setAccessibleName("Find a bin, SKU, lot, order, SSCC or command")
        self.ring = BusyRing(theme)
        self.count = Label(theme, "", "small", "tertiary", "number")
        self.model = PaletteRows(self)
        self.list = HitList(theme, self.model)
        self.nothing = Label(theme, "", "body", "secondary", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.pane = PreviewPane(theme)
        self._divider = Line("v")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._line())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 6)
        rows.addWidget(self.nothing)
        rows.addWidget(self.list, 1)
        middle.addLayout(rows, 1)
        middle.addWidget(self._divider)
        middle.addWidget(self.pane)
        column.addLayout(middle, 1)
        self._foot = QFrame()
        self._foot.setProperty("surface", "foot")
        self._foot.setFixedHeight(FOOT_HEIGHT)
        column.addWidget(self._foot)

    def show_pane(self, shown: bool) -> None:
        """The preview goes where the window is narrow."""
        self.pane.setVisible(shown)
        self._divider.setVisible(shown)

    def show_keys(self, signs: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]) -> None:
        """The foot: signs that may be typed first with their words at the left, keys at the right."""
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for group, stretch in ((signs, True), (keys, False)):
            for sign, word in group:
                row.addWidget(KeyCap(self._theme, sign))
                row.addWidget(Label(self._theme, word, "small", "secondary"))
                row.addSpacing(6)
            if stretch:
                row.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self.field.setFixedHeight(FIELD_HEIGHT - 2)
        row.addWidget(IconPicture(self._theme, "search", 18, "text.secondary"))
        row.addWidget(self.field, 1)
        row.addWidget(self.ring)
        row.addWidget(self.count)
        row.addWidget(KeyCap(self._theme, "Esc"))
        return row

    @staticmethod
    def _line() -> Line:
        return Line("h")
