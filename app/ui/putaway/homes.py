"""Bins of their own: which products have them, and giving them some."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.services.putaway import Home
from app.ui.putaway.columns import home_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.words import counted, listed
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 12


class HomesPanel(Panel):
    """Products with bins of their own; a row that is opened is filled into the fields."""

    def __init__(self, shell: Shell, desk: PutawayDesk, closed: str | None) -> None:
        theme = desk.theme
        super().__init__(theme, "Bins of their own")
        self._shell, self._desk, self._closed = shell, desk, closed
        self.table = Table(theme, "Products with bins of their own", home_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.none = Label(theme, "No product has bins of its own yet.", "small", "secondary", wrap=True)
        self.sku = QLineEdit()
        self.bins = QLineEdit()
        for field, name, example in ((self.sku, "SKU", "SKU"), (self.bins, "Its bins", "Bins; empty: none")):
            field.setAccessibleName(name)
            field.setPlaceholderText(example)
            field.setFont(theme.code_font("body"))
            field.setFixedHeight(32)
            field.returnPressed.connect(self.give)
            field.textChanged.connect(lambda _: self._allow())
            field.setEnabled(closed is None)
        self.set = Button(theme, "Set bins", "ok")
        self.set.clicked.connect(self.give)
        self.error = InlineError(theme)
        line = QHBoxLayout()
        line.setContentsMargins(EDGE, 8, EDGE, 8)
        line.setSpacing(8)
        line.addWidget(self.sku, 2)
        line.addWidget(self.bins, 3)
        line.addWidget(self.set)
        self.none.setContentsMargins(EDGE, 8, EDGE, 0)
        self.error.setContentsMargins(EDGE, 0, EDGE, 0)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.error)
        self._allow()

    def refresh(self) -> None:
        """Read anew."""
        job = self._desk.jobs.latest("putaway.homes", self._desk.homes.homes, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def give(self) -> None:
        """The bins in the field are the product's own from now on."""
        sku, codes = self.sku.text().strip(), listed(self.bins.text().upper())
        if self._closed is not None or not sku:
            return
        self.error.clear()
        self.set.set_busy(True)
        job = self._desk.jobs.run(self._desk.homes.give, sku, codes, owner=self)
        job.then(lambda answer: self._given(sku, answer)).on_refusal(self.error.show_refusal)
        job.on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.set.set_busy(False))

    def _given(self, sku: str, answer: Any) -> None:
        words = (
            f"{sku} has {counted(answer['bins'], 'bin')} of its own."
            if answer["bins"]
            else f"{sku} goes by the other rules."
        )
        self._shell.toast(words)
        self.sku.clear()
        self.bins.clear()
        self.refresh()

    def _show(self, homes: Sequence[Home]) -> None:
        self.table.rows.show_rows(homes)
        self.none.setVisible(not homes)
        self.table.setVisible(bool(homes))

    def _choose(self, row: int) -> None:
        if row >= 0:
            home = self.table.rows.row(row)
            self.sku.setText(home.sku)
            self.bins.setText(", ".join(home.bins))

    def _allow(self) -> None:
        self.set.set_allowed(self._closed or (None if self.sku.text().strip() else "Enter a SKU first."))
