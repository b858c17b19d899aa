"""The plan on paper: a sheet with title, time, legend and the part of the floor that is shown, for a picture or a PDF.

Everything is taken out of the view first, on the GUI thread and in milliseconds; painting needs nothing but that, and
may take place on a worker. Bins are vectors up to MOST_VECTORS of them; beyond, each rack is one strip of pixels.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from app.heat import colours
from app.heat.colours import RAMP
from app.heat.plan import FloorPlan
from app.heat.tables import Bytes, Floats, Ints
from app.ui.heat.camera import Box, Camera
from app.ui.heat.floor import FloorPainter
from app.ui.heat.marks import alarm_places, paint_alarm, paint_person
from app.ui.heat.overlay import AlarmMark, Person
from app.ui.heat.paint import Inks, PlanPaint
from app.ui.heat.sheet_names import SheetNames
from app.ui.heat.view import HeatView
from app.ui.widgets.painted import CENTRE, LEFT, RIGHT, PaintedText, draw_texts, text_width

HEAD, FOOT, EDGE = 62.0, 74.0, 24.0  # px of a sheet
MOST_VECTORS = 60_000  # bins that are drawn one by one
STEP = 500  # bins between two looks at whether it is still wanted
Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on a sheet: title and what it is of at the left, where and when at the right, notes below."""

    title: str
    about: str
    site: str
    when: str
    notes: str


@dataclass(frozen=True, slots=True)
class Type:
    """The fonts of a sheet."""

    title: QFont
    strong: QFont
    small: QFont
    figures: QFont
    code: QFont

    @classmethod
    def of(cls, paint: PlanPaint) -> "Type":
        """From a theme; on the GUI thread. Without the variants of digits that the screen has: a page would keep
        them as signs of their own, which nobody can search for or copy."""
        return cls(
            _plain(paint.font("heading")),
            _plain(paint.font("strong")),
            _plain(paint.font("small")),
            _plain(paint.font("small")),
            _plain(paint.font("caption")),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is painted. entries: of the colour table, a cell; box: the part of the floor (m); size: of the sheet in
    px at 96 a inch; ticks: (place, text) of the ramp."""

    plan: FloorPlan
    entries: Bytes
    inks: Inks
    type: Type
    box: Box
    size: tuple[float, float]
    words: Words
    ticks: tuple[tuple[float, str], ...]
    neutral: str
    alarms: tuple[AlarmMark, ...]
    places: Floats
    people: tuple[Person, ...]
    busy: frozenset[str]

    def paint(self, painter: QPainter, progress: Progress) -> None:
        """Paint it from (0, 0); the painter is scaled already. progress raises where it is not wanted any more."""
        wide, high = self.size
        painter.fillRect(QRectF(0, 0, wide, high), self.inks.panel)
        area = QRectF(EDGE, HEAD, wide - 2 * EDGE, high - HEAD - FOOT)
        camera = self._camera(area)
        painter.save()
        try:
            painter.setClipRect(area)
            painter.translate(area.topLeft())
            painter.fillRect(QRectF(0, 0, area.width(), area.height()), self.inks.floor)
            floor = FloorPainter(self.plan)
            floor.ground(painter, camera, self.inks)
            self._bins(painter, camera, progress)
            floor.fittings(painter, camera, self.inks, self.busy)
            self._marks(painter, camera)
            SheetNames(self.plan, self.inks, self.type.strong, self.type.code).paint(painter, camera)
        finally:
            painter.restore()
        self._frame(painter, area)

    def _camera(self, area: QRectF) -> Camera:
        camera = Camera(self.plan.bounds)
        camera.width, camera.height = area.width(), area.height()
        stand = camera.fitting(self.box)
        camera.x, camera.y, camera.scale = stand.x, stand.y, stand.scale
        return camera

    def _bins(self, painter: QPainter, camera: Camera, progress: Progress) -> None:
        racks = self.plan.cull(*camera.view())
        cells = self.plan.cells_of(racks)
        progress(0, len(cells), "Painting the plan")
        if len(cells) > MOST_VECTORS:
            self._strips(painter, camera, racks, progress)
        else:
            self._boxes(painter, camera, cells, progress)

    def _boxes(self, painter: QPainter, camera: Camera, cells: Ints, progress: Progress) -> None:
        """A polygon a bin, those of one colour after each other, a little smaller than the bin where there is room."""
        entries = self.entries[cells]
        there = entries != colours.ABSENT
        cells, entries = cells[there], entries[there]
        order = np.argsort(entries, kind="stable")
        corners = camera.screens(self.plan.corners(cells[order]))
        middle = corners.mean(axis=1, keepdims=True)
        side = np.hypot(*(corners[:, 1] - corners[:, 0]).T)
        inset = np.clip(0.6 / np.maximum(side, 1e-6), 0.0, 0.12)[:, None, None]
        corners = middle + (corners - middle) * (1 - inset)
        painter.setPen(Qt.PenStyle.NoPen)
        last = -1
        for number, (entry, box) in enumerate(zip(entries[order].tolist(), corners.tolist(), strict=True)):
            if number % STEP == 0:
                progress(number, len(cells), "Painting the plan")
            if entry != last:
                painter.setBrush(QColor(int(self.inks.table[entry])))
                last = entry
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in box]))

    def _strips(self, painter: QPainter, camera: Camera, racks: Ints, progress: Progress) -> None:
        """A row of pixels a rack: more bins than a page has room for as lines."""
        table = self.plan.racks
        for number, rack in enumerate(racks.tolist()):
            if number % STEP == 0:
                progress(number, len(racks), "Painting the plan")
            first, columns = int(table.first_cell[rack]), int(table.columns[rack])
            row = np.ascontiguousarray(self.inks.table[self.entries[first : first + columns]])
            strip = QImage(row.data, columns, 1, columns * 4, QImage.Format.Format_RGB32)
            long, deep = 2 * table.half_length[rack] * camera.scale, 2 * table.half_depth[rack] * camera.scale
            painter.save()
            painter.translate(*camera.screen(float(table.x[rack]), float(table.y[rack])))
            painter.rotate(float(np.rad2deg(table.angle[rack])))
            painter.drawImage(QRectF(-long / 2, -deep / 2, long, deep), strip)
            painter.restore()

    def _marks(self, painter: QPainter, camera: Camera) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for person in self.people:
            paint_person(painter, QPointF(*camera.screen(person.x, person.y)), person.heading, self.inks)
        for mark, (x, y) in zip(self.alarms, camera.screens(self.places).tolist(), strict=True):
            paint_alarm(painter, QPointF(x, y), mark, self.inks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _frame(self, painter: QPainter, area: QRectF) -> None:
        """Title, place and time above; what the colours mean, and the notes, below."""
        words, type_, inks = self.words, self.type, self.inks
        half = area.width() / 2
        left, right = QRectF(EDGE, 12, half, 24), QRectF(EDGE + half, 12, half, 24)
        rows = [
            PaintedText(words.title, left, type_.title, inks.text, LEFT, True),
            PaintedText(words.about, left.translated(0, 24), type_.small, inks.text_second, LEFT, True),
            PaintedText(words.site, right, type_.strong, inks.text, RIGHT, True),
            PaintedText(words.when, right.translated(0, 24), type_.figures, inks.text_second, RIGHT, True),
        ]
        ramp = QRectF(EDGE, area.bottom() + 14, min(360.0, half), 12)
        for number in range(RAMP):
            wide = ramp.width() / RAMP
            painter.fillRect(
                QRectF(ramp.left() + number * wide, ramp.top(), wide + 0.5, ramp.height()),
                QColor(int(inks.table[number])),
            )
        for place, text in self.ticks:
            wide = text_width(type_.figures, text) + 2
            at = min(max(ramp.left() + place * ramp.width() - wide / 2, ramp.left()), ramp.right() - wide)
            rows.append(
                PaintedText(text, QRectF(at, ramp.bottom() + 2, wide, 16), type_.figures, inks.text_second, CENTRE)
            )
        rows += self._keys(painter, ramp)
        note = QRectF(EDGE, ramp.bottom() + 22, area.width(), 16)
        rows.append(PaintedText(words.notes, note, type_.small, inks.text_second, LEFT, True))
        painter.setPen(QPen(inks.border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        draw_texts(painter, rows)

    def _keys(self, painter: QPainter, ramp: QRectF) -> list[PaintedText]:
        left, rows = ramp.right() + 28, list[PaintedText]()
        for word, entry in (
            (self.neutral, colours.EMPTY),
            ("No data", colours.NO_DATA),
            ("Filtered out", colours.DIMMED),
        ):
            swatch = QRectF(left, ramp.top(), 12, 12)
            painter.fillRect(swatch, QColor(int(self.inks.table[entry])))
            painter.setPen(QPen(self.inks.border, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(swatch)
            wide = text_width(self.type.small, word) + 2
            rows.append(
                PaintedText(word, QRectF(left + 18, ramp.top() - 2, wide, 16), self.type.small, self.inks.text, LEFT)
            )
            left += wide + 34
        return rows


def sheet_of(view: HeatView, inks: Inks, words: Words, size: tuple[float, float]) -> Sheet:
    """Take out of a view what a sheet needs; on the GUI thread. What is painted later is this moment."""
    picture, overlay = view.picture, view.overlay
    picture.refresh()
    cells = picture.sheet.slot[np.arange(picture.plan.cells)]
    return Sheet(
        picture.plan,
        picture.pyramid.levels[0].entry.reshape(-1)[cells].copy(),
        inks,
        Type.of(view.theme),
        view.camera.framed(),
        size,
        words,
        tuple(picture.scale.ticks()),
        picture.metric.neutral,
        overlay.alarms,
        alarm_places(overlay.alarms, picture),
        overlay.people,
        overlay.busy,
    )


def _plain(font: QFont) -> QFont:
    plain = QFont(font)
    plain.clearFeatures()
    plain.setFeature(QFont.Tag("calt"), 0)
    return plain
