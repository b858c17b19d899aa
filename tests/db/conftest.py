"""The real database for tests: one server a run, one cloned database a test."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.db.cluster import cluster
from tests.db.ground import Ground, cloned, make_template

__all__ = ["cluster", "ground"]


@pytest.fixture(scope="session")
def template(cluster: str) -> str:
    """The superuser's URL of a server that has the template database."""
    make_template(
        cluster, Path(tempfile.gettempdir()) / f"stillage-template-{cluster.rsplit(':', 1)[-1].split('/')[0]}.lock"
    )
    return cluster


@pytest.fixture
def ground(template: str) -> Iterator[Ground]:
    """A fresh database with people, two warehouses and products."""
    with cloned(template) as made:
        yield made
