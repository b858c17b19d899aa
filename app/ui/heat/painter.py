"""One frame of the plan, bottom to top: floor, zones, bins, walls, docks and stations, routes, people, alarm marks,
selection, labels, tag."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.heat import colours
from app.heat.picture import HeatPicture
from app.heat.tables import Ints
from app.ui.heat import marks
from app.ui.heat.atlas import StripAtlas
from app.ui.heat.camera import Camera, Lens
from app.ui.heat.choice import Chosen
from app.ui.heat.floor import FloorPainter
from app.ui.heat.labels import LabelPainter
from app.ui.heat.overlay import Overlay
from app.ui.heat.paint import Inks, PlanPaint

HATCH_FROM = 6.0  # px of a cell


class PlanPainter:
    """Everything needed to paint one picture in one theme; made anew when either changes."""

    def __init__(self, picture: HeatPicture, paint: PlanPaint, scale: str = "cividis") -> None:
        self.picture = picture
        self.inks = Inks.of(paint, scale)
        self.atlas = StripAtlas(picture, self.inks.table)
        self._floor = FloorPainter(picture.plan)
        self._labels = LabelPainter(picture, paint, self.inks)
        self._initials = paint.font("small", 600)
        self.band: tuple[float, float] | None = None

    def show_band(self, band: tuple[float, float] | None) -> None:
        """Dim all but the severities of a band (0..1), or show all with None."""
        if band != self.band:
            self.band = band
            table = self.inks.table
            self.atlas.recolour(table if band is None else colours.banded(table, *band))

    def take(self, changed: NDArray[np.int32] | None) -> None:
        """Bring changed texels of level 0 (all of every level with None) to the sheet; see HeatPicture.refresh."""
        if changed is None:
            self.atlas.recolour(self.atlas.table)
        else:
            self.atlas.update(changed)

    def frame(
        self, painter: QPainter, camera: Camera, ratio: float, part: QRectF, overlay: Overlay, chosen: Chosen
    ) -> None:
        """Paint the part of the widget that needs it. ratio: device pixels a logical one."""
        painter.fillRect(part, self.inks.floor)
        x0, y0 = camera.world(part.left(), part.top())
        x1, y1 = camera.world(part.right(), part.bottom())
        racks = self.picture.plan.cull(x0, y0, x1, y1)
        self._floor.ground(painter, camera, self.inks)
        self._bins(painter, camera, ratio, part, racks)
        self._floor.fittings(painter, camera, self.inks, overlay.busy)
        marks.paint_routes(painter, camera, overlay.routes, self.inks, self._initials)
        marks.paint_people(painter, camera, overlay.people, self.inks)
        marks.paint_alarms(painter, camera, overlay.alarms, self.picture, self.inks)
        self._chosen(painter, camera, chosen)
        self._labels.paint(painter, camera, racks)
        if chosen.tag and chosen.current >= 0:
            self._labels.tag(painter, camera, chosen.current, chosen.tag)

    def band_frame(self, painter: QPainter, box: QRectF) -> None:
        """The rubber band."""
        pen = QPen(self.inks.accent, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        wash = QColor(self.inks.accent)
        wash.setAlpha(40)
        painter.setBrush(wash)
        painter.drawRect(box)

    def _bins(self, painter: QPainter, camera: Camera, ratio: float, part: QRectF, racks: Ints) -> None:
        if not len(racks):
            return
        lens = Lens.of(camera, ratio)
        middle, reach = part.center() * ratio, np.hypot(part.width(), part.height()) / 2 * ratio + 2
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        gap = int(self.inks.table[colours.ABSENT])
        self.atlas.paint(painter, lens, racks, gap, (middle.x(), middle.y(), float(reach)))
        painter.restore()
        table = self.picture.plan.racks
        pitch = 2 * table.half_length[racks] / table.columns[racks] * camera.scale
        near = racks[np.minimum(pitch, 2 * table.half_depth[racks] * camera.scale) >= HATCH_FROM]
        if len(near):
            marks.paint_hatch(painter, camera, self.picture, self.picture.plan.cells_of(near), self.inks)

    def _chosen(self, painter: QPainter, camera: Camera, chosen: Chosen) -> None:
        cells = chosen.cells
        if chosen.hovered >= 0:
            cells = np.append(cells, chosen.hovered)
        marks.paint_chosen(painter, camera, self.picture, cells, self.inks)
        if chosen.current >= 0:
            marks.paint_chosen(painter, camera, self.picture, np.array([chosen.current]), self.inks, chosen.flash)
