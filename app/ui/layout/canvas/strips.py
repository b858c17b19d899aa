"""Racks with their bays or bins: every rack one strip of memory, all racks one call, outlines one call more.

A line between bins costs as much as a bin. Each visible strip is therefore laid out at the resolution of the screen,
one texel a device pixel whose last one in each bin is the line, and painted one to one, at any angle (as the heatmap
does)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.ui.heat.camera import Lens
from app.ui.heat.floor import draw_lines
from app.ui.heat.fragments import HEIGHT, SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, shared_pixmap
from app.ui.heat.fragments import LEFT as FROM
from app.ui.heat.fragments import X as AT_X
from app.ui.heat.fragments import Y as AT_Y
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, Bools, Floats, Ints, Rows, X, Y, extents, outlines
from app.ui.layout.canvas.cells import Strips
from app.ui.layout.canvas.inks import Inks, hair, mixed
from app.ui.layout.canvas.steps import Step

BINS_FROM, BAYS_FROM = 7.0, 6.0  # device px that the narrowest bin, the narrowest bay is wide
UPRIGHT = 1e-9
MOST_RULED = 2_500
"""Parts of racks that stand askew that are ruled in one picture: each is a line, and more of them are a grey anyway."""
FLAT_BELOW = 4.0  # device px of depth below which a rack is a line and has no outline
Reach = tuple[float, float, float, float]
"""Centre and half sizes, in device px, of what has to be painted."""


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
        self._columns: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._dots: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._rects: Floats = np.zeros((0, 4))
        self._fragments, self._standing, self._flat = Fragments(), Fragments(), Fragments()

    def steps(
        self, lens: Lens, rows: Rows, strips: tuple[Strips, Strips], inks: RackInks, reach: Reach
    ) -> Iterator[Step]:
        """Paint racks with what is seen of their parts from here: grounds, then lines. The painter is in device px."""
        rows = in_reach(rows, lens, reach)
        if not len(rows.at):
            return
        bays, bins = strips
        near = 2 * rows.boxes[:, DEPTH] * lens.zoom >= FLAT_BELOW
        by_bin = near & (bins.narrowest[rows.at] * lens.zoom >= BINS_FROM)
        by_bay = near & ~by_bin & (bays.narrowest[rows.at] * lens.zoom >= BAYS_FROM)
        whole = near & ~by_bin & ~by_bay

        def grounds(painter: QPainter) -> None:
            self._fill(painter, lens, rows.boxes[whole], inks.ground, inks.outline)
            self._fill(painter, lens, rows.boxes[~near], inks.far)
            for chosen, parts, line in ((by_bay, bays, inks.bay), (by_bin, bins, inks.bin)):
                if chosen.any():
                    self._parted(painter, lens, Rows(rows.at[chosen], rows.boxes[chosen]), parts, (inks, line), reach)

        def lines(painter: QPainter) -> None:
            ruled = near & (~whole | (np.abs(rows.boxes[:, COS] * rows.boxes[:, SIN]) >= UPRIGHT))
            if ruled.any():
                self._outline(painter, lens, rows.boxes[ruled], inks.outline)
            wide = by_bin & (bays.narrowest[rows.at] > bins.narrowest[rows.at] * 1.5)
            if wide.any():
                parts = _Parts.found(Rows(rows.at[wide], rows.boxes[wide]), bays, lens, reach)
                self._uprights(painter, lens, parts, inks.bay)

        yield grounds
        yield lines

    def _parted(
        self, painter: QPainter, lens: Lens, rows: Rows, strips: Strips, inks: tuple[RackInks, QColor], reach: Reach
    ) -> None:
        """Racks with their bays, or with their bins."""
        at, boxes = rows.at, rows.boxes
        level, stands = np.abs(boxes[:, SIN]) < UPRIGHT, np.abs(boxes[:, COS]) < UPRIGHT
        askew = ~level & ~stands
        self._divide(painter, lens, Rows(at[level], boxes[level]), strips, inks, reach)
        self._divide(painter, lens, Rows(at[stands], boxes[stands]), strips, inks, reach, stands=True)
        self._ruled(painter, lens, Rows(at[askew], boxes[askew]), strips, inks, reach)

    def _outline(self, painter: QPainter, lens: Lens, boxes: Floats, colour: QColor) -> None:
        """Outlines of racks: rectangles where they stand level or upright, which Qt draws quicker, else four lines."""
        painter.setPen(hair(colour))
        askew = np.abs(boxes[:, COS] * boxes[:, SIN]) >= UPRIGHT
        draw_lines(painter, _to_px(outlines(boxes[askew]), lens))
        self._rectangles(painter, lens, boxes[~askew])

    def fill(self, painter: QPainter, lens: Lens, boxes: Floats, colour: QColor) -> None:
        """Fill boxes with one colour, by one call."""
        self._fill(painter, lens, boxes, colour)

    def _fill(
        self, painter: QPainter, lens: Lens, boxes: Floats, colour: QColor, outline: QColor | None = None
    ) -> None:
        """Upright boxes as rectangles, with their outline if wanted; the others as one texel stretched and turned."""
        upright = np.abs(boxes[:, COS] * boxes[:, SIN]) < UPRIGHT
        if upright.any():
            painter.setPen(Qt.PenStyle.NoPen if outline is None else hair(outline))
            painter.setBrush(colour)
            self._rectangles(painter, lens, boxes[upright], 1.0 if outline is None else 0.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        boxes = boxes[~upright]
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

    def _rectangles(self, painter: QPainter, lens: Lens, boxes: Floats, wider: float = 0.0) -> None:
        """Boxes that stand level or upright, by one call; wider: px to the right and down, where there is no pen."""
        if len(boxes):
            e = np.floor(extents(boxes) * lens.zoom + (lens.left, lens.top, lens.left, lens.top))
            e[:, 2:] += wider
            self._rects = np.ascontiguousarray(np.concatenate((e[:, :2], e[:, 2:] - e[:, :2]), 1))
            first = shiboken6.Shiboken.wrapInstance(self._rects.ctypes.data, QRectF)
            painter.drawRects(cast(QRectF, first), len(self._rects))

    def _divide(
        self,
        painter: QPainter,
        lens: Lens,
        rows: Rows,
        strips: Strips,
        inks: tuple[RackInks, QColor],
        reach: Reach,
        *,
        stands: bool = False,
    ) -> None:
        """Racks that lie level or stand upright: laid out texel by texel, a row or a column each, and put down
        unturned, which Qt does five times as fast."""
        parts = _Parts.found(rows, strips, lens, reach)
        of = parts.of
        if not len(of):
            return
        edge, end = np.rint(parts.low * lens.zoom), np.rint(parts.high * lens.zoom)
        colours = np.where(parts.out, inks[0].out.rgb(), inks[0].ground.rgb()).astype(np.uint32)
        run = np.maximum(end - edge, 1).astype(np.int64)
        stream, ends = np.repeat(colours, run), np.cumsum(run)
        stream[ends - 1] = inks[1].rgb()
        first = np.flatnonzero(np.concatenate(([True], of[1:] != of[:-1])))
        last = np.append(first[1:], len(of)) - 1
        begins = np.concatenate(([0], ends))[first]
        wide = ends[last] - begins
        left, top = self._wrap(stream, begins, int(wide.max()))
        boxes = rows.boxes[of[first]]
        made = (self._standing if stands else self._fragments).take(len(boxes))
        deep = np.maximum(np.rint(2 * boxes[:, DEPTH] * lens.zoom), 1.0)
        x, y = boxes[:, X] * lens.zoom + lens.left, boxes[:, Y] * lens.zoom + lens.top
        along, across, middle = (AT_Y, AT_X, y) if stands else (AT_X, AT_Y, x)
        made[:, along] = np.rint(middle + (edge[first] + end[last]) / 2 - wide / 2) + wide / 2  # on whole pixels, so
        made[:, across] = np.rint((x if stands else y) - deep / 2) + deep / 2  # that all lines are one pixel
        made[:, TURN] = 0.0
        if stands:
            made[:, FROM], made[:, TOP], made[:, WIDTH], made[:, HEIGHT] = top, left, 1.0, wide
            made[:, SCALE_X], made[:, SCALE_Y] = deep, 1.0
            self._columns = np.ascontiguousarray(self._image[: int(top[-1]) + 1].T)
            self._standing.paint(painter, len(boxes), shared_pixmap(self._columns))
        else:
            made[:, FROM], made[:, TOP], made[:, WIDTH] = left, top, wide
            made[:, SCALE_X], made[:, SCALE_Y] = 1.0, deep
            self._fragments.paint(painter, len(boxes), shared_pixmap(self._image))

    def _ruled(
        self, painter: QPainter, lens: Lens, rows: Rows, strips: Strips, inks: tuple[RackInks, QColor], reach: Reach
    ) -> None:
        """Racks that stand askew: filled, and ruled with lines where there are not too many."""
        if not len(rows.at):
            return
        parts = _Parts.found(rows, strips, lens, reach)
        self._fill(painter, lens, rows.boxes, inks[0].ground)
        if parts.out.any():
            gone = rows.boxes[parts.of[parts.out]].copy()
            sign = np.where(parts.turned[parts.of[parts.out]], -1.0, 1.0)
            middle = (parts.low + parts.high)[parts.out] / 2 * sign
            gone[:, X] += middle * gone[:, COS]
            gone[:, Y] += middle * gone[:, SIN]
            gone[:, HALF] = (parts.high - parts.low)[parts.out] / 2
            self._fill(painter, lens, gone, inks[0].out)
        if len(parts.of) <= MOST_RULED:
            self._uprights(painter, lens, parts, inks[1])

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

    def _uprights(self, painter: QPainter, lens: Lens, parts: "_Parts", colour: QColor) -> None:
        """A line at the beginning of each part, across its rack."""
        boxes = parts.boxes[parts.of]
        along = np.where(parts.turned[parts.of], -parts.low, parts.low)
        x, y = boxes[:, X] + along * boxes[:, COS], boxes[:, Y] + along * boxes[:, SIN]
        dx, dy = -boxes[:, SIN] * boxes[:, DEPTH], boxes[:, COS] * boxes[:, DEPTH]
        painter.setPen(hair(colour))
        draw_lines(painter, _to_px(np.stack((x - dx, y - dy, x + dx, y + dy), 1), lens))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of some racks that can be in the picture, each rack's from left to right or from the top down. of: row
    of its rack among `boxes`; low, high: mm from the rack's middle, to the right or down; turned: racks whose +x end is
    at the left or at the top."""

    boxes: Floats
    of: Ints
    low: Floats
    high: Floats
    out: Bools
    turned: Bools

    @classmethod
    def found(cls, rows: Rows, strips: Strips, lens: Lens, reach: Reach) -> "_Parts":
        boxes = rows.boxes
        turned = np.where(np.abs(boxes[:, COS]) < UPRIGHT, boxes[:, SIN] < 0, boxes[:, COS] < 0)
        sign = np.where(turned, -1.0, 1.0)
        x, y = boxes[:, X] * lens.zoom + lens.left, boxes[:, Y] * lens.zoom + lens.top
        along = ((reach[0] - x) * boxes[:, COS] + (reach[1] - y) * boxes[:, SIN]) * sign / lens.zoom
        far = (np.abs(boxes[:, COS]) * reach[2] + np.abs(boxes[:, SIN]) * reach[3]) / lens.zoom
        count = strips.count[rows.at]
        of = np.repeat(np.arange(len(boxes)), count)
        step = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
        first = strips.first[rows.at]
        at = np.where(turned[of], (first + count - 1)[of] - step, first[of] + step)
        low = np.where(turned[of], -strips.high[at], strips.low[at])
        high = np.where(turned[of], -strips.low[at], strips.high[at])
        seen = (high >= (along - far)[of]) & (low <= (along + far)[of])
        return cls(boxes, of[seen], low[seen], high[seen], strips.out[at[seen]], turned)


def in_reach(rows: Rows, lens: Lens, reach: Reach) -> Rows:
    """Those rows that can touch what has to be painted."""
    e = extents(rows.boxes) if rows.around is None else rows.around
    x0, y0 = (reach[0] - reach[2] - lens.left) / lens.zoom, (reach[1] - reach[3] - lens.top) / lens.zoom
    x1, y1 = (reach[0] + reach[2] - lens.left) / lens.zoom, (reach[1] + reach[3] - lens.top) / lens.zoom
    seen = (e[:, 0] <= x1) & (e[:, 2] >= x0) & (e[:, 1] <= y1) & (e[:, 3] >= y0)
    return rows if seen.all() else rows.some(seen)


def _to_px(lines: Floats, lens: Lens) -> Floats:
    """Lines of the plan in device px, upright ones on the middle of a pixel so that they are one pixel wide."""
    made = lines * lens.zoom + (lens.left, lens.top, lens.left, lens.top)
    level = np.abs(lines[:, :2] - lines[:, 2:]).min(axis=1) < 1e-6
    return np.where(level[:, None], np.floor(made) + 0.5, made)
