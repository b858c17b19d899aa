"""A scanner that types, told from a person: a field whose Return says how fast its keys came."""

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

FASTEST_HAND = 0.035  # s between keys; wedge scanners send one every 1 to 15 ms, a quick typist one every 80
SHORTEST_CODE = 3
PAUSE = 0.25  # s after which what comes is something else
TWICE = 0.5  # s within which the same scan again is the same scan


class ScanField(QLineEdit):
    """`scanned(text, at, repeated)` when a scanner typed it, `typed(text)` when a person did; then empty again. What a
    person had begun to type before a scan came is left standing: it is no part of the code."""

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
        whole, quick = self.text(), burst(self._keys)
        self.clear()
        self._keys = []
        begun, text = (whole[:-quick], whole[-quick:].strip()) if 0 < quick < len(whole) else ("", whole.strip())
        self.insert(begun)
        if not text:
            return
        if not quick:
            self.typed.emit(text)
            return
        before, at = self._last
        now = time.monotonic()
        self._last = (text, now)
        self.scanned.emit(text, now, text == before and now - at < TWICE)


def burst(keys: Sequence[float]) -> int:
    """How many of the last keys a scanner sent, by the moments at which they came; 0 where a hand did."""
    start = len(keys) - 1
    while start > 0 and keys[start] - keys[start - 1] < PAUSE:
        start -= 1
    run = keys[max(start, 0) :]
    quick = len(run) >= SHORTEST_CODE and (run[-1] - run[0]) / (len(run) - 1) < FASTEST_HAND
    return len(run) if quick else 0
