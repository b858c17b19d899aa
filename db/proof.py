"""The ledger as evidence: entries in their canonical bytes, streamed; the chain of blocks; appending to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from psycopg import sql

from app.domain.entry_form import FORM, NAMES
from app.domain.errors import Fault
from app.domain.proof import Block
from db import errors
from db.deadline import Watchdog
from db.dsn import hardened
from db.entry_stream import EntryStream

ENDLESS = 2**63 - 1
BEGINNING = -(2**63)
_COLUMNS = sql.SQL(", ").join(map(sql.Identifier, NAMES))
_BLOCK = """block_no, form, epoch, entry_from, prev_hash, xid_from, xid_to, n, merkle_root, key_id, sealed_at,
  block_hash, signature"""
PAGE = 500  # blocks of one read
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
    """Reads the chain and what it covers. Blocking; close() when done. Not thread-safe.

    One connection asks, others stream entries: one that is read, and one that the server makes ready meanwhile.

    url: libpq URL of a supervisor, auditor or administrator (or the sealer). Raises Refusal, Unreachable and Fault.
    """

    def __init__(self, url: str, *, deadline: float = 15.0) -> None:
        self._watchdog = Watchdog()
        self._deadline = deadline
        self._url = hardened(url, "stillage-proof")
        self._idle: list[EntryStream] = []
        self._ahead: tuple[Span, EntryStream] | None = None
        try:
            self._connection: psycopg.Connection[Any] = psycopg.connect(
                self._url, autocommit=True, client_encoding="utf8"
            )
            self._rows("set timezone = 'UTC'")
        except psycopg.Error as error:
            self._watchdog.close()
            raise errors.translate(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._forget()
        while self._idle:
            self._idle.pop().close()
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

    def expect(self, span: Span) -> None:
        """These entries are read next: the server makes them ready while others are still being looked at."""
        self._forget()
        try:
            self._ahead = (span, self._begun(span))
        except psycopg.Error as error:
            raise errors.translate(error) from error

    def pages(self, span: Span, form: int = FORM) -> Iterator[list[bytes]]:
        """The canonical bytes of the entries, ordered by (xid, ledger_id), many at a time; may be left at any page."""
        if form != FORM:
            raise Fault(f"These blocks have the form {form}, which this release does not know.", "Nothing was changed.")
        try:
            if self._ahead is not None and self._ahead[0] == span:
                stream, self._ahead = self._ahead[1], None
            else:
                stream = self._begun(span)
            try:
                yield from stream.pages()
            finally:
                self._rest(stream)
        except psycopg.Error as error:
            raise errors.translate(error) from error

    def _begun(self, span: Span) -> EntryStream:
        bounds = (span.warehouse, span.xid_from, span.xid_to, span.entry_from, span.entry_to)
        statement = _ENTRIES.format(_COLUMNS, *map(sql.Literal, bounds)).as_bytes(self._connection)
        stream = self._idle.pop() if self._idle else EntryStream(self._url, self._watchdog, self._deadline)
        try:
            stream.begin(statement)
        except BaseException:
            stream.close()
            raise
        return stream

    def _rest(self, stream: EntryStream) -> None:
        if stream.done:
            self._idle.append(stream)
        else:
            stream.close()

    def _forget(self) -> None:
        if self._ahead is not None:
            self._ahead[1].close()
            self._ahead = None

    def _rows(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        try:
            with self._watchdog.guard(self._connection, self._deadline):
                cursor = self._connection.execute(statement.encode(), parameters or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise errors.translate(error) from error
