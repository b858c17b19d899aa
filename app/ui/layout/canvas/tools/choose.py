"""The tool that chooses, moves, turns and stretches; within a rack it chooses bays and bins."""

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF

from app.layout import edits
from app.layout.elements import Aisle, Element, Rack, Zone
from app.layout.geometry import mm
from app.layout.racking import ElementId, SlotKey
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.boxes import corners
from app.ui.layout.canvas.cells import divided, slots_at
from app.ui.layout.canvas.handles import HandleFrame, frame_of
from app.ui.layout.canvas.inks import clear, hair
from app.ui.layout.canvas.marks import paint_handles, paint_outline
from app.ui.layout.canvas.scene import Frame
from app.ui.layout.canvas.tools.gestures import (
    BandGesture,
    Gesture,
    LassoGesture,
    MoveGesture,
    StretchGesture,
    TurnGesture,
    counted,
)
from app.ui.layout.canvas.tools.tool import Tool

DRAG_FROM = 4.0
SHAPES = {"n": "ns", "s": "ns", "e": "ew", "w": "ew", "nw": "nwse", "se": "nwse", "ne": "nesw", "sw": "nesw"}
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
Held: TypeAlias = tuple[Touch, ElementId | None]


class ChooseTool(Tool):
    """Press and release choose; press and drag move what is chosen, or draw a band on free floor."""

    hint = "Click chooses, drag moves; a box to the right takes what lies in it, to the left what it touches."
    draws = False

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._pressed: Held | None = None
        self._gesture: Gesture | None = None
        self._cursor = Qt.CursorShape.ArrowCursor
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
            self._frame = key, frame_of(chosen) if chosen else None
        return self._frame[1]

    def press(self, touch: Touch) -> None:
        self.board.remark = None
        session, frame = self.board.session, self.frame
        grip = frame.hit(self.board.camera, touch.at) if frame is not None else None
        if frame is not None and grip is not None and session.inside is None:
            chosen = [self.board.document.elements[id_] for id_ in sorted(session.selection)]
            if grip == "turn":
                self._gesture = TurnGesture(self.board, session.selection, frame, touch.plan)
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
        within = self._slots(element, touch, bay=session.inside != element.id)
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
                self._stretch_by(*way)
            elif self.board.session.inside is None:
                self._nudge(*way)
            else:
                self._step(ARROWS[key][0] or ARROWS[key][1])
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete()
            return True
        if key in (Qt.Key.Key_Period, Qt.Key.Key_Comma, Qt.Key.Key_Colon, Qt.Key.Key_Semicolon):
            self._turn((1 if key in (Qt.Key.Key_Period, Qt.Key.Key_Colon) else -1) * (1.0 if shift else 15.0))
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
        around = self.frame
        if around is None:
            return
        if self.board.session.inside is not None:
            self._paint_inside(painter, frame)
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
        wide = top is not None and isinstance(board.document.elements[top], (Zone, Aisle))
        if top is None or session.inside is not None or (wide and top not in session.selection):
            lasso = board.options.choose.lasso is not touch.alt
            return LassoGesture(board, touch) if lasso else BandGesture(board, touch)
        if top not in session.selection:
            session.select((top,), "add" if touch.shift or touch.ctrl else "set")
        return MoveGesture(board, session.selection, touch.plan, top)

    def _click(self, touch: Touch) -> None:
        session, found = self.board.session, self.board.pick(touch)
        if session.inside is not None:
            rack = self.board.document.find(session.inside)
            if session.inside in found and isinstance(rack, Rack):
                chosen = self._slots(rack, touch, bay=True)
                session.enter(rack.id, session.slots ^ chosen if touch.shift or touch.ctrl else chosen)
                return
            session.enter(None)
        if not found:
            if not (touch.shift or touch.ctrl):
                session.select(())
            return
        session.select(found[:1], "toggle" if touch.shift or touch.ctrl else "set")

    def _slots(self, rack: Rack, touch: Touch, *, bay: bool) -> frozenset[SlotKey]:
        x, y, c, s, _, _ = self.board.sheet.racks.rows((rack.id,)).boxes[0].tolist()
        return slots_at(rack, (touch.plan[0] - x) * c + (touch.plan[1] - y) * s, bay=bay)

    def _point(self, touch: Touch) -> None:
        """The pointer says what a press would do."""
        frame = self.frame
        grip = frame.hit(self.board.camera, touch.at) if frame is not None else None
        shapes = {
            "ns": Qt.CursorShape.SizeVerCursor, "ew": Qt.CursorShape.SizeHorCursor,
            "nwse": Qt.CursorShape.SizeFDiagCursor, "nesw": Qt.CursorShape.SizeBDiagCursor,
        }  # fmt: skip
        if grip is None:
            self._cursor = Qt.CursorShape.ArrowCursor
        elif isinstance(grip, int) or grip == "turn":
            self._cursor = Qt.CursorShape.PointingHandCursor
        else:
            self._cursor = shapes[SHAPES[grip]]

    def _chosen(self) -> tuple[Element, ...]:
        return tuple(one for one in self.board.session.chosen() if one.id in self.board.sheet.elements)

    def _nudge(self, dx: float, dy: float) -> None:
        chosen = self._chosen()
        if chosen:
            with self.board.gesture(f"Move {counted(chosen)}"):
                edits.move(self.board.document, [one.id for one in chosen], dx, dy)

    def _turn(self, angle: float) -> None:
        chosen, frame = self._chosen(), self.frame
        if chosen and frame is not None:
            with self.board.gesture(f"Rotate {counted(chosen)}"):
                edits.rotate(self.board.document, [one.id for one in chosen], angle, frame.middle)

    def _stretch_by(self, dx: float, dy: float) -> None:
        """Alt and an arrow: the right and the lower side of one element follow; a rack takes a bay a press."""
        frame, chosen = self.frame, self._chosen()
        if frame is None or len(chosen) != 1:
            return
        grip = "e" if dx else "s"
        if grip not in frame.grips:
            return
        rack = chosen[0]
        if isinstance(rack, Rack) and dx:
            dx = rack.bays[-1].width * (1 if dx > 0 else -1)
        along = dx or dy
        u0, v0, u1, v1 = frame.box
        wider = (u0, v0, u1 + along, v1) if grip == "e" else (u0, v0, u1, v1 + along)
        to = HandleFrame(frame.angle, wider, frame.grips).corner(grip)
        gesture = StretchGesture(self.board, list(chosen), frame, grip)
        at = self.board.camera.to_px(*to)
        gesture.move(Touch(at, (mm(to[0]), mm(to[1])), alt=True))
        gesture.end(Touch(at, to))
        self.board.guides = ()

    def delete(self) -> None:
        """Take what is chosen out; within a rack, leave its chosen bins out."""
        session, document = self.board.session, self.board.document
        if session.inside is not None and session.slots:
            inside, slots = session.inside, session.slots
            with self.board.gesture(f"Leave out {len(slots)} bins"):
                edits.leave_out(document, inside, slots)
            session.enter(inside)
            return
        chosen = session.chosen()
        if chosen:
            with self.board.gesture(f"Delete {counted(chosen)}"):
                edits.remove(document, [one.id for one in chosen])

    def _step(self, by: int) -> None:
        """An arrow within a rack: the next bay."""
        session = self.board.session
        rack = self.board.document.find(session.inside) if session.inside is not None else None
        if isinstance(rack, Rack):
            marks = divided(rack)[0][0]
            now = min((key[0] for key in session.slots), default=rack.first_bay) - rack.first_bay
            goal = min(max(now + (-by if rack.flipped else by), 0), len(rack.bays) - 1)
            at = len(rack.bays) - 1 - goal if rack.flipped else goal
            session.enter(rack.id, slots_at(rack, float(marks[at] + marks[at + 1]) / 2, bay=True))

    def _paint_inside(self, painter: QPainter, frame: Frame) -> None:
        """The chosen bays and bins of the rack that was entered."""
        session = self.board.session
        rack = self.board.document.find(session.inside) if session.inside is not None else None
        if not isinstance(rack, Rack):
            return
        row = self.board.sheet.racks.rows((rack.id,)).boxes
        paint_outline(painter, frame.polygon(map(tuple, corners(row)[0].tolist())), self.board.inks.accent, dashed=True)
        bins = divided(rack)[1][0]
        chosen = {(key[0], key[2]) for key in session.slots}
        columns = [(number, bin_) for number, bay in enumerate(rack.bays, rack.first_bay) for bin_ in range(bay.widest)]
        if rack.flipped:
            columns.reverse()
        painter.setPen(hair(self.board.inks.accent, 2.0))
        painter.setBrush(clear(self.board.inks.accent, 0.35))
        for at, column in enumerate(columns):
            if column in chosen:
                part = row.copy()
                middle = float(bins[at] + bins[at + 1]) / 2
                part[0, 0] += middle * part[0, 2]
                part[0, 1] += middle * part[0, 3]
                part[0, 4] = float(bins[at + 1] - bins[at]) / 2
                painter.drawPolygon(QPolygonF([frame.camera.to_px(x, y) for x, y in corners(part)[0].tolist()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
