"""Differences that wait for a supervisor's word: every pass beside what was expected, and what to do about it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.counting.columns import pass_columns, pending_columns
from app.ui.counting.desk import CountingDesk, Counts
from app.ui.counting.words import bins, flags, money, plain
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

REASONS = (
    ("Found or lost, by the sign", None),
    ("Booking error", "data"),
    ("Broken or spoilt", "broken"),
    ("Missing", "lost"),
    ("Found more than booked", "found"),
)


class ReviewView(QWidget):
    """`changed` after a decision."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: CountingDesk, counts: Counts) -> None:
        super().__init__()
        self._shell, self._desk, self._counts = shell, desk, counts
        theme = desk.theme
        self.pending = Table(theme, "Bins that wait for your word", pending_columns())
        self.pending.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        why = "Counts within tolerance are posted by themselves;\nlarger differences are counted again and come here."
        self.none = EmptyState(theme, "ok", "No difference waits for you.", why)
        self.passes = Table(theme, "Every count of this bin", pass_columns())
        self.why = Label(theme, "", "small", "secondary", wrap=True)
        self.why.setContentsMargins(12, 8, 12, 8)
        self.error = InlineError(theme)
        self.reason = Combo(theme)
        self.reason.setAccessibleName("Reason")
        self.reason.setFont(theme.font("body"))
        self.reason.setFixedHeight(32)
        for words, code in REASONS:
            self.reason.addItem(words, code)
        self.approve = Button(theme, "Post", "ok", "primary")
        self.approve.clicked.connect(self.post)
        self.back = Button(theme, "Post and give reservations back", "reserve")
        self.back.clicked.connect(self.post_and_break)
        self.again = Button(theme, "Count again", "undo")
        self.again.clicked.connect(self.recount)
        self._lay_out()

    def refresh(self) -> None:
        """Read what waits; the chosen bin stays chosen."""
        job = self._desk.jobs.latest("counting.pending", self._counts.pending, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def post(self) -> None:
        """Post the differences of the chosen bins."""
        self._decide(give_back=False)

    def post_and_break(self) -> None:
        """Post them although orders have reserved some of it: those reservations are given back."""
        self._decide(give_back=True)

    def recount(self) -> None:
        """Have the chosen bins counted again by somebody who has not counted them."""
        counts = [row.count_id for row in self._chosen()]
        if counts:
            job = self._desk.jobs.run(self._counts.recount, counts, owner=self)
            job.then(lambda answer: self._did(f"{bins(answer['recounts'])} to be counted again."))
            job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def _decide(self, *, give_back: bool) -> None:
        counts = [row.count_id for row in self._chosen()]
        if not counts:
            return
        self.approve.set_busy(True)
        job = self._desk.jobs.run(
            self._counts.approve, counts, self.reason.currentData(), give_back=give_back, owner=self
        )
        job.then(self._posted).on_refusal(self._refused).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.approve.set_busy(False))

    def _posted(self, answer: dict[str, Any]) -> None:
        freed = Decimal(str(answer.get("released") or 0))
        gave = f", {plain(freed)} reserved pieces given back" if freed else ""
        self._did(f"{bins(answer['counts'])} posted: {answer['lines']} differences{gave}.")

    def _refused(self, refusal: Refusal) -> None:
        self.error.show_refusal(refusal)
        self.back.setVisible(refusal.code == "WM451")

    def _did(self, words: str) -> None:
        self._shell.toast(words)
        self.refresh()
        self.changed.emit()

    def _chosen(self) -> list[Any]:
        return [self.pending.rows.row(index.row()) for index in self.pending.selectionModel().selectedRows()]

    def _show(self, rows: Sequence[Any]) -> None:
        before = {row.count_id for row in self._chosen()}
        self.pending.rows.show_rows(rows)
        for part, shown in ((self.listed, rows), (self.detail, rows), (self.none, not rows)):
            part.setVisible(bool(shown))
        if rows:
            place = next((n for n, row in enumerate(rows) if row.count_id in before), 0)
            self.pending.selectRow(place)

    def _choose(self) -> None:
        rows = self._chosen()
        self.error.clear()
        self.back.setVisible(False)
        if not rows:
            return
        values = [row.value for row in rows]
        worth = None if None in values else sum(values, Decimal(0))
        self.approve.setText(f"Post {bins(len(rows))}")
        self.detail.title.setText(rows[0].location if len(rows) == 1 else bins(len(rows)))
        said = f"{flags(rows[0].flags)}. " if len(rows) == 1 else ""
        self.why.setText(f"{said}Differences worth {money(worth)}.")
        self._desk.jobs.latest("counting.review", self._counts.review, rows[0].count_id, owner=self).then(
            self.passes.rows.show_rows
        )

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.listed = Panel(theme, "Waiting for your word")
        self.listed.body.addWidget(self.pending)
        self.detail = Panel(theme, "Bin")
        self.detail.body.addWidget(self.why)
        self.detail.body.addWidget(self.passes, 1)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.detail.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        for part in (self.reason, self.approve, self.back, self.again):
            foot.addWidget(part)
        foot.addStretch(1)
        self.detail.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed, 4)
        across.addWidget(self.detail, 6)
        across.addWidget(self.none, 1)
        for hidden in (self.listed, self.detail, self.none, self.back):
            hidden.setVisible(False)
