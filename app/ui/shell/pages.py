"""The stack of pages: made when first opened, replaced by the fault panel while one has failed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import Fault
from app.ui.shell.parts import Ending
from app.ui.theme import Theme
from app.ui.widgets.messages import FaultPanel

FAULT_WIDTH = 560


class Pages(QStackedWidget):
    """Pages by workspace id."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._pages: dict[str, QWidget] = {}
        self._failed_over: QWidget | None = None
        self._retry: Callable[[], object] | None = None
        self._fault = FaultPanel(theme)
        self._fault.retried.connect(self._try_again)
        self._fault.setFixedWidth(FAULT_WIDTH)
        self._fault_page = QWidget()
        middle = QVBoxLayout(self._fault_page)
        middle.addStretch(2)
        middle.addWidget(self._fault, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        self.addWidget(self._fault_page)

    def show_page(self, id_: str, make: Callable[[], QWidget]) -> QWidget:
        """Show the page of an id, made now if it is the first time."""
        page = self._pages.get(id_)
        if page is None:
            page = make()
            self._pages[id_] = page
            self.addWidget(page)
        self._failed_over = None
        self.setCurrentWidget(page)
        return page

    def drop_page(self, id_: str) -> None:
        """End and forget a page, so that the next opening makes a new one (another warehouse)."""
        page = self._pages.pop(id_, None)
        if page is not None:
            if isinstance(page, Ending):
                page.end()
            if self._failed_over is page:
                self._failed_over = self._retry = None
            self.removeWidget(page)
            page.deleteLater()

    def show_fault(self, fault: Fault, retry: Callable[[], object] | None) -> None:
        """The panel in place of the page; the page itself stays as it is behind it."""
        if self.currentWidget() is not self._fault_page:
            self._failed_over = self.currentWidget()
        self._retry = retry
        self._fault.show_fault(fault)
        self.setCurrentWidget(self._fault_page)

    def _try_again(self) -> None:
        if self._failed_over is not None:
            self.setCurrentWidget(self._failed_over)
            self._failed_over = None
        if self._retry is not None:
            self._retry()
