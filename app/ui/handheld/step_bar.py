"""How far this piece of work is: so many of so many, and a bar of its steps."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Theme
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width

HIGH = 28
SINGLE = 24  # steps that are drawn one by one


class StepBar(QWidget):
    """Hidden while nobody knows how much there is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._done = self._total = 0
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.hide()

    def show_steps(self, done: int, total: int) -> None:
        """done of total."""
        self._done, self._total = done, total
        self.setAccessibleName(self._words())
        self.update()

    @property
    def known(self) -> bool:
        """Whether there is anything to tell."""
        return self._total > 0

    def _words(self) -> str:
        return f"{self._done} of {self._total} done"

    def texts(self) -> list[PaintedText]:
        font = self._theme.number_font("heading", 500)
        place = QRectF(0, 0, text_width(font, self._words()) + 1, HIGH)
        return [PaintedText(self._words(), place, font, self._theme.colour("text.secondary"), LEFT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        texts = self.texts()
        draw_texts(painter, texts)
        painter.setPen(Qt.PenStyle.NoPen)
        left = texts[0].rect.right() + 12
        room = self.width() - left
        if room < 40 or not self._total:
            return
        single = self._total <= SINGLE
        count, gap = (self._total, 3.0) if single else (1, 0.0)
        wide = (room - gap * (count - 1)) / count
        for n in range(count):
            full = 1.0 if single and n < self._done else 0.0 if single else self._done / self._total
            bar = QRectF(left + n * (wide + gap), HIGH / 2 - 4, wide, 8)
            painter.setBrush(self._theme.colour("surface.pressed"))
            painter.drawRoundedRect(bar, 2, 2)
            if full:
                painter.setBrush(self._theme.colour("text.secondary"))
                painter.drawRoundedRect(QRectF(bar.left(), bar.top(), wide * full, 8), 2, 2)
