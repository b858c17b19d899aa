"""The tool that chooses, moves, turns and stretches; within a rack it chooses bays and bins."""

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.layout.elements import Aisle, Rack, Zone
from app.layout.racking import ElementId
from app.layout.shapes import BOXED, outline
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.handles import HandleFrame, frame_of
from app.ui.layout.canvas.marks import paint_handles, paint_outline
from app.ui.layout.canvas.scene import Frame
from app.ui.layout.canvas.tools.gestures import (
    BandGesture,
    Gesture,
    LassoGesture,
    MoveGesture,
    StretchGesture,
    TurnGesture,
)
from app.ui.layout.canvas.tools.inside import WithinRack
from app.ui.layout.canvas.tools.key_acts import ChosenActs, along
from app.ui.layout.canvas.tools.tool import Tool

DRAG_FROM = 4.0
SHAPES = {"n": "ns", "s": "ns", "e": "ew", "w": "ew", "nw": "nwse", "se": "nwse", "ne": "nesw", "sw": "nesw"}
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
TURNS = {
    Qt.Key.Key_Period: 1, Qt.Key.Key_Colon: 1, Qt.Key.Key_Greater: 1, Qt.Key.Key_Comma: -1, Qt.Key.Key_Semicolon: -1,
    Qt.Key.Key_Less: -1,
}  # fmt: skip
"""The keys of dot and comma, on keyboards of several countries also with Shift, and the way that they turn."""
Held: TypeAlias = tuple[Touch, ElementId | None]


class ChooseTool(Tool):
    """Press and release choose; press and drag move what is chosen, or draw a band on free floor."""

    hint = "Click chooses, drag moves; a box to the right takes what lies in it, to the left what it touches."
    draws = False

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.within, self.acts = WithinRack(board), ChosenActs(board)
        self._pressed: Held | None = None
        self._gesture: Gesture | None = None
        self._cursor = Qt.CursorShape.ArrowCursor
        self.hovered: ElementId | None = None
        """What a click would take, framed while the mouse is over it."""
        self._frame: tuple[object, HandleFrame | None] = (None, None)

    @property
    def cursor(self) -> Qt.CursorShape:
        return self._cursor

    @property
    def lifted(self) -> frozenset[ElementId]:
        return self._gesture.lifted if self._gesture is not None else frozenset()

    @property
    def busy(self) -> bool:
        return self._gesture is not None

    @property
    def frame(self) -> HandleFrame | None:
        """The frame around what is chosen; made once for as long as that stays as it is."""
        key = self.board.session.selection, self.board.sheet.revision
        if self._frame[0] != key:
            chosen = [self.board.document.elements[id_] for id_ in key[0] if id_ in self.board.sheet.elements]
            self._frame = key, frame_of(chosen, self.board.sheet.corners(key[0])) if chosen else None
        return self._frame[1]

    def press(self, touch: Touch) -> None:
        self.board.remark = self.hovered = None
        session, frame = self.board.session, self.frame
        grip = frame.hit(self.board.camera, touch.at) if frame is not None else None
        if frame is not None and grip is not None and session.inside is None:
            chosen = [self.board.document.elements[id_] for id_ in sorted(session.selection)]
            if grip == "turn":
                turning = along(self.board, session.selection, once=touch.ctrl)
                self._gesture = TurnGesture(self.board, chosen, turning, frame, touch.plan)
            else:
                self._gesture = StretchGesture(self.board, chosen, frame, grip)
            return
        found = self.board.pick(touch)
        top = next((id_ for id_ in found if id_ in session.selection), None) or next(iter(found), None)
        self._pressed = touch, top

    def move(self, touch: Touch) -> None:
        pressed = self._pressed
        if self._gesture is None and pressed and (touch.at - pressed[0].at).manhattanLength() >= DRAG_FROM:
            self._gesture = self._begun(*pressed)
        if self._gesture is not None:
            self._gesture.move(touch)
            self.board.repaint()
        elif self._pressed is None:
            self._point(touch)

    def release(self, touch: Touch) -> None:
        gesture, pressed = self._gesture, self._pressed
        self._gesture = self._pressed = None
        self.board.guides = ()
        if gesture is not None:
            gesture.move(touch)
            self.board.guides = ()
            gesture.end(touch)
        elif pressed is not None:
            self._click(touch)
        self.board.repaint()

    def double(self, touch: Touch) -> None:
        rack = next((id_ for id_ in self.board.pick(touch) if id_ in self.board.sheet.racks.row), None)
        element = self.board.document.find(rack) if rack is not None else None
        if not isinstance(element, Rack):
            return
        session = self.board.session
        within = self.within.slots(element, touch, bay=session.inside != element.id)
        session.select((element.id,))
        session.enter(element.id, within)
        self.board.say(f"Rack {element.code}: click chooses a bay, double click a bin; Del leaves it out, Esc goes on.")

    def key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in ARROWS and not held & Qt.KeyboardModifier.ControlModifier and self.board.session.selection:
            step = 1_000.0 if shift else 100.0
            way = ARROWS[key][0] * step, ARROWS[key][1] * step
            if held & Qt.KeyboardModifier.AltModifier:
                self.acts.stretch(*way, self.frame)
            elif self.board.session.inside is None:
                self.acts.nudge(*way)
            else:
                self.within.step(ARROWS[key][0] or ARROWS[key][1])
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.acts.delete()
            return True
        if key in TURNS:
            fine = bool(held & Qt.KeyboardModifier.AltModifier)
            self.acts.turn(TURNS[key] * (1.0 if fine else 15.0 if shift else 90.0), self.frame)
            return True
        return False

    def give_up(self) -> bool:
        session = self.board.session
        if self._gesture is not None or self._pressed is not None:
            self._gesture = self._pressed = None
            self.board.guides, self.board.remark = (), None
        elif session.inside is not None:
            session.enter(None)
        elif session.selection:
            session.select(())
        else:
            return False
        self.board.repaint()
        return True

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self._gesture is not None:
            self._gesture.paint(painter, frame)
            return
        element = self.board.sheet.elements.get(self.hovered) if self.hovered is not None else None
        if isinstance(element, (*BOXED, Aisle)):
            paint_outline(painter, frame.polygon(outline(element)), self.board.inks.accent, dashed=True)
        around = self.frame
        if around is None:
            return
        if self.board.session.inside is not None:
            self.within.paint(painter, frame)
            return
        places = around.places(frame.camera)
        if around.grips:
            paint_outline(painter, around.polygon(frame.camera), self.board.inks.accent)
        turner = around.turner(frame.camera) if any(grip == "turn" for grip, _ in places) else None
        paint_handles(painter, [at for grip, at in places if grip != "turn"], self.board.inks, turner)

    def words(self) -> str:
        return self._gesture.words() if self._gesture is not None else ""

    # ------------------------------------------------------------- within
    def _begun(self, touch: Touch, top: ElementId | None) -> Gesture:
        """What a press becomes when it is dragged."""
        board, session = self.board, self.board.session
        wide = top is not None and isinstance(board.document.elements[top], (Zone, Aisle)) and session.grain != "zones"
        if top is None or session.inside is not None or (wide and top not in session.selection):
            lasso = board.options.choose.lasso is not touch.alt
            return LassoGesture(board, touch) if lasso else BandGesture(board, touch)
        if top not in session.selection:
            session.select((top,), "add" if touch.shift or touch.ctrl else "set")
        return MoveGesture(board, along(board, session.selection, once=touch.ctrl), touch.plan, top)

    def _click(self, touch: Touch) -> None:
        session, found = self.board.session, self.board.pick(touch)
        bins = session.grain == "bins"
        if session.inside is not None:
            rack = self.board.document.find(session.inside)
            if session.inside in found and isinstance(rack, Rack):
                chosen = self.within.slots(rack, touch, bay=not bins)
                session.enter(rack.id, session.slots ^ chosen if touch.shift or touch.ctrl else chosen)
                return
            session.enter(None)
        first = self.board.document.find(found[0]) if found else None
        if bins and isinstance(first, Rack) and not (touch.shift or touch.ctrl):
            session.select((first.id,))
            session.enter(first.id, self.within.slots(first, touch, bay=False))
            return
        if not found:
            if not (touch.shift or touch.ctrl):
                session.select(())
            return
        session.select(found[:1], "toggle" if touch.shift or touch.ctrl else "set")

    def _point(self, touch: Touch) -> None:
        """The pointer says what a press would do."""
        frame = self.frame
        grip = frame.hit(self.board.camera, touch.at) if frame is not None else None
        shapes = {
            "ns": Qt.CursorShape.SizeVerCursor, "ew": Qt.CursorShape.SizeHorCursor,
            "nwse": Qt.CursorShape.SizeFDiagCursor, "nesw": Qt.CursorShape.SizeBDiagCursor,
        }  # fmt: skip
        under = self.board.pick(touch) if grip is None and self.board.session.inside is None else []
        chosen = next((id_ for id_ in under if id_ in self.board.session.selection), None)
        self.hovered = None if chosen is not None else next(iter(under), None)
        if grip is None:
            self._cursor = Qt.CursorShape.ArrowCursor if chosen is None else Qt.CursorShape.SizeAllCursor
        elif isinstance(grip, int) or grip == "turn":
            self._cursor = Qt.CursorShape.PointingHandCursor
        else:
            self._cursor = shapes[SHAPES[grip]]
