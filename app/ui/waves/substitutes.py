"""Rules for substitutes: what may be sent where a product has run out."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.picking import Substitute
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.waves.columns import substitute_columns
from app.ui.waves.desk import WavesDesk
from app.ui.waves.substitute_form import SubstituteForm
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.panel import Panel

EDGE, SIDE = 8, 348


class SubstitutesView(QWidget):
    """The rules that hold, and a form for the chosen or a new one."""

    def __init__(self, shell: Shell, desk: WavesDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._kept: tuple[str, str, str] | None = None
        self.table = Table(desk.theme, "Rules for substitutes", substitute_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        first = "Enter the first rule on the right." if desk.may_act else "A supervisor enters the rules."
        self.none = EmptyState(
            desk.theme, "product", "No rule: what runs out is short.",
            "With a rule, a picker at an empty bin is offered\nanother product in its place, for one customer or all.\n"
            + first,
        )  # fmt: skip
        self.form = SubstituteForm(desk.theme, desk.may_act)
        self.form.wanted.connect(self._put)
        self.form.ended.connect(self._end)
        self.form.fresh.connect(lambda: self.table.setCurrentIndex(QModelIndex()))
        self.form.setFixedWidth(SIDE)
        listed = Panel(desk.theme, "Substitutes")
        listed.body.addWidget(self.table, 1)
        listed.body.addWidget(self.none, 1)
        side = QVBoxLayout()
        side.addWidget(self.form)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(EDGE)
        row.addWidget(listed, 1)
        row.addLayout(side)
        self._show([])

    def refresh(self) -> None:
        """Read anew."""
        job = self._desk.jobs.latest("waves.substitutes", self._desk.substitutes.rules, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def _put(self, sku: str, instead: str, ratio: str, rank: int, customer: str) -> None:
        self.form.save.set_busy(True)
        self._kept = (sku.upper(), instead.upper(), customer.upper())
        job = self._desk.jobs.run(self._desk.substitutes.enter, sku, instead, ratio, rank, customer, owner=self)
        job.then(lambda _: self.refresh()).on_refusal(self.form.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.form.save.set_busy(False))

    def _end(self, rule: Substitute) -> None:
        job = self._desk.jobs.run(self._desk.substitutes.end, rule, owner=self)
        job.then(lambda _: self.refresh()).on_refusal(self.form.show_refusal).on_fault(self._shell.show_fault)

    def _show(self, rules: Sequence[Substitute]) -> None:
        self.table.rows.show_rows(rules)
        self.table.setVisible(bool(rules))
        self.none.setVisible(not rules)
        if rules:
            keys = [(rule.sku.upper(), rule.substitute_sku.upper(), (rule.customer or "").upper()) for rule in rules]
            self.table.selectRow(keys.index(self._kept) if self._kept in keys else 0)
        else:
            self._choose(-1)

    def _choose(self, row: int) -> None:
        self.form.show_rule(self.table.rows.row(row) if row >= 0 else None)
