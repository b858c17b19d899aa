"""The live floor begun before anybody can look at it: what it says is kept until there is a listener."""

import threading
from collections.abc import Callable

from app.services.live import LiveFloor, News
from app.services.session import Session


class EarlyFloor:
    """Seeds while the plan is still being read. begin() at once, listen() when there is somebody to tell."""

    def __init__(self, session: Session) -> None:
        self._lock = threading.Lock()
        self._held: list[News] = []
        self._tell: Callable[[News], None] | None = None
        self._live = LiveFloor(session, self._take)

    def begin(self) -> None:
        """Follow from now on, on a thread of its own."""
        self._live.start()

    def listen(self, tell: Callable[[News], None]) -> None:
        """Tell what was kept, then everything as it comes."""
        with self._lock:
            for news in self._held:
                tell(news)
            self._held.clear()
            self._tell = tell

    def stop(self) -> None:
        """Stop following; returns when the thread has ended."""
        self._live.stop()

    def _take(self, news: News) -> None:
        with self._lock:
            if self._tell is None:
                self._held.append(news)
            else:
                self._tell(news)
