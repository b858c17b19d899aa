"""How work in hand looks: the next action, what it is about in large letters, the answer, and the way ahead."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.flow.effects import Confirm
from app.services.handheld.sight import Sight
from app.services.handheld.walks import Trail
from app.ui.handheld.answer import AnswerStrip
from app.ui.handheld.parts import GAP, BigButton, ChoiceButton, FitText, Keypad, breakable, shortened
from app.ui.handheld.small_map import SmallMap
from app.ui.handheld.step_bar import StepBar
from app.ui.theme import Theme
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel

WIDE = 900  # px from which the plan stands beside
COLUMN = 560
FREE = 16_777_215  # Qt's QWIDGETSIZE_MAX


class WorkView(QWidget):
    """`answered` with yes or no, `opted` with the number of an option, `typing` with a figure, "" to clear, or a line
    end."""

    answered = Signal(bool)
    opted = Signal(int)
    typing = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.steps = StepBar(theme)
        self.line = Label(theme, "", "value", wrap=True)
        self.code = FitText(theme)
        self.amount = FitText(theme, "number", right=True)
        self.about = Label(theme, "", "value", wrap=True)
        self.strip = AnswerStrip(theme)
        self.map = SmallMap(theme)
        self.keypad = Keypad(theme)
        self.keypad.digit.connect(self.typing)
        self.keypad.clear.connect(lambda: self.typing.emit(""))
        self.keypad.enter.connect(lambda: self.typing.emit("\n"))
        self.yes, self.no = BigButton(theme, "", "F1", "primary"), BigButton(theme, "", "F2")
        self.yes.clicked.connect(lambda: self.answered.emit(True))
        self.no.clicked.connect(lambda: self.answered.emit(False))
        self.question = _column(self.yes, self.no)
        self.options: list[ChoiceButton] = []
        self.offered = _column()
        self._small = False
        self.below = QStackedWidget()
        for part in (self.map, self.keypad, self.question, self.offered):
            self.below.addWidget(part)
        self._show_below(self.map)
        self._upper = _column(self.steps, self._card(), self.strip)
        self._across = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._across.setContentsMargins(GAP, GAP, GAP, GAP)
        self._across.setSpacing(GAP)
        self._across.addWidget(self._upper)
        self._across.addWidget(self.below, 1)

    def _card(self) -> Panel:
        card = Panel(self._theme)
        card.setAccessibleName("The next action")
        card.body.setContentsMargins(12, 10, 12, 10)
        card.body.setSpacing(6)
        big = QHBoxLayout()
        big.setSpacing(12)
        big.addWidget(self.code, 3)
        big.addWidget(self.amount, 1)
        card.body.addWidget(self.line)
        card.body.addLayout(big)
        card.body.addWidget(self.about)
        return card

    def show_opening(self) -> None:
        """Nothing is known yet."""
        self.strip.clear()
        self.map.show_trail(Trail())
        self.show_state("Looking what there is …", Sight())
        self.show_question(None)
        self._show_below(self.map)

    def show_state(self, line: str, sight: Sight) -> None:
        """What is asked, and what it is about."""
        self.line.setText(breakable(line))
        self.strip.drop_said(line)
        for part, text in ((self.code, sight.code), (self.amount, sight.amount)):
            part.show_text(text)
            part.setVisible(bool(text))
        self.about.setText(breakable(shortened(sight.about)))
        self.about.setToolTip(sight.about)
        self.about.setVisible(bool(sight.about))
        self.steps.show_steps(sight.done, sight.total)
        self._make_room()

    def show_question(self, question: Confirm | None) -> None:
        """Its two answers, in place of the plan."""
        if question is not None:
            self.yes.show_cap(question.yes, "F1", "primary", None)
            self.no.show_cap(question.no, "F2", "", None)
            self._show_below(self.question)
        elif self.below.currentWidget() is self.question:
            self._show_below(self.map)

    def show_options(self, options: Sequence[str]) -> None:
        """What may be chosen instead of scanning anything, in place of the plan."""
        if [button.text() for button in self.options] != list(options):
            column = self.offered.layout()
            assert isinstance(column, QVBoxLayout)
            for button in self.options:
                column.removeWidget(button)
                button.deleteLater()
            self.options = [ChoiceButton(self._theme, n, text) for n, text in enumerate(options, 1)]
            for at, button in enumerate(self.options):
                button.clicked.connect(lambda _=False, number=at + 1: self.opted.emit(number))
                column.insertWidget(at, button)
        if options:
            self._show_below(self.offered)
        elif self.below.currentWidget() is self.offered:
            self._show_below(self.map)

    def toggle_keypad(self) -> None:
        """Figures in place of the plan, and back."""
        shown = self.below.currentWidget() is self.keypad
        self._show_below(self.map if shown else self.keypad)

    def set_small(self, small: bool) -> None:
        """Smaller letters where the screen is small."""
        self._small = small
        for words in (self.line, self.about):
            words.setFont(self._theme.font("heading" if small else "value"))
        self.strip.set_small(small)
        self._make_room()

    def _show_below(self, part: QWidget) -> None:
        """Only what is shown asks for height."""
        policy = QSizePolicy.Policy
        for one in (self.map, self.keypad, self.question, self.offered):
            needs = one is part and part is not self.map
            one.setSizePolicy(policy.Ignored, policy.Expanding if needs else policy.Ignored)
        self.below.setCurrentWidget(part)
        self._make_room()

    def _make_room(self) -> None:
        """On a small screen what is said elsewhere goes first."""
        figures = self.below.currentWidget() is self.keypad
        tight = self._small and (figures or self.strip.tone is not None)
        self.about.setVisible(bool(self.about.text()) and not tight)
        self.steps.setVisible(self.steps.known and not (self._small and figures))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= WIDE
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._upper.setMaximumWidth(COLUMN if wide else FREE)


def _column(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return page
