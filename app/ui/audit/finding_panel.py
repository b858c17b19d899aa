"""Findings, and of the chosen one: what it is today, the entries behind it, and the repair it can be given."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.audit import Entry, Finding
from app.services.repair import RepairPlan
from app.ui.audit.desk import AuditDesk
from app.ui.audit.words import entry_columns, finding_columns
from app.ui.tables import Table
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Chip, Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

REASON = "Why, in a few words"
LONGEST = 200
FIELD = 32  # px, as the button beside it


class FindingsPanel(Panel):
    """The list. chosen carries the Finding."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, desk: AuditDesk) -> None:
        super().__init__(theme, "Findings")
        self.count = Chip(theme, "")
        self.head.addWidget(self.count)
        self.head.addStretch(1)
        self.table = Table(theme, "Findings", finding_columns(desk.zone))
        why = "Invariants are looked at every five minutes, and everything by night."
        self.empty = EmptyState(theme, "seal", "Nothing is wrong", why)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.show_findings([])

    def show_findings(self, findings: list[Finding]) -> None:
        """Open ones first."""
        self.table.rows.show_rows(findings)
        self.table.setVisible(bool(findings))
        self.empty.setVisible(not findings)
        still = sum(finding.gone_at is None for finding in findings)
        self.count.setText(f"{still:,} open" if still else "none open")

    def choose(self, number: int) -> None:
        """Select a row."""
        self.table.selectRow(number)

    def _choose(self, current: QModelIndex) -> None:
        row = current.row()
        if row >= 0:
            self.chosen.emit(self.table.rows.row(row))


class RepairPanel(Panel):
    """The chosen finding. wants_repair carries plan and reason."""

    wants_repair = Signal(object, str)

    def __init__(self, theme: Theme, desk: AuditDesk) -> None:
        super().__init__(theme, "Finding")
        self._may = desk.audit.may_repair
        self._plan: RepairPlan | None = None
        self.words = Label(theme, "", "body", weight=500, wrap=True)
        self.steps = Label(theme, "", "body", "secondary", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(REASON)
        self.reason.setAccessibleName(REASON)
        self.reason.setMaxLength(LONGEST)
        self.reason.setFont(theme.font("body"))
        self.reason.setFixedHeight(FIELD)
        self.repair = Button(theme, "Repair", "ok", "primary")
        self.error = InlineError(theme)
        self.table = Table(theme, "Entries behind the finding", entry_columns(desk.zone))
        why = "Its entries, and what can be done about it, are shown here."
        self.empty = EmptyState(theme, "list", "Choose a finding", why)
        self.content = self._lay_out(theme)
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self.empty, 1)
        self.repair.clicked.connect(self._ask)
        self.reason.returnPressed.connect(self._ask)
        self.reason.textChanged.connect(self._allow)
        self.show_plan(None)

    def show_plan(self, plan: RepairPlan | None) -> None:
        """What can be done; None: nothing is chosen."""
        self._plan = plan
        self.error.clear()
        self.reason.clear()
        self.content.setVisible(plan is not None)
        self.empty.setVisible(plan is None)
        if plan is None:
            return
        self.words.setText(plan.words)
        numbered = len(plan.steps) > 1
        lines = [f"{n}. {step}" if numbered else step for n, step in enumerate(plan.steps, 1)]
        self.steps.setText("\n".join(lines))
        self.steps.setVisible(bool(lines))
        for part in (self.reason, self.repair):
            part.setVisible(plan.can_post)
        self.show_entries([])
        self._allow()

    def show_entries(self, entries: list[Entry]) -> None:
        """The entries behind it, newest first."""
        self.table.rows.show_rows(entries)

    def show_busy(self, busy: bool) -> None:
        """A repair is under way."""
        self.repair.set_busy(busy)
        self.reason.setEnabled(not busy)

    def show_refusal(self, refusal: Refusal) -> None:
        """Why it was not repaired."""
        self.show_busy(False)
        self.error.show_refusal(refusal)

    def _ask(self) -> None:
        if self._plan is not None and self.repair.isEnabled():
            self.error.clear()
            self.wants_repair.emit(self._plan, self.reason.text().strip())

    def _allow(self) -> None:
        if not self._may:
            self.repair.set_allowed("Supervisors post repairs.")
        else:
            self.repair.set_allowed(None if len(self.reason.text().strip()) >= 3 else "Say why first.")

    def _lay_out(self, theme: Theme) -> QWidget:
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 10)
        top.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(self.repair)
        for part in (self.words, self.steps):
            top.addWidget(part)
        top.addLayout(row)
        top.addWidget(self.error)
        said = QWidget()
        said.setLayout(top)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(said)
        column.addWidget(self.table, 1)
        return content


def stacked(*parts: QWidget, sizes: tuple[int, ...]) -> QSplitter:
    """Panels one above the other, to be drawn apart."""
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(8)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setSizes(list(sizes))
    return splitter
