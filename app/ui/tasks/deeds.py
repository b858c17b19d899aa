"""What a supervisor decides about a piece, carried out off the GUI thread; a refusal stands beside the piece."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import Fault
from app.services.tasks.kinds import Piece
from app.ui.shell.parts import Shell
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.words import counted, title_of
from app.ui.widgets.messages import InlineError


class Deeds(QObject):
    """`changed` after every act, done or refused: what is shown is read anew."""

    changed = Signal()

    def __init__(self, parent: QObject, shell: Shell, desk: TasksDesk, error: InlineError) -> None:
        super().__init__(parent)
        self._shell, self._desk, self._error = shell, desk, error

    def give(self, piece: Piece, login: str) -> None:
        """Give it to somebody, or to all (empty); the toast takes it back."""
        before = piece.login

        def said(answer: dict[str, Any]) -> None:
            what = f"given to {answer['person']}" if login else "is free to claim"
            self._shell.toast(f"{title_of(piece)} {what}.", undo=lambda: self.take_back(piece, before))

        if login != (before or ""):
            self._do(lambda: self._desk.boards.give(piece.tasks, login or None), said)

    def take_back(self, piece: Piece, before: str | None) -> None:
        """Whoever had it has it again."""
        self._do(lambda: self._desk.boards.give(piece.tasks, before), None)

    def set_priority(self, piece: Piece | None, priority: int) -> None:
        """How urgent it is, within 1 to 9."""
        wanted = min(9, max(1, priority))
        if piece is not None and wanted != piece.priority:
            self._do(lambda: self._desk.boards.set_priority(piece.tasks, wanted), None)

    def hold(self, piece: Piece | None, reason: str) -> None:
        """Nobody is to do it; the toast lets it go on."""
        self._tell(piece, lambda one: self._desk.boards.hold(one.tasks, reason), "held", lambda: self.resume(piece))

    def resume(self, piece: Piece | None) -> None:
        """It may be done again."""
        self._tell(piece, lambda one: self._desk.boards.resume(one.tasks), "resumed")

    def cancel(self, piece: Piece | None, reason: str) -> None:
        """It is not done at all."""
        self._tell(piece, lambda one: self._desk.boards.cancel(one.tasks, reason), "cancelled")

    def _tell(
        self,
        piece: Piece | None,
        act: Callable[[Piece], dict[str, Any]],
        said: str,
        undo: Callable[[], object] | None = None,
    ) -> None:
        def toast(answer: dict[str, Any]) -> None:
            self._shell.toast(f"{counted(answer['tasks'], 'task')} {said}.", undo=undo)

        if piece is not None:
            self._do(lambda: act(piece), toast)

    def _do(self, act: Callable[[], dict[str, Any]], then: Callable[[dict[str, Any]], object] | None) -> None:
        self._error.clear()
        job = self._desk.jobs.run(act, owner=self)
        if then is not None:
            job.then(then)
        job.on_refusal(self._error.show_refusal).on_fault(self._failed)
        job.ended.connect(self.changed)

    def _failed(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.changed.emit)
