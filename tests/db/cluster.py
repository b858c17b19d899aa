"""One throwaway PostgreSQL server for a whole test run, shared by all pytest-xdist workers of the run.

Use: `from tests.db.cluster import cluster` in a conftest, then ask for `cluster` (session scope): the superuser's libpq
URL of the database `postgres` on a real server on 127.0.0.1. Create what you need from there (a template database,
logins with passwords of your own: pg_hba asks everyone for scram-sha-256). The server lives in memory where the system
offers that (else under the temp folder), in a short path, runs as an ordinary user even when the tests run as root, and
has fsync off: a test that needs a durable or an own server makes its own `db.embedded.Cluster`. The last worker to
leave stops it and removes its folder; what a killed run left behind is stopped and removed by the next one.
"""

import getpass
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refusal
from db.embedded import Cluster
from db.embedded.locks import exclusive

PREFIX = "stl-"
ROOM = 4 << 30
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "scram_iterations": "1",  # tests sign in ten thousand times, and nobody guesses their passwords
}


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The superuser's URL of the run's server."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")[:12]
    home = place() / f"{PREFIX}{run}"
    server = Cluster(home, settings=SETTINGS)
    with exclusive(_gate(), 120):
        sweep(home)
        server.start()
    yield server.url()
    with exclusive(_gate(), 120):
        if server.release():
            shutil.rmtree(home)


def place() -> Path:
    """Where test servers live: in memory if there is room, since a busy disk makes a clone take seconds."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return Path(tempfile.gettempdir())


def sweep(ours: Path) -> None:
    """Stop and remove servers of runs that were killed: those that no living process holds a lease on."""
    for home in ours.parent.glob(f"{PREFIX}*/"):
        if home == ours or not os.access(home, os.W_OK):
            continue
        try:
            left = Cluster(home)
            if (left.adopt() and left.release()) or left.status().pid is None:
                shutil.rmtree(home)
        except (Refusal, OSError):
            continue  # somebody else's, or damaged: no business of this run


def _gate() -> Path:
    """Held while a worker of any run comes or goes, so that none arrives while the last one removes the folder."""
    return Path(tempfile.gettempdir()) / f"stillage-tests-{getpass.getuser()}.gate"
