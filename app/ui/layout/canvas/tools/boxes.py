"""Tools that draw boxes from corner to corner, or put one of a usual size down by a click: zone, rack, place, charger,
obstacle."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypedDict

from PySide6.QtGui import QPainter

from app.layout.elements import Charger, Element, Obstacle, Place, Rack, Zone
from app.layout.facing import aisle_before
from app.layout.geometry import Point, box_points, degrees, mm, placed
from app.layout.racking import ElementId
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.marks import length_text, paint_tag
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.tools.gestures import GHOST
from app.ui.layout.canvas.tools.tool import Tool

Made = tuple[Element, ...]
DRAG_FROM = 4.0


class TwoPointTool(Tool):
    """Two points make something: pressed and released, clicked one after the other, or set with Enter at the cross."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.start: Point | None = None
        self.end: Point | None = None
        self._pressed: Touch | None = None
        self._ghost = Sheet()

    @property
    def busy(self) -> bool:
        return self.start is not None

    def press(self, touch: Touch) -> None:
        self.board.remark = None
        if self.start is None:
            self._pressed = touch
            self.start = self.end = self.board.snapped(touch)
        else:
            self._pressed = None
            self._finish(touch)

    def move(self, touch: Touch) -> None:
        point = self.board.snapped(touch)
        if self.start is None:
            return
        if touch.shift:
            dx, dy = point[0] - self.start[0], point[1] - self.start[1]
            point = (point[0], self.start[1]) if abs(dx) >= abs(dy) else (self.start[0], point[1])
        self.end = point
        self._ghost = Sheet(self._made(self.start, point))

    def release(self, touch: Touch) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.start is None:
            return
        if (touch.at - pressed.at).manhattanLength() >= DRAG_FROM:
            self._finish(touch)
        elif self.by_click(self.start) is not None:
            start, self.start = self.start, None
            self._put(lambda floor: self.by_click(start) or (), start)

    def give_up(self) -> bool:
        if self.start is None:
            return False
        self.start = self.end = self._pressed = None
        self._ghost, self.board.guides = Sheet(), ()
        self.board.repaint()
        return True

    def paint(self, painter: QPainter, frame: Frame) -> None:
        if self.start is None or self.end is None:
            return
        painter.setOpacity(GHOST)
        self.board.scene.paint(painter, frame, self._ghost, Look.chosen(self.board.inks))
        painter.setOpacity(1.0)
        text = self.words()
        if text:
            a, b = frame.camera.to_px(*self.start), frame.camera.to_px(*self.end)
            paint_tag(painter, (a + b) / 2, text, self.board.inks)

    def words(self) -> str:
        if self.start is None or self.end is None:
            return ""
        width, depth = abs(self.end[0] - self.start[0]), abs(self.end[1] - self.start[1])
        return f"{length_text(width)} × {length_text(depth)}" if width or depth else ""

    def by_click(self, at: Point) -> Made | None:
        """What one click makes; None where two points are needed."""
        return None

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        """What two points make; nothing where they are too near."""
        raise NotImplementedError

    def _finish(self, touch: Touch) -> None:
        self.move(touch)
        start, end = self.start, self.end
        self.give_up()
        if start is not None and end is not None:
            self._put(lambda floor: self.make(start, end, self.board.document.new_id, floor), end)

    def _put(self, make: Callable[[ElementId], Iterable[Element]], at: Point) -> None:
        self.board.guides = ()
        self.board.draw(make, at)
        self.board.repaint()

    def _made(self, a: Point, b: Point) -> Made:
        floor = self.board.session.floor or ElementId("ghost")
        return tuple(self.make(a, b, lambda: ElementId("ghost"), floor))


class Box(TypedDict):
    """Centre and size of an upright box, mm."""

    x: float
    y: float
    width: float
    depth: float


def box_between(a: Point, b: Point, least: float = 100.0) -> Box | None:
    """Centre and size of the upright box between two corners; None where it is too small to be meant."""
    width, depth = abs(b[0] - a[0]), abs(b[1] - a[1])
    if width < least or depth < least:
        return None
    return {"x": mm((a[0] + b[0]) / 2), "y": mm((a[1] + b[1]) / 2), "width": mm(width), "depth": mm(depth)}


class ZoneTool(TwoPointTool):
    """Zones, lettered one after the other."""

    hint = "Drag from corner to corner of the zone."

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        box = box_between(a, b)
        if box is not None:
            taken = {zone.code for zone in self.board.document.of(Zone)}
            letters = (chr(65 + n) for n in range(26))
            code = next((one for one in letters if one not in taken), None) or self.board.code("zone", "Z1")
            yield Zone(id=new_id(), floor=floor, code=code, **box)


class PlaceTool(TwoPointTool):
    """Places on the floor: storage, lanes, docks, packing tables."""

    hint = "Click puts one down, drag gives it a size."
    codes = (("dock", "DOCK-01"), ("packing", "PACK-01"), ("station", "ST-01"), ("storage", "BULK-01"))

    def by_click(self, at: Point) -> Made | None:
        own = self.board.options.place
        if self.board.session.floor is None:
            return None
        size: Box = {"x": at[0], "y": at[1], "width": own.width, "depth": own.depth}
        return (self._place(self.board.document.new_id(), self.board.session.floor, size),)

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        box = box_between(a, b)
        if box is not None:
            yield self._place(new_id(), floor, box)

    def _place(self, id_: ElementId, floor: ElementId, box: Box) -> Place:
        use = self.board.options.place.use
        first = dict(self.codes).get(use, f"{use[:4].upper()}-01")
        zone = self.board.zone_at((box["x"], box["y"]))
        return Place(id=id_, floor=floor, zone=zone, code=self.board.code("place", first), use=use, **box)


class ChargerTool(TwoPointTool):
    """Charging points."""

    hint = "Click puts one down, drag gives it a size."

    def by_click(self, at: Point) -> Made | None:
        own, floor = self.board.options.charger, self.board.session.floor
        if floor is None:
            return None
        code = self.board.code("charger", "CHG-01")
        return (
            Charger(
                id=self.board.document.new_id(), floor=floor, code=code, x=at[0], y=at[1], width=own.width,
                depth=own.depth,
            ),
        )  # fmt: skip

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        box = box_between(a, b)
        if box is not None:
            yield Charger(id=new_id(), floor=floor, code=self.board.code("charger", "CHG-01"), **box)


class BlockTool(TwoPointTool):
    """Obstacles as boxes."""

    hint = "Drag from corner to corner of what stands there."

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        box = box_between(a, b, 50.0)
        if box is not None:
            points = tuple((mm(x), mm(y)) for x, y in box_points(box["x"], box["y"], box["width"], box["depth"], 0.0))
            code = self.board.code("obstacle", "OBS-01")
            yield Obstacle(id=new_id(), floor=floor, code=code, label=self.board.options.obstacle.label, points=points)


class RackTool(TwoPointTool):
    """One rack along the line of its front, as many bays of the template as fit; it looks to the right of the line."""

    hint = "Drag along the front of the rack."

    def make(self, a: Point, b: Point, new_id: Callable[[], ElementId], floor: ElementId) -> Iterable[Element]:
        kind = self.board.options.rack.template
        length = math.dist(a, b)
        bays = min(round(length / kind.bay.width), 4096)
        if bays < 1:
            return
        angle = degrees(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
        x, y = placed(a[0], a[1], angle, bays * kind.bay.width / 2, -kind.depth / 2)
        zone = self.board.zone_at((x, y))
        code = self.board.code("rack", "R-01")
        pattern = kind.pattern if zone is not None and "{aisle" not in kind.pattern else "{rack}-{column:02}-{level}"
        rack = Rack(
            id=new_id(), floor=floor, zone=zone, code=code, x=mm(x), y=mm(y), angle=angle, depth=kind.depth,
            bays=(kind.bay,) * bays, deep=kind.deep, style=kind.style,
            pattern=pattern + ("-{depth}" if kind.deep > 1 and "{depth" not in pattern else ""),
        )  # fmt: skip
        aisle = aisle_before(self.board.document, rack)
        yield rack if aisle is None else replace(rack, aisle=aisle.id, zone=zone or aisle.zone)

    def words(self) -> str:
        if self.start is None or self.end is None:
            return ""
        bays = round(math.dist(self.start, self.end) / self.board.options.rack.template.bay.width)
        return f"{bays} bays · {length_text(bays * self.board.options.rack.template.bay.width)}" if bays else ""
