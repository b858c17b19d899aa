"""`stillage daemon [status]`: the clockwork of a warehouse, in the background or for one round."""

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from app.config import home
from app.daemon.lead import Leadership
from app.daemon.log import log_to_stderr
from app.daemon.runner import Daemon, Periods
from app.domain.errors import Refusal
from app.domain.proof import Head
from app.services.proof import keys
from app.services.proof.sealer import seal
from app.services.session import Session
from db import maintain, provision
from db.embedded import Cluster, Logins
from db.embedded.database import ensure
from db.embedded.logins import DATABASE
from db.proof import Evidence

LOGIN = "daemon"
ROLES = ("r_sealer", "r_auditor", "r_integration")
STALE = 30.0  # s without a heartbeat


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage daemon` understands."""
    parser.add_argument(
        "action", nargs="?", choices=("run", "status"), default="run", help="run (default), or say how it is"
    )
    parser.add_argument("--url", metavar="URL", help="a PostgreSQL server; without it the database beside the program")
    parser.add_argument("--once", action="store_true", help="every loop one round, then end")
    parser.add_argument(
        "--seal-every", type=float, metavar="S", default=Periods().seal, help="seconds between two blocks"
    )
    parser.add_argument(
        "--lease", type=int, metavar="S", default=Periods().lease, help="seconds a dead leader is waited for"
    )
    parser.add_argument("--with-parent", action="store_true", help="end when standard input is closed; yield to others")
    parser.add_argument("--json", action="store_true", help="status as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM, or one round (1 where a loop failed), or tell the status (1 where it is not well)."""
    if args.action == "status":
        return _status(args)
    log_to_stderr()
    with _at(args.url) as url:
        signer = keys.load_or_make(home())
        daemon = Daemon(url, home(), signer, Periods(seal=args.seal_every, lease=args.lease))
        if args.once:
            pulses = daemon.once()
            for pulse in pulses:
                _say(f"{pulse.name}: {pulse.state}{f' ({pulse.problem})' if pulse.problem else ''}")
            if not pulses:
                _say("Another daemon leads; it does the work.")
            return 1 if any(pulse.state == "failing" for pulse in pulses) else 0
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: daemon.end())
        if args.with_parent:
            _follow_parent(daemon)
        daemon.run()
    return 0


def _follow_parent(daemon: Daemon) -> None:
    """Whoever started us holds our input open: its end, orderly or not, is ours. Until then we come second."""
    if hasattr(os, "nice"):
        os.nice(5)

    def wait() -> None:
        while os.read(0, 4096):  # not sys.stdin: its lock would be held while the program ends
            continue
        daemon.end()

    threading.Thread(target=wait, name="parent", daemon=True).start()


@contextmanager
def _at(url: str | None) -> Iterator[str]:
    """The URL to work at. In our own database the daemon's login and key are put in order first."""
    if url:
        yield url
        return
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        yield prepare(cluster)
    finally:
        cluster.release()


def prepare(cluster: Cluster) -> str:
    """Give the daemon its login in all warehouses of our own database, and trust this machine's key; its URL."""
    logins = Logins(cluster)
    return introduce(ensure(cluster), lambda login: logins.url_for(login, DATABASE))


def introduce(admin: str, login_url: Callable[[str], str]) -> str:
    """The daemon's login in every warehouse of the database that admin may change; its URL. Again without harm."""
    warehouses = provision.warehouses(admin)
    if not warehouses:
        raise Refusal(
            "warehouse", "There is no warehouse in this database yet.", "Load one first: stillage up, or stillage demo."
        )
    url = login_url(LOGIN)
    provision.put_person(admin, LOGIN, unquote(urlsplit(url).password or ""), ROLES, "Daemon", warehouses)
    maintain.trust_key(admin, keys.load_or_make(home()).public, "this computer")
    return url


def seal_now(url: str, warehouse: str) -> str:
    """Seal what is there in one warehouse, without a daemon; its head as it is printed, empty where nothing is sealed.

    Raises Refusal where a daemon leads it: then that one seals.
    """
    signer = keys.load_or_make(home())
    with closing(Evidence(url)) as evidence:
        at = next(number for number, code in evidence.warehouses() if code == warehouse)
        lead = Leadership(url, at, seconds=60)
        try:
            token = lead.take()
            if token is None:
                raise Refusal(
                    "daemon", f"A daemon leads {warehouse}.", "It seals by itself; ask for the head in a moment."
                )
            while seal(evidence, at, signer, token):
                continue
        finally:
            lead.stop()
        last = evidence.last(at)
        return str(Head(last.block_no, last.block_hash)) if last else ""


def _status(args: argparse.Namespace) -> int:
    """From the heartbeat in the database: the daemon may run on another machine."""
    with _reading(args.url) as url, closing(Session.open(url)) as session:
        found = {w.code: [job._asdict() for job in session.door.query("daemon_jobs", warehouse=w.warehouse_id)]
                 for w in session.warehouses}  # fmt: skip
    now = datetime.now(UTC)
    well = all(_is_well(jobs, now) for jobs in found.values())
    if args.json:
        _say(json.dumps({"well": well, "warehouses": found}, default=str))
        return 0 if well else 1
    for code, jobs in found.items():
        if not jobs:
            _say(f"{code}: no daemon has worked here yet.")
            continue
        led = f"led with token {jobs[0]['token']}" if jobs[0]["led"] else "NOT LED"
        beat = _ago(max(job["beat_at"] for job in jobs), now)
        _say(f"{code}: {led}, last heartbeat {beat}.")
        for job in jobs:
            ran = _ago(job["ran_at"], now) if job["ran_at"] else "not yet"
            _say(f"  {job['name']:<14} {job['state']:<8} {ran}{': ' + job['problem'] if job['problem'] else ''}")
    return 0 if well else 1


def _is_well(jobs: list[dict[str, Any]], now: datetime) -> bool:
    if not jobs or not jobs[0]["led"] or (now - max(job["beat_at"] for job in jobs)).total_seconds() > STALE:
        return False
    return all(job["state"] != "failing" for job in jobs)


@contextmanager
def _reading(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    cluster = Cluster(progress=_tell)
    if not cluster.adopt():
        raise Refusal(
            "away", "The database beside the program does not run.", "Start it: stillage up, or stillage db up."
        )
    try:
        yield Logins(cluster).url_for("supervisor", DATABASE)
    finally:
        cluster.release()


def _ago(at: datetime, now: datetime) -> str:
    seconds = max(0, round((now - at).total_seconds()))
    return f"{seconds} s ago" if seconds < 120 else f"{seconds // 60} min ago"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
