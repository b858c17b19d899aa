"""An act on the chosen records, said in numbers before it is done; act_list.py says which there are."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.domain.errors import Fault, Refusal
from app.services.inventory.done import Done, Effect
from app.ui.inventory.act_list import ACTS, Given, call_of, misfit, records, sentence
from app.ui.inventory.columns import STATUS_WORDS
from app.ui.inventory.desk import StockDesk
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

LISTED = 4
WIDTHS = {"bin": 140, "sku": 160, "lot": 180, "owner": 210, "expiry": 200, "quantity": 190, "unit": 200, "note": 200}
"""Of the fields in px, in the order in which they stand."""


class ActPanel(Panel):
    """One act at a time, inline. `done` with what was done; it closes itself. Esc gives it up."""

    done = Signal(object)
    closed = Signal()

    def __init__(self, desk: StockDesk) -> None:
        super().__init__(desk.theme, surface="raised")
        self._desk = desk
        self._act = ACTS[0]
        self._rows: tuple[Any, ...] = ()
        self._holds: tuple[int, ...] = ()
        theme = desk.theme
        self.says = Label(theme, "", "strong", wrap=True)
        self.breaks = Label(theme, "", "small", "warn", wrap=True)
        self.error = InlineError(theme)
        self._lines = {name: self._field(width) for name, width in WIDTHS.items()}
        self.bin, self.quantity, self.note = (self._lines[name] for name in ("bin", "quantity", "note"))
        self.status = Combo(theme)
        self.reason = Combo(theme)
        for combo, name in ((self.status, "New status"), (self.reason, "Reason")):
            combo.setAccessibleName(name)
            combo.setFixedHeight(32)
            combo.setFont(theme.font("body"))
            combo.setMinimumWidth(180)
        for code, words in STATUS_WORDS.items():
            self.status.addItem(words, code)
        self.go = Button(theme, "", kind="primary")
        self.leave = Button(theme, "Cancel")
        self.go.clicked.connect(self._run)
        self.leave.clicked.connect(self.close_panel)
        self._fields: dict[str, QWidget] = {
            **{name: line for name, line in self._lines.items() if name != "note"},
            "status": self.status,
            "reason": self.reason,
            "note": self.note,
        }
        self._lay_out()
        self.hide()

    def open_act(self, id_: str, rows: Sequence[Any]) -> None:
        """Ask for what the act needs, with its numbers; what it breaks comes as it is read."""
        self._act = next(act for act in ACTS if act.id == id_)
        self._rows, self._holds = tuple(rows), ()
        self.error.clear()
        for name, field in self._fields.items():
            field.setVisible(name in self._act.fields)
        for name, line in self._lines.items():
            line.clear()
            line.setPlaceholderText(self._act.fields.get(name, ""))
            line.setAccessibleName(self._act.fields.get(name, ""))
        self.breaks.hide()
        self.go.setText(f"{self._act.verb} {records(len(rows))}")
        self.go.set_busy(False)
        wrong = misfit(self._act, rows)
        self.go.set_allowed(wrong)
        self.says.setText(wrong or sentence(self._act, rows))
        self.show()
        first = next((self._fields[name] for name in self._act.fields), self.go)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._act.reason:
            self._read("inventory.reasons", self._desk.stock.reasons, self._show_reasons, self._act.reason)
        if self._act.breaks:
            self.go.set_allowed("What it breaks is being read.")
            self._read("inventory.effect", self._desk.acts.effect, self._show_effect, self._rows)
        elif self._act.id == "release":
            self.go.set_allowed("The holds are being read.")
            self._read(
                "inventory.effect", self._desk.stock.holds, self._show_holds, [row.quant_id for row in self._rows]
            )

    def close_panel(self) -> None:
        """Give it up."""
        for key in ("inventory.reasons", "inventory.effect"):
            self._desk.jobs.forget(key)
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            self._run()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in self._fields.values():
            row.addWidget(field)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(8)
        for part in (self.says, self.breaks):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self.error)

    def _field(self, width: int) -> QLineEdit:
        field = QLineEdit()
        field.setFixedSize(width, 32)
        field.setFont(self._desk.theme.code_font("body"))
        return field

    def _read(self, key: str, use_case: Callable[..., Any], then: Callable[[Any], object], *args: Any) -> None:
        job = self._desk.jobs.latest(key, use_case, *args, owner=self)
        job.then(then).on_refusal(self.error.show_refusal).on_fault(self._fail)

    def _show_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        self.reason.clear()
        for code, name in reasons:
            self.reason.addItem(name, code)

    def _show_effect(self, effect: Effect) -> None:
        self.go.set_allowed(None)
        if effect.broken:
            more = len(effect.broken) - LISTED
            rest = f"\n… and {more:,} more" if more > 0 else ""
            number = len(effect.broken)
            head = f"It ends {number:,} {'promise' if number == 1 else 'promises'}:"
            self.breaks.setText("\n".join((head, *effect.broken[:LISTED])) + rest)
            self.breaks.show()
        else:
            self.says.setText(f"{sentence(self._act, self._rows)} No promise ends by it.")

    def _show_holds(self, holds: Sequence[Any]) -> None:
        self._holds = tuple(int(one.hold_id) for one in holds)
        if not holds:
            self.go.set_allowed("No hold covers these records.")
            self.says.setText("No hold covers these records: what keeps them is their status or their bin.")
            return
        self.go.set_allowed(None)
        self.go.setText(f"Lift {len(holds):,} {'hold' if len(holds) == 1 else 'holds'}")
        wider = sum(1 for one in holds if one.target != "quant")
        also = f" {wider:,} of them cover a whole lot, product, unit or bin." if wider else ""
        said = "; ".join(f"{one.reason} by {one.person}" for one in holds[:LISTED])
        self.says.setText(f"{sentence(self._act, self._rows)} {said}.{also}")

    def _run(self) -> None:
        try:
            use_case, args = call_of(self._act, self._desk.acts, self._rows, self._given())
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.go.set_busy(True)
        job = self._desk.jobs.run(use_case, *args, owner=self)
        job.then(self._finish).on_refusal(self._refuse).on_fault(self._fail)

    def _given(self) -> Given:
        texts = {name: field.text() for name, field in self._lines.items() if name in self._act.fields}
        return Given(texts, self.status.currentData() or "", self.reason.currentData() or "", self._holds)

    def _finish(self, done: Done) -> None:
        self.go.set_busy(False)
        self.hide()
        self.done.emit(done)

    def _refuse(self, refusal: Refusal) -> None:
        self.go.set_busy(False)
        self.error.show_refusal(refusal)

    def _fail(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))
