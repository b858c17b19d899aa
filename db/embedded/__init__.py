"""A PostgreSQL server of our own beside the application: found, created, started, adopted, stopped."""

from db.embedded.cluster import Cluster, State, Status
from db.embedded.home import Home

__all__ = ["Cluster", "Home", "State", "Status"]
