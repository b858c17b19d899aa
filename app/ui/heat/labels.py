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
from app.heat.tables import KINDS, Fixture, Ints
from app.ui.heat.camera import Camera
from app.ui.heat.paint import Inks, PlanPaint

MOST_BIN_LABELS = 600
MOST_RACK_LABELS = 300
KEPT = 4000
BIN_WIDTH = 26.0  # px of room before a bin's code is tried
RACK_DEPTH, RACK_SCALE = 11.0, 16.0  # px across a rack, and px a metre, before its code is drawn
ZONE_WIDTH = 60.0
COVERED = tuple(KINDS.index(kind) for kind in ("dock", "station", "packing"))  # places whose fixture is named instead
STATION_WIDTH = 18.0
_DIGITS = str.maketrans("123456789", "000000000")


def zone_names_of(picture: HeatPicture) -> list[tuple[str, str, float, int]]:
    """Of each zone: code, code and name, the text's angle in degrees, and which corner it begins at."""
    zones, names = picture.plan.zones, []
    for code, name, turn in zip(zones.codes, zones.names, zones.angle.tolist(), strict=True):
        angle = upright(turn)
        same = abs((math.degrees(turn) - angle + 180) % 360 - 180) < 1
        names.append((code, f"{code}  {name}" if name and name != code else code, angle, 0 if same else 2))
    return names


def turned(painter: QPainter, x: float, y: float, degrees: float, draw: Callable[[], None]) -> None:
    """Draw with the origin at (x, y) and the axes turned."""
    painter.save()
    painter.translate(x, y)
    painter.rotate(degrees)
    draw()
    painter.restore()


class TextStock:
    """Laid out texts of one font with their widths, the most recently used KEPT of them."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        metrics = QFontMetricsF(font)
        self.height = metrics.ascent() * 0.78 + metrics.descent()
        """From the top of a capital to the foot of a descender, in px."""
        self._half = metrics.height() / 2
        self._metrics = metrics
        self._least = metrics.horizontalAdvance("i") * 0.9
        self._texts: OrderedDict[str, tuple[QStaticText, float]] = OrderedDict()
        self._shapes: OrderedDict[str, float] = OrderedDict()

    def laid(self, text: str) -> bool:
        """Whether a text is laid out already: it is written six times as fast then."""
        return text in self._texts

    def goes(self, text: str, width: float) -> bool:
        """As `fits`, for a font whose digits are of one width: told by texts that differ in digits alone."""
        if len(text) * self._least > width:
            return False
        shape = text.translate(_DIGITS)
        wide = self._shapes.get(shape)
        if wide is None:
            if len(self._shapes) >= KEPT:
                self._shapes.popitem(last=False)
            wide = self._shapes[shape] = self._metrics.horizontalAdvance(shape)
        return wide <= width

    def put(self, painter: QPainter, text: str, x: float, y: float, align: float = 0.5) -> None:
        """Draw with its middle at y; align 0 = begins at x, 0.5 = centred, 1 = ends there. The painter has the font."""
        laid, wide = self._laid(text)
        painter.drawStaticText(QPointF(x - wide * align, y - self._half), laid)

    def width(self, text: str) -> float:
        """Width of a text in px."""
        return self._laid(text)[1]

    def fits(self, text: str, width: float) -> bool:
        """Whether a text goes into a width; what is far too long is not laid out to find out."""
        return len(text) * self._least <= width and self.width(text) <= width

    def _laid(self, text: str) -> tuple[QStaticText, float]:
        entry = self._texts.get(text)
        if entry is None:
            laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=self.font)
            if len(self._texts) >= KEPT:
                self._texts.popitem(last=False)
            entry = self._texts[text] = (laid, laid.size().width())
        else:
            self._texts.move_to_end(text)
        return entry


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
        zones = picture.plan.zones
        zone_names = {" ".join(f"{code} {name}".split()) for code, name in zip(zones.codes, zones.names, strict=True)}
        self._zone_names = zone_names_of(picture)
        self._zone_corners = picture.plan.zones.corners()
        self._notes = [
            f for f in picture.plan.fixtures if f.kind == "label" and " ".join(f.label.split()) not in zone_names
        ]
        self._places = [f for f in picture.plan.fixtures if f.kind in ("dock", "station")]

    def paint(self, painter: QPainter, camera: Camera, racks: Ints) -> None:
        """All words for the racks in the window."""
        self._bins(painter, camera, racks)
        self._racks(painter, camera, racks)
        self._zones(painter, camera)
        self._fixtures(painter, camera)

    def _zones(self, painter: QPainter, camera: Camera) -> None:
        if not len(self._zone_names):
            return
        painter.setPen(self._inks.zone_label)
        painter.setFont(self._strong.font)
        corners = camera.screens(self._zone_corners)
        low, high = corners.min(axis=1), corners.max(axis=1)
        wide = self.picture.plan.zones.half_width * 2 * camera.scale
        seen = (low < (camera.width, camera.height)).all(axis=1) & (high > 0).all(axis=1) & (wide >= ZONE_WIDTH / 2)
        for i in np.flatnonzero(seen).tolist():
            code, full, angle, first = self._zone_names[i]
            room = float(wide[i])
            text = full if self._strong.fits(full, room - 4) else code
            x, y = corners[i, first].tolist()
            if angle:
                turned(painter, x, y, angle, partial(self._strong.put, painter, text, 4, -10, 0.0))
            else:  # keep the name in the window as long as the box is
                x = min(max(x, 0.0), x + max(room - self._strong.width(text) - 8, 0.0))
                self._strong.put(painter, text, x + 4, y - 10, 0.0)

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
        plan, table = self.picture.plan, self.picture.plan.racks
        wide = 2 * table.half_length / table.columns * camera.scale
        high = 2 * table.half_depth * camera.scale
        stands = np.abs(table.cos) < 0.2  # upright on the screen: the text goes level, across the rack
        room, rise = np.where(stands, high, wide), np.where(stands, wide, high)
        cells = plan.cells_of(racks[(room[racks] >= BIN_WIDTH) & (rise[racks] >= self._code.height + 2)])
        x, y = plan.centres(cells)
        points = camera.screens(np.stack((x, y), 1))
        inside = (points > -20).all(axis=1) & (points < (camera.width + 20, camera.height + 20)).all(axis=1)
        cells, points = cells[inside][:MOST_BIN_LABELS], points[inside][:MOST_BIN_LABELS]
        if not len(cells):
            return
        entries = self.picture.pyramid.levels[0].entry[self.picture.sheet.slot[cells]].tolist()
        rack = plan.rack_of[cells]
        angle = np.where(stands, 0.0, table.angle)[rack].tolist()
        indices = self.picture.locations_at(cells).tolist()
        codes, rooms = plan.locations.codes, (room[rack] - 4).tolist()
        covered = np.isin(plan.locations.kind[indices], COVERED).tolist()
        painter.setFont(self._code.font)
        pen: QColor | None = None
        for i, (px, py) in enumerate(points.tolist()):
            text = self._fitting(codes[indices[i]], table.codes[rack[i]], rooms[i]) if indices[i] >= 0 else ""
            text = "" if covered[i] else text
            if not text:
                continue
            if pen is not self._ink[entries[i]]:
                pen = self._ink[entries[i]]
                painter.setPen(pen)
            if angle[i]:
                turned(painter, px, py, upright(angle[i]), partial(self._code.put, painter, text, 0, 0))
            else:
                self._code.put(painter, text, px, py)

    def _fitting(self, code: str, rack: str, width: float) -> str:
        """The whole code, or the part after the rack's own code, or nothing."""
        if self._code.fits(code, width):
            return code
        rest = code.removeprefix(rack).lstrip("-./ ")
        return rest if rest != code and self._code.fits(rest, width) else ""

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
        fits = self._caption.height <= y1 - y0 and self._caption.width(text) <= x1 - x0
        inside = fits and place.kind == "station"  # a busy door is filled in the colour of its number
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
