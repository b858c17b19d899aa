"""Counting at the bins: one line to do, the count in hand, what was entered; the scanner alone is enough."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.flow.count_states import Bin, CountingItem, CountState, InBin, SureEmpty
from app.flow.effects import Confirm, Say, Tone
from app.flow.machine import Exit, Prompt
from app.services.station import Heard, Shown
from app.ui.counting.acts import StationActs
from app.ui.counting.columns import entry_columns, list_columns
from app.ui.counting.desk import CountingDesk
from app.ui.counting.wedge import ScanField
from app.ui.counting.words import bins, plain
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import Status, StatusGlyph
from app.ui.widgets.labels import KeyCap, Label
from app.ui.widgets.labels import Tone as Ink
from app.ui.widgets.panel import Panel

LIST_WIDTH = 300
TONES: dict[Tone, tuple[Status, Ink]] = {
    Tone.GOOD: ("ok", "primary"),
    Tone.INFO: ("info", "primary"),
    Tone.WARN: ("warn", "warn"),
    Tone.WAIT: ("stale", "warn"),
    Tone.BAD: ("alarm", "alarm"),
}


class WorkPanel(Panel):
    """The next action in one line, the count in hand, the field, the ways on, and the last answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName("The bin being counted")
        self.where = Label(theme, "", "heading", "secondary", cut="code")
        self.line = Label(theme, "Reading your list …", "display", wrap=True)
        self.number = Label(theme, "", "pack_code", cut="number")
        self.glyph = StatusGlyph(theme, "info", 24)
        self.said = Label(theme, "", "title", wrap=True)
        self.next = Label(theme, "", "body", "secondary", wrap=True)
        self.field = ScanField()
        self.field.setFont(theme.code_font("heading"))
        self.field.setFixedHeight(48)
        self.field.setPlaceholderText("Scan, or type and press Enter")
        self.field.setAccessibleName("Scan or type")
        self.yes = Button(theme, "It is empty", "ok", "primary", "F7")
        self.done = Button(theme, "Bin is done", "ok", "primary", "F8")
        self.undo = Button(theme, "Take back", "undo", "", "F9")
        row = QHBoxLayout()
        row.setSpacing(8)
        self._caps: dict[Button, KeyCap] = {}
        for button, key in ((self.yes, "F7"), (self.done, "F8"), (self.undo, "F9")):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the scanner's Return must never press one
            self._caps[button] = KeyCap(theme, key)
            row.addWidget(button)
            row.addWidget(self._caps[button])
        row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.next)
        answer = QHBoxLayout()
        answer.setSpacing(10)
        answer.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        answer.addLayout(words, 1)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        for part in (self.where, self.line, self.number, self.field):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addLayout(answer)
        self.body.addStretch(1)
        for hidden in (self.glyph, self.yes, self._caps[self.yes], self.number, self.where):
            hidden.setVisible(False)

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

    def show_state(self, state: CountState, prompt: Prompt, inside: Bin | None) -> None:
        """Where the work stands and what is asked."""
        self.line.setText(prompt.line)
        if self.next.text() == prompt.line:
            self.next.setText("")
        self.where.setText(inside.where if inside is not None else "")
        self.where.setVisible(inside is not None)
        counting = isinstance(state, CountingItem)
        self.number.setText(f"{plain(state.counted)} x {state.item.sku}" if isinstance(state, CountingItem) else "")
        self.number.setVisible(counting)
        asking = isinstance(state, SureEmpty)
        for button, shown in ((self.yes, asking), (self.done, not asking)):
            button.setVisible(shown)
            self._caps[button].setVisible(shown)
        self.done.setText(_finish_words(state))
        self.done.set_allowed(None if Exit.FINISH in prompt.exits else "There is nothing to finish yet.")
        self.undo.set_allowed(None if Exit.UNDO in prompt.exits else "There is nothing to take back.")


class CountEntry(QWidget):
    """The view of who counts. `closed_bin` when a bin was finished."""

    closed_bin = Signal()

    def __init__(self, shell: Shell, desk: CountingDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._left: int | None = None
        self.setAccessibleName("Count entry")
        theme = desk.theme
        self.acts = StationActs(desk, self)
        self.acts.heard.connect(self._hear)
        self.acts.moved.connect(self._show_state)
        self.acts.opened.connect(self._show_state)
        self.acts.refused.connect(self._refused)
        self.acts.failed.connect(self._failed)
        self.list = Table(theme, "Bins on your list", list_columns(), touch=True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a table would take the keys of a scan for its own search
        why = "Nothing to count now. When a supervisor puts bins on a list, they stand here in walking order."
        self.none = Label(theme, why, "body", "secondary", wrap=True)
        self.none.setContentsMargins(12, 12, 12, 12)
        self.none.setVisible(False)
        self.entries = Table(theme, "Entered in this bin", entry_columns(), touch=True)
        self.entries.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.work = WorkPanel(theme)
        self.work.done.clicked.connect(self.finish)
        self.work.undo.clicked.connect(self.take_back)
        self.work.yes.clicked.connect(self.say_empty)
        field = self.work.field
        field.scanned.connect(lambda text, at, twice: self.acts.do(lambda one: one.scanned(text, at, twice)))
        field.typed.connect(lambda text: self.acts.do(lambda one: one.typed(text)))
        self.listed = Panel(theme, "Your list")
        self.listed.setFixedWidth(LIST_WIDTH)
        self.listed.body.addWidget(self.list, 1)
        self.listed.body.addWidget(self.none)
        entered = Panel(theme, "Entered in this bin")
        entered.body.addWidget(self.entries)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.work, 3)
        right.addWidget(entered, 2)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed)
        across.addLayout(right, 1)

    def begin(self) -> None:
        """Read the list and stand ready."""
        self.acts.begin()

    def end(self) -> None:
        """Stop asking."""
        self.acts.end()

    def finish(self) -> None:
        """What is in hand is recorded; then the bin is done."""
        self.acts.do(lambda one: one.finish())

    def take_back(self) -> None:
        """Take the last scan or entry back."""
        self.acts.do(lambda one: one.undo())

    def say_empty(self) -> None:
        """Yes, the bin is empty."""
        self.acts.do(lambda one: one.answer(True))

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
                    self.work.say(Tone.WARN, item.question, f"{item.yes}: scan the bin again, or F7.")
        self._show_state()

    def _refused(self, refusal: Refusal) -> None:
        self.work.say(Tone.BAD, refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        if self.acts.station is None:
            self._shell.show_fault(fault, self.begin)
        else:
            self.work.say(Tone.BAD, fault.what, f"{fault.safe} Reference {fault.reference}.")

    def _show_state(self) -> None:
        station = self.acts.station
        if station is None:
            return
        state = station.state
        inside = getattr(state, "bin", None)
        self.work.show_state(state, station.prompt, inside)
        self.entries.rows.show_rows(list(reversed(inside.entries)) if inside is not None else [])
        if self._left != len(state.desk.route):
            if self._left is not None:
                self.closed_bin.emit()
            self._left = len(state.desk.route)
            self._desk.jobs.latest("counting.mine", self._desk.mine, owner=self).then(self._show_list)

    def _show_list(self, rows: Sequence[Any]) -> None:
        self.list.rows.show_rows(rows)
        self.listed.title.setText(f"Your list: {bins(len(rows))}")
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)


def _finish_words(state: CountState) -> str:
    match state:
        case CountingItem():
            return "Record it"
        case InBin(bin=inside) if inside.unit is not None:
            return f"{inside.unit.code} is done"
        case _:
            return "Bin is done"
