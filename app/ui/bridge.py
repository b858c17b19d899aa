"""From feed and device threads to the GUI thread: what arrives within one frame is delivered as one list.

Nothing ticks while nothing arrives: the first item of a frame wakes the GUI thread, which waits out the frame and then
takes all.
"""

import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

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
        self._timer = QTimer(self, singleShot=True, interval=frame_ms)
        self._timer.timeout.connect(self._deliver)
        self._woken.connect(self._timer.start)

    def push(self, item: Any) -> None:
        """Hand over one item; returns at once and never blocks on the GUI thread."""
        with self._lock:
            self._items.append(item)
            wake = not self._awake
            self._awake = True
        if wake:
            self._woken.emit()

    def _deliver(self) -> None:
        with self._lock:
            items, self._items = self._items, []
            self._awake = False
        if items:
            self.arrived.emit(items)
