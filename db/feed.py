"""The change feed on a connection of its own: follows ledger and events by transaction window, so that nothing is
missed; reconnects by itself; says when a position cannot be continued and the reader must seed anew."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import psycopg

from app.domain.change import Change
from app.domain.errors import Fault, Refusal
from db import errors
from db.deadline import Watchdog
from db.dsn import hardened

_LOG = logging.getLogger(__name__)
WAKER_POLL = 0.05  # s between looks of the client that wakes the others
BUSY_POLL = 0.025  # the same while changes come
BUSY_FOR = 2.0  # s after the last change
IDLE_POLL = 1.0  # s of waiting for a wake-up before looking anyhow
RENEW = 1.5  # s between renewals of the waker's lease (it lasts 5 s)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader stands: cluster epoch, transaction id, entry id. Comparable only within one epoch."""

    epoch: str | None = None
    xid: int = 0
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What one look brought: changes in commit-safe order and the server's clock at that moment."""

    changes: Sequence[Change]
    now: datetime
    waker: bool


class Feed:
    """Follows one warehouse on a thread of its own. Callbacks run on that thread and must be quick.

    on_seed(): read everything anew (at the start, and after a gap); called with the position taken before, so that
    nothing falls between. on_batch(Batch): also with no changes, as a sign of life. on_away(reason): the database does
    not answer; the last state stands.
    """

    def __init__(
        self,
        url: str,
        warehouse: int,
        *,
        on_seed: Callable[[], None],
        on_batch: Callable[[Batch], None],
        on_away: Callable[[str], None],
        deadline: float = 5.0,
    ) -> None:
        self._url = hardened(url, "stillage-feed")
        self._warehouse = warehouse
        self._on_seed = on_seed
        self._on_batch = on_batch
        self._on_away = on_away
        self._deadline = deadline
        self._me = uuid4()
        self._position = Position()
        self._looks = 0
        self._stop = threading.Event()
        self._watchdog = Watchdog()
        self._thread = threading.Thread(target=self._run, name="db-feed", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for the thread; safe to call twice."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self._watchdog.close()

    def _run(self) -> None:
        pause = 0.1
        while not self._stop.is_set():
            seen = self._looks
            try:
                with self._connected() as connection:
                    self._follow(connection)
            except (psycopg.Error, OSError) as error:
                said = errors.translate(error) if isinstance(error, psycopg.Error) else error
                self._on_away(str(said.what if isinstance(said, Refusal | Fault) else said))
            except (Refusal, Fault) as error:  # the seed found the database away
                self._on_away(error.what)
            except Exception:  # the reader failed: it must not end in silence, and what it holds may be half a batch
                _LOG.exception("A reader of the feed failed; it is seeded anew.")
                self._position = Position()
                self._on_away("The picture could not be brought up to date.")
            pause = 0.1 if self._looks > seen else min(2 * pause, 2.0)  # a refusal is asked again more and more rarely
            self._stop.wait(pause)

    @contextlib.contextmanager
    def _connected(self) -> Any:
        connection = psycopg.connect(self._url, autocommit=True)
        try:
            with self._watchdog.guard(connection, self._deadline):
                connection.execute("listen stillage_wake")
            yield connection
        finally:
            connection.close()

    def _follow(self, connection: "psycopg.Connection[Any]") -> None:
        waker, renewed, changed = False, 0.0, 0.0
        while not self._stop.is_set():
            answer = self._look(connection)
            changes = [Change.from_row(row) for row in answer["entries"]]
            if answer["gap"]:
                self._on_seed()
            else:
                self._on_batch(Batch(changes, datetime.fromisoformat(answer["now"]), waker))
            self._position = Position(
                answer["epoch"], answer["xid"], answer["entry"]
            )  # only what was taken is behind us
            if changes:
                changed = time.monotonic()
            if (changes and waker) or time.monotonic() - renewed > RENEW:
                waker, renewed = self._wake(connection, bool(changes)), time.monotonic()
            if answer["more"] or answer["gap"]:
                continue
            if waker:
                self._stop.wait(BUSY_POLL if time.monotonic() - changed < BUSY_FOR else WAKER_POLL)
            else:
                self._await_wake(connection)
        if waker:
            self._wake(connection, None)  # the next one need not wait until the lease runs out

    def _look(self, connection: "psycopg.Connection[Any]") -> dict[str, Any]:
        at = self._position
        with self._watchdog.guard(connection, self._deadline):
            row = connection.execute(
                "select api.feed_v1(%s, %s, %s, %s)", (self._warehouse, at.epoch, at.xid, at.entry), prepare=True
            ).fetchone()
        assert row is not None
        self._looks += 1
        answer: dict[str, Any] = row[0]
        return answer

    def _wake(self, connection: "psycopg.Connection[Any]", news: bool | None) -> bool:
        with self._watchdog.guard(connection, self._deadline):
            row = connection.execute(
                "select api.wake_v1(%s, %s, %s)", (self._warehouse, self._me, news), prepare=True
            ).fetchone()
        return bool(row and row[0]["holder"])

    def _await_wake(self, connection: "psycopg.Connection[Any]") -> None:
        ends = time.monotonic() + IDLE_POLL
        while not self._stop.is_set() and time.monotonic() < ends:
            for _ in connection.notifies(timeout=0.2, stop_after=1):
                return
