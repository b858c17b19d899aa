"""The server's processes as the operating system sees them: whose a pid is, and who still holds the data folder."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_GONE = (psutil.NoSuchProcess, psutil.ZombieProcess)


@dataclass(frozen=True, slots=True)
class PidFile:
    """postmaster.pid as far as it could be read: a crash may leave half of it, or only its first line."""

    pid: int | None
    port: int | None
    status: str


def read_pid_file(data: Path) -> PidFile | None:
    """What postmaster.pid says, or None where there is none. Lines: PostgreSQL src/include/utils/pidfile.h."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, PermissionError):
        return None
    lines += [""] * (8 - len(lines))
    return PidFile(_number(lines[0]), _number(lines[3]), lines[7].strip())


def is_server_of(pid: int, data: Path) -> bool:
    """Whether this pid lives and is a server process of this data folder: by program and by working folder.

    PostgreSQL changes into its data folder at start, and so do its children. A number alone proves nothing: it may be
    reused by any other program, or be a zombie that its parent has not collected.
    """
    with contextlib.suppress(*_GONE):
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().lower().startswith("postgres"):
            return False
        try:
            return Path(process.cwd()).samefile(data)
        except (psutil.AccessDenied, OSError):
            return str(data) in process.cmdline()
    return False


def holders(data: Path) -> list[psutil.Process]:
    """Every living server process that works in this data folder: the postmaster and its children, orphans included."""
    found = []
    for process in psutil.process_iter(["name"]):
        name = process.info["name"] or ""
        if name.lower().startswith("postgres") and is_server_of(process.pid, data):
            found.append(process)
    return found


def wait_gone(processes: Sequence[psutil.Process], limit: float) -> list[psutil.Process]:
    """Wait until these have ended (a zombie counts as ended); returns those that still live after `limit` seconds."""
    ends = time.monotonic() + limit
    while (alive := [process for process in processes if lives(process)]) and time.monotonic() < ends:
        time.sleep(0.02)
    return alive


def kill(processes: Sequence[psutil.Process]) -> None:
    """The last resort, for a server that is dead or does not obey. Commits survive it: their log is on disk."""
    for process in processes:
        with contextlib.suppress(*_GONE):
            process.kill()


def lives(process: psutil.Process) -> bool:
    """Whether the process still runs; a zombie does not."""
    with contextlib.suppress(*_GONE):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def runs(pid: int) -> bool:
    """Whether a process with this pid runs, whoever it is; a zombie does not."""
    with contextlib.suppress(*_GONE):
        return lives(psutil.Process(pid))
    return False


def _number(line: str) -> int | None:
    text = line.strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 2**31 else None
