"""Hazard classes against one another: a square of words and shapes, walked by mouse or arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.optimise.putaway import Between, Keep, Segregation
from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

ROW, LEAST, EDGE = 40, 104, 12
STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
SAME = "same class"
Pair = tuple[str, str]


def words_of(rule: Between) -> str:
    """A rule in a cell."""
    return f"apart {rule.metres:g} m" if rule.keep is Keep.APART and rule.metres else rule.keep.value


class Matrix(QWidget):
    """`chosen` with a pair of classes. Both halves say the same; the diagonal is always together."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._table = Segregation()
        self._at = (0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Which hazard classes may lie together")
        theme.changed.connect(self.update)

    def show_table(self, names: Sequence[str], table: Segregation) -> None:
        """These classes with these rules; the chosen cell stays where it can."""
        self._names, self._table = tuple(names), table
        last = max(0, len(self._names) - 1)
        self._at = (min(self._at[0], last), min(self._at[1], last))
        self.setFixedSize(self.sizeHint())
        self._tell()

    @property
    def pair(self) -> Pair | None:
        """The chosen pair; None on the diagonal, or where there is none."""
        row, column = self._at
        inside = row != column and max(row, column) < len(self._names)
        return (self._names[row], self._names[column]) if inside else None

    def choose(self, row: int, column: int) -> None:
        """That cell."""
        if 0 <= row < len(self._names) and 0 <= column < len(self._names):
            self._at = (row, column)
            self._tell()
            self.chosen.emit(self.pair)

    def sizeHint(self) -> QSize:
        many = len(self._names)
        return QSize(round(self._head) + self._cell * many + 2, ROW * (many + 1) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.choose(self._at[0] + step[0], self._at[1] + step[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self.choose(int(at.y() // ROW) - 1, int((at.x() - self._head) // self._cell))

    def texts(self) -> list[PaintedText]:
        theme, bold = self._theme, self._theme.font("body", 600)
        ink, dim = theme.colour("text.primary"), theme.colour("text.tertiary")
        found = []
        for n, name in enumerate(self._names):
            found.append(PaintedText(name, self._box(-1, n).adjusted(4, 0, -4, 0), bold, ink, CENTRE, True))
            found.append(PaintedText(name, QRectF(EDGE, ROW * (n + 1), self._head - EDGE, ROW), bold, ink, LEFT, True))
            for m, other in enumerate(self._names):
                said = SAME if n == m else words_of(self._table.between(name, other))
                place = self._box(n, m).adjusted(26, 0, -4, 0)
                found.append(PaintedText(said, place, theme.font("body"), dim if n == m else ink, LEFT, True))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n, name in enumerate(self._names):
            for m, other in enumerate(self._names):
                self._paint_cell(painter, self._box(n, m), (n, m), self._table.between(name, other))
        draw_texts(painter, self.texts())

    def _paint_cell(self, painter: QPainter, box: QRectF, at: tuple[int, int], rule: Between) -> None:
        theme, ring = self._theme, at == self._at
        twin = (at[1], at[0]) == self._at
        painter.setPen(QPen(theme.colour("accent.line" if ring else "border.normal"), 2 if ring else 1))
        painter.setBrush(theme.colour("accent.wash" if ring or twin else "surface.raised"))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        if at[0] == at[1]:
            return
        middle = QPointF(box.left() + 15, box.center().y())
        wrong = rule.keep is Keep.NEVER
        ink = theme.colour("status.alarm" if wrong else "text.secondary")
        painter.setPen(QPen(ink, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if rule.keep is Keep.TOGETHER:
            painter.drawEllipse(middle, 5, 5)
        elif wrong:
            painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4))
            painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4))
        else:
            painter.drawLine(middle + QPointF(-4, -5), middle + QPointF(-4, 5))
            painter.drawLine(middle + QPointF(4, -5), middle + QPointF(4, 5))

    @property
    def _head(self) -> float:
        bold = self._theme.font("body", 600)
        return max((min(200.0, text_width(bold, name)) for name in self._names), default=60.0) + 2 * EDGE

    @property
    def _cell(self) -> int:
        bold, plain = self._theme.font("body", 600), self._theme.font("body")
        widest = max((text_width(bold, name) for name in self._names), default=0.0)
        return round(max(LEAST, min(180.0, widest + 12), text_width(plain, "apart 999.9 m") + 34))

    def _box(self, row: int, column: int) -> QRectF:
        return QRectF(self._head + column * self._cell, ROW * (row + 1), self._cell, ROW)

    def _tell(self) -> None:
        pair = self.pair
        said = SAME if pair is None else words_of(self._table.between(*pair))
        named = f"{pair[0]} and {pair[1]}: {said}" if pair is not None else said
        self.setAccessibleDescription(named)
        self.update()
