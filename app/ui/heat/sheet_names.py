"""What is written on the plan of a sheet: zones along their upper edge, racks, docks, stations and notes."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from app.heat.plan import FloorPlan
from app.ui.heat.camera import Camera
from app.ui.heat.paint import Inks
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

RACKS_FROM, DEEP_FROM = 40.0, 26.0  # px of a rack, from which its code is written under it
NOTE = 14.0


@dataclass(frozen=True, slots=True)
class SheetNames:
    """strong: of zones; small: of racks, docks and notes."""

    plan: FloorPlan
    inks: Inks
    strong: QFont
    small: QFont

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """All that finds room."""
        self._zones(painter, camera)
        draw_texts(painter, [*self._racks(camera), *self._fixtures(camera)])

    def _zones(self, painter: QPainter, camera: Camera) -> None:
        zones = self.plan.zones
        edges = camera.screens(zones.corners())[:, :2].tolist()
        for (start, end), code, name in zip(edges, zones.codes, zones.names, strict=True):
            if start[0] > end[0]:  # a zone that is turned over is written along the same edge, never upside down
                start, end = end, start
            text = f"{code} {name}".strip()
            painter.save()
            painter.translate(QPointF(*start))
            painter.rotate(float(np.rad2deg(np.arctan2(end[1] - start[1], end[0] - start[0]))))
            box = QRectF(0, -18, text_width(self.strong, text) + 2, 16)
            draw_texts(painter, [PaintedText(text, box, self.strong, self.inks.zone_label, LEFT)])
            painter.restore()

    def _racks(self, camera: Camera) -> list[PaintedText]:
        table, rows = self.plan.racks, list[PaintedText]()
        for rack in self.plan.cull(*camera.view()).tolist():
            wide = text_width(self.small, table.codes[rack]) + 2
            room = 2 * float(table.half_length[rack]) * camera.scale
            deep = 2 * float(table.half_depth[rack]) * camera.scale
            if table.columns[rack] > 1 and room >= max(RACKS_FROM, wide) and deep >= DEEP_FROM:
                x, y = camera.screen(float(table.x[rack]), float(table.y[rack]))
                box = QRectF(x - wide / 2, y + deep / 2 + 1, wide, NOTE)
                rows.append(PaintedText(table.codes[rack], box, self.small, self.inks.text_second, CENTRE))
        return rows

    def _fixtures(self, camera: Camera) -> list[PaintedText]:
        """Numbers under docks and stations; notes that are not the name of a zone, where they stand."""
        zones = self.plan.zones
        known = {" ".join(f"{code} {name}".split()) for code, name in zip(zones.codes, zones.names, strict=True)}
        rows = list[PaintedText]()
        for one in self.plan.fixtures:
            text = one.label if one.kind == "label" else one.label or one.code
            if one.kind not in ("label", "dock", "station") or " ".join(text.split()) in known or not len(one.points):
                continue
            points, wide = camera.screens(one.points), text_width(self.small, text) + 2
            (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
            if one.kind != "label" and wide > max(x1 - x0, y1 - y0) + 4:
                continue
            top = y0 - NOTE / 2 if one.kind == "label" else y1 + 2
            box = QRectF(x0 if one.kind == "label" else (x0 + x1) / 2 - wide / 2, top, wide, NOTE)
            rows.append(PaintedText(text, box, self.small, self.inks.text_third, CENTRE))
        return rows
