"""Lines of equal time over the plan: as many as the scale has room for, with their seconds on them."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen, QStaticText, QTransform

from app.layout.travel.contours import FINEST, Contour
from app.ui.heat.floor import draw_lines
from app.ui.layout.canvas.inks import clear
from app.ui.layout.canvas.strokes import clipped
from app.ui.layout.session import View
from app.ui.layout.travel.mirror import Floats
from app.ui.layout.travel.stops import say_time
from app.ui.theme import Theme

STEPS: Final = (FINEST, 15.0, 30.0, 60.0, 120.0, 300.0)
"""s from one line to the next."""
APART: Final = 64.0
"""px that lines are apart at least where one walks straight, at a metre a second."""
MOST: Final = 16
"""Words that are written at most."""
ROOM: Final = (120.0, 50.0)
"""px of a square in which one word is tried."""
ALONE: Final = 240.0
"""px from one word to the next of the same line."""


class ContoursOverlay:
    """Implements `app.ui.layout.session.Overlay`."""

    id: Final = "travel contours"
    below = False

    def __init__(self, theme: Theme, lines: Iterable[Contour]) -> None:
        self._theme = theme
        self._by_step: dict[float, tuple[Floats, Floats]] = {}
        self._texts: dict[float, tuple[QStaticText, float]] = {}
        held = tuple(lines)
        for step in STEPS:
            chosen = [line for line in held if line.seconds % step == 0]
            legs = [np.concatenate((line.points[:-1], line.points[1:]), axis=1) for line in chosen]
            spots = np.concatenate([np.zeros((0, 4)), *(_spots(line) for line in chosen)])
            first_ones_first = np.argsort(spots[:, 3], kind="stable")
            self._by_step[step] = np.concatenate([np.zeros((0, 4)), *legs]), spots[first_ones_first]

    def step(self, view: View) -> float:
        """s from one line to the next in this view."""
        return next((step for step in STEPS if step * 1_000.0 * view.px_per_mm >= APART), STEPS[-1])

    def paint(self, painter: QPainter, view: View) -> None:
        """Lines on a rim of the floor's colour, so that they are seen over bays of any colour; then the words."""
        theme = self._theme
        legs, spots = self._by_step[self.step(view)]
        seen = view.visible()
        zero, scale = view.to_px(0.0, 0.0), view.px_per_mm
        box = QRectF(view.to_px(seen.left(), seen.top()), view.to_px(seen.right(), seen.bottom()))
        shift = np.array((zero.x(), zero.y()))
        lines = clipped((legs.reshape(-1, 2) * scale + shift).reshape(-1, 4), box)
        # a smooth line is cheap while it is thin, a wide one while it is not smooth
        for ink, width, smooth in (("surface.floor", 3.0, False), ("text.primary", 1.0, True)):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            painter.setPen(QPen(theme.colour(ink), width))
            draw_lines(painter, lines)
        self._words(painter, spots, spots[:, :2] * scale + shift, box)

    def _words(self, painter: QPainter, spots: Floats, at: Floats, box: QRectF) -> None:
        inside = (at[:, 0] > box.left() + 20) & (at[:, 0] < box.right() - 20)
        inside &= (at[:, 1] > box.top() + 10) & (at[:, 1] < box.bottom() - 10)
        found = np.column_stack((spots[inside, 2], at[inside]))
        squares = (found[:, 1:] / ROOM).astype(np.int64)  # one word in each is enough to try
        _, first = np.unique(squares @ (1_000, 1), return_index=True)
        font, ground = self._theme.number_font("caption", 600), clear(self._theme.colour("surface.floor"), 0.85)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text.primary"))
        placed: list[tuple[float, float, float, float]] = []
        for seconds, x, y in found[np.sort(first)[: 3 * MOST]].tolist():
            text, half = self._text(seconds, font)
            here = (seconds, x, y, half)
            if any(_meets(here, other) for other in placed):
                continue
            placed.append(here)
            painter.fillRect(QRectF(x - half, y - 8, 2 * half, 16), ground)
            painter.drawStaticText(QPointF(x - half + 4, y - text.size().height() / 2), text)
            if len(placed) == MOST:
                break

    def _text(self, seconds: float, font: QFont) -> tuple[QStaticText, float]:
        """The words of a line, laid out once, and half of the room that they need."""
        if seconds not in self._texts:
            text = QStaticText(say_time(seconds))
            text.prepare(QTransform(), font)
            self._texts[seconds] = text, text.size().width() / 2 + 4
        return self._texts[seconds]


def _meets(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two words (s, x, y, half the room) would lie on one another, or say the same twice in one place."""
    away_x, away_y = abs(one[1] - other[1]), abs(one[2] - other[2])
    if one[0] == other[0]:
        return away_x + away_y < ALONE
    return away_x < one[3] + other[3] + 6 and away_y < 20


def _spots(line: Contour) -> Floats:
    """Where its seconds could be written: (n, 4) x, y, s, and which choice it is: its middle first, then outward."""
    a, b = line.points[:-1], line.points[1:]
    length = np.hypot(*(b - a).T)
    along = np.cumsum(length)
    middle = int(np.searchsorted(along, along[-1] / 2))
    return np.column_stack(((a + b) / 2, np.full(len(a), line.seconds), np.abs(np.arange(len(a)) - middle)))
