"""Why a load goes where it goes: the reason, the next best bins, what was rejected; and another place by hand."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.flow.putaway import REASONS
from app.optimise.putaway import Answer
from app.ui.putaway.columns import candidate_columns, rejected_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.words import goods_of
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 12
CLOSED = "This task is over."
NO_BIN = "Enter a bin first."


class WhyPanel(Panel):
    """`changed` when the place of the task was changed or taken back."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        theme = desk.theme
        super().__init__(theme, "Why here")
        self._shell, self._desk = shell, desk
        self.task: Any = None
        self.place = Label(theme, "", "heading", cut="code")
        self.goods = Label(theme, "", "body", "secondary", wrap=True)
        self.why = Label(theme, "", "title", wrap=True)
        self.story = Label(theme, "", "small", "secondary", wrap=True)
        self.others = Table(theme, "Next best bins", candidate_columns())
        self.rejected = Table(theme, "Bins that were rejected", rejected_columns())
        self.bin = QLineEdit()
        self.bin.setAccessibleName("Another bin")
        self.bin.setPlaceholderText("Bin, for example A-01-02-1")
        self.bin.setFont(theme.code_font("body"))
        self.bin.setFixedHeight(32)
        self.bin.returnPressed.connect(self.ask)
        self.bin.textChanged.connect(lambda _: self._allow())
        self.others.opened.connect(lambda row: self.bin.setText(row["bin"]))
        self.why_not = Button(theme, "Why not there?", "help")
        self.why_not.clicked.connect(self.ask)
        self.answer = Label(theme, "", "body", wrap=True)
        self.reason = Choices(theme, "Reason", [("", "Choose a reason"), *REASONS.items()], "")
        self.send = Button(theme, "Send it there", "forward")
        self.send.clicked.connect(self.redirect)
        self.next = Button(theme, "Next best bin", "refresh")
        self.next.clicked.connect(self.move_on)
        self.stop = Button(theme, "Take back", "close")
        self.stop.clicked.connect(self.cancel)
        self.error = InlineError(theme)
        self.reason.currentIndexChanged.connect(lambda _: self._allow())
        self._lay_out()
        self.show_task(None)

    def show_task(self, task: Any) -> None:
        """One row of the tasks; None: nothing is chosen."""
        fresh = task is None or self.task is None or task.task_id != self.task.task_id
        self.task = task
        self.content.setVisible(task is not None)
        if fresh:
            self.bin.clear()
            self._say("")
            self.error.clear()
            self.reason.setCurrentIndex(0)
        if task is None:
            return
        told = task.explanation or {}
        self.place.setText(f"{task.from_code or ''}  →  {task.to_code or ''}")
        self.goods.setText(f"{goods_of(task)}{f'  on {task.sscc}' if task.sscc else ''}")
        self.why.setText(told.get("why", "Nobody has said why."))
        self.story.setText(_story(told))
        self.others.rows.show_rows(told.get("candidates", []))
        self.rejected.rows.show_rows(told.get("rejected", []))
        self._allow()

    def ask(self) -> None:
        """Why not the bin that was entered?"""
        if self.task is None or not self._code:
            return
        job = self._desk.jobs.latest(
            "putaway.why", self._desk.places.why_not, self.task.task_id, self._code, owner=self
        )
        job.then(self._answered).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def redirect(self) -> None:
        """Send the load to the bin that was entered."""
        if self.task is None or not self._code or not self.reason.value:
            return
        task, code = self.task.task_id, self._code
        self._act(self.send, lambda: self._desk.places.send(task, code, self.reason.value), f"It goes to {code} now.")

    def move_on(self) -> None:
        """The planned bin cannot be used: the next best one."""
        if self.task is None or not self.reason.value:
            return
        task, reason = self.task.task_id, self.reason.value
        self._act(self.next, lambda: self._desk.places.elsewhere(task, reason), "Another bin is planned.")

    def cancel(self) -> None:
        """Take the planned place back."""
        if self.task is None:
            return
        task = self.task.task_id
        self._act(self.stop, lambda: self._desk.places.cancel([task]), "The place is taken back; the goods wait again.")

    @property
    def _code(self) -> str:
        return self.bin.text().strip().upper()

    def _act(self, button: Button, act: Callable[[], object], words: str) -> None:
        self.error.clear()
        button.set_busy(True)
        job = self._desk.jobs.run(act, owner=self)
        job.then(lambda _: self._done(words)).on_refusal(self._refused).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: button.set_busy(False))

    def _done(self, words: str) -> None:
        self._shell.toast(words)
        self._say("")
        self.changed.emit()

    def _refused(self, refusal: Refusal) -> None:
        self.error.show_refusal(refusal)
        self.changed.emit()

    def _answered(self, answer: Answer) -> None:
        self.error.clear()
        self.answer.set_tone("primary" if answer.fits else "warn")
        self._say(answer.words)

    def _say(self, words: str) -> None:
        self.answer.setText(words)
        self.answer.setVisible(bool(words))

    def _allow(self) -> None:
        over = self.task is None or self.task.state >= 400
        closed = CLOSED if over else None if self._desk.may_plan else "Supervisors and pickers change places."
        unsaid = None if self.reason.value else "Choose a reason first."
        self.send.set_allowed(closed or (None if self._code else NO_BIN) or unsaid)
        self.next.set_allowed(closed or unsaid)
        self.stop.set_allowed(closed)
        self.why_not.set_allowed(CLOSED if over else None if self._code else NO_BIN)

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(6)
        for part in (self.place, self.goods, self.why, self.story):
            column.addWidget(part)
        for title, table, share in (("Next best", self.others, 5), ("Rejected", self.rejected, 4)):
            column.addWidget(Label(theme, title, "small", "secondary", weight=500))
            column.addWidget(table, share)
        column.addWidget(Label(theme, "Another bin", "small", "secondary", weight=500))
        for row in ((self.bin, self.why_not), (self.reason, self.send), (self.next, self.stop)):
            line = QHBoxLayout()
            line.setSpacing(8)
            for half in row:
                line.addWidget(half, 1)
            column.addLayout(line)
            if row[0] is self.bin:
                column.addWidget(self.answer)
        column.addWidget(self.error)
        self.body.addWidget(self.content, 1)
        self.body.addStretch(0)


def _story(told: dict[str, Any]) -> str:
    """Rule, what was looked at, and how people changed it."""
    parts = []
    if "position" in told:
        rule = f"Rule {told['position']}, {told['rule']}."
        parts.append(f"{rule} {told['fitting']:,} of {told['considered']:,} bins would take it.")
    parts += [
        f"{one['by']} sent it from {one['from']} to {one['to']}: {one['words']}." for one in told.get("overrides", [])
    ]
    return " ".join(parts)
