"""Tables: one model over pages of rows, one delegate a kind of cell, rows of 28 px.

A page source answers `fetch(after, count)` on a worker thread; the model asks for the next page when the view nears the
end of what it has (keyset: `after` is the last row that it holds, None at first): millions of rows cost nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.theme import Theme
from app.ui.widgets.focus_ring import KEYBOARD
from app.ui.widgets.glyphs import Status, draw_flow, draw_status
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width

Index = QModelIndex | QPersistentModelIndex
CellKind = Literal["text", "code", "key", "number", "status", "flow"]
ROOT = QModelIndex()
PAGE = 200
GLYPH = 14.0


@dataclass(frozen=True, slots=True)
class StatusCell:
    """A state in words; status None is the normal one: tertiary words without a shape. flow: a pie instead."""

    text: str
    status: Status | None = None
    flow: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what is read off a row, how it is shown, how wide it is in px (0 = shares what is left)."""

    title: str
    value: Callable[[Any], Any]
    kind: CellKind = "text"
    width: int = 0
    strong: bool = False

    @property
    def right(self) -> bool:
        return self.kind == "number"


def say_number(value: object) -> str:
    """Thousands in groups; None is not known (en dash), never 0."""
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


class PagedModel(QAbstractTableModel):
    """Rows so far, and a way to more. `wants_page(after)` asks; the owner answers with add_page, off the GUI thread."""

    wants_page = Signal(object)

    def __init__(
        self, columns: Sequence[Column], parent: QObject | None = None, header_font: QFont | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._header_font = header_font
        self._rows: list[Any] = []
        self._complete = True
        self._asked = False

    def show_rows(self, rows: Sequence[Any], complete: bool = True) -> None:
        """Replace everything; complete False: there are more rows than these."""
        self.beginResetModel()
        self._rows = list(rows)
        self._complete = complete
        self._asked = False
        self.endResetModel()

    def add_page(self, rows: Sequence[Any], complete: bool) -> None:
        """Add the page that was asked for at the end."""
        self._asked = False
        self._complete = complete
        if rows:
            first = len(self._rows)
            self.beginInsertRows(ROOT, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def row(self, number: int) -> Any:
        return self._rows[number]

    def show_row(self, number: int, row: Any) -> None:
        """Replace one row in its place; what is chosen stays chosen."""
        self._rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return column.value(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(column, column.value(self._rows[index.row()]))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.FontRole:
            return self._header_font  # the style sheet's header ignores the font of the view
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].right else LEFT
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not (parent.isValid() or self._complete or self._asked)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.wants_page.emit(self._rows[-1] if self._rows else None)


def cell_text(column: Column, value: Any) -> str:
    """What a cell says, in words."""
    if isinstance(value, StatusCell):
        return value.text
    return say_number(value) if column.kind == "number" else ("" if value is None else str(value))


class CellDelegate(QStyledItemDelegate):
    """Paints every kind of cell: fill of the row, shape of the state, text in the right cut."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def font_of(self, column: Column) -> QFont:
        if column.kind == "number":
            return self._theme.number_font("body", 600 if column.strong else None)
        if column.kind in ("code", "key"):
            return self._theme.code_font("body", 500 if column.kind == "key" else None)
        return self._theme.font("body", 600 if column.strong else None)

    def text_of(self, column: Column, value: Any, rect: QRect, last: bool, first: bool) -> PaintedText:
        """The text of one cell and where it stands; shared by painting and by the lint."""
        left, right = (12 if first else 8), (12 if last else 8)
        colour = "text.primary"
        if isinstance(value, StatusCell):
            shape = value.status or value.flow
            left += int(GLYPH) + 6 if shape else 0
            colour = f"status.{value.status}" if value.status in ("alarm", "warn", "info", "ok") else "text.tertiary"
        place = QRectF(rect).adjusted(left, 0, -right, 0)
        align = RIGHT if column.right else LEFT
        free = column.kind == "text" and not column.width
        return PaintedText(
            cell_text(column, value), place, self.font_of(column), self._theme.colour(colour), align, free
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, PagedModel):
            super().paint(painter, option, index)
            return
        column = model.columns[index.column()]
        value = column.value(model.row(index.row()))
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent.wash"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._theme.colour("surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.colour("border.subtle"))
        first, last = index.column() == 0, index.column() == len(model.columns) - 1
        view = self.parent()
        if isinstance(view, Table) and view.shows_ring(index.row()):
            self._draw_ring(painter, rect, first, last)
        text = self.text_of(column, value, rect, last, first)
        if isinstance(value, StatusCell) and (value.status or value.flow):
            square = QRectF(text.rect.left() - GLYPH - 6, text.rect.center().y() - GLYPH / 2, GLYPH, GLYPH)
            if value.status:
                draw_status(painter, square, value.status, self._theme)
            else:
                draw_flow(painter, square, value.flow, self._theme)
        painter.save()
        draw_texts(painter, [text])
        painter.restore()

    def _draw_ring(self, painter: QPainter, rect: QRect, first: bool, last: bool) -> None:
        """The focus ring inside the current row, each cell its part of it."""
        ink, width = self._theme.colour("accent.focus"), self._theme.size("border.focus")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, ink)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, ink)
        if first:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), ink)
        if last:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), ink)


class Table(QTableView):
    """A table view in the house style. `opened` with the row on Enter or double click."""

    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, columns: Sequence[Column], touch: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._by_keyboard = False
        self.rows = PagedModel(columns, self, theme.font("caption"))
        self._cells = CellDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.size("row_touch" if touch else "row_dense"))
        self._dress_header()
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def shows_ring(self, row: int) -> bool:
        """True for the current row while the keyboard is used in the table."""
        return self._by_keyboard and self.hasFocus() and row == self.currentIndex().row()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)

    def texts(self) -> list[PaintedText]:
        """The cells in view, for the lint."""
        shown: list[PaintedText] = []
        last = len(self.rows.columns) - 1
        origin = self.viewport().pos()
        first_row = max(0, self.rowAt(0))
        for row in range(first_row, self.rows.rowCount()):
            for number, column in enumerate(self.rows.columns):
                rect = self.visualRect(self.rows.index(row, number))
                if rect.top() >= self.viewport().height():
                    return shown
                if self.viewport().rect().contains(rect):
                    value = column.value(self.rows.row(row))
                    place = rect.translated(origin)
                    shown.append(self._cells.text_of(column, value, place, number == last, number == 0))
        return shown

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(28)
        header.setFont(self._theme.font("caption"))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(number, max(column.width, self._title_width(column)))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _title_width(self, column: Column) -> int:
        return round(text_width(self._theme.font("caption"), column.title)) + 18

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.row(index.row()))
