"""An act on many orders while it runs, and what became of each of them."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.services.outbound import Outcome
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.words import orders_of
from app.ui.tables import Column, StatusCell, Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.keys import EscapeKey
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel
from app.ui.widgets.progress import ProgressPanel

TABLE = 148
ManyAct = Callable[..., Sequence[Outcome]]


class ReportPanel(Panel):
    """`done` when orders are no longer as they were; `left` with the ids of those that were not done; `closed`."""

    done = Signal()
    left = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme, "What became of them")
        EscapeKey(self, self.close_panel)
        self._desk, theme = desk, desk.theme
        self._stop = threading.Event()
        self._told: Sequence[Outcome] = ()
        self.progress = ProgressPanel(theme, "")
        self.progress.cancel.setText("Stop here")
        self.progress.cancelled.connect(self._stop.set)
        self.says = Label(theme, "", "body", wrap=True)
        self.table = Table(theme, "What became of each order", _columns())
        self.table.setFixedHeight(TABLE)
        self.rest = Button(theme, "Show those not done", "filter")
        self.rest.clicked.connect(self._show_rest)
        self.close_report = Button(theme, "Close", "", "", "Esc")
        self.close_report.clicked.connect(self.close_panel)
        self._parts = (self.says, self.table, self.close_report)
        column = QVBoxLayout()
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.progress)
        column.addWidget(self.says)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.rest)
        row.addStretch(1)
        row.addWidget(self.close_report)
        column.addLayout(row)
        self.body.addLayout(column)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether an act is under way."""
        return not self.isHidden() and not self.progress.isHidden()

    def begin(self, title: str, act: ManyAct) -> None:
        """Run an act of app.services.outbound.Many; it can be stopped between two portions."""
        if self.running:
            return
        self._stop.clear()
        self.title.setText(title)
        for part in (*self._parts, self.rest):
            part.hide()
        self.progress.start(title)
        self.progress.show()
        self.show()
        job = self._desk.jobs.run_long(act, self._stop.is_set, owner=self)
        job.then(self._show).on_fault(self.failed.emit).on_progress(self.progress.show_progress)
        job.ended.connect(self.progress.hide)

    def close_panel(self) -> None:
        """Let go of the report; what runs goes on."""
        if not self.running:
            self.hide()
            self.closed.emit()

    def _show_rest(self) -> None:
        self.left.emit(tuple(outcome.order_id for outcome in self._told if not outcome.done))

    def _show(self, told: Sequence[Outcome]) -> None:
        self._told = sorted(told, key=lambda one: one.done)
        not_done = sum(not one.done for one in told)
        rest = f" {orders_of(not_done)} not: each says why." if not_done else ""
        self.says.setText(f"{orders_of(len(told) - not_done)} done.{rest}")
        self.table.rows.show_rows(self._told)
        for part in self._parts:
            part.show()
        self.rest.setVisible(bool(not_done))
        self.close_report.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit()


def _columns() -> list[Column]:
    return [
        Column("Order", lambda row: row.number, "key", 144),
        Column("What became of it", lambda row: StatusCell(row.words, "ok" if row.done else "warn"), "status"),
        Column("Next step", lambda row: row.next_step),
    ]
