"""What each further move saves: two lines over the number of moves, and where the choice stands."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.ui.slotting.words import metres
from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts

HEIGHT = 118
LEFT_EDGE, RIGHT_EDGE, TOP, FOOT = 12.0, 12.0, 22.0, 20.0


class SavingCurve(QWidget):
    """The strong line: metres a day saved on days kept apart; the thin one: on the days of the decision."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._checked: tuple[float, ...] = (0.0,)
        self._decided: tuple[float, ...] = (0.0,)
        self._at = 0
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Metres saved a day by the number of moves")
        theme.changed.connect(self.update)

    def show_curve(self, decided: Sequence[float], checked: Sequence[float]) -> None:
        """Metres a day after 1, 2, ... moves."""
        self._decided, self._checked = (0.0, *decided), (0.0, *checked)
        self.mark(len(checked))

    def mark(self, moves: int) -> None:
        """Where the choice stands."""
        self._at = max(0, min(moves, len(self._checked) - 1))
        saved = metres(self._checked[self._at])
        self.setAccessibleDescription(f"{self._at} of {len(self._checked) - 1} moves save {saved} a day.")
        self.update()

    def texts(self) -> list[PaintedText]:
        """The ends of both axes."""
        small, tone = self._theme.number_font("caption"), self._theme.colour("text.tertiary")
        wide = self.width() - LEFT_EDGE - RIGHT_EDGE
        foot = QRectF(LEFT_EDGE, self.height() - FOOT, wide, FOOT)
        head = QRectF(LEFT_EDGE, 0, wide, TOP - 2)
        top = max(*self._checked, *self._decided, 0.0)
        return [
            PaintedText("0", foot, small, tone, LEFT),
            PaintedText(f"{len(self._checked) - 1:,} moves", foot, small, tone, RIGHT),
            PaintedText(f"Up to {metres(top)} less a day", head, small, tone, LEFT),
            PaintedText("thin: on the days looked at", head, small, tone, RIGHT),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(LEFT_EDGE, TOP, self.width() - LEFT_EDGE - RIGHT_EDGE, self.height() - TOP - FOOT)
        low = min(*self._checked, *self._decided, 0.0)
        high = max(*self._checked, *self._decided, low + 1e-9)

        def point(at: int, value: float) -> QPointF:
            x = box.left() + box.width() * at / max(1, len(self._checked) - 1)
            return QPointF(x, box.bottom() - box.height() * (value - low) / (high - low))

        painter.setPen(QPen(self._theme.colour("border.subtle"), 1))
        painter.drawLine(point(0, 0.0), point(len(self._checked) - 1, 0.0))
        for values, ink, width in ((self._decided, "text.tertiary", 1.0), (self._checked, "accent.line", 2.0)):
            painter.setPen(QPen(self._theme.colour(ink), width))
            painter.drawPolyline(QPolygonF([point(at, value) for at, value in enumerate(values)]))
        mark = point(self._at, self._checked[self._at])
        painter.setPen(QPen(self._theme.colour("text.tertiary"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(mark.x(), box.top()), QPointF(mark.x(), box.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent.line"))
        painter.drawEllipse(mark, 3.5, 3.5)
        draw_texts(painter, self.texts())
        painter.end()
