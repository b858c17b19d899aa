"""The page of releases reads anew by itself, where nobody is in the middle of something."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.ui.waves.page import WavesPage

LOOK_MS = 10_000


class Looking(QTimer):
    """Every ten seconds while the page is seen. working: a forecast or a release is under way."""

    def __init__(self, page: "WavesPage", working: Callable[[], bool]) -> None:
        super().__init__(page, interval=LOOK_MS)
        self._page, self._working = page, working
        self.timeout.connect(self.look)
        self.start()

    def look(self) -> None:
        """Read what is shown anew, unless orders or carts are chosen, forecasts compared, or something typed."""
        if self._page.isVisible() and not self._working() and not self._busy(self._page.tabs.current):
            self._page.refresh()

    def _busy(self, view: str) -> bool:
        page = self._page
        if view == "release":
            return bool(page.choose.cards) or bool(page.choose.orders.selectionModel().selectedRows())
        if view == "waves":
            return page.running.paper.panel.isVisible() or bool(page.running.paper.chosen())
        focus = QApplication.focusWidget()
        return view == "substitutes" or (focus is not None and page.channels.form.isAncestorOf(focus))
