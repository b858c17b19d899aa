"""The ledger as evidence: entries in their canonical bytes, streamed; the chain of blocks; appending to it."""

import json
import select
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from psycopg import sql
from psycopg.pq import DiagnosticField, ExecStatus

from app.domain.entry_form import FORM, HEADER, NAMES, TRAILER
from app.domain.errors import Fault
from app.domain.proof import Block
from db import errors
from db.deadline import Watchdog
from db.dsn import hardened

ENDLESS = 2**63 - 1
BEGINNING = -(2**63)
_COLUMNS = sql.SQL(", ").join(map(sql.Identifier, NAMES))
_BLOCK = """block_no, form, epoch, entry_from, prev_hash, xid_from, xid_to, n, merkle_root, key_id, sealed_at,
  block_hash, signature"""
PAGE = 500  # blocks of one read
PAGE_ROWS = 2048  # entries
_ENTRIES = sql.SQL(
    "copy (select {} from api.ledger_entry where warehouse_id = {} and xid >= {} and xid < {} and ledger_id >= {} "
    "and ledger_id < {} order by xid, ledger_id) to stdout (format binary)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries: of one epoch (entry_from <= id < entry_to) with xid_from <= xid < xid_to."""

    warehouse: int
    entry_from: int
    entry_to: int
    xid_from: int
    xid_to: int


class Evidence:
    """One connection that reads the chain and what it covers. Blocking; close() when done. Not thread-safe.

    url: libpq URL of a supervisor, auditor or administrator (or the sealer). Raises Refusal, Unreachable and Fault.
    """

    def __init__(self, url: str, *, deadline: float = 15.0) -> None:
        self._watchdog = Watchdog()
        self._deadline = deadline
        try:
            self._connection: psycopg.Connection[Any] = psycopg.connect(
                hardened(url, "stillage-proof"), autocommit=True, client_encoding="utf8"
            )
            # windows are read in the order of their index, whatever the statistics of a young table say
            self._rows("set timezone = 'UTC'; set enable_seqscan = off; set enable_bitmapscan = off; set jit = off")
        except psycopg.Error as error:
            self._watchdog.close()
            raise errors.translate(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
        self._watchdog.close()

    def warehouses(self) -> list[tuple[int, str]]:
        """Id and code of the person's warehouses."""
        return [
            (int(row[0]), str(row[1]))
            for row in self._rows("select warehouse_id, code from api.my_warehouse order by 1")
        ]

    def window(self, warehouse: int, rows: int) -> dict[str, Any]:
        """What the next block is over, as api.seal_window_v1 says it."""
        answer: dict[str, Any] = self._rows("select api.seal_window_v1(%s, %s)", (warehouse, rows))[0][0]
        return answer

    def seal(self, block: Block, marks: bytes, token: int) -> None:
        """Append a block under the lease with that token."""
        said = json.dumps(block.as_json() | {"marks": marks.hex()})
        self._rows("select api.seal_v1(%s, %s, %s::jsonb)", (block.warehouse, token, said))

    def keys(self, warehouse: int) -> dict[str, bytes]:
        """Public keys by id, as the database has them: to be compared with what is known elsewhere."""
        rows = self._rows("select key_id, public_key from api.seal_key where warehouse_id = %s", (warehouse,))
        return {str(key): bytes(public) for key, public in rows}

    def blocks(self, warehouse: int) -> Iterator[Block]:
        """The chain from its beginning, read in pages."""
        after = 0
        while True:
            page = self._rows(
                f"select {_BLOCK} from api.seal_block where warehouse_id = %s and block_no > %s "  # noqa: S608  ours
                f"order by block_no limit {PAGE}",
                (warehouse, after),
            )
            for row in page:
                yield Block(warehouse, *row)
            if len(page) < PAGE:
                return
            after = int(page[-1][0])

    def last(self, warehouse: int) -> Block | None:
        """The newest block."""
        rows = self._rows(
            f"select {_BLOCK} from api.seal_block where warehouse_id = %s order by block_no desc limit 1",  # noqa: S608  ours
            (warehouse,),
        )
        return Block(warehouse, *rows[0]) if rows else None

    def marks(self, warehouse: int, first: int, last: int) -> dict[int, bytes]:
        """The kept beginnings of the leaves of these blocks."""
        rows = self._rows(
            "select block_no, marks from api.seal_block where warehouse_id = %s and block_no between %s and %s",
            (warehouse, first, last),
        )
        return {int(number): bytes(marks) for number, marks in rows}

    def unsealed(self, warehouse: int, xid: int) -> tuple[int, int]:
        """How many entries wait from that transaction on, and how many name a transaction that has not begun yet."""
        row = self._rows(
            "select count(*), count(*) filter (where xid >= (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint) "
            "from api.ledger_entry where warehouse_id = %s and xid >= %s",
            (warehouse, xid),
        )
        return int(row[0][0]), int(row[0][1])

    def holds(self, block: Block) -> bool:
        """Whether the entries of a block can be read here: a database has them all."""
        return block.form == FORM

    def pages(self, span: Span, form: int = FORM) -> Iterator[list[bytes]]:
        """The canonical bytes of the entries, ordered by (xid, ledger_id), many at a time. What is not read to its
        end is called off at the server."""
        if form != FORM:
            raise Fault(f"These blocks have the form {form}, which this release does not know.", "Nothing was changed.")
        bounds = (span.warehouse, span.xid_from, span.xid_to, span.entry_from, span.entry_to)
        statement = _ENTRIES.format(_COLUMNS, *map(sql.Literal, bounds)).as_bytes(self._connection)
        try:
            with self._watchdog.guard(self._connection, self._deadline):
                result = self._raw.exec_(statement)
            if result.status != ExecStatus.COPY_OUT:
                raise psycopg.errors.error_from_result(result)
            yield from self._stream()
        except psycopg.Error as error:
            raise errors.translate(error) from error

    def _stream(self) -> Iterator[list[bytes]]:
        """The rows of the copy that runs: taken from libpq itself, which is half the time of going through a cursor."""
        first, more = True, True
        try:
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
        finally:
            if more:
                self._connection.cancel()
            while more:
                more = self._take([])
            while (result := self._raw.get_result()) is not None:
                ended = result
            if ended.status == ExecStatus.FATAL_ERROR and not self._was_cancelled(ended):
                raise psycopg.errors.error_from_result(ended)

    def _take(self, page: list[bytes]) -> bool:
        """Rows into the page until it is full; False when there are no more."""
        take, add = self._raw.get_copy_data, page.append
        while len(page) < PAGE_ROWS:
            size, row = take(1)
            if size > 0:
                add(bytes(row))
            elif size == 0:
                select.select([self._raw.socket], [], [])
                self._raw.consume_input()
            else:
                return False
        return True

    @staticmethod
    def _was_cancelled(result: "psycopg.pq.abc.PGresult") -> bool:
        return result.error_field(DiagnosticField.SQLSTATE) == b"57014"

    @property
    def _raw(self) -> "psycopg.pq.abc.PGconn":
        return self._connection.pgconn

    def _rows(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        try:
            with self._watchdog.guard(self._connection, self._deadline):
                cursor = self._connection.execute(statement.encode(), parameters or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise errors.translate(error) from error
