"""What went wrong, in its place: an inline error for a Refusal, a banner for a condition, a panel for a Fault."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import Label, set_state

BannerState = Literal["alarm", "warn", "info", "ok"]


class InlineError(QWidget):
    """Under the field or in the state panel: shape, what happened, what to do. Hidden until there is something."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        self._glyph = StatusGlyph(theme, "alarm")
        self._what = Label(theme, "", "body", "alarm", weight=500, wrap=True)
        self._next = Label(theme, "", "body", "secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._next)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.hide()

    def show_refusal(self, refusal: Refusal) -> None:
        """Fits Job.on_refusal. The code is for the log, never for the person."""
        self._what.setText(refusal.what)
        self._next.setText(refusal.next_step)
        self.setAccessibleName(f"{refusal.what} {refusal.next_step}")
        self.show()

    def clear(self) -> None:
        """Put right: gone."""
        self.hide()
        self._what.clear()
        self._next.clear()


class Banner(QFrame):
    """A condition of the whole screen, above the content: shape, one sentence, one act. Stays until it ends."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._run: Callable[[], object] | None = None
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        self._glyph = StatusGlyph(theme, "warn")
        self._words = Label(theme, "", "body", weight=500)
        self._more = Label(theme, "", "body", "secondary")
        self._more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._button = Button(theme, "", kind="small")
        self._button.clicked.connect(self._act)
        row.addWidget(self._glyph)
        row.addWidget(self._words)
        row.addWidget(self._more, 1)
        row.addWidget(self._button)
        self.hide()

    def show_condition(
        self, state: BannerState, sentence: str, more: str = "", act: str = "", run: Callable[[], object] | None = None
    ) -> None:
        """Say what holds now. more: what still works; act and run: the one thing a person may do about it."""
        set_state(self, "surface", state)
        self._glyph.show_status(state)
        self._words.setText(sentence)
        self._more.setText(more)
        self._button.setText(act)
        self._button.setVisible(bool(act))
        self._run = run
        self.setAccessibleName(f"{sentence} {more}".strip())
        self.show()

    def clear(self) -> None:
        """The condition has ended."""
        self.hide()
        self._run = None

    def _act(self) -> None:
        self.acted.emit()
        if self._run is not None:
            self._run()


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def details_of(fault: Fault) -> str:
    """What a person sends to those who repair: reference, what, what is safe, and the kind of the cause."""
    cause = fault.__cause__
    lines = [f"Reference {fault.reference}", fault.what, fault.safe]
    if cause is not None:
        lines.append(f"{type(cause).__name__}: {cause}")
    return "\n".join(lines)


class FaultPanel(QFrame):
    """In place of the part that failed: what did not happen, what is safe, the reference; try again, copy details."""

    retried = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._details = ""
        self._what = Label(theme, "", "title", wrap=True)
        self._safe = Label(theme, "", "body", "secondary", wrap=True)
        self._reference = Label(theme, "", "small", "tertiary", "code")
        self._reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = Button(theme, "Try again", "refresh", "primary")
        self.copy = Button(theme, "Copy details", "copy")
        self.again.clicked.connect(self.retried)
        self.copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(StatusGlyph(theme, "alarm", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._what, 1)
        column.addStretch(1)
        column.addLayout(head)
        for line in (self._safe, self._reference):
            line.setContentsMargins(32, 0, 0, 0)
            column.addWidget(line)
        acts = QHBoxLayout()
        acts.setContentsMargins(32, 8, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.again)
        acts.addWidget(self.copy)
        acts.addStretch(1)
        column.addLayout(acts)
        column.addStretch(2)

    def show_fault(self, fault: Fault) -> None:
        """Fits Job.on_fault."""
        self._what.setText(fault.what)
        self._safe.setText(fault.safe)
        self._reference.setText(f"Reference {fault.reference}")
        self._details = details_of(fault)
        self.setAccessibleName(f"{fault.what} {fault.safe} Reference {fault.reference}")
        self.show()

    def _copy(self) -> None:
        copy_text(self._details)
        self.copy.setText("Copied")


class Toast(QFrame):
    """Something finished elsewhere. 360 wide; holds under the pointer; may carry Undo. Never an error."""

    ended = Signal(object)

    def __init__(self, theme: Theme, text: str, undo: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._undo = undo
        self.setProperty("surface", "raised")
        self.setFixedWidth(360)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(StatusGlyph(theme, "ok"))
        row.addWidget(Label(theme, text, "body", wrap=True), 1)
        if undo is not None:
            button = Button(theme, "Undo", kind="small")
            button.clicked.connect(self._undone)
            row.addWidget(button)
        close = IconButton(theme, "close", "Close this note")
        close.clicked.connect(self.end)
        row.addWidget(close)

    def end(self) -> None:
        self.ended.emit(self)

    def _undone(self) -> None:
        if self._undo is not None:
            self._undo()
        self.end()
