"""The panel of the work in hand: one line to do, the field, the ways on by key, and the last answer."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.flow.effects import Tone
from app.ui.station.wedge import ScanField
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import Status, StatusGlyph
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.labels import Tone as Ink
from app.ui.widgets.panel import Panel

TONES: Mapping[Tone, tuple[Status, Ink]] = MappingProxyType(
    {
        Tone.GOOD: ("ok", "primary"),
        Tone.INFO: ("info", "primary"),
        Tone.WARN: ("warn", "warn"),
        Tone.WAIT: ("stale", "warn"),
        Tone.BAD: ("alarm", "alarm"),
    }
)


class WorkPanel(Panel):
    """Top down in `body`: line, field, ways, answer. A kind of work puts what it has besides between them, and under
    the answer's `words`. ways: buttons with their keys; none takes the focus: a scanner's Return would press it."""

    def __init__(self, theme: Theme, name: str, begins: str, ways: Sequence[tuple[Button, str]]) -> None:
        super().__init__(theme)
        self.setAccessibleName(name)
        self.line = Label(theme, begins, "display", wrap=True)
        self.glyph = StatusGlyph(theme, "info", 24)
        self.said = Label(theme, "", "title", wrap=True)
        self.next = Label(theme, "", "body", "secondary", wrap=True)
        self.field = ScanField()
        self.field.setFont(theme.code_font("heading"))
        self.field.setFixedHeight(48)
        self.field.setPlaceholderText("Scan, or type and press Enter")
        self.field.setAccessibleName("Scan or type")
        self._caps = {button: KeyCap(theme, key) for button, key in ways}
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, cap in self._caps.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            row.addWidget(cap)
        row.addStretch(1)
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self.words.addWidget(self.said)
        self.words.addWidget(self.next)
        answer = QHBoxLayout()
        answer.setSpacing(10)
        answer.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        answer.addLayout(self.words, 1)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        self.body.addWidget(self.line)
        self.body.addWidget(self.field)
        self.body.addLayout(row)
        self.body.addLayout(answer)
        self.body.addStretch(1)
        self.glyph.setVisible(False)

    def hear(self, text: str) -> None:
        """A code came in; the answer follows."""
        self.said.setText(text)
        self.said.set_tone("secondary")
        self.next.setText("")
        self.glyph.setVisible(False)

    def say(self, tone: Tone, text: str, next_step: str) -> None:
        """The answer: shape, words, what to do."""
        status, ink = TONES[tone]
        self.glyph.show_status(status)
        self.glyph.setVisible(True)
        self.said.setText(text)
        self.said.set_tone(ink)
        self.next.setText(next_step)

    def show_line(self, line: str) -> None:
        """What is to be done now; it is not said a second time under the answer."""
        self.line.setText(line)
        if self.next.text() == line:
            self.next.setText("")

    def show_way(self, button: Button, shown: bool) -> None:
        """Offer one of the ways with its key, or not."""
        button.setVisible(shown)
        self._caps[button].setVisible(shown)
