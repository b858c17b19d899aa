"""The application's own database inside the embedded cluster."""

import contextlib

import psycopg
from psycopg import sql

from db.embedded import vault
from db.embedded.cluster import Cluster
from db.embedded.logins import DATABASE


def ensure(cluster: Cluster, name: str = DATABASE) -> str:
    """Make the database where it is missing; returns the superuser's URL of it. The server must run."""
    meanwhile = (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)  # another process made it
    with contextlib.suppress(*meanwhile), psycopg.connect(cluster.url(), autocommit=True, connect_timeout=3) as link:
        if not _has(link, name):
            link.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    return cluster.url(name, vault.ROOT)


def drop(cluster: Cluster, name: str) -> None:
    """Remove a database with all that is in it, whoever is connected. For throwaway ones: the demo's, a drill's."""
    with psycopg.connect(cluster.url(), autocommit=True, connect_timeout=3) as link:
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def exists(cluster: Cluster, name: str = DATABASE) -> bool:
    """Whether the running server has the database."""
    with psycopg.connect(cluster.url(), autocommit=True, connect_timeout=3) as link:
        return _has(link, name)


def _has(link: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return link.execute("select from pg_database where datname = %s", [name]).fetchone() is not None
