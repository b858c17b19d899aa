"""The face of a rack as one sees it from its aisle: bays, levels, bins; a cell can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.layout.racking import Bay, SlotKey
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, PaintedText, draw_texts, text_width

FOOT = 18
MOST_BAYS = 60  # more are not told apart at this size: the first ones stand for the rest


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn. labels: under the bays; right_to_left: bay 0 is at the right; missing: slots without a bin.

    first: lasting number of bays[0]."""

    bays: tuple[Bay, ...]
    labels: tuple[str, ...] = ()
    right_to_left: bool = False
    missing: frozenset[SlotKey] = frozenset()
    first: int = 0


class RackFace(QWidget):
    """chose: (index of the bay, level) by click or arrows."""

    chose = Signal(int, int)

    def __init__(self, theme: Theme, name: str, height: int = 116) -> None:
        super().__init__()
        self._theme, self._face = theme, Face(())
        self.cell: tuple[int, int] | None = None
        self.chosen: frozenset[tuple[int, int]] = frozenset()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def show_face(self, face: Face) -> None:
        """Another rack."""
        self._face = face
        if self.cell is not None and not self._there(*self.cell):
            self.cell = None
        self.update()

    def choose(self, cell: tuple[int, int] | None, chosen: Sequence[tuple[int, int]] = ()) -> None:
        """The cell the keyboard is on, and all that is chosen with it."""
        self.cell, self.chosen = cell, frozenset(chosen)
        self.update()

    @property
    def shown(self) -> tuple[Bay, ...]:
        """The bays that are drawn."""
        return self._face.bays[:MOST_BAYS]

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def cell_rect(self, bay: int, level: int) -> QRectF:
        """Where a level of a bay is drawn."""
        bays = self.shown
        total, tallest = sum(one.width for one in bays), max(one.height for one in bays)
        room = QRectF(self.rect()).adjusted(1, 1, -1, -FOOT)
        left = sum(one.width for one in bays[:bay]) / total * room.width()
        wide = bays[bay].width / total * room.width()
        if self._face.right_to_left:
            left = room.width() - left - wide
        low = sum(one.height for one in bays[bay].levels[:level]) / tallest * room.height()
        high = bays[bay].levels[level].height / tallest * room.height()
        return QRectF(room.left() + left, room.bottom() - low - high, wide, high).adjusted(0.5, 0.5, -1.5, -1.5)

    def texts(self) -> list[PaintedText]:
        font, ink = self._theme.number_font("caption"), self._theme.colour("text.tertiary")
        found: list[PaintedText] = []
        reach = -1.0
        spots = sorted(
            (self.cell_rect(number, 0).center().x(), label)
            for number, label in enumerate(self._face.labels[: len(self.shown)])
        )
        for middle, label in spots:
            wide = text_width(font, label) + 1
            left = min(max(0.0, middle - wide / 2), self.width() - wide)
            if left > reach:
                found.append(PaintedText(label, QRectF(left, self.height() - FOOT, wide, FOOT), font, ink, CENTRE))
                reach = left + wide + 4
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._face.bays:
            return
        painter = QPainter(self)
        theme = self._theme
        for number, bay in enumerate(self.shown):
            for level, shape in enumerate(bay.levels):
                rect = self.cell_rect(number, level)
                on = (number, level) in self.chosen
                painter.setPen(QPen(theme.colour("accent.line" if on else "border.strong"), 1))
                painter.setBrush(theme.colour("accent.wash" if on else "surface.raised"))
                painter.drawRect(rect)
                self._paint_bins(painter, rect, number, level, shape.bins)
        if self.cell is not None and self.hasFocus():
            painter.setPen(QPen(theme.colour("accent.focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell_rect(*self.cell).adjusted(-0.5, -0.5, 0.5, 0.5))
        draw_texts(painter, self.texts())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._at(event.position())
        if hit is not None:
            self.chose.emit(*hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._face.bays:
            super().keyPressEvent(event)
            return
        bay, level = self.cell or (0, 0)
        aside = -step[0] if self._face.right_to_left else step[0]
        goal = (bay + aside, level + step[1]) if self.cell is not None else (0, 0)
        if self._there(*goal):
            self.chose.emit(*goal)

    def _paint_bins(self, painter: QPainter, rect: QRectF, bay: int, level: int, bins: int) -> None:
        wide = rect.width() / bins
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        if wide >= 4:
            for at in range(1, bins):
                x = round(rect.left() + at * wide) + 0.5
                painter.drawLine(QPointF(x, rect.top() + 2), QPointF(x, rect.bottom() - 2))
        for at in range(bins):
            if (bay + self._face.first, level, at, 0) in self._face.missing:
                place = bins - 1 - at if self._face.right_to_left else at
                hole = QRectF(rect.left() + place * wide, rect.top(), wide, rect.height()).adjusted(1, 1, -1, -1)
                painter.drawLine(hole.topLeft(), hole.bottomRight())
                painter.drawLine(hole.topRight(), hole.bottomLeft())

    def _at(self, spot: QPointF) -> tuple[int, int] | None:
        for number, bay in enumerate(self.shown):
            for level in range(len(bay.levels)):
                if self.cell_rect(number, level).adjusted(-1, -1, 1, 1).contains(spot):
                    return number, level
        return None

    def _there(self, bay: int, level: int) -> bool:
        return 0 <= bay < len(self.shown) and 0 <= level < len(self.shown[bay].levels)
