"""Turning the event loop while something is waited for: states of pictures, and tests of pages over samples."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QThread

AT_MOST = 30.0
"""s; it bounds what never comes, and a busy machine is no reason to look too early."""


def wait_until(done: Callable[[], bool], seconds: float = AT_MOST) -> None:
    """Turn the event loop until it is so, for some seconds at most."""
    turning, ends = QEventLoop(), time.monotonic() + seconds
    while not done() and time.monotonic() < ends:
        turning.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(1)  # whoever is waited for gets the core


def turn(seconds: float) -> None:
    """Turn the event loop for a moment: what a station said comes a frame later."""
    turning, ends = QEventLoop(), time.monotonic() + seconds
    while time.monotonic() < ends:
        turning.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        QThread.msleep(1)  # whoever is waited for gets the core
