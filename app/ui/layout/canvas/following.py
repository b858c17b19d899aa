"""What the canvas does when the session says that something is otherwise now."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.layout.document import ChangeSet
from app.ui.layout.canvas.board import Board
from app.ui.layout.canvas.still import StillPicture
from app.ui.layout.canvas.tools.toolbox import Toolbox


class Following(QObject):
    """Keeps sheet, picture and tools with the session. fit: show all, asked for when another drawing was opened."""

    def __init__(
        self, board: Board, still: StillPicture, tools: Toolbox, fit: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board, self._still, self._tools, self._fit = board, still, tools, fit
        session = board.session
        self._floor = session.floor
        session.opened.connect(self.open)
        session.edited.connect(self._edited)
        session.selected.connect(self._spoil)
        session.seen.connect(self._seen)
        session.slots_chosen.connect(board.repaint)
        session.row_plan_changed.connect(board.repaint)
        session.tool_chosen.connect(self._take)

    def open(self) -> None:
        """Show the drawing that is open now, whole."""
        self._tools.give_up()
        self._board.cross = None
        self._still.compare(self._board.session.published)
        self._show_floor()
        self._fit()

    def _show_floor(self) -> None:
        session, sheet = self._board.session, self._board.sheet
        self._floor = session.floor
        sheet.drop(tuple(sheet.elements))
        elements = session.document.elements.values()
        sheet.put(one for one in elements if getattr(one, "floor", None) == session.floor)
        self._spoil()

    def _edited(self, change: ChangeSet) -> None:
        session, sheet = self._board.session, self._board.sheet
        if self._tools.current.busy:
            self._tools.give_up()
        if session.published is not None:
            self._still.compare(session.published, change.ids)
        if session.floor != self._floor:
            self._show_floor()
            return
        was = len(sheet.elements)
        put, drop = [], []
        for one in change.changes:
            if one.after is not None and getattr(one.after, "floor", None) == session.floor:
                put.append(one.after)
            elif one.id in sheet.elements:
                drop.append(one.id)
        sheet.drop(drop)
        sheet.put(put)
        if not was and sheet.elements and self._board.camera.fitted:
            self._board.camera.fitted = False  # the first thing drawn does not make the plan jump
        self._spoil()

    def _spoil(self, *_: object) -> None:
        self._still.spoil()
        self._board.repaint()

    def _seen(self) -> None:
        if self._board.session.floor != self._floor:
            self._show_floor()
            self._fit()
        self._spoil()

    def _take(self, *_: object) -> None:
        self._tools.give_up()
        self._board.cross = None
        if self._board.session.tool != "choose":
            self._board.session.enter(None)
        self._board.session.said.emit(self._tools.current.hint)
        self._board.repaint()
