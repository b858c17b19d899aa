"""What came of a pick list on paper, entered line by line with the keyboard."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import Refusal
from app.services.picking import EntrySheet, PaperLine, PaperResult
from app.ui.theme import Theme
from app.ui.waves.entry_rows import ENTER, EntryRow, head_row, show_problems
from app.ui.waves.words import counted
from app.ui.widgets.buttons import Button
from app.ui.widgets.combo import Choices
from app.ui.widgets.labels import Label
from app.ui.widgets.messages import InlineError
from app.ui.widgets.panel import Panel

HOW = "Enter takes what was asked and goes on. Type a number where it was less, and choose why."


class EntryPanel(Panel):
    """`wanted` with the lines and the place when the list is to be recorded; `left` when it is closed."""

    wanted = Signal(object, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Pick list")
        self._theme = theme
        self.sheet: EntrySheet | None = None
        self.rows: list[EntryRow] = []
        self._drafts: dict[int, dict[int, tuple[str, str]]] = {}
        self.place = Choices(theme, "Totes go to", (("", "Totes go to"),), "")
        self.save = Button(theme, "Record", "ok", "primary")
        self.save.clicked.connect(self.send)
        self.close_list = Button(theme, "Close", "", "small", "Esc")
        self.close_list.clicked.connect(self.left.emit)
        self.how = Label(theme, HOW, "small", "secondary", wrap=True)
        self.error = InlineError(theme)
        self.result = Label(theme, "", "body", wrap=True)
        self._lines = QVBoxLayout()
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER and self.save.hasFocus():
            self.send()
        elif event.key() in ENTER and self.close_list.hasFocus():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_sheet(self, sheet: EntrySheet) -> None:
        """The lines of a list with what was typed of it before, the keyboard in the first that is empty."""
        self.keep_draft()
        self.sheet = sheet
        self._clear()
        self.title.setText(f"Pick list {sheet.sheet.batch}: {counted(len(sheet.sheet.stops), 'line')}")
        for stop in sheet.sheet.stops:
            row = EntryRow(self._theme, stop, sheet.reasons, sheet.sheet.together)
            row.done.connect(lambda row=row: self._next(row, 1))
            row.stepped.connect(lambda by, row=row: self._next(row, by))
            self.rows.append(row)
            self._lines.addWidget(row)
        walk = [self.close_list, *(part for row in self.rows for part in (row.taken, row.reason)), self.save]
        for before, after in pairwise(walk):
            self.setTabOrder(before, after)
        self.place.clear()
        for code in sheet.places:
            self.place.addItem(code, code)
        self._entering(True)
        typed = self._drafts.get(sheet.sheet.batch, {})
        for row in self.rows:
            row.restore(*typed.get(int(row.stop.task), ("", "")))
        known = sum(bool(row.line) for row in self.rows)
        self.how.setText(f"What was typed before is here: {counted(known, 'line')}. {HOW}" if known else HOW)
        if self.rows:
            first = next((row for row in self.rows if row.line is None), self.rows[0])
            first.taken.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(first, 0, 40)

    def keep_draft(self) -> None:
        """Keep what is typed and not recorded, for when this list is opened again."""
        if self.sheet is not None and self.rows:
            typed = {int(row.stop.task): row.typed for row in self.rows if any(row.typed)}
            self._drafts[self.sheet.sheet.batch] = typed

    def send(self) -> None:
        """Have all lines recorded. A line with nothing in it is told at the line, with all others."""
        if self.sheet is None or not self.save.isVisible() or not self.save.isEnabled():
            return
        self.error.clear()
        lines: Sequence[PaperLine] = [line for row in self.rows if (line := row.line) is not None]
        self.wanted.emit(lines, self.place.value or "")

    def show_refusal(self, refusal: Refusal) -> None:
        """What is wrong, at the lines where they are; what was entered stays."""
        wrong = refusal.detail.get("lines")
        if not wrong:
            self.error.show_refusal(refusal)
            return
        first = show_problems(self.rows, wrong)
        self.error.show_refusal(
            Refusal(
                refusal.code, f"{counted(len(wrong), 'line')} cannot be recorded; nothing was.",
                "Correct what is marked and record the list again.",
            )
        )  # fmt: skip
        if first is not None:
            first.taken.setFocus(Qt.FocusReason.TabFocusReason)
            first.taken.selectAll()

    def show_result(self, done: PaperResult) -> None:
        """What was recorded, which totes were made, and what is left."""
        if self.sheet is not None:
            self._drafts.pop(self.sheet.sheet.batch, None)
        self._clear()
        said = [f"{_figure(done.picked)} recorded, {_figure(done.short)} short."]
        if done.missing:
            said.append(f"{_figure(done.missing)} cannot be found in any other bin.")
        if done.left:
            planned = counted(done.left, "pick was", "picks were")
            said.append(f"{planned} planned from other bins: print the list again.")
        said += [f"Label the tote of {number or 'all orders'}: {sscc}" for number, sscc in sorted(done.totes.items())]
        self.result.setText("\n".join(said))
        self._entering(False)
        self.close_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entering(self, on: bool) -> None:
        for part in (self.head_line, self.area, self.how, self.where, self.place, self.save):
            part.setVisible(on)
        self.result.setVisible(not on)
        self.error.clear()

    def _next(self, row: EntryRow, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            field = self.rows[at].taken
            field.setFocus(Qt.FocusReason.TabFocusReason)
            field.selectAll()
            self.area.ensureWidgetVisible(self.rows[at], 0, 40)
        elif at >= len(self.rows):
            self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()

    def _lay_out(self) -> None:
        self.place.setMinimumWidth(180)
        self.head.addStretch(1)
        self.where = Label(self._theme, "Totes go to", "small", "secondary")
        for part in (self.where, self.place, self.close_list):
            self.add_to_head(part)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        self.head_line = head_row(self._theme, self.area.verticalScrollBar().sizeHint().width())
        self.area.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        self.result.setContentsMargins(12, 12, 12, 12)
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.head_line)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.result, 0, Qt.AlignmentFlag.AlignTop)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 10)
        foot.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.how, 1)
        row.addWidget(self.save)
        foot.addLayout(row)
        self.body.addLayout(foot)


def _figure(value: object) -> str:
    return f"{float(str(value)):,.10g}"
