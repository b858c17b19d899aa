"""Stories run on a real database: one server a run, one cloned database a test."""

from tests.db.cluster import cluster
from tests.db.conftest import ground, template

__all__ = ["cluster", "ground", "template"]
