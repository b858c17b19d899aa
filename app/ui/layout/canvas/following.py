"""What the canvas does when the session says that something is otherwise now."""

from collections.abc import Callable
from functools import reduce

from PySide6.QtCore import QObject

from app.layout.document import ChangeSet
from app.layout.elements import Aisle, Charger, Obstacle, Place, Rack, Zone
from app.layout.history import Change
from app.ui.layout.canvas.board import Board
from app.ui.layout.canvas.still import StillPicture, around
from app.ui.layout.canvas.tools.toolbox import Toolbox

KEEPS_TO_ITSELF = (Rack, Place, Charger, Obstacle, Aisle, Zone)
"""Kinds that are painted where they stand and nowhere else, as long as their code stays: walls have doors in them."""


class Following(QObject):
    """Keeps sheet, picture and tools with the session. fit: show all, asked for when another drawing was opened."""

    def __init__(
        self, board: Board, still: StillPicture, tools: Toolbox, fit: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board, self._still, self._tools, self._fit = board, still, tools, fit
        session = board.session
        self._floor, self._chosen = session.floor, session.selection
        session.opened.connect(self.open)
        session.edited.connect(self._edited)
        session.selected.connect(self._selected)
        session.seen.connect(self._seen)
        session.slots_chosen.connect(board.repaint)
        session.row_plan_changed.connect(board.repaint)
        session.tool_chosen.connect(self._take)

    def open(self) -> None:
        """Show the drawing that is open now, whole."""
        self._tools.give_up()
        self._board.cross = None
        self._still.past.compare(self._board.session.document, self._board.session.published)
        self._show_floor()
        self._fit()

    def _show_floor(self) -> None:
        session, sheet = self._board.session, self._board.sheet
        self._floor = session.floor
        sheet.drop(tuple(sheet.elements))
        elements = session.document.elements.values()
        sheet.put(one for one in elements if getattr(one, "floor", None) == session.floor)
        self._still.edited()
        self._board.repaint()

    def _edited(self, change: ChangeSet) -> None:
        session, sheet = self._board.session, self._board.sheet
        if self._tools.current.busy:
            self._tools.give_up()
        past = self._still.past.compare(session.document, session.published, change.ids)
        if session.floor != self._floor:
            self._show_floor()
            return
        was, before = len(sheet.elements), sheet.bounds(change.ids)
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
        compared = session.published is not None
        alone = not past and all(keeps_to_itself(one, compared=compared) for one in change.changes)
        boxes = [box for box in (before, sheet.bounds(change.ids)) if box is not None]
        self._still.edited(reduce(around, boxes) if alone and boxes else None)
        self._board.repaint()

    def _selected(self) -> None:
        sheet, changed = self._board.sheet, self._board.session.selection ^ self._chosen
        self._chosen = self._board.session.selection
        box = sheet.bounds(changed)
        if box is not None:
            self._still.edited(None if sheet.captions.keys() & changed else box)  # words are wider than their place
        self._board.repaint()

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


def keeps_to_itself(change: Change, *, compared: bool) -> bool:
    """Whether a change shows only where its element stood and stands. compared: with a published layout, in which what
    is gone is named."""
    before, after = change.before, change.after
    if not isinstance(after if before is None else before, KEEPS_TO_ITSELF) or (after is None and compared):
        return False
    return before is None or after is None or before.code == after.code
