"""What every tool answers to. A tool that has no use for something leaves it as it is here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from app.layout.racking import ElementId
from app.ui.layout.canvas.board import Board, Touch
from app.ui.layout.canvas.scene import Frame


class Tool:
    """One tool of one canvas. hint: what to do with it, for the status strip. draws: sets points, with the mouse or at
    the keyboard's cross."""

    hint = ""
    draws = True

    def __init__(self, board: Board) -> None:
        self.board = board

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer over the plan."""
        return Qt.CursorShape.CrossCursor

    @property
    def lifted(self) -> frozenset[ElementId]:
        """What is in the hand and is left out of the still picture."""
        return frozenset()

    @property
    def busy(self) -> bool:
        """Whether a gesture goes on."""
        return False

    def press(self, touch: Touch) -> None:
        """The left button went down, or Enter was pressed at the cross."""

    def move(self, touch: Touch) -> None:
        """The pointer or the cross moved, pressed or not."""

    def release(self, touch: Touch) -> None:
        """The left button came up."""

    def double(self, touch: Touch) -> None:
        """The second press of a double click, after the first press and release."""

    def key(self, event: QKeyEvent) -> bool:
        """A key while this tool is in the hand; False if it means nothing to it."""
        return False

    def give_up(self) -> bool:
        """Esc, another tool, an undo: nothing of the gesture stays. False where none goes on."""
        return False

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """What it shows over the plan."""

    def words(self) -> str:
        """Its figures for the coordinates, if it has any."""
        return ""
