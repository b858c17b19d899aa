"""Why the server did not start, read from its log and said in words a person can act on."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import Refusal

PORT_TAKEN = "PORT_TAKEN"
STILL_HELD = "STILL_HELD"
_TAIL = 4000


def tail(path: Path, start: int = 0) -> str:
    """The last part of a log file, from byte `start` on; empty where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(start, size - _TAIL))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""


def newest_log(folder: Path) -> Path | None:
    """The log that the server wrote last."""
    logs = sorted(folder.glob("server-*.log"), key=lambda path: path.stat().st_mtime_ns)
    return logs[-1] if logs else None


def explain(log: str, data: Path, facts: Mapping[str, Any] | None = None) -> Refusal:
    """The refusal for what this log tells. The log itself goes into the detail."""
    detail = {"log": log[-_TAIL:], "data": str(data), **(facts or {})}
    for pattern, code, what, next_step in _CAUSES:
        if re.search(pattern, log):
            return Refusal(code, what.format(data=data), next_step.format(data=data), detail)
    lines = [line for line in log.splitlines() if re.search(r"FATAL|PANIC|ERROR|error:", line)]
    said = f" It said: {_bare(lines[-1])}." if lines else ""
    return Refusal(
        "NOT_STARTED",
        f"The database did not start.{said}",
        "Run 'stillage doctor' and show the result, with the log, to whoever looks after this computer.",
        detail,
    )


def disk_full(data: Path, log: str = "") -> Refusal:
    """The refusal for a full disk."""
    return explain(log + "\nNo space left on device", data)


def _bare(line: str) -> str:
    """The message of a log line without time and process, without a full stop."""
    return re.sub(r"^.*?(FATAL|PANIC|ERROR|error):\s*", "", line).rstrip(". ")


_CAUSES = (
    (
        r"No space left on device|could not write to file .*: No space|[Dd]isk quota exceeded",
        "DISK_FULL",
        "The disk with the database is full. Nothing that was confirmed is lost.",
        "Make room on the disk of {data} (at least 1 GB), then start again: the database repairs itself.",
    ),
    (
        r"could not create any TCP/IP sockets|could not bind IPv4 address",
        PORT_TAKEN,
        "The database's port is in use by another program.",
        "Close that program, or let Stillage choose another port (unset STILLAGE_PG_PORT).",
    ),
    (
        r"pre-existing shared memory block|is another (postmaster|postgres)|Is another postmaster",
        STILL_HELD,
        "Processes of an earlier database still hold its data.",
        "Run 'stillage db down', then start again. If that does not help, restart the computer.",
    ),
    (
        r"has invalid permissions|has wrong ownership|Permission denied|could not change permissions",
        "NO_PERMISSION",
        "The database may not use its folder {data}: the folder's owner or its permissions have been changed.",
        "Give the folder back to the user that runs the database, closed to all others (chmod 700 {data}).",
    ),
    (
        r"database files are incompatible with server",
        "OTHER_VERSION",
        "The data in {data} belongs to another version of PostgreSQL.",
        "Install the Stillage release that made it, or restore a backup into a new folder.",
    ),
    (
        r"error while loading shared libraries|cannot open shared object|Library not loaded",
        "PG_BROKEN",
        "The programs of the database are incomplete on this computer.",
        "Run the installer again (installer/bootstrap.py setup), then start again.",
    ),
    (
        r"could not resize shared memory|could not map anonymous shared memory|Cannot allocate memory|out of memory",
        "NO_MEMORY",
        "There is not enough memory for the database.",
        "Close other programs, then start again.",
    ),
    (
        r"invalid value for parameter|unrecognized configuration parameter|configuration file .* contains errors",
        "BAD_SETTING",
        "A setting of the database is wrong.",
        "Undo the last change in {data}/postgresql.auto.conf, then start again.",
    ),
    (
        r"could not locate a valid checkpoint|invalid primary checkpoint record|could not open file .*pg_control",
        "DAMAGED",
        "The database's files in {data} are damaged.",
        "Keep the folder as it is and restore the last backup into a new one.",
    ),
    (
        r"Unix-domain socket path .* is too long",
        "SOCKET_PATH",
        "The path of the database's socket is too long.",
        "Set STILLAGE_HOME to a shorter path.",
    ),
)
