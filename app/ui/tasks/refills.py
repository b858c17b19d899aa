"""Refills: pick faces that are kept between two quantities, what lies in them, and what is on its way."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Fault, Refusal
from app.domain.measure import read_quantity
from app.ui.shell.parts import Shell
from app.ui.tables import Column, StatusCell, Table
from app.ui.tasks.desk import TasksDesk
from app.ui.tasks.words import EN_DASH, counted
from app.ui.widgets.buttons import Button
from app.ui.widgets.empty import Act, EmptyState
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

FIELDS = (
    ("sku", "SKU", "40-2217"),
    ("face", "Pick face", "D-02-31-1"),
    ("least", "Refill below", "12"),
    ("most", "Up to", "48"),
    ("pack", "In packs of, optional", "6"),
)


class RefillsView(QWidget):
    """The rules at the left, the form of one at the right: the chosen one, or a new one."""

    def __init__(self, shell: Shell, desk: TasksDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        theme = desk.theme
        self._rows: Sequence[Any] = ()
        self.table = Table(theme, "Pick faces", _columns())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        why = (
            "A rule says below what a pick face is refilled, and up to what.\n"
            "Orders that wait make refills urgent by themselves."
        )
        acts = (Act("Make the first rule", self.new_rule, "plus"),) if desk.rules else ()
        self.none = EmptyState(theme, "move_stock", "No pick face is kept filled yet.", why, acts)
        self.fields: dict[str, QLineEdit] = {}
        for name, label, hint in FIELDS:
            field = QLineEdit()
            field.setAccessibleName(label)
            field.setPlaceholderText(hint)
            field.setFont(theme.code_font("body") if name in ("sku", "face") else theme.number_font("body"))
            field.setFixedHeight(32)
            field.setMaxLength(40)
            field.returnPressed.connect(self.save)
            self.fields[name] = field
        self.keep = Button(theme, "Save rule", "ok", "primary")
        self.keep.clicked.connect(self.save)
        self.stop = Button(theme, "End rule", "close")
        self.stop.clicked.connect(self.end_rule)
        self.new = Button(theme, "New rule", "plus", "small")
        self.new.clicked.connect(self.new_rule)
        self.look = Button(theme, "Look now", "refresh", "small")
        self.look.clicked.connect(self.look_now)
        self.now = Button(theme, "Refill this face first", "move_stock")
        self.now.clicked.connect(self.call_chosen)
        self.error = InlineError(theme)
        self._lay_out()
        self._side.hide()
        self._choose_none()
        self._show([])

    def refresh(self) -> None:
        """Read the rules anew."""
        job = self._desk.jobs.latest("tasks.rules", self._desk.faces.rules, owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal).on_fault(self._failed)

    def new_rule(self) -> None:
        """An empty form."""
        self._side.show()
        self.table.clearSelection()
        for field in self.fields.values():
            field.clear()
        self.error.clear()
        self._choose_none()
        self.fields["sku"].setFocus()

    def save(self) -> None:
        """Keep the rule that stands in the form."""
        try:
            numbers = {name: self._number(name) for name in ("least", "most", "pack")}
            least, most = numbers["least"], numbers["most"]
            if least is None or most is None:
                words = "A rule needs both quantities."
                raise Refusal("refill.quantity", words, "Say below what it is refilled, and up to what.")
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        sku, face = self.fields["sku"].text().strip(), self.fields["face"].text().strip()
        self._do(
            lambda: self._desk.faces.put(sku, face, least, most, numbers["pack"]), lambda _: f"{face} is kept filled."
        )

    def end_rule(self) -> None:
        """The chosen rule ends; what nobody has begun for it is cancelled."""
        row = self._row()
        if row is not None:
            least, most = Decimal(str(row.min_quantity)), Decimal(str(row.max_quantity))
            self._do(
                lambda: self._desk.faces.put(row.sku, row.face, least, most, active=False),
                lambda answer: f"The rule of {row.face} has ended; {counted(answer['cancelled'], 'task')} cancelled.",
            )

    def look_now(self) -> None:
        """Refill what the rules ask for, now."""
        self._do(self._desk.faces.look, _looked)

    def call_chosen(self) -> None:
        """Refill the chosen face before anything else."""
        row = self._row()
        if row is not None:
            self._do(lambda: self._desk.faces.call(row.location_id, row.product_id), _looked)

    def _number(self, name: str) -> Decimal | None:
        text = self.fields[name].text().strip()
        return read_quantity(text) if text else None

    def _do(self, act: Any, said: Any) -> None:
        self.error.clear()
        job = self._desk.jobs.run(act, owner=self)
        job.then(lambda answer: self._shell.toast(said(answer))).on_refusal(self.error.show_refusal)
        job.on_fault(self._failed)
        job.ended.connect(self.refresh)

    def _failed(self, fault: Fault) -> None:
        self._shell.show_fault(fault, self.refresh)

    def _row(self) -> Any:
        chosen = self.table.selectionModel().selectedRows()
        return self._rows[chosen[0].row()] if chosen and chosen[0].row() < len(self._rows) else None

    def _show(self, rows: Sequence[Any]) -> None:
        before = self._row()
        self._rows = rows
        self.table.rows.show_rows(rows)
        self._listed.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._side.setVisible(self._desk.rules and (bool(rows) or self._side.isVisibleTo(self)))
        ids = [row.rule_id for row in rows]
        if before is not None and before.rule_id in ids:
            self.table.selectRow(ids.index(before.rule_id))

    def _choose_none(self) -> None:
        for button in (self.stop, self.now):
            button.set_allowed("Choose a rule first.")

    def _choose(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            return
        row = self._rows[at]
        self.error.clear()
        shown = (row.sku, row.face, _plain(row.min_quantity), _plain(row.max_quantity), _plain(row.pack))
        for (name, _, _), text in zip(FIELDS, shown, strict=True):
            self.fields[name].setText(text)
        self.stop.set_allowed(None if row.active else "This rule has ended.")
        self.now.set_allowed(None if row.active else "This rule has ended.")

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._listed, self._side = Panel(theme, "Pick faces"), Panel(theme, "Rule")
        self._listed.add_to_head(self.look, stretch_before=True)
        self._listed.add_to_head(self.new)
        for button in (self.look, self.new):
            button.setVisible(self._desk.rules)
        self._listed.body.addWidget(self.table, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(4)
        for name, label, _ in FIELDS:
            inner.addWidget(Label(theme, label, "small", "secondary", weight=500))
            inner.addWidget(self.fields[name])
            inner.addSpacing(4)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep)
        foot.addWidget(self.stop)
        foot.addStretch(1)
        inner.addLayout(foot)
        inner.addSpacing(4)
        inner.addWidget(self.now)
        inner.addWidget(self.error)
        inner.addStretch(1)
        holder = QWidget()
        holder.setLayout(inner)
        self._side.body.addWidget(holder)
        self._side.setFixedWidth(300)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._listed, 1)
        row.addWidget(self.none, 1)
        row.addWidget(self._side)


def _columns() -> list[Column]:
    return [
        Column("Pick face", lambda row: row.face, "key", 110),
        Column("SKU", lambda row: row.sku, "key", 92),
        Column("Product", lambda row: row.product),
        Column("Below", lambda row: _plain(row.min_quantity), "number", 62),
        Column("Up to", lambda row: _plain(row.max_quantity), "number", 62),
        Column("Packs", lambda row: _plain(row.pack) or EN_DASH, "number", 58),
        Column("On face", lambda row: _plain(row.on_face), "number", 66, strong=True),
        Column("Free", lambda row: _plain(row.free), "number", 58),
        Column("Coming", lambda row: _plain(row.incoming), "number", 66),
        Column("Waiting", lambda row: _plain(row.waiting), "number", 66),
        Column("In reserve", lambda row: _plain(row.reserve), "number", 84),
        Column("State", _state, "status", 150),
    ]


def _state(row: Any) -> StatusCell:
    if not row.active:
        return StatusCell("ended")
    if row.trouble:
        return StatusCell("reserve has none", "warn")
    if row.task_id is not None:
        return StatusCell("refill on its way")
    return (
        StatusCell("runs empty", "warn")
        if row.free <= 0
        else StatusCell("filled" if row.free >= row.min_quantity else "low")
    )


def _looked(answer: dict[str, Any]) -> str:
    if answer["made"]:
        return f"{counted(answer['made'], 'face')} refilled with {answer['quantity']:,.6g} pieces on their way."
    if answer["exceptions"]:
        return "Reserve has nothing for it: see Exceptions."
    return "Every face has what it needs, or it is on its way."


def _plain(value: Any) -> str:
    return "" if value is None else f"{float(value):,.6g}"
