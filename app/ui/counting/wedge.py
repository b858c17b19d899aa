"""A scanner that types, told from a person: a field whose Return says how fast its keys came."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

FASTEST_HAND = 0.035  # s between keys; wedge scanners send one every 1 to 15 ms, a quick typist one every 80
SHORTEST_CODE = 3
TWICE = 0.5  # s within which the same scan again is the same scan


class ScanField(QLineEdit):
    """`scanned(text, at, repeated)` when a scanner typed it, `typed(text)` when a person did; then empty again."""

    scanned = Signal(str, float, bool)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[float] = []
        self._last = ("", 0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.text().isprintable() and event.text():
            self._keys.append(time.monotonic())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()

    def _send(self) -> None:
        text, keys = self.text().strip(), self._keys
        self.clear()
        self._keys = []
        if not text:
            return
        quick = len(keys) >= SHORTEST_CODE and (keys[-1] - keys[0]) / (len(keys) - 1) < FASTEST_HAND
        if not quick:
            self.typed.emit(text)
            return
        before, at = self._last
        now = time.monotonic()
        self._last = (text, now)
        self.scanned.emit(text, now, text == before and now - at < TWICE)
