"""One focus ring for a window: 2 px, 2 px outside whatever has the keyboard; only where the keyboard was used."""

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
        """Watches two widgets only: the window for its size, and whatever has the keyboard.

        A filter on the whole application would put Python into every event of the plan.
        """
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._reason = event.reason()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        elif kind == QEvent.Type.Hide and watched is self._target:
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
        for widget in (old, new):
            if widget is not None and widget is not window:
                widget.removeEventFilter(self)
        if new is None or new.window() is not window:
            self._surround(None)
            return
        if new is not window:
            new.installEventFilter(self)
        wanted = reason in KEYBOARD and not isinstance(new, QAbstractItemView)
        self._surround(new if wanted else None)

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
