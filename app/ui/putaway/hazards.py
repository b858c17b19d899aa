"""Hazard storage: which classes may lie together; which bins are kept for which, with their limits."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.domain.measure import read_quantity
from app.optimise.putaway import Between, Keep, Segregation
from app.services.putaway.hazards import HazardBook
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.matrix import Matrix
from app.ui.putaway.stores import StoresPanel
from app.ui.putaway.words import counted
from app.ui.shell.parts import Shell
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented

EDGE = 12
SAVED = "Everything is saved."
NOT_YOURS = "Planners and supervisors change hazard storage."
KEEPS = (
    Option("together", "Together"),
    Option("apart", "Apart"),
    Option("never", "Never in one zone"),
)
NONE = "No product bears a hazard class yet. It is a column of the product import; bins can be kept for a class before."


class HazardsView(QWidget):
    """The table is changed as a whole: nothing holds before it is saved, under the version that was read."""

    def __init__(self, shell: Shell, desk: PutawayDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self.book: HazardBook | None = None
        self.table = Segregation()
        self.matrix = Matrix(theme)
        self.matrix.chosen.connect(lambda _: self._show_pair())
        self.none = Label(theme, NONE, "body", "secondary", wrap=True)
        self.title = Label(theme, "", "body", weight=600)
        self.keep = Segmented(theme, "These two lie", KEEPS, "apart")
        self.keep.chosen.connect(lambda _: self.set_rule())
        self.metres = QLineEdit()
        self.metres.setAccessibleName("So many metres apart")
        self.metres.setPlaceholderText("m; empty: next bin")
        self.metres.setFont(theme.code_font("body"))
        self.metres.setFixedSize(160, 32)
        self.metres.editingFinished.connect(self.set_rule)
        self.said = Label(theme, "", "small", "secondary", wrap=True)
        self.error = InlineError(theme)
        self.back = Button(theme, "Discard", "undo", "small")
        self.back.clicked.connect(self.refresh)
        self.save = Button(theme, "Save table", "ok", "primary")
        self.save.clicked.connect(self.save_table)
        self.stores = StoresPanel(shell, desk, None if desk.may_rule else NOT_YOURS)
        self.stores.changed.connect(self.refresh_stores)
        self._lay_out()
        self._allow()

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self.book is not None and self.table != self.book.segregation

    def refresh(self) -> None:
        """Read anew; what is not saved is given up."""
        self._read(self._show)

    def refresh_stores(self) -> None:
        """What bins are kept for, read anew; the table stays as it is."""
        self._read(lambda book: self.stores.show_stores(book.stores))

    def set_rule(self) -> None:
        """What the fields say holds between the chosen pair, once it is saved."""
        pair = self.matrix.pair
        if pair is None or not self._desk.may_rule:
            return
        keep, text = Keep(self.keep.current), self.metres.text().strip()
        try:
            metres = float(read_quantity(text)) if text and keep is Keep.APART else 0.0
        except Refusal:
            said = Refusal("metres", f"“{text[:20]}” is no distance.", "Enter metres, or nothing for the next bin.")
            self.error.show_refusal(said)
            return
        self.error.clear()
        rules = {**self.table.rules, frozenset(pair): Between(keep, metres)}
        if rules[frozenset(pair)] == Between():
            del rules[frozenset(pair)]
        self.table = Segregation(rules)
        self._show_table()

    def save_table(self) -> None:
        """All of it, in the place of the version that was read."""
        if self.book is None or not self.dirty:
            return
        self.error.clear()
        self.save.set_busy(True)
        job = self._desk.jobs.run(self._desk.hazards.save, self.table, self.book.version, owner=self)
        job.then(self._saved).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.save.set_busy(False))

    def _read(self, show: Callable[[HazardBook], object]) -> None:
        job = self._desk.jobs.latest("putaway.hazards", self._desk.hazards.book, owner=self)
        job.then(show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def _saved(self, answer: Any) -> None:
        if self.book is not None:
            self.book = replace(self.book, version=answer["version"], segregation=self.table, person="you")
        self._shell.toast("The table is saved; from now on places are chosen by it. What lies stays where it is.")
        self._show_table()

    def _show(self, book: HazardBook) -> None:
        self.book, self.table = book, book.segregation
        self.error.clear()
        self.none.setVisible(not book.classes)
        self.stores.show_stores(book.stores)
        self._show_table()

    def _show_table(self) -> None:
        if self.book is not None:
            self.matrix.show_table([one.name for one in self.book.classes], self.table)
        self._show_pair()
        self._allow()

    def _show_pair(self) -> None:
        pair, book = self.matrix.pair, self.book
        for part in (self.keep, self.metres):
            part.setVisible(pair is not None)
        if pair is None or book is None:
            self.title.setText("Choose two classes." if book is not None and len(book.classes) > 1 else "")
            return
        rule = self.table.between(*pair)
        of = {one.name: one for one in book.classes}
        self.title.setText(" and ".join(f"{name} ({counted(of[name].products, 'product')})" for name in pair))
        self.keep.choose(rule.keep.value)
        self.metres.setEnabled(rule.keep is Keep.APART and self._desk.may_rule)
        self.metres.setText(f"{rule.metres:g}" if rule.metres else "")

    def _allow(self) -> None:
        closed = None if self._desk.may_rule else NOT_YOURS
        self.keep.setEnabled(closed is None)
        self.save.set_allowed(closed or (None if self.dirty else SAVED))
        self.back.set_allowed(None if self.dirty else SAVED)
        version = f"Version {self.book.version}, by {self.book.person}." if self.book and self.book.version else ""
        self.said.setText(
            f"{'Not saved yet. ' if self.dirty else ''}{version} Pairs that nobody named lie in other bins."
        )

    def _lay_out(self) -> None:
        theme = self._desk.theme
        panel = Panel(theme, "Which classes may lie together")
        for button in (self.back, self.save):
            panel.add_to_head(button, stretch_before=button is self.back)
        area = QScrollArea()
        area.setWidget(self.matrix)
        self.matrix.setAutoFillBackground(False)  # it lies on the panel, not on a window of its own
        area.viewport().setAutoFillBackground(False)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        panel.body.addWidget(area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 10)
        foot.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.metres)
        row.addStretch(1)
        foot.addWidget(self.none)
        foot.addWidget(self.title)
        foot.addLayout(row)
        foot.addWidget(self.error)
        foot.addWidget(self.said)
        panel.body.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(panel, 6)
        across.addWidget(self.stores, 7)
