"""One focus ring for a window: 2 px, 2 px outside whatever has the keyboard; only where the keyboard was used."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.ui.theme import Theme

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
GAP = 2


class FocusRing(QWidget):
    """A transparent overlay over the window. Item views paint their own ring for the current row."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._reason: Qt.FocusReason | None = None
        self.setProperty("overlay", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme.changed.connect(self.update)
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around; None while it is hidden."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watches the window for its size, whatever has the keyboard, and what that lies in, which may move or scroll.

        A filter on the whole application would put Python into every event of the plan.
        """
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._reason = event.reason()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif kind == QEvent.Type.Hide and watched in self._watched:
            self._surround(None)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent.focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """The reason of the move was told to the widget that lost the focus; the ring shows for the keyboard only."""
        reason, self._reason = self._reason, None
        window = self.window()
        self._watch(new if new is not None and new.window() is window else None)
        if new is None or new.window() is not window:
            self._surround(None)
            return
        wanted = reason in KEYBOARD and not isinstance(new, QAbstractItemView)
        self._surround(new if wanted else None)

    def _watch(self, widget: QWidget | None) -> None:
        """Follow a widget and all that it lies in, up to the window."""
        for one in self._watched:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _surround(self, target: QWidget | None) -> None:
        self._target = target
        if target is None:
            self.hide()
        else:
            self._place()
            self.show()
            self.raise_()

    def _place(self) -> None:
        if self._target is not None:
            corner = self._target.mapTo(self.window(), QPoint(0, 0))
            reach = GAP + 2
            self.setGeometry(QRect(corner, self._target.size()).adjusted(-reach, -reach, reach, reach))
