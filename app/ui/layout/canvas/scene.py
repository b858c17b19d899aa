"""What stands on a floor, painted bottom to top: zones, aisles, racks, places, what is built, doors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPolygonF

from app.layout.elements import Charger, Place
from app.layout.geometry import Point
from app.layout.racking import ElementId
from app.ui.heat.camera import Lens
from app.ui.heat.floor import draw_lines
from app.ui.heat.labels import TextStock
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, BoxTable, Floats, Rows, corners, outlines
from app.ui.layout.canvas.camera import PlanCamera
from app.ui.layout.canvas.inks import Inks, clear, hair, mixed
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.steps import Step, in_device_px
from app.ui.layout.canvas.strips import RackInks, StripPainter, in_reach
from app.ui.layout.canvas.strokes import Stamps, clipped, draw_dashed, stretch, total_px
from app.ui.layout.session import LayerName

DASHED_FROM = 16.0  # px that an aisle is wide before its middle line is dashed
ARROWS_EVERY = 140.0  # px
MOST_DASHED = 36_000.0  # px of dashed lines in one picture
ARROWS_FROM, MOST_ARROWS = 9.0, 120  # px that an aisle is wide, and how many at most
EDGES_FROM = 26.0  # px that an aisle is wide before its edges are seen


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture to paint: from where, at how many device px a logical one, and its size in logical px."""

    camera: PlanCamera
    ratio: float
    size: tuple[float, float]
    turning: bool = False
    """The painter is turned: what is outside now may come in."""
    part: QRectF | None = None
    """The part that has to be painted, where not all has."""

    @property
    def box(self) -> QRectF:
        """All of it that can be seen."""
        if self.part is not None:
            return self.part
        rim = sum(self.size) if self.turning else 0.0
        return QRectF(0, 0, *self.size).adjusted(-rim, -rim, rim, rim)

    def displaced(self, dx: float, dy: float) -> "Frame":
        """The frame for what is carried along by px."""
        return Frame(self.camera.displaced(dx, dy), self.ratio, self.size)

    @property
    def lens(self) -> Lens:
        """Plan to device px."""
        return Lens.of(self.camera, self.ratio)

    @property
    def reach(self) -> tuple[float, float, float, float]:
        """Centre and half sizes of what has to be painted, in device px."""
        box = self.box
        middle = box.center() * self.ratio
        return middle.x(), middle.y(), box.width() / 2 * self.ratio + 2, box.height() / 2 * self.ratio + 2

    def px(self, boxes: Floats) -> Floats:
        """Lines (n, 4) of the plan in logical px, on the middle of a pixel."""
        ends = self.camera.screens(boxes.reshape(-1, 2, 2)).reshape(-1, 4)
        return np.floor(ends) + 0.5

    def polygon(self, points: Iterable[Point]) -> QPolygonF:
        """Points of the plan as a polygon in logical px."""
        return QPolygonF([self.camera.to_px(x, y) for x, y in points])


@dataclass(frozen=True, slots=True)
class Look:
    """How elements are painted: as they stand, chosen, in the way; ids: only these; without: not these. arrows: of
    one-way aisles, which an overlay may draw in its own way."""

    racks: RackInks
    line: QColor
    ground: QColor
    ids: frozenset[ElementId] | None = None
    without: frozenset[ElementId] = frozenset()
    hidden: frozenset[LayerName] = field(default_factory=frozenset)
    lit: bool = False
    arrows: bool = True
    covered: frozenset[ElementId] = frozenset()
    """Racks that are painted over by another look: these are not painted twice."""

    @classmethod
    def drawn(cls, inks: Inks, hidden: frozenset[LayerName], without: frozenset[ElementId]) -> "Look":
        """As they stand."""
        return cls(RackInks.drawn(inks), inks.rack_line, inks.place, None, without, hidden)

    @classmethod
    def chosen(cls, inks: Inks, ids: frozenset[ElementId] | None = None) -> "Look":
        """Chosen, lifted or about to be drawn."""
        return cls(RackInks.chosen(inks), inks.accent, inks.wash, ids, lit=True)

    @classmethod
    def colliding(cls, inks: Inks, ids: frozenset[ElementId]) -> "Look":
        """In the way of something."""
        return cls(RackInks.colliding(inks), inks.alarm, inks.alarm_wash, ids, lit=True)

    def rows(self, table: BoxTable, but: frozenset[ElementId] = frozenset()) -> Rows:
        """The rows of a table that are painted like this. but: some more that are not."""
        if self.ids is not None:
            return table.rows(self.ids - but)
        if self.without or but:
            return table.but(self.without | but)
        return table.every()

    def some(self, ids: Iterable[ElementId]) -> list[ElementId]:
        """Those of these elements that are painted like this."""
        return [id_ for id_ in ids if (self.ids is None or id_ in self.ids) and id_ not in self.without]


@dataclass(frozen=True, slots=True)
class _Longer:
    """How many times longer dashes are, so that a picture is not full of them; middles 0: so many aisles in view are
    told by faint lines. key: of which sheet, from how near, in which window."""

    key: tuple[Sheet, int, float, tuple[float, float]]
    middles: int
    edges: int


class ScenePainter:
    """Paints sheets in the inks of one theme."""

    def __init__(self, inks: Inks) -> None:
        self.inks = inks
        self.strips = StripPainter()
        self._stamps = Stamps()
        self._dashes: _Longer | None = None
        self.numbers = TextStock(inks.number)

    def paint(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        """Paint a sheet, or some of it."""
        for step in self.steps(frame, sheet, look):
            step(painter)

    def steps(self, frame: Frame, sheet: Sheet, look: Look) -> Iterator[Step]:
        """The same, step by step."""

        def ground(painter: QPainter) -> None:
            if "zones" not in look.hidden:
                self._zones(painter, frame, in_reach(look.rows(sheet.zones), frame.lens, frame.reach), look)
            if "aisles" not in look.hidden:
                self._aisles(painter, frame, sheet, look)

        def rest(painter: QPainter) -> None:
            if "places" not in look.hidden:
                self._places(painter, frame, sheet, look)
            if "walls" not in look.hidden:
                self._built(painter, frame, sheet, look)
            if look.lit and "captions" not in look.hidden:
                self._captions(painter, frame, sheet, look)

        yield ground
        if "racks" not in look.hidden:
            yield from self._racks(frame, sheet, look)
        yield rest

    def interior(self, painter: QPainter, frame: Frame, sheet: Sheet) -> None:
        """The floor within closed walls."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.inside)
        for id_ in sheet.walls:
            points = sheet.points_of(id_)
            if len(points) > 3 and points[0] == points[-1]:
                painter.drawPolygon(frame.polygon(points))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _zones(self, painter: QPainter, frame: Frame, rows: Rows, look: Look) -> None:
        if not len(rows.at):
            return
        lines = frame.px(outlines(rows.boxes))
        if look.lit:
            painter.setPen(hair(look.line))
            draw_dashed(painter, lines, frame.box)
        else:
            painter.setPen(hair(self.inks.zone))
            draw_lines(painter, clipped(lines, frame.box))

    def _aisles(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        rows = in_reach(look.rows(sheet.aisles), frame.lens, frame.reach)
        if not len(rows.at):
            return
        boxes, scale = rows.boxes, frame.camera.scale
        lines = _middles(boxes, frame)
        wide = 2 * boxes[:, DEPTH] * scale
        longer = self._longer(frame, sheet)
        near = (wide >= DASHED_FROM) & (longer.middles > 0)
        painter.setPen(hair(look.line if look.lit else mixed(self.inks.inside, self.inks.aisle, 0.35)))
        draw_lines(painter, clipped(lines[~near], frame.box))
        painter.setPen(hair(look.line if look.lit else mixed(self.inks.inside, self.inks.aisle, 0.8)))
        draw_dashed(painter, lines[near], frame.box, 5.0 * longer.middles, 4.0 * longer.middles)
        edged = boxes if look.lit else boxes[wide >= EDGES_FROM]
        painter.setPen(hair(look.line if look.lit else mixed(self.inks.inside, self.inks.aisle, 0.3)))
        edges = frame.px(outlines(edged))
        by = stretch(total_px(clipped(edges, frame.box)), 6.0) if look.lit else longer.edges
        draw_dashed(painter, edges, frame.box, 2.0 * by, 4.0 * by)
        if look.arrows:
            self._arrows(painter, frame, sheet, rows, lines)

    def _longer(self, frame: Frame, sheet: Sheet) -> "_Longer":
        """How long dashes are from here: found for a whole picture, and kept for the strips that come in beside it."""
        key = sheet, sheet.revision, frame.camera.scale, frame.size
        if self._dashes is None or self._dashes.key != key:
            whole = replace(frame, part=None)
            boxes = in_reach(sheet.aisles.every(), whole.lens, whole.reach).boxes
            wide = 2 * boxes[:, DEPTH] * frame.camera.scale
            middles = total_px(clipped(_middles(boxes[wide >= DASHED_FROM], frame), whole.box))
            edges = total_px(clipped(frame.px(outlines(boxes[wide >= EDGES_FROM])), whole.box))
            self._dashes = _Longer(key, stretch(middles, 9.0) if middles <= MOST_DASHED else 0, stretch(edges, 6.0))
        return self._dashes

    def _arrows(self, painter: QPainter, frame: Frame, sheet: Sheet, rows: Rows, lines: Floats) -> None:
        """Arrow heads along one-way aisles, one each so many px."""
        way = sheet.ways()[rows.at]
        shown = (way != 0) & (2 * rows.boxes[:, DEPTH] * frame.camera.scale >= ARROWS_FROM)
        lines, way, boxes = lines[shown], way[shown], rows.boxes[shown]
        if not len(lines):
            return
        length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
        count = np.clip(np.rint(length / ARROWS_EVERY), 1, 200).astype(np.int64)
        of = np.repeat(np.arange(len(lines)), count)
        share = (np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / count[of]
        at = lines[of, :2] + share[:, None] * (lines[of, 2:] - lines[of, :2])
        box = frame.box
        seen = (at[:, 0] > box.left()) & (at[:, 0] < box.right()) & (at[:, 1] > box.top()) & (at[:, 1] < box.bottom())
        at, of = at[seen][:MOST_ARROWS], of[seen][:MOST_ARROWS]
        directions = boxes[of][:, [COS, SIN]] * way[of][:, None]
        self._stamps.put(painter, at, directions, 5.5, self.inks.text_second, frame.ratio)

    def _racks(self, frame: Frame, sheet: Sheet, look: Look) -> Iterator[Step]:
        rows = look.rows(sheet.racks, look.covered)
        if len(rows.at):
            strips = sheet.cells.strips(sheet.racks.ids)
            for step in self.strips.steps(frame.lens, rows, strips, look.racks, frame.reach):
                yield partial(in_device_px, step, frame.ratio)

    def _places(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        rows = in_reach(look.rows(sheet.places), frame.lens, frame.reach)
        if not len(rows.at):
            return
        in_device_px(
            partial(self.strips.fill, lens=frame.lens, boxes=rows.boxes, colour=look.ground), frame.ratio, painter
        )
        painter.setPen(hair(look.line))
        draw_lines(painter, clipped(frame.px(outlines(rows.boxes)), frame.box))
        points = frame.camera.screens(corners(rows.boxes))
        for at, box in zip(rows.at.tolist(), points, strict=True):
            element = sheet.elements[sheet.places.ids[at]]
            if isinstance(element, Charger):
                self._bolt(painter, box)
            elif isinstance(element, Place) and element.use == "storage" and np.ptp(box, axis=0).min() >= 10:
                painter.setPen(hair(clear(look.line, 0.5)))
                draw_dashed(painter, np.concatenate((box[[0]], box[[2]]), 1), frame.box, 2.0, 5.0)
                painter.setPen(hair(look.line))

    def _bolt(self, painter: QPainter, box: Floats) -> None:
        (x0, y0), (x1, y1) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
        size = min(x1 - x0, y1 - y0, 26.0)
        if size < 8:
            return
        x, y, s = (x0 + x1) / 2, (y0 + y1) / 2, size / 24
        shape = ((2, -9), (-6, 2), (-1, 2), (-2, 9), (6, -2), (1, -2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.text_second)
        painter.drawPolygon(QPolygonF([QPointF(x + a * s, y + b * s) for a, b in shape]))
        painter.restore()

    def _built(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        """Obstacles, then walls with their gaps, then doors."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        blocks = QPainterPath()
        for id_ in look.some(sheet.outlines):
            blocks.addPolygon(frame.polygon(sheet.outlines[id_]))
            blocks.closeSubpath()
        painter.setPen(hair(look.line if look.lit else self.inks.wall))
        painter.setBrush(look.ground if look.lit else clear(self.inks.wall, 0.22))
        painter.drawPath(blocks)
        painter.setBrush(QBrush(clear(look.line if look.lit else self.inks.wall, 0.8), Qt.BrushStyle.BDiagPattern))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPath(blocks)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = hair(look.line if look.lit else self.inks.wall, 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        for id_ in look.some(sheet.walls):
            for line in sheet.walls[id_]:
                painter.drawPolyline(frame.polygon(line))
        painter.restore()
        self._doors(painter, frame, sheet, look)

    def _doors(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(hair(look.line if look.lit else self.inks.wall))
        painter.setBrush(look.ground)
        for id_ in look.some(sheet.doors):
            (ax, ay), (bx, by) = sheet.doors[id_]
            a, b = frame.camera.to_px(ax, ay), frame.camera.to_px(bx, by)
            length = float(np.hypot(b.x() - a.x(), b.y() - a.y())) or 1.0
            nx, ny = -(b.y() - a.y()) / length * 3, (b.x() - a.x()) / length * 3
            n = QPointF(nx, ny)
            painter.drawPolygon(QPolygonF([a - n, b - n, b + n, a + n]))
        painter.restore()

    def _captions(self, painter: QPainter, frame: Frame, sheet: Sheet, look: Look) -> None:
        ids: Sequence[ElementId] = look.some(sheet.captions)
        painter.setPen(look.line)
        painter.setFont(self.inks.strong)
        for id_ in ids:
            caption = sheet.captions[id_]
            painter.drawText(frame.camera.to_px(caption.x, caption.y), caption.text)


def _middles(boxes: Floats, frame: Frame) -> Floats:
    """The middle lines of boxes in px."""
    along = boxes[:, [COS, SIN]] * boxes[:, [HALF]]
    ends = np.concatenate((boxes[:, :2] - along, boxes[:, :2] + along), 1)
    return frame.camera.screens(ends.reshape(-1, 2, 2)).reshape(-1, 4)
