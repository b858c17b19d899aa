"""The passwords of the database's logins on the embedded server, made at random and kept in the secrets file."""

from db.embedded import vault
from db.embedded.cluster import LIMIT, Cluster
from db.embedded.locks import exclusive

DATABASE = "stillage"


class Logins:
    """Login names to passwords and URLs for one cluster.

    Only the passwords live here; the roles themselves are made by whoever prepares the database (CREATE ROLE with a
    verifier of this password). On a shared server passwords are the keyring's affair, not this file's.
    """

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def known(self) -> tuple[str, ...]:
        """The logins that have a password here, sorted; without the superuser."""
        return tuple(sorted(set(vault.passwords(self._cluster.home.secrets)) - {vault.ROOT}))

    def password(self, login: str) -> str:
        """The login's password, made now (256 random bits) and kept if it has none. Needs a cluster started once."""
        home = self._cluster.home
        kept = vault.passwords(home.secrets).get(login)
        if kept is not None:
            return kept
        with exclusive(home.lock, LIMIT):  # two processes that ask at once get the same password
            return vault.password_for(home.secrets, login)

    def url_for(self, login: str, database: str = DATABASE, *, socket: bool = False) -> str:
        """A libpq URL for the login, its password in it."""
        self.password(login)
        return self._cluster.url(database, login, socket=socket)
