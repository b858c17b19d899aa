"""Stories run on a real database: one server a run, one cloned database a test."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.embedded.locks import exclusive
from tests.db.cluster import cluster
from tests.db.conftest import ground, template
from tests.stories.demo_floor import LOCK, TEMPLATE, Demo, database

__all__ = ["cluster", "ground", "template"]


@pytest.fixture(scope="session")
def demo_template(cluster: str) -> str:
    """The superuser's URL of a server that has a loaded demo database to clone."""
    with exclusive(Path(f"{LOCK}.template"), 180), psycopg.connect(cluster, autocommit=True) as link:
        if link.execute("select 1 from pg_database where datname = %s", (TEMPLATE,)).fetchone() is None:
            with database(cluster) as made:
                made.load()
                link.execute(f"alter database {made.name} rename to {TEMPLATE}")
    return cluster


@pytest.fixture
def demo(demo_template: str) -> Iterator[Demo]:
    """A loaded demo warehouse of one's own."""
    with database(demo_template, TEMPLATE) as made:
        yield made
