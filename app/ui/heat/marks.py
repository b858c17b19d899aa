"""Marks over the bins: alarm shapes, people, routes and the outline of what is chosen."""

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from app.heat import colours
from app.heat.picture import HeatPicture
from app.heat.tables import Floats, Ints
from app.ui.heat.camera import Camera
from app.ui.heat.floor import draw_lines, polygon
from app.ui.heat.overlay import AlarmMark, Person, Route
from app.ui.heat.paint import Inks

MARK = 20.0  # px, at any zoom
STOP = 18.0
MOST_RUNS = 2000
MOST_HATCHED = 3000
HATCH_STEP = 7.0  # px between diagonals, counted along the edges
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 3), (8, 3, 2, 3))


def alarm_shape(level: str) -> QPolygonF:
    """The outline of a mark about (0, 0): octagon for an alarm, triangle for a warning."""
    points: tuple[tuple[float, float], ...]
    if level == "alarm":
        q, e = 9.0, 4.0
        points = ((-e, -q), (e, -q), (q, -e), (q, e), (e, q), (-e, q), (-q, e), (-q, -e))
    else:
        points = ((0, -10), (10.5, 8.5), (-10.5, 8.5))
    return QPolygonF([QPointF(x, y) for x, y in points])


def pen_of(colour: QColor, width: float) -> QPen:
    """A pen with round joins and caps."""
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def paint_alarm(painter: QPainter, at: QPointF, mark: AlarmMark, inks: Inks, size: float = MARK) -> None:
    """One mark: halo in the floor's colour, outline in the text's, then the shape. Colour is the last thing that tells
    it: to some eyes amber is the hot end of the scale."""
    shape, warns = alarm_shape(mark.level), mark.level == "warn"
    painter.save()
    painter.translate(at)
    painter.scale(size / MARK, size / MARK)
    for colour, width in ((inks.floor, 8.0), (inks.text, 3.5)):
        painter.setPen(pen_of(colour, width))
        painter.setBrush(colour)
        painter.drawPolygon(shape)
    painter.setPen(Qt.PenStyle.NoPen)
    fill, sign = (inks.warn, inks.warn_sign) if warns else (inks.alarm, inks.alarm_sign)
    painter.setBrush(inks.floor if mark.acknowledged else fill)
    painter.drawPolygon(shape)
    painter.setPen(pen_of(inks.text if mark.acknowledged else sign, 2))
    top, foot, dot = (-3.5, 2.0, 5.5) if warns else (-4.5, 1.0, 4.5)
    painter.drawLine(QLineF(0, top, 0, foot))
    painter.drawLine(QLineF(0, dot, 0, dot + 0.1))
    painter.restore()


def alarm_places(marks: tuple[AlarmMark, ...], picture: HeatPicture) -> Floats:
    """World places of alarms (n, 2); one whose location is not on the plan keeps its own x and y."""
    places = np.array([(m.x, m.y) for m in marks], float).reshape(-1, 2)
    ids = np.array([-1 if m.location_id is None else m.location_id for m in marks], np.int64)
    at = picture.plan.indices(ids)
    here = np.flatnonzero(at >= 0)
    if len(here):
        x, y = picture.plan.centres(picture.plan.locations.cell[at[here]])
        places[here, 0], places[here, 1] = x, y
    return places


def paint_alarms(
    painter: QPainter, camera: Camera, marks: tuple[AlarmMark, ...], picture: HeatPicture, inks: Inks
) -> None:
    """All marks in the window."""
    if not marks:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    points = camera.screens(alarm_places(marks, picture)).tolist()
    for mark, (x, y) in zip(marks, points, strict=True):
        if -MARK < x < camera.width + MARK and -MARK < y < camera.height + MARK:
            paint_alarm(painter, QPointF(x, y), mark, inks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_person(painter: QPainter, at: QPointF, heading: float, inks: Inks) -> None:
    """A 12 px dart that points where the person goes."""
    painter.save()
    painter.translate(at)
    painter.rotate(heading)
    dart = QPolygonF([QPointF(7, 0), QPointF(-5, 5), QPointF(-2.5, 0), QPointF(-5, -5)])
    painter.setPen(pen_of(inks.floor, 2.5))
    painter.setBrush(inks.person)
    painter.drawPolygon(dart)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(dart)
    painter.restore()


def paint_people(painter: QPainter, camera: Camera, people: tuple[Person, ...], inks: Inks) -> None:
    """Everybody in the window."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for person in people:
        paint_person(painter, QPointF(*camera.screen(person.x, person.y)), person.heading, inks)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_routes(painter: QPainter, camera: Camera, routes: tuple[Route, ...], inks: Inks, font: QFont) -> None:
    """Walks as dashed lines with the walker's initial where they begin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for i, route in enumerate(routes):
        points = camera.screens(np.array(route.points, float).reshape(-1, 2))
        pen = QPen(inks.routes[i], 2)
        if DASHES[i]:
            pen.setDashPattern(list(DASHES[i]))
        painter.setPen(pen)
        painter.drawPolyline(polygon(points))
        painter.setFont(font)
        for x, y in points[:1].tolist():
            painter.drawText(QPointF(x + 6, y - 6), route.initial)
        paint_stops(painter, camera, route, inks.routes[i], inks.floor)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_stops(painter: QPainter, camera: Camera, route: Route, ink: QColor, ground: QColor) -> None:
    """The stops of a walk, numbered in their order: discs that keep their size, the last on top."""
    if not route.stops:
        return
    points = camera.screens(np.array(route.stops, float).reshape(-1, 2)).tolist()
    for number, (x, y) in enumerate(points, start=1):
        if not (-STOP < x < camera.width + STOP and -STOP < y < camera.height + STOP):
            continue
        disc = QRectF(x - STOP / 2, y - STOP / 2, STOP, STOP)
        painter.setPen(QPen(ground, 2))
        painter.setBrush(ink)
        painter.drawEllipse(disc)
        painter.setPen(ground)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def runs(cells: Ints, rack_of: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Neighbouring cells of one rack as runs: (first cell, how many), so that a band of 10,000 bins is few outlines."""
    cells = np.unique(cells)
    if not len(cells):
        return cells, cells
    rack = rack_of[cells]
    cut = np.flatnonzero((np.diff(cells) != 1) | (np.diff(rack) != 0)) + 1
    first = np.concatenate(([0], cut))
    return cells[first], np.diff(np.concatenate((first, [len(cells)])))


def paint_chosen(
    painter: QPainter, camera: Camera, picture: HeatPicture, cells: Ints, inks: Inks, grow: float = 0.0
) -> None:
    """Outline cells: two pixels light inside two pixels dark, seen on any colour. grow: px further out (the flash)."""
    first, count = runs(cells, picture.plan.rack_of)
    if not len(first):
        return
    corners = camera.screens(picture.plan.corners(first[:MOST_RUNS], count[:MOST_RUNS]))
    centre = corners.mean(axis=1, keepdims=True)
    side = corners[:, 1] - corners[:, 0]
    turn = np.arctan2(side[:, 1], side[:, 0])
    half_u = np.maximum(np.hypot(side[:, 0], side[:, 1]) / 2, 3.0) + 3 + grow
    up = corners[:, 3] - corners[:, 0]
    half_v = np.maximum(np.hypot(up[:, 0], up[:, 1]) / 2, 3.0) + 3 + grow
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((inks.ring_outer, 6.0), (inks.ring_inner, 2.0)):
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        for (x, y), angle, u, v in zip(
            centre[:, 0].tolist(), turn.tolist(), half_u.tolist(), half_v.tolist(), strict=True
        ):
            painter.save()
            painter.translate(x, y)
            painter.rotate(math.degrees(angle))
            painter.drawRect(QRectF(-u, -v, 2 * u, 2 * v))
            painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_hatch(painter: QPainter, camera: Camera, picture: HeatPicture, cells: Ints, inks: Inks) -> None:
    """Diagonals over the cells of which nothing is known; beside the centre, where a cell's colour is read."""
    entries = picture.pyramid.levels[0].entry[picture.sheet.slot[cells]]
    cells = cells[entries == colours.NO_DATA][:MOST_HATCHED]
    if not len(cells):
        return
    corners = camera.screens(picture.plan.corners(cells))
    along, across = corners[:, 1] - corners[:, 0], corners[:, 3] - corners[:, 0]
    wide, high = np.hypot(*along.T), np.hypot(*across.T)
    reach = wide + high
    count = 2 * np.ceil(reach / 2 / HATCH_STEP).astype(np.int64)
    k = np.repeat(np.arange(len(cells)), count)
    i = np.arange(len(k)) - np.repeat(np.cumsum(count) - count, count)
    at = np.clip(reach[k] / 2 + (i - count[k] / 2 + 0.5) * HATCH_STEP, 0, reach[k])
    ends = np.empty((len(k), 2, 2))
    for end, (u, v) in enumerate(
        ((np.minimum(at, wide[k]), np.maximum(at - wide[k], 0)), (np.maximum(at - high[k], 0), np.minimum(at, high[k])))
    ):
        ends[:, end] = corners[k, 0] + along[k] * (u / wide[k])[:, None] + across[k] * (v / high[k])[:, None]
    hatch = QPen(inks.no_data, 1)
    hatch.setCosmetic(True)
    painter.setPen(hatch)
    draw_lines(painter, ends.reshape(-1, 4))
