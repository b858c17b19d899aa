"""The card of the bin under the mouse: what is known in memory, at once, never over the bin."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.heat.paint import Inks, PlanPaint
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width

DELAY_MS = 150
WIDTH, PAD_X, PAD_Y, LINE = 252, 12, 10, 20
AWAY = 14.0  # px between card and bin


@dataclass(frozen=True, slots=True)
class CardContent:
    """What the card says. value: the metric's value with its unit; item may be cut, nothing else is; fill 0..1 or None
    where it is not known; foot_left and foot_right: free and reserved, last count."""

    address: str
    value: str
    item: str = ""
    fill: float | None = None
    foot_left: str = ""
    foot_right: str = ""


class HoverCard(QWidget):
    """Appears 150 ms after the mouse came to rest on a bin, at once from bin to bin. `content` is asked for each bin
    and must answer from memory; None shows no card. Floats on `room` and stays within it."""

    def __init__(self, paint: PlanPaint, content: Callable[[int], CardContent | None], room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self._paint, self._content = paint, content
        self._inks = Inks.of(paint)
        self._shown: CardContent | None = None
        self._location: int | None = None
        self._bin = QRectF()
        self._pinned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        paint.changed.connect(self._retheme)
        self.hide()

    @property
    def pinned(self) -> bool:
        """Whether it stays."""
        return self._pinned

    def sizeHint(self) -> QSize:
        shown = self._shown
        if shown is None:
            return QSize(WIDTH, 2 * PAD_Y + LINE)
        feet = bool(shown.foot_left) + bool(shown.foot_right) - self._one_foot(shown)
        bar = 14 if shown.fill is not None else 0
        return QSize(WIDTH, 2 * PAD_Y + (1 + bool(shown.item) + feet) * LINE + bar)

    def point(self, location_id: int | None, bin_box: QRectF) -> None:
        """The mouse is on this bin, at this place in the parent's px; None: on none."""
        if self._pinned:
            return
        self._location, self._bin = location_id, bin_box
        if location_id is None:
            self._timer.stop()
            self.hide()
        elif self.isVisible():
            self._appear()
        else:
            self._timer.start()

    def toggle_pin(self) -> bool:
        """Keep the card where it is, or let it go (P). Returns whether it is pinned now."""
        self._pinned = not self._pinned and self.isVisible()
        self.update()
        return self._pinned

    def refresh(self) -> None:
        """Ask for the content again: the bin changed."""
        if self.isVisible() and self._location is not None:
            self._show(self._content(self._location))

    def texts(self) -> list[PaintedText]:
        """Every text with its place."""
        shown = self._shown
        if shown is None:
            return []
        p, inks, wide = self._paint, self._inks, float(WIDTH - 2 * PAD_X)
        small, code = p.number_font("small"), p.code_font("strong")
        room = text_width(code, shown.address) + 2
        rows = [
            PaintedText(shown.address, QRectF(PAD_X, PAD_Y, room, LINE), code, inks.text, LEFT),
            PaintedText(shown.value, QRectF(PAD_X + room, PAD_Y, wide - room, LINE), small, inks.text_second, RIGHT),
        ]
        top = float(PAD_Y + LINE)
        if shown.item:
            rows.append(PaintedText(shown.item, QRectF(PAD_X, top, wide, LINE), p.font("small"), inks.text, LEFT, True))
            top += LINE
        top += 14 if shown.fill is not None else 0
        for text, align in ((shown.foot_left, LEFT), (shown.foot_right, RIGHT if self._one_foot(shown) else LEFT)):
            if text:
                rows.append(PaintedText(text, QRectF(PAD_X, top, wide, LINE), small, inks.text_second, align))
                top += 0 if self._one_foot(shown) else LINE
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._inks.accent if self._pinned else self._inks.border, 1))
        painter.setBrush(self._inks.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        shown = self._shown
        if shown is not None and shown.fill is not None:
            top = PAD_Y + LINE * (2 if shown.item else 1) + 5
            bar = QRectF(PAD_X, top, WIDTH - 2 * PAD_X, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._inks.border)
            painter.drawRoundedRect(bar, 2, 2)
            painter.setBrush(self._inks.text_second)
            bar.setWidth(bar.width() * min(max(shown.fill, 0.0), 1.0))
            painter.drawRoundedRect(bar, 2, 2)
        draw_texts(painter, self.texts())
        painter.end()

    def _one_foot(self, shown: CardContent) -> bool:
        """Whether both foot texts are there and go on one line."""
        small = self._paint.number_font("small")
        wide = text_width(small, shown.foot_left) + text_width(small, shown.foot_right) + 12
        return bool(shown.foot_left and shown.foot_right) and wide <= WIDTH - 2 * PAD_X

    def _appear(self) -> None:
        if self._location is not None:
            self._show(self._content(self._location))

    def _show(self, content: CardContent | None) -> None:
        self._shown = content
        if content is None:
            self.hide()
            return
        parts = (content.address, content.value, content.item, content.foot_left, content.foot_right)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setFixedSize(self.sizeHint())
        self.move(place_beside(self._bin, self.size(), QRectF(self._room.rect())).topLeft().toPoint())
        self.show()
        self.raise_()
        self.update()

    def _retheme(self) -> None:
        self._inks = Inks.of(self._paint)
        self.update()


def place_beside(target: QRectF, size: QSize, room: QRectF) -> QRectF:
    """A place for a card of this size beside a target: below right, then the other corners and sides, wholly in the
    room and never over the target; where all fail (a bin as large as the window), the corner of the room farthest from
    its centre."""
    wide, high = float(size.width()), float(size.height())
    right, left = target.right() + AWAY, target.left() - AWAY - wide
    below, above = target.bottom() + AWAY, target.top() - AWAY - high
    level = min(max(target.center().y() - high / 2, room.top() + 4), room.bottom() - high - 4)
    middle = min(max(target.center().x() - wide / 2, room.left() + 4), room.right() - wide - 4)
    for x, y in (
        (right, below), (right, above), (left, below), (left, above),
        (right, level), (left, level), (middle, below), (middle, above),
    ):  # fmt: skip
        box = QRectF(x, y, wide, high)
        if room.contains(box):
            return box
    x = room.left() + 4 if target.center().x() > room.center().x() else room.right() - wide - 4
    y = room.top() + 4 if target.center().y() > room.center().y() else room.bottom() - high - 4
    return QRectF(x, y, wide, high)
