"""One delivery: its lines, what was taken in, its report, and what can be done about it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from app.domain.errors import Refusal
from app.domain.inbound import InboundState
from app.ui.inbound.columns import change_columns, line_columns, receipt_columns, report_columns
from app.ui.inbound.desk import InboundDesk
from app.ui.inbound.line_form import LineForm
from app.ui.inbound.pictures import came_with
from app.ui.inbound.words import change_rows, report_words
from app.ui.tables import Table
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import Label, set_state
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Option, Segmented
from app.ui.widgets.tick import TickBox

VIEWS = (
    Option("lines", "Lines"),
    Option("receipts", "Taken in"),
    Option("report", "Differences"),
    Option("changes", "Changes"),
)
REASONS = (
    ("As announced", None),
    ("Less than announced", "short"),
    ("Not in the delivery", "missing"),
    ("The rest follows", "follows"),
)
PHOTO = 220


class DeliveryPanel(Panel):
    """`closing` with the reason to close with, None for none; `pictured` with a photo that was dropped or pasted."""

    closing = Signal(object)
    pictured = Signal(object)

    def __init__(self, desk: InboundDesk) -> None:
        super().__init__(desk.theme, "Delivery")
        self._desk = desk
        theme = desk.theme
        views = VIEWS if desk.leads else VIEWS[:3]
        self.view = Segmented(theme, "What of the delivery", views, "lines")
        self.lines = Table(theme, "Lines of the delivery", line_columns())
        self.lines.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.changes = Table(theme, "Changes of the announcement", change_columns(desk.clock, desk.zone))
        self.form = LineForm(theme, desk.zone)
        self.change = Button(theme, "Change line")
        self.add = Button(theme, "Add line", "plus")
        self.date = Button(theme, "Change date")
        self.changeable = False
        self.receipts = Table(theme, "What was taken in", receipt_columns(desk.clock, desk.zone))
        self.receipts.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.report = Table(theme, "Differences", report_columns())
        self.said = Label(theme, "", "small", "secondary", wrap=True)
        self.said.setContentsMargins(12, 8, 12, 8)
        self.picture = QLabel()
        self.picture.setAccessibleName("Photo of the goods")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.error = InlineError(theme)
        self.receive = Button(theme, "Receive", "scanner", "primary")
        self.label = TickBox(theme, "Label what has no SSCC")
        self.reason = Combo(theme)
        self.reason.setAccessibleName("Why less came than was announced")
        self.reason.setFont(theme.font("body"))
        self.reason.setFixedHeight(32)
        for words, code in REASONS:
            self.reason.addItem(words, code)
        self.finish = Button(theme, "Close delivery", "ok")
        self.finish.clicked.connect(lambda: self.closing.emit(self.reason.currentData()))
        self.reopen = Button(theme, "Open again", "undo")
        self.cancel = Button(theme, "Cancel delivery", "close")
        self.back = Button(theme, "Take back", "undo")
        self.photo = Button(theme, "Add photo", "plus")
        self.photo.setToolTip("Choose a file, drag a picture here, or paste one with Ctrl+V. PNG or JPEG.")
        self.setAcceptDrops(True)
        self._lay_out()

    def show_head(self, row: Any) -> None:
        """The delivery and what can be done with it."""
        opened = InboundState(row.state).is_open
        self.title.setText(f"{row.number}, {row.party}" if row.party else row.number)
        self.error.clear()
        self.form.hide()
        self.picture.setVisible(False)
        self.changeable = self._desk.leads and opened
        leads, receives = self._desk.leads, self._desk.receives
        self.receive.setVisible(receives and opened)
        self.label.setVisible(receives and opened)
        for part in (self.reason, self.finish):
            part.setVisible(leads and opened)
        self.cancel.setVisible(leads and opened)
        self.cancel.set_allowed("Goods were taken in; close it as short." if row.received else None)
        self.reopen.setVisible(leads and not opened)

    def show_found(self, view: str, found: Any) -> None:
        """What was read of the delivery."""
        self.said.setText("")
        if view == "report":
            report = found.report
            self.report.rows.show_rows(report["detail"])
            why = f" Closed by {found.person}: {found.reason.lower()}." if found.person and found.reason else ""
            self.said.setText(report_words(report) + why)
        elif view == "changes":
            self.changes.rows.show_rows(change_rows(found))
            self.said.setText("" if found else "It is as it was announced.")
        else:
            self._show_rows(self.lines if view == "lines" else self.receipts, found)
            if view == "receipts" and not found:
                self.said.setText("Nothing was taken in yet.")
        self.stack.setCurrentWidget(self._tables[view])
        if view != "lines":
            self.form.hide()
        self.said.setVisible(bool(self.said.text()))
        self.picture.setVisible(self.picture.isVisible() and view == "receipts")
        self._allow()

    def show_photo(self, content: bytes) -> None:
        """A photo beside what was taken in; kept small enough to leave the table readable."""
        picture = QPixmap()
        picture.loadFromData(content)
        if picture.isNull():
            self.said.setText("This photo cannot be shown.")
            self.said.setVisible(True)
            return
        side = Qt.AspectRatioMode.KeepAspectRatio
        self.picture.setPixmap(picture.scaled(PHOTO, PHOTO, side, Qt.TransformationMode.SmoothTransformation))
        self.picture.setVisible(True)

    def receipt(self) -> Any:
        """The receipt that is chosen, None for none."""
        if self.stack.currentWidget() is not self.receipts:
            return None
        rows = self.receipts.selectionModel().selectedRows()
        return self.receipts.rows.row(rows[0].row()) if rows else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture may be dropped on what was taken in."""
        if self.photo.isVisibleTo(self) and came_with(event.mimeData()) is not None:
            event.acceptProposedAction()
            set_state(self, "state", "target")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self, "state", "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_state(self, "state", "")
        self.take_picture(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V: the picture of the clipboard."""
        if self.photo.isVisibleTo(self) and event.matches(QKeySequence.StandardKey.Paste):
            self.take_picture(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def take_picture(self, mime: QMimeData) -> None:
        """A picture that was dropped or pasted; says what is missing where it cannot be kept."""
        came = came_with(mime)
        if came is None:
            self.error.show_refusal(Refusal("photo", "That is no picture.", "Copy or drag a PNG or JPEG."))
        else:
            self.pictured.emit(came)

    def line(self) -> Any:
        """The line that is chosen, None for none."""
        rows = self.lines.selectionModel().selectedRows()
        return self.lines.rows.row(rows[0].row()) if rows else None

    def _show_rows(self, table: Table, rows: Sequence[Any]) -> None:
        """What was chosen stays chosen: several photos go to one receipt."""
        chosen = table.selectionModel().selectedRows()
        key = _key(table.rows.row(chosen[0].row())) if chosen else None
        table.rows.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if _key(row) == key), None)
        if at is not None:
            table.selectRow(at)

    def _allow(self) -> None:
        for part in (self.change, self.add, self.date):
            part.setVisible(self.changeable and self.view.current == "lines")
        self.change.set_allowed(None if self.line() is not None else "Choose a line first.")
        receipt = self.receipt()
        shown = self._desk.receives and self.view.current == "receipts"
        self.back.setVisible(shown)
        self.photo.setVisible(shown)
        if receipt is None:
            why: str | None = "Choose what was taken in."
        elif receipt.undone_at is not None:
            why = "It was taken back."
        else:
            why = None
        self.photo.set_allowed(why)
        mine = receipt is not None and (receipt.mine or self._desk.leads)
        self.back.set_allowed(why or (None if mine else "Somebody else took it in: a supervisor takes it back."))

    def _lay_out(self) -> None:
        self.add_to_head(self.view, stretch_before=True)
        self.stack = QStackedWidget()
        self._tables = {"lines": self.lines, "receipts": self.receipts, "report": self.report, "changes": self.changes}
        for table in self._tables.values():
            self.stack.addWidget(table)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.stack, 1)
        beside.addWidget(self.picture)
        self.body.addWidget(self.said)
        self.body.addLayout(beside, 1)
        self.body.addWidget(self.form)
        self.error.setContentsMargins(12, 8, 12, 0)
        self.body.addWidget(self.error)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        left: tuple[QWidget, ...] = (self.receive, self.label, self.change, self.add, self.date, self.back, self.photo)
        for part in left:
            foot.addWidget(part)
        foot.addStretch(1)
        right: tuple[QWidget, ...] = (self.reason, self.finish, self.cancel, self.reopen)
        for part in right:
            foot.addWidget(part)
        self.body.addLayout(foot)
        hidden: tuple[QWidget, ...] = (self.picture, self.said, self.back, self.photo, self.reopen)
        for part in hidden:
            part.setVisible(False)


def _key(row: Any) -> tuple[str, int]:
    """What tells lines and receipts from others of theirs."""
    receipt = getattr(row, "receipt_id", None)
    return ("line", int(row.inbound_line_id)) if receipt is None else ("receipt", int(receipt))
