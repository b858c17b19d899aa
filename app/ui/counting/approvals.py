"""Corrections above somebody's limit: a second person looks at the goods, then says yes or no."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.services.corrections import Decision
from app.ui.counting.columns import correction_columns, request_columns
from app.ui.counting.desk import Corrections, CountingDesk
from app.ui.counting.words import limit_words, money, plain
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

SAID = {"approve": "approved and posted", "reject": "rejected: nothing was changed", "withdraw": "withdrawn"}


class ApprovalsView(QWidget):
    """`changed` after a decision."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: CountingDesk, corrections: Corrections) -> None:
        super().__init__()
        self._shell, self._desk, self._corrections = shell, desk, corrections
        theme = desk.theme
        self.waiting = Table(theme, "Corrections that wait for a second person", request_columns(desk.clock, desk.zone))
        self.waiting.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.lines = Table(theme, "What it would change", correction_columns())
        self.why = Label(theme, "", "small", "secondary", wrap=True)
        self.why.setContentsMargins(12, 8, 12, 8)
        self.error = InlineError(theme)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName("Note")
        self.note.setFixedHeight(32)
        self.note.setFont(theme.font("body"))
        self.approve = Button(theme, "Approve and post", "ok", "primary")
        self.reject = Button(theme, "Reject", "close")
        self.withdraw = Button(theme, "Withdraw", "undo")
        for button, decision in self._deciding():
            button.clicked.connect(lambda _=False, word=decision: self.decide(word))
        why = "Corrections within a person's limit are posted at once;\nlarger ones come here for somebody else's word."
        self.none = EmptyState(theme, "ok", "No correction waits.", why)
        self.own = Label(theme, "", "small", "tertiary")
        self._lay_out()

    def refresh(self) -> None:
        """Read what waits; the chosen one stays chosen."""
        job = self._desk.jobs.latest("counting.requests", self._corrections.waiting, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))
        limits = self._desk.jobs.latest("counting.limits", self._corrections.limits, owner=self)
        limits.then(lambda found: self.own.setText(limit_words(found)))

    def decide(self, decision: Decision) -> None:
        """Say it of the chosen request."""
        row = self._chosen()
        if row is None:
            return
        self._set_busy(True)
        job = self._desk.jobs.run(self._corrections.decide, row.request_id, decision, self.note.text(), owner=self)
        job.then(lambda _: self._did(row.request_id, decision))
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self._set_busy(False))

    def _deciding(self) -> tuple[tuple[Button, Decision], ...]:
        return (self.approve, "approve"), (self.reject, "reject"), (self.withdraw, "withdraw")

    def _did(self, request: int, decision: Decision) -> None:
        self.note.clear()
        self._shell.toast(f"Correction {request} is {SAID[decision]}.")
        self.refresh()
        self.changed.emit()

    def _set_busy(self, busy: bool) -> None:
        for button, _ in self._deciding():
            button.set_busy(busy)

    def _chosen(self) -> Any:
        rows = self.waiting.selectionModel().selectedRows()
        return self.waiting.rows.row(rows[0].row()) if rows else None

    def _show(self, rows: Sequence[Any]) -> None:
        before = self._chosen()
        self.waiting.rows.show_rows(rows)
        for part, shown in ((self.listed, rows), (self.detail, rows), (self.none, not rows)):
            part.setVisible(bool(shown))
        if rows:
            asked = before.request_id if before is not None else None
            self.waiting.selectRow(next((n for n, row in enumerate(rows) if row.request_id == asked), 0))

    def _choose(self) -> None:
        row = self._chosen()
        self.error.clear()
        if row is None:
            return
        self.detail.title.setText(f"{'Scrap' if row.kind == 'scrap' else 'Correction'} {row.request_id}")
        worth = f", worth {money(abs(Decimal(row.value))).lstrip('+')}" if row.value is not None else ""
        because = f", because: {row.reason_name}" if row.reason_name else ""
        own = " You asked for it: somebody else decides, or you withdraw it." if row.mine else ""
        pieces = plain(row.quantity)
        self.why.setText(f"{row.requester} wants to change {pieces} pieces{worth}{because}.{own}")
        self.withdraw.setVisible(row.mine)
        self.approve.setVisible(not row.mine)
        self.reject.setVisible(not row.mine)
        self._desk.jobs.latest("counting.request", self._corrections.lines, row.request_id, owner=self).then(
            self.lines.rows.show_rows
        )

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self.listed = Panel(theme, "Waiting for a second person")
        self.listed.body.addWidget(self.waiting, 1)
        self.own.setContentsMargins(12, 8, 12, 8)
        self.listed.body.addWidget(self.own)
        self.detail = Panel(theme, "Correction")
        self.detail.body.addWidget(self.why)
        self.detail.body.addWidget(self.lines, 1)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.detail.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        for button, _ in self._deciding():
            foot.addWidget(button)
        self.detail.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.listed, 5)
        across.addWidget(self.detail, 6)
        across.addWidget(self.none, 1)
        for hidden in (self.listed, self.detail, self.none):
            hidden.setVisible(False)
