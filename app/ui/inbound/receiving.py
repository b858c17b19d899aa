"""Receiving at the dock: one line to do, what differs, the delivery as it stands; a scanner is enough."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.flow.effects import Confirm, Say, Tone
from app.flow.machine import Exit
from app.flow.receive_states import (
    Crossing,
    Differing,
    ReceiveState,
    TakingBack,
    Unknown,
    WantDisposition,
)
from app.services.station import Heard, Shown
from app.ui.counting.wedge import ScanField
from app.ui.inbound.acts import DockActs
from app.ui.inbound.columns import received_columns
from app.ui.inbound.desk import InboundDesk
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, ChipButton
from app.ui.widgets.glyphs import Status, StatusGlyph
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.labels import Tone as Ink
from app.ui.widgets.panel import Panel

LIST_WIDTH = 340
TONES: dict[Tone, tuple[Status, Ink]] = {
    Tone.GOOD: ("ok", "primary"),
    Tone.INFO: ("info", "primary"),
    Tone.WARN: ("warn", "warn"),
    Tone.WAIT: ("stale", "warn"),
    Tone.BAD: ("alarm", "alarm"),
}


DIFFERS = {
    "damaged": "Damaged",
    "over": "Too many",
    "wrong": "Not ordered",
    "other_lot": "Other lot",
    "expired": "Too old",
}
FATES = {"restock": "Restock", "inspect": "Inspect", "repair": "Repair", "vendor": "To the vendor", "scrap": "Scrap"}


class WorkPanel(Panel):
    """The next action in one line, the field, the ways on, and the last answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("The goods in hand")
        self.line = Label(theme, "Reading the delivery …", "display", wrap=True)
        self.glyph = StatusGlyph(theme, "info", 24)
        self.said = Label(theme, "", "title", wrap=True)
        self.next = Label(theme, "", "body", "secondary", wrap=True)
        self.place = Label(theme, "", "body", "secondary", wrap=True)
        self.field = ScanField()
        self.field.setFont(theme.code_font("heading"))
        self.field.setFixedHeight(48)
        self.field.setPlaceholderText("Scan, or type and press Enter")
        self.field.setAccessibleName("Scan or type")
        self.yes = Button(theme, "Yes", "ok", "primary", "F7")
        self.no = Button(theme, "No", "close", "", "F6")
        self.undo = Button(theme, "Take back", "undo", "", "F9")
        self.weigh = Button(theme, "Weigh again", "scale", "", "F8")
        self._caps: dict[Button, KeyCap] = {}
        self.reasons = {code: ChipButton(theme, words, False, False) for code, words in DIFFERS.items()}
        self.fates = {code: ChipButton(theme, words, False, False) for code, words in FATES.items()}
        self._lay_out(theme)

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
        self.next.setText("" if next_step == self.line.text() else next_step)

    def show_state(self, state: ReceiveState, line: str, exits: tuple[Exit, ...]) -> None:
        """Where the work stands and what is asked."""
        self.line.setText(line)
        if self.next.text() == line:
            self.next.setText("")
        if self.said.text() == line:  # a question stands in the line already
            self.hear("")
        asking = isinstance(state, Differing | Unknown | Crossing | TakingBack)
        for button, shown in (
            (self.yes, asking), (self.no, asking), (self.weigh, Exit.WEIGH in exits), (self.undo, not asking),
        ):  # fmt: skip
            button.setVisible(shown)
            self._caps[button].setVisible(shown)
        self.undo.set_allowed(None if Exit.UNDO in exits else "There is nothing to take back.")
        for chip in self.reasons.values():
            chip.setVisible(Exit.SHORT in exits)
        self.differing.setVisible(Exit.SHORT in exits)
        for chip in self.fates.values():
            chip.setVisible(isinstance(state, WantDisposition))

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, key in ((self.yes, "F7"), (self.no, "F6"), (self.weigh, "F8"), (self.undo, "F9")):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the scanner's Return must never press one
            self._caps[button] = KeyCap(theme, key)
            row.addWidget(button)
            row.addWidget(self._caps[button])
            button.setVisible(False)
            self._caps[button].setVisible(False)
        row.addStretch(1)
        self.differing = Label(theme, "It differs:", "small", "secondary")
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for part in (self.differing, *self.reasons.values(), *self.fates.values()):
            part.setVisible(False)
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chips.addWidget(part)
        chips.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.said, self.next, self.place):
            words.addWidget(part)
        answer = QHBoxLayout()
        answer.setSpacing(10)
        answer.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        answer.addLayout(words, 1)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        self.body.addWidget(self.line)
        self.body.addWidget(self.field)
        for layout in (row, chips, answer):
            self.body.addLayout(layout)
        self.body.addStretch(1)
        self.glyph.setVisible(False)


class ReceivingView(QWidget):
    """One delivery being received. `left` when the person is done with it."""

    left = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._delivery: tuple[int, bool] | None = None
        self.setAccessibleName("Receiving")
        theme = desk.theme
        self.acts = DockActs(desk, self)
        self.acts.heard.connect(self._hear)
        self.acts.placed.connect(self._placed)
        self.acts.moved.connect(self._show_state)
        self.acts.opened.connect(self._show_state)
        self.acts.refused.connect(self._refused)
        self.acts.failed.connect(self._failed)
        self.lines = Table(theme, "What is announced", received_columns(), touch=True)
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work = WorkPanel(theme)
        self.work.undo.clicked.connect(self.take_back)
        self.work.weigh.clicked.connect(self.weigh)
        self.work.yes.clicked.connect(lambda: self.answer(True))
        self.work.no.clicked.connect(lambda: self.answer(False))
        for code, chip in self.work.reasons.items():
            chip.clicked.connect(lambda _=False, code=code: self.differs(code))
        for code, chip in self.work.fates.items():
            chip.clicked.connect(lambda _=False, code=code: self.acts.do(lambda one: one.typed(code)))
        field = self.work.field
        field.scanned.connect(lambda text, at, twice: self.acts.do(lambda one: one.scanned(text, at, twice)))
        field.typed.connect(lambda text: self.acts.do(lambda one: one.typed(text)))
        self.listed = Panel(theme, "Delivery")
        self.listed.setFixedWidth(LIST_WIDTH)
        self.listed.body.addWidget(self.lines)
        self.back = Button(theme, "Done here", "ok")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(self.leave)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        self.listed.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed)
        across.addWidget(self.work, 1)

    def begin(self, delivery: int, number: str, label: bool = False) -> None:
        """Stand at this delivery."""
        self._delivery = (delivery, label)
        self.listed.title.setText(number)
        self.lines.rows.show_rows([])
        self.work.line.setText("Reading the delivery …")
        self.work.hear("")
        self.work.place.setText("")
        self.acts.begin(delivery, label)

    def end(self) -> None:
        """Stop asking."""
        self.acts.end()

    def take_back(self) -> None:
        """Take the last scan, or the last receipt, back."""
        self.acts.do(lambda one: one.undo())

    def weigh(self) -> None:
        """Weigh again."""
        self.acts.do(lambda one: one.finish())

    def answer(self, yes: bool) -> None:
        """Answer the open question."""
        self.acts.do(lambda one: one.answer(yes))

    def differs(self, reason: str) -> None:
        """What is in hand differs from what is announced."""
        self.acts.do(lambda one: one.differs(reason))

    def leave(self) -> None:
        """Stop here; what is recorded is recorded."""
        self.acts.do(lambda one: one.leave())
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.work.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A scan is taken wherever the focus is."""
        if event.text() and event.text().isprintable():
            self.work.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.work.field.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _hear(self, items: list[Shown]) -> None:
        for item in items:
            match item:
                case Heard(text=text):
                    self.work.hear(text)
                case Say():
                    self.work.say(item.tone, item.text, item.next_step)
                case Confirm():
                    self.work.yes.setText(item.yes)
                    self.work.no.setText(item.no)
        self._show_state()

    def _placed(self, said: Sequence[Say]) -> None:
        """Where it goes stays readable while the next item is scanned."""
        self.work.place.setText("\n".join(f"{say.text}" for say in said[-2:]))

    def _refused(self, refusal: Refusal) -> None:
        self.work.say(Tone.BAD, refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        if self.acts.station is None and self._delivery is not None:
            delivery, label = self._delivery
            self._shell.show_fault(fault, lambda: self.acts.begin(delivery, label))
        else:
            self.work.say(Tone.BAD, fault.what, f"{fault.safe} Reference {fault.reference}.")

    def _show_state(self) -> None:
        station = self.acts.station
        if station is None:
            return
        state, prompt = station.state, station.prompt
        self.work.show_state(state, prompt.line, prompt.exits)
        self.lines.rows.show_rows(state.dock.lines)
