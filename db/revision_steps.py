"""What a revision does, said once: its files, row security for its tables, routines anew."""

from alembic import op

from db import routines, sql_files


def run_file(name: str) -> None:
    """One file below db/sql."""
    send(sql_files.text(name))


def run_tables(revision: str) -> None:
    """All migration files of a revision in the order of their names, then row security on every new table."""
    for name in sql_files.migrations(revision):
        run_file(name)
    run_file("secure_tables.sql")


def run_routines() -> None:
    """Functions, views and grants, built anew from their files. Once, in the last revision."""
    routines.rebuild(send)


def send(text: str) -> None:
    """Text as it is: no parameter or colon in it means anything to us."""
    if op.get_context().as_sql:
        op.execute(text)
    else:
        op.get_bind().exec_driver_sql(text.replace("%", "%%"))
