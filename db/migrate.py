"""Bring a database to the schema this client needs, under a lock, with progress; say which schema it has."""

from collections.abc import Callable
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from db import errors
from db.dsn import sqlalchemy_url
from db.schema import SCHEMA

_LOCK = 0x5711A6E
_SCRIPTS = Path(__file__).parent / "alembic"


def current(url: str) -> str | None:
    """The revision of the database at url (libpq URL), or None where there is no schema yet."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            if connection.execute("select to_regclass('public.alembic_version')").fetchone() == (None,):
                return None
            row = connection.execute("select version_num from public.alembic_version").fetchone()
            return str(row[0]) if row else None
    except psycopg.Error as error:
        raise errors.translate(error) from error


def known() -> list[str]:
    """All revisions this client ships, oldest first."""
    script = ScriptDirectory.from_config(_config())
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def upgrade(url: str, progress: Callable[[str], None] = lambda _: None) -> str:
    """Run what is missing at url, as a superuser, one transaction a revision. Returns the revision.

    Two that start at once: the second waits for the first. A run that was killed leaves the last whole revision.
    """
    engine = create_engine(sqlalchemy_url(url), poolclass=NullPool)
    try:
        with engine.connect() as lock, engine.connect() as connection:
            lock.exec_driver_sql("select pg_advisory_lock(%s)", (_LOCK,))
            progress("Schema: checking")
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            connection.exec_driver_sql("call wms.make_partitions(3)")
            connection.commit()
            progress(f"Schema: at {SCHEMA}")
            return SCHEMA
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None)
        raise errors.translate(cause) if isinstance(cause, psycopg.Error) else error from error
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return config
