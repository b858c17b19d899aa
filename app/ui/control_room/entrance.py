"""The way in: what is done until the floor is open, what stands in the way, and the first start. Imports no service, so
that the window is there before the database's libraries are loaded."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.jobs import Job
from app.ui.palette.search import Hit, SearchProvider
from app.ui.shell.parts import Answering, Shell
from app.ui.start.page import StartPage
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.messages import FaultPanel
from app.ui.widgets.progress import ProgressPanel

WIDTH = 480


class Opener(Protocol):
    """What opens the floor."""

    def open(self, progress: Callable[..., object]) -> Any:
        """Start the database if it is ours, sign in, read the plan; None where there is no warehouse yet. Blocking."""

    def load_demo(self, progress: Callable[..., object]) -> Any:
        """Make the demo warehouse. Blocking."""

    def begin_drawing(self, progress: Callable[..., object]) -> Any:
        """Make an empty warehouse to draw in. Blocking."""

    def make_page(self, shell: Shell, opened: Any) -> QWidget:
        """The page of an open floor; on the GUI thread."""

    @property
    def database(self) -> str:
        """What the database is called on the start page."""


class LateSearch:
    """A kind of record that can be searched once the floor is open."""

    def __init__(self, prefix: str, word: str) -> None:
        self.prefix, self.word = prefix, word
        self.real: SearchProvider | None = None

    def search(self, text: str, limit: int) -> list[Hit]:
        """Nothing until there is somebody to ask."""
        return [] if self.real is None else self.real.search(text, limit)


class Entrance(QStackedWidget):
    """A page that becomes the control room. `opened` with the page once it stands."""

    opened = Signal(object)

    def __init__(self, shell: Shell, opener: Opener) -> None:
        super().__init__()
        self._shell, self._opener = shell, opener
        self._job: Job | None = None
        self._progress = ProgressPanel(shell.theme, "Opening the warehouse")
        self._progress.setFixedWidth(WIDTH)
        self._progress.cancel.hide()
        self._waiting = _centred(self._progress)
        self._fault = FaultPanel(shell.theme)
        self._fault.retried.connect(self.start)
        self._shown: QWidget | None = None
        self._next = self._about = ""
        self.page: QWidget | None = None
        self.addWidget(self._waiting)
        self.addWidget(self._fault)

    def start(self) -> None:
        """Open the floor; again after something stood in the way."""
        if self._job is not None:
            return
        self._progress.start("Opening the warehouse")
        self.setCurrentWidget(self._waiting)
        self._job = self._shell.jobs.run_long(self._opener.open, owner=self)
        self._job.then(self._enter).on_refusal(self._refuse).on_fault(self._fail)
        self._job.on_progress(self._progress.show_progress)

    def start_demo(self) -> None:
        """Make the demo warehouse, as its button on the start page does."""
        if not isinstance(self._shown, StartPage):
            self._offer_start()
        if isinstance(self._shown, StartPage):
            self._shown.start_demo()

    def show_about(self, about: str) -> None:
        """Hand it to the control room, once there is one."""
        if isinstance(self.page, Answering):
            self.page.show_about(about)

    def _enter(self, opened: Any) -> None:
        self._job = None
        if opened is None:
            self._offer_start()
            return
        self.page = self._opener.make_page(self._shell, opened)
        self._swap(self.page)
        self.opened.emit(self.page)
        ahead, self._next = self._next, ""
        if ahead and self._shell.has(ahead):
            self._shell.open(ahead, self._about)

    def _offer_start(self) -> None:
        opener = self._opener
        page = StartPage(
            self._shell.theme, self._shell.jobs, opener.load_demo, opener.database, opener.begin_drawing
        )  # fmt: skip
        page.loaded.connect(self._loaded)
        page.drawn.connect(lambda code: self._ahead(code, ""))
        page.made_to_import.connect(lambda code: self._ahead(code, "panel:plan_out"))
        self._swap(page)

    def _loaded(self, code: object) -> None:
        """None: the person stopped it; the start page stays and says how to go on."""
        if code is not None:
            self.start()

    def _ahead(self, code: object, about: str) -> None:
        """An empty warehouse stands: it is opened, and the layout is entered."""
        if code is not None:
            self._next, self._about = "layout", about
            self.start()

    def _refuse(self, refusal: Refusal) -> None:
        self._job = None
        acts = [Act("Try again", self.start, "refresh")]
        self._swap(EmptyState(self._shell.theme, "database_away", refusal.what, refusal.next_step, acts))

    def _fail(self, fault: Fault) -> None:
        self._job = None
        self._fault.show_fault(fault)
        self.setCurrentWidget(self._fault)

    def _swap(self, widget: QWidget) -> None:
        """Show a widget; what stood there before is let go."""
        before, self._shown = self._shown, widget
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()


def _centred(inner: QWidget) -> QWidget:
    page = QWidget()
    column, row = QVBoxLayout(page), QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner)
    row.addStretch(1)
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    return page
