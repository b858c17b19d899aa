"""What stands in the control room's place for somebody who works on the floor. Loaded late."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.shell.parts import Shell
from app.ui.widgets.empty import Act, EmptyState


class FloorLobby(QWidget):
    """Says whose room it is, and leads to the person's own at once: floor work, or counting for who only counts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._works = shell.has("handheld")
        why = "Your work is in a room of its own." if self._works else (
            "It shows stock; who counts blindly works in the counting room."
        )  # fmt: skip
        act = Act("Work", self.begin, "scanner") if self._works else Act("Count", self.begin, "counting")
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(shell.theme, "control_room", "The control room is for supervisors.", why, (act,)))

    def begin(self) -> None:
        """To the room where this person works."""
        self._shell.open("handheld" if self._works else "counting")

    def end(self) -> None:
        """Nothing is held here."""
