"""The empty state: what this place is for, why there is nothing, and what to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import Label

WIDTH = 420


@dataclass(frozen=True, slots=True)
class Act:
    """One way out of the emptiness; reason says why it cannot be taken now."""

    text: str
    run: Callable[[], object]
    icon: str = ""
    reason: str | None = None


class IconPicture(QWidget):
    """An icon as a picture, not as a button."""

    def __init__(self, theme: Theme, icon: str, size: int = 32, colour: str = "text.tertiary") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._colour = colour
        self.setFixedSize(QSize(size, size))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._theme.draw_icon(QPainter(self), QRectF(self.rect()), self._icon, self._colour)


class EmptyState(QWidget):
    """Centred, 420 wide. At most three acts; the first is the one to take."""

    def __init__(self, theme: Theme, icon: str, purpose: str, why: str, acts: Sequence[Act] = ()) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        centred = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconPicture(theme, icon), 0, centred)
        column.addSpacing(4)
        said = Label(theme, purpose, "title", wrap=True), Label(theme, why, tone="secondary", wrap=True)
        for line in said:
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setFixedWidth(WIDTH)
            line.setMinimumHeight(line.heightForWidth(WIDTH))  # else a second line is cut in a full column
            line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
            column.addWidget(line, 0, centred)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for number, act in enumerate(acts[:3]):
            button = Button(theme, act.text, act.icon, "primary" if number == 0 else "")
            button.set_allowed(act.reason)
            button.clicked.connect(act.run)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(2)
