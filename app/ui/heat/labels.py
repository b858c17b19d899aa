"""Words on the plan, by how near one stands: zones, then racks, then bins. Text that does not fit is not drawn; an
address is never cut."""

import math
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from app.heat import colours
from app.heat.picture import HeatPicture
from app.heat.tables import Fixture, Floats, Ints
from app.ui.heat.camera import Camera
from app.ui.heat.paint import Inks, PlanPaint

MOST_BIN_LABELS = 600
MOST_RACK_LABELS = 300
KEPT = 4000
BIN_WIDTH = 22.0  # px of a cell before its code is tried
RACK_DEPTH, RACK_SCALE = 11.0, 16.0  # px across a rack, and px a metre, before its code is drawn
ZONE_WIDTH = 60.0
STATION_WIDTH = 18.0


def in_window(points: Floats, camera: Camera) -> bool:
    """Whether the upright box of some screen points touches the window."""
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(low[0] < camera.width and low[1] < camera.height and high[0] > 0 and high[1] > 0)


def turned(painter: QPainter, x: float, y: float, degrees: float, draw: Callable[[], None]) -> None:
    """Draw with the origin at (x, y) and the axes turned."""
    painter.save()
    painter.translate(x, y)
    painter.rotate(degrees)
    draw()
    painter.restore()


class TextStock:
    """Laid out texts of one font, the most recently used KEPT of them."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._texts: OrderedDict[str, QStaticText] = OrderedDict()

    def put(self, painter: QPainter, text: str, x: float, y: float, align: float = 0.5) -> None:
        """Draw with its middle at y; align 0 = begins at x, 0.5 = centred, 1 = ends there. The painter has the font."""
        laid = self._texts.pop(text, None)
        if laid is None:
            laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=self.font)
            if len(self._texts) >= KEPT:
                self._texts.popitem(last=False)
        self._texts[text] = laid
        size = laid.size()
        painter.drawStaticText(QPointF(x - size.width() * align, y - size.height() / 2), laid)

    def width(self, text: str) -> float:
        """Width of a text in px."""
        return self._metrics.horizontalAdvance(text)

    @property
    def height(self) -> float:
        """Height of a line from the top of a capital to the foot of a descender, in px."""
        return self._metrics.ascent() * 0.78 + self._metrics.descent()


def upright(angle: float) -> float:
    """The same direction, as degrees from -90 (excluded) to 90, so that text never stands on its head."""
    degrees = math.degrees(angle) % 180
    return degrees - 180 if degrees > 90 else degrees


class LabelPainter:
    """Draws the words of one plan in one theme."""

    def __init__(self, picture: HeatPicture, paint: PlanPaint, inks: Inks) -> None:
        self.picture = picture
        self._inks = inks
        self._strong = TextStock(paint.font("small", 600))
        self._caption = TextStock(paint.font("caption"))
        self._code = TextStock(paint.code_font("caption"))
        self._code_strong = TextStock(paint.code_font("small", 600))
        bright = colours.luminance(inks.table)
        dark, light = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
        # The ink with the higher WCAG contrast: the two are equal on a ground of luminance 0.179.
        self._ink = [dark if value > 0.179 else light for value in bright.tolist()]
        zone_names = self._zone_captions()
        self._notes = [
            f for f in picture.plan.fixtures if f.kind == "label" and " ".join(f.label.split()) not in zone_names
        ]
        self._places = [f for f in picture.plan.fixtures if f.kind in ("dock", "station")]

    def _zone_captions(self) -> set[str]:
        zones = self.picture.plan.zones
        return {" ".join(f"{code} {name}".split()) for code, name in zip(zones.codes, zones.names, strict=True)}

    def paint(self, painter: QPainter, camera: Camera, racks: Ints) -> None:
        """All words for the racks in the window."""
        self._bins(painter, camera, racks)
        self._racks(painter, camera, racks)
        self._zones(painter, camera)
        self._fixtures(painter, camera)

    def _zones(self, painter: QPainter, camera: Camera) -> None:
        zones = self.picture.plan.zones
        if not len(zones):
            return
        painter.setPen(self._inks.zone_label)
        painter.setFont(self._strong.font)
        corners = camera.screens(zones.corners())
        for i, (code, name) in enumerate(zip(zones.codes, zones.names, strict=True)):
            box = corners[i]
            wide = float(np.hypot(*(box[1] - box[0])))
            if wide < ZONE_WIDTH / 2 or not in_window(box, camera):
                continue
            full = f"{code}  {name}" if name and name != code else code
            text = full if self._strong.width(full) < wide - 4 else code
            angle = upright(float(zones.angle[i]))
            corner = box[0] if abs(math.degrees(float(zones.angle[i])) - angle) < 1 else box[2]
            turned(
                painter,
                float(corner[0]),
                float(corner[1]),
                angle,
                partial(self._strong.put, painter, text, 4, -10, 0.0),
            )

    def _racks(self, painter: QPainter, camera: Camera, racks: Ints) -> None:
        if camera.scale < RACK_SCALE:
            return
        table = self.picture.plan.racks
        deep = 2 * table.half_depth[racks] * camera.scale
        long = 2 * table.half_length[racks] * camera.scale
        racks = racks[(deep >= RACK_DEPTH) & (long >= 60) & (table.columns[racks] > 1)][:MOST_RACK_LABELS]
        painter.setPen(self._inks.text_third)
        painter.setFont(self._code.font)
        for k in racks.tolist():
            reach = float(table.half_length[k])
            cos, sin = float(table.cos[k]), float(table.sin[k])
            flip = -1 if cos < -1e-6 or (abs(cos) < 1e-6 and sin < 0) else 1
            x, y = camera.screen(float(table.x[k]) - flip * cos * reach, float(table.y[k]) - flip * sin * reach)
            if not (-20 < x < camera.width + 80 and -20 < y < camera.height + 20):
                continue
            text = table.codes[k]
            if abs(cos) < 0.2:
                if self._code.width(text) <= 2 * float(table.half_depth[k]) * camera.scale + 6:
                    self._code.put(painter, text, x, y - 9)
                continue
            turned(painter, x, y, upright(float(table.angle[k])), partial(self._code.put, painter, text, -6, 0, 1.0))

    def _bins(self, painter: QPainter, camera: Camera, racks: Ints) -> None:
        plan = self.picture.plan
        table = plan.racks
        pitch = 2 * table.half_length[racks] / table.columns[racks] * camera.scale
        deep = 2 * table.half_depth[racks] * camera.scale
        cells = plan.cells_of(racks[(np.maximum(pitch, deep) >= BIN_WIDTH) & (np.minimum(pitch, deep) >= 12)])
        x, y = plan.centres(cells)
        points = camera.screens(np.stack((x, y), 1))
        inside = (points > -20).all(axis=1) & (points < (camera.width + 20, camera.height + 20)).all(axis=1)
        cells, points = cells[inside][:MOST_BIN_LABELS], points[inside][:MOST_BIN_LABELS]
        if not len(cells):
            return
        entries = self.picture.pyramid.levels[0].entry[self.picture.sheet.slot[cells]].tolist()
        rack = plan.rack_of[cells]
        wide = 2 * table.half_length[rack] / table.columns[rack] * camera.scale
        high = 2 * table.half_depth[rack] * camera.scale
        painter.setFont(self._code.font)
        for i, cell in enumerate(cells.tolist()):
            if entries[i] == colours.ABSENT:
                continue
            where = (float(points[i, 0]), float(points[i, 1]))
            painter.setPen(self._ink[entries[i]])
            self._bin(painter, cell, int(rack[i]), where, (float(wide[i]), float(high[i])))

    def _bin(self, painter: QPainter, cell: int, rack: int, at: tuple[float, float], size: tuple[float, float]) -> None:
        """One bin's code, along the rack or, where the rack stands upright on the screen and it fits, level."""
        index = self.picture.location_at(cell)
        if index < 0:
            return
        table = self.picture.plan.racks
        code = self.picture.plan.locations.codes[index]
        angle = float(table.angle[rack])
        wide, high = size
        if abs(math.cos(angle)) < 0.2:
            wide, high, angle = high, wide, 0.0
        text = self._fitting(code, table.codes[rack], wide - 4)
        if not text or self._code.height > high - 2:
            return
        if abs(math.sin(angle)) < 1e-6:
            self._code.put(painter, text, *at)
        else:
            turned(painter, *at, upright(angle), partial(self._code.put, painter, text, 0, 0))

    def _fitting(self, code: str, rack: str, width: float) -> str:
        """The whole code, or the part after the rack's own code, or nothing."""
        if self._code.width(code) <= width:
            return code
        rest = code.removeprefix(rack).lstrip("-./ ")
        return rest if rest != code and self._code.width(rest) <= width else ""

    def _fixtures(self, painter: QPainter, camera: Camera) -> None:
        painter.setFont(self._caption.font)
        painter.setPen(self._inks.text_third)
        for note in self._notes:
            x, y = camera.screen(*note.points[0].tolist())
            self._caption.put(painter, note.label, x, y, 0.0)
        for place in self._places:
            self._place(painter, place, camera)

    def _place(self, painter: QPainter, place: Fixture, camera: Camera) -> None:
        box = camera.screens(place.points)
        (x0, y0), (x1, y1) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
        text = place.label or place.code
        room = max(x1 - x0, y1 - y0)
        if room < STATION_WIDTH or self._caption.width(text) > room + 2:
            return
        painter.setPen(self._inks.text if place.kind == "station" else self._inks.text_third)
        inside = self._caption.height <= y1 - y0 and self._caption.width(text) <= x1 - x0
        self._caption.put(painter, text, (x0 + x1) / 2, (y0 + y1) / 2 if inside else y1 + 10)

    def tag(self, painter: QPainter, camera: Camera, cell: int, text: str) -> QRectF:
        """The address of the chosen bin in a tag beside it, never over it; returns where it was put."""
        (x,), (y,) = self.picture.plan.centres(np.array([cell]))
        px = camera.screen(float(x), float(y))[0]
        corners = camera.screens(self.picture.plan.corners(np.array([cell])))[0]
        top, bottom = float(corners[:, 1].min()), float(corners[:, 1].max())
        stock = self._code_strong
        wide, high = stock.width(text) + 16, 22.0
        left = min(max(px - wide / 2, 4), max(camera.width - camera.insets[2] - wide - 4, 4))
        above = top - 10 - high
        box = QRectF(left, above if above > 4 else bottom + 10, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.tag)
        painter.drawRoundedRect(box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._inks.tag_text)
        painter.setFont(stock.font)
        stock.put(painter, text, box.center().x(), box.center().y())
        return box
