"""The database part of the examination: programs, folder, server, connection, schema."""

import importlib
from collections.abc import Iterator
from typing import Any

from app.services.doctor import Check, Grade, Row, disk


def checks() -> list[tuple[str, Check]]:
    """The checks of the database, embedded or shared."""
    return [
        ("Database programs", programs),
        ("Disk", free_disk),
        ("Embedded server", server),
        ("Database", database),
    ]


def programs() -> Iterator[Row]:
    """Which PostgreSQL would be used."""
    finder = importlib.import_module("db.embedded.account").Account("")
    found = importlib.import_module("db.embedded.binaries").find(finder)
    yield Row("Database programs", Grade.OK, f"PostgreSQL {found.version} ({found.source}) in {found.folder}")


def free_disk() -> Iterator[Row]:
    """Room for the data and for the log."""
    yield from disk("Disk", _cluster().home.data)


def server() -> Iterator[Row]:
    """What the embedded server is doing."""
    status = _cluster().status()
    name, found = "Embedded server", f"{status.state.value}, data in {status.data}"
    match status.state.name:
        case "RUNNING":
            yield Row(
                name, Grade.OK, f"{found}, port {status.port}, PostgreSQL {status.version}, {status.clients} clients"
            )
        case "ABSENT" | "STOPPED":
            yield Row(name, Grade.OK, f"{found}; starts with Stillage")
        case "FULL":
            yield Row(name, Grade.PROBLEM, found, "Make room on that disk: the database goes on by itself.")
        case "STARTING" | "STOPPING":
            yield Row(name, Grade.WARNING, found, "Wait a minute, then look again.")
        case _:
            yield Row(name, Grade.PROBLEM, found, f"Run 'stillage db down', then start again. Its log: {status.log}.")


def database() -> Iterator[Row]:
    """Whether the database that the settings name answers, and whether its schema fits this program."""
    config = importlib.import_module("app.config")
    settings = config.load(config.settings_file()).settings
    if settings.server.profile == "server":
        yield from _schema(settings.server.url, f"shared server '{settings.server.name}'")
        return
    cluster = _cluster()
    if cluster.status().state.name != "RUNNING":
        yield Row("Database", Grade.OK, "not running now; prepared at the first start")
        return
    if not importlib.import_module("db.embedded.database").exists(cluster):
        yield Row("Database", Grade.WARNING, "the server runs, the database is not made", "Run: stillage db migrate")
        return
    yield from _schema(cluster.url("stillage"), "embedded")


def _schema(url: str, where: str) -> Iterator[Row]:
    found = importlib.import_module("db.migrate").current(url)
    yield Row("Database", Grade.OK, f"{where}, reachable")
    importlib.import_module("db.schema").check(found)  # a Refusal with the next step where it does not fit
    yield Row("Schema", Grade.OK, f"{found}, fits this program")


def _cluster() -> Any:
    return importlib.import_module("db.embedded").Cluster()
