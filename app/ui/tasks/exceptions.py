"""Exceptions: what went wrong, whose it is and what comes next; nobody's first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.ui.shell.parts import Shell
from app.ui.tables import Column, StatusCell, Table
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.words import EN_DASH, KIND_WORDS, clock, counted
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

ON_DUTY = "Supervisors on duty"
CHOOSE = "Choose an exception first."
WHAT = Refusal("tasks.settle", "Say what was done about it.", "Enter a few words, then settle it.")


class ExceptionsView(QWidget):
    """`changed` when one was taken or settled."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: TasksDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._rows: Sequence[Any] = ()
        self._chosen: int | None = None
        self.table = Table(theme, "Exceptions", _columns(desk))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        why = (
            "Short picks, refills that found nothing, and what else could\n"
            "not be done comes here, with an owner and a next step."
        )
        self.none = EmptyState(theme, "ok", "Nothing waits to be put right.", why)
        self.what = Label(theme, "", "body", weight=600, wrap=True)
        self.facts = Label(theme, "", "small", "secondary", wrap=True)
        self.next = QLineEdit()
        self.done = QLineEdit()
        for field, name, words in (
            (self.next, "Next step", "What is to be done next"),
            (self.done, "What was done", "What was done about it"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(words)
            field.setFont(theme.font("body"))
            field.setFixedHeight(32)
            field.setMaxLength(200)
        self.mine = Button(theme, "I see to it", "person", "primary")
        self.mine.clicked.connect(self.take)
        self.elsewhere = Button(theme, "Pick from another bin", "search")
        self.elsewhere.clicked.connect(self.reserve_elsewhere)
        self.refill = Button(theme, "Look for stock again", "refresh")
        self.refill.clicked.connect(self.look_again)
        self.settled = Button(theme, "Settle", "ok")
        self.settled.clicked.connect(self.settle)
        self.done.returnPressed.connect(self.settle)
        self.error = InlineError(theme)
        self._lay_out()
        self._show([])

    def refresh(self) -> None:
        """Read them anew; the chosen one stays chosen."""
        job = self._desk.jobs.latest("tasks.exceptions", self._desk.exceptions.open, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal).on_fault(self._failed)

    def take(self) -> None:
        """See to the chosen one oneself, with the next step that stands in the field."""
        row = self._row()
        if row is not None:
            step = self.next.text().strip()
            changed = step if step != row.next_step else None
            self._do(lambda: self._desk.exceptions.take([row.task_id], None, changed), "It is yours now.")

    def settle(self) -> None:
        """It is settled."""
        row, what = self._row(), self.done.text().strip()
        if row is None:
            return
        if len(what) < 3:
            self.error.show_refusal(WHAT)
            self.done.setFocus()
            return
        self._do(lambda: self._desk.exceptions.settle([row.task_id], what), "Settled.")

    def reserve_elsewhere(self) -> None:
        """Reserve what the order still misses from other bins."""
        row = self._row()
        if row is not None and row.order_id is not None:
            self.error.clear()
            job = self._desk.jobs.run(self._desk.exceptions.elsewhere, row.order_id, owner=self)
            job.then(lambda made: self._planned(made, row)).on_refusal(self.error.show_refusal).on_fault(self._failed)
            job.ended.connect(self.refresh)

    def look_again(self) -> None:
        """Look for reserve stock for faces that found none."""
        self.error.clear()
        job = self._desk.jobs.run(self._desk.faces.look, owner=self)
        job.then(lambda answer: self._shell.toast(f"{counted(answer['made'], 'refill')} made."))
        job.on_refusal(self.error.show_refusal).on_fault(self._failed)
        job.ended.connect(self.refresh)

    def _planned(self, made: int, row: Any) -> None:
        if made:
            self._shell.toast(f"{counted(made, 'pick')} of {row.order_number} planned from other bins.")
            self.done.setText("Picked from another bin")
        else:
            nothing = Refusal("tasks.nothing", f"No other bin has {row.sku}.", "Refill it, or close the line short.")
            self.error.show_refusal(nothing)

    def _do(self, act: Any, said: str) -> None:
        self.error.clear()
        job = self._desk.jobs.run(act, owner=self)
        job.then(lambda _: self._shell.toast(said)).on_refusal(self.error.show_refusal).on_fault(self._failed)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self.refresh()
        self.changed.emit()

    def _failed(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.refresh)

    def _row(self) -> Any:
        return next((row for row in self._rows if row.task_id == self._chosen), None)

    def _show(self, rows: Sequence[Any]) -> None:
        self._rows = rows
        chosen = self._chosen
        self.table.rows.show_rows(rows)
        self._listed.setVisible(bool(rows))
        self._side.setVisible(bool(rows))
        self.none.setVisible(not rows)
        ids = [row.task_id for row in rows]
        if rows:
            self.table.selectRow(ids.index(chosen) if chosen in ids else 0)

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            return
        row = self._rows[at]
        if row.task_id != self._chosen:
            self.error.clear()
            self.done.clear()
            self.next.setText(row.next_step)
            self.next.setCursorPosition(0)  # its beginning is read first
            self.next.setToolTip(row.next_step)
        self._chosen = row.task_id
        self.what.setText(_title(row))
        self.facts.setText(_facts(row, self._desk))
        self.elsewhere.setVisible(self._desk.decides and row.order_id is not None)
        missing = (
            row.order_id is not None and bool(row.waiting) and row.order_state is not None and row.order_state <= 600
        )
        self.elsewhere.set_allowed(None if missing else "The order misses nothing any more.")
        self.refill.setVisible(self._desk.decides and row.kind == "replenish")

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._listed, self._side = Panel(theme, "Exceptions"), Panel(theme, "What to do")
        self._listed.body.addWidget(self.table, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(8)
        inner.addWidget(self.what)
        inner.addWidget(self.facts)
        for parts in (
            (Label(theme, "Next step", "small", "secondary", weight=500), self.next, self.mine),
            (self.elsewhere, self.refill),
            (Label(theme, "What was done", "small", "secondary", weight=500), self.done, self.settled),
        ):
            inner.addSpacing(6)
            for part in parts:
                inner.addWidget(part)
                part.setVisible(self._desk.decides)
        inner.addWidget(self.error)
        inner.addStretch(1)
        holder = QWidget()
        holder.setLayout(inner)
        self._side.body.addWidget(holder)
        self._side.setFixedWidth(340)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._listed, 1)
        row.addWidget(self._side)
        row.addWidget(self.none, 1)


def _columns(desk: TasksDesk) -> list[Column]:
    return [
        Column("What", lambda row: StatusCell(row.reason_name, "warn" if row.owner is None else None), "status", 204),
        Column("SKU", lambda row: row.sku or EN_DASH, "key", 88),
        Column("Missing", lambda row: f"{row.asked - row.done:,.6g}", "number", 66),
        Column("Bin", lambda row: row.from_code or row.to_code or EN_DASH, "code", 104),
        Column("Order", lambda row: row.order_number or EN_DASH, "code", 136),
        Column("Due", lambda row: clock(row.due_at, desk.zone) or EN_DASH, "number", 54),
        Column("Owner", lambda row: row.owner_name or ON_DUTY, width=146),
        Column("Next step", lambda row: row.next_step),
    ]


def _title(row: Any) -> str:
    where = f" in {row.from_code}" if row.from_code else f" for {row.to_code}" if row.to_code else ""
    return f"{row.asked - row.done:,.6g} × {row.sku or 'goods'} missing{where}"


def _facts(row: Any, desk: TasksDesk) -> str:
    parts = [
        KIND_WORDS.get(row.kind, row.kind),
        row.reason_name,
        row.product or "",
        f"{clock(row.since, desk.zone)} by {row.by_person}"
        if row.by_person
        else f"since {clock(row.since, desk.zone)}",
    ]
    parts += [
        f"order {row.order_number}" if row.order_number else "",
        f"due {clock(row.due_at, desk.zone)}" if row.due_at else "",
    ]
    parts += [f"owner: {row.owner_name or ON_DUTY}"]
    return " · ".join(part for part in parts if part)
