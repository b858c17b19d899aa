"""The explorer's table: sort by the head, columns that are chosen and sized, selection that keeps its rows, TSV."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyleOptionViewItem

from app.ui.inventory.columns import StockColumn
from app.ui.inventory.widths import Widths
from app.ui.inventory.window_model import StockModel
from app.ui.tables import CellDelegate, Index, Table, cell_text
from app.ui.theme import Theme
from app.ui.widgets.painted import PaintedText

BAR = 8.0
NARROWEST = 44


class StockDelegate(CellDelegate):
    """Cells, and a bar where the row is not read yet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if isinstance(model, StockModel) and model.row(index.row()) is None:
            place = QRectF(option.rect)
            bar = QRectF(place.left() + 10, place.center().y() - BAR / 2, max(12.0, place.width() * 0.55), BAR)
            painter.fillRect(bar, self._theme.colour("surface.hover"))
            return
        super().paint(painter, option, index)


class StockTable(Table):
    """Rows of one search. `sorted_by` with an order when a head is pressed; `chosen` when other rows are selected."""

    sorted_by = Signal(str)
    chosen = Signal()
    all_asked = Signal()

    def __init__(self, theme: Theme, columns: Sequence[StockColumn]) -> None:
        super().__init__(theme, "Stock records", [one.column for one in columns])
        self.stock_columns = tuple(columns)
        self.stock = StockModel(self.rows.columns, self, theme.font("caption"))
        self.rows = self.stock
        self.setModel(self.stock)
        self._cells = StockDelegate(theme, self)
        self.setItemDelegate(self._cells)
        self._held: dict[int, Any] = {}
        self._widths = Widths(self, self.stock_columns)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._say_view)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._look.start())
        self.stock.grown.connect(self._look.start)
        self.stock.modelReset.connect(self._forget)
        self.selectionModel().selectionChanged.connect(self._select)
        self._dress()

    def choice(self) -> tuple[Any, ...]:
        """The rows that are selected, in the order they were met."""
        return tuple(self._held.values())

    def shown_columns(self) -> tuple[str, ...]:
        """Ids of the columns that are seen."""
        return tuple(one.id for number, one in enumerate(self.stock_columns) if not self.isColumnHidden(number))

    def show_columns(self, ids: Sequence[str]) -> None:
        """Show these columns; the bin always is."""
        self._widths.by_hand = True
        for number, one in enumerate(self.stock_columns):
            self.setColumnHidden(number, number > 0 and one.id not in ids)
        self._widths.give_rest()

    def show_sort(self, sort: str) -> None:
        """Mark the column that the rows are in order of."""
        name, down = sort.lstrip("-"), sort.startswith("-")
        section = next((n for n, one in enumerate(self.stock_columns) if one.sort == name), -1)
        self.stock.mark_sort(section, down)

    def column_menu(self) -> QMenu:
        """Every column with its tick."""
        menu = QMenu(self)
        for number, one in enumerate(self.stock_columns):
            act = QAction(one.column.title, menu, checkable=True, checked=not self.isColumnHidden(number))
            act.setEnabled(number > 0)
            act.toggled.connect(lambda _on, id_=one.id: self._toggle(id_))
            menu.addAction(act)
        return menu

    def tsv(self) -> str:
        """The selected rows with the columns that are seen, as tab-separated text with a head."""
        shown = [one.column for number, one in enumerate(self.stock_columns) if not self.isColumnHidden(number)]
        lines = ["\t".join(column.title for column in shown)]
        for row in self.choice():
            values = (cell_text(column, column.value(row)) for column in shown)
            lines.append("\t".join(value.replace("\t", " ").replace("\n", " ") for value in values))
        return "\n".join(lines) + "\n"

    def texts(self) -> list[PaintedText]:
        return [] if any(self.stock.row(row) is None for row in self._in_view()) else super().texts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if self._held:
                QGuiApplication.clipboard().setText(self.tsv())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
            return
        self._by_keyboard = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fit()
        self._look.start()

    def _dress(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(lambda *_: self._widths.give_rest())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.column_menu().popup(header.mapToGlobal(at)))
        for number, one in enumerate(self.stock_columns):
            if one.column.width:
                self.setColumnWidth(number, self._widths.of(number))
            self.setColumnHidden(number, not one.shown)
        self._widths.give_rest()

    def _toggle(self, id_: str) -> None:
        shown = set(self.shown_columns()) ^ {id_}
        self.show_columns([one.id for one in self.stock_columns if one.id in shown])

    def _sort(self, section: int) -> None:
        order = self.stock_columns[section].sort
        if order:
            down = self.stock.sort_section == section and not self.stock.sort_down
            self.sorted_by.emit(f"-{order}" if down else order)

    def _select(self, added: QItemSelection, removed: QItemSelection) -> None:
        """Rows are kept as they are met: a page that is let go later does not take them along."""
        for row in {index.row() for index in removed.indexes()}:
            self._held.pop(row, None)
        for row in sorted({index.row() for index in added.indexes()}):
            found = self.stock.row(row)
            if found is not None:
                self._held[row] = found
        self.chosen.emit()

    def _forget(self) -> None:
        self._held.clear()
        self.chosen.emit()

    def _in_view(self) -> range:
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (last if last >= 0 else self.stock.rowCount() - 1) + 1)

    def _say_view(self) -> None:
        rows = self._in_view()
        self.stock.look_at(rows.start, max(rows.start, rows.stop - 1))

    def _open(self, index: QModelIndex) -> None:
        row = self.stock.row(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)
