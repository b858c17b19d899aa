"""The work that there is, by role: a number for each, how much of it waits, and what stands in the way."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from app.domain.errors import Fault, Refusal, Unreachable
from app.flow.effects import Tone
from app.services.handheld.commands import Command, Key
from app.services.handheld.trades import Trade, Waiting
from app.ui.handheld.choices import ChoicePage
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.parts import Cap

LOOK_MS = 15_000  # what waits is read again


class MenuPage(ChoicePage):
    """`chosen` with a trade, `left` when the person signs out, `linked` with whether the database answers."""

    chosen = Signal(object)
    left = Signal()
    linked = Signal(bool)
    title = "Work"
    unknown = "Choose your work first, then scan."

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__(desk)
        self._who: SignedIn | None = None
        self.picked.connect(self._choose)
        self._again = QTimer(self, interval=LOOK_MS)
        self._again.timeout.connect(self.look)

    def show_person(self, who: SignedIn) -> None:
        """Whose work this is."""
        self._who = who
        self.offer("What do you want to do?", [trade.title for trade in who.work.trades])
        if not self.buttons:
            self.say(Tone.WARN, "There is no work for your role here.", "Ask a supervisor which screen is yours.")
        self.look()

    @property
    def trades(self) -> tuple[Trade, ...]:
        """What is offered."""
        return self._who.work.trades if self._who is not None else ()

    def caps(self) -> tuple[Cap, ...]:
        out = Cap(Key.STOP, "Sign out" if self._desk.sign_in is not None else "")
        return (Cap(Key.DONE, "Look"), Cap(Key.NO, ""), Cap(Key.SHORT, ""), out)

    def command(self, command: Command) -> None:
        if command is Key.DONE:
            self.look()
        elif command in (Key.STOP, Key.OUT):
            self.left.emit()
        else:
            super().command(command)

    def look(self) -> None:
        """See again what waits."""
        if self._who is not None:
            job = self._desk.jobs.latest("handheld.waiting", self._who.work.waiting, owner=self)
            job.then(self._show_waiting).on_refusal(self._refused).on_fault(self._failed)

    def end(self) -> None:
        """Nobody is signed in."""
        self._who = None
        self._again.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def _choose(self, at: int) -> None:
        if self._who is not None:
            self.hush()
            self.chosen.emit(self._who.work.trades[at])

    def _show_waiting(self, found: Mapping[str, Waiting]) -> None:
        if self._who is not None:
            for trade, button in zip(self._who.work.trades, self.buttons, strict=True):
                button.show_detail(_words(found.get(trade.id)))
        self.linked.emit(True)

    def _refused(self, refusal: Refusal) -> None:
        self.say(Tone.WARN, refusal.what, refusal.next_step)

    def _failed(self, fault: Fault) -> None:
        self.linked.emit(not isinstance(fault, Unreachable))
        if not isinstance(fault, Unreachable):
            self.say(Tone.WARN, fault.what, fault.safe)


def _words(waiting: Waiting | None) -> str:
    if waiting is None:
        return ""
    if waiting.mine:
        return f"{waiting.mine} yours"
    return f"{waiting.ready} waiting" if waiting.ready else "none"
