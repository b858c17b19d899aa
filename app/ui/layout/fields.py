"""Fields for one or many elements at once: figures with units, texts, choices, switches; mixed values said so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.combo import Combo
from app.ui.widgets.labels import Label, set_state
from app.ui.widgets.painted import LEFT, PaintedText, draw_texts, text_width

MIXED = "mixed"
HEIGHT = 28
SCRUB_PX = 6.0  # of dragging a label make one step


@dataclass(frozen=True, slots=True)
class Set:
    """Give every element this value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Add:
    """Add this to each element's own figure, in the drawing's unit."""

    by: float


@dataclass(frozen=True, slots=True)
class Figure:
    """How a number is shown. scale: drawing units in one shown unit (1000: metres of mm). empty: None is a value."""

    unit: str = ""
    scale: float = 1.0
    decimals: int = 0
    empty: str = ""
    least: int = 0

    def words(self, value: float | None) -> str:
        """As it stands in the field."""
        if value is None:
            return ""
        text = f"{value / self.scale:.{self.decimals}f}"
        while self.decimals and text[-1] == "0" and len(text.partition(".")[2]) > self.least:
            text = text[:-1]
        return "0" if text in ("-0", "-0.") else text.rstrip(".")

    def read(self, text: str) -> Set | Add | None:
        """What was typed: a figure sets all, a leading + adds to each; None for what is no figure."""
        text = text.strip().replace("\u2212", "-")
        if not text:
            return Set(None) if self.empty else None
        if self.unit and text.lower().endswith(self.unit.lower()):
            text = text[: -len(self.unit)].strip()
        adds = text.startswith("+")
        text = text.removeprefix("+").replace(" ", "")
        text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text.replace(",", "")
        try:
            number = float(text)
        except ValueError:
            return None
        if not math.isfinite(number):
            return None
        number = round(number * self.scale, 4)
        if adds:
            return Add(number)
        return Set(number if self.decimals or self.scale != 1.0 else round(number))


METRES: Final = Figure("m", 1000.0, 3, least=2)
DEGREES: Final = Figure("°", 1.0, 2)
COUNT: Final = Figure()


class FieldFrame(QWidget):
    """A label above an editor. entered: Set or Add; stepped: how many steps; left: the visit ends; dropped: Esc."""

    entered = Signal(object)
    stepped = Signal(float)
    left = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.name = name
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3)
        self.title = Label(theme, name, "small", "secondary", weight=500)
        self.column.addWidget(self.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Sequence[Any]) -> None:
        """The values of all elements that are chosen."""
        raise NotImplementedError

    def set_error(self, wrong: bool) -> None:
        """Mark what was typed as what cannot be."""


class LineField(FieldFrame):
    """A field that is typed into: Enter or leaving enters, Esc gives the visit back."""

    def __init__(self, theme: Theme, name: str, code: bool = False, hint: str = "") -> None:
        super().__init__(theme, name)
        self._hint = hint
        self._shown = ""
        self.edit = _Line(self)
        self.edit.setFont(theme.code_font("body") if code else theme.font("body"))
        self.edit.setFixedHeight(HEIGHT)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(hint)
        self.column.addWidget(self.edit)
        self.edit.editingFinished.connect(self.enter)

    def show_values(self, values: Sequence[Any]) -> None:
        same = all(value == values[0] for value in values)
        self._show("" if not values or not same else self.words(values[0]), mixed=not same)

    def words(self, value: Any) -> str:
        """A value as it is typed."""
        return "" if value is None else str(value)

    def read(self, text: str) -> Set | Add | None:
        """What was typed."""
        return Set(text.strip())

    def set_error(self, wrong: bool) -> None:
        set_state(self.edit, "state", "error" if wrong else "")

    def enter(self) -> None:
        """Take what was typed, where it differs from what was shown."""
        text = self.edit.text()
        if text == self._shown:
            return
        value = self.read(text)
        if value is None:
            self.set_error(True)
            return
        self._shown = text
        self.entered.emit(value)

    def drop(self) -> None:
        """Esc: what was shown stands again."""
        self.edit.setText(self._shown)
        self.set_error(False)
        self.dropped.emit()

    def _show(self, text: str, mixed: bool) -> None:
        self._shown = text
        self.edit.setText(text)
        self.edit.setPlaceholderText(MIXED if mixed else self._hint)
        self.edit.setCursorPosition(0)
        self.set_error(False)


class NumberField(LineField):
    """A figure with its unit inside. Up and Down step by 1, Shift 10, Ctrl 0.1; dragging the label scrubs."""

    def __init__(self, theme: Theme, name: str, figure: Figure = COUNT) -> None:
        super().__init__(theme, name, hint=figure.empty)
        self.figure = figure
        self.edit.setFont(theme.number_font("body"))
        self.edit.setToolTip("A figure for all; +0.5 adds to each")
        self._unit = Label(theme, figure.unit, "small", "tertiary")
        self._unit.setParent(self.edit)
        self._unit.setVisible(bool(figure.unit))
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        wide = round(text_width(self._unit.font(), figure.unit)) + 8 if figure.unit else 0
        self.edit.setTextMargins(0, 0, wide, 0)
        self._scrub: float | None = None
        self.title.setCursor(Qt.CursorShape.SizeHorCursor)
        self.title.installEventFilter(self)
        self.setMinimumWidth(64)

    def words(self, value: Any) -> str:
        return self.figure.words(value)

    def read(self, text: str) -> Set | Add | None:
        return self.figure.read(text)

    def step(self, steps: float) -> None:
        """Take what was typed, then go on from it."""
        self.enter()
        self.stepped.emit(round(steps * self.figure.scale, 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._unit.sizeHint()
        self._unit.setGeometry(self.edit.width() - hint.width() - 9, 1, hint.width() + 1, HEIGHT - 2)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self.title and isinstance(event, QMouseEvent) and self.edit.isEnabled():
            if event.type() == QEvent.Type.MouseButtonPress:
                self._scrub = event.globalPosition().x()
                return True
            if event.type() == QEvent.Type.MouseMove and self._scrub is not None:
                steps = int((event.globalPosition().x() - self._scrub) / SCRUB_PX)
                if steps:
                    self._scrub += steps * SCRUB_PX
                    self.step(steps * 0.1 if self.figure.decimals else steps)
                return True
            if event.type() == QEvent.Type.MouseButtonRelease and self._scrub is not None:
                self._scrub = None
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


class _Line(QLineEdit):
    """The editor of a field, which tells the field of keys and of being left."""

    def __init__(self, field: LineField) -> None:
        super().__init__()
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = event.key(), event.modifiers()
        if isinstance(self._field, NumberField) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            size = 10.0 if mods & Qt.KeyboardModifier.ShiftModifier else 1.0
            size = 0.1 if mods & Qt.KeyboardModifier.ControlModifier else size
            if not self._field.figure.decimals and self._field.figure.scale == 1.0:
                size = max(1.0, size)
            self._field.step(size if key == Qt.Key.Key_Up else -size)
            return
        if key == Qt.Key.Key_Escape:
            self._field.drop()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._field.left.emit()


class ChoiceField(FieldFrame):
    """One of a few; mixed where the elements differ."""

    def __init__(self, theme: Theme, name: str, options: Sequence[tuple[Any, str]] = ()) -> None:
        super().__init__(theme, name)
        self.box = Combo(theme)
        self.box.setFixedHeight(HEIGHT)
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(MIXED)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(4)
        self._options: tuple[tuple[Any, str], ...] = ()
        self.column.addWidget(self.box)
        self.box.activated.connect(self._chosen)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """(value, words) to choose from."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.box.clear()
            self.box.addItems([words for _, words in options])

    def show_values(self, values: Sequence[Any]) -> None:
        same = bool(values) and all(value == values[0] for value in values)
        known = [value for value, _ in self._options]
        self.box.setCurrentIndex(known.index(values[0]) if same and values[0] in known else -1)

    def _chosen(self, number: int) -> None:
        self.entered.emit(Set(self._options[number][0]))
        self.left.emit()


class Toggle(QAbstractButton):
    """A switch with its words at the right; half-way where the elements differ."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self.words = theme, words
        self.mixed = False
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        theme.changed.connect(self.update)
        self.toggled.connect(lambda _on: self._settle())

    def show_state(self, state: bool | None) -> None:
        """True, False, or None for mixed; tells nobody."""
        self.blockSignals(True)
        self.setChecked(bool(state))
        self.blockSignals(False)
        self.mixed = state is None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._theme.font("body"), self._say())) + 40, HEIGHT)

    def texts(self) -> list[PaintedText]:
        ink = self._theme.colour("text.primary" if self.isEnabled() else "text.disabled")
        place = QRectF(36, 0, self.width() - 36, self.height())
        return [PaintedText(self._say(), place, self._theme.font("body"), ink, LEFT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, top = self._theme, (self.height() - 16) / 2
        on = self.isChecked() and not self.mixed
        edge = "accent.fill" if on else "border.strong"
        painter.setPen(QPen(theme.colour(edge if self.isEnabled() else "border.normal"), 1))
        painter.setBrush(theme.colour("accent.fill" if on and self.isEnabled() else "surface.raised"))
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, 27, 15), 7.5, 7.5)
        at = 14.0 if self.mixed else (20.0 if on else 8.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text.on_accent" if on else "border.strong"))
        painter.drawEllipse(QPointF(at, top + 8), 5, 5)
        draw_texts(painter, self.texts())

    def _say(self) -> str:
        return f"{self.words} ({MIXED})" if self.mixed else self.words

    def _settle(self) -> None:
        self.mixed = False
        self.update()


class FlagField(FieldFrame):
    """A switch for something that is so or not."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, "")
        self.name = name
        self.title.hide()
        self.toggle = Toggle(theme, name)
        self.column.addStretch(1)
        self.column.addWidget(self.toggle)
        self.toggle.clicked.connect(self._clicked)

    def show_values(self, values: Sequence[Any]) -> None:
        same = bool(values) and all(value == values[0] for value in values)
        self.toggle.show_state(bool(values[0]) if same else None)

    def _clicked(self, on: bool) -> None:
        self.entered.emit(Set(on))
        self.left.emit()


def in_rows(fields: Sequence[QWidget], per_row: int = 3, spacing: int = 8) -> QGridLayout:
    """Fields side by side, so many a row, all of one width."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(spacing)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // per_row, number % per_row)
    for column in range(per_row):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 20)
    return grid


FieldKind = Literal["text", "code", "number", "choice", "flag"]
