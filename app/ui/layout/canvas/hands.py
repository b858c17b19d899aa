"""Mouse and keys on the canvas: moving the view, the tool in the hand, the keyboard's cross, the plain acts."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.domain.errors import Refusal
from app.layout.geometry import Point, mm
from app.ui.heat.hand import PAN_STEP, ZOOM_STEP
from app.ui.heat.pilot import Pilot
from app.ui.layout.arranging import Arranging
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.surround import metres
from app.ui.layout.canvas.tools.choose import ARROWS, TURNS, ChooseTool
from app.ui.layout.canvas.tools.lines import LineTool
from app.ui.layout.canvas.tools.points import CaptionTool
from app.ui.layout.canvas.tools.toolbox import Toolbox

Key = Qt.Key
MODIFIER = Qt.KeyboardModifier
ENTER = (Key.Key_Return, Key.Key_Enter)
CROSS_STEP, CROSS_FAR, CROSS_NEAR = 1_000.0, 10_000.0, 100.0
"""mm that an arrow moves the cross: plain, with Shift, with Control."""


class Look(Protocol):
    """What the hands can do to the view."""

    def fit(self) -> None: ...
    def fly_to(self, ids: frozenset) -> None: ...  # type: ignore[type-arg]  # any ids
    def zoom(self, factor: float, at: QPointF | None = None) -> None: ...
    def setCursor(self, shape: QCursor | Qt.CursorShape) -> None: ...


class Hands(QObject):
    """Takes events of the canvas. told: where the hand is and what it does, in words; menu: (point of the screen, what
    lies under it) where the menu of the plan is wanted."""

    told = Signal(str)
    menu = Signal(QPoint, list)

    def __init__(self, look: Look, board: Board, tools: Toolbox, pilot: Pilot, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._board, self._tools, self._pilot = look, board, tools, pilot
        self._arranging = Arranging(board.session, lambda: board.options.choose.contents)
        self._panning: QPointF | None = None
        self._space = self._double = False
        self._shape: Qt.CursorShape | None = None
        self._over: QPointF | None = None

    @property
    def hovered(self) -> Point | None:
        """Where the mouse is on the plan (mm), if it is over it."""
        return None if self._over is None else self._board.camera.to_plan(self._over)

    def leave(self) -> None:
        """The mouse went elsewhere; a menu over the plan does not take it away."""
        if QApplication.activePopupWidget() is None:
            self._over = None

    # ------------------------------------------------------------- mouse
    def mouse(self, event: QMouseEvent) -> None:
        """A press, move, release or double click."""
        kind, touch = event.type(), Touch.of(event, self._board.camera)
        self._over = touch.at
        match kind:
            case QEvent.Type.MouseButtonPress:
                self._press(event, touch)
            case QEvent.Type.MouseButtonDblClick:
                if event.button() == Qt.MouseButton.LeftButton and not self._pans(event):
                    self._double = True
                    self._tools.current.double(touch)
                else:
                    self._press(event, touch)
            case QEvent.Type.MouseMove:
                self._move(touch)
            case QEvent.Type.MouseButtonRelease:
                self._release(event, touch)
        self._board.repaint()
        self._tell(touch.plan)
        self._point()

    def _press(self, event: QMouseEvent, touch: Touch) -> None:
        self._pilot.stop()
        self._double = False
        if self._pans(event):
            self._panning = touch.at
        elif event.button() == Qt.MouseButton.LeftButton:
            self._board.cross = None
            self._tools.current.press(touch)
        elif event.button() == Qt.MouseButton.RightButton:
            if self._tools.current.draws:
                self._tools.current.give_up()
            elif not self._tools.current.busy:
                self.ask(event.globalPosition().toPoint() - touch.at.toPoint(), touch)

    def ask(self, origin: QPoint, touch: Touch | None = None) -> None:
        """The menu of what is under the hand, which is chosen if it is not yet; without a mouse at the cross. origin:
        where the canvas begins on the screen."""
        board, session = self._board, self._board.session
        if touch is None:
            spot = self._over or QPointF(board.camera.width / 2, board.camera.height / 2)
            touch = Touch(spot, board.camera.to_plan(spot)) if board.cross is None else self._at_cross()
        under = board.pick(touch)
        if session.inside is None and not session.selection.intersection(under):
            session.select(under[:1])
        self.menu.emit(origin + touch.at.toPoint(), under)

    def _move(self, touch: Touch) -> None:
        if self._panning is not None:
            way = touch.at - self._panning
            self._panning = touch.at
            self._board.camera.pan(way.x(), way.y())
            return
        self._tools.current.move(touch)

    def _release(self, event: QMouseEvent, touch: Touch) -> None:
        if self._panning is not None:
            self._panning = None
        elif event.button() == Qt.MouseButton.LeftButton and not self._double:
            self._tools.current.release(touch)
        self._double = False

    def _pans(self, event: QMouseEvent) -> bool:
        left = event.button() == Qt.MouseButton.LeftButton
        hand = self._space or self._board.session.tool == "hand"
        return event.button() == Qt.MouseButton.MiddleButton or (left and hand)

    def _point(self) -> None:
        shape = self._tools.current.cursor
        if self._space or self._panning is not None:
            shape = Qt.CursorShape.ClosedHandCursor if self._panning is not None else Qt.CursorShape.OpenHandCursor
        if shape != self._shape:
            self._shape = shape
            self._look.setCursor(shape)

    # ------------------------------------------------------------- keys
    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is needed here although it is a shortcut of the page as well."""
        tool, key = self._tools.current, event.key()
        if isinstance(tool, CaptionTool) and tool.busy and not event.modifiers() & MODIFIER.ControlModifier:
            return True
        if key in TURNS and tool is self._tools.rows:
            return self._board.session.row_plan is not None
        if key in (Key.Key_Delete, Key.Key_Backspace):
            return (isinstance(tool, LineTool) and tool.busy) or bool(self._board.session.slots)
        return False

    def lift(self, event: QKeyEvent) -> bool:
        """A key came up."""
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._point()
            return True
        return False

    def key(self, event: QKeyEvent) -> bool:
        """A key went down; False if it means nothing here."""
        tool, key = self._tools.current, Key(event.key())
        if isinstance(tool, CaptionTool) and tool.key(event):
            return True
        if self._cross(event) or tool.key(event) or self._view(event):
            self._board.repaint()
            if self._board.cross is not None:
                self._tell(self._board.cross)
            return True
        if key == Key.Key_Escape:
            return self._escape()
        if key == Key.Key_Space:
            self._space = True
            self._point()
            return True
        return bool(event.modifiers() & MODIFIER.ControlModifier) and self._act(event)

    def _escape(self) -> bool:
        board = self._board
        board.remark = None
        if self._tools.current.give_up():
            board.repaint()
            return True
        if board.cross is not None:
            board.cross = None
        elif board.session.tool != "choose":
            board.session.choose_tool("choose")
        else:
            return False
        board.repaint()
        return True

    def _cross(self, event: QKeyEvent) -> bool:
        """Drawing without a mouse: arrows move the cross, Enter is a click there, with Shift it adds to the choice."""
        key, held, tool, board = Key(event.key()), event.modifiers(), self._tools.current, self._board
        control, shift = bool(held & MODIFIER.ControlModifier), bool(held & MODIFIER.ShiftModifier)
        choosing = isinstance(tool, ChooseTool)
        rows = tool is self._tools.rows and board.session.row_plan is not None
        if key in ARROWS and not held & MODIFIER.AltModifier and tool.cursor != Qt.CursorShape.OpenHandCursor:
            if (choosing or rows) and not control:
                return False
            step = CROSS_FAR if shift else CROSS_NEAR if control and not choosing else CROSS_STEP
            self._step_cross((ARROWS[key][0] * step, ARROWS[key][1] * step))
            return True
        if key in ENTER and board.cross is not None and not rows:
            touch = self._at_cross(shift=shift and choosing)
            tool.press(touch)
            if choosing:
                tool.release(touch)
            else:
                self._tools.current.release(touch)  # set by key as by a click
            return True
        return False

    def _step_cross(self, by: Point) -> None:
        board = self._board
        if board.cross is None:
            middle = board.camera.visible().center()
            board.cross = round(middle.x(), -3), round(middle.y(), -3)
        else:
            board.cross = mm(board.cross[0] + by[0]), mm(board.cross[1] + by[1])
        at = board.camera.to_px(*board.cross)
        if not (30 < at.x() < board.camera.width - 10 and 30 < at.y() < board.camera.height - 10):
            board.camera.pan(board.camera.width / 2 - at.x(), board.camera.height / 2 - at.y())
        self._tools.current.move(self._at_cross())

    def _at_cross(self, *, shift: bool = False) -> Touch:
        """The cross as a touch; it stands where it was put, so nothing pulls it away."""
        at = self._board.cross or (0.0, 0.0)
        return Touch(self._board.camera.to_px(*at), at, shift=shift, alt=True)

    def _view(self, event: QKeyEvent) -> bool:
        key, look, camera = Key(event.key()), self._look, self._board.camera
        if key in ARROWS and not event.modifiers() & MODIFIER.ControlModifier:
            self._pilot.stop()
            camera.pan(-ARROWS[key][0] * PAN_STEP, -ARROWS[key][1] * PAN_STEP)
        elif key in (Key.Key_Plus, Key.Key_Equal):
            look.zoom(ZOOM_STEP)
        elif key == Key.Key_Minus:
            look.zoom(1 / ZOOM_STEP)
        elif key == Key.Key_Home:
            look.fit()
        elif key == Key.Key_F and not event.modifiers():
            if self._board.session.selection:
                look.fly_to(self._board.session.selection)
            else:
                look.fit()
        else:
            return False
        return True

    def _act(self, event: QKeyEvent) -> bool:
        """Control and a letter."""
        board, document = self._board, self._board.document
        middle = board.camera.visible().center()
        shift = bool(event.modifiers() & MODIFIER.ShiftModifier)
        acts: dict[int, Callable[[], object]] = {
            Key.Key_A: lambda: board.session.select(board.sheet.elements),
            Key.Key_C: self._arranging.copy, Key.Key_X: self._arranging.cut,
            Key.Key_V: lambda: self._arranging.paste(board.cross or self.hovered, (middle.x(), middle.y())),
            Key.Key_D: self._arranging.duplicate, Key.Key_Z: document.redo if shift else document.undo,
            Key.Key_Y: document.redo,
        }  # fmt: skip
        act = acts.get(event.key())
        if act is None:
            return False
        self._tools.give_up()
        try:
            act()
        except Refusal as refusal:
            board.say(f"{refusal.what} {refusal.next_step}")
        return True

    def _tell(self, at: Point) -> None:
        figures = self._tools.current.words()
        place = f"x {metres(at[0], 100.0)} m · y {metres(at[1], 100.0)} m"
        self.told.emit(f"{place} · {figures}" if figures else place)
