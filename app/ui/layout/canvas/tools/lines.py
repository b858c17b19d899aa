"""Tools that go from point to point: aisles, walls, outlines of obstacles. A drag draws one stretch; clicks draw many,
ended by Enter, a double click, or the first point."""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF

from app.layout.arrange import next_code
from app.layout.elements import Aisle, Element, Obstacle, Rack, Wall
from app.layout.facing import opens
from app.layout.geometry import Point, crosses_itself, properly_cross
from app.layout.racking import ElementId
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.inks import hair
from app.ui.layout.canvas.marks import length_text, paint_tag
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.tools.gestures import GHOST
from app.ui.layout.canvas.tools.tool import Tool

DRAG_FROM = 4.0
CLOSES = 8.0  # px from the first point at which a line closes


class LineTool(Tool):
    """Points set one after the other. closes: the line may come back to its first point."""

    closes = False
    least = 2

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.points: list[Point] = []
        self._next: Point | None = None
        self._pressed: Touch | None = None

    @property
    def busy(self) -> bool:
        return bool(self.points)

    def press(self, touch: Touch) -> None:
        self.board.remark = None
        point = self._point(touch)
        if self.points and self.closes and len(self.points) >= 3 and self._is_first(point):
            self._finish(closed=True)
            return
        if self.points and point == self.points[-1]:
            self._finish(closed=False)  # the cross stands still: Enter ends
            return
        if not self.allowed(point):
            return
        self._pressed = touch if not self.points else None
        self.points.append(point)
        self._next = point

    def move(self, touch: Touch) -> None:
        self._next = self._point(touch)

    def release(self, touch: Touch) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and (touch.at - pressed.at).manhattanLength() >= DRAG_FROM:
            point = self._point(touch)
            if point != self.points[-1]:
                self.points.append(point)
                if self.least == 2:
                    self._finish(closed=False)

    def double(self, touch: Touch) -> None:
        self._finish(closed=False)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.points:
            self.points.pop()
            self.board.repaint()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.points and self.board.cross is None:
            self._finish(closed=False)
            return True
        return False

    def give_up(self) -> bool:
        if not self.points:
            return False
        self.points, self._next, self._pressed = [], None, None
        self.board.guides = ()
        self.board.repaint()
        return True

    def allowed(self, point: Point) -> bool:
        """Whether a point may follow; told in words where not."""
        return True

    def make(self, points: tuple[Point, ...], floor: ElementId, *, closed: bool) -> Iterable[Element]:
        """What the points make."""
        raise NotImplementedError

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if not self.points:
            return
        line = [*self.points, *([self._next] if self._next is not None else [])]
        painter.setOpacity(GHOST)
        self.ghost(painter, frame, line)
        painter.setOpacity(1.0)
        painter.setPen(hair(self.board.inks.accent))
        painter.setBrush(Qt.GlobalColor.white)
        for x, y in self.points:
            at = frame.camera.to_px(x, y)
            painter.drawRect(math.floor(at.x()) - 3, math.floor(at.y()) - 3, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._next is not None and self._next != self.points[-1]:
            a, b = frame.camera.to_px(*self.points[-1]), frame.camera.to_px(*self._next)
            paint_tag(painter, (a + b) / 2, self.words(), self.board.inks)

    def ghost(self, painter: QPainter, frame: Frame, line: list[Point]) -> None:
        """The line as it would be."""
        painter.setPen(hair(self.board.inks.accent, 2.0))
        painter.drawPolyline(QPolygonF([frame.camera.to_px(x, y) for x, y in line]))

    def words(self) -> str:
        if not self.points or self._next is None:
            return ""
        (ax, ay), (bx, by) = self.points[-1], self._next
        angle = math.degrees(math.atan2(by - ay, bx - ax)) % 360
        return f"{length_text(math.dist(self.points[-1], self._next))} · {angle:.0f}°"

    def _point(self, touch: Touch) -> Point:
        point = self.board.snapped(touch)
        if self.points and touch.shift:
            (ax, ay), (x, y) = self.points[-1], point
            point = (x, ay) if abs(x - ax) >= abs(y - ay) else (ax, y)
        return self.points[0] if self.closes and len(self.points) >= 3 and self._is_first(point) else point

    def _is_first(self, point: Point) -> bool:
        first = self.board.camera.to_px(*self.points[0])
        way: QPointF = self.board.camera.to_px(*point) - first
        return math.hypot(way.x(), way.y()) <= CLOSES

    def _finish(self, *, closed: bool) -> None:
        points = tuple(dict.fromkeys(self.points)) if len(set(self.points)) >= 2 else ()
        if len(points) < self.least:
            self.give_up()
            return
        done = self.board.draw(lambda floor: self.make(points, floor, closed=closed), points[-1])
        if done or self.least == 2:
            self.give_up()


class AisleTool(LineTool):
    """Aisles: strips along a line, each stretch one aisle."""

    hint = "Drag along the middle of the aisle, or click its points and press Enter."

    def make(self, points: tuple[Point, ...], floor: ElementId, *, closed: bool) -> Iterable[Element]:
        own, document = self.board.options.aisle, self.board.document
        first = "X01" if own.cross else "01"
        named = {(aisle.zone, aisle.code) for aisle in document.of(Aisle)}
        taken: set[ElementId] = set()
        for a, b in pairwise(points):
            zone = self.board.zone_at(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))
            there = {code for of, code in named if of == zone}  # two zones may have an aisle 01 each
            code = next_code(first, there) if first in there else first
            named.add((zone, code))
            aisle = Aisle(
                id=document.new_id(), floor=floor, zone=zone, code=code, ax=a[0], ay=a[1], bx=b[0], by=b[1],
                width=own.width, cross=own.cross, one_way=own.one_way, truck=own.truck,
            )  # fmt: skip
            yield aisle
            for rack in document.of(Rack):
                free = rack.aisle is None and rack.id not in taken and rack.floor == floor
                if free and not aisle.cross and opens(rack, aisle):
                    taken.add(rack.id)
                    yield replace(rack, aisle=aisle.id, zone=rack.zone or zone)

    def ghost(self, painter: QPainter, frame: Frame, line: list[Point]) -> None:
        own = self.board.options.aisle
        strips = [
            Aisle(
                id=ElementId(f"ghost{n}"), floor=ElementId("ghost"), code="", ax=a[0], ay=a[1], bx=b[0], by=b[1],
                width=own.width, one_way=own.one_way,
            )
            for n, (a, b) in enumerate(pairwise(line)) if a != b
        ]  # fmt: skip
        self.board.scene.paint(painter, frame, Sheet(strips), Look.chosen(self.board.inks))


class WallTool(LineTool):
    """Walls; the first point closes them."""

    hint = "Click from corner to corner; Enter or a double click ends, the first point closes."
    closes = True

    def make(self, points: tuple[Point, ...], floor: ElementId, *, closed: bool) -> Iterable[Element]:
        code = self.board.code("wall", "WALL-01")
        whole = (*points, points[0]) if closed else points
        yield Wall(id=self.board.document.new_id(), floor=floor, code=code, points=whole)


class OutlineTool(LineTool):
    """Obstacles point by point. What would cross itself is refused at the pointer, and nothing is drawn."""

    hint = "Click the corners; Enter, a double click or the first point closes."
    closes, least = True, 3

    def allowed(self, point: Point) -> bool:
        if len(self.points) < 3:
            return True
        new = self.points[-1], point
        if any(properly_cross(*new, a, b) for a, b in pairwise(self.points[:-1])):
            self._refuse(point)
            return False
        return True

    def make(self, points: tuple[Point, ...], floor: ElementId, *, closed: bool) -> Iterable[Element]:
        code, label = self.board.code("obstacle", "OBS-01"), self.board.options.obstacle.label
        yield Obstacle(id=self.board.document.new_id(), floor=floor, code=code, label=label, points=points)

    def _finish(self, *, closed: bool) -> None:
        points = tuple(dict.fromkeys(self.points))
        if len(points) >= 3 and crosses_itself(points):
            self._refuse(points[-1])
            return
        super()._finish(closed=closed)

    def _refuse(self, at: Point) -> None:
        self.board.say(
            "This outline would cross itself. Set the corner elsewhere, or take one back with Backspace.", at
        )
