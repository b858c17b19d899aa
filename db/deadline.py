"""A client-side deadline: libpq has no read timeout, so a connection behind a silent network hangs for ever. One thread
watches all calls of the process and shuts the socket of the one that is late; the call then fails as lost."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator

import psycopg


class Watchdog:
    """Shuts the sockets of late calls. One a process is enough; guard() may be used from any thread."""

    def __init__(self, *, tick: float = 0.05) -> None:
        self._tick = tick
        self._late_at: dict[object, tuple[float, int]] = {}
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopped = False
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def guard(self, connection: "psycopg.Connection[object]", seconds: float) -> Iterator[None]:
        """While inside, the connection is cut once seconds have passed."""
        key = object()
        fd = os.dup(connection.fileno()) if os.name == "posix" else connection.fileno()
        with self._lock:
            self._late_at[key] = (time.monotonic() + seconds, fd)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="db-deadline", daemon=True)
                self._thread.start()
            self._wake.set()
        try:
            yield
        finally:
            with self._lock:
                self._late_at.pop(key, None)
            if os.name == "posix":
                os.close(fd)

    def close(self) -> None:
        """Stop the thread."""
        with self._lock:
            self._stopped = True
            thread = self._thread
        self._wake.set()
        if thread is not None:
            thread.join()

    def _watch(self) -> None:
        while not self._stopped:
            self._wake.wait()
            time.sleep(self._tick)
            with self._lock:
                now = time.monotonic()
                for key, (late_at, fd) in list(self._late_at.items()):
                    if late_at < now:
                        self._late_at.pop(key)
                        _shut(fd)
                if not self._late_at and not self._stopped:
                    self._wake.clear()


def _shut(fd: int) -> None:
    """End both directions of the socket; the owner of the connection sees it as closed by the server."""
    with contextlib.suppress(OSError):
        shutter = socket.socket(fileno=fd)
        try:
            shutter.shutdown(socket.SHUT_RDWR)
        finally:
            shutter.detach()
