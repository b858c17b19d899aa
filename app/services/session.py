"""Signing in: a door to the database as one person, in one warehouse, on a schema that fits."""

from dataclasses import dataclass, field
from typing import Self

from app.domain.errors import Refusal
from app.services.kept import Kept
from db.engine import Database
from db.schema import check


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse the person may act in. time_zone: IANA name; its clocks show that zone."""

    warehouse_id: int
    code: str
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, and the roles they have ("supervisor", "picker", ...)."""

    login: str
    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Session:
    """A person at work. Blocking to make; close() when they go. kept: what services share for as long as it lasts."""

    door: Database
    person: Person
    warehouse: Warehouse
    warehouses: tuple[Warehouse, ...]
    kept: Kept = field(default_factory=Kept, init=False, compare=False, repr=False)

    @classmethod
    def open(cls, url: str, warehouse: str | None = None, *, application: str = "stillage") -> Self:
        """Sign in at the libpq URL; warehouse: its code, else the first. Raises Refusal or Unreachable."""
        door = Database(url, application=application)
        try:
            check(next((str(row.version_num) for row in door.query("schema_version")), None))
            person = _person(door)
            warehouses = tuple(Warehouse(*row) for row in door.query("my_warehouses"))
            chosen = next((w for w in warehouses if warehouse in (None, w.code)), None)
            if chosen is None:
                raise Refusal(
                    "WM403",
                    f"{person.name} has no warehouse{'' if warehouse is None else f' {warehouse}'}.",
                    "Ask an administrator, or load the demo warehouse on an empty database.",
                )
            return cls(door, person, chosen, warehouses)
        except BaseException:
            door.close()
            raise

    def close(self) -> None:
        """Give the connections back."""
        self.door.close()


def _person(door: Database) -> Person:
    found = next(iter(door.query("me")), None)
    if found is None:
        raise Refusal("WM401", "This login may not use the warehouse system.", "Ask an administrator for a session.")
    roles = frozenset(str(row.role).removeprefix("r_") for row in door.query("my_roles"))
    return Person(str(found.login), str(found.display_name), roles)
