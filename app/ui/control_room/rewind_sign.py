"""The sign that one looks at the past: a frame round the plan and the moment in large figures."""

from datetime import datetime, tzinfo

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.control_room.tool_row import ToolRow
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

FRAME = 2.0
HIGH, PAD, GAP = 32.0, 12.0, 10.0


class PastSign(QWidget):
    """Covers its room and lets every gesture through. Hidden while the plan shows now. tools: the row in which the
    moment stands, left of its last button."""

    def __init__(self, theme: Theme, zone: tzinfo, room: QWidget, tools: ToolRow) -> None:
        super().__init__(room)
        self._theme, self._zone, self._room, self._tools = theme, zone, room, tools
        self._at: datetime | None = None
        self._words = ""
        self.setProperty("overlay", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def show_moment(self, at: datetime | None, against: bool) -> None:
        """The moment shown, and whether it is held against now; None takes the sign away."""
        self._at = at
        self._words = "what changed until now" if against else "the past"
        if at is not None:
            there = at.astimezone(self._zone)
            self.setAccessibleName(f"{self._words}, {there:%a %d %b %Y %H:%M:%S}")
            self._fit()
        self._tools.keep_free(0 if at is None else round(self._box(self._inner()).width() + GAP))
        self.setVisible(at is not None)
        self.update()

    def texts(self) -> list[PaintedText]:
        """Day and words on the left, the time of day in large figures on the right."""
        if self._at is None:
            return []
        there = self._at.astimezone(self._zone)
        big, small = self._theme.number_font("title", 600), self._theme.font("small")
        clock, day = f"{there:%H:%M:%S}", f"{there:%a %d %b} · {self._words}"
        wide, rest = text_width(big, clock) + 2, text_width(small, day) + 2
        box = self._box(wide + GAP + rest)
        first = QRectF(box.left() + PAD, box.top(), wide, HIGH)
        return [
            PaintedText(clock, first, big, self._theme.colour("accent.line"), CENTRE),
            PaintedText(day, QRectF(first.right() + GAP, box.top(), rest, HIGH), small,
                        self._theme.colour("text.secondary"), LEFT),
        ]  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._at is None:
            return
        painter = QPainter(self)
        ink = self._theme.colour("accent.line")
        pen = QPen(ink, FRAME)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        texts = self.texts()
        box = self._box(self._inner())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(self._theme.colour("surface.panel"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        draw_texts(painter, texts)
        painter.end()

    def eventFilter(self, room: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        self.setGeometry(self._room.rect())
        self.raise_()

    def _inner(self) -> float:
        texts = self.texts()
        return texts[1].rect.right() - texts[0].rect.left()

    def _box(self, inner: float) -> QRectF:
        wide = round(inner + 2 * PAD)
        tools = self._tools.geometry()
        right = tools.right() + 1 - self._tools.tail
        return QRectF(right - wide, tools.top() + (tools.height() - HIGH) / 2, wide, HIGH)
