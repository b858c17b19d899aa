"""Why less was done than was asked: a list to choose from by number, finger or bar code."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.services.handheld.commands import Command, Key
from app.services.handheld.course import Reason
from app.ui.handheld.choices import ChoicePage
from app.ui.handheld.desk import HandheldDesk
from app.ui.handheld.parts import Cap


class ReasonsPage(ChoicePage):
    """`given` with the reason's code, `left` without one."""

    given = Signal(str)
    left = Signal()
    title = "A reason"
    unknown = "Choose a reason of the list, or go back."

    def __init__(self, desk: HandheldDesk) -> None:
        super().__init__(desk)
        self._reasons: tuple[Reason, ...] = ()
        self.picked.connect(lambda at: self.given.emit(self._reasons[at].code))

    def ask(self, line: str, reasons: Sequence[Reason]) -> None:
        """Offer these."""
        self._reasons = tuple(reasons)
        self.offer(line, [reason.name for reason in self._reasons])

    def caps(self) -> tuple[Cap, ...]:
        return (Cap(Key.DONE, ""), Cap(Key.UNDO, "Back"), Cap(Key.SHORT, ""), Cap(Key.STOP, ""))

    def command(self, command: Command) -> None:
        if command in (Key.UNDO, Key.NO, Key.STOP):
            self.left.emit()
        else:
            super().command(command)
