"""Rules for substitutes: what may be sent where a product has run out, and the rules there were."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.picking import Substitute
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.waves.columns import rule_history_columns, substitute_columns
from app.ui.waves.desk import WavesDesk
from app.ui.waves.substitute_form import SubstituteForm
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

EDGE, SIDE = 8, 348
WHICH = (Option("hold", "Hold now"), Option("history", "History"))


class SubstitutesView(QWidget):
    """The rules that hold, and a form for the chosen or a new one."""

    def __init__(self, shell: Shell, desk: WavesDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._kept: tuple[str, str, str] | None = None
        self.table = Table(desk.theme, "Rules for substitutes", substitute_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.which = Segmented(desk.theme, "Rules", WHICH, "hold")
        self.which.chosen.connect(lambda _: self.refresh())
        self.past = Table(desk.theme, "Rules there were", rule_history_columns(desk.zone, desk.clock))
        self.past.selectionModel().currentRowChanged.connect(lambda now, _: self._again(now.row()))
        self.past.hide()
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
        listed.add_to_head(self.which, stretch_before=True)
        listed.body.addWidget(self.table, 1)
        listed.body.addWidget(self.past, 1)
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
        """Read anew what is chosen: the rules that hold, or all there were."""
        held = self.which.current == "hold"
        rules = self._desk.substitutes
        job = self._desk.jobs.latest("waves.substitutes", rules.rules if held else rules.history, owner=self)
        job.then(self._show if held else self._show_past).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def show_rules(self, which: str) -> None:
        """hold: the rules that hold; history: all there were."""
        self.which.choose(which)
        self.refresh()

    def _show_past(self, rules: Sequence[Substitute]) -> None:
        self.past.rows.show_rows(rules)
        self.table.hide()
        self.past.setVisible(bool(rules))
        self.none.setVisible(not rules)
        self._again(-1)

    def _again(self, row: int) -> None:
        """A rule that has ended may be entered again as it was; one that holds may be changed."""
        rule = self.past.rows.row(row) if row >= 0 else None
        self.form.show_rule(rule if rule is not None and rule.ended_at is None else None)
        if rule is not None and rule.ended_at is not None:
            self.form.fill(rule)

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
        self.past.hide()
        self.table.setVisible(bool(rules))
        self.none.setVisible(not rules)
        if rules:
            keys = [(rule.sku.upper(), rule.substitute_sku.upper(), (rule.customer or "").upper()) for rule in rules]
            self.table.selectRow(keys.index(self._kept) if self._kept in keys else 0)
        else:
            self._choose(-1)

    def _choose(self, row: int) -> None:
        self.form.show_rule(self.table.rows.row(row) if row >= 0 else None)
