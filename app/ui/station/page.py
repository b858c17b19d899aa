"""A page that is worked with a scanner alone: scans come in wherever the focus is, answers stand in the panel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import Fault, Refusal
from app.flow.effects import Confirm, Say, Tone
from app.services.station import Heard, Shown
from app.ui.station.acts import StationActs
from app.ui.station.work import WorkPanel


class ScanPage(QWidget):
    """What a kind of work plugs in: its panel, its acts, and what it does when `asked` a question (Confirm), when where
    the work stands `changed`, and when its station was `lost` (a Fault) before it stood. It lays the panel out."""

    asked = Signal(object)
    changed = Signal()
    lost = Signal(object)

    def __init__(self, name: str, work: WorkPanel, acts: StationActs) -> None:
        super().__init__()
        self.setAccessibleName(name)
        acts.setParent(self)
        self.work, self.acts = work, acts
        acts.heard.connect(self._hear)
        acts.moved.connect(self.changed)
        acts.opened.connect(self.changed)
        acts.refused.connect(self._refused)
        acts.failed.connect(self._failed)
        field = work.field
        field.scanned.connect(lambda text, at, twice: self.acts.do(lambda one: one.scanned(text, at, twice)))
        field.typed.connect(lambda text: self.acts.do(lambda one: one.typed(text)))

    def end(self) -> None:
        """Stop asking."""
        self.acts.end()

    def take_back(self) -> None:
        """Take the last scan, or what it recorded, back."""
        self.acts.do(lambda one: one.undo())

    def finish(self) -> None:
        """Record what is in hand; then the bin is done. At a scale: weigh again."""
        self.acts.do(lambda one: one.finish())

    def answer(self, yes: bool) -> None:
        """Answer the open question."""
        self.acts.do(lambda one: one.answer(yes))

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
                    self.asked.emit(item)
        self.changed.emit()

    def _refused(self, refusal: Refusal) -> None:
        self.work.say(Tone.BAD, refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        if self.acts.station is None:
            self.lost.emit(fault)
        else:
            self.work.say(Tone.BAD, fault.what, f"{fault.safe} Reference {fault.reference}.")
