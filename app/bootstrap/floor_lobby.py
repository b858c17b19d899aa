"""What stands in the control room's place for somebody who works on the floor. Loaded late."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.shell.parts import Shell
from app.ui.widgets.empty import Act, EmptyState

ROOMS = {
    "handheld": ("Work", "scanner", "Your work is in a room of its own."),
    "counting": ("Count", "counting", "It shows stock; who counts blindly works in the counting room."),
    "inbound": ("Goods in", "inbound", "You may take goods in at the docks; packing is done at its station."),
}
"""Where people of the floor work, the first that they may enter: what leads there, its icon, and why."""


class FloorLobby(QWidget):
    """Says whose room it is, and leads to the person's own at once: floor work, counting, or goods in."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._room = next((room for room in ROOMS if shell.has(room)), "counting")
        words, icon, why = ROOMS.get(self._room, ROOMS["counting"])
        act = Act(words, self.begin, icon)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(shell.theme, "control_room", "The control room is for supervisors.", why, (act,)))

    def begin(self) -> None:
        """To the room where this person works."""
        self._shell.open(self._room)

    def end(self) -> None:
        """Nothing is held here."""
