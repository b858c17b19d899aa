"""`stillage db up|down|url|migrate|check`: the embedded database from the command line."""

import argparse
import importlib
import importlib.util
import sys
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from app.domain.errors import Refusal
from db.embedded import Cluster, State, Status
from db.embedded.database import ensure
from db.embedded.logins import DATABASE
from db.embedded.vault import ROOT

_STATES_UP = (State.RUNNING, State.STARTING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `stillage db` understands. migrate and check also work on a shared server (--url)."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("up", help="start the embedded database and leave it running")
    down = actions.add_parser("down", help="stop the embedded database, whoever uses it")
    down.add_argument("--immediate", action="store_true", help="do not wait for running statements")
    url = actions.add_parser("url", help="print the URL of the embedded database, without the password")
    url.add_argument("--database", default=DATABASE)
    url.add_argument("--login", default=ROOT)
    url.add_argument("--socket", action="store_true", help="over the Unix socket instead of 127.0.0.1")
    url.add_argument("--password", action="store_true", help="print the password with it: who reads it is that login")
    for name, text in (("migrate", "bring the schema to what this release needs"), ("check", "check the invariants")):
        if importlib.util.find_spec(f"db.{name}") is not None:
            actions.add_parser(name, help=text).add_argument("--url", help="another database than the embedded one")


def run(args: argparse.Namespace) -> int:
    """Carry out one action. Exit code 0, or 1 where `check` found violations or `url` names a stopped server."""
    actions = {"up": _up, "down": _down, "url": _url, "migrate": _migrate, "check": _check}
    return actions[args.action](args)


def _up(args: argparse.Namespace) -> int:
    status = Cluster(progress=_tell).start(keep=True)
    _say(f"{_described(status)} Stop it with: stillage db down")
    return 0


def _down(args: argparse.Namespace) -> int:
    stopped = Cluster(progress=_tell).stop("immediate" if args.immediate else "fast")
    _say("The database is stopped." if stopped else "The database was not running.")
    return 0


def _url(args: argparse.Namespace) -> int:
    cluster = Cluster(progress=_tell)
    url = cluster.url(args.database, args.login, socket=args.socket)
    _say(url if args.password else without_password(url))
    if cluster.status().state in _STATES_UP:
        return 0
    _tell("The database is not running. Start it: stillage db up.")
    return 1


def without_password(url: str) -> str:
    """The same libpq URL, fit for a screen that others see and for a shell's memory."""
    parts = urlsplit(url)
    who, at, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{who.partition(':')[0]}{at}{place}"))


def _migrate(args: argparse.Namespace) -> int:
    if args.url:
        _module("migrate").upgrade(args.url, _tell)
        return 0
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        _module("migrate").upgrade(ensure(cluster), _tell)
    finally:
        cluster.release()
    return 0


def _check(args: argparse.Namespace) -> int:
    if args.url:
        return _report(args.url)
    cluster = Cluster(progress=_tell)
    cluster.start()
    try:
        return _report(cluster.url(DATABASE))
    finally:
        cluster.release()


def _report(url: str) -> int:
    violations = list(_module("check").run(url))
    for violation in violations:
        _say(str(violation))
    _say(f"{len(violations)} violations." if violations else "Every invariant holds.")
    return 1 if violations else 0


def _module(name: str) -> Any:
    """db.migrate or db.check, loaded when asked for: `up` need not wait for Alembic and SQLAlchemy."""
    try:
        return importlib.import_module(f"db.{name}")
    except ImportError as error:
        raise Refusal(
            "MISSING",
            f"A part of Stillage is missing on this computer ({error.name or error}).",
            "Run the installer again: installer/bootstrap.py setup.",
        ) from error


def _described(status: Status) -> str:
    return f"The database runs: PostgreSQL {status.version} on 127.0.0.1 port {status.port}, data in {status.data}."


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(line: str) -> None:
    """Progress goes to standard error, so that the answer can be piped."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
