"""The dock board: a row a dock, a working day across, an appointment a bar; the time now as a line."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.inbound.site_day import SiteDay
from app.ui.inbound.words import AT_DOCK
from app.ui.theme import Theme
from app.ui.widgets.focus_ring import KEYBOARD
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts
from app.ui.widgets.steady import painting

NAMES = 92
HEAD = 28
ROW = 44
HOUR = 40  # px of an hour at least
LABEL = 28  # px an hour's figure takes
MIDNIGHT = 24
_FILLS = {"booked": "surface.pressed", "arrived": "accent.wash", "docked": "accent.wash", "done": "surface.hover"}


class DockBoard(QWidget):
    """`picked` with an appointment's row; `free` with a dock's row and the full hour where nothing is booked."""

    picked = Signal(object)
    free = Signal(object, object)

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        self._docks: Sequence[Any] = ()
        self._rows: Sequence[Any] = ()
        self._day = SiteDay(datetime.now(zone).date(), time(5), time(22), zone)
        self._first, self._last = self._day.shown(())
        self._now: datetime | None = None
        self._chosen: int | None = None
        self._keyed = False
        self.setAccessibleName("Dock board")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_day(self, day: SiteDay, docks: Sequence[Any], rows: Sequence[Any], now: datetime) -> None:
        """A working day of the site, its docks and appointments, and the moment it is. The hours shown are those of the
        site and of what is booked outside them."""
        self._day, self._docks, self._rows, self._now = day, docks, rows, now
        self._first, self._last = day.shown((row.starts_at, row.ends_at) for row in rows)
        if self._chosen not in {row.appointment_id for row in rows}:
            self._chosen = None
        self.updateGeometry()
        self.update()

    def choose(self, appointment: int | None) -> None:
        """Mark one, without telling it."""
        self._chosen = appointment
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NAMES + (self._last - self._first) * HOUR, HEAD + ROW * max(1, len(self._docks)) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def texts(self) -> list[PaintedText]:
        """What is written, for painting and for the lint."""
        theme = self._theme
        small, strong = theme.number_font("small"), theme.code_font("body", 500)
        said = [
            PaintedText(
                f"{hour % MIDNIGHT:02}", QRectF(self._x(hour) - LABEL / 2, 0, LABEL, HEAD), small,
                theme.colour("text.primary" if hour == MIDNIGHT else "text.tertiary"), CENTRE,
            )
            for hour in range(self._first + 1, self._last)
        ]  # fmt: skip
        for number, dock in enumerate(self._docks):
            place = QRectF(12, HEAD + ROW * number, NAMES - 16, ROW)
            said.append(PaintedText(dock.code, place, strong, theme.colour("text.primary"), LEFT, True))
        for row, bar in self._bars():
            if bar.width() > 36:
                ink = theme.colour("status.warn" if row.late else "text.primary")
                words = f"{row.number or row.carrier or row.party}"
                inner = bar.adjusted(6, 0, -4, 0)
                said.append(PaintedText(words, inner, theme.font("small", 500), ink, LEFT, True))
        return said

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hour in range(self._first, self._last + 1):
            x = round(self._x(hour)) + 0.5
            painter.setPen(QPen(theme.colour("border.strong" if hour == MIDNIGHT else "border.subtle"), 1))
            painter.drawLine(QPointF(x, HEAD), QPointF(x, self.height()))
        painter.setPen(QPen(theme.colour("border.subtle"), 1))
        for number in range(len(self._docks) + 1):
            y = HEAD + ROW * number + 0.5
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for row, bar in self._bars():
            edge = "status.warn" if row.late or row.state == "no_show" else "accent.focus"
            chosen = row.appointment_id == self._chosen
            quiet = row.state in ("booked", "done") and not row.late and not chosen
            painter.setPen(QPen(theme.colour("border.normal" if quiet else edge), 2 if chosen else 1))
            painter.setBrush(theme.colour(_FILLS.get(row.state, "surface.panel")))
            painter.drawRoundedRect(bar, 4, 4)
            share = float(row.received_share or 0)
            if share and row.state != "done":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("accent.focus"))
                painter.drawRoundedRect(
                    QRectF(bar.left() + 2, bar.bottom() - 4, (bar.width() - 4) * min(share, 1.0), 3), 1, 1
                )
        if self._now is not None and self._x_of(self._now) is not None:
            x = self._x_of(self._now) or 0.0
            painter.setPen(QPen(theme.colour("status.alarm"), 1.5))
            painter.drawLine(QPointF(x, HEAD - 6), QPointF(x, self.height()))
        if self.hasFocus() and self._keyed:
            painter.setPen(QPen(theme.colour("accent.focus"), theme.size("border.focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        draw_texts(painter, self.texts())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyed = False
        row = self._at(event.position())
        if row is not None:
            self._pick(row)
            return
        number = int((event.position().y() - HEAD) // ROW)
        hour = int(self._first + (event.position().x() - NAMES) / self._hour())
        if 0 <= number < len(self._docks) and self._first <= hour < self._last and event.position().x() > NAMES:
            self.free.emit(self._docks[number], self._day.midnight + timedelta(hours=hour))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk through the appointments; Enter opens the chosen one."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        self._keyed = True
        ids = [row.appointment_id for row in self._rows]
        at = ids.index(self._chosen) + step if self._chosen in ids else 0
        self._pick(self._rows[max(0, min(at, len(ids) - 1))])

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            row = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if row is None else _tip(row, self._zone), self)
            return True
        return super().event(event)

    def _pick(self, row: Any) -> None:
        self._chosen = row.appointment_id
        self.update()
        self.picked.emit(row)

    def _at(self, place: QPointF) -> Any:
        return next((row for row, bar in self._bars() if bar.contains(place)), None)

    def _bars(self) -> list[tuple[Any, QRectF]]:
        rows = {dock.dock_id: number for number, dock in enumerate(self._docks)}
        bars = []
        for row in self._rows:
            left, right = self._clamped(row.starts_at), self._clamped(row.ends_at)
            if row.dock_id in rows and right > left:
                top = HEAD + ROW * rows[row.dock_id] + 6
                bars.append((row, QRectF(left + 1, top, right - left - 2, ROW - 12)))
        return bars

    def _hour(self) -> float:
        return max(1.0, (self.width() - NAMES - 8) / (self._last - self._first))

    def _x(self, hour: float) -> float:
        return NAMES + (hour - self._first) * self._hour()

    def _x_of(self, moment: datetime) -> float | None:
        hours = self._day.hour_of(moment)
        return self._x(hours) if self._first <= hours <= self._last else None

    def _clamped(self, moment: datetime) -> float:
        return self._x(min(max(self._day.hour_of(moment), self._first), self._last))


def _tip(row: Any, zone: tzinfo) -> str:
    who = " ".join(part for part in (row.carrier, row.party or "", row.number or "") if part)
    hours = f"{row.starts_at.astimezone(zone):%H:%M} to {row.ends_at.astimezone(zone):%H:%M}"
    return f"{hours}, {who}: {'late' if row.late else AT_DOCK[row.state].lower()}"
