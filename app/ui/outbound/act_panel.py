"""What an act undoes, in numbers and piece by piece, before it is done; and the reason it is done for."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from app.domain.errors import Refusal
from app.services.outbound import FEW, OrderFilter, Preview
from app.ui.outbound.columns import undone_columns
from app.ui.outbound.desk import OutboundDesk
from app.ui.outbound.tick import Tick
from app.ui.outbound.words import numbers_of, objections, orders_of, undoes
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

TABLE = 148


class ActPanel(Panel):
    """`done` with words once it is done, and the ids of orders on hold that may simply go on; `closed` when it goes."""

    done = Signal(str, object)
    closed = Signal()
    failed = Signal(object)
    many = Signal(str, object)  # a title, and an act on more orders than one transaction takes

    def __init__(self, desk: OutboundDesk) -> None:
        super().__init__(desk.theme, "What this undoes")
        self._desk, theme = desk, desk.theme
        self._rows: Sequence[Any] = ()
        self._changes: Mapping[str, Any] = {}
        self._preview: Preview | None = None
        self._hold = False
        self._which: OrderFilter | Sequence[tuple[int, str]] | None = None  # more than are looked at before
        self._reasons: Sequence[Any] = ()
        self.says = Label(theme, "", "body", wrap=True)
        self.parts = Table(theme, "What is undone", undone_columns(several=True))
        self.parts.setFixedHeight(TABLE)
        self.reason = Choices(theme, "Reason", (), None)
        self.reason.setMinimumWidth(180)
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note, optional")
        self.note.setFont(theme.font("body"))
        self.note.setFixedHeight(32)
        self.note.setMaxLength(400)
        self.give_back = Tick(theme, "Give its stock to others")
        self.error = InlineError(theme)
        self.go = Button(theme, "Do it", "ok", "primary")
        self.go.clicked.connect(self.run)
        self.leave = Button(theme, "Leave it", "", "", "Esc")
        self.leave.clicked.connect(self.close_panel)
        self._lay_out()
        self.hide()

    def ask_change(self, rows: Sequence[Any], changes: Mapping[str, Any]) -> None:
        """Show what changing these orders would undo."""
        self._begin(rows, hold=False)
        self._changes = changes
        ends = bool(changes.get("cancel"))
        self.title.setText(f"Cancel {numbers_of(rows)}" if ends else f"Change {numbers_of(rows)}")
        self.go.setText(f"Cancel {orders_of(len(rows))}" if ends else "Change it")
        self._look()

    def ask_hold(self, rows: Sequence[Any]) -> None:
        """Ask why these orders stop."""
        self._begin(rows, hold=True)
        self.title.setText(f"Hold {numbers_of(rows)}")
        self.go.setText(f"Hold {orders_of(len(rows))}")
        self.says.setText("Picks that nobody has wait; who has one in hand finishes it. Nothing is packed or shipped.")
        self.parts.hide()
        self.go.set_allowed(None)
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_each(
        self, which: OrderFilter | Sequence[tuple[int, str]], number: int, changes: Mapping[str, Any] | None
    ) -> None:
        """Ask for the reason of a change of so many that each is looked at as its turn comes; changes None: a hold."""
        self._begin((), hold=changes is None)
        self._which, self._changes = which, changes or {}
        verb = "Hold" if changes is None else "Cancel" if changes.get("cancel") else "Change"
        match = " that match" if isinstance(which, OrderFilter) else ""
        self.title.setText(f"{verb} {orders_of(number)}{match}")
        self.go.setText(f"{verb} {orders_of(number)}")
        self.says.setText(
            "What it undoes is looked at order by order, as its turn comes: what cannot be done is left and says why. "
            "It can be stopped; what is done by then stays done."
        )
        self.parts.hide()
        self.reason.setVisible(set(self._changes) != {"priority"})  # which undoes nothing
        self.go.set_allowed(None)
        target = self.go if self.reason.isHidden() else self.reason
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def run(self) -> None:
        """Do what was looked at."""
        ids = [row.order_id for row in self._rows]
        if not self.reason.isHidden() and self.reason.value is None:
            self.error.show_refusal(Refusal("reason", "There is no reason yet.", "Choose why this is done."))
            return
        if self._which is not None or len(ids) > FEW:
            self._run_many()
            return
        act: Callable[..., dict[str, Any]]
        self.go.set_busy(True)
        if self._hold:
            job = self._desk.jobs.run(
                self._desk.orders.hold, ids, self.reason.value, self.note.text().strip(),
                give_back=self.give_back.isChecked(), owner=self,
            )  # fmt: skip
        elif self._preview is not None:
            act = self._desk.orders.change
            reason = self.reason.value if self._preview.needs_reason else None
            job = self._desk.jobs.run(act, ids, self._changes, reason, self._preview.seen, owner=self)
        else:
            self.go.set_busy(False)
            return
        job.then(self._done).on_refusal(self._refuse).on_fault(self.failed.emit)
        job.ended.connect(lambda: self.go.set_busy(False))

    def _run_many(self) -> None:
        many, reason = self._desk.many, self.reason.value
        if self._which is not None:
            note, back = self.note.text().strip(), self.give_back.isChecked()
            each: Callable[..., Any] = partial(many.change_each, changes=self._changes, reason=reason)
            if self._hold:
                each = partial(many.hold, reason=reason, note=note, give_back=back)
            self.many.emit(self.title.text(), partial(many.on, self._which, each))
        elif self._hold:
            pairs = [(row.order_id, row.number) for row in self._rows]
            note, back = self.note.text().strip(), self.give_back.isChecked()
            self.many.emit(self.title.text(), partial(many.hold, pairs, reason, note, back))
        elif self._preview is not None:
            why = reason if self._preview.needs_reason else None
            self.many.emit(self.title.text(), partial(many.change, self._preview, why))
        else:
            return
        self._preview = None
        self.hide()

    def close_panel(self) -> None:
        """Leave everything as it is."""
        self._preview = None
        self._desk.jobs.forget("outbound.preview")
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go.isEnabled():
            self.run()
        else:
            super().keyPressEvent(event)

    def _begin(self, rows: Sequence[Any], *, hold: bool) -> None:
        self._rows, self._hold, self._preview, self._which = list(rows), hold, None, None
        self.error.clear()
        self.note.clear()
        self.give_back.setChecked(False)
        self.give_back.setVisible(hold)
        self.note.setVisible(hold)
        self.reason.setVisible(True)
        self.go.set_allowed("It is being looked at.")
        self.show()
        if not self._reasons:
            job = self._desk.jobs.run(self._desk.orders.reasons, owner=self)
            job.then(self._show_reasons).on_refusal(self.error.show_refusal).on_fault(self.failed.emit)

    def _look(self) -> None:
        self.says.setText("Looking …")
        self.parts.hide()
        ids = [row.order_id for row in self._rows]
        job = self._desk.jobs.latest("outbound.preview", self._desk.orders.preview, ids, self._changes, owner=self)
        job.then(self._show_preview).on_refusal(self._cannot).on_fault(self.failed.emit)

    def _show_preview(self, preview: Preview) -> None:
        self._preview = preview
        parts = [(one, part) for one in preview.orders for part in (*one["reserved"], *one["put_back"])]
        self.parts.rows.show_rows(parts)
        self.parts.setVisible(bool(parts))
        cannot = sum(not one["allowed"] for one in preview.orders)
        some = len(self._rows) > FEW and 0 < cannot < len(preview.orders)  # told order by order in the report
        left = f" {orders_of(cannot)} cannot be changed and {'is' if cannot == 1 else 'are'} left." if some else ""
        self.says.setText(undoes(preview) + left if preview.allowed or some else objections(preview))
        self.reason.setVisible(preview.needs_reason and (preview.allowed or some))
        self.go.set_allowed(None if preview.allowed or some else "Not all of them can be changed.")
        target = self.reason if not self.reason.isHidden() else self.go
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_reasons(self, reasons: Sequence[Any]) -> None:
        self._reasons = reasons
        self.reason.clear()
        self.reason.addItem("Choose a reason", None)
        for reason in reasons:
            if reason.code != "backorder":
                self.reason.addItem(reason.name, reason.code)

    def _done(self, answer: dict[str, Any]) -> None:
        tasks = len(answer.get("tasks", ()))
        back = "" if not tasks else " 1 put-back task made." if tasks == 1 else f" {tasks} put-back tasks made."
        verb = "on hold" if self._hold else "cancelled" if self._changes.get("cancel") else "changed"
        self.hide()
        self._preview = None
        kept = self._hold and not self.give_back.isChecked()  # what was given to others does not come back by itself
        held = [row.order_id for row in self._rows] if kept else None
        self.done.emit(f"{orders_of(len(answer['orders']))} {verb}.{back}", held)
        self.closed.emit()

    def _refuse(self, refusal: Refusal) -> None:
        """What was seen holds no longer: it is looked at again; the sentence stays until the act is done."""
        self.error.show_refusal(refusal)
        if refusal.code == "WM412":
            self._look()

    def _cannot(self, refusal: Refusal) -> None:
        problems = refusal.detail.get("problems", ())
        said = [f"Line {one['line']}: {one['problem']}" if one.get("line") else str(one["problem"]) for one in problems]
        self.says.setText("\n".join(said[:8]) or refusal.what)
        self.reason.hide()
        self.error.show_refusal(refusal)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.says)
        column.addWidget(self.parts)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.reason, self.note, self.give_back, self.go, self.leave):
            row.addWidget(part, 1 if part is self.note else 0)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addLayout(column)
