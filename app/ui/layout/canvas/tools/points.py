"""Tools of single points: doors, captions; measuring, calibrating, asking for a way; the hand that moves the view."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.layout.elements import Caption, Door, Element, Rack, Wall
from app.layout.geometry import Point, mm
from app.layout.racking import ElementId
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.cells import slots_at
from app.ui.layout.canvas.marks import length_text, paint_distance, paint_tag
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet, opening
from app.ui.layout.canvas.tools.gestures import GHOST
from app.ui.layout.canvas.tools.tool import Tool


class DoorTool(Tool):
    """Doors, in the wall next to the pointer."""

    hint = "Click on a wall."

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._door: Door | None = None

    def press(self, touch: Touch) -> None:
        self.move(touch)
        door = self._door
        if door is None:
            self.board.say("There is no wall here. Click on a wall, or draw one first.", touch.plan)
            return
        self.board.draw(lambda floor: (self._made(door, floor),), touch.plan)

    def move(self, touch: Touch) -> None:
        self._door, best = None, self.board.mm_of(40.0)
        width = self.board.options.door.width
        for id_ in self.board.sheet.walls:
            wall = self.board.sheet.elements[id_]
            if isinstance(wall, Wall):
                x, y = touch.plan
                door = Door(id=ElementId("ghost"), floor=wall.floor, wall=id_, code="", x=x, y=y, width=width)
                a, b = opening(wall, door)
                foot = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
                if math.dist(foot, touch.plan) < best:
                    best = math.dist(foot, touch.plan)
                    self._door = Door(
                        id=door.id, floor=door.floor, wall=id_, code="", x=mm(foot[0]), y=mm(foot[1]), width=width
                    )
        self.board.repaint()

    def give_up(self) -> bool:
        self._door = None
        return False

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self._door is None:
            return
        wall = self.board.document.find(self._door.wall)
        ghost = Sheet([self._door])
        if isinstance(wall, Wall):
            ghost.doors[self._door.id] = opening(wall, self._door)
        painter.setOpacity(GHOST)
        self.board.scene.paint(painter, frame, ghost, Look.chosen(self.board.inks))
        painter.setOpacity(1.0)

    def _made(self, door: Door, floor: ElementId) -> Element:
        code = self.board.code("door", "G01")
        return Door(
            id=self.board.document.new_id(), floor=floor, wall=door.wall, code=code, x=door.x, y=door.y,
            width=door.width,
        )  # fmt: skip


class CaptionTool(Tool):
    """Words on the plan: those of the options, or typed where they shall stand."""

    hint = "Click where the words stand."

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.at: Point | None = None
        self.text = ""

    @property
    def busy(self) -> bool:
        return self.at is not None

    def press(self, touch: Touch) -> None:
        if self.at is not None:
            self._put()
        at = self.board.snapped(touch)
        self.board.guides = ()
        if self.board.options.caption.text:
            self.at, self.text = at, self.board.options.caption.text
            self._put()
            return
        self.at, self.text = at, ""
        self.board.say("Type the words, then press Enter.")

    def key(self, event: QKeyEvent) -> bool:
        if self.at is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put()
        elif event.key() == Qt.Key.Key_Backspace:
            self.text = self.text[:-1]
        elif event.key() != Qt.Key.Key_Escape and event.text().isprintable() and event.text():
            self.text += event.text()
        else:
            return False
        self.board.repaint()
        return True

    def give_up(self) -> bool:
        was, self.at, self.text = self.at, None, ""
        return was is not None

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self.at is not None:
            painter.setPen(self.board.inks.accent)
            painter.setFont(self.board.inks.strong)
            painter.drawText(frame.camera.to_px(*self.at), f"{self.text}|")

    def _put(self) -> None:
        at, text = self.at, self.text.strip()
        self.at, self.text = None, ""
        if at is not None and text:
            self.board.draw(lambda floor: self._made(text, at, floor), at)

    def _made(self, text: str, at: Point, floor: ElementId) -> Iterable[Element]:
        code = self.board.code("caption", "TEXT-01")
        yield Caption(id=self.board.document.new_id(), floor=floor, code=code, text=text, x=at[0], y=at[1])


class PickTool(Tool):
    """Two points and what lies between them. Told as `points_picked` when the second is set; stays in sight until the
    next."""

    hint = "Click two points; the distance stands between them. Shift keeps it level or upright."

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._points: list[Point] = []
        self._next: Point | None = None
        self._pressed: QPointF | None = None

    @property
    def busy(self) -> bool:
        return len(self._points) == 1

    def press(self, touch: Touch) -> None:
        if len(self._points) == 2:
            self._points, self._next = [], None
        self._pressed = touch.at
        self._set(touch)

    def move(self, touch: Touch) -> None:
        self._next = self._point(touch)
        self.board.repaint()

    def release(self, touch: Touch) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and len(self._points) == 1 and (touch.at - pressed).manhattanLength() >= 4:
            self._set(touch)

    def give_up(self) -> bool:
        had = bool(self._points)
        self._points, self._next, self.board.guides = [], None, ()
        self.board.repaint()
        return had

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if not self._points:
            return
        a = self._points[0]
        b = self._points[1] if len(self._points) == 2 else self._next
        if b is not None and b != a:
            paint_distance(painter, frame, a, b, self._text(a, b), self.board.inks, warns=False)
        else:
            paint_tag(painter, frame.camera.to_px(*a), "0.00 m", self.board.inks)

    def words(self) -> str:
        if not self._points:
            return ""
        a, b = self._points[0], self._points[1] if len(self._points) == 2 else self._next
        if b is None:
            return ""
        return f"{self._text(a, b)} \u00b7 {length_text(abs(b[0] - a[0]))} across, {length_text(abs(b[1] - a[1]))} down"

    def _text(self, a: Point, b: Point) -> str:
        angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) % 360
        return f"{length_text(math.dist(a, b))} · {angle:.1f}°"

    def _point(self, touch: Touch) -> Point:
        point = self.board.snapped(touch)
        if len(self._points) == 1 and touch.shift:
            (ax, ay), (x, y) = self._points[0], point
            point = (x, ay) if abs(x - ax) >= abs(y - ay) else (ax, y)
        return point

    def _set(self, touch: Touch) -> None:
        self._points.append(self._point(touch))
        self._next, self.board.guides = None, ()
        if len(self._points) == 2:
            self.board.session.points_picked.emit(list(self._points))
        self.board.repaint()


class CalibrateTool(PickTool):
    """Two points of an underlay whose distance is known. Taken as they are: an underlay has no edges to catch on."""

    hint = "Click two points of the underlay whose distance you know."

    def _point(self, touch: Touch) -> Point:
        return touch.plan


class RouteTool(Tool):
    """Points to walk between, each with the rack or place under it and the bin; told anew with every point."""

    hint = "Click where the walk begins, then where it leads."

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._picked: list[tuple[float, float, ElementId | None, object]] = []

    def press(self, touch: Touch) -> None:
        found = self.board.sheet.pick(*touch.plan, 0.0, lambda _: (0.0, 0.0, -1.0, -1.0))
        on = next(
            (id_ for id_ in found if id_ in self.board.sheet.racks.row or id_ in self.board.sheet.places.row), None
        )
        slot, rack = None, self.board.document.find(on) if on is not None else None
        if isinstance(rack, Rack):
            x, y, c, s, _, _ = self.board.sheet.racks.rows((rack.id,)).boxes[0].tolist()
            along = (touch.plan[0] - x) * c + (touch.plan[1] - y) * s
            slot = min(slots_at(rack, along, bay=False), default=None)
        self._picked.append((*touch.plan, on, slot))
        self.board.session.points_picked.emit(list(self._picked))

    def give_up(self) -> bool:
        had, self._picked = bool(self._picked), []
        if had:
            self.board.session.points_picked.emit([])
        return had


class HandTool(Tool):
    """The hand: a drag moves the view. The canvas itself does it."""

    hint = "Drag the plan."
    draws = False

    @property
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.OpenHandCursor
