"""A throwaway server with the settings of production, filled for a measurement, and pgbench runs against it."""

import os
import re
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

import psutil

from app.domain.errors import Fault
from app.domain.ids import new_op
from db import migrate, provision
from db.embedded import Cluster
from db.engine import Database

DATABASE = "bench"
LOGIN = "b_person"
PASSWORD = "only-for-this-run"  # noqa: S105  of a server that lives for this run and listens on this machine
_SECOND = re.compile(r"^progress: [0-9.]+ s, ([0-9.]+) tps", re.MULTILINE)
_DONE = re.compile(r"^number of transactions actually processed: (\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Load:
    """What pgbench runs: a builtin script as the superuser, or scripts as the person (chosen at random, one a turn)."""

    name: str
    connections: int
    builtin: str | None = None
    scripts: Sequence[Path] = ()
    prepared: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """Transactions a second, and the server's CPU time for one of them in microseconds."""

    per_second: float
    cpu_us: float


@dataclass(frozen=True, slots=True)
class Ground:
    """Where to post: ids are consecutive from the first ones; classed bins have a storage class."""

    warehouse: int
    first_bin: int
    first_classed_bin: int
    first_product: int


class Server:
    """Lives as long as the with block. Raises Fault where pgbench fails or reports a failed transaction."""

    def __init__(self, folder: Path, *, say: Callable[[str], None]) -> None:
        self._cluster = Cluster(folder / "s", progress=say)
        self.ground = Ground(0, 0, 0, 0)

    def __enter__(self) -> Self:
        self._cluster.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cluster.stop()

    def prepare(self) -> None:
        """The database with our schema and the person who measures."""
        self._psql("postgres", f"create database {DATABASE}")
        url = self._cluster.url(DATABASE)
        migrate.upgrade(url)
        provision.put_person(url, LOGIN, PASSWORD, ["r_supervisor", "r_planner", "r_admin"], "Bench")

    def admit(self, login: str, warehouse: int) -> None:
        """Let a picker act in a warehouse."""
        provision.put_person(self._cluster.url(DATABASE), login, PASSWORD, ["r_picker"], login.title(), [warehouse])

    def url(self, login: str) -> str:
        """The libpq URL as one of these people."""
        parts = urlsplit(self._cluster.url(DATABASE))
        return urlunsplit(parts._replace(netloc=f"{login}:{quote(PASSWORD)}@{parts.netloc.rsplit('@', 1)[-1]}"))

    def rows(self, statement: str) -> list[str]:
        """What the superuser reads in our database, one line a row: a look past the api, to judge it by."""
        return self._psql(DATABASE, statement).split()

    def vacuum(self) -> None:
        """Sweep and count, as autovacuum would have by the next day."""
        self._psql(DATABASE, "vacuum analyze")

    def asked(self, statement: str) -> list[str]:
        """The same as the person who measures, through the door."""
        return self._psql(DATABASE, statement, person=True).split()

    def fill(self, *, scale: int, bins: int) -> None:
        """pgbench's tables; our schema with bins, as many with a storage class, products and opening stock."""
        self._program("pgbench", ["-i", "-q", "-s", str(scale), "postgres"], person=False)
        self.prepare()
        with closing(Database(self.url(LOGIN), application="stillage-bench", deadline=120.0)) as door:
            made = door.call("create_warehouse_v1", p_op=new_op(), p_code="BENCH", p_name="Bench", p_time_zone="UTC")
            warehouse = int(made["warehouse_id"])
            door.call("import_layout_v1", p_op=new_op(), p_warehouse=warehouse, p_layout=_layout(bins))
            door.call("import_products_v1", p_op=new_op(), p_warehouse=warehouse, p_products=_products(bins))
            self.ground = self._consecutive(warehouse, bins)
            for first in (self.ground.first_bin, self.ground.first_classed_bin):
                for shift in (0, 1):  # a product in its bin and in the next one
                    lines = [
                        {
                            "product": self.ground.first_product + n,
                            "quantity": 1000000,
                            "location": first + (n + shift) % bins,
                        }
                        for n in range(bins)
                    ]
                    door.call("receive_batch_v1", p_op=new_op(), p_warehouse=warehouse, p_lines=lines)
        self.vacuum()
        self._psql("postgres", "vacuum analyze")

    def rate(self, load: Load, seconds: int) -> Rate:
        """Run a load for so long, after a first second that is not counted: a new connection compiles its functions and
        plans its statements then, which a connection of a pool does once a shift.
        """
        clients = str(load.connections)
        argv = ["-n", "-c", clients, "-j", str(min(2, load.connections)), "-T", str(seconds + 1), "-P", "1"]
        argv += ["-M", "prepared" if load.prepared else "simple"]
        argv += ["-b", load.builtin] if load.builtin else [part for path in load.scripts for part in ("-f", str(path))]
        before = self._cpu()
        text = self._program("pgbench", [*argv, "postgres" if load.builtin else DATABASE], person=not load.builtin)
        spent = self._cpu() - before
        rates, done = [float(rate) for rate in _SECOND.findall(text)][1 : seconds + 1], _DONE.search(text)
        if not rates or not done or int(done[1]) == 0 or "number of failed transactions: 0 " not in text:
            raise Fault(f"pgbench said of {load.name}: {text[-600:]}", "Nothing was measured.")
        return Rate(statistics.mean(rates), spent * 1e6 / int(done[1]))

    def violations(self) -> int:
        """How many violations of the invariants the check finds."""
        statement = f"select count(*) from api.check_v1({self.ground.warehouse})"  # noqa: S608  an int of ours
        return int(self._psql(DATABASE, statement, person=True))

    def _consecutive(self, warehouse: int, bins: int) -> Ground:
        """The ids given at import, which the scripts count up from: refuse to measure where they have holes."""
        rows = self._psql(
            DATABASE,
            "select min(location_id), max(location_id) - min(location_id) from wms.location where kind = 'storage' "
            "group by class_id is null order by class_id is null desc; select min(product_id), max(product_id) - "
            "min(product_id) from wms.product",
        )
        (first, wide), (classed, also), (product, range_) = (map(int, row.split("|")) for row in rows.split())
        if not wide == also == range_ == bins - 1:
            raise Fault("The ids of the filled warehouse are not consecutive.", "Nothing was measured.")
        return Ground(warehouse, first, classed, product)

    def cpu(self) -> float:
        """CPU seconds the server has used so far."""
        return self._cpu()

    def _cpu(self) -> float:
        """CPU seconds the server and all its processes, living and gone, have used."""
        status = self._cluster.status()
        if status.pid is None:
            raise Fault("The bench's server is gone.", "Nothing was measured.")
        postmaster = psutil.Process(status.pid)
        own = postmaster.cpu_times()
        alive = 0.0
        for child in postmaster.children():
            try:
                times = child.cpu_times()
            except psutil.NoSuchProcess:
                continue
            alive += times.user + times.system
        return own.user + own.system + own.children_user + own.children_system + alive

    def _psql(self, database: str, statement: str, *, person: bool = False) -> str:
        argv = ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
        return self._program("psql", argv, person=person).strip()

    def _program(self, name: str, argv: Sequence[str], *, person: bool) -> str:
        parts = urlsplit(self._cluster.url(socket=True))
        options = parse_qs(parts.query)
        host = options["host"][0] if "host" in options else parts.hostname or ""
        port = options["port"][0] if "port" in options else str(parts.port)
        found = os.environ | {
            "PGHOST": host,
            "PGPORT": port,
            "PGUSER": LOGIN if person else _login(parts.netloc),
            "PGPASSWORD": PASSWORD if person else _secret(parts.netloc),
            "PGOPTIONS": "",
        }
        done = subprocess.run(  # noqa: S603  the server's own programs, arguments of ours
            [self._cluster.programs().program(name), *argv], env=found, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Fault(f"{name} failed: {done.stderr[-600:]}", "Nothing was measured.")
        return done.stdout if name == "psql" else done.stderr + done.stdout


def _login(netloc: str) -> str:
    return unquote(netloc.rsplit("@", 1)[0].split(":", 1)[0])


def _secret(netloc: str) -> str:
    return unquote(netloc.rsplit("@", 1)[0].split(":", 1)[-1])


def _layout(bins: int) -> dict[str, Any]:
    """A warehouse of plain and of classed bins; the class is wide enough that nothing is refused."""
    places = [
        {"code": f"{kind}-{n:05}", "kind": "storage", **({"class": "wide"} if kind == "C" else {})}
        for kind in ("P", "C")
        for n in range(bins)
    ]
    wide = {"code": "wide", "max_weight": 10**10, "max_volume": 10**10, "product_mixing": "any"}
    return {"zones": [], "racks": [], "locations": places, "classes": [wide], "fixtures": []}


def _products(count: int) -> list[dict[str, Any]]:
    size = {"weight": 500, "length": 100, "width": 100, "height": 100}
    return [{"sku": f"B-{n:05}", "name": f"Bench {n}", **size} for n in range(count)]


@contextmanager
def short_folder() -> Iterator[Path]:
    """A short path (sockets allow 107 bytes) that another account may enter when we run as root."""
    with tempfile.TemporaryDirectory(prefix="stb-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder
