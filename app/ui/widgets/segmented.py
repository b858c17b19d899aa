"""The segmented control: one of a few, side by side (the metric of the plan, the speed of the rewind)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, PaintedText, draw_texts, text_width


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its id, what is read, and what it means."""

    id: str
    text: str
    tip: str = ""


class Segmented(QWidget):
    """One Tab stop; arrows, Home and End move the choice. `chosen` says the id, only when a person changed it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, options: Sequence[Option], current: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._options: tuple[Option, ...] = ()
        self._current = current
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_options(options, current)
        theme.changed.connect(self.update)

    @property
    def current(self) -> str:
        return self._current

    def set_options(self, options: Sequence[Option], current: str = "") -> None:
        """Offer other choices; the choice stays where it still exists, else the first is taken."""
        self._options = tuple(options)
        wanted = current or self._current
        ids = [option.id for option in self._options]
        self._current = wanted if wanted in ids else (ids[0] if ids else "")
        self.setFixedSize(self.sizeHint())
        self._say()

    def choose(self, id_: str) -> None:
        """Show a choice without telling `chosen`: the program set it, not the person. Empty: none of them is on."""
        if not id_ or id_ in [option.id for option in self._options]:
            self._current = id_
            self._say()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + 4, 28)

    def texts(self) -> list[PaintedText]:
        font = self._theme.font("small", 500)
        return [
            PaintedText(
                option.text,
                cell.adjusted(8, 0, -8, 0),
                font,
                self._theme.colour("text.primary" if option.id == self._current else "text.secondary"),
                CENTRE,
            )
            for option, cell in zip(self._options, self._cells(), strict=True)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        painter.setBrush(self._theme.colour("surface.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, cell in enumerate(self._cells()):
            if self._options[number].id == self._current:
                painter.setBrush(self._theme.colour("surface.pressed"))
                painter.drawRoundedRect(cell, 5, 5)
            elif number == self._hovered:
                painter.setBrush(self._theme.colour("surface.hover"))
                painter.drawRoundedRect(cell, 5, 5)
        draw_texts(painter, self.texts())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._take(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position())
        self.setToolTip(self._options[self._hovered].tip if self._hovered >= 0 else "")
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = [option.id for option in self._options]
        at = ids.index(self._current) if self._current in ids else 0
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(ids) - 1,
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        elif 0 <= to < len(ids):
            self._take(to)

    def _take(self, number: int) -> None:
        id_ = self._options[number].id
        if id_ != self._current:
            self._current = id_
            self._say()
            self.chosen.emit(id_)

    def _say(self) -> None:
        text = next((option.text for option in self._options if option.id == self._current), "")
        self.setAccessibleName(f"{self._name}: {text}")
        self.update()

    def _widths(self) -> list[float]:
        font = self._theme.font("small", 500)
        return [text_width(font, option.text) + 20 for option in self._options]

    def _cells(self) -> list[QRectF]:
        cells, x = [], 2.0
        for width in self._widths():
            cells.append(QRectF(x, 2, width, self.height() - 4))
            x += width
        return cells

    def _at(self, place: QPointF) -> int:
        return next((number for number, cell in enumerate(self._cells()) if cell.contains(place)), -1)
