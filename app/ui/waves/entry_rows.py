"""The lines of a pick list as fields: what was taken, why less, and what is wrong with it beneath."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.flow.pick_work import PickTask
from app.services.picking import PaperLine
from app.ui.theme import Theme
from app.ui.widgets.combo import Choices
from app.ui.widgets.glyphs import StatusGlyph
from app.ui.widgets.labels import Label

TITLES = ("Bin", "Article", "Order", "Asked", "Taken", "Why less")
WIDTHS = (112, 0, 136, 56, 96, 200)
GAP = 12
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TakenField(QLineEdit):
    """`stepped` with -1 or 1 when another line is wanted; `done` when this one was entered."""

    stepped = Signal(int)
    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in ENTER:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class EntryRow(QWidget):
    """One stop of the list. `done` when it is entered and the next one is wanted, `stepped` for a neighbour."""

    done = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, stop: PickTask, reasons: Sequence[tuple[str, str]], together: bool) -> None:
        super().__init__()
        self.stop = stop
        self.taken = TakenField()
        self.taken.setAccessibleName(f"Taken at {stop.place_code}, pick {stop.task}")
        self.taken.setPlaceholderText(f"{stop.quantity:f}")
        self.taken.setFont(theme.number_font("body"))
        self.taken.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.taken.setFixedSize(WIDTHS[4], 32)
        self.reason = Choices(theme, f"Why less at {stop.place_code}", (("", "Why less"), *reasons), "")
        self.reason.setFixedWidth(WIDTHS[5])
        self._glyph, self._wrong = StatusGlyph(theme, "alarm"), Label(theme, "", "small", "alarm", weight=500)
        self.taken.done.connect(self._entered)
        self.taken.stepped.connect(self.stepped.emit)
        self.taken.textChanged.connect(lambda _: self._changed())
        self.reason.currentIndexChanged.connect(lambda _: self.show_problem(""))
        orders = len({part.order for part in stop.parts})
        words = f"{orders} orders" if together else stop.order_number
        slot = "" if stop.slot is None or together else f"slot {stop.slot}"
        grid = row_grid(self)
        place = _two(theme, stop.place_code, f"pick {stop.task}", "code")
        place.setFixedWidth(WIDTHS[0])
        grid.addWidget(place, 0, 0)
        lot = f"lot {stop.lot}, " if stop.lot else ""
        grid.addWidget(_two(theme, stop.sku, f"{lot}{stop.name}", "code"), 0, 1)
        order = _two(theme, words, slot, "text")
        order.setFixedWidth(WIDTHS[2])
        grid.addWidget(order, 0, 2)
        asked = Label(theme, f"{stop.quantity:f}", "body", cut="number", weight=600)
        asked.setFixedWidth(WIDTHS[3])
        asked.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(asked, 0, 3)
        grid.addWidget(self.taken, 0, 4)
        grid.addWidget(self.reason, 0, 5)
        self._told = QWidget()
        line = QHBoxLayout(self._told)
        line.setContentsMargins(0, 0, 0, 2)
        line.setSpacing(6)
        line.addStretch(1)
        line.addWidget(self._glyph)
        line.addWidget(self._wrong)
        grid.addWidget(self._told, 1, 0, 1, 6)
        self.show_problem("")
        self._changed()

    @property
    def line(self) -> PaperLine | None:
        """What is entered; None: nothing yet."""
        text = self.taken.text().strip()
        return PaperLine(int(self.stop.task), text, self.reason.value or None) if text else None

    @property
    def typed(self) -> tuple[str, str]:
        """Figure and reason as they stand."""
        return self.taken.text(), self.reason.value or ""

    def restore(self, taken: str, reason: str) -> None:
        """As it stood before."""
        if taken:
            self.taken.setText(taken)
            self.reason.setCurrentIndex(max(0, self.reason.findData(reason)))

    @property
    def problem(self) -> str:
        """What is wrong here, as it is told."""
        return self._wrong.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A reason is chosen with the arrows, Enter goes on."""
        if event.key() in ENTER:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def show_problem(self, what: str) -> None:
        """Say what is wrong with this line; nothing: all is well."""
        self._wrong.setText(what)
        self._told.setVisible(bool(what))
        self.taken.setAccessibleDescription(what)

    def take_all(self) -> None:
        """All that was asked for, where nothing is entered."""
        if not self.taken.text().strip():
            self.taken.setText(f"{self.stop.quantity:f}")

    def _entered(self) -> None:
        self.take_all()
        if self._less() and not self.reason.value:
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _changed(self) -> None:
        self.show_problem("")
        less = self._less()
        self.reason.setEnabled(less)
        if not less:
            self.reason.setCurrentIndex(0)

    def _less(self) -> bool:
        """Whether less is entered than was asked for. What cannot be read is judged when all is recorded."""
        text = self.taken.text().strip().replace(",", ".")
        try:
            return Decimal("0" if text == "-" else text) < self.stop.quantity
        except InvalidOperation:
            return False


def row_grid(widget: QWidget) -> QGridLayout:
    """The columns that the head and every line share."""
    grid = QGridLayout(widget)
    grid.setContentsMargins(GAP, 4, GAP, 4)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(2)
    for at, width in enumerate(WIDTHS):
        grid.setColumnMinimumWidth(at, width)
        grid.setColumnStretch(at, 0 if width else 1)
    return grid


def head_row(theme: Theme, bar: int) -> QWidget:
    """The titles over the lines; bar: width of the scroll bar beside these."""
    head = QWidget()
    grid = row_grid(head)
    grid.setContentsMargins(GAP, 8, GAP + bar, 4)
    for at, title in enumerate(TITLES):
        label = Label(theme, title, "caption", "secondary")
        if title in ("Asked", "Taken"):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if WIDTHS[at]:
            label.setFixedWidth(WIDTHS[at])
        grid.addWidget(label, 0, at)
    return head


def show_problems(rows: Sequence[EntryRow], wrong: Mapping[int, str]) -> EntryRow | None:
    """Each problem at its line. Answers the first line that has one."""
    for row in rows:
        row.show_problem(wrong.get(int(row.stop.task), ""))
    return next((row for row in rows if row.problem), None)


def _two(theme: Theme, upper: str, lower: str, cut: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Label(theme, upper, "body", cut="code" if cut == "code" else "text", weight=500))
    column.addWidget(Label(theme, lower, "small", "secondary"))
    return box
