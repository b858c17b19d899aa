"""The bins: every rack's strip in one sheet of memory shared with a pixmap, painted by one call a frame."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from app.heat.colours import Table
from app.heat.picture import HeatPicture
from app.heat.strips import HALVINGS
from app.heat.tables import Floats, Ints
from app.ui.heat.camera import Lens
from app.ui.heat.fragments import HEIGHT, LEFT, SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, X, Y, shared_pixmap
from app.ui.heat.gaps import GapSheet

TALLEST = 32767  # texels: the source of a scaled pixmap is reckoned in 16 bits before the point


class StripAtlas:
    """Texels of all levels side by side: level k in columns 2W - W >> (k - 1) onward, same rows as level 0.

    Racks that run straight down the screen are painted from a second sheet, the first one turned over its diagonal: a
    strip that need not be turned costs a fifth of one that must be.
    """

    def __init__(self, picture: HeatPicture, table: Table) -> None:
        self.picture = picture
        sheet = picture.sheet
        self.table = table
        self.image: NDArray[np.uint32] = np.zeros((sheet.height, 2 * sheet.width), np.uint32)
        self._flat = self.image.reshape(-1)
        self._starts = np.array([0] + [2 * sheet.width - (sheet.width >> (k - 1)) for k in range(1, HALVINGS + 1)])
        racks = picture.plan.racks
        self._down = (np.abs(racks.cos) < 1e-9) & (racks.sin > 0) & (2 * sheet.width <= TALLEST)
        self._tall = np.zeros((2 * sheet.width, sheet.height) if self._down.any() else (1, 1), np.uint32)
        self._fragments, self._tall_fragments = Fragments(), Fragments()
        self._gaps = GapSheet()
        self.recolour(table)

    def recolour(self, table: Table) -> None:
        """Paint all texels anew from the pyramid."""
        self.table = table
        width = self.picture.sheet.width
        for k, level in enumerate(self.picture.pyramid.levels):
            start = int(self._starts[k])
            np.take(table, level.entry.reshape(-1, width >> k), out=self.image[:, start : start + (width >> k)])
        if self._down.any():
            np.copyto(self._tall, self.image.T)

    def update(self, slots: NDArray[np.integer], k: int = 0) -> None:
        """Paint the changed texels of a level."""
        bits = self.picture.sheet.width.bit_length() - 1 - k
        row, column = slots >> bits, (slots & ((1 << bits) - 1)) + self._starts[k]
        colours = self.table[self.picture.pyramid.levels[k].entry[slots]]
        self.image[row, column] = colours
        if len(self._tall) > 1:
            self._tall[column, row] = colours

    def paint(self, painter: QPainter, lens: Lens, racks: Ints, gap: int, reach: tuple[float, float, float]) -> None:
        """Paint racks; the painter is in device pixels. gap: colour between bins where they are large enough; reach:
        centre and radius (device px) of what is to be painted."""
        plan = self.picture.plan
        cell = 2 * plan.racks.half_length[racks] / plan.racks.columns[racks] * lens.zoom
        wide = (cell >= 5 * lens.ratio) | ((cell >= 3 * lens.ratio) & (lens.zoom >= 5 * lens.ratio))
        down = self._down[racks]
        self._settle(racks[~wide], cell[~wide])
        self._strips(painter, lens, racks[~wide & ~down], cell[~wide & ~down])
        self._downward(painter, lens, racks[~wide & down], cell[~wide & down])
        if wide.any():
            sheet = self.picture.sheet
            first = sheet.first[racks[wide]]
            texel = first // sheet.width * (2 * sheet.width) + first % sheet.width
            self._gaps.paint(painter, plan.racks, racks[wide], lens, (self._flat, texel), gap, reach)

    def _levels(self, racks: Ints, cell: Floats) -> Ints:
        """The level of each rack at which a texel is at least a pixel long."""
        return np.clip(np.ceil(-np.log2(cell)), 0, self.picture.sheet.halvings[racks]).astype(np.int64)

    def _settle(self, racks: Ints, cell: Floats) -> None:
        top = int(self._levels(racks, cell).max()) if len(racks) else 0
        for k, slots in enumerate(self.picture.pyramid.settle(top), start=1):
            if len(slots):
                self.update(slots, k)

    def _strips(self, painter: QPainter, lens: Lens, racks: Ints, cell: Floats) -> None:
        rows = self._fragments.take(len(racks))
        column, row, length, long, deep = self._sources(lens, racks, cell, rows)
        rows[:, LEFT], rows[:, TOP], rows[:, WIDTH], rows[:, HEIGHT] = column, row, length, 1.0
        rows[:, SCALE_X], rows[:, SCALE_Y] = long, deep
        rows[:, TURN] = np.rad2deg(self.picture.plan.racks.angle[racks])
        self._fragments.paint(painter, len(racks), shared_pixmap(self.image))

    def _downward(self, painter: QPainter, lens: Lens, racks: Ints, cell: Floats) -> None:
        rows = self._tall_fragments.take(len(racks))
        column, row, length, long, deep = self._sources(lens, racks, cell, rows)
        rows[:, LEFT], rows[:, TOP], rows[:, WIDTH], rows[:, HEIGHT] = row, column, 1.0, length
        rows[:, SCALE_X], rows[:, SCALE_Y], rows[:, TURN] = deep, long, 0.0
        self._tall_fragments.paint(painter, len(racks), shared_pixmap(self._tall))

    def _sources(
        self, lens: Lens, racks: Ints, cell: Floats, rows: Floats
    ) -> tuple[Ints, Ints, Floats, Floats, Floats]:
        """Set the centres of fragments; returns column, row and length of their strips at the level that gives a
        texel at least a pixel, and the px that a texel is long and the rack is deep."""
        plan, sheet = self.picture.plan.racks, self.picture.sheet
        level = self._levels(racks, cell)
        first = sheet.first[racks]
        rows[:, X] = plan.x[racks] * lens.zoom + lens.left
        rows[:, Y] = plan.y[racks] * lens.zoom + lens.top
        column = self._starts[level] + (first % sheet.width >> level)
        deep = np.maximum(2 * plan.half_depth[racks] * lens.zoom, 1.0)
        return column, first // sheet.width, plan.columns[racks] / (1 << level), cell * (1 << level), deep
