"""Things that are made once and live as long as what they belong to: a session, a version of a plan."""

from collections.abc import Callable
from threading import RLock
from typing import TypeVar

T = TypeVar("T")


class Kept:
    """One thing of each kind. Thread-safe: two who ask at once get the same one."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._things: dict[type, object] = {}

    def one(self, kind: type[T], make: Callable[[], T]) -> T:
        """The thing of this kind; made where there is none yet. What `make` raises leaves nothing behind."""
        with self._lock:
            thing = self._things.get(kind)
            if not isinstance(thing, kind):
                thing = self._things[kind] = make()
            return thing
