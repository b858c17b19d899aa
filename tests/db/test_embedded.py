"""The embedded server through its life: created, adopted, shared, released, stopped. Real server, own homes."""

import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from app.domain.errors import Refusal
from db.embedded import Cluster, Logins, State, postmaster, vault
from tests.db.cluster import cluster  # noqa: F401  the fixture under test below
from tests.db.embedded_ground import QUICK, app, end, ready_made, rows, said, setting, short_home, write_row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders, users and signals of Linux and macOS")


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        yield folder


@pytest.fixture
def server(home: Path) -> Cluster:
    return ready_made(home)


def test_first_start_makes_a_closed_and_careful_server(home: Path) -> None:
    said_lines: list[str] = []
    made = Cluster(home, progress=said_lines.append)
    status = made.start()
    assert status.state is State.RUNNING
    assert status.version is not None
    assert int(status.version.split(".")[0]) >= 16
    wanted = {
        "listen_addresses": "127.0.0.1",
        "password_encryption": "scram-sha-256",
        "fsync": "on",
        "data_checksums": "on",
        "jit": "off",
        "TimeZone": "UTC",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "idle_in_transaction_session_timeout": "1min",
        "server_encoding": "UTF8",
        "shared_buffers": "256MB",
    }
    assert {name: setting(made, name) for name in wanted} == wanted
    with psycopg.connect(made.url()) as link:
        methods = link.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        locale = link.execute("select datlocprovider, datlocale from pg_database where datname = 'postgres'").fetchone()
        upper = link.execute("select upper('äöü')").fetchone()
    assert methods == [("scram-sha-256",)]
    assert locale == ("b", "C.UTF-8")
    assert upper == ("ÄÖÜ",)
    assert stat.S_IMODE(made.home.secrets.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.home.data.stat().st_mode) == 0o700
    assert len(vault.passwords(made.home.secrets)[vault.ROOT]) == 64
    assert "Creating the database." in said_lines
    assert made.stop()


def test_server_never_runs_as_root_and_says_so(home: Path) -> None:
    lines: list[str] = []
    made = Cluster(home, settings=QUICK, progress=lines.append)
    made.start()
    running = postmaster.holders(made.home.data)
    assert len(running) >= 4
    for process in running:
        assert 0 not in process.uids()
        groups = Path(f"/proc/{process.pid}/status").read_text().split("Groups:")[1].splitlines()[0].split()
        assert "0" not in groups or os.geteuid() != 0
    told = [line for line in lines if "ordinary user" in line]
    assert len(told) == (1 if os.geteuid() == 0 else 0)


def test_server_is_nobodys_child_so_that_ctrl_c_does_not_reach_it(server: Cluster) -> None:
    pid = server.status().pid
    assert pid is not None
    assert os.getsid(pid) != os.getsid(0)
    assert os.getpgid(pid) != os.getpgid(0)
    assert pid not in {child.pid for child in psutil.Process().children(recursive=True)}


def test_second_start_adopts(server: Cluster, home: Path) -> None:
    again = Cluster(home, settings=QUICK)
    assert again.start().pid == server.status().pid
    assert again.url() == server.url()
    assert Cluster(home).adopt()


def test_adopt_starts_nothing(home: Path) -> None:
    made = Cluster(home, settings=QUICK)
    assert not made.adopt()
    assert made.status().state is State.ABSENT
    made.start()
    made.stop()
    assert not made.adopt()
    assert made.status().state is State.STOPPED


def test_wrong_password_and_no_password_are_refused(server: Cluster) -> None:
    right = vault.passwords(server.home.secrets)[vault.ROOT]
    for wrong in (server.url().replace(right, "guess"), server.url().replace(f":{right}", "")):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)


def test_unix_socket_answers_and_is_private(server: Cluster) -> None:
    with psycopg.connect(server.url(socket=True)) as link:
        assert link.execute("select inet_server_addr()").fetchone() == (None,)
    assert stat.S_IMODE((server.home.root / "run").stat().st_mode) == 0o700


def test_home_too_long_for_a_socket_gets_a_short_private_one(home: Path) -> None:
    made = Cluster(home.joinpath(*["long" * 12] * 3), settings=QUICK)
    try:
        made.start()
        with psycopg.connect(made.url(socket=True)) as link:
            row = link.execute("select current_setting('unix_socket_directories')").fetchone()
        assert row is not None
        assert not row[0].startswith(str(home))
        assert stat.S_IMODE(Path(row[0]).stat().st_mode) == 0o700
    finally:
        made.stop("immediate")
    Path(row[0]).rmdir()


def test_four_processes_at_once_get_one_server(home: Path) -> None:
    home.mkdir(mode=0o711)
    apps = [app(home) for _ in range(4)]
    answers = {said(process) for process in apps}
    assert len(answers) == 1
    ends = [end(process) for process in apps]
    assert sorted(ends) == ["False", "False", "False", "True"]  # the last to leave stops it
    assert postmaster.holders(home / "data") == []


def test_release_leaves_a_server_that_another_connection_uses(server: Cluster) -> None:
    with psycopg.connect(server.url(), application_name="stillage daemon"):
        assert not server.release()
        assert server.status().state is State.RUNNING
    assert server.adopt()
    assert server.release()
    assert server.status().state is State.STOPPED


def test_server_started_to_stay_up_is_not_stopped_by_an_app_that_leaves(home: Path) -> None:
    Cluster(home, settings=QUICK).start(keep=True)
    visitor = Cluster(home, settings=QUICK)
    visitor.start()
    assert not visitor.release()
    assert visitor.stop()
    assert postmaster.holders(visitor.home.data) == []


def test_port_taken_by_another_program_means_another_port(server: Cluster, home: Path) -> None:
    port = server.status().port
    assert port is not None
    write_row(server, "kept")
    server.stop()
    lines: list[str] = []
    with socket.create_server(("127.0.0.1", port)):
        moved = Cluster(home, settings=QUICK, progress=lines.append)
        assert moved.start().port not in (None, port)
        assert rows(moved) == ["kept"]
    assert any(f"Port {port} is in use by" in line for line in lines)


def test_fixed_port_taken_is_refused_by_name(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refusal, match=rf"Port {port} is in use by .*{os.getpid()}") as refusal:
            Cluster(home, port=port, settings=QUICK).start()
    assert refusal.value.code == "PORT_TAKEN"


def test_mute_program_on_the_port_is_not_taken_for_the_server(server: Cluster, home: Path) -> None:
    """A program that accepts and never speaks costs the probe its deadline, not for ever."""
    port = server.status().port
    assert port is not None
    server.stop()
    with socket.create_server(("127.0.0.1", port)):
        assert Cluster(home, settings=QUICK).status().state is State.STOPPED


def test_copy_of_the_data_is_another_server(server: Cluster) -> None:
    """Same identifier, other folder: the copy must not be handed the original's server."""
    with short_home() as other:
        server.stop()
        twin = ready_made(other)
        write_row(twin, "twin")
        twin.stop()
        server.start()
        twin.home.memory.write_bytes(server.home.memory.read_bytes())
        assert twin.home.secrets.read_bytes() == server.home.secrets.read_bytes()
        assert twin.status().state is State.STOPPED
        assert twin.start().port != server.status().port
        assert rows(twin) == ["twin"]


def test_logins_keep_one_password_each(server: Cluster, home: Path) -> None:
    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(Logins(Cluster(home)).password("ann"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(got)) == 1
    logins = Logins(server)
    assert logins.password("bob") != got[0]
    assert logins.known() == ("ann", "bob")
    with psycopg.connect(server.url(), autocommit=True) as link:
        verifier = link.pgconn.encrypt_password(got[0].encode(), b"ann", b"scram-sha-256").decode()
        link.execute(f"create role ann login password '{verifier}'")
    with psycopg.connect(logins.url_for("ann", "postgres")) as link:
        assert link.execute("select session_user::text").fetchone() == ("ann",)
    with pytest.raises(Refusal, match="no login 'eve'"):
        server.url("postgres", "eve")


def test_shared_throwaway_server(cluster: str) -> None:  # noqa: F811  the fixture
    with psycopg.connect(cluster, autocommit=True) as link:
        assert link.execute("select current_setting('fsync')").fetchone() == ("off",)
        assert link.execute("select usesuper from pg_user where usename = session_user").fetchone() == (True,)
