"""Care of the database by its administrator: what a bulk load leaves to be done."""

import psycopg

from db import errors


def refresh_statistics(url: str) -> None:
    """Let the planner see what is in the tables now (ANALYZE), as a superuser. After a bulk load, before people work:
    the server does it by itself too, a minute late."""
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
            connection.execute("analyze")
    except psycopg.Error as error:
        raise errors.translate(error) from error
