"""The hours of the site: what they are, and changing them in a line below the head."""

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError

FIELD = 72  # px
HINT = "Closing before it opens is on the next day: 22:00 to 06:00 is a night shift, 00:00 to 00:00 around the clock."


class SiteHours(QWidget):
    """`wished` with two times; `closed` when it goes. Hidden until it is opened."""

    wished = Signal(object, object)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Hours of the site")
        self.opens, self.closes = QLineEdit(), QLineEdit()
        self.error = InlineError(theme)
        self.save = Button(theme, "Save", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.leave = Button(theme, "Leave it", "", "", "Esc")
        self.leave.clicked.connect(self.close_line)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, field in (("The site opens at", self.opens), ("and closes at", self.closes)):
            field.setAccessibleName(name)
            field.setFont(theme.number_font("body"))
            field.setFixedSize(FIELD, 32)
            field.returnPressed.connect(self.send)
            row.addWidget(Label(theme, name, "body"))
            row.addWidget(field)
        row.addWidget(self.save)
        row.addWidget(self.leave)
        row.addWidget(Label(theme, HINT, "small", "tertiary", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.error)
        self.hide()

    def toggle(self, opens: time, closes: time) -> None:
        """Open with these hours, or close."""
        if self.isHidden():
            self.open_line(opens, closes)
        else:
            self.close_line()

    def open_line(self, opens: time, closes: time) -> None:
        """Show the hours as they are, to be changed."""
        self.error.clear()
        self.opens.setText(f"{opens:%H:%M}")
        self.closes.setText(f"{closes:%H:%M}")
        self.show()
        self.opens.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.opens.selectAll()

    def close_line(self) -> None:
        """Leave the hours as they are."""
        self.hide()
        self.closed.emit()

    def send(self) -> None:
        """Ask for what the fields say."""
        try:
            hours = clock_of(self.opens.text(), "It opens"), clock_of(self.closes.text(), "It closes")
        except Refusal as refusal:
            self.error.show_refusal(refusal)
            return
        self.error.clear()
        self.wished.emit(*hours)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)


def clock_of(text: str, name: str) -> time:
    """A time of day as people type it: 14:30, 6:00, 6. Refusal where it is none."""
    said = text.strip()
    try:
        return time(int(said)) if said.isdecimal() and len(said) <= 2 else time.fromisoformat(said.rjust(5, "0"))
    except ValueError as error:
        raise Refusal("time", f"{name}: “{said[:20]}” is no time.", "Write it as 14:30.") from error
