"""Quality at goods in: samples to look at and what came of them; the plans that ask for them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.domain.measure import is_number
from app.services.inbound import PlanOfQuality
from app.ui.inbound.columns import check_columns, plan_columns
from app.ui.inbound.desk import InboundDesk, Quality
from app.ui.inbound.words import plain
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

RULES = (
    Option("all", "Every piece"),
    Option("iso2859", "ISO 2859"),
    Option("share", "Percent"),
    Option("count", "Pieces"),
)
ACTIONS = (Option("inspection", "Inspection"), Option("hold", "Hold on the lot"))


class QualityView(QWidget):
    """`changed` after a decision."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk, quality: Quality) -> None:
        super().__init__()
        self._shell, self._desk, self._quality = shell, desk, quality
        theme = desk.theme
        self.checks = Table(theme, "Samples to look at", check_columns(desk.clock, desk.zone))
        self.checks.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        why = "Goods of a plan below come in as inspection\nand stand here until somebody has looked at the sample."
        self.none = EmptyState(theme, "ok", "No sample waits.", why)
        self.defects = self._field("Defects", "0")
        self.note = self._field("Note", "What was seen")
        self.decide = Button(theme, "Decide", "ok", "primary")
        self.decide.clicked.connect(self.send_decision)
        self.error = InlineError(theme)
        self.plans = Table(theme, "Plans of quality", plan_columns())
        self.name = self._field("Name", "New supplier, first deliveries")
        self.category = self._field("Category, optional", "All goods")
        self.amount = self._field("How many", "10")
        self.accept = self._field("Defects that pass", "0")
        self.nth = self._field("Each nth delivery", "1")
        self.rule = Segmented(theme, "Sample", RULES, "iso2859")
        self.rule.chosen.connect(lambda rule: self._boxes[self.amount].setVisible(rule in ("share", "count")))
        self.action = Segmented(theme, "Until decided", ACTIONS, "inspection")
        self.plan_error = InlineError(theme)
        self.save = Button(theme, "Add plan", "plus")
        self.save.clicked.connect(self.send_plan)
        self.switch = Button(theme, "Switch on or off", "undo", "small")
        self.switch.clicked.connect(self.switch_plan)
        self._boxes: dict[QLineEdit, QWidget] = {}
        self._lay_out()

    def refresh(self) -> None:
        """Read samples and plans anew."""
        job = self._desk.jobs.latest("inbound.checks", self._quality.checks, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))
        self._desk.jobs.latest("inbound.plans", self._quality.plans, owner=self).then(self.plans.rows.show_rows)

    def send_decision(self) -> None:
        """Say how many of the sample were bad."""
        row = _current(self.checks)
        if row is None:
            return
        try:
            defects = _number(self.defects.text() or "0", "Defects")
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.decide.set_busy(True)
        note = self.note.text().strip() or None
        job = self._desk.jobs.run(self._quality.decide, row.check_id, defects, note, owner=self)
        job.then(lambda answer: self._decided(row, answer))
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.decide.set_busy(False))

    def send_plan(self) -> None:
        """Add a plan, after all others."""
        try:
            plan = self._wish()
        except Refusal as refusal:
            self.plan_error.show_refusal(refusal)
            return
        job = self._desk.jobs.run(self._quality.put, plan, owner=self)
        job.then(lambda _: self._added(plan.name))
        job.on_refusal(self.plan_error.show_refusal).on_fault(self._shell.show_fault)

    def switch_plan(self) -> None:
        """The chosen plan no longer asks for samples, or does again."""
        row = _current(self.plans)
        if row is None:
            self.plan_error.show_refusal(Refusal("none", "No plan is chosen.", "Choose one in the list."))
            return
        plan = PlanOfQuality(
            row.name, row.turn, row.rule, row.amount, row.product_id, row.category, row.party_id, row.every_nth,
            row.accept, row.action, not row.active, row.qc_plan_id, row.version,
        )  # fmt: skip
        job = self._desk.jobs.run(self._quality.put, plan, owner=self)
        job.then(lambda _: self._added(row.name))
        job.on_refusal(self.plan_error.show_refusal).on_fault(self._shell.show_fault)

    def _wish(self) -> PlanOfQuality:
        rule = self.rule.current
        amount = _number(self.amount.text(), "How many") if rule in ("share", "count") else None
        turns = [self.plans.rows.row(number).turn for number in range(self.plans.rows.rowCount())]
        return PlanOfQuality(
            self.name.text().strip(),
            max(turns, default=0) + 10,
            rule,
            amount / 100 if rule == "share" and amount is not None else amount,
            category=self.category.text().strip() or None,
            every_nth=int(_number(self.nth.text() or "1", "Each nth delivery")),
            accept=_number(self.accept.text() or "0", "Defects that pass"),
            action=self.action.current,
        )

    def _decided(self, row: Any, answer: Mapping[str, Any]) -> None:
        passed = answer["status"] == "available"
        self._shell.toast(f"{plain(row.quantity)} x {row.sku} {'are available' if passed else 'are quarantined'}.")
        self.defects.clear()
        self.note.clear()
        self.error.clear()
        self.refresh()
        self.changed.emit()

    def _added(self, name: str) -> None:
        self.plan_error.clear()
        self._shell.toast(f"Plan {name} is kept.")
        self.name.clear()
        self.refresh()

    def _show(self, rows: Sequence[Any]) -> None:
        self.checks.rows.show_rows(rows)
        for part, shown in ((self.checks, rows), (self.foot, rows and self._desk.leads), (self.none, not rows)):
            part.setVisible(bool(shown))
        if rows:
            self.checks.selectRow(0)

    def _choose(self) -> None:
        row = _current(self.checks)
        if row is not None:
            passes = f"{plain(row.accept)} of {plain(row.sample)} may be bad"
            self.asked.setText(f"{row.plan}: look at {plain(row.sample)} of {plain(row.quantity)}; {passes}.")

    def _field(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.setFont(self._desk.theme.font("body"))
        field.setFixedHeight(32)
        return field

    def _lay_out(self) -> None:
        theme = self._desk.theme
        waiting = Panel(theme, "Samples to look at")
        waiting.body.addWidget(self.checks, 1)
        waiting.body.addWidget(self.none, 1)
        self.asked = Label(theme, "", "small", "secondary", wrap=True)
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        self.defects.setFixedWidth(96)
        self.defects.setPlaceholderText("Defects")
        self.defects.returnPressed.connect(self.send_decision)
        foot.addWidget(self.defects)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.decide)
        self.asked.setContentsMargins(12, 8, 12, 0)
        self.error.setContentsMargins(12, 8, 12, 0)
        for part in (self.asked, self.error, self.foot):
            waiting.body.addWidget(part)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(waiting, 6)
        across.addWidget(self._plans_panel(), 4)
        self.none.setVisible(False)
        self.foot.setVisible(False)

    def _plans_panel(self) -> Panel:
        theme = self._desk.theme
        panel = Panel(theme, "Plans, the first that matches counts")
        panel.add_to_head(self.switch, stretch_before=True)
        panel.body.addWidget(self.plans, 1)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for part in (self.rule, self.action):
            column.addWidget(part)
        for fields in ((self.name, self.category), (self.amount, self.accept, self.nth)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for field in fields:
                row.addWidget(_named(self._desk, field, self._boxes), 1)
            column.addLayout(row)
        column.addWidget(self.plan_error)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch(1)
        column.addLayout(foot)
        panel.body.addWidget(form)
        self._boxes[self.amount].setVisible(False)
        for hidden in (form, self.switch):
            hidden.setVisible(self._desk.leads)
        return panel


def _named(desk: InboundDesk, field: QLineEdit, boxes: dict[QLineEdit, QWidget]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(desk.theme, field.accessibleName(), "small", "secondary", weight=500))
    column.addWidget(field)
    boxes[field] = box
    return box


def _current(table: Table) -> Any:
    rows = table.selectionModel().selectedRows()
    return table.rows.row(rows[0].row()) if rows else None


def _number(text: str, name: str) -> Decimal:
    plainly = text.strip().replace(",", ".")
    if not is_number(plainly) or plainly.startswith(("-", "+")):
        raise Refusal("number", f"{name}: “{text.strip()[:20]}” cannot be.", "Enter a number of 0 or more.")
    return Decimal(plainly)
