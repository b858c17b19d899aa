"""Keys of a panel: what it does at keys that whoever has the focus inside it has no use for."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class EscapeKey(QObject):
    """Esc, where nobody inside `panel` takes it, runs `act`. `panel` keeps this; when: False lets the key go on."""

    def __init__(self, panel: QWidget, act: Callable[[], object], when: Callable[[], bool] = lambda: True) -> None:
        super().__init__(panel)
        self._act, self._when = act, when
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape and self._when():
            self._act()
            return True
        return False
