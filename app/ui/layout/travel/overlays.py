"""What travel draws over the plan: the graph, a tour, times. In px, only what is in the window."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from app.heat.colours import RAMP, ramp
from app.services.tours import PlannedTour
from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.inks import clear
from app.ui.layout.canvas.strokes import clipped, draw_dashed, heads
from app.ui.layout.session import View
from app.ui.layout.travel.mirror import Floats, GraphPicture, TimesPicture
from app.ui.theme import Theme
from app.ui.widgets.painted import text_width

SHADES = 24
"""Colours that times are told apart by."""
FINE_PX = 3.0
"""From so many px of a bay on, bays are coloured one by one; below, whole racks are."""
READABLE = 0.007
"""px a mm from which widths of aisles are written."""


class GraphOverlay:
    """Aisles as lines, one-way arrows, free widths; what is shut or out of reach in the colour of alarms."""

    id = "travel graph"
    below = False
    arrows = True
    """Draws the arrows of one-way aisles itself."""

    def __init__(self, theme: Theme, picture: GraphPicture) -> None:
        self._theme, self.picture = theme, picture

    def paint(self, painter: QPainter, view: View) -> None:
        """Lines by one call a kind."""
        theme, picture, box = self._theme, self.picture, _window(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, alarm = theme.colour("accent.line"), theme.colour("status.alarm_fill")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(clear(alarm, 0.35))
        for corners in picture.lost:
            painter.drawPolygon(_polygon(view, corners))
        painter.setPen(QPen(accent, 2))
        draw_lines(painter, clipped(_lines(view, picture.driven), box))
        painter.setPen(QPen(accent, 1.2))
        draw_lines(painter, clipped(_lines(view, picture.joined), box))
        painter.setPen(QPen(clear(accent, 0.25 if len(picture.open) > 400 else 0.6), 1))
        draw_dashed(painter, _lines(view, picture.open), box, 4, 5)
        painter.setPen(QPen(alarm, 3))
        draw_dashed(painter, _lines(view, picture.shut), box, 6, 4)
        if len(picture.arrows):
            at = _points(view, picture.arrows[:, :2])
            painter.setPen(QPen(theme.colour("surface.floor"), 1))
            painter.setBrush(accent)
            for head in heads(at, picture.arrows[:, 2:], 7.0):
                painter.drawPolygon(head)
        if view.px_per_mm >= READABLE:
            self._widths(painter, view, box)

    def _widths(self, painter: QPainter, view: View, box: QRectF) -> None:
        font = self._theme.number_font("caption")
        placed: list[QRectF] = []
        for x, y, free, fits in sorted(self.picture.widths, key=lambda width: width[3]):  # what is wrong goes first
            spot = view.to_px(x, y)
            text = f"{free / 1_000:.2f} m" if fits else f"{free / 1_000:.2f} m narrow"
            wide = text_width(font, text) + 12
            room = QRectF(spot.x() - wide / 2, spot.y() - 9, wide, 18)
            if box.contains(spot) and not any(room.intersects(other) for other in placed):
                placed.append(room)
                fore, ground = ("text.primary", "surface.raised") if fits else ("text.on_alarm", "status.alarm_fill")
                _tag(painter, spot, text, font, self._theme.colour(fore), self._theme.colour(ground))


class TourOverlay:
    """A tour as a line with arrows and numbered stops; dashed beneath it the walk by the S-shape, where it is told."""

    id = "travel tour"
    below = False

    def __init__(self, theme: Theme, tour: PlannedTour) -> None:
        self._theme, self.tour = theme, tour

    def paint(self, painter: QPainter, view: View) -> None:
        """The line on a light rim, so that it is seen on any ground."""
        theme, box = self._theme, _window(view).adjusted(-40, -40, 40, 40)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rule, lines = (_lines(view, _legs(line)) for line in (self.tour.s_shape_line, self.tour.line))
        painter.setPen(QPen(theme.colour("text.secondary"), 2))
        draw_dashed(painter, rule, box, 5, 4)
        ink = theme.colour("accent.fill")
        for colour, width in ((theme.colour("surface.floor"), 6.0), (ink, 3.0)):
            pen = QPen(colour, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            draw_lines(painter, clipped(lines, box))
        self._arrows(painter, lines, ink)
        font = theme.number_font("caption", 600)
        met: dict[tuple[int, int], list[int]] = {}
        for number, stop in enumerate(self.tour.stops, 1):
            spot = view.to_px(*stop.point)
            met.setdefault((round(spot.x() / 14), round(spot.y() / 14)), []).append(number)
        for numbers in met.values():
            spot = view.to_px(*self.tour.stops[numbers[0] - 1].point)
            if box.contains(spot):
                text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} +{len(numbers) - 1}"
                _tag(painter, spot, text, font, theme.colour("text.on_accent"), ink)
        start = view.to_px(*self.tour.line[0])
        _tag(painter, start, self.tour.start, theme.font("caption", 600), theme.colour("text.inverse"),
             theme.colour("surface.inverse"))  # fmt: skip

    def _arrows(self, painter: QPainter, lines: Floats, ink: QColor) -> None:
        length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
        long = lines[length > 40.0]
        if not len(long):
            return
        direction = (long[:, 2:] - long[:, :2]) / np.hypot(*(long[:, 2:] - long[:, :2]).T)[:, None]
        painter.setPen(QPen(self._theme.colour("surface.floor"), 1))
        painter.setBrush(ink)
        # Not in the middle: where one walks in and out again, the two would lie on one another.
        for head in heads(long[:, :2] * 0.6 + long[:, 2:] * 0.4, direction, 7.0):
            painter.drawPolygon(head)


class TimesOverlay:
    """Bays in the colour of the seconds to them; what is out of reach is hatched."""

    id = "travel times"
    below = False

    def __init__(self, theme: Theme, picture: TimesPicture) -> None:
        self._theme, self.picture = theme, picture

    def paint(self, painter: QPainter, view: View) -> None:
        """One path a colour."""
        picture, box = self.picture, view.visible()
        span = np.hypot(*(picture.cells[:, 1] - picture.cells[:, 0]).T) if len(picture.cells) else np.zeros(0)
        fine = len(span) > 0 and float(np.median(span)) * view.px_per_mm >= FINE_PX
        cells, seconds = (picture.cells, picture.seconds) if fine else (picture.racks, picture.rack_seconds)
        if len(cells):
            inside = (cells[:, :, 0].max(1) >= box.left()) & (cells[:, :, 0].min(1) <= box.right())
            inside &= (cells[:, :, 1].max(1) >= box.top()) & (cells[:, :, 1].min(1) <= box.bottom())
            self._fill(painter, view, cells[inside], seconds[inside])
        if not picture.here:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spot = view.to_px(*picture.point)
        _tag(painter, spot, picture.name, self._theme.font("caption", 600), self._theme.colour("text.inverse"),
             self._theme.colour("surface.inverse"))  # fmt: skip

    def _fill(self, painter: QPainter, view: View, cells: Floats, seconds: Floats) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        most = max(self.picture.most, 1.0)
        known = np.isfinite(seconds)
        shade = np.clip((np.where(known, seconds, 0.0) / most * SHADES).astype(np.int64), 0, SHADES - 1)
        colours = shades(self._theme)
        for number in range(SHADES):
            self._path(painter, view, cells[known & (shade == number)], colours[number])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lost = cells[np.isinf(seconds)]
        if len(lost):
            ink = self._theme.colour("status.alarm_fill")
            painter.setPen(QPen(ink, 1))
            self._path(painter, view, lost, clear(ink, 0.25))

    def _path(self, painter: QPainter, view: View, cells: Floats, colour: QColor) -> None:
        if len(cells):
            path = QPainterPath()
            for corners in cells:
                path.addPolygon(_polygon(view, corners))
                path.closeSubpath()
            painter.fillPath(path, colour)


def shades(theme: Theme) -> list[QColor]:
    """The colours of times, from near to far."""
    stops, use = theme.scale("viridis")
    table = ramp(stops[::-1], (1.0 - use[1], 1.0 - use[0]))
    return [QColor.fromRgb(int(table[round(n * (RAMP - 1) / (SHADES - 1))]) & 0xFFFFFF) for n in range(SHADES)]


def _legs(line: Sequence[tuple[float, float]]) -> Floats:
    return np.array([(*a, *b) for a, b in pairwise(line)], dtype=np.float64).reshape(-1, 4)


def _window(view: View) -> QRectF:
    seen = view.visible()
    return QRectF(view.to_px(seen.left(), seen.top()), view.to_px(seen.right(), seen.bottom()))


def _points(view: View, at: Floats) -> Floats:
    zero, scale = view.to_px(0.0, 0.0), view.px_per_mm
    return np.asarray(at * scale + np.array((zero.x(), zero.y())))


def _lines(view: View, lines: Floats) -> Floats:
    return _points(view, lines.reshape(-1, 2)).reshape(-1, 4)


def _polygon(view: View, corners: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in _points(view, corners).tolist()])


def _tag(painter: QPainter, at: QPointF, text: str, font: QFont, ink: QColor, ground: QColor) -> None:
    wide = max(18.0, math.ceil(text_width(font, text)) + 10.0)
    box = QRectF(at.x() - wide / 2, at.y() - 9, wide, 18)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 9, 9)
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
