"""Locks between processes that the operating system lets go when their holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import Refusal

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05


@contextmanager
def exclusive(path: Path, limit: float) -> Iterator[None]:
    """Hold the file's lock for the block. Waits `limit` seconds for another process, then refuses."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + limit
    try:
        while not _try(handle):
            if time.monotonic() > deadline:
                raise Refusal(
                    "START_LOCK",
                    f"Another Stillage process has been starting or stopping the database for over {limit:.0f} s.",
                    "Wait for it to end. If none is running, restart this computer and start again.",
                    {"lock": str(path)},
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)  # closing lets the lock go, on both systems


class Lease:
    """A sign that this process uses the server; vanishes with the process, however that ends.

    Windows has no shared file locks in the standard library: there `alone` is always True and the connections decide.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if sys.platform != "win32":
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """Whether no other process holds a lease. To be asked under the start lock, where none can come."""
        if sys.platform == "win32":
            return True
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(self._handle, fcntl.LOCK_SH)
            return False
        return True

    def close(self) -> None:
        """Give the lease back. Safe to call twice."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _try(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
