"""The work that there is, by role: a number for each, how much of it waits, and what stands in the way."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from app.domain.errors import Fault, Refusal, Unreachable
from app.flow.effects import Tone
from app.services.handheld.commands import Command, Key
from app.services.handheld.keeping import KeptNews
from app.services.handheld.kept import Kept
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
        self._news = KeptNews()
        self.picked.connect(self._choose)
        self._again = QTimer(self, interval=LOOK_MS)
        self._again.timeout.connect(self.look)

    def show_person(self, who: SignedIn) -> None:
        """Whose work this is."""
        self._who, self._news = who, KeptNews()
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
        seen = Cap(Key.NO, "Seen" if self._news.refused else "")
        return (Cap(Key.DONE, "Look"), seen, Cap(Key.SHORT, ""), out)

    def command(self, command: Command) -> None:
        if command is Key.DONE:
            self.look()
        elif command in (Key.STOP, Key.OUT):
            self.left.emit()
        elif command in (Key.NO, Key.UNDO) and self._news.refused and self._who is not None and self._who.work.keeps:
            self._desk.jobs.run(self._who.work.keeps.seen, owner=self).then(lambda _: self.look())
        else:
            super().command(command)

    def look(self) -> None:
        """See again what waits; what was kept before goes first."""
        if self._who is not None:
            if self._who.work.keeps is not None:
                kept = self._desk.jobs.latest("handheld.kept", self._who.work.keeps.send, owner=self)
                kept.then(self._show_kept).on_fault(self._failed)
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

    def _show_kept(self, news: KeptNews) -> None:
        """What was kept before: what came of it, or that it waits."""
        before, self._news = self._news, news
        if news.refused:
            self._say_refused(news.refused[0], len(news.refused))
        elif news.waiting:
            many, first = len(news.waiting), news.waiting[0].words
            what = "1 act is kept, not recorded yet" if many == 1 else f"{many} acts are kept, not recorded yet, first"
            self.say(Tone.WAIT, f"{what}: {first}.", "It is sent by itself as soon as the database answers.")
        elif news.recorded:
            many, last = len(news.recorded), news.recorded[-1].words
            what = "What was kept is recorded now" if many == 1 else f"{many} kept acts are recorded now, last"
            self.say(Tone.GOOD, f"{what}: {last}.", "Choose your work.")
        elif before.refused or before.waiting:
            self.hush()
        if news.refused != before.refused:
            self._desk.sounds.play("bad" if news.refused else "info")
        self.changed.emit()

    def _say_refused(self, kept: Kept, many: int) -> None:
        """What somebody did, and has to hear that it does not stand."""
        no, next_step = kept.refused or ("It was read, and nothing was recorded.", "Do it again.")
        more = f" {many - 1} more after this." if many > 1 else ""
        self.say(Tone.BAD, f"Not recorded: {kept.words}. {no}", f"{next_step} F2: seen.{more}")

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
