"""The legend: what the colours mean, in which unit and range, and how old the picture is."""

from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.heat.colours import RAMP
from app.heat.metrics import Metric, Scale
from app.ui.heat.marks import paint_alarm, paint_person
from app.ui.heat.overlay import AlarmMark
from app.ui.heat.paint import Inks, PlanPaint
from app.ui.widgets.painted import CENTRE, LEFT, RIGHT, PaintedText, draw_texts, text_width

Freshness = Literal["live", "stale", "past"]
WIDE, NARROW, PAD, RADIUS = 304, 236, 12, 8
RAMP_TOP, RAMP_HEIGHT, TICKS_TOP, KEYS_GAP = 40, 12, 56, 10
REACH = 0.06  # severity either side of the pointer
SWATCH = 12.0
KEY_GAP = 12.0


class Legend(QWidget):
    """Floats over the plan. Pointing at the ramp (or Left and Right with the focus) dims all bins but those near that
    value; leaving it, or Escape, shows all again."""

    band_asked = Signal(object)  # (low, high) severities, or None

    def __init__(
        self, paint: PlanPaint, metric: Metric, scale: Scale, inks: Inks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._paint, self._metric, self._scale, self._inks = paint, metric, scale, inks
        self._state, self._fresh = "", "live"
        self._levels = ""
        self._compact = False
        self.resize(WIDE, 0)
        self._at: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        self._describe()

    def sizeHint(self) -> QSize:
        """A line more where racks have levels: which of them gives the colour."""
        return QSize(NARROW if self._compact else WIDE, round(self._keys_top()) + 20 + PAD)

    def show_scale(self, metric: Metric, scale: Scale, inks: Inks, levels: str = "") -> None:
        """Another metric, range or theme. levels: which level gives a cell its colour ("Worst level")."""
        self._metric, self._scale, self._inks, self._levels = metric, scale, inks, levels
        self.setFixedSize(self.sizeHint())
        self._describe()
        self.update()

    def show_state(self, text: str, fresh: Freshness = "live") -> None:
        """How old the picture is ("live · 0.3 s old", "as of 13:05"); stale shows a clock in amber before it."""
        if (text, fresh) != (self._state, self._fresh):
            self._state, self._fresh = text, fresh
            self._describe()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Where room is short: narrower, without the No data key."""
        if compact != self._compact:
            self._compact = compact
            self.setFixedSize(self.sizeHint())
            self.update()

    def texts(self) -> list[PaintedText]:
        """Every text with its place."""
        small, caption = self._paint.font("small"), self._paint.number_font("caption")
        inks, ramp = self._inks, self._ramp()
        state = inks.accent if self._fresh == "past" else inks.warn_text if self._fresh == "stale" else inks.text_third
        state_width = text_width(small, self._state) + 2
        head = QRectF(PAD, PAD - 2, self.width() - 2 * PAD - state_width - 8, 20)
        rows = [
            PaintedText(self._metric.label, head, self._paint.font("strong"), inks.text, LEFT),
            PaintedText(
                self._state, QRectF(self.width() - PAD - state_width, PAD - 2, state_width, 20), small, state, RIGHT
            ),
        ]
        for place, text in self._scale.ticks():
            wide = text_width(caption, text) + 2
            left = min(max(ramp.left() + place * ramp.width() - wide / 2, ramp.left() - 1), ramp.right() - wide + 1)
            rows.append(PaintedText(text, QRectF(left, TICKS_TOP, wide, 16), caption, inks.text_second, CENTRE))
        words = QRectF(PAD, TICKS_TOP + 17, self.width() - 2 * PAD, 16)
        rows.append(PaintedText(self._range_words(), words, self._paint.font("caption"), inks.text_third, LEFT))
        if self._levels:
            line = f"Racks: {self._levels[0].lower()}{self._levels[1:]}"
            rows.append(PaintedText(line, words.translated(0, 16), self._paint.font("caption"), inks.text_third, LEFT))
        for word, left in self._keys():
            box = QRectF(left + 18, self._keys_top(), text_width(small, word) + 2, 16)
            rows.append(PaintedText(word, box, small, inks.text_second, LEFT))
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._inks.border, 1))
        painter.setBrush(self._inks.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._fresh == "stale":
            self._clock(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        steps = np.ascontiguousarray(self._inks.table[:RAMP])
        painter.drawImage(self._ramp(), QImage(steps.data, RAMP, 1, RAMP * 4, QImage.Format.Format_RGB32))
        if self._at is not None:
            self._cursor(painter, self._at)
        self._marks(painter)
        draw_texts(painter, self.texts())
        if self.hasFocus():
            painter.setPen(QPen(self._inks.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseMove:
                ramp = self._ramp().adjusted(0, -4, 0, 4)
                at = event.position()
                self._point((at.x() - ramp.left()) / ramp.width() if ramp.contains(at) else None)
            event.accept()  # a press here is not meant for the plan beneath
            return True
        if event.type() == QEvent.Type.Leave or event.type() == QEvent.Type.FocusOut:
            self._point(None)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 0.05 if key == Qt.Key.Key_Right else -0.05
            self._point(min(max((0.5 if self._at is None else self._at) + step, 0.0), 1.0))
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._point(None)
        else:
            super().keyPressEvent(event)

    def _point(self, at: float | None) -> None:
        if at != self._at:
            self._at = at
            self.band_asked.emit(None if at is None else (max(at - REACH, 0.0), min(at + REACH, 1.0)))
            self.update()

    def _ramp(self) -> QRectF:
        return QRectF(PAD, RAMP_TOP, self.width() - 2 * PAD, RAMP_HEIGHT)

    def _keys_top(self) -> float:
        return TICKS_TOP + 16 + 18 + KEYS_GAP - 4 + (16 if self._levels else 0)

    def _range_words(self) -> str:
        unit = self._scale.unit
        if not self._scale.quantile:
            return f"{unit} · fixed range"
        return f"{unit} · range of 98 % of bins"

    def _keys(self) -> list[tuple[str, float]]:
        none = self._metric.neutral
        words = [none, "Alarm", "Person"] if self._compact else [none, "No data", "Alarm", "Person"]
        font, left, keys = self._paint.font("small"), float(PAD), []
        for word in words:
            keys.append((word, left))
            left += 18 + text_width(font, word) + KEY_GAP
        return keys

    def _marks(self, painter: QPainter) -> None:
        middle = self._keys_top() + 8
        for word, left in self._keys():
            box = QRectF(left, middle - SWATCH / 2, SWATCH, SWATCH)
            centre = box.center()
            if word not in ("Alarm", "Person"):
                painter.fillRect(box, self._inks.empty)
                if word == "No data":
                    painter.setPen(QPen(self._inks.no_data, 1))
                    for shift in (4.0, 8.0, 12.0):
                        painter.drawLine(QPointF(box.left(), box.top() + shift), QPointF(box.left() + shift, box.top()))
                        painter.drawLine(
                            QPointF(box.right() - shift, box.bottom()), QPointF(box.right(), box.bottom() - shift)
                        )
                continue
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if word == "Alarm":
                paint_alarm(painter, centre, AlarmMark(0, "warn", ""), self._inks, 13.0)
            else:
                paint_person(painter, centre, -90.0, self._inks)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _cursor(self, painter: QPainter, at: float) -> None:
        ramp = self._ramp()
        low, high = max(at - REACH, 0.0), min(at + REACH, 1.0)
        box = QRectF(ramp.left() + low * ramp.width(), ramp.top() - 2, (high - low) * ramp.width(), ramp.height() + 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._inks.text, 2))
        painter.drawRect(box)

    def _clock(self, painter: QPainter) -> None:
        wide = text_width(self._paint.font("small"), self._state)
        centre = QPointF(self.width() - PAD - wide - 12, PAD + 8)
        painter.setPen(QPen(self._inks.warn_text, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 5.5, 5.5)
        painter.drawPolyline([centre + QPointF(0, -3), centre, centre + QPointF(2.2, 1.4)])

    def _describe(self) -> None:
        ticks = self._scale.ticks()
        self.setAccessibleName(f"Legend: {self._metric.label}, {ticks[0][1]} to {ticks[-1][1]} {self._scale.unit}")
        levels = f"{self._levels}. " if self._levels else ""
        self.setAccessibleDescription(f"{self._state}. {levels}Left and Right show only the bins near a value.")
