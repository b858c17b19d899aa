"""The track of the rewind: how busy the floor was when, where its days begin, what went wrong, and where one looks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, PaintedText, draw_texts, text_width

ALARMS, LABELS, KNOB = 10.0, 16.0, 5.0  # px kept above and below the bars; radius of the knob
MINUTE, HOUR = 60.0, 3600.0
HOURS = (1, 2, 3, 6, 12, 24)  # distances of labels
ROOM = 62.0  # px a label takes with the air round it
STEPS = {
    Qt.Key.Key_Left: -MINUTE,
    Qt.Key.Key_Right: MINUTE,
    Qt.Key.Key_PageUp: -HOUR,
    Qt.Key.Key_PageDown: HOUR,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A label under the track. day: a day begins here."""

    at: float
    text: str
    day: bool


def marks(begins: float, ends: float, zone: tzinfo, width: float) -> list[Mark]:
    """Whole hours of the warehouse's clock, as many as there is room for; midnight says the day."""
    room = max(1.0, width / ROOM)
    hours = next((h for h in HOURS if (ends - begins) / HOUR / h <= room), HOURS[-1])
    at = datetime.fromtimestamp(begins, zone).replace(minute=0, second=0, microsecond=0)
    found = []
    while at.timestamp() <= ends:
        if at.hour % hours == 0 and at.timestamp() >= begins:
            day = at.hour == 0
            found.append(Mark(at.timestamp(), f"{at:%a %d %b}" if day else f"{at:%H:%M}", day))
        at = (at.astimezone(UTC) + timedelta(hours=1)).astimezone(zone)
    return found


class RewindTrack(QWidget):
    """One Tab stop. `sought` with seconds since 1970, while dragged too; `live_asked`, `play_asked` by keys."""

    sought = Signal(float)
    live_asked = Signal()
    play_asked = Signal()
    touched = Signal()  # the mouse came or the keyboard: whoever reads the past may begin

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        self._begins, self._ends = 0.0, 1.0
        self._counts: tuple[int, ...] = ()
        self._alarms: tuple[tuple[float, int], ...] = ()
        self._at: float | None = None
        self._share: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(400, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 36)

    def show_span(
        self, begins: float, ends: float, counts: Sequence[int], alarms: Sequence[tuple[float, int]] = ()
    ) -> None:
        """A span of time in equal steps, with the entries of each, and alarms (time, priority)."""
        self._begins, self._ends = begins, max(ends, begins + 1)
        self._counts, self._alarms = tuple(counts), tuple(alarms)
        self._describe()
        self.update()

    def show_head(self, at: float | None, share: float | None = None) -> None:
        """Where one looks; None: now. share: how much of what is asked for has been read, None when all."""
        self._at, self._share = at, share
        self._describe()
        self.update()

    def x_of(self, at: float) -> float:
        """Where a moment lies, in px."""
        inner = self.width() - 2 * KNOB
        return KNOB + min(max((at - self._begins) / (self._ends - self._begins), 0.0), 1.0) * inner

    def moment_at(self, x: float) -> float:
        """The moment at a place, in seconds since 1970."""
        share = min(max((x - KNOB) / max(1.0, self.width() - 2 * KNOB), 0.0), 1.0)
        return self._begins + share * (self._ends - self._begins)

    def texts(self) -> list[PaintedText]:
        """The hours, where they fit."""
        font = self._theme.number_font("caption")
        rows, free = [], -1.0
        for mark in marks(self._begins, self._ends, self._zone, self.width()):
            wide = text_width(font, mark.text) + 2
            left = self.x_of(mark.at) - wide / 2
            if left < max(free, 0.0) or left + wide > self.width():
                continue
            ink = self._theme.colour("text.secondary" if mark.day else "text.tertiary")
            rows.append(PaintedText(mark.text, QRectF(left, self.height() - 14, wide, 14), font, ink, CENTRE))
            free = left + wide + 6
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        floor = self.height() - LABELS
        self._paint_bars(painter, floor)
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        painter.drawLine(QPointF(KNOB, floor + 0.5), QPointF(self.width() - KNOB, floor + 0.5))
        for mark in marks(self._begins, self._ends, self._zone, self.width()):
            x = round(self.x_of(mark.at)) + 0.5
            painter.setPen(QPen(self._theme.colour("border.strong"), 1))
            painter.drawLine(QPointF(x, ALARMS if mark.day else floor), QPointF(x, floor + 3))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, priority in self._alarms:
            self._paint_alarm(painter, self.x_of(at), priority)
        self._paint_head(painter, floor)
        draw_texts(painter, self.texts())
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent.focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.sought.emit(self.moment_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.moment_at(event.position().x()))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            tenfold = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.sought.emit((self._ends if self._at is None else self._at) + STEPS[key] * tenfold)
        elif key == Qt.Key.Key_Home:
            self.sought.emit(self._begins)
        elif key == Qt.Key.Key_End:
            self.live_asked.emit()
        elif key == Qt.Key.Key_Space:
            self.play_asked.emit()
        else:
            super().keyPressEvent(event)

    def _paint_bars(self, painter: QPainter, floor: float) -> None:
        most = max(self._counts, default=0)
        if not most:
            return
        step = (self.width() - 2 * KNOB) / len(self._counts)
        room = floor - ALARMS
        head = self.width() if self._at is None else self.x_of(self._at)
        for number, count in enumerate(self._counts):
            if count:
                left = KNOB + number * step
                high = max(1.0, room * math.sqrt(count / most))
                ink = "border.strong" if left <= head else "border.normal"
                painter.fillRect(QRectF(left, floor - high, max(1.0, step - 1), high), self._theme.colour(ink))

    def _paint_alarm(self, painter: QPainter, x: float, priority: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("status.alarm_fill" if priority == 1 else "status.warn_fill"))
        if priority == 1:
            painter.drawRect(QRectF(x - 3, 1.5, 6, 6))
        else:
            painter.drawPolygon(QPolygonF([QPointF(x, 1), QPointF(x + 4, 8), QPointF(x - 4, 8)]))

    def _paint_head(self, painter: QPainter, floor: float) -> None:
        x = self.x_of(self._ends if self._at is None else self._at)
        ink = self._theme.colour("accent.line")
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, ALARMS - 4), QPointF(x, floor))
        painter.setBrush(ink if self._share is None else self._theme.colour("surface.panel"))
        painter.drawEllipse(QPointF(x, floor), KNOB - 1, KNOB - 1)
        if self._share is not None:
            painter.setPen(QPen(ink, 2))
            painter.drawLine(QPointF(KNOB, floor), QPointF(KNOB + (x - KNOB) * self._share, floor))

    def _describe(self) -> None:
        begins = datetime.fromtimestamp(self._begins, self._zone)
        ends = datetime.fromtimestamp(self._ends, self._zone)
        at = "now" if self._at is None else f"{datetime.fromtimestamp(self._at, self._zone):%a %d %b %H:%M:%S}"
        self.setAccessibleName(f"Track of the past: {at}, from {begins:%a %d %b %H:%M} to {ends:%a %d %b %H:%M}")
        self.setAccessibleDescription("Left and Right one minute, with Shift ten, Page keys an hour, End is now.")
