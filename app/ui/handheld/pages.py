"""What a page of the handheld gives to the window: keys for the foot, a word for the field; what it is given: codes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.handheld.commands import Command
from app.ui.handheld.parts import Cap


class Page(QWidget):
    """`changed` when keys, title or hint are others than before."""

    changed = Signal()
    title = ""
    hint = "Scan or type"
    secret = False

    def caps(self) -> tuple[Cap, ...]:
        """Keys for the foot, at most four."""
        return ()

    def take(self, text: str, at: float | None, repeated: bool) -> None:
        """A code that is no command. at: monotonic seconds of a scan, None where a person typed it."""

    def command(self, command: Command) -> None:
        """A key, by finger, keyboard or its bar code."""

    def set_small(self, small: bool) -> None:
        """Whether the screen is smaller than it should be."""
