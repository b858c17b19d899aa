"""At most one repaint a tick: however many changes come in, and none while nobody can see them."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

TICK_MS = 100


class Ticker(QObject):
    """Calls `flush` once after any number of wakes, at once after a quiet tick, else when the tick is over. Stopped
    while asleep; no timer runs when there is nothing to do."""

    def __init__(self, flush: Callable[[], None], parent: QObject, tick_ms: int = TICK_MS) -> None:
        super().__init__(parent)
        self._flush = flush
        self._tick = tick_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fire)
        self._since = QElapsedTimer()
        self._asleep = True
        self._owing = False

    @property
    def waiting(self) -> bool:
        """Whether a flush is due."""
        return self._timer.isActive()

    def wake(self) -> None:
        """Something changed."""
        if self._asleep:
            self._owing = True
        elif not self._timer.isActive():
            passed = self._since.elapsed() if self._since.isValid() else self._tick
            self._timer.start(max(0, self._tick - passed))

    def flush_now(self) -> None:
        """Flush without waiting for the tick to be over."""
        self._timer.stop()
        self._fire()

    def sleep(self) -> None:
        """Nobody sees it: stop, and remember that something may be owed."""
        self._asleep = True
        self._owing = self._owing or self._timer.isActive()
        self._timer.stop()

    def rise(self) -> None:
        """It is seen again: what was owed is flushed."""
        self._asleep = False
        if self._owing:
            self._owing = False
            self.wake()

    def _fire(self) -> None:
        self._since.start()
        self._flush()
