"""Tables in panels: few rows, all of them there. A click on a head sorts by it, Ctrl+C copies for a spreadsheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from app.ui.tables import Column, StatusCell, Table, cell_text
from app.ui.theme import Theme


class PanelTable(Table):
    """Keeps the rows as they came, shows them in the order chosen: up, down, as they came."""

    def __init__(self, theme: Theme, name: str, columns: Sequence[Column]) -> None:
        super().__init__(theme, name, columns)
        self._came: tuple[Any, ...] = ()
        self.sorted_by: tuple[int, bool] | None = None
        """Column and whether it falls; None: as they came."""
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_by)
        header.setToolTip("Click to sort; a third time: as they came")

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these, in the order chosen before; the current row stays where it is the same."""
        self._came = tuple(rows)
        self._arrange()

    def sort_by(self, column: int) -> None:
        """By a column rising; the same again falling, then as they came."""
        before = self.sorted_by
        if before is None or before[0] != column:
            self.sorted_by = (column, False)
        else:
            self.sorted_by = None if before[1] else (column, True)
        self._arrange()

    def copy(self) -> None:
        """The chosen rows as tab-separated text with a head, or all where none is chosen."""
        model = self.rows
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()}) or range(model.rowCount())
        shown = [number for number in range(len(model.columns)) if not self.isColumnHidden(number)]
        lines = [[model.columns[number].title for number in shown]]
        lines += [
            [cell_text(model.columns[n], model.columns[n].value(model.row(row))) for n in shown] for row in chosen
        ]
        text = "\n".join("\t".join(_one_line(cell) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        current = self.currentIndex().row()
        kept = self.rows.row(current) if 0 <= current < self.rows.rowCount() else None
        rows, header = list(self._came), self.horizontalHeader()
        header.setSortIndicatorShown(self.sorted_by is not None)
        if self.sorted_by is not None:
            number, falls = self.sorted_by
            column = self.rows.columns[number]
            rows.sort(key=lambda row: sort_key(column.value(row)), reverse=falls)
            order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(number, order)
        self.rows.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if row is kept), -1)
        if at >= 0:
            self.selectRow(at)


def sort_key(value: object) -> tuple[int, float, str]:
    """Numbers by their size (also those written with thousands in groups), then text; nothing comes first."""
    if isinstance(value, StatusCell):
        return 2, 0.0, value.text.casefold()
    if isinstance(value, int | float | Decimal):
        return 1, float(value), ""
    text = "" if value is None else str(value)
    if text in ("", "–"):
        return 0, 0.0, ""
    try:
        return 1, float(text.split(" ")[0].replace(",", "").replace("−", "-")), ""
    except ValueError:
        return 2, 0.0, text.casefold()


def _one_line(cell: str) -> str:
    """No tab and no new line within a cell."""
    return " ".join(cell.split())
