"""The people of the demo warehouse: each logs in as themselves, so the ledger names them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from db.provision import put_person

LoginUrl = Callable[[str], str]
"""The libpq URL, password in it, with which a login connects."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A login with its roles and the name people know."""

    login: str
    name: str
    roles: tuple[str, ...]


SUPERVISOR = Worker("supervisor", "Karin Hansen", ("r_supervisor", "r_planner"))
PLANNER = Worker("planner", "Jonas Petersen", ("r_planner", "r_admin", "r_integration"))
RECEIVERS = (Worker("dock1", "Thea Brandt", ("r_picker",)), Worker("dock2", "Piotr Novak", ("r_picker",)))
DRIVERS = (Worker("driver1", "Oskar Lang", ("r_picker",)), Worker("driver2", "Noor Haddad", ("r_picker",)))
PICKERS = (
    Worker("picker1", "Miriam Okafor", ("r_picker",)),
    Worker("picker2", "Jan Lindqvist", ("r_picker",)),
    Worker("picker3", "Rosa Silva", ("r_picker",)),
    Worker("picker4", "Sam Adeyemi", ("r_picker",)),
)
PACKERS = (
    Worker("packer1", "Alessia Rossi", ("r_packer",)),
    Worker("packer2", "Lukas Meyer", ("r_packer",)),
    Worker("packer3", "Yuki Tanaka", ("r_packer",)),
)
EVERYONE = (SUPERVISOR, PLANNER, *RECEIVERS, *DRIVERS, *PICKERS, *PACKERS)


def hire(admin_url: str, login_url: LoginUrl, workers: Sequence[Worker], warehouses: Sequence[int] = ()) -> None:
    """Make their logins, as a superuser of the cluster, for these warehouses. Runs again without harm."""
    for worker in workers:
        password = unquote(urlsplit(login_url(worker.login)).password or "")
        put_person(admin_url, worker.login, password, worker.roles, worker.name, warehouses)
