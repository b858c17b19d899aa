"""Changes from a table: choose kind and file, see what is wrong with every row, post all of it or nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from app.domain.errors import Fault, Refusal
from app.services.inventory.done import Done
from app.services.mass_changes import Change, DryRun
from app.services.sheets import Problem
from app.ui.control_room.line_list import ROW, Line, LineList
from app.ui.control_room.words import joined
from app.ui.inventory.desk import StockDesk
from app.ui.jobs import Job
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import Combo
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

WORDS = {
    Change.MOVE: "Moves",
    Change.ADJUST: "Adjustments",
    Change.SCRAP: "Scrap",
    Change.STATUS: "Status changes",
    Change.OWNER: "Owner changes",
}
KINDS = "Tables (*.xlsx *.csv *.tsv *.txt)"
HEIGHT = 262  # px; a longer list scrolls


class MassPanel(Panel):
    """One table at a time, inline. `done` with what was posted; Esc gives it up."""

    done = Signal(object)
    closed = Signal()

    def __init__(self, desk: StockDesk) -> None:
        super().__init__(desk.theme, surface="raised")
        EscapeKey(self, self.close_panel)
        self._desk = desk
        self._run: DryRun | None = None
        self._file: Path | None = None
        self._job: Job | None = None
        theme = desk.theme
        self.setAccessibleName("Changes from a table")
        self.says = Label(theme, "", "strong", wrap=True)
        self.kind, self.reason = Combo(theme), Combo(theme)
        for combo, name in ((self.kind, "Kind of change"), (self.reason, "Reason where a row gives none")):
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setFixedHeight(32)
            combo.setMinimumWidth(160)
            combo.setFont(theme.font("body"))
        for change, words in WORDS.items():
            self.kind.addItem(words, change.value)
        self.choose = Button(theme, "Choose a file", "import")
        self.again = Button(theme, "Try again", "refresh")
        self.go = Button(theme, "", kind="primary")
        self.leave = IconButton(theme, "close", "Give it up", "Esc")
        self.problems = LineList(theme, "What is wrong with the table")
        self.progress = ProgressPanel(theme, "Reading")
        self.error = InlineError(theme)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._choose_kind())
        self.choose.clicked.connect(self._ask)
        self.again.clicked.connect(self._try)
        self.go.clicked.connect(self._post)
        self.leave.clicked.connect(self.close_panel)
        self.progress.cancelled.connect(self._stop)
        self.hide()

    def open_panel(self) -> None:
        """Begin anew."""
        self._run = self._file = None
        self.error.clear()
        self._show()
        self._choose_kind()
        self.show()
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def try_file(self, file: Path) -> None:
        """Read a table and try every row; nothing is posted by it."""
        self._file = file
        self._try()

    def close_panel(self) -> None:
        """Give it up."""
        self._stop()
        self.hide()
        self.closed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.kind, self.reason, self.choose, self.again):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.go)
        head = QHBoxLayout()
        head.addWidget(self.says, 1)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(self.problems)
        self.body.addLayout(row)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.error)

    def _choose_kind(self) -> None:
        change = Change(self.kind.currentData())
        self._run = None
        self.reason.setVisible(change.has_reasons)
        self.reason.clear()
        if change.has_reasons:
            job = self._desk.jobs.latest("inventory.mass", self._desk.stock.reasons, change.value, owner=self)
            job.then(self._show_reasons).on_refusal(self._refuse).on_fault(self._fail)
        self._show()

    def _show_reasons(self, reasons: tuple[tuple[str, str], ...]) -> None:
        self.reason.clear()
        for code, name in reasons:
            self.reason.addItem(name, code)

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Table with changes", str(self._desk.downloads), KINDS)
        if name:
            self.try_file(Path(name))

    def _try(self) -> None:
        if self._file is None or self._job is not None:
            return
        self._run = None
        self.error.clear()
        self._wait(f"Trying {self._file.name}")
        change, reason = Change(self.kind.currentData()), self.reason.currentData()
        job = self._desk.jobs.run_long(self._desk.mass.try_file, self._file, change, reason, owner=self)
        job.then(self._tried).on_refusal(self._refuse).on_fault(self._fail).on_progress(self.progress.show_progress)
        self._job = job

    def _tried(self, run: DryRun) -> None:
        self._job, self._run = None, run
        self._show(run.problems)

    def _post(self) -> None:
        run = self._run
        if run is None or self._job is not None:
            return
        self.error.clear()
        self._wait(f"Posting {run.sheet.file}")
        job = self._desk.jobs.run_long(self._desk.mass.post, run, owner=self)
        job.then(self._posted).on_refusal(lambda refusal: self._refuse_post(run, refusal)).on_fault(self._fail)
        job.on_progress(self.progress.show_progress)
        self._job = job

    def _posted(self, done: Done) -> None:
        self._job = None
        self.hide()
        self.done.emit(done)

    def _wait(self, words: str) -> None:
        self.progress.start(words)
        self.progress.show()
        for button in (self.choose, self.again, self.go):
            button.set_allowed("The table is being read.")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._show(self._run.problems if self._run is not None else ())

    def _refuse(self, refusal: Refusal) -> None:
        self._job = None
        self._show()
        self.error.show_refusal(refusal)

    def _refuse_post(self, run: DryRun, refusal: Refusal) -> None:
        """The stock changed since the dry run: what is wrong now stands at its rows."""
        self._refuse(refusal)
        self._show(self._desk.mass.problems(run, refusal))

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))

    def _show(self, problems: Sequence[Problem] = ()) -> None:
        found, run = list(problems), self._run
        self.progress.hide()
        self.problems.lines.show_lines([_line(one) for one in found])
        self.problems.setVisible(bool(found))
        self.problems.setFixedHeight(min(HEIGHT, ROW * len(found) + 2))
        self.says.setText(say_run(run, len(found)))
        self.choose.set_allowed(None)
        self.again.set_allowed(None)
        self.again.setVisible(self._file is not None)
        self.go.setVisible(run is not None)
        if run is not None:
            verb = "Request" if run.needs_approval else "Post"
            self.go.setText(f"{verb} {len(run.lines):,} rows")
            self.go.set_allowed(None if run.can_post and not found else "Correct the table and try it again.")


def say_run(run: DryRun | None, problems: int) -> str:
    """What a table would do, in numbers."""
    if run is None:
        return "Change stock from a table: every row is tried first, nothing is posted by that."
    rows = f"{len(run.lines):,} {'row' if len(run.lines) == 1 else 'rows'} in {run.sheet.file}"
    if problems:
        number = f"{problems:,} {'problem' if problems == 1 else 'problems'}"
        return f"{rows}: {number}. Nothing can be posted until none is left."
    if not run.lines:
        return f"{run.sheet.file} holds no rows."
    limit = " It is above your limit: a second person must agree." if run.needs_approval else ""
    return f"{rows}: all of them can be posted, together or not at all.{limit}"


def _line(one: Problem) -> Line:
    where = one.cell or (f"row {one.row}" if one.row else "file")
    return Line(one.what, where, below=joined([one.header, one.next_step]), key=one)
