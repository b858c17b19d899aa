"""The answer to a scan: colour, shape and words together; a wrong one fills its ground, to be seen from the side."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.flow.effects import Tone
from app.ui.handheld.parts import breakable
from app.ui.theme import Theme
from app.ui.widgets.glyphs import GRID, SHAPES, Status, draw_status
from app.ui.widgets.labels import Label, set_state

GLYPH = 40
LOOKS: dict[Tone, tuple[str, Status]] = {
    Tone.GOOD: ("ok", "ok"),
    Tone.INFO: ("info", "info"),
    Tone.WARN: ("warn", "warn"),
    Tone.WAIT: ("warn", "stale"),
    Tone.BAD: ("refusal", "alarm"),
}


class AnswerGlyph(QWidget):
    """The shape of an answer; white on the ground of a refusal."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tone = Tone.INFO
        self.setFixedSize(QSize(GLYPH, GLYPH))
        theme.changed.connect(self.update)

    def show_tone(self, tone: Tone) -> None:
        """Another answer."""
        self._tone = tone
        word = self._theme.tokens.document["status"]["shape"][LOOKS[tone][1]]["word"]
        self.setAccessibleName(str(word))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        square = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._tone is not Tone.BAD:
            draw_status(painter, square, LOOKS[self._tone][1], self._theme)
            return
        shape = SHAPES["alarm"]()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(square.topLeft())
        painter.scale(square.width() / GRID, square.height() / GRID)
        ink = self._theme.colour("text.on_alarm")
        for path, width in ((shape.ground, shape.ground_pen), (shape.mark, shape.mark_pen)):
            painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPath(path)


class AnswerStrip(QFrame):
    """What happened, and what to do now. Empty until something was said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._role = "value"
        self._said = ("", "")
        self.tone: Tone | None = None
        self.glyph = AnswerGlyph(theme)
        self.what = Label(theme, "", "value", wrap=True)
        self.next = Label(theme, "", "value", "secondary", weight=400, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.what)
        words.addWidget(self.next)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.clear()

    def set_small(self, small: bool) -> None:
        """Smaller letters where the screen is small."""
        self._role = "heading" if small else "value"
        self._dress()

    def say(self, tone: Tone, text: str, next_step: str = "") -> None:
        """An answer."""
        self.tone = tone
        set_state(self, "surface", LOOKS[tone][0])
        bad = tone is Tone.BAD
        set_state(self.what, "tone", "on_alarm" if bad else "primary")
        set_state(self.next, "tone", "on_alarm" if bad else "secondary")
        self._dress()  # another look from the style sheet takes the font back to the first
        self.glyph.show_tone(tone)
        self._said = (text, next_step)
        self.what.setText(breakable(text))
        self.next.setText(breakable(next_step))
        self.next.setVisible(bool(next_step))
        self.setAccessibleName(f"{text} {next_step}".strip())
        self.show()

    def drop_said(self, line: str) -> None:
        """What stands in large letters above need not be said twice."""
        what, next_step = self._said
        self.next.setVisible(next_step not in ("", line))
        self.setVisible(what not in ("", line))

    def _dress(self) -> None:
        self.what.setFont(self._theme.font(self._role))
        self.next.setFont(self._theme.font(self._role, 400))

    def clear(self) -> None:
        """Nothing was said yet."""
        self.tone = None
        self._said = ("", "")
        self.what.clear()
        self.next.clear()
        self.hide()
