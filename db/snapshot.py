"""What the migrations build, as text: db/sql/schema.sql. A test keeps both equal, so that a change of the schema is
seen where it is reviewed. `python -m db.snapshot` writes the file anew from a throwaway server."""

import sys
import tempfile
from pathlib import Path

import psycopg

from db import migrate, sql_files
from db.embedded import Cluster

FILE = sql_files.ROOT / "schema.sql"
_HEAD = "-- What the migrations build. Written by `python -m db.snapshot`; never edited, never run.\n"


def describe(url: str) -> str:
    """The schema at url (as a superuser), in an order that does not depend on when it was built. Monthly partitions of
    the ledger are left out: they come with the calendar."""
    parts = [_HEAD]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set search_path = pg_catalog")
        for part in sql_files.text("snapshot.sql").split("-- title: ")[1:]:
            title, query = part.split("\n", 1)
            rows = connection.execute(query.encode()).fetchall()
            parts.append(f"\n-- {title}\n" + "\n".join(sorted(str(row[0]).rstrip() for row in rows)) + "\n")
    return "".join(parts)


def main() -> int:
    """Build the schema on a throwaway server and write the file."""
    with tempfile.TemporaryDirectory(prefix="sts-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server may run as another user
        server = Cluster(folder / "s", settings={"fsync": "off"})
        server.start()
        try:
            migrate.upgrade(server.url())
            FILE.write_text(describe(server.url()), encoding="utf-8")
        finally:
            server.stop()
    sys.stdout.write(f"{FILE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
