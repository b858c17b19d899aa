"""The door to the shared database: api functions and named queries, each bounded in time, each error in our words."""

import contextlib
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.errors import Fault, Refusal, Unreachable
from db import errors, sql_files
from db.deadline import Watchdog
from db.dsn import hardened, sqlalchemy_url

_NAME = re.compile(r"[a-z_]+_v\d+")
FIRST_PAUSE = 0.05  # s; doubles up to LONGEST_PAUSE, with jitter
LONGEST_PAUSE = 1.0


class Database:
    """A pool of connections as one person. Thread-safe; blocking: never call it from the GUI thread.

    url: libpq URL; application: shown to the administrator (no order numbers, no names of people in it);
    deadline: seconds for one attempt; patience: seconds over all attempts of a call that may be repeated.
    """

    def __init__(
        self, url: str, *, application: str = "stillage", pool: int = 4, deadline: float = 5.0, patience: float = 10.0
    ) -> None:
        self.url = hardened(url, application)
        self._deadline = deadline
        self._patience = patience
        self._watchdog = Watchdog()
        self._engine: Engine = create_engine(
            sqlalchemy_url(self.url),
            pool_size=pool,
            max_overflow=pool,
            pool_timeout=deadline,
            pool_recycle=3600,
            isolation_level="AUTOCOMMIT",
        )
        self._opening = threading.local()
        event.listen(self._engine, "do_connect", self._connect)

    def call(self, function: str, /, *, deadline: float | None = None, **arguments: Any) -> dict[str, Any]:
        """Call api.<function> with named arguments in a transaction of its own; returns its json answer.

        An attempt with an indefinite outcome is repeated with the same arguments, and so the same p_op, until patience
        is used up. Raises Refusal (nothing was done), Unreachable (not known: call again with the same op) or Fault.
        """
        if not _NAME.fullmatch(function):
            raise ValueError(f"{function!r} is not the name of an api function")
        named = ", ".join(f"{name} => %({name})s" for name in arguments)
        given = {name: _sent(value) for name, value in arguments.items()}
        rows = self._repeat(f"select api.{function}({named})", given, deadline or self._deadline)
        answer = rows[0][0]
        return answer if isinstance(answer, dict) else {"answer": answer}

    def query(self, name: str, /, *, deadline: float | None = None, **parameters: Any) -> Sequence[Any]:
        """Run the named query of db/sql/queries. Rows have their columns as attributes."""
        return self._repeat(sql_files.queries()[name], parameters, deadline or self._deadline, named=True)

    def close(self) -> None:
        """Give all connections back to the server."""
        self._engine.dispose()
        self._watchdog.close()

    def _repeat(
        self, statement: str, parameters: Mapping[str, Any], deadline: float, *, named: bool = False
    ) -> Sequence[Any]:
        give_up = time.monotonic() + self._patience
        pause = FIRST_PAUSE
        while True:
            try:
                return self._attempt(statement, parameters, deadline, named=named)
            except Unreachable:
                if time.monotonic() + pause > give_up:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311  jitter, no secret
            pause = min(2 * pause, LONGEST_PAUSE)

    def _attempt(self, statement: str, parameters: Mapping[str, Any], deadline: float, *, named: bool) -> Sequence[Any]:
        try:
            with self._connected(deadline) as connection:
                raw = connection.connection.driver_connection
                assert isinstance(raw, psycopg.Connection)
                with self._watchdog.guard(raw, deadline):
                    if named:
                        return connection.execute(text(statement), parameters).fetchall()
                    return connection.exec_driver_sql(statement, dict(parameters)).fetchall()
        except DBAPIError as error:
            raise self._said(error.orig) from error
        except psycopg.Error as error:
            raise self._said(error) from error
        except (PoolTimeout, OSError) as error:
            raise Unreachable(
                "All connections to the database are waiting.",
                "What was scanned is kept and is sent again.",
                retry=True,
            ) from error
        except SQLAlchemyError as error:
            raise Fault(f"The database layer failed ({error}).", "Nothing was posted.") from error

    @contextlib.contextmanager
    def _connected(self, deadline: float) -> Iterator[Connection]:
        """A connection of the pool. What the pool asks on a new one has the deadline too."""
        with contextlib.ExitStack() as opening:
            self._opening.guard = lambda raw: opening.enter_context(self._watchdog.guard(raw, deadline))
            with self._engine.connect() as connection:
                opening.close()  # from here on the statement has a guard of its own
                yield connection

    def _connect(self, dialect: Any, _record: Any, arguments: Sequence[Any], options: Mapping[str, Any]) -> Any:
        """The pool makes a connection on the thread of the call that waits for it; connect_timeout bounds this step."""
        raw = dialect.loaded_dbapi.connect(*arguments, **options)
        self._opening.guard(raw)
        return raw

    @staticmethod
    def _said(error: BaseException | None) -> Refusal | Fault:
        if isinstance(error, psycopg.Error):
            return errors.translate(error)
        return Fault(f"The database layer failed ({error}).", "Nothing was posted.")


def _sent(value: Any) -> Any:
    """Mappings and lists of mappings travel as json, the rest as psycopg sends it; floats never."""
    if isinstance(value, float):
        raise TypeError("send a Decimal or an int: stock is counted exactly")
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and value and isinstance(value[0], Mapping)):
        return Jsonb(value)
    return value
