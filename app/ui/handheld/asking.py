"""What is chosen before work begins: the delivery that goods are received for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain.errors import Fault
from app.flow.effects import Tone
from app.services.handheld.commands import Command, Key
from app.services.handheld.trades import Choice, Trade
from app.ui.handheld.choices import ChoicePage
from app.ui.handheld.desk import AtWork, HandheldDesk
from app.ui.handheld.parts import Cap


class AskingPage(ChoicePage):
    """`chosen` with the trade and the id of what was chosen, `left` without."""

    chosen = Signal(object, str)
    left = Signal(object)
    hint = "Scan the papers, or a number"
    unknown = "Scan its number, or choose one of the list."

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__(desk)
        self._trade: Trade | None = None
        self._found: tuple[Choice, ...] = ()
        self.picked.connect(self._choose)

    def ask(self, work: AtWork, trade: Trade) -> None:
        """Read what there is to choose from."""
        self._trade, self._found = trade, ()
        self.title = trade.title
        self.offer("Looking what there is …", ())
        job = self._desk.jobs.latest("handheld.choices", work.choices, trade.id, owner=self)
        job.then(self._show_found).on_refusal(self.left.emit).on_fault(self._failed)
        self.changed.emit()

    def caps(self) -> tuple[Cap, ...]:
        return (Cap(Key.DONE, ""), Cap(Key.UNDO, "Back"), Cap(Key.SHORT, ""), Cap(Key.STOP, "Menu"))

    def take(self, text: str, at: float | None, repeated: bool) -> None:
        named = next((n for n, one in enumerate(self._found) if one.title.lower() == text.strip().lower()), None)
        if named is not None:
            self._choose(named)
        else:
            super().take(text, at, repeated)

    def command(self, command: Command) -> None:
        if command in (Key.UNDO, Key.NO, Key.STOP):
            self.left.emit(None)
        else:
            super().command(command)

    def _show_found(self, found: Sequence[Choice]) -> None:
        self._found = tuple(found)
        self.offer("Which delivery?", [one.title for one in found])
        for button, one in zip(self.buttons, found, strict=True):
            button.show_detail(one.detail)

    def _choose(self, at: int) -> None:
        if self._trade is not None:
            self.chosen.emit(self._trade, self._found[at].id)

    def _failed(self, fault: Fault) -> None:
        self.say(Tone.WARN, fault.what, fault.safe)
