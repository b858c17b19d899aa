"""The toasts of one window: bottom right, four seconds each, three at most."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.widgets.messages import Toast

MOST = 3
MARGIN = 12
STRIP = 28
LEAST = 44
GAP = 8
WIDTH = 360


class Toasts(QWidget):
    """An overlay that is as large as the toasts in it, and hidden without any."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._timers: dict[Toast, QTimer] = {}
        self.setProperty("overlay", True)
        window.installEventFilter(self)
        self.hide()

    def show_toast(self, text: str, undo: Callable[[], object] | None = None) -> Toast:
        """Say that something finished; the oldest gives way to a fourth."""
        while len(self._timers) >= MOST:
            self._end(next(iter(self._timers)))
        toast = Toast(self._theme, text, undo)
        toast.ended.connect(self._end)
        toast.installEventFilter(self)
        timer = QTimer(toast, singleShot=True, interval=self._theme.motion("toast"))
        timer.timeout.connect(toast.end)
        timer.start()
        self._timers[toast] = timer
        toast.setFixedHeight(max(LEAST, toast.heightForWidth(WIDTH)))
        toast.setParent(self)
        toast.show()
        self.show()
        self._place()
        return toast

    @property
    def shown(self) -> list[Toast]:
        return list(self._timers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Toast) and watched in self._timers:
            if event.type() == QEvent.Type.Enter:
                self._timers[watched].stop()
            elif event.type() == QEvent.Type.Leave:
                self._timers[watched].start()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _end(self, toast: Toast) -> None:
        timer = self._timers.pop(toast, None)
        if timer is None:
            return
        timer.stop()
        toast.hide()
        toast.deleteLater()
        self.setVisible(bool(self._timers))
        self._place()

    def _place(self) -> None:
        """Newest below, sized by hand: a layout would count a new toast only after the next turn of the event loop."""
        top = 0
        for toast in self._timers:
            toast.move(0, top)
            top += toast.height() + GAP
        window = self.window()
        self.resize(WIDTH, max(0, top - GAP))
        self.move(window.width() - WIDTH - MARGIN, window.height() - self.height() - MARGIN - STRIP)
        self.raise_()
