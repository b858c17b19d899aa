"""What a wall says in large letters: what the colours mean, which alarms stand, which view is on and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.heat.colours import RAMP
from app.ui.control_room.alarm_items import AlarmItem
from app.ui.heat.view import HeatView
from app.ui.theme import Theme
from app.ui.widgets.glyphs import draw_status
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

ALARM_ROW = 56
MOST_ALARMS = 6
PAD = 16.0


class WallLegend(QWidget):
    """The ramp with its ticks and the unit, in one line that is read from afar."""

    def __init__(self, theme: Theme, view: HeatView) -> None:
        super().__init__()
        self._theme, self._view = theme, view
        self.setFixedHeight(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view.picture_changed.connect(self._changed)
        self._changed()

    def texts(self) -> list[PaintedText]:
        """Metric and unit, ticks, and which level counts."""
        theme, picture = self._theme, self._view.picture
        strong, number = theme.font("heading"), theme.number_font("heading", 500)
        name = f"{picture.metric.label}, {picture.scale.unit}"
        said = " · ".join(part for part in (name, picture.levels.lower()) if part)
        ramp = self._ramp()
        rows = [PaintedText(said, QRectF(0, 2, self.width(), 24), strong, theme.colour("text.primary"), LEFT, True)]
        for place, text in picture.scale.ticks():
            wide = text_width(number, text) + 2
            left = min(max(ramp.left() + place * ramp.width() - wide / 2, 0.0), ramp.right() - wide)
            box = QRectF(left, ramp.bottom() + 1, wide, 22)
            rows.append(PaintedText(text, box, number, theme.colour("text.secondary"), CENTRE))
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        steps = np.ascontiguousarray(self._view.inks.table[:RAMP])
        painter.drawImage(self._ramp(), QImage(steps.data, RAMP, 1, RAMP * 4, QImage.Format.Format_RGB32))
        draw_texts(painter, self.texts())

    def _ramp(self) -> QRectF:
        return QRectF(0, 27, min(self.width(), 760), 14)

    def _changed(self) -> None:
        picture = self._view.picture
        ticks = picture.scale.ticks()
        unit = picture.scale.unit
        self.setAccessibleName(f"Legend: {picture.metric.label}, {ticks[0][1]} to {ticks[-1][1]} {unit}")
        self.update()


class WallAlarms(QWidget):
    """The alarms that stand, the most urgent first; those that find no room are counted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: tuple[AlarmItem, ...] = ()
        self.setAccessibleName("No alarm stands")
        theme.changed.connect(self.update)

    def show_items(self, items: Sequence[AlarmItem]) -> None:
        """Show these."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self.setAccessibleName(f"{len(items)} alarms" if items else "No alarm stands")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 300)

    def texts(self) -> list[PaintedText]:
        """Two lines an alarm."""
        theme, rows = self._theme, list[PaintedText]()
        wide = self.width() - 2 * PAD - 34
        shown = self._shown()
        for place, item in enumerate(shown):
            top = 8.0 + place * ALARM_ROW
            strong = theme.font("heading", 600 if not item.person else 400)
            where = " · ".join(part for part in (item.location, item.person or "nobody has it yet") if part)
            first, second = QRectF(PAD + 34, top, wide, 26), QRectF(PAD + 34, top + 26, wide, 22)
            rows.append(PaintedText(item.text, first, strong, theme.colour("text.primary"), LEFT, True))
            rows.append(
                PaintedText(where, second, theme.font("title", 400), theme.colour("text.secondary"), LEFT, True)
            )
        rest = len(self._items) - len(shown)
        said = f"and {rest} more" if rest else "" if shown else "No alarm stands."
        if said:
            box = QRectF(PAD, 8.0 + len(shown) * ALARM_ROW, self.width() - 2 * PAD, 28)
            rows.append(PaintedText(said, box, theme.font("heading", 400), theme.colour("text.secondary"), LEFT))
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, item in enumerate(self._shown()):
            square = QRectF(PAD, 10.0 + place * ALARM_ROW, 22, 22)
            draw_status(painter, square, item.status, self._theme, not item.person)
        draw_texts(painter, self.texts())

    def _shown(self) -> tuple[AlarmItem, ...]:
        room = max(0, int((self.height() - 40) // ALARM_ROW))
        return self._items[: min(room, MOST_ALARMS)]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the rotation stands: names of the views, which is on, how much of its time is over (0..1), and whether it
    is stopped."""

    names: tuple[str, ...]
    at: int
    part: float
    paused: bool


class TurnBar(QWidget):
    """A bar a view, the one that is on filling up; what a touch does, in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.turn = Turn((), 0, 0.0, False)
        self.setFixedHeight(30)
        theme.changed.connect(self.update)

    def show_turn(self, turn: Turn) -> None:
        """Show where it stands."""
        if turn != self.turn:
            self.turn = turn
            name = turn.names[turn.at] if turn.names else ""
            state = "paused" if turn.paused else "rotating"
            self.setAccessibleName(f"View {turn.at + 1} of {len(turn.names)}: {name}, {state}")
            self.update()

    def texts(self) -> list[PaintedText]:
        """What a touch does, at the right."""
        words = "Paused. Touch to go on, Esc leaves" if self.turn.paused else "Touch to pause, Esc leaves"
        ink = self._theme.colour("accent.line" if self.turn.paused else "text.tertiary")
        font = self._theme.font("title", 500)
        wide = text_width(font, words) + 2
        return [PaintedText(words, QRectF(self.width() - wide, 0, wide, self.height()), font, ink, LEFT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        said = self.texts()
        room = said[0].rect.left() - 24
        many = max(1, len(self.turn.names))
        wide = min((room - (many - 1) * 6) / many, 120.0)
        for number in range(len(self.turn.names)):
            bar = QRectF(number * (wide + 6), self.height() / 2 - 3, wide, 6)
            painter.fillRect(bar, self._theme.colour("border.normal"))
            if number == self.turn.at:
                bar.setWidth(wide * max(self.turn.part, 0.02))
                painter.fillRect(bar, self._theme.colour("accent.line"))
        draw_texts(painter, said)
