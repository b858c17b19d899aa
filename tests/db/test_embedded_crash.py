"""The embedded server after what goes wrong in the field: kills, leftovers, full disks, changed permissions."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from app.domain.errors import Refusal
from db.embedded import Cluster, State, account, launch, postmaster, probe, shutdown
from tests.db.embedded_ground import QUICK, app, gone, may_mount, ready_made, rows, said, short_home, write_row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders, users and signals of Linux and macOS")
needs_root = pytest.mark.skipif(not account.is_root(), reason="needs root: the account differs only then")


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        yield folder


@pytest.fixture
def server(home: Path) -> Cluster:
    return ready_made(home)


def kill_head(server: Cluster) -> int:
    """kill -9 of the postmaster alone; its children notice by themselves."""
    pid = server.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    return pid


def test_app_killed_the_server_goes_on_is_adopted_and_stops(home: Path) -> None:
    ready_made(home).stop()
    killed = app(home)
    pid, port = said(killed)
    killed.kill()
    killed.communicate()
    heir = Cluster(home, settings=QUICK)
    status = heir.start()
    assert (status.pid, status.port) == (pid, port)
    assert heir.stop()
    assert gone(pid)
    assert postmaster.holders(heir.home.data) == []


def test_app_killed_its_lease_dies_with_it(home: Path) -> None:
    """The heir is alone, so its leaving stops the server: no server is left over for ever after a kill."""
    ready_made(home).stop()
    killed = app(home)
    pid, _ = said(killed)
    heir = Cluster(home, settings=QUICK)
    assert heir.adopt()
    killed.kill()
    killed.communicate()
    assert heir.release()
    assert gone(pid)


def test_postmaster_killed_start_recovers_every_commit(server: Cluster) -> None:
    write_row(server, "committed")
    old = kill_head(server)
    began = time.monotonic()
    again = server.start()
    assert again.pid != old
    assert rows(server) == ["committed"]
    assert time.monotonic() - began < 20


def test_postmaster_killed_with_a_busy_child_that_lingers(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopped child does not notice its postmaster's death: it must be gone before the next server starts."""
    monkeypatch.setattr(launch, "_ORPHANS_MAY_TAKE", 1.0)
    write_row(server, "committed")
    with psycopg.connect(server.url()) as link:
        child = psutil.Process(link.info.backend_pid)
        child.suspend()
        kill_head(server)
        assert child in postmaster.holders(server.home.data)
        server.start()
        assert gone(child.pid)
    assert rows(server) == ["committed"]


def test_stale_pid_file_names_a_living_program_of_the_same_user(server: Cluster, home: Path) -> None:
    write_row(server, "kept")
    server.stop()
    owner = account.choose(server.home.data)
    with subprocess.Popen(["/bin/sleep", "300"], **owner.popen()) as stranger:
        try:
            leave_pid_file(server, f"{stranger.pid}\n{server.home.data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n")
            assert server.status().state is State.STOPPED
            Cluster(home, settings=QUICK).start()
            assert rows(server) == ["kept"]
            assert stranger.poll() is None
            server.stop()
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_stale_pid_file_names_a_zombie(server: Cluster) -> None:
    server.stop()
    owner = account.choose(server.home.data)
    with subprocess.Popen(["/bin/true"], **owner.popen()) as zombie:
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)  # it has ended and is not collected
        assert psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE
        leave_pid_file(server, f"{zombie.pid}\n{server.home.data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n")
        assert server.start().state is State.RUNNING


HALVES = ["", "12", "{pid}\n{data}\n1\n", "{pid}\n{data}\n1\n1\n\n127.0.0.1\n1 1\n", "\x00" * 40]


def test_half_written_pid_file(server: Cluster) -> None:
    for text in HALVES:
        server.stop()
        leave_pid_file(server, text.format(pid=os.getpid(), data=server.home.data))
        assert server.start().state is State.RUNNING, text


def test_postmaster_that_does_not_answer_is_reported_and_still_stopped(
    server: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutdown, "_IMMEDIATE_MAY_TAKE", 1.0)
    pid = server.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert server.status().state is State.MUTE
    with pytest.raises(Refusal, match="longer than expected") as slow:
        Cluster(server.home, settings=QUICK).start(limit=1)
    assert slow.value.code == "SLOW_START"
    assert server.stop(limit=0.5)
    assert gone(pid)
    assert server.start().state is State.RUNNING


def test_interrupted_creation_leaves_nothing_that_looks_like_a_database(home: Path) -> None:
    home.mkdir(mode=0o711)
    half = home / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert Cluster(home, settings=QUICK).start().state is State.RUNNING
    assert not half.exists()


def test_folder_opened_to_others_is_refused_with_the_command_that_closes_it(server: Cluster) -> None:
    server.stop()
    server.home.data.chmod(0o777)
    with pytest.raises(Refusal) as refusal:
        server.start()
    assert refusal.value.code == "NO_PERMISSION"
    assert f"chmod 700 {server.home.data}" in refusal.value.next_step
    server.home.data.chmod(0o700)
    assert server.start().state is State.RUNNING


@needs_root
def test_folder_of_another_owner_is_refused(server: Cluster) -> None:
    server.stop()
    os.chown(server.home.data / "global" / "pg_control", 0, 0)
    with pytest.raises(Refusal) as refusal:
        server.start()
    assert refusal.value.code == "NO_PERMISSION"


def test_secrets_open_to_others_are_refused(server: Cluster) -> None:
    server.home.secrets.chmod(0o644)
    with pytest.raises(Refusal, match="chmod 600"):
        server.start()


def test_secrets_lost_is_said_and_nothing_is_overwritten(server: Cluster) -> None:
    server.stop()
    kept = server.home.secrets.read_bytes()
    server.home.secrets.unlink()
    with pytest.raises(Refusal, match=r"secrets\.toml is missing"):
        server.start()
    server.home.secrets.write_bytes(kept)
    server.home.secrets.chmod(0o600)
    assert server.start().state is State.RUNNING


def test_data_of_another_major_version_is_refused(server: Cluster) -> None:
    server.stop()
    (server.home.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(Refusal, match="belongs to PostgreSQL 13") as refusal:
        server.start()
    assert refusal.value.code == "OTHER_VERSION"


def test_wrong_setting_is_named(server: Cluster) -> None:
    server.stop()
    with (server.home.data / "postgresql.auto.conf").open("a") as file:
        file.write("max_connections = 'many'\n")
    with pytest.raises(Refusal) as refusal:
        server.start()
    assert refusal.value.code == "BAD_SETTING"
    assert "max_connections" in refusal.value.detail["log"]


def test_foreign_folder_is_left_alone(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(Refusal, match="holds something that is not a database"):
        Cluster(home, settings=QUICK).start()
    assert (home / "data" / "photo.jpg").read_bytes() == b"mine"


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """A file system of its own for the home, too small for comfort."""
    if not may_mount():
        pytest.skip("needs root to mount a small file system")
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=96m,mode=0711", "stillage-test", str(home)]
    mounted = subprocess.run(mount, check=False)
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield home
    finally:
        shutdown.stop(home / "data", "immediate", 10, print)
        subprocess.run(["umount", "-l", str(home)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Take all room but `leave` bytes."""
    path = folder / "filler"
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - leave)
    return path


def test_disk_full_at_creation(small_disk: Path) -> None:
    filler = fill(small_disk, leave=8 << 20)
    with pytest.raises(Refusal, match="disk with the database is full") as refusal:
        Cluster(small_disk, settings=QUICK).start()
    assert refusal.value.code == "DISK_FULL"
    assert not (small_disk / "data").exists()
    filler.unlink()
    made = Cluster(small_disk, settings=QUICK)
    assert made.start().state is State.RUNNING
    made.stop()


def test_disk_full_at_start_and_all_is_there_when_room_returns(small_disk: Path) -> None:
    """Not even the log can be written, so the cause is not in it."""
    made = Cluster(small_disk, settings=QUICK)
    made.start()
    write_row(made, "committed")
    made.stop()
    (made.home.log / "start.log").unlink()  # a file that the start shortens would give it room
    filler = fill(small_disk)
    with pytest.raises(Refusal) as refusal:
        made.start()
    assert refusal.value.code == "DISK_FULL"
    assert str(made.home.data) in refusal.value.next_step
    filler.unlink()
    assert made.start().state is State.RUNNING
    assert rows(made) == ["committed"]
    made.stop()


def test_disk_full_under_a_running_server_is_told_apart(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of a server that lets nobody in, as PostgreSQL 18 words it."""
    answer = "connection failed: FATAL:  could not write init file: No space left on device"
    monkeypatch.setattr(probe, "who", lambda *_: probe._meaning(answer))
    assert server.status().state is State.FULL
    with pytest.raises(Refusal, match="disk with the database is full"):
        server.start()


def leave_pid_file(server: Cluster, text: str) -> None:
    """What a crash would have left."""
    path = server.home.data / "postmaster.pid"
    path.write_text(text)
    account.choose(server.home.data).own(path, 0o600)


def test_a_port_that_answers_nonsense_is_a_stranger(server: Cluster) -> None:
    """A web server on the remembered port: the start moves on and does not hang."""
    port = server.status().port
    assert port is not None
    server.stop()
    with socket.create_server(("127.0.0.1", port)) as listener:
        answer = subprocess.Popen(
            [sys.executable, "-c", SPEAK_HTTP, str(listener.fileno())], pass_fds=[listener.fileno()]
        )
        try:
            assert server.start().port != port
        finally:
            answer.kill()
            answer.wait()


SPEAK_HTTP = """
import socket, sys
listener = socket.socket(fileno=int(sys.argv[1]))
while True:
    link, _ = listener.accept()
    link.sendall(b"HTTP/1.1 400 Bad Request\\r\\n\\r\\n")
    link.close()
"""
