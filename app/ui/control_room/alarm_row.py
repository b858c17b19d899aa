"""One alarm as a row: shape, text, where and how long; the current row also says what to do and what can be done."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.ui.control_room.alarm_items import AlarmItem
from app.ui.control_room.one_line import OneLine, chain
from app.ui.control_room.words import initials, joined, say_age, say_clock
from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import Status, StatusGlyph
from app.ui.widgets.labels import Avatar, Label, set_state
from app.ui.widgets.messages import InlineError
from app.ui.widgets.segmented import Option, Segmented

SHELF_TIMES = (Option("30", "30 min"), Option("120", "2 h"), Option("480", "8 h"))


class ShelfForm(QWidget):
    """Putting an alarm away: for how long and why, in the row itself. `asked` with minutes and the reason."""

    asked = Signal(int, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.times = Segmented(theme, "For how long", SHELF_TIMES, "30")
        self.reason = QLineEdit()
        self.reason.setFixedHeight(28)
        self.reason.setMaxLength(400)
        self.reason.setFont(theme.font("small"))
        self.reason.setPlaceholderText("Why, for the next shift")
        self.reason.setAccessibleName("Reason for shelving")
        self.reason.returnPressed.connect(self._send)
        self.error = InlineError(theme)
        send = Button(theme, "Shelve", kind="small")
        leave = Button(theme, "Keep", kind="small")
        self.stops: tuple[QWidget, ...] = (self.reason, self.times, send, leave)
        send.clicked.connect(self._send)
        leave.clicked.connect(self.left)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(self.times)
        acts.addStretch(1)
        acts.addWidget(send)
        acts.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.reason)
        column.addLayout(acts)
        column.addWidget(self.error)

    def _send(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            set_state(self.reason, "state", "error")
            self.error.show_refusal(
                Refusal("reason", "Shelving needs a reason.", "Say why, for example “door is repaired until 16:00”.")
            )
            return
        set_state(self.reason, "state", "")
        self.error.clear()
        self.asked.emit(int(self.times.current), reason)


class BlinkGlyph(StatusGlyph):
    """A shape that can be left out for half a second; its place stays, its name stays."""

    def __init__(self, theme: Theme, status: Status) -> None:
        super().__init__(theme, status)
        self.lit = True

    def set_lit(self, lit: bool) -> None:
        """Show the shape or leave it out."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.lit:
            super().paintEvent(event)


class AlarmRow(QFrame):
    """`acknowledged`, `cleared`, `shelved` ask for an act; `current` says that the person points at this row.

    One Tab stop for the list, its keys do what the buttons do; only the shelf form takes the keyboard, after `before`.
    """

    current = Signal(int)
    flown = Signal(int)
    acknowledged = Signal(int)
    cleared = Signal(int)
    shelved = Signal(int, int, str)

    def __init__(
        self, theme: Theme, item: AlarmItem, zone: tzinfo, clock: Callable[[], datetime], before: QWidget
    ) -> None:
        super().__init__()
        self._before = before
        self._theme, self._zone, self._clock = theme, zone, clock
        self.item = item
        self.form: ShelfForm | None = None
        self._ground = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.glyph = BlinkGlyph(theme, item.status)
        self.words = OneLine(theme)
        self.detail = OneLine(theme, "small", "tertiary", "number")
        self.next_step = Label(theme, "", "small", "secondary", wrap=True)
        self.avatar = Avatar(theme, "", "", 22)
        self.act = Button(theme, "Acknowledge", kind="small", shortcut="A")
        self.shelf = Button(theme, "Shelve …", kind="small", shortcut="S")
        self.gone = Button(theme, "Clear", kind="small", shortcut="Del")
        for button in (self.act, self.shelf, self.gone):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.act.clicked.connect(lambda: self.acknowledged.emit(self.item.alarm_id))
        self.shelf.clicked.connect(self.open_form)
        self.gone.clicked.connect(lambda: self.cleared.emit(self.item.alarm_id))
        self._lay_out()
        self.show_item(item, False)

    def show_item(self, item: AlarmItem, is_current: bool) -> None:
        """Show an alarm; the current one is open: what to do, and all its acts."""
        self.item = item
        now = self._clock()
        state = item.state(now)
        self._ground = "accent.wash" if is_current else "surface.raised" if state == "new" else ""
        self.update()
        status = "ok" if state == "cleared" else "shelved" if state == "shelved" else item.status
        self.glyph.show_status(status, filled=state == "new")
        self.words.show_text(item.text, 600 if state == "new" else 500)
        self.detail.show_text(self.place_and_age(now))
        self.next_step.setText(item.next_step)
        self.next_step.setVisible(is_current)
        self.avatar.show_person(initials(item.person), f"Acknowledged by {item.person}")
        self.avatar.setVisible(bool(item.person))
        self.act.setVisible(not item.person)
        self.shelf.setVisible(is_current and state in ("new", "known") and self.form is None)
        self.gone.setVisible(is_current and state in ("new", "known", "shelved") and self.form is None)
        if not is_current:
            self.close_form()
        word = {"new": "new", "known": f"acknowledged by {item.person}", "cleared": "cause gone", "shelved": "shelved"}
        self.setAccessibleName(joined([self.glyph.accessibleName(), item.text, self.detail.text(), word[state]]))

    def place_and_age(self, now: datetime) -> str:
        """Where it is and how long; of a shelved one until when and why."""
        age = say_age((now - self.item.raised_at).total_seconds())
        state = self.item.state(now)
        if state == "shelved" and self.item.until is not None:
            return joined([f"until {say_clock(self.item.until, self._zone, now)}", self.item.reason])
        cause = "cause gone" if state == "cleared" else ""
        person = self.item.person if state == "known" else ""
        return joined([self.item.location, age, cause, person])

    def tick(self) -> None:
        """A minute more."""
        self.detail.show_text(self.place_and_age(self._clock()))

    def open_form(self) -> None:
        """Ask in the row for how long and why."""
        if self.form is None:
            self.form = ShelfForm(self._theme)
            self.form.asked.connect(self._shelve)
            self.form.left.connect(self._leave)
            self._column.addWidget(self.form)
            chain(self._before, *self.form.stops)
            self.shelf.hide()
            self.gone.hide()
        self.form.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_form(self) -> None:
        """Take the form away; what was typed goes with it."""
        if self.form is not None:
            form, self.form = self.form, None
            form.hide()
            form.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground:
            painter.fillRect(self.rect(), self._theme.colour(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border.subtle"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.current.emit(self.item.alarm_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.flown.emit(self.item.alarm_id)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.words)
        lines.addWidget(self.detail)
        top.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(lines, 1)
        top.addWidget(self.avatar)
        top.addWidget(self.act)
        acts = QHBoxLayout()
        acts.setSpacing(6)
        acts.addWidget(self.shelf)
        acts.addWidget(self.gone)
        acts.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(24, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.next_step)
        self._column.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(self._column)

    def _leave(self) -> None:
        self.close_form()
        self.show_item(self.item, True)

    def _shelve(self, minutes: int, reason: str) -> None:
        self.close_form()
        self.shelved.emit(self.item.alarm_id, minutes, reason)


def shelf_end(now: datetime, minutes: int) -> datetime:
    """Until when an alarm rests."""
    return now + timedelta(minutes=minutes)
