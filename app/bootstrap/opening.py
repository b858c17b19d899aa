"""Opening a warehouse: our own database or a server, signing in, the plan. Every method blocks: jobs only."""

import importlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from app.domain.errors import Refusal, Unreachable
from app.domain.ids import new_op
from app.heat.plan import FloorPlan
from app.services.early_floor import EarlyFloor
from app.services.floor import load_plan
from app.services.session import Session
from db.embedded import Cluster, Logins
from db.embedded.database import ensure
from db.embedded.logins import DATABASE
from db.engine import Database
from db.provision import put_person

SUPERVISOR = "supervisor"
ALLOWED = frozenset({"supervisor", "planner", "auditor", "admin"})
ON_THE_FLOOR = frozenset({"counter", "picker", "packer"})  # who has rooms here, and no control room
AT_HOME = ("r_supervisor", "r_planner")  # whoever starts a database of their own is alone with it
FIRST = ("MAIN", "Main warehouse")
MENDED = ("schema", "signin", "dsn", "WM401", "WM403")  # what a database of our own may lack, and gets
Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Opened:
    """A floor that is open: a person at work, the plan of their warehouse, and what lies on it, followed already."""

    session: Session
    plan: FloorPlan
    floor: EarlyFloor

    @classmethod
    def of(cls, session: Session) -> Self:
        """Read the plan while the floor is seeded beside it. Blocking. Whoever takes it stops the floor at the end."""
        floor = EarlyFloor(session)
        floor.begin()
        try:
            return cls(session, load_plan(session.door, session.warehouse.warehouse_id), floor)
        except BaseException:
            floor.stop()
            raise


@dataclass(frozen=True, slots=True)
class OpenedOnFloor:
    """Signed in as somebody who works on the floor: no control room is behind it."""

    session: Session


class House:
    """Where the warehouse is: a server's URL, or the database beside the program. warehouse: a code, or the first."""

    def __init__(self, url: str | None, warehouse: str | None) -> None:
        self._url = url
        self._warehouse = warehouse
        self._cluster: Cluster | None = None
        self._admin = ""

    def open(self, progress: Progress) -> Opened | OpenedOnFloor | None:
        """Sign in and read the plan; None where our own database holds no warehouse yet. Refusal, Fault."""
        session = self._on_server(self._url, progress) if self._url else self._at_home(progress)
        if session is None:
            return None
        try:
            if not session.person.roles & ALLOWED and session.person.roles & ON_THE_FLOOR:
                return OpenedOnFloor(session)
            if not session.person.roles & ALLOWED:
                raise Refusal(
                    "role",
                    f"{session.person.name} is {' and '.join(sorted(session.person.roles)) or 'without a role'} here; "
                    "the control room is for supervisors, planners and auditors.",
                    "Sign in as one of them, or start the station that fits your role.",
                )
            progress(3, 4, "Reading the plan of the floor")
            return Opened.of(session)
        except BaseException:
            session.close()
            raise

    def open_demo(self, spec: Any, progress: Progress) -> Opened | OpenedOnFloor | None:
        """Open the demo warehouse, made now where it is not there yet."""
        self._warehouse = importlib.import_module("app.services.demo").CODE
        try:
            opened = self.open(progress)
        except Refusal as lacking:
            if lacking.code not in ("WM401", "WM403"):
                raise
            opened = None
        if opened is None:
            self.load_demo(spec, progress)
            opened = self.open(progress)
        return opened

    @property
    def at_home(self) -> bool:
        """Whether the database is the one beside the program."""
        return self._cluster is not None

    def login_url(self, login: str) -> str:
        """The URL of our own database for one of its logins."""
        if self._cluster is None:
            raise Refusal("demo", "The demo needs the database beside the program.", "Start without --url.")
        return Logins(self._cluster).url_for(login, DATABASE)

    def load_demo(self, spec: Any, progress: Progress) -> str:
        """Make the demo warehouse in our own database; returns its code. Goes on where an earlier try ended."""
        if self._cluster is None:
            raise Refusal(
                "demo",
                "The demo warehouse is made in the database beside the program, not on a server.",
                "Start Stillage without --url to see it.",
            )
        progress(0, None, "Preparing the database")
        _migrate(self._admin, lambda _line: None)
        demo = importlib.import_module("app.services.demo")
        self._warehouse = str(demo.load(self._admin, self.login_url, spec, progress))
        return self._warehouse

    def begin_drawing(self, time_zone: str, progress: Progress) -> str:
        """Make an empty warehouse in our own database, to draw its layout in; returns its code. IANA time zone."""
        if self._cluster is None:
            raise Refusal(
                "draw",
                "A warehouse on a server is made by its administrator.",
                "Ask for one, or start Stillage without --url to draw beside the program.",
            )
        progress(0, 3, "Preparing the database")
        _migrate(self._admin, lambda _line: None)
        logins = Logins(self._cluster)
        progress(1, 3, "Making the warehouse")
        put_person(self._admin, "planner", logins.password("planner"), ["r_planner", "r_admin"], "Planner")
        code, name = FIRST
        with closing(Database(logins.url_for("planner", DATABASE), application="stillage-setup", pool=1)) as door:
            made = door.call("create_warehouse_v1", p_op=new_op(), p_code=code, p_name=name, p_time_zone=time_zone)
        known = [int(made["warehouse_id"])]
        put_person(self._admin, SUPERVISOR, logins.password(SUPERVISOR), AT_HOME, "Supervisor", known)
        progress(3, 3, "An empty warehouse stands")
        self._warehouse = code
        return code

    def close(self) -> None:
        """Leave our own database; it stops where nobody else uses it."""
        if self._cluster is not None:
            self._cluster.release()

    def _on_server(self, url: str, progress: Progress) -> Session:
        place = urlsplit(url).netloc.rsplit("@", 1)[-1] or "this address"
        progress(1, 4, f"Signing in at {place}")
        try:
            return Session.open(url, self._warehouse)
        except Unreachable as gone:
            raise Refusal(
                "away",
                f"The database at {place} does not answer.",
                "See that the server runs and that this computer reaches it, then try again.",
            ) from gone

    def _at_home(self, progress: Progress) -> Session | None:
        """An existing database is opened at once; only what does not fit is prepared."""
        if self._cluster is None:
            progress(0, 4, "Starting the database")
            cluster = Cluster(progress=lambda line: _tell(progress, 0, line.rstrip(".")))
            cluster.start()
            self._cluster = cluster
        self._admin = ensure(self._cluster)
        progress(1, 4, "Signing in")
        try:
            return Session.open(self.login_url(SUPERVISOR), self._warehouse)
        except Refusal as lacking:
            if lacking.code not in MENDED:
                raise
        return self._prepare(progress)

    def _prepare(self, progress: Progress) -> Session | None:
        progress(1, 4, "Preparing the database")
        _migrate(self._admin, lambda line: _tell(progress, 1, line))
        url = self.login_url(SUPERVISOR)
        known = _warehouses(self._admin)
        password = Logins(self._cluster).password(SUPERVISOR) if self._cluster is not None else ""
        put_person(self._admin, SUPERVISOR, password, AT_HOME, "Supervisor", known)
        if not known:
            return None
        progress(2, 4, "Signing in")
        return Session.open(url, self._warehouse)


def _tell(progress: Progress, done: int, line: str) -> None:
    progress(done, 4, line)


def _migrate(admin: str, progress: Callable[[str], None]) -> None:
    """Alembic takes a third of a second to load, and is needed once a release."""
    importlib.import_module("db.migrate").upgrade(admin, progress)


def _warehouses(admin: str) -> list[int]:
    door = Database(admin, application="stillage-setup", pool=1)
    try:
        return [int(row.warehouse_id) for row in door.query("every_warehouse")]
    finally:
        door.close()
