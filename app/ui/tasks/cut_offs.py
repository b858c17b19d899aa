"""Cut-offs against the clock: what is done, what follows at this rate, what will be late."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.tasks.kinds import CutOff
from app.ui.tasks.words import clock, counted, span
from app.ui.theme import Theme
from app.ui.widgets.glyphs import draw_status
from app.ui.widgets.painted import CENTRE, LEFT, RIGHT, PaintedText, draw_texts, text_width
from app.ui.widgets.sparkline import draw_hatch
from app.ui.widgets.steady import painting

ROW, AXIS, LEFT_SIDE, RIGHT_SIDE, BAR, PAD, SIGN = 30.0, 20.0, 316.0, 190.0, 12.0, 12.0, 14.0
MOST = 4
BEFORE = timedelta(hours=1)
AFTER = timedelta(minutes=30)


class CutOffChart(QWidget):
    """One row a cut-off, the most pressing first; those without a time are left out."""

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        self._timed: list[CutOff] = []
        self._rows: tuple[CutOff, ...] = ()
        self._most = MOST
        self._now = datetime.now(zone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cut-offs")
        theme.changed.connect(self.update)

    def show_cut_offs(self, rows: Sequence[CutOff], now: datetime) -> None:
        """Replace everything."""
        begun = now - BEFORE
        self._timed = [
            row for row in rows if row.cut_off is not None and (row.done < row.orders or row.cut_off > begun)
        ]
        self._now = now
        self._fit()

    def show_most(self, rows: int) -> None:
        """At most so many."""
        if rows != self._most:
            self._most = rows
            self._fit()

    def _fit(self) -> None:
        self._rows = tuple(self._timed[: self._most])
        self.setFixedHeight(self.sizeHint().height())
        self.setVisible(bool(self._rows))
        self.setAccessibleDescription("; ".join(self._sentence(row) for row in self._rows))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(800, round(len(self._rows) * ROW + AXIS + 4) if self._rows else 0)

    def texts(self) -> list[PaintedText]:
        texts: list[PaintedText] = []
        theme = self._theme
        for number, row in enumerate(self._rows):
            top = number * ROW
            late = row.misses > 0
            ink = theme.colour("status.warn" if late else "text.secondary")
            right = QRectF(self.width() - RIGHT_SIDE + SIGN + 6, top, RIGHT_SIDE - SIGN - 6 - PAD, ROW)
            done = f"{row.done:,} of {counted(row.orders, 'order')}"
            by, small = f"by {clock(row.cut_off, self._zone)}", theme.number_font("small")
            quiet, dim = theme.colour("text.secondary"), theme.colour("text.tertiary")
            name, strong = theme.colour("text.primary"), theme.font("body", 600)
            texts += [
                PaintedText(row.carrier, QRectF(PAD, top, 96, ROW), strong, name, LEFT, True),
                PaintedText(done, QRectF(112, top, 122, ROW), small, quiet, LEFT),
                PaintedText(by, QRectF(238, top, 70, ROW), small, dim, LEFT),
                PaintedText(self._verdict(row), right, theme.number_font("small", 600 if late else None), ink, RIGHT),
            ]
        for moment in self._hours():
            place = QRectF(self._x(moment) - 22, len(self._rows) * ROW + 2, 44, AXIS - 2)
            if abs((moment - self._now).total_seconds()) > 0.03 * self._whole():
                texts.append(self._hour(clock(moment, self._zone), place, "text.tertiary"))
        if self._rows:
            now = QRectF(self._x(self._now) - 20, len(self._rows) * ROW + 2, 40, AXIS - 3)
            texts.append(self._hour(clock(self._now, self._zone), now, "text.on_accent"))
        return texts

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._rows:
            with painting(self) as painter:
                self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme = self._theme
        foot = len(self._rows) * ROW
        for moment in self._hours():
            painter.fillRect(QRectF(self._x(moment), 0, 1, foot), theme.colour("border.subtle"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self._rows):
            self._draw_row(painter, row, number * ROW)
        x = self._x(self._now)
        painter.fillRect(QRectF(x - 1, 0, 2, foot + 2), theme.colour("accent.line"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent.fill"))
        painter.drawRoundedRect(QRectF(x - 20, foot + 2, 40, AXIS - 3), 4, 4)
        draw_texts(painter, self.texts())

    def _draw_row(self, painter: QPainter, row: CutOff, top: float) -> None:
        theme, middle = self._theme, top + ROW / 2
        if row.cut_off is None:
            return
        now, due = self._x(self._now), self._x(row.cut_off)
        begin = now - (now - self._x(self._now - BEFORE)) * row.done / max(1, row.orders)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text.secondary"))
        if row.done:
            painter.drawRoundedRect(QRectF(begin, middle - BAR / 2, now - begin, BAR), 3, 3)
        if row.ready_at is not None and row.ready_at > self._now:
            ready = min(self._x(row.ready_at), self.width() - RIGHT_SIDE)
            firm = min(ready, max(now, due))
            painter.setBrush(theme.colour("surface.pressed"))
            painter.setPen(QPen(theme.colour("border.strong"), 1))
            painter.drawRect(QRectF(now, middle - BAR / 2, max(1.0, firm - now), BAR))
            if ready > firm:
                draw_hatch(painter, QRectF(firm, middle - BAR / 2, ready - firm, BAR), theme.colour("status.warn_fill"))
        painter.fillRect(QRectF(due - 1.25, top + 5, 2.5, ROW - 10), theme.colour("text.primary"))
        if row.misses:
            wide = text_width(theme.number_font("small", 600), self._verdict(row))
            left = self.width() - PAD - wide - SIGN - 6
            draw_status(painter, QRectF(left, middle - SIGN / 2, SIGN, SIGN), "warn", theme)

    def _verdict(self, row: CutOff) -> str:
        if row.misses:
            already = f", {row.late:,} already" if 0 < row.late < row.misses else ""
            return f"{counted(row.misses, 'order')} late{already}"
        if row.done >= row.orders:
            return "all done"
        if row.ready_at is None or row.cut_off is None:
            return "no forecast yet"
        return f"{span((row.cut_off - row.ready_at).total_seconds() / 60)} to spare"

    def _sentence(self, row: CutOff) -> str:
        by = clock(row.cut_off, self._zone)
        return f"{row.carrier} by {by}, {row.done} of {row.orders} orders, {self._verdict(row)}"

    def _hour(self, text: str, place: QRectF, ink: str) -> PaintedText:
        return PaintedText(text, place, self._theme.number_font("caption", 600), self._theme.colour(ink), CENTRE)

    def _ends(self) -> tuple[datetime, datetime]:
        moments = [moment for row in self._rows for moment in (row.cut_off, row.ready_at) if moment is not None]
        last = max([*moments, self._now + timedelta(hours=1)]) + AFTER
        return self._now - BEFORE, min(last, self._now + timedelta(hours=14))

    def _whole(self) -> float:
        first, last = self._ends()
        return (last - first).total_seconds()

    def _x(self, moment: datetime) -> float:
        first, _ = self._ends()
        wide = self.width() - LEFT_SIDE - RIGHT_SIDE - 24
        share = (moment - first).total_seconds() / self._whole()
        return LEFT_SIDE + min(max(share, 0.0), 1.0) * wide

    def _hours(self) -> list[datetime]:
        first, last = self._ends()
        step = 1 if self._whole() <= 9 * 3600 else 2
        at = first.astimezone(self._zone).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        found = []
        while at < last:
            found.append(at)
            at += timedelta(hours=step)
        return found
