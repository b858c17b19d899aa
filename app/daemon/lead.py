"""Leading a warehouse: the lease is renewed on a thread of its own, and whoever works asks for the token each time."""

import contextlib
import logging
import threading
import time
from uuid import UUID, uuid4

from app.domain.errors import Fault, Refusal
from db.fenced import Fenced

_LOG = logging.getLogger(__name__)


class Leadership:
    """Of one warehouse. seconds: how long the lease holds without a renewal; it is renewed three times as often.

    The token is a promise of the past only: this process may have stood still since. So the database judges it again in
    the statement of every effect.
    """

    def __init__(self, url: str, warehouse: int, *, seconds: int = 10) -> None:
        self.holder: UUID = uuid4()
        self._door = Fenced(url, deadline=max(1.0, seconds / 2))
        self._warehouse = warehouse
        self._seconds = seconds
        self._token: int | None = None
        self._until = 0.0
        self._leads = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"lead-{warehouse}", daemon=True)

    def start(self) -> None:
        """Begin to compete for the lease."""
        self._thread.start()

    def stop(self) -> None:
        """Give the lease back and wait for the thread; the next daemon need not wait until it runs out."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        with contextlib.suppress(Refusal, Fault):  # then it runs out by itself
            self._door.lead(self._warehouse, self.holder, 0)
        self._door.close()

    @property
    def token(self) -> int | None:
        """The token to work with; None where another leads, or where ours may have run out."""
        return self._token if self._token is not None and time.monotonic() < self._until else None

    def wait(self, seconds: float) -> bool:
        """Wait to lead; whether we do."""
        return self._leads.wait(seconds)

    def lost(self) -> None:
        """The database refused our token: another leads."""
        self._believe(None, 0.0)

    def take(self) -> int | None:
        """Ask once, now; the token. Raises what the database raises."""
        asked = time.monotonic()  # the lease began later than this: we never believe in it too long
        self._believe(self._door.lead(self._warehouse, self.holder, self._seconds), asked + self._seconds)
        return self.token

    def _keep(self) -> None:
        while not self._stop.is_set():
            try:
                self.take()
            except (Refusal, Fault) as error:
                _LOG.warning(
                    "The lease could not be asked for.",
                    extra={"facts": {"warehouse": self._warehouse, "why": error.what}},
                )
            self._stop.wait(self._seconds / 3)

    def _believe(self, token: int | None, until: float) -> None:
        if (token is None) != (self._token is None):
            what = "Another daemon leads." if token is None else "This daemon leads."
            _LOG.info(what, extra={"facts": {"warehouse": self._warehouse, "token": token, "holder": str(self.holder)}})
        self._token, self._until = token, until
        if token is None:
            self._leads.clear()
        else:
            self._leads.set()
