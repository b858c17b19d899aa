"""A bin as the palette shows it beside the hits: six facts and a piece of the plan. Runs on worker threads."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.heat.plan import FloorPlan
from app.services.floor import Content
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.control_room.plan_desk import say_day
from app.ui.control_room.words import EN_DASH, joined, kind_of, plain, say_kind, zone_of
from app.ui.heat.view import HeatView
from app.ui.palette.search import Preview

WIDE, HIGH = 236, 132  # px of the picture
SCALE = 2  # drawn at twice the size, so that it is sharp on every screen
METRES = 14.0  # seen from side to side
MOST_CELLS = 600


class BinPreview:
    """Reads the arrays of the view that is open. A value that changes while it is read is a frame old, no more."""

    def __init__(self, view: HeatView, feed: FloorFeed) -> None:
        self._view, self._feed = view, feed

    @property
    def plan(self) -> FloorPlan:
        """The plan that is shown now."""
        return self._view.picture.plan

    def short(self, index: int) -> tuple[str, ...]:
        """What a hit says of a bin, beside its kind."""
        content = self._content(index)
        if content is None:
            return ("empty",)
        return f"{plain(float(self._view.picture.grid.on_hand[index]))} on hand", content.sku

    def of(self, index: int) -> Preview:
        """The whole preview."""
        picture = self._view.picture
        plan, facts, content = picture.plan, picture.grid.facts(index), self._content(index)
        free = max(0.0, float(facts["on_hand"]) - float(facts["reserved"]) - float(facts["held"]))
        fill = float(facts["fill"])
        rows = (
            ("On hand", plain(float(facts["on_hand"]))),
            ("Reserved", plain(float(facts["reserved"]))),
            ("Free", plain(free)),
            ("SKU", content.sku if content is not None else EN_DASH),
            ("Fill", EN_DASH if np.isnan(fill) else f"{fill * 100:.0f} %"),
            ("Expiry", say_day(float(facts["expires_on"])).removeprefix("expires ") or EN_DASH),
        )
        place = joined([say_kind(kind_of(plan, index)), zone_of(plan, index)])
        return Preview(plan.locations.codes[index], place, rows, self._picture(index))

    def _content(self, index: int) -> Content | None:
        return self._feed.contents.get(int(self.plan.locations.ids[index]))

    def _picture(self, index: int) -> QImage:
        """The cells about the bin in the colours of the plan, the bin ringed."""
        picture, inks = self._view.picture, self._view.inks
        plan, cell = picture.plan, int(picture.plan.locations.cell[index])
        (x,), (y,) = plan.centres(np.array([cell]))
        reach_x, reach_y = METRES / 2, METRES / 2 * HIGH / WIDE
        cells = plan.band(x - reach_x - 2, y - reach_y - 2, x + reach_x + 2, y + reach_y + 2)[:MOST_CELLS]
        scale = WIDE * SCALE / METRES
        origin = np.array([x - reach_x, y - reach_y])
        image = QImage(WIDE * SCALE, HIGH * SCALE, QImage.Format.Format_RGB32)
        image.fill(inks.aisle)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.aisle, 2))
        entries = picture.pyramid.levels[0].entry[picture.sheet.slot[cells]]
        for corners, entry in zip((plan.corners(cells) - origin) * scale, entries.tolist(), strict=True):
            painter.setBrush(QColor(int(inks.table[entry])))
            painter.drawPolygon(_polygon(corners))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = _polygon((plan.corners(np.array([cell]))[0] - origin) * scale)
        for colour, width in ((inks.ring_outer, 10.0), (inks.ring_inner, 4.0)):
            painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawPolygon(ring)
        painter.end()
        return image


def _polygon(points: np.ndarray) -> QPolygonF:
    return QPolygonF([QPointF(px, py) for px, py in points.tolist()])
