"""The room of the demo day: what is played, what to try while it goes on, and how it ended."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.demo.kinds import TRIES, Playing, Report, State
from app.ui.shell.parts import Shell
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label, Line
from app.ui.widgets.panel import Panel

EDGE = 8
ABOUT = (
    "Twelve simulated people work here, each under their own login: two receive, two drive, four pick, three pack, and "
    "one runs the desk. Trucks come, goods are put away, faces refilled, waves released, orders picked, packed and "
    "shipped. Two acts in a hundred go wrong, as they do. You are the supervisor: act at any time. What waits for a "
    "decision waits a good minute for yours before the desk decides."
)


class DemoPage(QWidget):
    """playing: whoever plays the day."""

    def __init__(self, shell: Shell, playing: Playing) -> None:
        super().__init__()
        self._shell, theme = shell, shell.theme
        self.setAccessibleName("Demo day")
        self.start = Button(theme, "Play a day", "play", "primary")
        self.start.clicked.connect(playing.play)
        self.end = Button(theme, "End the day", "", "")
        self.end.clicked.connect(playing.stop)
        self.tries: list[Button] = []
        self.report = ReportPanel(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        row.setSpacing(EDGE)
        left = QVBoxLayout()
        left.setSpacing(EDGE)
        left.addWidget(self._about(theme))
        left.addWidget(self._try(theme), 1)
        row.addLayout(left, 3)
        row.addWidget(self.report, 2)
        self.show_state("idle")

    def show_state(self, state: State) -> None:
        """What can be done now."""
        self.start.setVisible(state in ("idle", "opening"))
        self.start.set_busy(state == "opening")
        self.end.setVisible(state in ("playing", "halted"))

    def _about(self, theme: Theme) -> Panel:
        panel = Panel(theme, "The demo day")
        panel.body.setContentsMargins(12, 12, 12, 12)
        panel.body.setSpacing(12)
        panel.body.addWidget(Label(theme, ABOUT, "body", "secondary", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(self.end)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _try(self, theme: Theme) -> Panel:
        panel, inner = Panel(theme, "Try it while they work"), QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for n, (title, words, room) in enumerate(one for one in TRIES if self._shell.has(one[2])):
            if n:
                column.addWidget(Line())
            column.addLayout(self._one(theme, title, words, room))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (inner, area.viewport()):
            ground.setAutoFillBackground(False)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.body.addWidget(area)
        return panel

    def _one(self, theme: Theme, title: str, words: str, room: str) -> QHBoxLayout:
        row, text = QHBoxLayout(), QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(Label(theme, title, "body", weight=600))
        text.addWidget(Label(theme, words, "small", "secondary", wrap=True))
        button = Button(theme, "Go there", "forward", "small")
        button.setAccessibleName(f"{title}: go there")
        button.clicked.connect(lambda: self._shell.open(room))
        self.tries.append(button)
        row.addLayout(text, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


class ReportPanel(Panel):
    """What people counted beside what the ledger says, and how the orders ended."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Report of the day")
        self._theme = theme
        self._inner: QWidget | None = None
        self.body.setContentsMargins(12, 12, 12, 12)
        self._show(self._nothing)

    def show_report(self, report: Report) -> None:
        """A day ended."""
        self._show(lambda column: self._fill(column, report))

    def _show(self, fill: Callable[[QVBoxLayout], None]) -> None:
        if self._inner is not None:
            self.body.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        fill(column)
        column.addStretch(1)
        self.body.addWidget(self._inner)

    def _nothing(self, column: QVBoxLayout) -> None:
        words = "At the end of a day stands here what everybody counted themselves, beside what the ledger says."
        column.addWidget(Label(self._theme, words, "body", "secondary", wrap=True))

    def _fill(self, column: QVBoxLayout, report: Report) -> None:
        theme = self._theme
        column.addWidget(Label(theme, report.words, "strong", "ok" if report.whole else "warn", wrap=True))
        if report.rows:
            column.addLayout(self._grid(("Pieces", "by people", "by the ledger"), report.rows))
        if report.orders:
            column.addWidget(Line())
            column.addLayout(self._grid(("Orders", "how many", "short"), report.orders))
        if report.notes:
            column.addWidget(Line())
        for note in report.notes:
            column.addWidget(Label(theme, note, "small", "secondary", "number", wrap=True))

    def _grid(self, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, head in enumerate(heads):
            grid.addWidget(
                Label(self._theme, head, "caption", "secondary"), 0, at, right if at else Qt.AlignmentFlag(0)
            )
        for line, row in enumerate(rows, 1):
            for at, text in enumerate(row):
                label = Label(self._theme, text, "body", cut="number" if at else "text")
                grid.addWidget(label, line, at, right if at else Qt.AlignmentFlag(0))
        return grid
