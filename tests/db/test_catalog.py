"""The catalog itself: what may run as whom, who sees which rows, and that names outside equal names inside."""

import inspect
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from app.domain.ids import new_op
from app.domain.order import OrderStatus
from app.domain.task import TaskState
from db import posting, snapshot
from tests.db.ground import PEOPLE, Ground

# the ledger may become a hypertable with a columnstore, which knows no row security: no grant on it exists at all, and
# readers go through barrier views that filter by warehouse
WITHOUT_ROW_SECURITY = "ledger"
WITHOUT_WAREHOUSE = {"create_warehouse_v1"}


@pytest.fixture
def root(ground: Ground) -> Iterator["psycopg.Connection[Any]"]:
    with ground.root() as connection:
        yield connection


def test_every_definer_function_pins_its_search_path(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select p.oid::regprocedure::text, p.proconfig from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')"
    ).fetchall()
    assert len(rows) > 30
    bad = [name for name, config in rows if "search_path=pg_catalog, pg_temp" not in (config or [])]
    assert bad == []


def test_every_api_function_is_a_definer_that_cannot_own_or_log_in(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select p.proname, p.prosecdef, p.proowner::regrole::text from pg_proc p where p.pronamespace = 'api'::regnamespace"
    ).fetchall()
    assert [row for row in rows if row[1:] != (True, "wms_exec")] == []
    assert root.execute(
        "select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'wms_exec'"
    ).fetchone() == (False, False, False, False)
    assert (
        root.execute(
            "select relname from pg_class where relowner = 'wms_exec'::regrole and relkind in ('r', 'p', 'v')"
        ).fetchall()
        == []
    )


def test_public_may_execute_nothing_of_ours(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select p.oid::regprocedure::text from pg_proc p where p.pronamespace in ('api'::regnamespace, 'wms'::regnamespace) "
        "and has_function_privilege('public', p.oid, 'execute')"
    ).fetchall()
    assert rows == []


def test_people_may_execute_only_the_api(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select r.rolname, p.oid::regprocedure::text from pg_proc p cross join pg_roles r "
        "where p.pronamespace = 'wms'::regnamespace and r.rolname like 'r\\_%' and p.proname <> 'my_warehouses' "
        "and has_function_privilege(r.rolname, p.oid, 'execute')"
    ).fetchall()
    assert rows == []


def test_nobody_has_a_grant_on_a_table(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select c.relname, r.rolname from pg_class c cross join (select rolname from pg_roles where rolname like 'r\\_%' "
        "union all select 'public') r where c.relnamespace in ('wms'::regnamespace, 'pii'::regnamespace) "
        "and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(r.rolname, c.oid, "
        "'select, insert, update, delete, truncate, references, trigger, maintain')"
    ).fetchall()
    assert rows == []
    sequences = root.execute(
        "select c.relname, r.rolname from pg_class c cross join pg_roles r where c.relnamespace = 'wms'::regnamespace "
        "and c.relkind = 'S' and r.rolname like 'r\\_%' and has_sequence_privilege(r.rolname, c.oid, 'usage, select, update')"
    ).fetchall()
    assert sequences == []


def test_the_function_owner_may_only_add_to_the_ledger(root: "psycopg.Connection[Any]") -> None:
    def may(table: str) -> str:
        kinds = ("select", "insert", "update", "delete", "truncate")
        return " ".join(
            kind
            for kind in kinds
            if root.execute("select has_table_privilege('wms_exec', %s, %s)", (table, kind)).fetchone() == (True,)
        )

    assert may("wms.ledger") == "select insert"
    assert may("wms.event") == "select insert"
    assert may("wms.app_session") == "select", "no function can lift a revocation"
    assert may("wms.app_user") == "select"
    assert may("wms.state") == "select"


def test_every_table_has_forced_row_security(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select c.relname from pg_class c where c.relnamespace in ('wms'::regnamespace, 'pii'::regnamespace) "
        "and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)"
    ).fetchall()
    assert {name.split("_")[0] for (name,) in rows} == {WITHOUT_ROW_SECURITY}
    open_policies = root.execute(
        "select tablename from pg_policies where schemaname = 'wms' and qual = 'true' and roles <> '{wms_exec}'"
    ).fetchall()
    assert open_policies == []


def test_every_view_is_a_barrier_that_filters_by_warehouse(root: "psycopg.Connection[Any]") -> None:
    rows = root.execute(
        "select c.relname, coalesce(array_to_string(c.reloptions, ' '), ''), pg_get_viewdef(c.oid) from pg_class c "
        "where c.relnamespace = 'api'::regnamespace and c.relkind in ('v', 'm')"
    ).fetchall()
    assert len(rows) >= 20
    for name, options, body in rows:
        assert "security_barrier" in options, name
        assert "my_warehouses()" in body or "security_invoker=true" in options, name


@pytest.fixture
def people(ground: Ground) -> Iterator[dict[str, "psycopg.Connection[Any]"]]:
    """An open connection of everybody: hundreds of functions are asked as all of them."""
    with ExitStack() as stack:
        yield {login: stack.enter_context(psycopg.connect(ground.url(login), autocommit=True)) for login in PEOPLE}


def functions(root: "psycopg.Connection[Any]") -> list[tuple[str, list[str], list[str], int, bool, list[str]]]:
    """Name, argument names and types, number of defaults, whether a set comes back, roles that may call."""
    return root.execute(
        "select p.proname, p.proargnames[1:p.pronargs], array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t), "
        "p.pronargdefaults, p.proretset, array(select x.grantee::regrole::text from aclexplode(p.proacl) x "
        "where x.grantee::regrole::text like 'r\\_%') from pg_proc p where p.pronamespace = 'api'::regnamespace order by 1"
    ).fetchall()


def call(
    connection: "psycopg.Connection[Any]", name: str, names: list[str], types: list[str], warehouse: int
) -> str | None:
    """Call with nothing but an op and a warehouse; the SQLSTATE that comes back, None where it is allowed."""
    given = {"p_op": f"'{new_op()}'", "p_warehouse": str(warehouse)}
    arguments = ", ".join(f"{a} => {given.get(a, 'null')}::{t}" for a, t in zip(names, types, strict=True))
    try:
        connection.execute(f"select * from api.{name}({arguments})")
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_every_function_refuses_another_warehouse_before_all_else(
    ground: Ground, root: "psycopg.Connection[Any]", people: dict[str, "psycopg.Connection[Any]"]
) -> None:
    asked = 0
    for name, names, types, _, _, roles in functions(root):
        assert roles, f"{name} can be called by nobody"
        if name in WITHOUT_WAREHOUSE:
            continue
        for login in (login for login, (role, _) in PEOPLE.items() if role in roles):
            assert call(people[login], name, names, types, ground.other) == "WM403", (name, login)
            assert call(people[login], name, names, types, 9999) == "WM403", (name, login)
            asked += 1
    assert asked >= 60


def test_every_function_refuses_a_revoked_session_on_an_open_connection(
    ground: Ground, root: "psycopg.Connection[Any]", people: dict[str, "psycopg.Connection[Any]"]
) -> None:
    for name, names, types, _, _, roles in functions(root):
        login = next(login for login, (role, _) in PEOPLE.items() if role in roles)
        connection = people[login]
        connection.execute("select 1")
        root.execute("update wms.app_session set revoked = true where login = %s", (login,))
        assert call(connection, name, names, types, ground.wh) == "WM401", name
        root.execute("update wms.app_session set revoked = false, expires_at = now() where login = %s", (login,))
        assert call(connection, name, names, types, ground.wh) == "WM401", name
        root.execute("update wms.app_session set expires_at = 'infinity' where login = %s", (login,))


def test_a_role_without_the_grant_is_refused(
    ground: Ground, root: "psycopg.Connection[Any]", people: dict[str, "psycopg.Connection[Any]"]
) -> None:
    for name, names, types, _, _, roles in functions(root):
        for login in (login for login, (role, _) in PEOPLE.items() if role not in roles):
            assert call(people[login], name, names, types, ground.wh) == "42501", (name, login)


def test_revocation_empties_every_view_on_an_open_connection(ground: Ground, root: "psycopg.Connection[Any]") -> None:
    views = [
        name
        for (name,) in root.execute(
            "select relname from pg_class where relnamespace = 'api'::regnamespace and relkind = 'v'"
        ).fetchall()
    ]
    ground.receive(ground.as_("t_picker"), "CUP", 3, "DOCK-1")
    with psycopg.connect(ground.url("t_supervisor"), autocommit=True) as connection:
        seen = {view: connection.execute(f"select count(*) from api.{view}").fetchone() for view in views}
        assert seen["stock"] == (1,)
        assert seen["location"] != (0,)
        root.execute("update wms.app_session set revoked = true where login = 't_supervisor'")
        after = {view: connection.execute(f"select count(*) from api.{view}").fetchone() for view in views}
        assert {view for view, count in after.items() if count != (0,)} <= {"schema_version"}, (
            "the version is no secret"
        )


def test_states_equal_the_domain(root: "psycopg.Connection[Any]") -> None:
    for entity, kind in (("order", OrderStatus), ("task", TaskState)):
        rows = root.execute("select rank, name from wms.state where entity = %s", (entity,)).fetchall()
        assert dict(rows) == {int(state): state.name.lower() for state in kind}


def test_typed_functions_equal_the_catalog(root: "psycopg.Connection[Any]") -> None:
    kinds = {
        "uuid": "UUID",
        "integer": "int",
        "bigint": "int",
        "numeric": "Decimal",
        "text": "str",
        "date": "date",
        "time without time zone": "time",
        "timestamp with time zone": "datetime",
        "boolean": "bool",
        "bigint[]": "Sequence[int]",
    }
    written = {}
    for name, names, types, defaults, _, _ in functions(root):
        if names[0] != "p_op":
            continue
        short = name.removesuffix("_v1")
        written[short] = names
        signature = inspect.signature(getattr(posting, short))
        given = {key.removesuffix("_"): value for key, value in signature.parameters.items() if key != "db"}
        assert set(given) == {argument.removeprefix("p_") for argument in names}, name
        for place, (argument, kind) in enumerate(zip(names, types, strict=True)):
            parameter = given[argument.removeprefix("p_")]
            optional = place >= len(names) - defaults
            assert (parameter.default is not inspect.Parameter.empty) == optional, (name, argument)
            said = str(
                parameter.annotation.__name__ if isinstance(parameter.annotation, type) else parameter.annotation
            )
            if kind != "jsonb":
                assert kinds[kind].split("[")[0] in said, (name, argument, said)
    assert set(written) == set(posting.__all__)


class Recorder:
    """Stands where a Database stands, to see what a typed function sends."""

    def __init__(self) -> None:
        self.sent: tuple[str, dict[str, Any]] | None = None

    def call(self, function: str, /, **arguments: Any) -> dict[str, Any]:
        self.sent = (function, arguments)
        return {}


def test_typed_functions_send_each_argument_under_its_own_name(root: "psycopg.Connection[Any]") -> None:
    catalog = {name: names for name, names, *_ in functions(root)}
    for short in posting.__all__:
        typed = getattr(posting, short)
        names = [name for name in inspect.signature(typed).parameters if name != "db"]
        recorder = Recorder()
        typed(recorder, **{name: f"value of {name}" for name in names})
        assert recorder.sent is not None
        function, arguments = recorder.sent
        assert function == f"{short}_v1"
        assert arguments == {f"p_{name.removesuffix('_')}": f"value of {name}" for name in names}
        assert set(arguments) <= set(catalog[function])


def test_a_typed_call_does_what_it_says(ground: Ground) -> None:
    op = new_op()
    assert isinstance(op, UUID)
    answer = posting.receive(
        ground.as_("t_picker"),
        op=op,
        warehouse=ground.wh,
        product=ground.products["CUP"],
        quantity=Decimal(7),
        location=ground.places["DOCK-1"],
    )
    assert (answer["quantity"], answer["to_balance"]) == (7, 7)


def test_the_snapshot_is_what_the_migrations_build(ground: Ground) -> None:
    built = snapshot.describe(ground.url())
    assert built == snapshot.FILE.read_text(encoding="utf-8"), "run: python -m db.snapshot, and look at the difference"
