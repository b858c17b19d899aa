"""Parts that are big enough for gloves: keys at the foot, choices in a list, text that takes the room it has."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from app.services.handheld.commands import Key
from app.ui.theme import Theme
from app.ui.widgets.labels import Cut, font_of, set_state
from app.ui.widgets.painted import CENTRE, LEFT, RIGHT, PaintedText, draw_texts, text_width

HIGH = 64
GAP = 8
LOWEST, HIGHEST = 40, 96  # of a key under a finger
LEAST, MOST = 48, 60  # of one of a list
SIZES = ("pack_code", "display", "value", "heading", "title")


@dataclass(frozen=True, slots=True)
class Cap:
    """One key at the foot. word: short enough for a quarter of the width; reason: why it does nothing now."""

    key: Key
    word: str
    reason: str | None = None
    primary: bool = False


class BigButton(QPushButton):
    """A word and the key that does the same. It never takes the focus: the scanner's Return must not press it."""

    def __init__(self, theme: Theme, text: str, key: str = "", kind: str = "", high: int = HIGH) -> None:
        super().__init__(text)
        self._theme, self._key = theme, key
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(high)
        self.setAccessibleName(text)

    def show_cap(self, text: str, key: str, kind: str, reason: str | None) -> None:
        """Another word on the same place."""
        self.setText(text)
        self._key = key
        set_state(self, "kind", kind)
        self.setEnabled(reason is None and bool(text))
        self.setToolTip(reason or "")
        self.setAccessibleName(text or "Nothing")
        self.setAccessibleDescription(reason or key)

    def texts(self) -> list[PaintedText]:
        ink = self._theme.colour(self._ink())
        wide, high = float(self.width()), float(self.height())
        found: list[PaintedText] = []
        if not self.text():
            return found
        font = largest(self._theme, self.text(), wide - 8, ("value", "heading", "title", "body"))
        if self._key:
            small = self._theme.font("small", 500)
            found.append(PaintedText(self._key, QRectF(0, 4, wide, 16), small, ink, CENTRE))
            found.append(PaintedText(self.text(), QRectF(4, 20, wide - 8, high - 24), font, ink, CENTRE))
        else:
            found.append(PaintedText(self.text(), QRectF(4, 0, wide - 8, high), font, ink, CENTRE))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        draw_texts(painter, self.texts())

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        return "text.on_accent" if self.property("kind") == "primary" else "text.primary"


class ChoiceButton(BigButton):
    """One of a list: its number, what it is, and how much of it there is."""

    def __init__(self, theme: Theme, number: int, text: str, detail: str = "", kind: str = "") -> None:
        super().__init__(theme, text, "", kind)
        self.number, self.detail = number, detail
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(LEAST)
        self.setMaximumHeight(MOST)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), MOST)

    def show_detail(self, detail: str) -> None:
        """How much of it there is now."""
        self.detail = detail
        self.setAccessibleDescription(detail)
        self.update()

    def texts(self) -> list[PaintedText]:
        ink, quiet = self._theme.colour(self._ink()), self._theme.colour(self._quiet())
        wide, high = float(self.width()), float(self.height())
        number = self._theme.number_font("value")
        detail = self._theme.number_font("value", 500)
        if text_width(detail, self.detail) > wide / 2 - 64:
            detail = self._theme.number_font("heading", 500)
        right = text_width(detail, self.detail) if self.detail else 0.0
        room = wide - 64 - right - (28 if right else 12)
        font = largest(self._theme, self.text(), room, ("value", "heading", "title"))
        found = [
            PaintedText(str(self.number), QRectF(12, 0, 36, high), number, quiet, CENTRE),
            PaintedText(self.text(), QRectF(60, 0, room, high), font, ink, LEFT, may_elide=True),
        ]
        if self.detail:
            found.append(PaintedText(self.detail, QRectF(wide - right - 17, 0, right + 1, high), detail, quiet, RIGHT))
        return found

    def _quiet(self) -> str:
        ink = self._ink()
        return "text.secondary" if ink == "text.primary" else ink


class Foot(QWidget):
    """The row of keys. `pressed` with the key; a key that is not offered keeps its place."""

    pressed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, GAP, GAP)
        row.setSpacing(GAP)
        self.caps: tuple[Cap, ...] = ()
        self.buttons = [BigButton(theme, "") for _ in range(4)]
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, at=at: self.press(at))
            row.addWidget(button, 1)

    def show_caps(self, caps: Sequence[Cap]) -> None:
        """At most four; the first is the way on, the last the way out."""
        self.caps = tuple(caps[:4])
        for at, button in enumerate(self.buttons):
            if at < len(self.caps):
                cap = self.caps[at]
                button.show_cap(
                    cap.word, f"F{at + 1}" if cap.word else "", "primary" if cap.primary else "", cap.reason
                )
                set_state(button, "blank", not cap.word)

    def press(self, at: int) -> None:
        """As if F1 to F4 was pressed."""
        if at < len(self.caps) and self.buttons[at].isEnabled():
            self.pressed.emit(self.caps[at].key)


class FitText(QWidget):
    """One line in the largest size that its room takes; below the smallest it ends in an ellipsis."""

    def __init__(self, theme: Theme, cut: Cut = "code", right: bool = False, roles: Sequence[str] = SIZES) -> None:
        super().__init__()
        self._theme, self._cut, self._right, self._roles = theme, cut, right, tuple(roles)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.tokens.type_role(roles[0]).line)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        widest = font_of(self._theme, self._roles[0], self._cut)
        return QSize(int(text_width(widest, self._text)) + 2, self.height())

    def texts(self) -> list[PaintedText]:
        font = largest(self._theme, self._text, float(self.width()), self._roles, self._cut)
        align = RIGHT if self._right else LEFT
        ink = self._theme.colour("text.primary")
        return [PaintedText(self._text, QRectF(self.rect()), font, ink, align, may_elide=True)] if self._text else []

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_texts(QPainter(self), self.texts())


LONGEST_WORD, LONGEST_NAME = 26, 80
PAUSES = "\u200b"  # a place where a word may end in the middle, of no width


def breakable(text: str) -> str:
    """The same text; words longer than a line of the screen may go on in the next one, so that nothing is cut off."""
    return " ".join(
        word if len(word) <= LONGEST_WORD else PAUSES.join(textwrap.wrap(word, LONGEST_WORD, break_on_hyphens=False))
        for word in text.split(" ")
    )


def shortened(text: str) -> str:
    """A name of goods in three lines at most."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 4].rstrip()} (…)"


class Keypad(QWidget):
    """Figures for a finger: `digit`, `clear`, `enter`."""

    digit = Signal(str)
    clear = Signal()
    enter = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for at, word in enumerate(("7", "8", "9", "4", "5", "6", "1", "2", "3", "Clear", "0", "Enter")):
            button = BigButton(theme, word, kind="primary" if word == "Enter" else "")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            button.setMinimumHeight(LOWEST)
            button.setMaximumHeight(HIGHEST)
            button.clicked.connect(lambda _=False, word=word: self._press(word))
            grid.addWidget(button, at // 3, at % 3)

    def _press(self, word: str) -> None:
        if word == "Clear":
            self.clear.emit()
        elif word == "Enter":
            self.enter.emit()
        else:
            self.digit.emit(word)


def largest(theme: Theme, text: str, room: float, roles: Sequence[str], cut: Cut = "text") -> QFont:
    """The font of the first of these roles in which the text fits, else of the last."""
    font = font_of(theme, roles[0], cut)
    for role in roles:
        font = font_of(theme, role, cut, None if cut != "text" else 600)
        if text_width(font, text) <= room:
            return font
    return font
