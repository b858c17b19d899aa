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
        self.setProperty("overlay", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme.changed.connect(self.update)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around; None while it is hidden."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget) and isinstance(event, QFocusEvent):
            if watched.window() is self.window():
                wanted = event.reason() in KEYBOARD and not isinstance(watched, QAbstractItemView)
                self._follow(watched if wanted else None)
        elif watched is self._target and kind in (
            QEvent.Type.FocusOut,
            QEvent.Type.Hide,
            QEvent.Type.Destroy,
        ):
            self._follow(None)
        elif watched is self._target and kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("accent.focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _follow(self, target: QWidget | None) -> None:
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
