"""The start page: load the demo warehouse, import a layout, draw one. Shown while the database holds no warehouse."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.jobs import Job, Jobs
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import IconPicture
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import FaultPanel, InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

ASK = "A warehouse on a server is made by its administrator."
CARD_WIDTH = 300
CARD_HEIGHT = 212


class StartCard(Panel):
    """One way to begin: what it gives, what it takes, and the button; reason says why it cannot be taken yet."""

    def __init__(
        self, theme: Theme, icon: str, title: str, words: str, act: str, reason: str | None, main: bool
    ) -> None:
        super().__init__(theme)
        self.setAccessibleName(title)
        self.setFixedSize(CARD_WIDTH, CARD_HEIGHT)
        self.button = Button(theme, act, "play" if main else "", "primary" if main else "")
        self.button.set_allowed(reason)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(IconPicture(theme, icon, 24, "text.secondary"))
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(Label(theme, title, "title"))
        self.body.addWidget(Label(theme, words, "body", "secondary", wrap=True))
        self.body.addStretch(1)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class StartPage(QWidget):
    """load_demo(progress=...) and begin_drawing(progress=...) are use cases, run off the GUI thread; `loaded`,
    `drawn` and `made_to_import` carry their answers. begin_drawing None: a warehouse cannot be made from here."""

    loaded = Signal(object)
    drawn = Signal(object)
    made_to_import = Signal(object)

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        load_demo: Callable[..., Any],
        database: str = "",
        begin_drawing: Callable[..., Any] | None = None,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._load_demo, self._begin_drawing = load_demo, begin_drawing
        self._again: Callable[[], object] = self.start_demo
        self._job: Job | None = None
        where = f"{database} is ready and holds no warehouse yet." if database else "There is no warehouse here yet."
        title = Label(theme, "Start with a warehouse", "heading")
        words = Label(theme, f"{where} Choose how to begin.", "body", "secondary")
        self.cards = self._cards(theme)
        self.progress = ProgressPanel(theme, "Loading the demo warehouse")
        self.progress.setFixedWidth(3 * CARD_WIDTH + 32)
        self.progress.cancelled.connect(self.cancel)
        self.error = InlineError(theme)
        self.error.setFixedWidth(3 * CARD_WIDTH + 32)
        self.fault = FaultPanel(theme)
        self.fault.setFixedWidth(3 * CARD_WIDTH + 32)
        self.fault.retried.connect(lambda: self._again())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        centred = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconPicture(theme, "start", 32), 0, centred)
        column.addWidget(title, 0, centred)
        column.addWidget(words, 0, centred)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        for card in self.cards:
            row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(16)
        for part in (self.error, self.progress, self.fault):
            part.hide()
            column.addWidget(part, 0, centred)
        column.addStretch(3)

    def start_demo(self) -> None:
        """Load the demo; a second press while it runs does nothing."""
        if self._job is not None:
            return
        self._again = self.start_demo
        self._start(self._load_demo, "Loading the demo warehouse", self.cards[0], self.loaded.emit)

    def start_drawing(self) -> None:
        """Make an empty warehouse to draw in; a second press while it runs does nothing."""
        self._again = self.start_drawing
        self._begin(self.cards[2], self.drawn.emit)

    def start_import(self) -> None:
        """Make an empty warehouse to bring a file into; a second press while it runs does nothing."""
        self._again = self.start_import
        self._begin(self.cards[1], self.made_to_import.emit)

    def cancel(self) -> None:
        """Stop after the step that runs; what was loaded so far is told by the use case when it starts again."""
        if self._job is not None:
            self._job.cancel()
        self._rest()

    def _begin(self, card: StartCard, tell: Callable[[object], object]) -> None:
        if self._job is None and self._begin_drawing is not None:
            self._start(self._begin_drawing, "Making an empty warehouse", card, tell)

    def _start(
        self, use_case: Callable[..., Any], title: str, card: StartCard, tell: Callable[[object], object]
    ) -> None:
        self.error.clear()
        self.fault.hide()
        self.progress.start(title)
        self.progress.show()
        card.button.set_busy(True)
        self._job = self._jobs.run_long(use_case, owner=self)
        self._job.then(lambda answer: self._done(answer, tell)).on_refusal(self._refused).on_fault(self._failed)
        self._job.on_progress(self.progress.show_progress)

    def _done(self, answer: object, tell: Callable[[object], object]) -> None:
        self._rest()
        tell(answer)

    def _refused(self, refusal: Refusal) -> None:
        self._rest()
        self.error.show_refusal(refusal)

    def _failed(self, fault: Fault) -> None:
        self._rest()
        self.fault.show_fault(fault)

    def _rest(self) -> None:
        self._job = None
        self.progress.hide()
        for card in self.cards:
            card.button.set_busy(False)

    def _cards(self, theme: Theme) -> tuple[StartCard, StartCard, StartCard]:
        demo = StartCard(
            theme,
            "demo",
            "Load the demo warehouse",
            "A store's real order lines in a building of about 10,000 bins. See the plan live and play a shift.",
            "Load the demo",
            None,
            True,
        )
        demo.button.clicked.connect(self.start_demo)
        reason = None if self._begin_drawing is not None else ASK
        bring = StartCard(
            theme,
            "import",
            "Import a layout",
            "Zones, racks and bins from a CSV, JSON or DXF file of your building.",
            "Import a layout",
            reason,
            False,
        )
        draw = StartCard(
            theme,
            "draw",
            "Draw one",
            "Place rack rows on the floor plan and let names and checks follow.",
            "Draw one",
            reason,
            False,
        )
        bring.button.clicked.connect(self.start_import)
        draw.button.clicked.connect(self.start_drawing)
        return demo, bring, draw
