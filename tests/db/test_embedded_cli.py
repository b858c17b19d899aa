"""`stillage db` and `stillage doctor` as a person runs them, with the real server."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.db.embedded_ground import ROOT, ready_made, short_home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders and users of Linux and macOS")


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        ready_made(folder).stop()
        yield folder


def stillage(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a process of its own, as a person would."""
    surroundings = {**os.environ, "STILLAGE_HOME": str(home)}
    command = [sys.executable, "-m", "app", *words]
    return subprocess.run(command, env=surroundings, cwd=ROOT, capture_output=True, text=True, check=False)


def test_up_url_doctor_down(home: Path) -> None:
    stopped = stillage(home, "db", "url", "--database", "postgres")
    assert stopped.returncode == 1
    assert "stillage db up" in stopped.stderr
    up = stillage(home, "db", "up")
    assert up.returncode == 0, up.stderr
    assert "127.0.0.1 port" in up.stdout
    shown = stillage(home, "db", "url", "--database", "postgres")
    assert shown.returncode == 0
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(shown.stdout.strip())
    url = stillage(home, "db", "url", "--database", "postgres", "--password")
    assert url.returncode == 0
    secret = urlsplit(url.stdout).password
    assert secret
    assert secret not in shown.stdout + shown.stderr
    assert url.stdout.replace(f":{secret}@", "@") == shown.stdout
    with psycopg.connect(url.stdout.strip()) as link:
        assert link.execute("select 1").fetchone() == (1,)
    report = json.loads(stillage(home, "doctor", "--json").stdout)
    (server,) = [row for row in report["rows"] if row["name"] == "Embedded server"]
    assert (server["grade"], server["found"].split(",")[0]) == ("ok", "running")
    down = stillage(home, "db", "down")
    assert (down.returncode, down.stdout) == (0, "The database is stopped.\n")
    assert stillage(home, "db", "down").stdout == "The database was not running.\n"


def test_migrate_makes_the_database_and_leaves_nothing_running(home: Path) -> None:
    done = stillage(home, "db", "migrate")
    assert done.returncode == 0, done.stderr
    assert stillage(home, "db", "down").stdout == "The database was not running.\n"
    assert stillage(home, "db", "up").returncode == 0
    report = json.loads(stillage(home, "doctor", "--json").stdout)
    assert any(row["name"] == "Schema" and row["grade"] == "ok" for row in report["rows"]), report


def test_refusal_is_a_sentence_with_a_next_step_and_no_traceback(home: Path) -> None:
    (home / "secrets.toml").chmod(0o644)
    refused = stillage(home, "db", "up")
    assert refused.returncode == 1
    assert "chmod 600" in refused.stderr
    assert "Traceback" not in refused.stderr
    never = stillage(home / "new", "db", "url")
    assert never.returncode == 1
    assert "stillage db up" in never.stderr
