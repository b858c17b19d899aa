"""What a row plan would look like: its racks and aisles from above, judged and measured, quick enough for a drag."""

import math
from dataclasses import replace

from PySide6.QtGui import QPainter

from app.domain.errors import Refusal
from app.layout.elements import Aisle, Element, Truck, Zone
from app.layout.generate import MOST_BINS, RowPlan, elements_of
from app.layout.geometry import Bounds, placed
from app.layout.racking import Bay, ElementId
from app.ui.layout.canvas.board import Board
from app.ui.layout.canvas.boxes import corners, shifted
from app.ui.layout.canvas.colliding import hits
from app.ui.layout.canvas.marks import length_text, paint_distance
from app.ui.layout.canvas.scene import Frame, Look
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.snapping import Catcher
from app.ui.layout.session import Grain

MOST_TAGS = 8


class RowsGhost:
    """The ghost of one plan, made anew when its shape changes and carried along when it only moves."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.bad: frozenset[ElementId] = frozenset()
        """Racks and aisles that would collide."""
        self._shape: tuple[RowPlan, Grain] | None = None
        self._sheet = self.shown = Sheet()

    def follow(self, plan: RowPlan) -> None:
        """Show this plan from now on."""
        shape, grain = replace(plan, x=0.0, y=0.0), self.board.session.grain
        if (shape, grain) != self._shape:
            elements = self._outlined(shape, grain)
            self._shape, self._sheet = (shape, grain), Sheet(elements)
            zones = [element for element in elements if isinstance(element, Zone)]
            self.shown = Sheet(zones) if grain == "zones" and zones else self._sheet
        self.bad = hits(self._sheet, self.board.standing(), plan.x, plan.y)

    def paint(self, painter: QPainter, frame: Frame, plan: RowPlan, opacity: float) -> None:
        """The ghost where the plan is, with what collides marked and the widths of its aisles."""
        board, scale = self.board, frame.camera.scale
        carried = frame.displaced(plan.x * scale, plan.y * scale)
        painter.setOpacity(opacity)
        board.scene.paint(painter, carried, self.shown, replace(Look.chosen(board.inks), covered=self.bad))
        if self.bad:
            bad = self.bad if self.shown is self._sheet else frozenset(self.shown.elements)
            board.scene.paint(painter, carried, self.shown, Look.colliding(board.inks, bad))
        painter.setOpacity(1.0)
        self._widths(painter, carried, plan)

    def box(self, plan: RowPlan, catcher: Catcher) -> Bounds | None:
        """The racks as they stand now, in the frame of a catcher."""
        if not len(self._sheet.racks):
            return None
        points = corners(shifted(self._sheet.racks.boxes, plan.x, plan.y)).reshape(-1, 2)
        return catcher.frame_box((x, y) for x, y in points.tolist())

    def _outlined(self, plan: RowPlan, grain: Grain) -> tuple[Element, ...]:
        """The elements of a plan, with the lowest level alone: as much as is seen from above, and quick. Bins
        in their bays only where one works on bins."""
        kind = plan.template
        if plan.bins > MOST_BINS:
            self.board.session.said.emit(f"That would be {plan.bins:,} bins; at most {MOST_BINS:,} can be.")
            return ()
        lowest = kind.bay.levels[0] if grain == "bins" else replace(kind.bay.levels[0], bins=1)
        flat = replace(kind, bay=Bay(kind.bay.width, (lowest,)), deep=1)
        try:
            low = replace(plan, template=flat, pattern="{rack}-{bay}-{bin}", walk_start=None)
            return elements_of(self.board.document, low)
        except Refusal as refusal:
            self.board.session.said.emit(f"{refusal.what} {refusal.next_step}")
            return ()

    def _widths(self, painter: QPainter, frame: Frame, plan: RowPlan) -> None:
        """The width of each aisle, and a warning where its truck needs more."""
        truck = self.board.document.find(plan.truck) if plan.truck is not None else None
        aisles = [one for one in self._sheet.elements.values() if isinstance(one, Aisle) and not one.cross]
        for aisle in aisles[:MOST_TAGS]:
            if aisle.width * frame.camera.scale < 16:
                return
            length = math.hypot(aisle.bx - aisle.ax, aisle.by - aisle.ay)
            angle = math.degrees(math.atan2(aisle.by - aisle.ay, aisle.bx - aisle.ax))
            a = placed(aisle.ax, aisle.ay, angle, length * 0.8, -aisle.width / 2)
            b = placed(aisle.ax, aisle.ay, angle, length * 0.8, aisle.width / 2)
            warns = isinstance(truck, Truck) and aisle.width < truck.aisle_width - 1.0
            paint_distance(painter, frame, a, b, length_text(aisle.width), self.board.inks, warns=warns)
