"""Python's cyclic rubbish is collected on the GUI thread alone.

Python collects in whatever thread happens to reach the threshold. Where that is a worker, widgets that nobody holds any
more are taken down beside the thread that paints them, and the process ends without a word. So the collector is
switched off, and asked from here as often as it would have come by itself.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 200
WHOLE_S = 30.0  # between collections of everything; those take longest


class Sweep(QObject):
    """Starts at once; stop() gives the collector back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole_at = time.monotonic()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        gc.disable()

    def look(self) -> int | None:
        """Collect the oldest generation that is due; which, None where none is."""
        gc.disable()  # an import that was counted meanwhile has switched it on again
        now, limits = time.monotonic(), gc.get_threshold()
        for generation, (count, limit) in reversed(list(enumerate(zip(gc.get_count(), limits, strict=True)))):
            if count <= limit or (generation == 2 and now - self._whole_at < WHOLE_S):
                continue
            gc.collect(generation)
            if generation == 2:
                self._whole_at = now
            return generation
        return None

    def stop(self) -> None:
        """Back to Python's own way; safe to call twice."""
        self._timer.stop()
        gc.enable()
