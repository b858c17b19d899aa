"""Everything that was done since the drawing was opened, step by step; a click jumps to any of them."""

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.layout.history import Gesture
from app.ui.layout.dock import SidePanel
from app.ui.layout.panels import Around
from app.ui.layout.session import EditSession
from app.ui.layout.settled import Settled

ROOT = QModelIndex()
START = "As it was opened"


class Steps(QAbstractListModel):
    """The start, what was done, and what was taken back (grey). current: the row that stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Gesture, ...] = ()
        self.current = 0
        self._quiet = parent.palette().color(parent.foregroundRole())

    def show_steps(self, done: tuple[Gesture, ...], undone: tuple[Gesture, ...]) -> None:
        """Another history."""
        self.beginResetModel()
        self.steps, self.current = (*done, *reversed(undone)), len(done)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.steps) + 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if index.row() == 0:
            return START
        words = self.steps[index.row() - 1].label
        return words if index.row() <= self.current else f"{words} · taken back"


class HistoryPanel(SidePanel):
    """The current step is chosen; another one is jumped to by click or Enter."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.desk.theme, "History")
        self._session: EditSession = around.session
        self.list = QListView()
        self.list.setAccessibleName("Steps")
        self.list.setFont(self.theme.font("body"))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps = Steps(self.list)
        self.list.setModel(self.steps)
        self.body.removeWidget(self.area)
        self.area.hide()
        self.list.setContentsMargins(6, 6, 6, 6)
        self.body.insertWidget(0, self.list, 1)
        self.list.clicked.connect(lambda index: self.jump(index.row()))
        self.list.activated.connect(lambda index: self.jump(index.row()))
        self._jumping = False
        self._settled = Settled(self._session, self)
        self._settled.settled.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """The history as it is now."""
        if self._jumping:
            return
        history = self._session.document.history
        self.steps.show_steps(history.done, history.undone)
        self.show_chip(f"{len(history.done):,} steps")
        index = self.steps.index(self.steps.current)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    def end(self) -> None:
        """The page goes."""
        self._settled.end()

    def jump(self, row: int) -> None:
        """Undo or redo until this step is the last that stands."""
        document = self._session.document
        if document.editing is not None:
            return
        self._jumping = True
        try:
            while len(document.history.done) > row:
                document.undo()
            while len(document.history.done) < row:
                document.redo()
        finally:
            self._jumping = False
        self.refresh()


def make(around: Around) -> QWidget:
    """The panel."""
    return HistoryPanel(around)
