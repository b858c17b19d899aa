"""What stands in the control room's place for somebody who only counts. Loaded late."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.shell.parts import Shell
from app.ui.widgets.empty import Act, EmptyState


class CounterLobby(QWidget):
    """Says whose room it is, and leads to the counting room at once."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        why = "It shows stock; who counts blindly works in the counting room."
        acts = (Act("Count", self.begin, "counting"),)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(shell.theme, "control_room", "The control room is for supervisors.", why, acts))

    def begin(self) -> None:
        """To the counting room."""
        self._shell.open("counting")

    def end(self) -> None:
        """Nothing is held here."""
