"""SQL lives in files: bodies of migrations, functions, views, and queries that have a name and a description."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent / "sql"
_NAME = re.compile(r"^-- name: (\w+)\n((?:-- .*\n)+)", re.MULTILINE)


def text(relative: str) -> str:
    """The text of one file under db/sql, e.g. text("migrations/0001_pre_core.sql")."""
    return (ROOT / relative).read_text(encoding="utf-8")


def functions() -> list[str]:
    """All function files in the order of their names: helpers (wms.*) after api.* is fine, bodies bind when called."""
    return _folder("functions", "*.sql")


def views() -> list[str]:
    """All view files in the order of their names."""
    return _folder("views", "*.sql")


def migrations(revision: str) -> list[str]:
    """The files of one revision in the order of their names, e.g. migrations("0002")."""
    return _folder("migrations", f"{revision}_*.sql")


def _folder(name: str, pattern: str) -> list[str]:
    return [f"{name}/{path.name}" for path in sorted((ROOT / name).glob(pattern))]


@cache
def queries() -> dict[str, str]:
    """Every named query of db/sql/queries by its name. Parameters are written :name."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "queries").glob("*.sql")):
        body = path.read_text(encoding="utf-8")
        marks = list(_NAME.finditer(body))
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            if mark[1] in found:
                raise ValueError(f"query {mark[1]} is named twice; the second is in {path.name}")
            found[mark[1]] = body[mark.end() : after.start() if after else len(body)].strip()
    return found
