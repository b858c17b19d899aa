"""A question with numbered answers below it, and below those what was wrong with the last one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.flow.effects import Tone
from app.services.handheld.commands import Choose, Command
from app.ui.handheld.answer import AnswerStrip
from app.ui.handheld.desk import HandheldDesk
from app.ui.handheld.pages import Page
from app.ui.handheld.parts import GAP, Cap, ChoiceButton
from app.ui.widgets.labels import Label


class ChoicePage(Page):
    """`picked` with the index of an answer."""

    picked = Signal(int)
    hint = "Type or scan the number"
    unknown = "Choose one of the list."

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__()
        self._desk = desk
        self.buttons: list[ChoiceButton] = []
        self.line = Label(desk.theme, "", "value", wrap=True)
        self.strip = AnswerStrip(desk.theme)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, 12, GAP, GAP)
        column.setSpacing(12)
        column.addWidget(self.line)
        column.addLayout(self._list)
        column.addWidget(self.strip)
        column.addStretch(1)

    def offer(self, line: str, answers: Sequence[str]) -> None:
        """Ask this."""
        self.line.setText(line)
        self.hush()
        for button in self.buttons:
            self._list.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for number, answer in enumerate(answers, 1):
            button = ChoiceButton(self._desk.theme, number, answer)
            button.clicked.connect(lambda _=False, at=number - 1: self.picked.emit(at))
            self.buttons.append(button)
            self._list.addWidget(button)

    def say(self, tone: Tone, what: str, next_step: str) -> None:
        """Something to know before one chooses."""
        self.strip.say(tone, what, next_step)
        self.line.hide()

    def hush(self) -> None:
        """Nothing to know."""
        self.strip.clear()
        self.line.show()

    def take(self, text: str, at: float | None, repeated: bool) -> None:
        if text.isdigit() and 0 < int(text) <= len(self.buttons):
            self.picked.emit(int(text) - 1)
        else:
            self._desk.sounds.play("bad")
            self.say(Tone.BAD, f"“{text[:40]}” is none of these.", self.unknown)

    def command(self, command: Command) -> None:
        if isinstance(command, Choose) and command.number <= len(self.buttons):
            self.picked.emit(command.number - 1)

    def caps(self) -> tuple[Cap, ...]:
        return ()

    def set_small(self, small: bool) -> None:
        self.strip.set_small(small)
