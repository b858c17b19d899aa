"""Text by role and tone, key caps, chips that only say something, and the initials of a person."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui.theme import Theme
from app.ui.widgets.painted import CENTRE, PaintedText, draw_texts

Tone = Literal["primary", "secondary", "tertiary", "accent", "alarm", "warn", "ok", "info"]
Cut = Literal["text", "number", "code"]


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet selects on, and make the style look at this one widget again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def font_of(theme: Theme, role: str, cut: Cut = "text", weight: int | None = None) -> QFont:
    """The font of a role in one of the three cuts."""
    return {"text": theme.font, "number": theme.number_font, "code": theme.code_font}[cut](role, weight)


class Label(QLabel):
    """One piece of text. role: of the type scale; cut: text, number (tabular) or code (slashed zero)."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        tone: Tone = "primary",
        cut: Cut = "text",
        weight: int | None = None,
        wrap: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font_of(theme, role, cut, weight))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)

    def set_tone(self, tone: Tone) -> None:
        set_state(self, "tone", tone)


class KeyCap(QLabel):
    """A key as it stands on the keyboard ("Ctrl K")."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__(keys.replace("+", " "))
        self.setFont(theme.font("caption"))
        self.setProperty("kind", "key")
        self.setFixedHeight(20)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class Chip(QLabel):
    """A short fact in a frame ("Late shift", "2 new"); tone colours it only for what is wrong."""

    def __init__(self, theme: Theme, text: str, tone: Tone = "secondary") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("small", 500))
        self.setProperty("kind", "chip")
        self.setProperty("tone", tone)
        self.setFixedHeight(22)


class Avatar(QWidget):
    """The initials of a person on a disc; read aloud by the whole name."""

    def __init__(self, theme: Theme, initials: str, name: str, size: int = 26) -> None:
        super().__init__()
        self._theme = theme
        self._initials = initials
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self.update)

    def show_person(self, initials: str, name: str) -> None:
        self._initials = initials
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def texts(self) -> list[PaintedText]:
        font = self._theme.font("caption", 600)
        return [PaintedText(self._initials, QRectF(self.rect()), font, self._theme.colour("text.primary"), CENTRE)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("surface.pressed"))
        painter.drawEllipse(self.rect())
        draw_texts(painter, self.texts())


class Line(QFrame):
    """A hairline between groups: "h" lies, "v" stands."""

    def __init__(self, direction: Literal["h", "v"] = "h") -> None:
        super().__init__()
        self.setProperty("line", direction)
