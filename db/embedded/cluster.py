"""The embedded server as the rest of the program sees it: start, adopt, stop, release, status, url."""

import errno
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlencode

from app.domain.errors import Refusal
from db.embedded import account as accounts
from db.embedded import binaries, causes, creation, launch, memory, postmaster, probe, shutdown, vault
from db.embedded.home import Home
from db.embedded.locks import Lease, exclusive

LIMIT = 60.0
_NOTHING: Mapping[str, str] = MappingProxyType({})


class State(Enum):
    """What the server is doing."""

    ABSENT = "not created yet"
    STOPPED = "stopped"
    STARTING = "starting or recovering"
    STOPPING = "stopping"
    RUNNING = "running"
    FULL = "running, but its disk is full"
    MUTE = "its processes live, but it does not answer"


@dataclass(frozen=True, slots=True)
class Status:
    """State with the facts known in it. keep: started to stay up after the last application leaves."""

    state: State
    data: Path
    log: Path
    port: int | None = None
    pid: int | None = None
    version: str | None = None
    clients: int | None = None
    keep: bool = False


class Cluster:
    """One PostgreSQL server with its own data folder, shared by all Stillage processes of this user.

    home: where it lives (Home.default() if not given). port: fixed instead of chosen (else STILLAGE_PG_PORT, else
    free choice, remembered). settings: server settings that win over ours. progress: told one plain line at a time.
    """

    def __init__(
        self,
        home: Home | Path | None = None,
        *,
        port: int | None = None,
        settings: Mapping[str, str] = _NOTHING,
        progress: Callable[[str], None] = lambda line: None,
    ) -> None:
        given = Home.at(home) if isinstance(home, Path) else home or Home.default()
        self._given = given
        self._port = port or _port_from_environment()
        self._settings = settings
        self._progress = progress
        self._account, self.home = _place(given, None)
        self._lease: Lease | None = None

    def start(self, *, keep: bool = False, limit: float = LIMIT) -> Status:
        """Make the server run and use it: creates it at first, adopts a running one, recovers a crashed one.

        keep: it is to stay up until `stop`. Raises Refusal with the cause and the next step; after `limit` seconds a
        recovering server goes on recovering and the refusal says so.
        """
        ends = time.monotonic() + limit
        with _disk_errors(self.home.data):
            self._account, self.home = _place(self._given, self._progress)
            self.home.make(self._account)
            with exclusive(self.home.lock, limit):
                kept = memory.load(self.home.memory)
                running = self._running_port(kept, ends)
                port = running or self._bring_up(kept, ends)
                self._remember(kept, memory.Memory(port, keep or (kept.keep and running is not None)))
                self._take_lease()
        return self.status()

    def adopt(self, *, limit: float = LIMIT) -> bool:
        """Use the server if it runs (waits for one that is just starting); False where it does not. Starts nothing."""
        if not self.home.lock.exists():
            return False
        with exclusive(self.home.lock, limit):
            kept = memory.load(self.home.memory)
            port = self._running_port(kept, time.monotonic() + limit)
            if port is None:
                return False
            self._remember(kept, replace(kept, port=port))
            self._take_lease()
        return True

    def stop(self, mode: shutdown.Mode = "fast", *, limit: float = 30.0) -> bool:
        """Stop the server whoever uses it; False if it did not run. Harder ways follow where `mode` takes too long."""
        self._drop_lease()
        if not self.home.lock.exists():
            return False
        with exclusive(self.home.lock, LIMIT):
            return self._stop(mode, limit)

    def release(self) -> bool:
        """Leave the server. Stops it (True) if nobody else uses it and it was not started to stay up.

        Others are processes that hold a Cluster started or adopted, and connections whose application_name begins
        with "stillage": close your own first.
        """
        if self._lease is None:
            return False
        with exclusive(self.home.lock, LIMIT):
            kept = memory.load(self.home.memory)
            alone = self._lease.alone()
            self._drop_lease()
            if kept.keep or not alone or kept.port is None:
                return False
            others = probe.clients(kept.port, vault.ROOT, self._password())
            return others == 0 and self._stop("fast", 30.0)

    def status(self) -> Status:
        """What the server is doing now, asked of itself. Takes two seconds at most; changes nothing."""
        with _disk_errors(self.home.data):
            return self._status()

    def _status(self) -> Status:
        empty = Status(State.ABSENT, self.home.data, self.home.log)
        if not creation.exists(self.home.data):
            return empty
        kept = memory.load(self.home.memory)
        known = replace(empty, state=State.STOPPED, keep=kept.keep)
        said: list[probe.Reply] = []
        for port in self._ports(kept):
            reply = self._who(port)
            if isinstance(reply, probe.Reply):
                said.append(reply)
            else:
                clients = probe.clients(port, vault.ROOT, self._password())
                return replace(
                    known,
                    state=State.RUNNING,
                    port=port,
                    pid=self._pid(),
                    version=reply.version,
                    clients=None if isinstance(clients, probe.Reply) else clients,
                )
        if self._pid() is None:
            return known
        state = next((_STATES[reply] for reply in said if reply in _STATES), State.MUTE)
        return replace(known, state=state, pid=self._pid(), port=kept.port)

    def url(self, database: str = "postgres", user: str = vault.ROOT, *, socket: bool = False) -> str:
        """A libpq URL with the password in it, for a login that the vault knows. socket: over the Unix socket.

        SCRAM proves both sides, and require_auth refuses anything weaker: another program on our port learns nothing.
        """
        port = memory.load(self.home.memory).port
        if port is None:
            raise Refusal("NOT_CREATED", "The database has not been started yet.", "Start it: stillage db up.")
        password = vault.passwords(self.home.secrets).get(user)
        if password is None:
            raise Refusal("NO_LOGIN", f"There is no login '{user}' here.", "Prepare the database: stillage db migrate.")
        options = {"require_auth": "scram-sha-256"}
        place = f"127.0.0.1:{port}"
        folder = self.home.socket_folder(self._account) if socket else None
        if folder is not None:
            place, options = "", {"host": str(folder), "port": str(port), **options}
        else:
            options |= {"sslmode": "disable", "gssencmode": "disable"}
        login = f"{quote(user, '')}:{quote(password, '')}"
        return f"postgresql://{login}@{place}/{quote(database, '')}?{urlencode(options)}"

    def programs(self) -> binaries.Binaries:
        """The programs this server runs with (pg_dump, pgbench, psql beside them)."""
        return binaries.reachable(binaries.find(self._finder()), self._account, self.home.root / "pg", self._progress)

    def _bring_up(self, kept: memory.Memory, ends: float) -> int:
        programs = self.programs()
        data = self.home.data
        if not creation.exists(data):
            self._progress("Creating the database.")
            creation.create(self.home, self._account, programs, durable=self._settings.get("fsync") != "off")
        creation.check_version(data, programs)
        self._progress("Starting the database.")
        site = launch.Site(
            self.home,
            self._account,
            programs,
            vault.ROOT,
            self._password(),
            creation.system_identifier(data),
            self._settings,
            self._port,
            self._progress,
        )
        return launch.bring_up(site, kept.port, ends)

    def _running_port(self, kept: memory.Memory, ends: float) -> int | None:
        """The port of the running server; None where there is no postmaster. Waits for one that comes or goes."""
        if not creation.exists(self.home.data):
            return None
        began = time.time()
        while True:
            for port in self._ports(kept):
                reply = self._who(port)
                if isinstance(reply, probe.Identity):
                    return port
                if reply is probe.Reply.FULL:
                    raise causes.disk_full(self.home.data)
            if self._pid() is None:
                return None
            if time.monotonic() > ends:
                raise launch.slow(self.home, began)
            time.sleep(0.05)

    def _stop(self, mode: shutdown.Mode, limit: float) -> bool:
        kept = memory.load(self.home.memory)
        self._remember(kept, replace(kept, keep=False))
        return shutdown.stop(self.home.data, mode, limit, self._progress)

    def _remember(self, kept: memory.Memory, now: memory.Memory) -> None:
        if now != kept:  # a running server can be adopted even while its disk is full
            memory.save(self.home.memory, now)

    def _who(self, port: int) -> probe.Identity | probe.Reply:
        identifier = creation.system_identifier(self.home.data)
        return launch.recognise(port, self.home.data, identifier, vault.ROOT, self._password())

    def _ports(self, kept: memory.Memory) -> list[int]:
        """Where the server may listen: where its own file says, and where it listened last."""
        said = postmaster.read_pid_file(self.home.data)
        return list(dict.fromkeys(port for port in (said.port if said else None, kept.port) if port))

    def _pid(self) -> int | None:
        said = postmaster.read_pid_file(self.home.data)
        return said.pid if said and said.pid and postmaster.is_server_of(said.pid, self.home.data) else None

    def _password(self) -> str:
        password = vault.passwords(self.home.secrets).get(vault.ROOT)
        if password is None:
            raise Refusal(
                "SECRETS_LOST",
                f"The database's passwords are gone: {self.home.secrets} is missing or empty.",
                "Put the file back from a backup; it lies beside the data folder.",
            )
        return password

    def _finder(self) -> accounts.Account:
        """Who looks for programs: this process, which may read where the account may not."""
        return accounts.Account("") if self._account.is_other else self._account

    def _take_lease(self) -> None:
        if self._lease is None:
            self._lease = Lease(self.home.leases)

    def _drop_lease(self) -> None:
        if self._lease is not None:
            self._lease.close()
            self._lease = None


_STATES: Mapping[probe.Reply, State] = MappingProxyType(
    {
        probe.Reply.STARTING: State.STARTING,
        probe.Reply.STOPPING: State.STOPPING,
        probe.Reply.CROWDED: State.RUNNING,
        probe.Reply.FULL: State.FULL,
    }
)


def _place(given: Home, progress: Callable[[str], None] | None) -> tuple[accounts.Account, Home]:
    """The account and the home it can reach; the owner of data that is already there decides."""
    home = given.for_account(accounts.choose(given.data, progress))
    return accounts.choose(home.data, progress), home


def _port_from_environment() -> int | None:
    text = os.environ.get("STILLAGE_PG_PORT", "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1024 <= int(text) <= 65535:
        return int(text)
    raise Refusal(
        "BAD_PORT", f"STILLAGE_PG_PORT is '{text}', which is no port.", "Set it to a number from 1024 to 65535."
    )


@contextmanager
def _disk_errors(data: Path) -> Iterator[None]:
    """Say in field words what the file system refused to us, as the log does for what it refused to the server."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise causes.disk_full(data, str(error)) from error
        raise causes.explain(f"{error}", data) from error
