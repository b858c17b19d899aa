"""The server's settings, written anew at each start so that a new release's settings take effect."""

from collections.abc import Mapping
from pathlib import Path

_FIXED: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "superuser_reserved_connections": "5",  # the supervisor must get in when the stations have taken every place
    "shared_buffers": "256MB",
    "password_encryption": "scram-sha-256",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_compression": "on",
    "min_wal_size": "128MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "5min",  # bounds the time of a crash recovery
    "jit": "off",  # short statements only: compiling costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "datestyle": "ISO, YMD",
    "lc_messages": "C",  # the supervisor reads the log
    "idle_in_transaction_session_timeout": "60s",
    "log_parameter_max_length": "0",  # people's data stays out of the log
    "log_parameter_max_length_on_error": "0",
    "logging_collector": "on",
    "log_filename": "server-%Y%m%d-%H%M%S.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "10MB",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
}
FILE = "stillage.conf"
ACCESS = """# Written by Stillage: passwords always, from this computer only.
local   all          all                 scram-sha-256
local   replication  all                 scram-sha-256
host    all          all  127.0.0.1/32   scram-sha-256
host    replication  all  127.0.0.1/32   scram-sha-256
"""


def render(port: int, sockets: Path | None, log: Path, extra: Mapping[str, str]) -> str:
    """The text of stillage.conf. `extra` wins over the settings here (a throwaway server turns fsync off, say)."""
    chosen = {
        **_FIXED,
        "port": str(port),
        "unix_socket_directories": str(sockets) if sockets else "",
        "unix_socket_permissions": "0700",
        "log_directory": log.as_posix(),
        **extra,
    }
    lines = [f"{name} = {_quoted(value)}" for name, value in chosen.items()]
    head = "# Written by Stillage at each start: changes here are lost. Use postgresql.auto.conf."
    return "\n".join([head, *lines, ""])


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
