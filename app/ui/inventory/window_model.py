"""A window over millions of rows: pages are asked for ahead of the eye, kept while they are near, asked again when not.

Nothing here waits: a row whose page is not there is painted as a bar, and the page is asked for. Answers carry the
generation of the search they were asked for; those of an older one are dropped.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont

from app.services.inventory import Place, Search, StockPage
from app.ui.tables import ROOT, Column, Index, PagedModel, cell_text
from app.ui.widgets.painted import LEFT, RIGHT

AHEAD = 400  # rows below the eye from which the next page is asked for
KEPT = 60  # pages in memory


@dataclass(frozen=True, slots=True)
class Wish:
    """A page that is wanted: of which search, after which place, and where it belongs (number, generation)."""

    search: Search
    after: Place | None
    number: int
    generation: int


@dataclass(slots=True)
class _Slot:
    """One page: the rows before it, the place it begins after, its rows (None: let go), how many they were."""

    first: int
    after: Place | None
    rows: tuple[Any, ...] | None
    count: int


class StockModel(PagedModel):
    """The rows of a search as far as they are known. `wanted` asks for a page; `take` brings it, `fail`: no answer."""

    wanted = Signal(object)  # Wish
    grown = Signal()  # more rows are known, or the last page came

    def __init__(self, columns: Sequence[Column], parent: QObject, header_font: QFont | None = None) -> None:
        super().__init__(columns, parent, header_font)
        self._search = Search()
        self._generation = 0
        self._slots: list[_Slot] = []
        self._firsts: list[int] = []
        self._next: Place | None = None
        self._known = 0
        self._ended = True
        self._awaited: set[int] = set()
        self.sort_section = -1
        self.sort_down = False

    @property
    def search(self) -> Search:
        """What the rows are of."""
        return self._search

    @property
    def ended(self) -> bool:
        """Whether the last row is known."""
        return self._ended

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._awaited)

    def start(self, search: Search) -> None:
        """Another search: nothing of the one before stays; its first page is asked for."""
        self.beginResetModel()
        self._generation += 1
        self._search, self._known, self._ended, self._next = search, 0, False, None
        self._slots, self._firsts, self._awaited = [], [], set()
        self.endResetModel()
        self._ask(0, None)

    def take(self, wish: Wish, page: StockPage) -> None:
        """An answer: new rows at the end, or a page that had been let go. One of an older search is dropped."""
        if wish.generation != self._generation:
            return
        self._awaited.discard(wish.number)
        if wish.number < len(self._slots):
            self._fill(wish.number, page)
            return
        self._next, self._ended = page.after, page.after is None
        if page.rows:
            first = self._known
            self.beginInsertRows(ROOT, first, first + len(page.rows) - 1)
            self._slots.append(_Slot(first, wish.after, page.rows, len(page.rows)))
            self._firsts.append(first)
            self._known += len(page.rows)
            self.endInsertRows()
            self._let_go(len(self._slots) - 1)
        elif not self._ended:
            self._ask(len(self._slots), page.after)  # the search took its time and found none yet: go on
        self.grown.emit()

    def fail(self, wish: Wish) -> None:
        """A page could not be read: it may be asked for again."""
        if wish.generation == self._generation:
            self._awaited.discard(wish.number)
            self._ended = self._ended or not self._slots
            self.grown.emit()

    def look_at(self, first: int, last: int) -> None:
        """The rows in view: what they need, and what comes next, is asked for."""
        for number in range(self._page_of(max(0, first)), self._page_of(max(0, last)) + 1):
            if number < len(self._slots) and self._slots[number].rows is None:
                self._ask(number, self._slots[number].after)
        if not self._ended and self._slots and last + AHEAD >= self._known:
            self._ask(len(self._slots), self._next)

    def row(self, number: int) -> Any:
        """A row; None while its page is not there."""
        slot = self._slots[self._page_of(number)]
        return None if slot.rows is None else slot.rows[number - slot.first]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return column.value(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(column, column.value(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole and section == self.sort_section and isinstance(found, str):
            return f"{found} {'↓' if self.sort_down else '↑'}"
        return found

    def canFetchMore(self, parent: Index) -> bool:
        return False  # the view says what it looks at; Qt's own asking comes too late

    def mark_sort(self, section: int, down: bool) -> None:
        """Which column's head shows the arrow."""
        self.sort_section, self.sort_down = section, down
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _page_of(self, row: int) -> int:
        return max(0, bisect_right(self._firsts, row) - 1)

    def _ask(self, number: int, after: Place | None) -> None:
        if number not in self._awaited:
            self._awaited.add(number)
            self.wanted.emit(Wish(self._search, after, number, self._generation))

    def _fill(self, number: int, page: StockPage) -> None:
        """A page read again. Stock may have changed meanwhile: what is more is left out, what is less stays bars."""
        slot = self._slots[number]
        rows = page.rows[: slot.count]
        slot.rows = rows + (None,) * (slot.count - len(rows))
        self._let_go(number)
        self.dataChanged.emit(self.index(slot.first, 0), self.index(slot.first + slot.count - 1, len(self.columns) - 1))

    def _let_go(self, near: int) -> None:
        """Keep the pages near the one that was looked at last."""
        held = [number for number, slot in enumerate(self._slots) if slot.rows is not None]
        for number in sorted(held, key=lambda one: -abs(one - near))[: max(0, len(held) - KEPT)]:
            self._slots[number].rows = None
