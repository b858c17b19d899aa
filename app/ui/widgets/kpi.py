"""The KPI tile: one figure with its unit, and as much around it as there is room for."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status, draw_status
from app.ui.widgets.painted import LEFT, RIGHT, PaintedText, draw_texts, text_width
from app.ui.widgets.sparkline import CutOff, Segment, draw_cut_off, draw_segments, draw_sparkline

EN_DASH = "–"
STALE_AFTER_S = 10.0
TREND_WIDTH = 92.0
GAP = 8.0


@dataclass(frozen=True, slots=True)
class Kpi:
    """What a tile shows. value None = not known (an en dash, never a zero); age in seconds, None = live.

    status: a shape before the value; chip: words of what is wrong, with their triangle ("24 late").
    counts: in place of a value, shapes with numbers ("1 alarm, 4 warnings").
    """

    label: str
    value: str | None
    unit: str = ""
    context: str = ""
    foot: str = ""
    status: Status | None = None
    chip: str = ""
    trend: tuple[float, ...] = ()
    target: float | None = None
    cut_off: CutOff | None = None
    segments: tuple[Segment, ...] = ()
    counts: tuple[tuple[Status, int], ...] = ()
    age: float | None = None

    @property
    def stale(self) -> bool:
        return self.age is not None and self.age > STALE_AFTER_S

    def sentence(self) -> str:
        """The whole tile as a screen reader says it."""
        figure = "not known" if self.value is None else f"{self.value} {self.unit}".strip()
        if self.counts:
            figure = ", ".join(f"{number} {status}" for status, number in self.counts)
        age = f"{self.age:.0f} s old" if self.stale and self.age is not None else ""
        return ", ".join(part for part in (self.label, figure, self.chip, self.context, self.foot, age) if part)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A status shape at a place of the tile."""

    status: Status
    square: QRectF


class KpiTile(QWidget):
    """84 high, 60 when small: sparkline and context go then. Click or Enter says `chosen`."""

    chosen = Signal()

    def __init__(self, theme: Theme, kpi: Kpi, small: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._kpi = kpi
        self._small = small
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        theme.changed.connect(self.update)
        self.set_small(small)
        self.show_kpi(kpi)

    def show_kpi(self, kpi: Kpi) -> None:
        """Show new figures; repaints only when they differ."""
        if kpi != self._kpi or not self.accessibleName():
            self._kpi = kpi
            self.setAccessibleName(kpi.sentence())
            self.setToolTip(kpi.sentence())
            self.update()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.setFixedHeight(self._theme.size("kpi_tile_small" if small else "kpi_tile"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def texts(self) -> list[PaintedText]:
        return self._layout()[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border.normal" if self._hovered else "border.subtle"), 1))
        painter.setBrush(self._theme.colour("surface.panel"))
        radius = self._theme.size("radius.panel")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        texts, glyphs, chip = self._layout()
        if chip is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("status.warn_wash"))
            painter.drawRoundedRect(chip, 4, 4)
        for glyph in glyphs:
            draw_status(painter, glyph.square, glyph.status, self._theme)
        self._draw_pictures(painter, texts)
        draw_texts(painter, texts)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def _rows(self) -> tuple[QRectF, QRectF, QRectF]:
        """The rectangles of label, value and foot."""
        inner = QRectF(self.rect()).adjusted(12, 9, -12, -8)
        if self._small:
            inner = QRectF(self.rect()).adjusted(10, 6, -10, -4)
            heights = (17.0, 22.0, 11.0)
        else:
            heights = (18.0, 30.0, 16.0)
        tops = (inner.top(), inner.top() + heights[0] + (0 if self._small else 1), inner.bottom() - heights[2])
        first, second, third = (
            QRectF(inner.left(), top, inner.width(), height) for top, height in zip(tops, heights, strict=True)
        )
        return first, second, third

    def _layout(self) -> tuple[list[PaintedText], list[Glyph], QRectF | None]:
        head, middle, foot = self._rows()
        texts = self._head_texts(head)
        value_texts, glyphs, end = self._value_texts(middle)
        texts += value_texts
        chip = self._chip_rect(middle, end)
        if chip is not None:
            font = self._theme.font("small", 500)
            glyphs.append(Glyph("warn", QRectF(chip.left() + 6, chip.center().y() - 6, 12, 12)))
            words = QRectF(chip.left() + 22, chip.top(), chip.width() - 28, chip.height())
            texts.append(PaintedText(self._kpi.chip, words, font, self._theme.colour("status.warn")))
        if self._kpi.foot and self._kpi.cut_off is None and not self._kpi.segments and not self._small:
            font = self._theme.number_font("small")
            texts.append(PaintedText(self._kpi.foot, foot, font, self._theme.colour("text.tertiary"), LEFT, True))
        return texts, glyphs, chip

    def _head_texts(self, row: QRectF) -> list[PaintedText]:
        kpi, theme = self._kpi, self._theme
        font = theme.number_font("small", 500)
        context, colour = kpi.context, "text.tertiary"
        if kpi.stale and kpi.age is not None:
            context, colour = f"{kpi.age:.0f} s old", "status.warn"
        taken = text_width(font, kpi.label)
        texts = [PaintedText(kpi.label, row, font, theme.colour("text.secondary"), LEFT, True)]
        fits = taken + GAP + text_width(font, context) <= row.width()
        if context and fits and (not self._small or kpi.stale):
            place = QRectF(row.left() + taken + GAP, row.top(), row.width() - taken - GAP, row.height())
            texts.append(PaintedText(context, place, font, theme.colour(colour), RIGHT))
        return texts

    def _value_texts(self, row: QRectF) -> tuple[list[PaintedText], list[Glyph], float]:
        """The figure with its shapes, and where it ends in x."""
        kpi, theme = self._kpi, self._theme
        font = theme.number_font("heading" if self._small else "value", 600)
        side = 16.0 if self._small else 18.0
        texts: list[PaintedText] = []
        glyphs: list[Glyph] = []
        x = row.left()
        colour = theme.colour("text.tertiary" if kpi.stale or not (kpi.counts or kpi.value) else "text.primary")
        figures: list[tuple[Status | None, str]] = [(status, str(number)) for status, number in kpi.counts]
        if not figures:
            figures = [(kpi.status, EN_DASH if kpi.value is None else kpi.value)]
        for status, figure in figures:
            if status is not None:
                glyphs.append(Glyph(status, QRectF(x, row.center().y() - side / 2, side, side)))
                x += side + 5
            width = text_width(font, figure)
            texts.append(PaintedText(figure, QRectF(x, row.top(), width + 1, row.height()), font, colour))
            x += width + (12 if kpi.counts else 5)
        unit_font = theme.number_font("body" if not self._small else "small")
        width = text_width(unit_font, kpi.unit)
        if kpi.unit and x + width <= row.right():
            place = QRectF(x, row.top() + (3 if not self._small else 1), width + 1, row.height() - 2)
            texts.append(PaintedText(kpi.unit, place, unit_font, theme.colour("text.tertiary")))
            x += width
        return texts, glyphs, x

    def _chip_rect(self, row: QRectF, end: float) -> QRectF | None:
        if not self._kpi.chip:
            return None
        width = text_width(self._theme.font("small", 500), self._kpi.chip) + 28
        return (
            QRectF(row.right() - width, row.center().y() - 10, width, 20) if end + GAP + width <= row.right() else None
        )

    def _draw_pictures(self, painter: QPainter, texts: list[PaintedText]) -> None:
        _, middle, foot = self._rows()
        kpi = self._kpi
        if kpi.cut_off is not None:
            draw_cut_off(painter, foot, kpi.cut_off, self._theme)
        elif kpi.segments:
            draw_segments(painter, foot, kpi.segments, self._theme)
        used = max((t.rect.left() + t.needs for t in texts if middle.contains(t.rect.center())), default=0.0)
        trend = QRectF(QPointF(middle.right() - TREND_WIDTH, middle.top() + 1), middle.bottomRight())
        if kpi.trend and not self._small and not kpi.chip and used + GAP <= trend.left():
            dot = "status.warn_fill" if kpi.status == "warn" else "text.secondary"
            draw_sparkline(painter, trend, kpi.trend, self._theme, kpi.target, dot)
