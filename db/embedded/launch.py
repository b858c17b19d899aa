"""Start the server's process so that it outlives us, and wait until it lets us in."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Refusal
from db.embedded import causes, ports, postmaster, probe, settings
from db.embedded.account import Account, plain_environment
from db.embedded.binaries import Binaries
from db.embedded.home import Home

_ATTEMPTS = 5
_ORPHANS_MAY_TAKE = 5.0  # what a postmaster gives its children itself (SIGKILL_CHILDREN_AFTER_SECS)
_PAUSE = 0.05
_TELL_EVERY = 5.0
_KEPT_LOGS = 10
_NO_ROOM = 1 << 20
# The server becomes a child of init, not ours: no zombie when it dies, no Ctrl-C, nothing to wait for.
_DETACH = 'exec_log="$1"; shift; "$@" </dev/null >>"$exec_log" 2>&1 & echo $!'


@dataclass(frozen=True, slots=True)
class Site:
    """All that is needed to start one server. fixed_port: a person's choice, which is not replaced by another."""

    home: Home
    account: Account
    binaries: Binaries
    user: str
    password: str
    identifier: int
    extra: Mapping[str, str]
    fixed_port: int | None
    progress: Callable[[str], None]

    def who(self, port: int) -> probe.Identity | probe.Reply:
        """Who answers on the port: an Identity only if it is this very cluster, else why not."""
        return recognise(port, self.home.data, self.identifier, self.user, self.password)


def recognise(port: int, data: Path, identifier: int, user: str, password: str) -> probe.Identity | probe.Reply:
    """The identity of the server on this port if it is this folder's cluster; a copy of the folder is a stranger."""
    found = probe.who(port, user, password)
    if isinstance(found, probe.Reply):
        return found
    return found if found.system_identifier == identifier and _same(Path(found.data), data) else probe.Reply.STRANGER


def bring_up(site: Site, remembered: int | None, ends: float) -> int:
    """Start the server and wait until it lets us in; returns its port. `ends` is on the monotonic clock."""
    clear_leftovers(site)
    _trim_logs(site.home.log)
    if site.account.is_other:
        site.progress(f"This is root: the database runs as the ordinary user '{site.account.name}'.")
    port = remembered
    for attempt in range(_ATTEMPTS):
        port = _usable_port(site, port)
        sockets = site.home.socket_folder(site.account)
        _write_settings(site, settings.render(port, sockets, site.home.log, site.extra))
        began = time.time()
        pid = _launch(site)
        refusal = _wait(site, port, pid, began, ends)
        if refusal is None:
            return port
        if refusal.code == causes.PORT_TAKEN and site.fixed_port is None:
            port = None  # taken between our look and the server's
        elif refusal.code == causes.STILL_HELD and attempt < _ATTEMPTS - 1:
            clear_leftovers(site)
        else:
            raise refusal
    raise _no_port()


def clear_leftovers(site: Site) -> None:
    """Make the folder startable after a crash: let orphaned children end, drop lock files that name no server of ours.

    PostgreSQL itself refuses to start while the pid in its pid file, or in the lock file beside its socket, belongs to
    any program of the same user, be it a reused number or a zombie.
    """
    data = site.home.data
    orphans = postmaster.holders(data)
    if orphans:
        site.progress("Processes of a database that crashed still hold its data: waiting for their end.")
        still = postmaster.wait_gone(orphans, _ORPHANS_MAY_TAKE)
        postmaster.kill(still)
        postmaster.wait_gone(still, _ORPHANS_MAY_TAKE)
    kept = postmaster.read_pid_file(data)
    if kept is not None and (kept.pid is None or not postmaster.is_server_of(kept.pid, data)):
        (data / "postmaster.pid").unlink(missing_ok=True)
    sockets = site.home.socket_folder(site.account)
    if sockets is not None:  # private to this home: what lies there can only be the dead server's
        for left in sockets.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)


def _usable_port(site: Site, wanted: int | None) -> int:
    if site.fixed_port is not None:
        if not ports.is_free(site.fixed_port):
            raise Refusal(
                causes.PORT_TAKEN,
                f"Port {site.fixed_port} is in use by {ports.holder(site.fixed_port)}.",
                "Close that program, or choose another port for the database (STILLAGE_PG_PORT).",
                {"port": site.fixed_port},
            )
        return site.fixed_port
    if wanted is not None and ports.is_free(wanted):
        return wanted
    port = ports.choose()
    if port is None:
        raise _no_port()
    if wanted is not None:
        site.progress(f"Port {wanted} is in use by {ports.holder(wanted)}: the database moves to port {port}.")
    return port


def _no_port() -> Refusal:
    return Refusal(
        causes.PORT_TAKEN,
        "No free port was found for the database.",
        "Close programs that hold many connections, or restart this computer.",
    )


def _write_settings(site: Site, text: str) -> None:
    path = site.home.data / settings.FILE
    path.write_text(text, encoding="utf-8", newline="\n")
    site.account.own(path, 0o600)


def _launch(site: Site) -> int | None:
    """Start postgres detached from us; its pid, or None where only pg_ctl knows it (Windows)."""
    log = site.home.log / "start.log"
    log.write_text("", encoding="utf-8")
    site.account.own(log, 0o600)
    data = str(site.home.data)
    if sys.platform == "win32":  # pg_ctl drops the rights of an administrator, which the server refuses
        site.account.run([site.binaries.program("pg_ctl"), "start", "-W", "-D", data, "-l", str(log)])
        return None
    done = subprocess.run(  # noqa: S603  our own script, our own paths
        ["/bin/sh", "-c", _DETACH, "sh", str(log), site.binaries.program("postgres"), "-D", data],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
        env=plain_environment(),
        cwd="/",
        start_new_session=True,
        **site.account.popen(),
    )
    return int(done.stdout)


def _wait(site: Site, port: int, pid: int | None, began: float, ends: float) -> Refusal | None:
    """None once the server lets us in; else why it did not. A server that still recovers is left to go on."""
    told = time.monotonic()
    while True:
        reply = site.who(port)
        if isinstance(reply, probe.Identity):
            return None
        if reply is probe.Reply.FULL:
            return causes.disk_full(site.home.data, _log_since(site.home.log, began))
        if not _runs(site, pid, began):
            log = _log_since(site.home.log, began)
            if shutil.disk_usage(site.home.data).free < _NO_ROOM:  # the log could not be written either
                return causes.disk_full(site.home.data, log)
            return causes.explain(log, site.home.data, {"port": port})
        now = time.monotonic()
        if now > ends:
            return slow(site.home, began)
        if now - told > _TELL_EVERY:
            told = now
            site.progress("The database is still starting (after a crash it first repairs itself).")
        time.sleep(_PAUSE)


def slow(home: Home, began: float) -> Refusal:
    """The refusal for a server that needs longer than its limit. It keeps working at it."""
    return Refusal(
        "SLOW_START",
        "The database needs longer than expected to start; it goes on trying.",
        "Wait a minute, then start again. If it stays so, run 'stillage doctor'.",
        {"log": _log_since(home.log, began)},
    )


def _runs(site: Site, pid: int | None, began: float) -> bool:
    if pid is not None:
        return postmaster.runs(pid)
    return time.time() - began < _ORPHANS_MAY_TAKE or bool(postmaster.holders(site.home.data))


def _log_since(folder: Path, began: float) -> str:
    newest = causes.newest_log(folder)
    collected = causes.tail(newest) if newest and newest.stat().st_mtime >= began - 1 else ""
    return causes.tail(folder / "start.log") + collected


def _trim_logs(folder: Path) -> None:
    for path in sorted(folder.glob("server-*.log"))[:-_KEPT_LOGS]:
        path.unlink(missing_ok=True)


def _same(a: Path, b: Path) -> bool:
    try:
        return a.samefile(b)
    except OSError:
        return False
