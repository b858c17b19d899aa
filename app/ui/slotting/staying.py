"""Products that a planner wants to stay where they are: chosen in the table, left out of the next look for moves."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.services.slotting import ProductLine
from app.ui.slotting.words import counted
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button

CHOOSE = "Choose products that are to move."


class Staying(QObject):
    """`keep` and `free` are its buttons. `changed` when other products stay than before: moves are to be looked for
    again."""

    changed = Signal()

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self.skus: frozenset[str] = frozenset()
        self.keep = Button(theme, "Keep where it is", "lock", "small")
        self.free = Button(theme, "Free those kept", "unlock", "small")
        self.keep.clicked.connect(self.keep_chosen)
        self.free.clicked.connect(lambda: self._take(frozenset()))
        table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.free.hide()
        self._allow()

    def keep_chosen(self) -> None:
        """The chosen products stay."""
        chosen = {line.sku for line in self._chosen()}
        if chosen:
            self._take(self.skus | chosen)

    def _chosen(self) -> Sequence[ProductLine]:
        rows = (self._table.rows.row(index.row()) for index in self._table.selectionModel().selectedRows())
        return [line for line in rows if line.rank]

    def _take(self, skus: frozenset[str]) -> None:
        self.skus = skus
        self.free.setText(f"{counted(len(skus), 'product')} kept: free")
        self.free.setVisible(bool(skus))
        self.changed.emit()

    def _allow(self) -> None:
        self.keep.set_allowed(None if self._chosen() else CHOOSE)
