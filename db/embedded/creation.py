"""Create the data folder: beside its place first, so that an interrupted creation never looks like a database."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import Refusal
from db.embedded import causes, settings, vault
from db.embedded.account import Account
from db.embedded.binaries import Binaries
from db.embedded.home import Home

_LIMIT = 120.0


def exists(data: Path) -> bool:
    """Whether there is a cluster. Refuses a folder with something else in it."""
    if (data / "PG_VERSION").is_file():
        return True
    if data.is_dir() and any(data.iterdir()):
        raise Refusal(
            "NOT_A_DATABASE",
            f"The folder {data} holds something that is not a database.",
            "Move it away, or choose another folder with STILLAGE_HOME, then start again.",
        )
    return False


def check_version(data: Path, binaries: Binaries) -> None:
    """Refuse data of another major version: the server would too, in words for its developers."""
    kept = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    if kept != str(binaries.major):
        raise Refusal(
            "OTHER_VERSION",
            f"The data in {data} belongs to PostgreSQL {kept}; the programs here are {binaries.version}.",
            f"Set STILLAGE_PG_BIN to the bin folder of PostgreSQL {kept}, or restore a backup into a new folder.",
            {"data": kept, "programs": binaries.version},
        )


def system_identifier(data: Path) -> int:
    """The cluster's own number: the first 8 bytes of pg_control (PostgreSQL src/include/catalog/pg_control.h)."""
    with (data / "global" / "pg_control").open("rb") as file:
        return int.from_bytes(file.read(8), sys.byteorder)


def create(home: Home, account: Account, binaries: Binaries, *, durable: bool = True) -> None:
    """Run initdb for `home.data`. durable=False leaves out its fsync (throwaway servers). Raises Refusal."""
    work = home.root / "data.new"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    account.own(work, 0o700)
    try:
        with _password_file(home, account) as password:
            done = account.run(_initdb(binaries, work, password, durable), timeout=_LIMIT)
        if done.returncode != 0:
            raise causes.explain(done.stdout + done.stderr, home.data)
        _write(work / "pg_hba.conf", settings.ACCESS)
        _write(work / "postgresql.conf", f"include '{settings.FILE}'\n")
        work.rename(home.data)
    except subprocess.TimeoutExpired as error:
        raise Refusal(
            "SLOW_CREATE",
            f"Creating the database took over {_LIMIT:.0f} s.",
            "Check the disk (stillage doctor), then start again.",
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _initdb(binaries: Binaries, work: Path, password: Path, durable: bool) -> list[str]:
    locale = ["--locale=C"]
    if binaries.major >= 17:  # 16 has no builtin provider: there upper() knows ASCII only
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        binaries.program("initdb"),
        "-D",
        str(work),
        "-U",
        vault.ROOT,
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--data-checksums",
        *locale,
        *([] if durable else ["--no-sync"]),
    ]


@contextmanager
def _password_file(home: Home, account: Account) -> Iterator[Path]:
    path = home.root / "initdb.password"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(vault.password_for(home.secrets, vault.ROOT) + "\n")
        account.own(path, 0o600)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Replace the content and keep owner and mode, which initdb has set."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
