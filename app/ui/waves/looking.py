"""The page of releases reads anew by itself, where nobody is in the middle of something."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.waves.choose import ChooseView
from app.ui.waves.running import RunningView

LOOK_MS = 10_000


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked at. view: which of the views is on show; form: where a channel is typed; working: a forecast or a
    release is under way."""

    view: Callable[[], str]
    choose: ChooseView
    running: RunningView
    form: QWidget
    working: Callable[[], bool]


class Looking(QTimer):
    """Every ten seconds while the page is seen."""

    def __init__(self, page: QWidget, watched: Watched, refresh: Callable[[], None]) -> None:
        super().__init__(page, interval=LOOK_MS)
        self._page, self._watched, self._refresh = page, watched, refresh
        self.timeout.connect(self.look)
        self.start()

    def look(self) -> None:
        """Read what is shown anew, unless orders or carts are chosen, forecasts compared, or something typed."""
        if self._page.isVisible() and not self._watched.working() and not self._busy(self._watched.view()):
            self._refresh()

    def _busy(self, view: str) -> bool:
        watched = self._watched
        if view == "release":
            return bool(watched.choose.cards) or bool(watched.choose.orders.selectionModel().selectedRows())
        if view == "waves":
            return watched.running.paper.panel.isVisible() or bool(watched.running.paper.chosen())
        focus = QApplication.focusWidget()
        return view == "substitutes" or (focus is not None and watched.form.isAncestorOf(focus))
