"""What a press in the choose tool can become: a move, a turn, a stretch, a band, a lasso. Nothing is drawn before the
release; until then a ghost shows what would be."""

import math
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from app.domain.errors import Refusal
from app.layout import edits
from app.layout.elements import Door, Element, Rack, Wall
from app.layout.geometry import Point, mm
from app.layout.racking import ElementId
from app.layout.shapes import BOXED, outline
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.colliding import Standing, hits
from app.ui.layout.canvas.handles import Grip, HandleFrame, bays_of, grips_together, stretched
from app.ui.layout.canvas.marks import length_text, paint_band, paint_distance, paint_tag
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.snapping import Catcher, Gap, needed_between
from app.ui.layout.facts import name_kinds

GHOST = 0.6
MOST_JUDGED = 40  # elements in the hand up to which each step is judged by what stands around
MOST_TAGGED = 400  # elements in the hand above which one asks for no neighbours of each


class Gesture(Protocol):
    """A press that goes on. `end` does it; leaving it without `end` does nothing."""

    lifted: frozenset[ElementId]

    def move(self, touch: Touch) -> None:
        """The hand moved."""

    def end(self, touch: Touch) -> None:
        """The hand let go: do it."""

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The ghost and what is said about it."""

    def words(self) -> str:
        """Its figures."""


class MoveGesture:
    """What is chosen follows the hand: Shift keeps it on one axis, Alt switches snap off."""

    def __init__(self, board: Board, ids: frozenset[ElementId], start: Point, grabbed: ElementId) -> None:
        self._board, self._start = board, start
        self._named = name_kinds(board.session.chosen())
        self.lifted = edits.with_doors(board.document, ids)
        self._elements = [board.document.elements[id_] for id_ in self.lifted]
        held = board.document.elements[grabbed]
        self._catcher = Catcher(board.sheet, self.lifted, held.angle if isinstance(held, BOXED) else 0.0)
        self._box = self._catcher.frame_box(point for element in self._elements for point in outline(element))
        self._gaps: list[tuple[Gap, tuple[float, str] | None]] = []
        self.by = (0.0, 0.0)
        self.bad: frozenset[ElementId] = frozenset()
        """What would collide where it is now, for few elements in the hand."""
        self._judged: tuple[Sheet, Standing] | None = None
        if len(self._elements) <= MOST_JUDGED:
            self._judged = Sheet(self._elements), Standing(board.sheet, self.lifted)

    def move(self, touch: Touch) -> None:
        dx, dy = touch.plan[0] - self._start[0], touch.plan[1] - self._start[1]
        if touch.shift:
            dx, dy = self._on_axis(dx, dy)
        self._board.guides = ()
        if not touch.alt:
            snap = self._board.session.snap
            caught = self._catcher.catch(self._shifted(dx, dy), snap, self._board.mm_of(snap.reach_px))
            if touch.shift:
                if dx or not dy:
                    dx += caught.dx if self._catcher.angle == 0 else 0.0
                else:
                    dy += caught.dy if self._catcher.angle == 0 else 0.0
            else:
                dx, dy = dx + caught.dx, dy + caught.dy
            self._board.guides = caught.guides
        self.by = mm(dx), mm(dy)
        self._measure()
        self.bad = hits(*self._judged, *self.by) if self._judged is not None else frozenset()

    def end(self, touch: Touch) -> None:
        dx, dy = self.by
        if dx or dy:
            with self._board.gesture(f"Move {self._named}", touch.plan):
                edits.move(self._board.document, self.lifted, dx, dy)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        dx, dy = self.by
        scale = frame.camera.scale
        look = Look.chosen(self._board.inks, self.lifted)
        painter.setOpacity(GHOST)
        self._board.scene.paint(painter, frame.displaced(dx * scale, dy * scale), self._board.sheet, look)
        if self.bad:
            where, look = frame.displaced(dx * scale, dy * scale), Look.colliding(self._board.inks, self.bad)
            self._board.scene.paint(painter, where, self._board.sheet, look)
        painter.setOpacity(1.0)
        for gap, needed in self._gaps:
            if gap.distance * scale < 4 and not (needed and gap.distance < needed[0] - 1):
                continue
            warns = needed is not None and 1.0 < gap.distance < needed[0] - 1.0
            paint_distance(painter, frame, gap.a, gap.b, length_text(gap.distance), self._board.inks, warns=warns)

    def words(self) -> str:
        collides = f" \u00b7 {len(self.bad)} would collide" if self.bad else ""
        return f"moved by {self.by[0] / 1_000:,.2f} m, {self.by[1] / 1_000:,.2f} m{collides}"

    def _on_axis(self, dx: float, dy: float) -> Point:
        c, s = math.cos(math.radians(self._catcher.angle)), math.sin(math.radians(self._catcher.angle))
        u, v = dx * c + dy * s, dy * c - dx * s
        return (u * c, u * s) if abs(u) >= abs(v) else (-v * s, v * c)

    def _shifted(self, dx: float, dy: float) -> tuple[float, float, float, float]:
        u, v, _, _ = self._catcher.frame_box(((dx, dy),))
        u0, v0, u1, v1 = self._box
        return u0 + u, v0 + v, u1 + u, v1 + v

    def _measure(self) -> None:
        layout, self._gaps = self._board.document, []
        for gap in self._catcher.gaps(self._shifted(*self.by)):
            other = layout.find(gap.other)
            if other is None or other.kind == "zone":
                continue
            needed = None
            if len(self._elements) <= MOST_TAGGED and other is not None:
                fronts = [needed_between(layout, mine, other, gap.a, gap.b) for mine in self._nearest(gap)]
                needed = max((one for one in fronts if one is not None), default=None)
            self._gaps.append((gap, needed))

    def _nearest(self, gap: Gap) -> list[Element]:
        """Which of the carried elements the gap begins at."""
        x, y = gap.a[0] - self.by[0], gap.a[1] - self.by[1]
        held = self._board.sheet
        near = self._board.mm_of(0.5) + 5.0
        return [
            element
            for element in self._elements
            if isinstance(element, Rack)
            and abs(_beside(held, element.id, x, y)) <= near
        ]  # fmt: skip


def _beside(sheet: Sheet, id_: ElementId, x: float, y: float) -> float:
    """How far a point lies outside of a box, mm; zero within it."""
    rows = sheet.racks.rows((id_,))
    if not len(rows.at):
        return math.inf
    bx, by, c, s, half, deep = rows.boxes[0].tolist()
    along, across = abs((x - bx) * c + (y - by) * s) - half, abs((y - by) * c - (x - bx) * s) - deep
    return float(max(along, across, 0.0))


class TurnGesture:
    """What is chosen turns about the middle of its frame: by whole degrees, with Shift by 15, with Alt freely. chosen:
    what is named in the step of undo, with ids as what turns along."""

    def __init__(
        self, board: Board, chosen: list[Element], ids: frozenset[ElementId], frame: HandleFrame, start: Point
    ) -> None:
        self._board, self._chosen, self._centre = board, chosen, frame.middle
        self.lifted = edits.with_doors(board.document, ids)
        self._from = math.degrees(math.atan2(start[1] - self._centre[1], start[0] - self._centre[0]))
        self._base = frame.angle
        self.angle = 0.0

    def move(self, touch: Touch) -> None:
        x, y = touch.plan[0] - self._centre[0], touch.plan[1] - self._centre[1]
        angle = math.degrees(math.atan2(y, x)) - self._from
        step = 15.0 if touch.shift else 0.1 if touch.alt else 1.0
        self.angle = (round((self._base + angle) / step) * step - self._base + 180) % 360 - 180

    def end(self, touch: Touch) -> None:
        if abs(self.angle) > 1e-6:
            with self._board.gesture(f"Rotate {name_kinds(self._chosen)}", touch.plan):
                edits.rotate(self._board.document, self.lifted, self.angle, self._centre)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        pivot = frame.camera.to_px(*self._centre)
        painter.save()
        painter.setOpacity(GHOST)
        painter.translate(pivot)
        painter.rotate(self.angle)
        painter.translate(-pivot)
        around = Frame(frame.camera, frame.ratio, frame.size, turning=True)
        self._board.scene.paint(painter, around, self._board.sheet, Look.chosen(self._board.inks, self.lifted))
        painter.restore()
        paint_tag(painter, pivot, f"{(self._base + self.angle) % 360:.1f}°", self._board.inks)

    def words(self) -> str:
        return f"turned by {self.angle:.1f}°"


class StretchGesture:
    """A handle follows the hand: sides of boxes, ends of aisles and racks, points of walls and outlines."""

    def __init__(self, board: Board, elements: list[Element], frame: HandleFrame, grip: Grip) -> None:
        self._board, self._elements, self._grip = board, elements, grip
        doors = [
            door for one in elements if isinstance(one, Wall) for by in board.document.namers(one.id)
            if isinstance(door := board.document.find(by), Door)
        ]  # fmt: skip
        self.lifted = frozenset(element.id for element in (*elements, *doors))
        self._doors = doors
        self._ends = grips_together(elements, grip, frame) if len(elements) > 1 else {}
        self._catcher = Catcher(board.sheet, self.lifted, frame.angle)
        self.made: list[Element] = list(elements)
        self.refused: Refusal | None = None
        self._ghost = Sheet([*self.made, *doors])

    def move(self, touch: Touch) -> None:
        to = self._board.snapped(touch, self._catcher)
        try:
            self.made = self._stretched(to)
            self.refused = None
        except Refusal as refusal:
            self.refused = refusal
        self._ghost = Sheet([*self.made, *self._doors])
        self._board.remark = None
        if self.refused is not None:
            self._board.say(f"{self.refused.what} {self.refused.next_step}", touch.plan)

    def end(self, touch: Touch) -> None:
        if self.refused is None and self.made != self._elements:
            with self._board.gesture(f"Resize {name_kinds(self._elements)}", touch.plan):
                self._board.document.put(*self.made)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        painter.setOpacity(GHOST)
        self._board.scene.paint(painter, frame, self._ghost, Look.chosen(self._board.inks))
        painter.setOpacity(1.0)
        if len(self.made) == 1:
            text = self._size()
            if text:
                x0, y0, x1, y1 = self._ghost.bounds() or (0.0, 0.0, 0.0, 0.0)
                paint_tag(painter, frame.camera.to_px((x0 + x1) / 2, (y0 + y1) / 2), text, self._board.inks)
        elif self.made:
            bays = sum(len(one.bays) for one in self.made if isinstance(one, Rack))
            x0, y0, x1, y1 = self._ghost.bounds() or (0.0, 0.0, 0.0, 0.0)
            at = frame.camera.to_px((x0 + x1) / 2, (y0 + y1) / 2)
            paint_tag(painter, at, f"{bays:,} bays", self._board.inks)

    def words(self) -> str:
        return self._size() if len(self.made) == 1 else ""

    def _stretched(self, to: Point) -> list[Element]:
        if not self._ends:
            return [stretched(element, self._grip, to) for element in self._elements]
        first = self._elements[0]
        steps = 0
        if isinstance(first, Rack):
            steps = bays_of(first, self._ends[first.id], to)
        if not steps:
            return list(self._elements)
        return [stretched(one, self._ends[one.id], to, steps) for one in self._elements]

    def _size(self) -> str:
        one = self.made[0]
        if isinstance(one, Rack):
            return f"{len(one.bays)} bays · {length_text(one.length)} × {length_text(one.depth)}"
        width, depth = getattr(one, "width", None), getattr(one, "depth", None)
        if width is not None and depth is not None:
            return f"{length_text(width)} × {length_text(depth)}"
        return length_text(width) if width is not None else ""


class BandGesture:
    """A box that chooses: to the right what lies wholly in it, to the left also what it touches."""

    def __init__(self, board: Board, start: Touch) -> None:
        self._board, self._from, self._to = board, start.at, start.at
        self.lifted: frozenset[ElementId] = frozenset()
        self._adds = start.shift or start.ctrl

    def move(self, touch: Touch) -> None:
        self._to = touch.at

    def end(self, touch: Touch) -> None:
        board, box = self._board, QRectF(self._from, self._to).normalized()
        x0, y0 = board.camera.to_plan(box.topLeft())
        x1, y1 = board.camera.to_plan(box.bottomRight())
        found = board.sheet.band(x0, y0, x1, y1, touch=self._to.x() < self._from.x())
        board.session.select(board.meant(found), "add" if self._adds else "set")

    def paint(self, painter: QPainter, frame: Frame) -> None:
        box = QPolygonF(QRectF(self._from, self._to).normalized())
        paint_band(painter, box, self._board.inks, touches=self._to.x() < self._from.x())

    def words(self) -> str:
        return ""


class LassoGesture:
    """A line drawn around what is chosen: all that has its middle within it."""

    def __init__(self, board: Board, start: Touch) -> None:
        self._board = board
        self._points: list[QPointF] = [start.at]
        self.lifted: frozenset[ElementId] = frozenset()
        self._adds = start.shift or start.ctrl

    def move(self, touch: Touch) -> None:
        if (touch.at - self._points[-1]).manhattanLength() >= 3:
            self._points.append(touch.at)

    def end(self, touch: Touch) -> None:
        if len(self._points) >= 3:
            ring = [self._board.camera.to_plan(point) for point in self._points]
            found = self._board.meant(self._board.sheet.lasso(ring))
            self._board.session.select(found, "add" if self._adds else "set")

    def paint(self, painter: QPainter, frame: Frame) -> None:
        paint_band(painter, QPolygonF(self._points), self._board.inks, touches=False)

    def words(self) -> str:
        return ""
