"""A list of two-line rows: ledger entries, tasks, promises. Painted by a delegate, so that a thousand cost nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status, draw_flow, draw_status
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = 42
PAD = 12
LEAD = 48
GLYPH = 14.0


@dataclass(frozen=True, slots=True)
class Line:
    """One row. lead: time at the left; amount and number at the right; title and below may be cut, nothing else.

    flow or status: a glyph in place of the lead. key: what `opened` carries; None = there is nothing to open.
    """

    title: str
    lead: str = ""
    amount: str = ""
    below: str = ""
    number: str = ""
    flow: str = ""
    status: Status | None = None
    key: Any = field(default=None, compare=False)

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.lead, self.title, self.amount, self.below, self.number) if part)


class Lines(QAbstractListModel):
    """Rows so far; `wants_more` once the view nears the end of a list that is not complete."""

    wants_more = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._complete = True
        self._asked = False

    def show_lines(self, lines: Sequence[Line], complete: bool = True) -> None:
        """Replace all rows."""
        if list(lines) == self._lines and complete == self._complete:
            return
        self.beginResetModel()
        self._lines, self._complete, self._asked = list(lines), complete, False
        self.endResetModel()

    def add_lines(self, lines: Sequence[Line], complete: bool) -> None:
        """Add a page at the end."""
        self._complete, self._asked = complete, False
        if lines:
            first = len(self._lines)
            self.beginInsertRows(ROOT, first, first + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def line(self, row: int) -> Line:
        """The row at a place."""
        return self._lines[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._lines[index.row()].sentence()
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not (parent.isValid() or self._complete or self._asked)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.wants_more.emit()


class LineDelegate(QStyledItemDelegate):
    """Paints a row: time, title and amount over what, who and number."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def texts_of(self, line: Line, rect: QRectF) -> list[PaintedText]:
        """Everything written in a row."""
        theme = self._theme
        small, strong = theme.number_font("small"), theme.font("body", 500)
        amount_font, code = theme.number_font("body", 600), theme.code_font("small")
        left = rect.left() + PAD + (LEAD if line.lead else 22 if line.flow or line.status else 0)
        right = rect.right() - PAD
        upper, lower = rect.top() + 3, rect.top() + 21
        amount = text_width(amount_font, line.amount) + 1
        number = text_width(code, line.number) + 1
        texts = [
            PaintedText(
                line.title,
                QRectF(left, upper, max(0.0, right - left - amount - 8), 18),
                strong,
                theme.colour("text.primary"),
                LEFT,
                True,
            ),
            PaintedText(
                line.below,
                QRectF(left, lower, max(0.0, right - left - number - 8), 18),
                small,
                theme.colour("text.tertiary"),
                LEFT,
                True,
            ),
        ]
        if line.lead:
            place = QRectF(rect.left() + PAD, upper, LEAD - 6, 18)
            texts.append(PaintedText(line.lead, place, small, theme.colour("text.tertiary")))
        for words, top, width, font, ink in (
            (line.amount, upper, amount, amount_font, "text.primary"),
            (line.number, lower, number, code, "text.tertiary"),
        ):
            if words:
                place = QRectF(right - width, top, width, 18)
                texts.append(PaintedText(words, place, font, theme.colour(ink), RIGHT))
        return texts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, Lines):
            return
        line, rect = model.line(index.row()), QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected and line.key is not None:
            painter.fillRect(rect, self._theme.colour("accent.wash"))
        elif state & QStyle.StateFlag.State_MouseOver and line.key is not None:
            painter.fillRect(rect, self._theme.colour("surface.hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), self._theme.colour("border.subtle"))
        square = QRectF(rect.left() + PAD, rect.top() + 5, GLYPH, GLYPH)
        if line.status is not None:
            draw_status(painter, square, line.status, self._theme)
        elif line.flow:
            draw_flow(painter, square, line.flow, self._theme)
        draw_texts(painter, self.texts_of(line, rect))
        painter.restore()


class LineList(QListView):
    """The rows in a view. `opened` with the key of a row on click or Enter, for rows that have one."""

    opened = Signal(object)
    wants_more = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.lines = Lines(self)
        self.lines.wants_more.connect(self.wants_more)
        self._cells = LineDelegate(theme, self)
        self.setModel(self.lines)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def texts(self) -> list[PaintedText]:
        """What is written in the rows in view, for the lint."""
        shown: list[PaintedText] = []
        origin = self.viewport().pos()
        for row in range(self.lines.rowCount()):
            rect = self.visualRect(self.lines.index(row, 0))
            if rect.top() >= self.viewport().height():
                break
            if self.viewport().rect().contains(rect):
                shown += self._cells.texts_of(self.lines.line(row), QRectF(rect.translated(origin)))
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The chosen row, or all where none is, as tab-separated text: when, what, how much, details, number."""
        chosen = [index.row() for index in self.selectedIndexes()] or range(self.lines.rowCount())
        rows = (self.lines.line(row) for row in chosen)
        cells = ((one.lead, one.title, one.amount, one.below, one.number) for one in rows)
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in cells)
        )

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            key = self.lines.line(index.row()).key
            if key is not None:
                self.opened.emit(key)
