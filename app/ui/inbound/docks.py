"""Docks: the board of a day, its appointments, booking one, and how far each truck is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.inbound.columns import appointment_columns
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.dock_board import DockBoard
from app.ui.inbound.site_day import SiteDay, day_of
from app.ui.inbound.site_hours import SiteHours, clock_of
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
NOTHING = "Nothing is booked for this day."
FREE = " A click on a free hour of the board fills in the form."
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
        self._asked: date | None = None  # None: the working day of now
        self._day = SiteDay(desk.clock().astimezone(desk.zone).date(), time(5), time(22), desk.zone)
        theme = desk.theme
        self.board = DockBoard(theme, desk.zone)
        self.board.picked.connect(lambda row: self.show_row(row.appointment_id))
        self.board.free.connect(self._book_here)
        self.title = Label(theme, "", "strong")
        self.hours = SiteHours(theme)
        self.open_hours = Button(theme, "", "clock", "small")
        self.open_hours.setToolTip("When the site works")
        self.open_hours.clicked.connect(lambda: self.hours.toggle(self._day.opens, self._day.closes))
        self.open_hours.setVisible(desk.leads)
        self.hours.wished.connect(self._set_hours)
        self.hours.closed.connect(lambda: self.open_hours.setFocus(Qt.FocusReason.OtherFocusReason))
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
        job = jobs.latest("inbound.board", _look, desk, self._asked, owner=self)
        job.then(lambda looked: self._show(*looked)).on_refusal(self._shell.show_refusal)
        job.on_fault(lambda fault: self._shell.show_fault(fault, self.refresh))

    def walk(self, days: int) -> None:
        """Another day; 0 is today."""
        self._asked = (self._asked or self._day.day) + timedelta(days=days) if days else None
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
            begins, ends = (
                self._day.moment(clock_of(field.text(), name))
                for field, name in ((self.begins, "From"), (self.ends, "To"))
            )
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.book.set_busy(True)
        job = self._desk.jobs.run(
            self._desk.docks.book,
            self.dock.currentData(),
            begins,
            ends if ends > begins else ends + timedelta(days=1),  # over midnight
            inbound=self.delivery.currentData(),
            carrier=self.carrier.text().strip(),
            owner=self,
        )
        job.then(self._booked).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)
        job.ended.connect(lambda: self.book.set_busy(False))

    def _step(self, number: int) -> None:
        row = self._row
        if row is None:
            return
        state, words = STEPS[row.state][number]
        back = row.state if row.state in (step for step, _ in STEPS.get(state, ())) else ""
        self._become(
            row.appointment_id, state, row.version, f"{row.dock}, {row.carrier or row.number}: {words.lower()}.", back
        )

    def _become(self, appointment: int, state: str, version: int, words: str, back: str = "") -> None:
        """Another state of an appointment; back: the one in which the toast puts it again."""

        def done(answer: Mapping[str, Any]) -> None:
            again = partial(self._become, appointment, back, answer["version"], "Taken back.")
            self._did(words, again if back else None)

        job = self._desk.jobs.run(self._desk.docks.become, appointment, state, version, owner=self)
        job.then(done).on_refusal(self.error.show_refusal).on_fault(self._shell.show_fault)

    def _booked(self, answer: Mapping[str, Any]) -> None:
        free = partial(
            self._become, answer["appointment_id"], "cancelled", answer["version"], "The booking is cancelled."
        )
        self._did("Booked.", free)

    def _did(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.error.clear()
        self._shell.toast(words, undo)
        self.carrier.clear()
        self.delivery.setCurrentIndex(0)
        self.refresh()
        self.changed.emit()

    def _book_here(self, dock: Any, begins: datetime) -> None:
        self.dock.setCurrentIndex(max(0, self.dock.findData(dock.dock_id)))
        self.begins.setText(f"{begins:%H:%M}")
        self.ends.setText(f"{begins + HOUR:%H:%M}")
        self.carrier.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_hours(self, opens: time, closes: time) -> None:
        job = self._desk.jobs.run(self._desk.docks.set_hours, opens, closes, owner=self)
        job.then(lambda _: self.hours.close_line()).then(lambda _: self.refresh())
        job.on_refusal(self.hours.error.show_refusal).on_fault(self._shell.show_fault)

    def _show_docks(self, docks: Sequence[Any]) -> None:
        before = self.dock.currentData()
        self._docks = docks
        self.dock.clear()
        for dock in docks:
            self.dock.addItem(dock.code, dock.dock_id)
        self.dock.setCurrentIndex(max(0, self.dock.findData(before)))
        self.none.setVisible(not docks)
        self._scroll.setVisible(bool(docks))
        self.book.set_allowed(None if docks else "There is no dock to book.")
        self._draw()

    def _draw(self) -> None:
        """Docks and appointments come in any order."""
        self.board.show_day(self._day, self._docks, self._slots, self._desk.clock())
        self.nothing.setVisible(bool(self._docks) and not self._slots)

    def _show_deliveries(self, rows: Sequence[Any]) -> None:
        before = self.delivery.currentData()
        self.delivery.clear()
        self.delivery.addItem("No delivery, carrier only", None)
        for row in rows:
            self.delivery.addItem(f"{row.number}, {row.party}" if row.party else row.number, row.inbound_id)
        self.delivery.setCurrentIndex(max(0, self.delivery.findData(before)))

    def _show(self, day: SiteDay, rows: Sequence[Any]) -> None:
        chosen = None if self._row is None else self._row.appointment_id
        self._day = day
        self.title.setText(f"{day.day:%A, %d %B %Y}")
        self.open_hours.setText(f"Open {day.opens:%H:%M} to {day.closes:%H:%M}")
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
        scroll = self._scroll = QScrollArea()
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
        panel.add_to_head(self.open_hours)
        panel.body.addWidget(self.hours)
        panel.body.addWidget(self.none)
        panel.body.addWidget(scroll, 1)
        panel.body.addStretch(0)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addWidget(self._listed(), 3)
        form = self._form()
        lower.addWidget(form, 2)
        form.setVisible(self._desk.leads)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(panel, 1)
        column.addLayout(lower, 1)

    def _listed(self) -> QWidget:
        theme = self._desk.theme
        listed = Panel(theme, "Appointments")
        self.nothing = Label(theme, NOTHING + (FREE if self._desk.leads else ""), "body", "secondary", wrap=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self.nothing.hide()
        listed.body.addWidget(self.nothing)
        listed.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        for step in self.steps:
            step.setVisible(False)
            foot.addWidget(step)
        foot.addStretch(1)
        listed.body.addLayout(foot)
        return listed

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


def _look(desk: InboundDesk, asked: date | None) -> tuple[SiteDay, Sequence[Any]]:
    """The working day that was asked for, or that it is now, and its appointments."""
    opens, closes = desk.docks.hours()
    day = SiteDay(asked or day_of(desk.clock(), opens, closes, desk.zone), opens, closes, desk.zone)
    return day, desk.docks.board(*day.stretch)
