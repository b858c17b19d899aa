"""Buttons: one face for all, with icon, key, busy ring and the reason where they may not be pressed."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from app.ui.theme import Theme
from app.ui.widgets.labels import set_state
from app.ui.widgets.painted import PaintedText, draw_texts, text_width
from app.ui.widgets.progress import draw_ring

Kind = Literal["", "primary", "small", "panel", "link"]
HEIGHTS: dict[str, int] = {"": 32, "primary": 32, "small": 26, "panel": 28, "link": 24}
ICON_SMALL = 16
GAP = 6


def tip_of(name: str, shortcut: str = "") -> str:
    """A tooltip: the name and its key."""
    return f"{name}  ({shortcut})" if shortcut else name


class Button(QPushButton):
    """A button with words. kind: "primary" once a panel, "small" in rows, "panel" on the plan, "link" in a list.

    The style sheet draws the face; icon and words are painted here, because Qt's gap between them cannot be set.
    """

    def __init__(self, theme: Theme, text: str, icon: str = "", kind: Kind = "", shortcut: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self._icon_name = icon
        self._kind = kind
        self._busy = False
        self._turn = 0
        self._timer = QTimer(self, interval=80)
        self._timer.timeout.connect(self._advance)
        self.setProperty("kind", kind)
        self.setFont(theme.font("small" if kind in ("small", "panel", "link") else "body", 500))
        self.setFixedHeight(HEIGHTS[kind])
        self.setToolTip(tip_of(text, shortcut) if shortcut else "")

    def set_icon(self, name: str) -> None:
        """Another icon by token name; empty for none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_allowed(self, reason: str | None) -> None:
        """Enable with None; else disable, keep the place, and say why in the tooltip and to screen readers."""
        self.setEnabled(reason is None)
        self.setToolTip(reason or "")
        self.setAccessibleDescription(reason or "")

    def set_busy(self, busy: bool) -> None:
        """Turn a ring in the place of the icon; presses are ignored until it ends. The width stays."""
        self._busy = busy
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, busy)
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + (ICON_SMALL + GAP if self._icon_name else 0), hint.height())

    def texts(self) -> list[PaintedText]:
        lead = ICON_SMALL + GAP if self._icon_name else 0
        width = min(text_width(self.font(), self.text()), self.width() - lead - 4.0)
        left = (self.width() - lead - width) / 2 + lead
        place = QRectF(left, 0, width + 1, self.height())
        return [PaintedText(self.text(), place, self.font(), self._theme.colour(self._ink()))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._busy:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        texts = self.texts()
        draw_texts(painter, texts)
        middle = self.height() / 2
        left = texts[0].rect.left() - ICON_SMALL - GAP
        if self._busy:
            x, radius = (left + 8, 6.0) if self._icon_name else (texts[0].rect.left() / 2, 3.5)
            draw_ring(painter, x, middle, radius, self._turn, self._theme, self._ink())
        elif self._icon_name:
            ink = "text.secondary" if self._ink() == "text.primary" else self._ink()
            self._theme.draw_icon(painter, QRectF(left, middle - 8, ICON_SMALL, ICON_SMALL), self._icon_name, ink)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        return {"primary": "text.on_accent", "link": "accent.line"}.get(self._kind, "text.primary")

    def _advance(self) -> None:
        self._turn = (self._turn + 30) % 360
        self.update()


class IconButton(QPushButton):
    """28 x 28, an icon alone: never for an act that changes stock. The name is its tooltip and its spoken name."""

    def __init__(
        self, theme: Theme, icon: str, name: str, shortcut: str = "", kind: str = "icon", side: int = 28
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", kind)
        self.setFixedSize(side, side)
        self.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self.rename(icon, name, shortcut)

    def rename(self, icon: str, name: str, shortcut: str = "") -> None:
        """Show another act in the same place (play and pause)."""
        self.setIcon(self._theme.icon(icon))
        self.setToolTip(tip_of(name, shortcut))
        self.setAccessibleName(name)


class ChipButton(QPushButton):
    """A chip that can be pressed: a filter that is on ("Owner: Norddeich KG"), with a cross that takes it away."""

    def __init__(self, theme: Theme, text: str, chosen: bool = True, removable: bool = True) -> None:
        super().__init__(text)
        self.setProperty("kind", "chip")
        self.setFont(theme.font("small", 500))
        self.setFixedHeight(28)
        if removable:
            self.setIcon(theme.icon("close", "text.secondary"))
            self.setIconSize(QSize(14, 14))
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands after the words
        self.set_chosen(chosen)

    def set_chosen(self, chosen: bool) -> None:
        set_state(self, "state", "chosen" if chosen else "")


def describe(widget: QWidget, name: str, description: str = "") -> None:
    """Give a widget its spoken name and what it does."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
