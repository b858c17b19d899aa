"""The nav rail: one button a workspace that this person may open; 52 px, or 208 with names on a wall."""

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from app.ui.shell.parts import Workspace
from app.ui.theme import Theme
from app.ui.widgets.glyphs import Status
from app.ui.widgets.painted import CENTRE, LEFT, PaintedText, draw_texts, text_width

BUTTON = QSize(40, 38)
OPEN_FROM = 2560
BADGE_INK: dict[Status | None, tuple[str, str]] = {
    "alarm": ("status.alarm_fill", "text.on_alarm"),
    "warn": ("status.warn_fill", "text.on_warn"),
}


class Logo(QWidget):
    """Two uprights, a deck, four loads: a stillage. 24 px in a 48 px square, drawn in theme colours."""

    LOADS: tuple[tuple[float, float, float, float], ...] = (
        (7, 5, 4.5, 4.5),
        (12.5, 5, 4.5, 4.5),
        (12.5, 11.5, 4.5, 4.5),
    )
    FRAME: tuple[tuple[float, float, float, float], ...] = ((3, 4, 2, 16), (19, 4, 2, 16), (5, 17.5, 14, 1.5))

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(48, 48)
        self.setAccessibleName("Stillage")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(12, 12)
        for box in self.FRAME:
            painter.fillRect(QRectF(*box), self._theme.colour("text.primary"))
        painter.fillRect(QRectF(7, 11.5, 4.5, 4.5), self._theme.colour("accent.line"))
        painter.setOpacity(0.45)
        for box in self.LOADS:
            painter.fillRect(QRectF(*box), self._theme.colour("text.primary"))


class RailButton(QAbstractButton):
    """One workspace: icon, bar at the left edge when current, badge, and its name when the rail is open."""

    def __init__(self, theme: Theme, icon: str, title: str, shortcut: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._title = title
        self._shortcut = shortcut
        self._badge = 0
        self._state: Status | None = None
        self._open = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(f"{title}  ({shortcut})" if shortcut else title)
        self.setFixedSize(BUTTON)
        self._name()
        theme.changed.connect(self.update)

    def set_open(self, wide: bool) -> None:
        """Show the name beside the icon, or the icon alone."""
        self._open = wide
        self.setFixedSize(QSize(self._theme.size("nav_rail_open") - 12, BUTTON.height()) if wide else BUTTON)
        self.update()

    def set_badge(self, number: int, state: Status | None) -> None:
        self._badge = number
        self._state = state
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def texts(self) -> list[PaintedText]:
        shown = []
        if self._open:
            colour = "text.primary" if self.isChecked() else "text.secondary"
            place = QRectF(44, 0, self.width() - 44 - 40, self.height())
            shown.append(
                PaintedText(self._title, place, self._theme.font("body", 500), self._theme.colour(colour), LEFT)
            )
        if self._badge:
            ink = BADGE_INK.get(self._state, ("surface.pressed", "text.primary"))[1]
            shown.append(
                PaintedText(
                    self._number(),
                    self._badge_rect(),
                    self._theme.font("caption", 600),
                    self._theme.colour(ink),
                    CENTRE,
                )
            )
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "accent.wash" if self.isChecked() else "surface.hover" if self.underMouse() else ""
        if ground:
            painter.setBrush(self._theme.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        colour = "accent.line" if self.isChecked() else "text.secondary"
        self._theme.draw_icon(painter, QRectF(10, 9, 20, 20), self._icon, colour)
        if self._badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(BADGE_INK.get(self._state, ("surface.pressed", ""))[0]))
            painter.drawRoundedRect(self._badge_rect(), 7.5, 7.5)
        draw_texts(painter, self.texts())

    def _number(self) -> str:
        return "99+" if self._badge > 99 else str(self._badge)

    def _badge_rect(self) -> QRectF:
        width = max(15.0, text_width(self._theme.font("caption", 600), self._number()) + 8)
        right = self.width() - (12 if self._open else 1)
        return QRectF(right - width, 11 if self._open else 2, width, 15)

    def _name(self) -> None:
        waiting = f", {self._badge} {self._state or 'waiting'}" if self._badge else ""
        self.setAccessibleName(f"{self._title}{waiting}")


class NavRail(QFrame):
    """The buttons in the order of the workspaces; `chosen` says the id of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._wide = False
        self.buttons: dict[str, RailButton] = {}
        self.setProperty("surface", "rail")
        self.setAccessibleName("Workspaces")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 0, 5, 6)
        column.setSpacing(2)
        logo = Logo(theme)
        logo.setFixedWidth(BUTTON.width())
        column.addWidget(logo, 0, Qt.AlignmentFlag.AlignLeft)
        self._top, self._foot = QVBoxLayout(), QVBoxLayout()
        column.addLayout(self._top)
        column.addStretch(1)
        column.addLayout(self._foot)
        self.theme_button = RailButton(theme, "theme", "Dark and light", "F10")
        self.theme_button.setCheckable(False)
        column.addWidget(self.theme_button)
        self.set_open(False)

    def set_current(self, id_: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == id_)

    def add(self, workspace: Workspace) -> None:
        """One more: last of those at the top, or of those at the foot."""
        button = RailButton(self._theme, workspace.icon, workspace.title, workspace.shortcut)
        button.set_open(self._wide)
        button.clicked.connect(lambda _=False, id_=workspace.id: self.chosen.emit(id_))
        button.toggled.connect(lambda _: self.update())
        self.buttons[workspace.id] = button
        (self._foot if workspace.at_foot else self._top).addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._order_keys(button)

    def _order_keys(self, new: RailButton) -> None:
        """Tab goes down the rail, though this one was made after what comes later."""
        column = sorted(self.buttons.values(), key=lambda button: self._foot.indexOf(button) >= 0)
        QWidget.setTabOrder(self.theme_button, new)
        for one, after in pairwise([*column, self.theme_button]):
            QWidget.setTabOrder(one, after)

    def take(self, id_: str) -> None:
        """One that this person cannot open any more."""
        button = self.buttons.pop(id_)
        button.hide()
        button.deleteLater()

    def set_open(self, wide: bool) -> None:
        """Pinned open from 2560 logical px."""
        self._wide = wide
        self.setFixedWidth(self._theme.size("nav_rail_open" if wide else "nav_rail"))
        for button in (*self.buttons.values(), self.theme_button):
            button.set_open(wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = next((button for button in self.buttons.values() if button.isChecked()), None)
        if current is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent.line"))
            painter.drawRoundedRect(QRectF(0, current.y() + 9, 3, current.height() - 18), 1.5, 1.5)
