"""Before there are moves: what this room is for, how long it looks, and what it found in the way."""

from textwrap import wrap

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.jobs import Progress
from app.ui.theme import Theme
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.progress import ProgressPanel

WIDTH = 460


class Finding(QWidget):
    """`asked` to look; `enough` to stop and take what was found."""

    asked = Signal()
    enough = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages = QStackedLayout(self)
        self.progress = ProgressPanel(theme, "Looking for moves")
        self.progress.cancel.setText("Stop here")
        self.progress.setFixedWidth(WIDTH)
        self.progress.cancelled.connect(self.enough)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.setContentsMargins(24, 24, 24, 24)
        self._pages.addWidget(
            self._empty(
                "Shorter walks by better places.",
                "What was picked together is read, and the few moves are found\nthat pay back soonest.",
                "Find moves",
            )
        )
        self._pages.addWidget(holder)

    def start(self) -> None:
        """It looks."""
        self.progress.start("Looking for moves")
        self._pages.setCurrentIndex(1)

    def rest(self) -> None:
        """It does not look any more, and found nothing out."""
        self._pages.setCurrentIndex(0)

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self.progress.show_progress(progress)

    def refuse(self, refusal: Refusal) -> None:
        """It cannot be looked for, and why."""
        self._replace(self._empty(refusal.what, refusal.next_step, "Look again"))

    def nothing(self, words: str) -> None:
        """Looked, and all lies well."""
        self._replace(self._empty("Nothing needs to be moved.", words, "Look again"))

    def _replace(self, page: QWidget) -> None:
        old = self._pages.widget(0)
        self._pages.insertWidget(0, page)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.setCurrentIndex(0)

    def _empty(self, purpose: str, why: str, act: str) -> EmptyState:
        title, body = (_lines(text, width) for text, width in ((purpose, 46), (why, 62)))
        return EmptyState(self._theme, "move_stock", title, body, (Act(act, self.asked.emit, "search"),))


def _lines(text: str, width: int) -> str:
    """The text in lines that the empty state has room for."""
    return "\n".join(line for part in text.split("\n") for line in wrap(part, width))
