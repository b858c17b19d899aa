"""A migrated database with people and two small warehouses, cloned for each test from one template per run."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from app.domain.ids import new_op
from db import migrate, provision
from db.embedded.locks import exclusive
from db.engine import Database

PASSWORD = "only-for-tests"
TEMPLATE = "stillage_template"
PEOPLE = {
    "t_supervisor": ("r_supervisor", "Sonja Supervisor"),
    "t_picker": ("r_picker", "Piet Picker"),
    "t_picker2": ("r_picker", "Pia Picker"),
    "t_packer": ("r_packer", "Paula Packer"),
    "t_planner": ("r_planner", "Pavel Planner"),
    "t_auditor": ("r_auditor", "Anna Auditor"),
    "t_integration": ("r_integration", "Integration"),
    "t_admin": ("r_admin", "Ada Admin"),
    "t_counter": ("r_counter", "Carl Counter"),
    "t_counter2": ("r_counter", "Cora Counter"),
    "t_sealer": ("r_sealer", "Sealer"),
}
ELSEWHERE = "t_elsewhere"  # a supervisor of the second warehouse only
EVERYTHING = "t_everything"  # supervisor, planner and admin in one, to set up


def at(url: str, database: str, login: str | None = None, password: str = PASSWORD) -> str:
    """The URL of another database of the same server, as another person."""
    parts = urlsplit(url)
    host = parts.netloc.rsplit("@", 1)[-1]
    who = parts.netloc if login is None else f"{login}:{quote(password)}@{host}"
    return urlunsplit((parts.scheme, who, f"/{database}", parts.query, ""))


@dataclass
class Ground:
    """One test's database. wh: the main warehouse's id; products, places: ids by SKU and by location code."""

    admin: str
    name: str
    wh: int = 0
    other: int = 0
    products: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    opened: list[Database] = field(default_factory=list)

    def url(self, login: str | None = None) -> str:
        """The libpq URL as a person, or as the superuser."""
        return at(self.admin, self.name, login)

    def as_(self, login: str, **options: Any) -> Database:
        """A door as that person; closed with the test."""
        door = Database(self.url(login), application="stillage-test", **options)
        self.opened.append(door)
        return door

    def root(self) -> "psycopg.Connection[Any]":
        """The superuser's connection, for looking behind the door and for breaking things on purpose."""
        return psycopg.connect(self.url(), autocommit=True)

    def receive(self, door: Database, sku: str, quantity: int | str, place: str, **more: Any) -> dict[str, Any]:
        """Goods in by SKU and location code."""
        return door.call(
            "receive_v1",
            p_op=new_op(),
            p_warehouse=self.wh,
            p_product=self.products[sku],
            p_quantity=Decimal(quantity),
            p_location=self.places[place],
            **more,
        )

    def neighbours_done(self) -> None:
        """Wait until no transaction of another database of this server is older than what was posted here: windows
        of transactions close for the whole server at once."""
        with self.root() as root:
            for _ in range(600):
                (busy,) = root.execute(
                    "select exists (select 1 from pg_stat_activity where backend_xid is not null "
                    "and backend_xid::text::bigint <= (select coalesce(max(xid::text::bigint), 0) from wms.ledger) "
                    "and (datname is distinct from current_database() or backend_type <> 'client backend'))"
                ).fetchone() or (True,)
                if not busy:
                    return
                root.execute("select pg_sleep(0.05)")
        raise TimeoutError("a transaction of another test stayed open for half a minute")

    def violations(self) -> list[tuple[Any, ...]]:
        """What api.check_v1 finds broken in the main warehouse."""
        with psycopg.connect(self.url("t_supervisor")) as connection:
            return connection.execute("select * from api.check_v1(%s)", (self.wh,)).fetchall()


def layout() -> dict[str, Any]:
    """Two zones, four racks of five columns and two levels, and the working places; codes as people write them."""
    racks, places = [], []
    for number in range(4):
        zone = "A" if number < 2 else "B"
        rack = f"{zone}-{number % 2 + 1:02}"
        y = 2000 + 3000 * number
        racks.append(
            dict(code=rack, zone=zone, x=6000, y=y, angle=0, length=5000, depth=1000, height=4000, columns=5, levels=2)
        )
        for column in range(5):
            for level in range(2):
                places.append(
                    dict(
                        code=f"{rack}-{column + 1:02}-{level + 1}",
                        kind="storage" if zone == "A" else "pick",
                        zone=zone,
                        rack=rack,
                        column=column,
                        level=level,
                        aisle=rack[-2:],
                        bay=f"{column + 1:02}",
                        x=4000 + 1000 * column,
                        y=y,
                        z=2000 * level,
                        width=1000,
                        depth=1000,
                        height=2000,
                        pick_sequence=number * 10 + column * 2 + level,
                        **({"class": "small"} if rack == "B-02" else {}),
                    )
                )
    for code, kind in (("DOCK-1", "receiving"), ("PACK-1", "packing"), ("PACK-2", "packing"), ("STAGE-1", "staging")):
        places.append(dict(code=code, kind=kind, x=1000, y=1000, z=0, width=2000, depth=2000, height=2000))
    zones = [
        dict(code="A", name="Reserve", x=6000, y=3500, width=8000, depth=5000, angle=0),
        dict(code="B", name="Pick", x=6000, y=9500, width=8000, depth=5000, angle=0),
    ]
    classes = [dict(code="small", max_weight=20000, max_volume=100, product_mixing="none")]
    return dict(zones=zones, racks=racks, locations=places, classes=classes, fixtures=[])


def products() -> list[dict[str, Any]]:
    """Untracked, by lot, by serial, and many plain ones."""
    base = dict(weight=500, length=100, width=100, height=100, category="test")
    return [
        dict(sku="CUP", name="Cup", barcodes=["4006381333931"], **base),
        dict(sku="MILK", name="Milk", tracking="lot", shelf_life_days=30, min_remaining_days=5, **base),
        dict(sku="PHONE", name="Phone", tracking="serial", **base),
        *[dict(sku=f"P-{n:02}", name=f"Product {n}", **base) for n in range(20)],
    ]


def make_template(admin: str, lock: Path) -> None:
    """Build the template once a run, whoever of the workers comes first."""
    with exclusive(lock, 180), psycopg.connect(admin, autocommit=True) as connection:
        if connection.execute("select from pg_database where datname = %s", (TEMPLATE,)).fetchone() is not None:
            return
        connection.execute(f"create database {TEMPLATE}_new")
        try:
            _fill(at(admin, f"{TEMPLATE}_new"))
            connection.execute(f"alter database {TEMPLATE}_new rename to {TEMPLATE}")
        except BaseException:
            connection.execute(f"drop database {TEMPLATE}_new with (force)")
            raise


def _fill(url: str) -> None:
    migrate.upgrade(url)
    everything = ("r_supervisor", "r_planner", "r_admin")
    provision.put_person(url, EVERYTHING, PASSWORD, everything, "Eve Everything")
    with closing(Database(at(url, urlsplit(url).path[1:], EVERYTHING), application="stillage-test")) as door:
        made = []
        for code, zone in (("MAIN", "Europe/Berlin"), ("OTHER", "America/New_York")):
            answer = door.call("create_warehouse_v1", p_op=new_op(), p_code=code, p_name=code.title(), p_time_zone=zone)
            made.append(int(answer["warehouse_id"]))
            door.call("import_layout_v1", p_op=new_op(), p_warehouse=made[-1], p_layout=layout())
        door.call("import_products_v1", p_op=new_op(), p_warehouse=made[0], p_products=products())
    for login, (role, name) in PEOPLE.items():
        provision.put_person(url, login, PASSWORD, [role], name, made[:1])
    provision.put_person(url, ELSEWHERE, PASSWORD, ["r_supervisor"], "Erik Elsewhere", made[1:])
    with psycopg.connect(url, autocommit=True) as connection:  # counted over all databases, and tests run side by side
        for login in (EVERYTHING, ELSEWHERE, *PEOPLE):
            connection.execute(sql.SQL("alter role {} connection limit {}").format(sql.Identifier(login), AT_ONCE))


@dataclass(frozen=True)
class Ids:
    """The numbers of what the template has: the same in every clone of it."""

    wh: int
    other: int
    products: dict[str, int]
    places: dict[str, int]


AT_ONCE = 150
"""Connections of one of these people to all databases of the run's server together."""
KNOWN: dict[str, Ids] = {}  # by server; asked of its first clone, since nobody may be in the template itself


def _ids(ground: Ground) -> Ids:
    with ground.root() as connection:
        rows = connection.execute("select code, warehouse_id from wms.warehouse order by 2").fetchall()
        products = connection.execute("select sku, product_id from wms.product").fetchall()
        places = connection.execute(
            "select code, location_id from wms.location where warehouse_id = %s", (rows[0][1],)
        ).fetchall()
    return Ids(rows[0][1], rows[1][1], dict(products), dict(places))


@contextmanager
def cloned(admin: str) -> Iterator[Ground]:
    """A database of one's own, dropped at the end."""
    name = f"t_{uuid4().hex[:12]}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"create database {name} template {TEMPLATE} strategy file_copy")
        connection.execute(f"revoke temporary, connect on database {name} from public")
        connection.execute(f"grant connect on database {name} to {', '.join(provision.ROLES)}")
    ground = Ground(admin, name)
    try:
        known = KNOWN.get(admin) or KNOWN.setdefault(admin, _ids(ground))
        ground.wh, ground.other = known.wh, known.other
        ground.products, ground.places = dict(known.products), dict(known.places)
        yield ground
    finally:
        for door in ground.opened:
            door.close()
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"drop database if exists {name} with (force)")
