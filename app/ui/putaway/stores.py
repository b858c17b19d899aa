"""Storage classes: the limits of their bins, and which hazard classes they are kept for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.services.putaway.hazards import Store
from app.ui.putaway.columns import store_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.words import kept_for, listed
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 12
FIRST = "Choose a storage class first."
WHERE = (
    "Limits belong to the plan: they are changed in Layout under “Classes and trucks”, and hold once it is published."
)


class StoresPanel(Panel):
    """`changed` when bins are kept for other classes than before."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: PutawayDesk, closed: str | None) -> None:
        theme = desk.theme
        super().__init__(theme, "Storage classes and their limits")
        self._shell, self._desk, self._closed = shell, desk, closed
        self._store: Store | None = None
        self.table = Table(theme, "Storage classes", store_columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.field = QLineEdit()
        self.field.setAccessibleName("Kept for these hazard classes")
        self.field.setPlaceholderText("Hazard classes; empty: no dangerous goods")
        self.field.setFont(theme.code_font("body"))
        self.field.setFixedHeight(32)
        self.field.setEnabled(closed is None)
        self.field.returnPressed.connect(self.keep)
        self.set = Button(theme, "Keep for these", "ok")
        self.set.clicked.connect(self.keep)
        self.free = Button(theme, "As the goods lie")
        self.free.clicked.connect(lambda: self._send(None))
        self.said = Label(theme, WHERE, "small", "secondary", wrap=True)
        self.said.setContentsMargins(EDGE, 0, EDGE, 10)
        self.error = InlineError(theme)
        self.error.setContentsMargins(EDGE, 0, EDGE, 0)
        line = QHBoxLayout()
        line.setContentsMargins(EDGE, 8, EDGE, 8)
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.set)
        line.addWidget(self.free)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.error)
        self.body.addWidget(self.said)
        self._allow()

    def show_stores(self, stores: Sequence[Store]) -> None:
        """As they are; the chosen one stays chosen."""
        code = self._store.code if self._store is not None else None
        self.table.rows.show_rows(stores)
        at = next((n for n, one in enumerate(stores) if one.code == code), None)
        if at is not None:
            self.table.selectRow(at)

    def keep(self) -> None:
        """Bins of the chosen class are kept for what the field says."""
        self._send(list(listed(self.field.text())))

    def _send(self, hazards: list[str] | None) -> None:
        store = self._store
        if store is None or self._closed is not None:
            return
        self.error.clear()
        self.set.set_busy(True)
        job = self._desk.jobs.run(self._desk.hazards.keep, store.code, hazards, owner=self)
        job.then(lambda _answer: self._kept(store.code, hazards)).on_refusal(self.error.show_refusal)
        job.on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.set.set_busy(False))

    def _kept(self, code: str, hazards: Sequence[str] | None) -> None:
        self._shell.toast(f"Bins of class {code}: {kept_for(hazards, ())}.")
        self.changed.emit()

    def _choose(self, row: int) -> None:
        self._store = self.table.rows.row(row) if row >= 0 else None
        self.field.setText(", ".join(self._store.hazards or ()) if self._store is not None else "")
        self._allow()

    def _allow(self) -> None:
        why: Any = self._closed or (None if self._store is not None else FIRST)
        self.set.set_allowed(why)
        self.free.set_allowed(why)
