"""A PostgreSQL server of our own beside the application: found, created, started, adopted, stopped."""

from db.embedded.cluster import Cluster, State, Status
from db.embedded.home import Home
from db.embedded.logins import Logins

__all__ = ["Cluster", "Home", "Logins", "State", "Status"]
