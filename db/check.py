"""Ask a database whether its invariants hold: every warehouse the caller may look into."""

from dataclasses import dataclass
from typing import Any

import psycopg

from db import errors
from db.dsn import hardened

_PARTS = ("balances", "evidence", "promises", "orders_kept", "units", "fillings", "holds", "counts", "undone")


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is not as it must be. expected and found are the values that differ, as text."""

    warehouse: str
    invariant: str
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.warehouse}: {self.invariant}: {self.subject} is {self.found}, not {self.expected}"


def run(url: str) -> list[Violation]:
    """All violations, at most 50 of a kind in each warehouse; an empty list where all is true.

    url: of a supervisor, auditor or administrator (their warehouses), or of the cluster's superuser (all warehouses).
    Reads everything there is: minutes on years of stock. Raises Refusal and Unreachable.
    """
    try:
        with psycopg.connect(hardened(url, "stillage-check"), autocommit=True) as connection:
            row = connection.execute("select rolsuper from pg_roles where rolname = session_user").fetchone()
            return _as_superuser(connection) if row and row[0] else _as_person(connection)
    except psycopg.Error as error:
        raise errors.translate(error) from error


def _as_person(connection: "psycopg.Connection[Any]") -> list[Violation]:
    rows = connection.execute(
        "select w.code, c.* from api.my_warehouse w cross join lateral api.check_v1(w.warehouse_id) c"
    ).fetchall()
    return [Violation(*row) for row in rows]


def _as_superuser(connection: "psycopg.Connection[Any]") -> list[Violation]:
    """The same queries without the door: a superuser has no session there."""
    found: list[Violation] = []
    for part in _PARTS:
        rows = connection.execute(
            f"select w.code, c.* from wms.warehouse w cross join lateral wms.check_{part}(w.warehouse_id) c"  # noqa: S608  of _PARTS
        ).fetchall()
        found += [Violation(*row) for row in rows]
    return found
