"""What the tests of the embedded server stand on: short homes, other processes, and a look at the server's own."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil
import psycopg

from db.embedded import Cluster, postmaster, shutdown
from tests.db.cluster import place

ROOT = Path(__file__).parents[2]
QUICK = {"fsync": "off", "shared_buffers": "16MB"}
START = """
import sys
from pathlib import Path
from db.embedded import Cluster
cluster = Cluster(Path(sys.argv[1]), settings={"fsync": "off", "shared_buffers": "16MB"})
status = cluster.start()
print(status.pid, status.port, flush=True)
sys.stdin.readline()
print(cluster.release(), flush=True)
"""


@cache
def _pattern() -> Path:
    """A stopped cluster, created once per process: copying it takes a tenth of the time of initdb."""
    folder = Path(tempfile.mkdtemp(prefix="stp-", dir=place()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)
    made = Cluster(folder / "home", settings=QUICK)
    made.start()
    made.stop()
    return folder / "home"


def ready_made(home: Path) -> Cluster:
    """A started server with empty databases in this home, made from the pattern."""
    subprocess.run(["cp", "-a", str(_pattern()), str(home)], check=True)
    (home / "cluster.json").unlink()  # not the pattern's port
    made = Cluster(home, settings=QUICK)
    made.start()
    return made


@contextmanager
def short_home() -> Iterator[Path]:
    """A folder that the server's account can reach (pytest's own are closed to it); its server is ended afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="stt-", dir=place()))
    folder.chmod(0o711)
    home = folder / "home"
    try:
        yield home
    finally:
        shutdown.stop(home / "data", "immediate", 10, print)
        shutil.rmtree(folder)


def app(home: Path) -> "subprocess.Popen[str]":
    """Another Stillage process: starts the server, says "PID PORT", and releases it when its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", START, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def said(process: "subprocess.Popen[str]") -> tuple[int, int]:
    """The pid and port that the other process names once its server runs."""
    assert process.stdout is not None
    pid, port = process.stdout.readline().split()
    return int(pid), int(port)


def end(process: "subprocess.Popen[str]") -> str:
    """Let the other process leave in good order; returns what it said last."""
    rest, _ = process.communicate("\n", timeout=60)
    return rest.strip()


def write_row(cluster: Cluster, text: str) -> None:
    """Commit one row."""
    with psycopg.connect(cluster.url()) as link:
        link.execute("create table if not exists kept(line text)")
        link.execute("insert into kept values (%s)", [text])


def rows(cluster: Cluster) -> list[str]:
    """The committed rows."""
    with psycopg.connect(cluster.url()) as link:
        return [row[0] for row in link.execute("select line from kept order by line")]


def setting(cluster: Cluster, name: str) -> str:
    """One setting as the server has it."""
    with psycopg.connect(cluster.url()) as link:
        row = link.execute("select current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def gone(pid: int) -> bool:
    """Whether the process has ended, waiting a little for a server that is on its way out."""
    try:
        return not postmaster.wait_gone([psutil.Process(pid)], 10)
    except psutil.NoSuchProcess:
        return True


def may_mount() -> bool:
    """Whether this process may mount a small file system (root with the right to)."""
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("mount") is not None
