"""Storage classes: the limits of their bins, and which hazard classes they are kept for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.domain.errors import Refusal
from app.services.putaway.hazards import Store
from app.ui.putaway.columns import store_columns
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.words import hazards_listed, kept_for, said_by
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

EDGE = 12
LAYOUT, CLASSES = "layout", "panel:classes"
FIRST = "Choose a storage class first."
DRAWN = "The plan draws the same: what is set here stands in every drawing of it that is opened from now on."
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
        self.who = Label(theme, DRAWN, "small", "secondary", wrap=True)
        self.who.setContentsMargins(EDGE, 0, EDGE, 8)
        self.said = Label(theme, WHERE, "small", "secondary", wrap=True)
        self.there = Button(theme, "Limits in Layout", "classes", "small")
        self.there.clicked.connect(lambda: shell.open(LAYOUT, CLASSES))
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 0, EDGE, 10)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.there)
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
        self.body.addWidget(self.who)
        self.body.addLayout(foot)
        self._allow()

    def show_stores(self, stores: Sequence[Store]) -> None:
        """As they are; the chosen one stays chosen, and what was typed for it."""
        typed = self.field.text() if self._store is not None and self.field.text() != _text(self._store) else None
        code = self._store.code if self._store is not None else None
        self.there.setVisible(self._shell.has(LAYOUT))
        self.table.rows.show_rows(stores)
        at = next((n for n, one in enumerate(stores) if one.code == code), None)
        if at is not None:
            self.table.selectRow(at)
            if typed is not None:
                self.field.setText(typed)

    def keep(self) -> None:
        """Bins of the chosen class are kept for what the field says."""
        self._send(list(hazards_listed(self.field.text())))

    def _send(self, hazards: list[str] | None) -> None:
        store = self._store
        if store is None or self._closed is not None:
            return
        self.error.clear()
        self.set.set_busy(True)
        job = self._desk.jobs.run(self._desk.hazards.keep, store, hazards, owner=self)
        job.then(lambda _answer: self._kept(store.code, hazards)).on_refusal(self._refused)
        job.on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.set.set_busy(False))

    def _kept(self, code: str, hazards: Sequence[str] | None) -> None:
        self._shell.toast(f"Bins of class {code}: {kept_for(hazards, ())}.")
        self.field.setText(", ".join(hazards or ()))
        self.changed.emit()

    def _refused(self, refusal: Refusal) -> None:
        """Whoever was second sees what holds now, and still has what he typed."""
        self.error.show_refusal(refusal)
        self.changed.emit()

    def _choose(self, row: int) -> None:
        self._store = self.table.rows.row(row) if row >= 0 else None
        self.field.setText(_text(self._store) if self._store is not None else "")
        said = said_by(self._store, self._desk.zone) if self._store is not None else ""
        self.who.setText(f"{said} {DRAWN}".strip())
        self._allow()

    def _allow(self) -> None:
        why: Any = self._closed or (None if self._store is not None else FIRST)
        self.set.set_allowed(why)
        self.free.set_allowed(why)


def _text(store: Store) -> str:
    """As it is typed."""
    return ", ".join(store.hazards or ())
