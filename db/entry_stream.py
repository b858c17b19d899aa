"""A connection that streams ledger entries as canonical bytes: asked for ahead, read later, left at any time."""

import select
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg.pq import ExecStatus

from app.domain.entry_form import HEADER, TRAILER
from app.domain.errors import Fault
from db.deadline import Watchdog

PAGE_ROWS = 2048  # entries
# windows are read by their index, whatever the statistics of a young table say, and put in order in memory: the
# barrier of the view keeps the order of the index from the planner
_SETTINGS = "set enable_seqscan = off; set enable_bitmapscan = off; set jit = off; set work_mem = '64MB'"


class EntryStream:
    """One stream at a time. Raises psycopg.Error. deadline: seconds that a page may take.

    Rows are taken from libpq itself, which is half the time of going through a cursor. It waits without the
    interpreter's lock, and the watchdog ends a wait behind a network that went silent.
    """

    def __init__(self, url: str, watchdog: Watchdog, deadline: float) -> None:
        self._watchdog = watchdog
        self._deadline = deadline
        self._connection: psycopg.Connection[Any] = psycopg.connect(url, autocommit=True, client_encoding="utf8")
        self.done = True
        with watchdog.guard(self._connection, deadline):
            self._connection.execute(_SETTINGS)

    def close(self) -> None:
        """Also in the middle of a stream: the server notices and stops."""
        self._connection.close()

    def begin(self, statement: bytes) -> None:
        """Send a `copy ... to stdout (format binary)`; the server begins with it while we do something else."""
        self.done = False
        with self._watchdog.guard(self._connection, self._deadline):
            self._connection.pgconn.send_query(statement)

    def pages(self) -> Iterator[list[bytes]]:
        """The rows of what was begun, many at a time. What is not read to its end is not `done`: close it."""
        self._expect(ExecStatus.COPY_OUT)
        first, more = True, True
        while more:
            page: list[bytes] = []
            with self._watchdog.guard(self._connection, self._deadline):
                more = self._take(page)
            if first and page:
                first = False
                if not page[0].startswith(HEADER):
                    raise Fault("The server's stream of entries has an unknown form.", "Nothing was changed.")
                page[0] = page[0][len(HEADER) :] or TRAILER
            if page and page[-1] == TRAILER:
                page.pop()
            if page:
                yield page
        self._expect(ExecStatus.COMMAND_OK)
        self._expect(None)
        self.done = True

    def _take(self, page: list[bytes]) -> bool:
        """Rows into the page until it is full; False when there are no more."""
        raw = self._connection.pgconn
        take, add = raw.get_copy_data, page.append
        while len(page) < PAGE_ROWS:
            size, row = take(1)
            if size > 0:
                add(bytes(row))
            elif size == 0:
                self._wait()
            else:
                return False
        return True

    def _expect(self, status: ExecStatus | None) -> None:
        """The next result must have this status (None: there is no further one); else raise what it says."""
        raw = self._connection.pgconn
        with self._watchdog.guard(self._connection, self._deadline):
            while raw.is_busy():
                self._wait()
            result = raw.get_result()
        if (result.status if result else None) == status:
            return
        if result is None or result.status != ExecStatus.FATAL_ERROR:
            raise psycopg.OperationalError("the stream of entries ended out of turn")
        raise psycopg.errors.error_from_result(result)

    def _wait(self) -> None:
        raw = self._connection.pgconn
        select.select([raw.socket], [], [])
        raw.consume_input()
