"""Bins with a gap of one device pixel between them: strips worked out at the resolution of the screen.

Drawing a line between bins costs as much as drawing the bins. Here each visible strip is expanded to one texel a device
pixel, the last of each bin in the colour of the floor, and painted one to one: exact gaps, one call, any angle.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from app.heat.tables import Floats, Ints, Racks
from app.ui.heat.camera import Lens
from app.ui.heat.fragments import LEFT, SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, X, Y, shared_pixmap


class GapSheet:
    """A buffer reused from frame to frame; the memory the painter reads lives here."""

    def __init__(self) -> None:
        self._image: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)
        self._fragments = Fragments()

    def paint(
        self,
        painter: QPainter,
        racks: Racks,
        at: Ints,
        lens: Lens,
        source: tuple[NDArray[np.uint32], Ints],
        gap: int,
        reach: tuple[float, float, float],
    ) -> None:
        """Paint the racks `at`. source: texel colours and the texel of each rack's first cell; gap: colour between
        bins; reach: centre and radius in device pixels of what has to be painted."""
        columns = racks.columns[at]
        length = np.maximum(np.rint(2 * racks.half_length[at] * lens.zoom), 1.0)
        x, y = racks.x[at] * lens.zoom + lens.left, racks.y[at] * lens.zoom + lens.top
        along = (reach[0] - x) * racks.cos[at] + (reach[1] - y) * racks.sin[at] + length / 2
        pitch = length / columns
        first = np.clip(np.floor((along - reach[2]) / pitch), 0, columns).astype(np.int64)
        last = np.clip(np.ceil((along + reach[2]) / pitch), 0, columns).astype(np.int64)
        seen = np.flatnonzero(last > first)
        if not len(seen):
            return
        at, first, last, pitch = at[seen], first[seen], last[seen], pitch[seen]
        start, stop = np.rint(first * pitch), np.rint(last * pitch)
        left, top = self._lay(source[0], source[1][seen], first, last, pitch, gap)
        rows = self._fragments.take(len(at))
        deep = 2 * racks.half_depth[at] * lens.zoom
        deep = np.maximum(np.rint(deep) - (deep >= 3), 1.0)
        rows[:, LEFT], rows[:, TOP], rows[:, WIDTH] = left, top, stop - start
        rows[:, SCALE_X], rows[:, SCALE_Y] = 1.0, deep
        rows[:, TURN] = np.rad2deg(racks.angle[at])
        self._settle(rows, racks, at, (x[seen], y[seen]), (start + stop - length[seen]) / 2, deep)
        self._fragments.paint(painter, len(at), shared_pixmap(self._image))

    def _lay(
        self, colours: NDArray[np.uint32], texel: Ints, first: Ints, last: Ints, pitch: Floats, gap: int
    ) -> tuple[Ints, Ints]:
        """Expand the cells first..last of each strip into the buffer; returns column and row of each strip in it."""
        count = last - first
        total = int(count.sum())
        before = np.cumsum(count) - count
        column = np.repeat(first - before, count) + np.arange(total)
        wide = np.repeat(pitch, count)
        edge, end = np.rint(column * wide), np.rint((column + 1) * wide)
        run = (end - edge).astype(np.int64)
        shown = colours[np.repeat(texel - before + first, count) + np.arange(total)]
        stream = np.repeat(shown, run)
        ends = np.cumsum(run)
        stream[ends - 1] = gap
        begin = np.concatenate(([0], ends))[before]
        widths = np.concatenate((begin[1:], [len(stream)])) - begin
        return self._wrap(stream, begin, int(widths.max()))

    def _wrap(self, stream: NDArray[np.uint32], begin: Ints, widest: int) -> tuple[Ints, Ints]:
        """Break the stream into rows of the buffer so that no strip is broken: a row takes the strips that begin in
        its share and has room for the widest to run over."""
        room = 1 << max(widest - 1, 2047).bit_length()  # a power of two, so that panning keeps the buffer
        share, width = room, 2 * room
        row = begin // share
        height = int(row[-1]) + 1
        if self._image.shape[1] != width or self._image.shape[0] < height:
            self._image = np.zeros((height + 8, width), np.uint32)
        for r in range(height):
            part = stream[r * share : r * share + width]
            self._image[r, : len(part)] = part
        return begin - row * share, row

    def _settle(
        self, rows: Floats, racks: Racks, at: Ints, centre: tuple[Floats, Floats], shift: Floats, deep: Floats
    ) -> None:
        """Centres of the fragments; upright racks are set on whole pixels, so that all gaps are one pixel."""
        cos, sin = racks.cos[at], racks.sin[at]
        x, y = centre[0] + cos * shift, centre[1] + sin * shift
        level, upright = np.abs(sin) < 1e-6, np.abs(cos) < 1e-6
        half_x = np.where(level, rows[:, WIDTH], deep) / 2
        half_y = np.where(level, deep, rows[:, WIDTH]) / 2
        whole = level | upright
        rows[:, X] = np.where(whole, np.rint(x - half_x) + half_x, x)
        rows[:, Y] = np.where(whole, np.rint(y - half_y) + half_y, y)
