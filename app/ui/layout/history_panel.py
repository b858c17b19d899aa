"""Everything that was done since the drawing was opened, step by step; a click jumps to any of them."""

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.layout.history import Gesture
from app.ui.layout.dock import SidePanel
from app.ui.layout.panels import Around
from app.ui.layout.session import EditSession
from app.ui.layout.settled import Settled
from app.ui.layout.words import count
from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts

ROOT = QModelIndex()
START = "As it was opened"


class Steps(QAbstractListModel):
    """The start, what was done, and what was taken back (grey). current: the row that stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Gesture, ...] = ()
        self.current = 0

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


class StepRow(QStyledItemDelegate):
    """A step as a row of a table looks; grey where it was taken back."""

    def __init__(self, theme: Theme, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._steps = theme, steps

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.size("row_dense"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect, state = self._theme, option.rect, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent.wash"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("border.subtle"))
        stands = index.row() <= self._steps.current
        font = theme.font("body", 600 if index.row() == self._steps.current else None)
        ink = theme.colour("text.primary" if stands else "text.tertiary")
        place = QRectF(rect).adjusted(12, 0, -12, 0)
        painter.save()
        draw_texts(painter, [PaintedText(str(index.data()), place, font, ink, LEFT, True)])
        painter.restore()


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
        self.list.setItemDelegate(StepRow(self.theme, self.steps, self.list))
        self.list.setMouseTracking(True)
        self.theme.changed.connect(self.list.viewport().update)
        self.body.removeWidget(self.area)
        self.area.hide()
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
        self.show_chip(count(len(history.done), "step", "steps"))
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
