"""The rules in their order, changed together: nothing holds before it is saved."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.optimise.putaway import STANDARD, Rule, Strategy
from app.services.putaway import RuleBook
from app.ui.putaway.columns import rule_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.homes import HomesPanel
from app.ui.putaway.rule_form import RuleForm
from app.ui.putaway.words import counted
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE, SIDE = 8, 400
SAVED = "Everything is saved."
NOT_YOURS = "Planners and supervisors change rules."


class RulesView(QWidget):
    """Rules are tried from the first to the last; the first that leads to a bin counts."""

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self.book = RuleBook((), 0)
        self.rules: list[Rule] = []
        self.table = Table(theme, "Rules of putting away", rule_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.form = RuleForm(theme)
        self.form.setFixedWidth(SIDE)
        self.homes = HomesPanel(shell, desk, None if desk.may_rule else NOT_YOURS)
        self.homes.setFixedWidth(SIDE)
        self.form.edited.connect(self._edited)
        self.up = Button(theme, "Up", "collapse", "small")
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down = Button(theme, "Down", "expand", "small")
        self.down.clicked.connect(lambda: self.shift(1))
        self.add = Button(theme, "Add", "plus", "small")
        self.add.clicked.connect(self.add_rule)
        self.drop = Button(theme, "Remove", "delete", "small")
        self.drop.clicked.connect(self.remove)
        self.back = Button(theme, "Discard", "undo", "small")
        self.back.clicked.connect(self.refresh)
        self.save = Button(theme, "Save rules", "ok", "primary")
        self.save.clicked.connect(self.save_rules)
        self.said = Label(theme, "", "small", "secondary", wrap=True)
        self.said.setContentsMargins(12, 8, 12, 8)
        self.error = InlineError(theme)
        self.error.setContentsMargins(12, 0, 12, 0)
        panel = Panel(theme, "Rules in order")
        for button in (self.up, self.down, self.add, self.drop, self.back, self.save):
            panel.add_to_head(button, stretch_before=button is self.up)
        panel.body.addWidget(self.error)
        panel.body.addWidget(self.table, 1)
        panel.body.addWidget(self.said)
        self.form.setEnabled(desk.may_rule)
        row = QHBoxLayout()
        row.setSpacing(EDGE)
        side = QVBoxLayout()
        side.setSpacing(EDGE)
        side.addWidget(self.form, 3)
        side.addWidget(self.homes, 2)
        row.addWidget(panel, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)

    @property
    def dirty(self) -> bool:
        """Whether there is something that is not saved."""
        return tuple(self.rules) != self.book.rules

    def refresh(self) -> None:
        """Read anew; what is not saved is gone."""
        self.error.clear()
        self.homes.refresh()
        job = self._desk.jobs.latest("putaway.rules", self._desk.places.rules, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def shift(self, by: int) -> None:
        """The chosen rule comes earlier or later."""
        at = self._at
        if 0 <= at < len(self.rules) and 0 <= at + by < len(self.rules):
            self.rules[at], self.rules[at + by] = self.rules[at + by], self.rules[at]
            self._list(at + by)

    def add_rule(self) -> None:
        """A new rule after the chosen one."""
        at = self._at + 1
        self.rules.insert(at, Rule("New rule", Strategy.EMPTY, kinds=("storage",)))
        self._list(at)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def remove(self) -> None:
        """The chosen rule goes; the last one stays."""
        if len(self.rules) > 1 and 0 <= self._at < len(self.rules):
            at = self._at
            del self.rules[at]
            self._list(min(at, len(self.rules) - 1))

    def take_standard(self) -> None:
        """The standard rules, to be saved."""
        self.rules = list(STANDARD)
        self._list(0)

    def save_rules(self) -> None:
        """All rules as they are listed."""
        self.error.clear()
        self.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.places.save_rules, tuple(self.rules), self.book.version, owner=self)
        job.then(self._saved).on_refusal(self._refused).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.save.set_busy(False))

    @property
    def _at(self) -> int:
        return self.table.currentIndex().row()

    def _show(self, book: RuleBook) -> None:
        at = max(0, self._at)
        self.book, self.rules = book, list(book.rules)
        self._list(min(at, len(self.rules) - 1))

    def _saved(self, answer: Any) -> None:
        self.book = replace(self.book, rules=tuple(self.rules), version=answer["version"], person="You")
        self._shell.toast(f"{counted(answer['rules'], 'rule')} saved. They hold from the next place on.")
        self._list(self._at)

    def _refused(self, refusal: Refusal) -> None:
        self.error.show_refusal(refusal)

    def _list(self, at: int) -> None:
        self.table.rows.show_rows([(number, rule) for number, rule in enumerate(self.rules, 1)])
        self.table.selectRow(at)
        if not self.rules:
            self.form.show_rule(None)
        self._allow()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.rules):
            self.form.show_rule(self.rules[row])
        self._allow()

    def _edited(self, rule: Rule) -> None:
        at = self._at
        if 0 <= at < len(self.rules):
            self.rules[at] = rule
            self.table.rows.show_row(at, (at + 1, rule))
            self._allow()

    def _allow(self) -> None:
        at, closed = self._at, None if self._desk.may_rule else NOT_YOURS
        self.up.set_allowed(closed or (None if at > 0 else "It is the first."))
        self.down.set_allowed(closed or (None if at < len(self.rules) - 1 else "It is the last."))
        self.add.set_allowed(closed)
        self.drop.set_allowed(closed or (None if len(self.rules) > 1 else "One rule must stay."))
        self.back.set_allowed(None if self.dirty else SAVED)
        self.save.set_allowed(closed or (None if self.dirty else SAVED))
        who = (
            f"Version {self.book.version}, by {self.book.person}. "
            if self.book.version
            else "The standard rules hold. "
        )
        words = (
            "A load goes by the first rule that leads to a bin, and there to the nearest. Limits hold under every rule."
        )
        self.said.setText(f"{'Not saved yet. ' if self.dirty else who}{words}")
