"""The daemon's connection: whatever it does is done only while its lease leads, in the very statement of the effect."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from app.domain.errors import Refusal
from db import errors
from db.deadline import Watchdog
from db.dsn import hardened

_NAME = re.compile(r"[a-z_]+_v\d+")
LOST = "WM412"


def is_lost(refusal: Refusal) -> bool:
    """Whether it says that another daemon leads now."""
    return refusal.code == LOST


class Fenced:
    """One connection, made when first needed and made anew after it broke. Not thread-safe: one for each loop.

    Every method blocks and raises Refusal, Unreachable or Fault.
    """

    def __init__(self, url: str, *, deadline: float = 15.0) -> None:
        self._url = hardened(url, "stillage-daemon")
        self._deadline = deadline
        self._watchdog = Watchdog()
        self._connection: psycopg.Connection[Any] | None = None

    def close(self) -> None:
        """Give the connection back."""
        self._drop()
        self._watchdog.close()

    def lead(self, warehouse: int, holder: UUID, seconds: int) -> int | None:
        """Take or keep the lease for so long (0: give it back); the fencing token, None where another holds it."""
        answer = self.rows("select api.lead_v1(%s, %s, %s)", (warehouse, holder, seconds))[0][0]
        return int(answer["token"]) if answer["holder"] else None

    def call(
        self, function: str, warehouse: int, token: int, *, deadline: float | None = None, **arguments: Any
    ) -> dict[str, Any]:
        """api.<function>(**arguments) if the token leads; else Refusal WM412, and nothing happens."""
        if not _NAME.fullmatch(function):
            raise ValueError(f"{function!r} is not the name of an api function")
        names = ", ".join(f"{name} => %s" for name in ("p_warehouse", *arguments))
        values = [Jsonb(value) if isinstance(value, list | dict) else value for value in arguments.values()]
        answer = self.rows(
            "with held as materialized (select api.held_v1(%s, %s)) "  # noqa: S608  the name was looked at
            f"select api.{function}({names}) from held",
            (warehouse, token, warehouse, *values),
            deadline=deadline,
        )[0][0]
        return answer if isinstance(answer, dict) else {"answer": answer}

    def rows(self, statement: str, parameters: Sequence[Any] = (), *, deadline: float | None = None) -> list[Any]:
        """One statement; its rows."""
        try:
            connection = self._open()
            with self._watchdog.guard(connection, deadline or self._deadline):
                cursor = connection.execute(statement.encode(), parameters or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            if self._connection is not None and (self._connection.broken or errors.is_indefinite(error)):
                self._drop()
            raise errors.translate(error) from error

    def _open(self) -> "psycopg.Connection[Any]":
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, autocommit=True)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
