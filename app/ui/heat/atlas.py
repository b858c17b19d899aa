"""The bins: every rack's strip in one sheet of memory shared with a pixmap, painted by one call a frame."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from app.heat.colours import Table
from app.heat.picture import HeatPicture
from app.heat.strips import HALVINGS
from app.heat.tables import Floats, Ints
from app.ui.heat.camera import Lens
from app.ui.heat.fragments import LEFT, SCALE_X, SCALE_Y, TOP, TURN, WIDTH, Fragments, X, Y, shared_pixmap
from app.ui.heat.gaps import GapSheet


class StripAtlas:
    """Texels of all levels side by side: level k in columns 2W - W >> (k - 1) onward, same rows as level 0."""

    def __init__(self, picture: HeatPicture, table: Table) -> None:
        self.picture = picture
        sheet = picture.sheet
        self.table = table
        self.image: NDArray[np.uint32] = np.zeros((sheet.height, 2 * sheet.width), np.uint32)
        self._flat = self.image.reshape(-1)
        self._starts = np.array([0] + [2 * sheet.width - (sheet.width >> (k - 1)) for k in range(1, HALVINGS + 1)])
        self._fragments = Fragments()
        self._gaps = GapSheet()
        self.recolour(table)

    def recolour(self, table: Table) -> None:
        """Paint all texels anew from the pyramid."""
        self.table = table
        width = self.picture.sheet.width
        for k, level in enumerate(self.picture.pyramid.levels):
            start = int(self._starts[k])
            np.take(table, level.entry.reshape(-1, width >> k), out=self.image[:, start : start + (width >> k)])

    def update(self, changed: list[Ints]) -> None:
        """Paint the changed texels of each level."""
        width = self.picture.sheet.width
        for k, slots in enumerate(changed):
            span = width >> k
            at = slots // span * (2 * width) + slots % span + self._starts[k]
            self._flat[at] = self.table[self.picture.pyramid.levels[k].entry[slots]]

    def paint(self, painter: QPainter, lens: Lens, racks: Ints, gap: int, reach: tuple[float, float, float]) -> None:
        """Paint racks; the painter is in device pixels. gap: colour between bins where they are large enough; reach:
        centre and radius (device px) of what is to be painted."""
        plan = self.picture.plan
        cell = 2 * plan.racks.half_length[racks] / plan.racks.columns[racks] * lens.zoom
        wide = (cell >= 5 * lens.ratio) | ((cell >= 3 * lens.ratio) & (lens.zoom >= 5 * lens.ratio))
        self._strips(painter, lens, racks[~wide], cell[~wide])
        if wide.any():
            sheet = self.picture.sheet
            first = sheet.first[racks[wide]]
            texel = first // sheet.width * (2 * sheet.width) + first % sheet.width
            self._gaps.paint(painter, plan.racks, racks[wide], lens, (self._flat, texel), gap, reach)

    def _strips(self, painter: QPainter, lens: Lens, racks: Ints, cell: Floats) -> None:
        if not len(racks):
            return
        plan, sheet = self.picture.plan.racks, self.picture.sheet
        level = np.clip(np.ceil(-np.log2(cell)), 0, sheet.halvings[racks]).astype(np.int64)
        first = sheet.first[racks]
        rows = self._fragments.take(len(racks))
        rows[:, X] = plan.x[racks] * lens.zoom + lens.left
        rows[:, Y] = plan.y[racks] * lens.zoom + lens.top
        rows[:, LEFT] = self._starts[level] + (first % sheet.width >> level)
        rows[:, TOP] = first // sheet.width
        rows[:, WIDTH] = plan.columns[racks] / (1 << level)
        rows[:, SCALE_X] = cell * (1 << level)
        rows[:, SCALE_Y] = np.maximum(2 * plan.half_depth[racks] * lens.zoom, 1.0)
        rows[:, TURN] = np.rad2deg(plan.angle[racks])
        self._fragments.paint(painter, len(racks), shared_pixmap(self.image))
