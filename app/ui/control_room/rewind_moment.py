"""A moment typed in: date and time by the warehouse's clock."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.labels import Label
from app.ui.widgets.panel import Panel


class MomentEntry(Panel):
    """Floats over the plan. `chosen` with a moment (aware, UTC); Escape closes it."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, zone: tzinfo, room: QWidget) -> None:
        super().__init__(theme, surface="raised")
        self.setParent(room)
        self.setProperty("overlay", True)
        self.setAccessibleName("Go to a moment")
        self._zone, self._room = zone, room
        self.field = QDateTimeEdit()
        self.field.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        self.field.setFont(theme.number_font("body"))
        self.field.setFixedSize(216, 28)
        self.field.setAccessibleName("Date and time at the warehouse")
        self.go = Button(theme, "Go", kind="small")
        self.go.setAccessibleName("Go to this moment")
        close = IconButton(theme, "close", "Close", "Esc")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(Label(theme, "Show the floor as of", "small", "secondary"))
        row.addWidget(self.field)
        row.addWidget(self.go)
        row.addWidget(close)
        self.body.addLayout(row)
        self.go.clicked.connect(self._choose)
        close.clicked.connect(self.close_entry)
        self.hide()

    def open_at(self, moment: datetime) -> None:
        """Open with a moment in the field."""
        there = moment.astimezone(self._zone)
        self.field.setDateTime(QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute)))
        self.adjustSize()
        room = self._room.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 12)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_entry(self) -> None:
        """Hide it; nothing was chosen."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_entry()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        when = self.field.dateTime()
        date, time = when.date(), when.time()
        there = datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=self._zone)
        self.close_entry()
        self.chosen.emit(there.astimezone(UTC))
