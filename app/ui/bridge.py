"""From feed and device threads to the GUI thread: what arrives within one frame is delivered as one list.

Nothing ticks while nothing arrives. The first item after a quiet frame is delivered at once; what comes within a frame
of the last delivery waits that frame out and arrives together.
"""

import threading
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

FRAME_MS = 33


class Bridge(QObject):
    """push(item) from any thread; `arrived` with a list on the bridge's own thread, at most once a frame."""

    arrived = Signal(list)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None, frame_ms: int = FRAME_MS) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._items: list[Any] = []
        self._awake = False
        self._frame_ms = frame_ms
        self._since = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._wake)

    def push(self, item: Any) -> None:
        """Hand over one item; returns at once and never blocks on the GUI thread."""
        with self._lock:
            self._items.append(item)
            wake = not self._awake
            self._awake = True
        if wake:
            self._woken.emit()

    def _wake(self) -> None:
        left = self._frame_ms - self._since.elapsed() if self._since.isValid() else 0
        if left > 0:
            self._timer.start(left)
        else:
            self._deliver()

    def _deliver(self) -> None:
        self._since.start()
        with self._lock:
            items, self._items = self._items, []
            self._awake = False
        if items:
            self.arrived.emit(items)
