"""The operating-system user under whom the server runs: never root, because PostgreSQL refuses that and is right."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal

NAME = "stillage"
FALLBACK = "nobody"
SYSTEM_HOME = Path("/var/lib/stillage")


@dataclass(frozen=True, slots=True)
class Account:
    """A user that runs the server. uid and gid are None where that is simply the person who runs the application."""

    name: str
    uid: int | None = None
    gid: int | None = None

    @property
    def is_other(self) -> bool:
        """True where the server runs under another user than this process (which then is root)."""
        return self.uid is not None

    def popen(self) -> dict[str, Any]:
        """The subprocess arguments that change to this account, with no group left over from root."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path, mode: int) -> None:
        """Give the path to the account, with this mode. The path must exist."""
        path.chmod(mode)
        if sys.platform != "win32" and self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether the account may walk into the folder. Asked of the kernel: modes do not tell all."""
        return self.run(["/bin/sh", "-c", 'cd "$0"', str(folder)]).returncode == 0 if self.is_other else True

    def run(self, argv: Sequence[str], *, timeout: float = 60.0, text: str = "") -> "subprocess.CompletedProcess[str]":
        """Run one short program to its end as the account, from the root folder and with a plain environment."""
        return subprocess.run(  # noqa: S603  argv is built from our own paths, never from a person's text
            list(argv),
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
            env=plain_environment(),
            cwd=_neutral_folder(),
            **self.popen(),
        )


def plain_environment() -> dict[str, str]:
    """The environment for the server's programs: without PG* settings that would point them to another server."""
    ours = ("PG", "LC_", "PYTHON", "HOME", "TZ", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "LANG": "C", "LC_ALL": "C"}


def is_root() -> bool:
    """Whether this process has the rights of root (never on Windows, where pg_ctl drops them by itself)."""
    return sys.platform != "win32" and os.geteuid() == 0


def choose(data: Path, progress: Callable[[str], None] | None = None) -> Account:
    """The account for this data folder: ourselves; or, as root, the folder's owner, else `stillage`, else `nobody`.

    Makes the user `stillage` where it is missing, and says so, only if there is a `progress` to say it to.
    """
    if not is_root():
        return Account(_own_name())
    if data.is_dir() and data.stat().st_uid != 0:
        return _by_uid(data.stat().st_uid)
    found = _by_name(NAME) or (_create(progress) if progress else None) or _by_name(FALLBACK)
    if found is None:
        raise Refusal(
            "NO_ACCOUNT",
            "The database may not run as root, and there is no ordinary user to run it.",
            f"Create one (useradd --system {NAME}) or start Stillage as an ordinary user.",
        )
    return found


def _neutral_folder() -> str | None:
    return None if sys.platform == "win32" else "/"


def _own_name() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "")
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a container may run a bare number that has no entry
        return str(os.geteuid())


def _by_name(name: str) -> Account | None:
    if sys.platform == "win32":
        return None
    import pwd  # not on Windows

    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid != 0 else None


def _by_uid(uid: int) -> Account:
    if sys.platform == "win32":
        return Account("")
    import pwd  # not on Windows

    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(str(uid), uid, uid)
    return Account(entry.pw_name, uid, entry.pw_gid)


def _create(progress: Callable[[str], None]) -> Account | None:
    for program in ("/usr/sbin/useradd", "/usr/bin/useradd", "/sbin/useradd"):
        if not Path(program).exists():
            continue
        argv = [
            program,
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            str(SYSTEM_HOME),
            "--shell",
            "/usr/sbin/nologin",
            NAME,
        ]
        done = Account("root").run(argv)
        if done.returncode in (0, 9):  # 9: another process has just made it
            progress(f"Made the system user '{NAME}' for the database.")
            return _by_name(NAME)
    return None
