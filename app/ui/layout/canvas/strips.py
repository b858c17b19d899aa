"""Racks with their bays or bins: every rack one strip of memory, all racks one call, outlines one call more.

A line between bins costs as much as a bin. Each visible strip is therefore laid out at the resolution of the screen, one
texel a device pixel whose last one in each bin is the line, and painted one to one, at any angle (as the heatmap does)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPainter

from app.ui.heat.camera import Lens
from app.ui.heat.floor import draw_lines
from app.ui.heat.fragments import LEFT as FROM
from app.ui.heat.fragments import SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, shared_pixmap
from app.ui.heat.fragments import X as AT_X
from app.ui.heat.fragments import Y as AT_Y
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, Floats, Ints, Rows, X, Y, outlines
from app.ui.layout.canvas.cells import Strips
from app.ui.layout.canvas.inks import Inks, hair, mixed

BINS_FROM, BAYS_FROM = 5.0, 4.0  # device px that the narrowest bin, the narrowest bay is wide
FLAT_BELOW = 4.0  # device px of depth below which a rack is a line and has no outline
Reach = tuple[float, float, float]
"""Centre and radius, in device px, of what has to be painted."""


@dataclass(frozen=True, slots=True)
class RackInks:
    """Colours of racks: ground, ground of what is left out, lines between bays and bins, outline, and far away."""

    ground: QColor
    out: QColor
    bay: QColor
    bin: QColor
    outline: QColor
    far: QColor

    @classmethod
    def drawn(cls, inks: Inks) -> "RackInks":
        """Of a rack that just stands there."""
        far = mixed(inks.rack, inks.rack_line, 0.45)
        return cls(inks.rack, inks.inside, inks.bay_line, inks.bin_line, inks.rack_line, far)

    @classmethod
    def chosen(cls, inks: Inks) -> "RackInks":
        """Of a rack that is chosen or about to be drawn."""
        line = mixed(inks.wash, inks.accent, 0.4)
        return cls(inks.wash, inks.inside, mixed(inks.wash, inks.accent, 0.65), line, inks.accent, inks.accent)

    @classmethod
    def colliding(cls, inks: Inks) -> "RackInks":
        """Of a rack that stands in the way."""
        line = mixed(inks.alarm_wash, inks.alarm, 0.4)
        return cls(inks.alarm_wash, inks.inside, line, line, inks.alarm, inks.alarm)


class StripPainter:
    """Paints racks; keeps the memory that Qt reads while it does."""

    def __init__(self) -> None:
        self._image: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._dots: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._fragments, self._flat = Fragments(), Fragments()

    def paint(
        self, painter: QPainter, lens: Lens, rows: Rows, strips: tuple[Strips, Strips], inks: RackInks, reach: Reach
    ) -> None:
        """Paint racks with what is seen of their parts from here. The painter is in device px."""
        rows = in_reach(rows, lens, reach)
        if not len(rows.at):
            return
        bays, bins = strips
        deep = 2 * rows.boxes[:, DEPTH] * lens.zoom
        near = deep >= FLAT_BELOW
        by_bin = near & (bins.narrowest[rows.at] * lens.zoom >= BINS_FROM)
        by_bay = near & ~by_bin & (bays.narrowest[rows.at] * lens.zoom >= BAYS_FROM)
        self._fill(painter, lens, rows.boxes[near & ~by_bin & ~by_bay], inks.ground)
        self._fill(painter, lens, rows.boxes[~near], inks.far)
        for chosen, parts, line in ((by_bay, bays, inks.bay), (by_bin, bins, inks.bin)):
            if chosen.any():
                self._divide(painter, lens, Rows(rows.at[chosen], rows.boxes[chosen]), parts, (inks, line), reach)
        if near.any():
            painter.setPen(hair(inks.outline))
            draw_lines(painter, _to_px(outlines(rows.boxes[near]), lens))
        wide = by_bin & (bays.narrowest[rows.at] > bins.narrowest[rows.at] * 1.5)
        if wide.any():
            self._uprights(painter, lens, Rows(rows.at[wide], rows.boxes[wide]), bays, inks.bay)

    def fill(self, painter: QPainter, lens: Lens, boxes: Floats, colour: QColor) -> None:
        """Fill boxes with one colour, by one call."""
        self._fill(painter, lens, boxes, colour)

    def _fill(self, painter: QPainter, lens: Lens, boxes: Floats, colour: QColor) -> None:
        if not len(boxes):
            return
        rows = self._flat.take(len(boxes))
        rows[:, AT_X] = boxes[:, X] * lens.zoom + lens.left
        rows[:, AT_Y] = boxes[:, Y] * lens.zoom + lens.top
        rows[:, FROM] = rows[:, TOP] = 0.0
        rows[:, WIDTH] = 1.0
        rows[:, SCALE_X] = np.maximum(2 * boxes[:, HALF] * lens.zoom, 1.0)
        rows[:, SCALE_Y] = np.maximum(2 * boxes[:, DEPTH] * lens.zoom, 1.0)
        rows[:, TURN] = np.rad2deg(np.arctan2(boxes[:, SIN], boxes[:, COS]))
        self._dots = np.full((1, 1), colour.rgb(), np.uint32)
        self._flat.paint(painter, len(boxes), shared_pixmap(self._dots))

    def _divide(
        self, painter: QPainter, lens: Lens, rows: Rows, parts: Strips, inks: tuple[RackInks, QColor], reach: Reach
    ) -> None:
        boxes = rows.boxes
        x, y = boxes[:, X] * lens.zoom + lens.left, boxes[:, Y] * lens.zoom + lens.top
        along = ((reach[0] - x) * boxes[:, COS] + (reach[1] - y) * boxes[:, SIN]) / lens.zoom
        far = reach[2] / lens.zoom
        count = parts.count[rows.at]
        of = np.repeat(np.arange(len(boxes)), count)
        at = np.arange(len(of)) + np.repeat(parts.first[rows.at] - (np.cumsum(count) - count), count)
        seen = (parts.high[at] >= (along - far)[of]) & (parts.low[at] <= (along + far)[of])
        of, at = of[seen], at[seen]
        if not len(of):
            return
        edge, end = np.rint(parts.low[at] * lens.zoom), np.rint(parts.high[at] * lens.zoom)
        colours = np.where(parts.out[at], inks[0].out.rgb(), inks[0].ground.rgb()).astype(np.uint32)
        run = np.maximum(end - edge, 1).astype(np.int64)
        stream, ends = np.repeat(colours, run), np.cumsum(run)
        stream[ends - 1] = inks[1].rgb()
        first = np.flatnonzero(np.concatenate(([True], of[1:] != of[:-1])))
        last = np.append(first[1:], len(of)) - 1
        begin, wide = np.concatenate(([0], ends))[first], ends[last] - np.concatenate(([0], ends))[first]
        left, top = self._wrap(stream, begin, int(wide.max()))
        shown = of[first]
        made = self._fragments.take(len(shown))
        deep = np.maximum(np.rint(2 * boxes[shown, DEPTH] * lens.zoom), 1.0)
        made[:, FROM], made[:, TOP], made[:, WIDTH] = left, top, wide
        made[:, SCALE_X], made[:, SCALE_Y] = 1.0, deep
        made[:, TURN] = np.rad2deg(np.arctan2(boxes[shown, SIN], boxes[shown, COS]))
        shift = (edge[first] + end[last]) / 2
        _settle(made, boxes[shown], (x[shown], y[shown]), shift, deep)
        self._fragments.paint(painter, len(shown), shared_pixmap(self._image))

    def _wrap(self, stream: NDArray[np.uint32], begin: Ints, widest: int) -> tuple[Ints, Ints]:
        """Break the stream into rows of the buffer so that no strip is broken: a row takes the strips that begin in
        its share and has room for the widest to run over."""
        share = 1 << max(widest - 1, 2047).bit_length()
        width = 2 * share
        row = begin // share
        height = int(row[-1]) + 1
        if self._image.shape[1] != width or self._image.shape[0] < height:
            self._image = np.zeros((height + 8, width), np.uint32)
        for r in range(height):
            part = stream[r * share : r * share + width]
            self._image[r, : len(part)] = part
        return begin - row * share, row

    def _uprights(self, painter: QPainter, lens: Lens, rows: Rows, bays: Strips, colour: QColor) -> None:
        """Lines where one bay ends and the next begins, darker than those between bins."""
        count = bays.count[rows.at]
        of = np.repeat(np.arange(len(count)), count)
        at = np.arange(len(of)) + np.repeat(bays.first[rows.at] - (np.cumsum(count) - count), count)
        boxes, along = rows.boxes[of], bays.low[at]
        x, y = boxes[:, X] + along * boxes[:, COS], boxes[:, Y] + along * boxes[:, SIN]
        dx, dy = -boxes[:, SIN] * boxes[:, DEPTH], boxes[:, COS] * boxes[:, DEPTH]
        painter.setPen(hair(colour))
        draw_lines(painter, _to_px(np.stack((x - dx, y - dy, x + dx, y + dy), 1), lens))


def in_reach(rows: Rows, lens: Lens, reach: Reach) -> Rows:
    """Those rows that can touch the circle that has to be painted."""
    boxes = rows.boxes
    x, y = boxes[:, X] * lens.zoom + lens.left - reach[0], boxes[:, Y] * lens.zoom + lens.top - reach[1]
    far = reach[2] + np.hypot(boxes[:, HALF], boxes[:, DEPTH]) * lens.zoom
    seen = x * x + y * y <= far * far
    return rows if seen.all() else Rows(rows.at[seen], boxes[seen])


def _to_px(lines: Floats, lens: Lens) -> Floats:
    """Lines of the plan in device px, upright ones on the middle of a pixel so that they are one pixel wide."""
    made = lines * lens.zoom + (lens.left, lens.top, lens.left, lens.top)
    level = np.abs(lines[:, :2] - lines[:, 2:]).min(axis=1) < 1e-6
    return np.where(level[:, None], np.floor(made) + 0.5, made)


def _settle(made: Floats, boxes: Floats, centre: tuple[Floats, Floats], shift: Floats, deep: Floats) -> None:
    """Centres of the fragments; upright racks are set on whole pixels, so that all lines are one pixel."""
    cos, sin = boxes[:, COS], boxes[:, SIN]
    x, y = centre[0] + cos * shift, centre[1] + sin * shift
    level, upright = np.abs(sin) < 1e-6, np.abs(cos) < 1e-6
    half_x = np.where(level, made[:, WIDTH], deep) / 2
    half_y = np.where(level, deep, made[:, WIDTH]) / 2
    whole = level | upright
    made[:, AT_X] = np.where(whole, np.rint(x - half_x) + half_x, x)
    made[:, AT_Y] = np.where(whole, np.rint(y - half_y) + half_y, y)
