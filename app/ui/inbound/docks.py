"""Docks: the board of a day, its appointments, booking one, and how far each truck is."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.inbound.columns import appointment_columns
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.dock_board import DockBoard
from app.ui.shell.parts import Shell
from app.ui.tables import Table
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

STEPS = {
    "booked": (
        ("arrived", "Truck is here"),
        ("docked", "At the dock"),
        ("no_show", "No show"),
        ("cancelled", "Cancel"),
    ),
    "arrived": (("docked", "At the dock"), ("booked", "Not here after all"), ("cancelled", "Cancel")),
    "docked": (("done", "Truck has gone"), ("arrived", "Back to the yard")),
    "no_show": (("arrived", "Truck is here"), ("booked", "Booked again")),
    "done": (("docked", "Still at the dock"),),
}
MOST_STEPS = 4
HOUR = timedelta(hours=1)


class DocksView(QWidget):
    """`changed` after an act."""

    changed = Signal()

    def __init__(self, shell: Shell, desk: InboundDesk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self._docks: Sequence[Any] = ()
        self._slots: Sequence[Any] = ()
        self._row: Any = None
        self._day = desk.clock().astimezone(desk.zone).date()
        theme = desk.theme
        self.board = DockBoard(theme, desk.zone)
        self.board.picked.connect(lambda row: self.show_row(row.appointment_id))
        self.board.free.connect(self._book_here)
        self.title = Label(theme, "", "strong")
        self.list = Table(theme, "Appointments of the day", appointment_columns(desk.zone))
        self.list.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now.row()))
        self.dock, self.delivery = Combo(theme), Combo(theme)
        self.begins, self.ends, self.carrier = QLineEdit(), QLineEdit(), QLineEdit()
        self.error = InlineError(theme)
        self.book = Button(theme, "Book", "ok", "primary")
        self.book.clicked.connect(self.send)
        self.steps = [Button(theme, "", "ok") for _ in range(MOST_STEPS)]
        for number, button in enumerate(self.steps):
            button.clicked.connect(lambda _=False, number=number: self._step(number))
        self._lay_out()

    def refresh(self) -> None:
        """Read the day, the docks and the deliveries that could be booked."""
        jobs, desk = self._desk.jobs, self._desk
        jobs.latest("inbound.docks", desk.docks.docks, owner=self).then(self._show_docks)
        if desk.leads:
            jobs.latest("inbound.bookable", desk.deliveries.page, "open", owner=self).then(self._show_deliveries)
        begins = self._midnight
        job = jobs.latest("inbound.board", desk.docks.board, begins, begins + timedelta(days=1), owner=self)
        job.then(self._show).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def walk(self, days: int) -> None:
        """Another day; 0 is today."""
        today = self._desk.clock().astimezone(self._desk.zone).date()
        self._day = self._day + timedelta(days=days) if days else today
        self._row = None
        self.refresh()

    def show_row(self, appointment: int) -> None:
        """Choose this appointment in the list."""
        for number in range(self.list.rows.rowCount()):
            if self.list.rows.row(number).appointment_id == appointment:
                self.list.selectRow(number)

    def send(self) -> None:
        """Book what the form says."""
        try:
            begins, ends = self._moment(self.begins.text(), "From"), self._moment(self.ends.text(), "To")
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.book.set_busy(True)
        job = self._desk.jobs.run(
            self._desk.docks.book,
            self.dock.currentData(),
            begins,
            ends,
            inbound=self.delivery.currentData(),
            carrier=self.carrier.text().strip(),
            owner=self,
        )
        job.then(lambda _: self._did("Booked.")).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.book.set_busy(False))

    def _step(self, number: int) -> None:
        row = self._row
        if row is None:
            return
        state, words = STEPS[row.state][number]
        job = self._desk.jobs.run(self._desk.docks.become, row.appointment_id, state, row.version, owner=self)
        job.then(lambda _: self._did(f"{row.dock}, {row.carrier or row.number}: {words.lower()}."))
        job.on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def _did(self, words: str) -> None:
        self.error.clear()
        self._shell.toast(words)
        self.carrier.clear()
        self.delivery.setCurrentIndex(0)
        self.refresh()
        self.changed.emit()

    def _book_here(self, dock: Any, begins: datetime) -> None:
        self.dock.setCurrentIndex(max(0, self.dock.findData(dock.dock_id)))
        self.begins.setText(f"{begins:%H:%M}")
        self.ends.setText(f"{begins + HOUR:%H:%M}")
        self.carrier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moment(self, text: str, name: str) -> datetime:
        try:
            at = time.fromisoformat(text.strip().rjust(5, "0"))
        except ValueError as error:
            raise Refusal("time", f"{name}: “{text.strip()[:20]}” is no time.", "Write it as 14:30.") from error
        return datetime.combine(self._day, at, self._desk.zone)

    @property
    def _midnight(self) -> datetime:
        return datetime.combine(self._day, time(), self._desk.zone)

    def _show_docks(self, docks: Sequence[Any]) -> None:
        before = self.dock.currentData()
        self._docks = docks
        self.dock.clear()
        for dock in docks:
            self.dock.addItem(dock.code, dock.dock_id)
        self.dock.setCurrentIndex(max(0, self.dock.findData(before)))
        self.none.setVisible(not docks)
        self._draw()

    def _draw(self) -> None:
        """Docks and appointments come in any order."""
        self.board.show_day(self._midnight, self._docks, self._slots, self._desk.clock())

    def _show_deliveries(self, rows: Sequence[Any]) -> None:
        before = self.delivery.currentData()
        self.delivery.clear()
        self.delivery.addItem("No delivery, carrier only", None)
        for row in rows:
            self.delivery.addItem(f"{row.number}, {row.party}" if row.party else row.number, row.inbound_id)
        self.delivery.setCurrentIndex(max(0, self.delivery.findData(before)))

    def _show(self, rows: Sequence[Any]) -> None:
        chosen = None if self._row is None else self._row.appointment_id
        self.title.setText(f"{self._day:%A, %d %B %Y}")
        self._slots = rows
        self._draw()
        self.list.rows.show_rows(rows)
        ids = [row.appointment_id for row in rows]
        if chosen in ids:
            self.list.selectRow(ids.index(chosen))
        else:
            self._show_steps(None)

    def _choose(self, number: int) -> None:
        if number >= 0:
            self._show_steps(self.list.rows.row(number))
            self.board.choose(self._row.appointment_id)

    def _show_steps(self, row: Any) -> None:
        self._row = row
        steps: Sequence[tuple[str, str]] = STEPS[row.state] if row is not None and self._desk.receives else ()
        for number, button in enumerate(self.steps):
            button.setVisible(number < len(steps))
            if number < len(steps):
                button.setText(steps[number][1])

    def _lay_out(self) -> None:
        theme = self._desk.theme
        scroll = QScrollArea()
        scroll.setWidget(self.board)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        panel = Panel(theme, "Docks")
        panel.add_to_head(self.title)
        for icon, words, days in (
            ("back", "The day before", -1),
            ("clock", "Today", 0),
            ("forward", "The next day", 1),
        ):
            button = IconButton(theme, icon, words)
            button.clicked.connect(lambda _=False, days=days: self.walk(days))
            panel.add_to_head(button, stretch_before=days == -1)
        why = "No dock is drawn yet: a planner draws receiving places and docks in Layout."
        self.none = Label(theme, why, "body", "secondary", wrap=True)
        self.none.setContentsMargins(12, 12, 12, 12)
        self.none.setVisible(False)
        panel.body.addWidget(self.none)
        panel.body.addWidget(scroll, 1)
        listed = Panel(theme, "Appointments")
        listed.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        for step in self.steps:
            step.setVisible(False)
            foot.addWidget(step)
        foot.addStretch(1)
        listed.body.addLayout(foot)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(listed, 3)
        form = self._form()
        lower.addWidget(form, 2)
        form.setVisible(self._desk.leads)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(panel, 1)
        column.addLayout(lower, 1)

    def _form(self) -> QWidget:
        theme = self._desk.theme
        panel = Panel(theme, "Book a dock")
        panel.body.setContentsMargins(16, 12, 16, 12)
        panel.body.setSpacing(8)
        named = (
            ("Dock", self.dock), ("From", self.begins), ("To", self.ends),
            ("Delivery", self.delivery), ("Carrier", self.carrier),
        )  # fmt: skip
        for name, field in named:
            field.setAccessibleName(name)
            field.setFont(theme.font("body"))
            field.setFixedHeight(32)
        for field, example in ((self.begins, "14:00"), (self.ends, "15:00"), (self.carrier, "Haulier or plate")):
            field.setPlaceholderText(example)
            field.returnPressed.connect(self.send)
        for fields in (named[:3], named[3:]):
            row = QHBoxLayout()
            row.setSpacing(8)
            for name, field in fields:
                column = QVBoxLayout()
                column.setSpacing(4)
                column.addWidget(Label(theme, name, "small", "secondary", weight=500))
                column.addWidget(field)
                row.addLayout(column, 1)
            panel.body.addLayout(row)
        panel.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addWidget(self.book)
        foot.addStretch(1)
        panel.body.addLayout(foot)
        panel.body.addStretch(1)
        return panel
