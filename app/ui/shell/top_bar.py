"""The top bar: where one is, the command field, the warehouse's clock, the bell and the person."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from app.ui.shell.clock import Clock, utc_now
from app.ui.shell.parts import Person
from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status
from app.ui.widgets.labels import Avatar, Chip, Label
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

FIELD_WIDTH = 520
FIELD_SHARE = 0.36
LONG = "Find a bin, SKU, lot, order, SSCC or command"
SHORT = "Find anything"


class CommandField(QAbstractButton):
    """A button that looks like a field; it never takes typing, it opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("Find a bin, SKU, lot, order, SSCC or command")
        self.setToolTip("Command palette  (Ctrl+K)")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(FIELD_WIDTH, 32)

    def texts(self) -> list[PaintedText]:
        font, key_font = self._theme.font("body"), self._theme.font("caption")
        key = self._key_rect()
        place = QRectF(38, 0, key.left() - 46, self.height())
        words = next((text for text in (LONG, SHORT) if text_width(font, text) <= place.width()), "")
        shown = [PaintedText("Ctrl K", key, key_font, self._theme.colour("text.secondary"), CENTRE)]
        if words:
            shown.insert(0, PaintedText(words, place, font, self._theme.colour("text.tertiary"), LEFT))
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("border.normal"), 1))
        painter.setBrush(self._theme.colour("surface.hover" if self.underMouse() else "surface.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setBrush(self._theme.colour("surface.raised"))
        painter.drawRoundedRect(self._key_rect().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        self._theme.draw_icon(painter, QRectF(10, 7, 18, 18), "search", "text.tertiary")
        draw_texts(painter, self.texts())

    def _key_rect(self) -> QRectF:
        width = text_width(self._theme.font("caption"), "Ctrl K") + 14
        return QRectF(self.width() - width - 6, (self.height() - 20) / 2, width, 20)


class Bell(QAbstractButton):
    """The bell with the number of alarms that nobody has acknowledged; a shape-less number never stands alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._number = 0
        self._state: Status | None = None
        self.setFixedSize(36, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_number(0, None)
        theme.changed.connect(self.update)

    def show_number(self, number: int, state: Status | None) -> None:
        self._number = number
        self._state = state
        words = f"Alarms, {number} not acknowledged" if number else "Alarms, none to acknowledge"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def texts(self) -> list[PaintedText]:
        if not self._number:
            return []
        ink = "text.on_alarm" if self._state == "alarm" else "text.on_warn"
        font = self._theme.font("caption", 600)
        return [PaintedText(self._words(), self._badge(), font, self._theme.colour(ink), CENTRE)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(self._theme.colour("surface.hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self._theme.draw_icon(painter, QRectF(9, 5, 18, 18), "bell", "text.secondary")
        if self._number:
            painter.setPen(Qt.PenStyle.NoPen)
            fill = "status.alarm_fill" if self._state == "alarm" else "status.warn_fill"
            painter.setBrush(self._theme.colour(fill))
            painter.drawRoundedRect(self._badge(), 7.5, 7.5)
        draw_texts(painter, self.texts())

    def _words(self) -> str:
        return "99+" if self._number > 99 else str(self._number)

    def _badge(self) -> QRectF:
        width = max(15.0, text_width(self._theme.font("caption", 600), self._words()) + 8)
        return QRectF(self.width() - width, 0, width, 15)


class TopBar(QFrame):
    """48 high. The command field stands in the middle of the window, not of what is left between the sides."""

    def __init__(self, theme: Theme, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self.setProperty("surface", "top")
        self.setFixedHeight(theme.size("top_bar"))
        self.site = Label(theme, "", "strong")
        self.workspace = Label(theme, "", "strong", weight=500)
        self._slash = Label(theme, "/", "body", "tertiary")
        self.subtitle = Chip(theme, "")
        self.subtitle.hide()
        self.clock = Clock(theme, now)
        self.bell = Bell(theme)
        self.bell.hide()
        self.avatar = Avatar(theme, "", "Nobody is signed in")
        self._left = _row(self.site, self._slash, self.workspace, self.subtitle)
        self._left.setParent(self)
        self.field = CommandField(theme)
        self.field.setParent(self)
        self._right = _row(self.clock, self.bell, self.avatar)
        self._right.setParent(self)

    def show_place(self, site: str, workspace: str) -> None:
        """Where one is: warehouse / workspace."""
        self.site.setText(site)
        self.workspace.setText(workspace)
        self.site.setVisible(bool(site))
        self._slash.setVisible(bool(site))
        self._place()

    def show_subtitle(self, text: str) -> None:
        self.subtitle.setText(text)
        self.subtitle.setVisible(bool(text))
        self._place()

    def show_bell(self, number: int, state: Status | None) -> None:
        """The bell is there once somebody counts alarms."""
        self.bell.show_number(number, state)
        self.bell.show()
        self._place()

    def show_person(self, person: Person) -> None:
        self.avatar.show_person(person.initials, f"{person.name}, {person.role}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        """The sides first; the field takes the middle, and gives up width, then place, before it touches them."""
        for side in (self._left, self._right):
            side.resize(side.minimumSizeHint().width(), self.height() - 1)
        self._left.move(16, 0)
        self._right.move(self.width() - self._right.width() - 16, 0)
        free_from, free_to = self._left.geometry().right() + 16, self._right.x() - 16
        width = min(FIELD_WIDTH, round(self.window().width() * FIELD_SHARE), max(0, free_to - free_from))
        middle = self.mapFrom(self.window(), QPoint(self.window().width() // 2, 0)).x()
        x = min(max(middle - width // 2, free_from), free_to - width)
        self.field.setGeometry(x, (self.height() - 32) // 2, width, 32)


def _row(*widgets: QWidget) -> QWidget:
    side = QWidget()
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return side
