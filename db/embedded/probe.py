"""Ask a server who it is, with a deadline that holds even when the other side accepts and then says nothing."""

import re
import selectors
import time
from dataclasses import dataclass
from enum import Enum

import psycopg
from psycopg import pq
from psycopg.pq import abc

HOST = "127.0.0.1"
DEADLINE = 2.0
_WHO = (
    "select (select system_identifier from pg_control_system()), "
    "current_setting('data_directory'), current_setting('server_version')"
)
_CLIENTS = (
    "select count(*) from pg_stat_activity "
    "where application_name like 'stillage%' and application_name <> 'stillage-supervisor'"
)


class Reply(Enum):
    """What a port says when it does not say who it is."""

    SILENT = "nothing listens, or it does not answer"
    STARTING = "a database is starting up or recovering"
    STOPPING = "a database is shutting down"
    CROWDED = "a database has no place free"
    FULL = "a database cannot let anybody in because its disk is full"
    STRANGER = "somebody else's server"


@dataclass(frozen=True, slots=True)
class Identity:
    """A server that let us in: its cluster's identifier, data folder and version."""

    system_identifier: int
    data: str
    version: str


def who(port: int, user: str, password: str, deadline: float = DEADLINE) -> Identity | Reply:
    """Who answers on this port of 127.0.0.1, within `deadline` seconds."""
    rows = ask(port, user, password, _WHO, deadline)
    if isinstance(rows, Reply):
        return rows
    identifier, data, version = rows[0]
    return Identity(int(identifier), data, version.split(" ")[0])


def clients(port: int, user: str, password: str, deadline: float = DEADLINE) -> int | Reply:
    """How many connections of Stillage programs there are, without this one."""
    rows = ask(port, user, password, _CLIENTS, deadline)
    return rows if isinstance(rows, Reply) else int(rows[0][0])


def ask(port: int, user: str, password: str, sql: str, deadline: float = DEADLINE) -> list[tuple[str, ...]] | Reply:
    """Run one statement on the database postgres and return its rows as text; or what the port said instead.

    libpq has no read timeout, hence the non-blocking calls (PostgreSQL manual, 32.4 asynchronous processing).
    """
    ends = time.monotonic() + deadline
    wanted = (
        f"host={HOST} port={port} user={user} password={password} dbname=postgres sslmode=disable gssencmode=disable "
        "require_auth=scram-sha-256 application_name=stillage-supervisor client_encoding=UTF8"
    )
    link = pq.PGconn.connect_start(wanted.encode())
    try:
        if not _connected(link, ends):
            return _meaning(link.error_message.decode(errors="replace"))
        link.send_query(sql.encode())
        return _rows(link, ends)
    finally:
        link.finish()


def _connected(link: abc.PGconn, ends: float) -> bool:
    while True:
        status = link.connect_poll() if link.status != pq.ConnStatus.BAD else pq.PollingStatus.FAILED
        if status == pq.PollingStatus.OK:
            return True
        if status == pq.PollingStatus.FAILED:
            return False
        event = selectors.EVENT_READ if status == pq.PollingStatus.READING else selectors.EVENT_WRITE
        if not _wait(link.socket, event, ends):
            return False


def _rows(link: abc.PGconn, ends: float) -> list[tuple[str, ...]] | Reply:
    link.flush()
    while link.is_busy():
        if not _wait(link.socket, selectors.EVENT_READ, ends):
            return Reply.SILENT
        try:
            link.consume_input()
        except psycopg.OperationalError:
            return Reply.SILENT
    answer = link.get_result()
    if answer is None or answer.status != pq.ExecStatus.TUPLES_OK:
        return _meaning(link.error_message.decode(errors="replace"))
    return [
        tuple((answer.get_value(row, column) or b"").decode() for column in range(answer.nfields))
        for row in range(answer.ntuples)
    ]


def _wait(socket: int, event: int, ends: float) -> bool:
    with selectors.DefaultSelector() as ready:
        ready.register(socket, event)
        return bool(ready.select(max(0.0, ends - time.monotonic())))


def _meaning(message: str) -> Reply:
    """The server's words, which are English because the supervisor sets lc_messages."""
    if "No space left" in message:
        return Reply.FULL
    if "starting up" in message or "not yet accepting" in message or "recovery" in message:
        return Reply.STARTING
    if "shutting down" in message or "terminating connection" in message:
        return Reply.STOPPING
    if "too many clients" in message or "remaining connection slots" in message:
        return Reply.CROWDED
    if re.search("FATAL|authentication|(unexpected|invalid) response|does not support", message):
        return Reply.STRANGER
    return Reply.SILENT
