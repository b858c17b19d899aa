"""Where the name of a zone stands on the screen: a zone is full of racks and aisles, so it is taken by its name."""

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from app.layout.elements import Zone
from app.layout.racking import ElementId
from app.ui.heat.labels import upright
from app.ui.layout.canvas.boxes import COS, DEPTH, HALF, SIN, X, Y
from app.ui.layout.canvas.camera import PlanCamera
from app.ui.layout.canvas.inks import Inks
from app.ui.layout.canvas.sheet import Sheet
from app.ui.layout.canvas.words import ZONE_WIDTH

HIGH = 20.0  # px of the line that a name stands in
RULER = 22.0


def zone_named_at(at: QPointF, sheet: Sheet, camera: PlanCamera, inks: Inks) -> ElementId | None:
    """The zone whose name is under a pixel; None where there is none. As `WordPainter.zones` writes them."""
    metrics = QFontMetricsF(inks.strong)
    for id_, box in zip(sheet.zones.ids, sheet.zones.boxes.tolist(), strict=True):
        zone = sheet.elements[id_]
        wide = 2 * box[HALF] * camera.scale
        if not isinstance(zone, Zone) or wide < ZONE_WIDTH:
            continue
        turned = math.atan2(box[SIN], box[COS])
        angle = upright(turned)
        flip = 1.0 if abs((math.degrees(turned) - angle + 180) % 360 - 180) < 1 else -1.0
        along, across = -box[HALF] * flip, -box[DEPTH] * flip
        corner = camera.to_px(
            box[X] + along * box[COS] - across * box[SIN], box[Y] + along * box[SIN] + across * box[COS]
        )
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        way = at - corner
        u, v = way.x() * c + way.y() * s, way.y() * c - way.x() * s
        full = f"{zone.code}  {zone.name}" if zone.name and zone.name != zone.code else zone.code
        text = full if metrics.horizontalAdvance(full) + 4 <= wide else zone.code
        length = metrics.horizontalAdvance(text) + 4
        start = 0.0 if angle else min(max(0.0, RULER - corner.x()), max(wide - length, 0.0))
        if start <= u <= start + length and -HIGH <= v <= 0:
            return id_
    return None
