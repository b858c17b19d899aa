"""Give a person a login: a database role of their own in one group, and the warehouses they may act in.

For the embedded database and for administrators; where people sign in through OpenID the daemon mints logins instead.
"""

import re
from collections.abc import Sequence

import psycopg
from psycopg import sql

from app.domain.errors import Refusal
from db import errors

ROLES = (
    "r_picker",
    "r_packer",
    "r_supervisor",
    "r_planner",
    "r_auditor",
    "r_integration",
    "r_admin",
    "r_counter",
    "r_sealer",
)
TRIES = 8
"""Roles are shared by all databases of a server, and PostgreSQL refuses the second of two changes at once."""
_AT_ONCE = (psycopg.errors.InternalError_, psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject)
_LOGIN = re.compile(r"[a-z][a-z0-9_.]{1,40}")


def put_person(
    url: str, login: str, password: str, roles: Sequence[str], display_name: str, warehouses: Sequence[int] = ()
) -> None:
    """Create or change a login at url (as a superuser of the cluster). Runs again without harm.

    roles: of ROLES. warehouses: ids added to those the person has. Raises Refusal on a bad name or an unknown role.
    """
    if not _LOGIN.fullmatch(login) or not roles or set(roles) - set(ROLES):
        raise Refusal(
            "WM422", f"{login[:40]} cannot be a login with these roles.", f"Use small letters, and roles of {ROLES}."
        )
    for left in reversed(range(TRIES)):
        try:
            _put(url, login, password, roles, display_name, warehouses)
            return
        except _AT_ONCE as error:  # somebody makes or changes the same role, in whatever database
            if not left:
                raise errors.translate(error) from error
        except psycopg.Error as error:
            raise errors.translate(error) from error


def _put(
    url: str, login: str, password: str, roles: Sequence[str], display_name: str, warehouses: Sequence[int]
) -> None:
    with psycopg.connect(url, connect_timeout=3) as connection:
        name = sql.Identifier(login)
        known = connection.execute("select from pg_roles where rolname = %s", (login,)).fetchone() is not None
        verb = sql.SQL("alter" if known else "create")
        scram = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
        connection.execute(
            sql.SQL("{} role {} login connection limit 30 password {}").format(verb, name, sql.Literal(scram))
        )
        for role in roles:
            connection.execute(
                sql.SQL("grant {} to {} with inherit true, set false").format(sql.Identifier(role), name)
            )
        connection.execute(
            "insert into wms.app_user (login, display_name) values (%s, %s) "
            "on conflict (login) do update set display_name = excluded.display_name",
            (login, display_name),
        )
        connection.execute(
            "insert into wms.app_session (login) values (%s) "
            "on conflict (login) do update set revoked = false, expires_at = 'infinity'",
            (login,),
        )
        for warehouse in warehouses:
            connection.execute(
                "insert into wms.user_warehouse values (%s, %s) on conflict do nothing", (login, warehouse)
            )


def warehouses(url: str) -> list[int]:
    """The ids of all warehouses, as a superuser."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            rows = connection.execute("select warehouse_id from wms.warehouse order by 1").fetchall()
            return [int(row[0]) for row in rows]
    except psycopg.Error as error:
        raise errors.translate(error) from error
