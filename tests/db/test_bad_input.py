"""Wrong addresses, passwords, databases, schemas: each a sentence that a person can act on, never a traceback."""

import socket
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from app.domain.errors import Fault, Refusal, Unreachable
from app.domain.ids import new_op
from db import check, migrate, provision
from db.engine import Database
from tests.db.ground import PASSWORD, Ground, at


def first_call(url: str, warehouse: int = 1) -> Any:
    """What a client does first."""
    with closing(Database(url, application="stillage-test", deadline=1.0, patience=0.2)) as door:
        return door.call("bin_facts_v1", p_warehouse=warehouse)


def moved(url: str, *, host: str | None = None, port: int | None = None) -> str:
    """The same address with another server in it."""
    parts = urlsplit(url)
    who = parts.netloc.rsplit("@", 1)[0]
    place = f"{host or parts.hostname}:{port or parts.port}"
    return urlunsplit(parts._replace(netloc=f"{who}@{place}"))


@pytest.fixture
def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://u@h/d", "postgresql://u@h", "postgresql://u@h/", "host=x dbname=y"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(Refusal, match="address cannot be read") as refused:
        first_call(url)
    assert refused.value.code == "dsn"
    assert "postgresql://" in refused.value.next_step


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_a_remote_server_must_be_verified(mode: str) -> None:
    with pytest.raises(Refusal, match="would not be verified"):
        first_call(f"postgresql://u@db.example:5432/stillage?sslmode={mode}")


def test_a_server_without_encryption_is_refused_where_it_is_remote(ground: Ground) -> None:
    """The embedded build knows no TLS: seen from another address it must not be talked to."""
    url = moved(ground.url("t_picker"), host=socket.gethostbyname("localhost").replace("127.0.0.1", "127.0.0.2"))
    url = url.split("?")[0]
    with pytest.raises((Refusal, Unreachable, Fault)) as refused:
        first_call(url)
    assert isinstance(refused.value, Refusal | Unreachable)


def test_a_wrong_password_and_an_unknown_person(ground: Ground) -> None:
    for url in (at(ground.admin, ground.name, "t_picker", "wrong"), at(ground.admin, ground.name, "t_ghost")):
        with pytest.raises(Refusal, match="does not know this person or password") as refused:
            first_call(url)
        assert refused.value.code == "signin"
        assert "wrong" not in str(refused.value)


def test_a_database_that_is_not_there(ground: Ground) -> None:
    with pytest.raises(Refusal, match="no such database") as refused:
        first_call(at(ground.admin, "nowhere", "t_picker"))
    assert refused.value.code == "dsn"


def test_a_server_that_is_away(ground: Ground, closed_port: int) -> None:
    with pytest.raises(Unreachable, match="does not answer") as away:
        first_call(moved(ground.url("t_picker"), port=closed_port))
    assert away.value.retry
    assert away.value.safe


@pytest.fixture
def empty(ground: Ground) -> Iterator[str]:
    """A database of the server without any schema."""
    name = f"{ground.name}_empty"
    with psycopg.connect(ground.admin, autocommit=True) as root:
        root.execute(f"create database {name}")
        yield name
        root.execute(f"drop database {name} with (force)")


def test_a_database_without_our_schema(ground: Ground, empty: str) -> None:
    with pytest.raises(Refusal) as refused:
        first_call(at(ground.admin, empty, "t_picker"))
    assert refused.value.code == "schema"
    assert "stillage db migrate" in refused.value.next_step
    assert migrate.current(at(ground.admin, empty)) is None
    with pytest.raises(Refusal, match="lacks something"):
        check.run(at(ground.admin, empty))


def test_a_database_one_is_not_let_into(ground: Ground, empty: str) -> None:
    with psycopg.connect(ground.admin, autocommit=True) as root:
        root.execute(f"revoke connect on database {empty} from public")
    with pytest.raises(Refusal) as refused:
        first_call(at(ground.admin, empty, "t_picker"))
    assert refused.value.code == "WM403"


def test_a_warehouse_that_is_not_there(ground: Ground) -> None:
    for warehouse in (0, -1, 9999, 2**31 - 1):
        with pytest.raises(Refusal, match="not one of yours") as refused:
            first_call(ground.url("t_picker"), warehouse)
        assert refused.value.code == "WM403"


def test_a_function_that_this_database_lacks(ground: Ground) -> None:
    with pytest.raises(Refusal) as refused:
        ground.as_("t_picker").call("teleport_v9", p_op=new_op())
    assert refused.value.code == "schema"
    for name in ("receive_v1; drop table x", "receive", "RECEIVE_V1", "receive_v1(", "wms.book_v1"):
        with pytest.raises(ValueError, match="not the name"):
            ground.as_("t_picker").call(name)


@pytest.mark.parametrize(
    "value", ["x" * 100_000, "\x00", "' or 1=1 --", "😀" * 50, "\u202egnp.exe", "%s%(p_op)s", "=cmd()", "\n"]
)
def test_texts_that_nobody_wrote_by_hand(ground: Ground, value: str) -> None:
    """Whatever stands in a field: taken as it is, or refused in words; the ledger keeps what was taken."""
    door = ground.as_("t_picker")
    base = {"p_warehouse": ground.wh, "p_quantity": Decimal(1), "p_location": ground.places["DOCK-1"]}
    taken = 0
    for field in ("p_document", "p_device", "p_lot", "p_sscc", "p_status"):
        product = ground.products["MILK" if field == "p_lot" else "CUP"]
        try:
            door.call("receive_v1", p_op=new_op(), p_product=product, **base, **{field: value})
            taken += 1
        except Refusal as refusal:
            assert refusal.code == "WM422"
            assert len(str(refusal)) < 1000
    with ground.root() as root:
        kept = root.execute(
            "select coalesce(document, device, (select number from wms.lot t where t.lot_id = g.lot_id)) from wms.ledger g"
        ).fetchall()
    assert [row[0] for row in kept] == [value] * taken
    assert ground.violations() == []


def test_a_float_is_never_sent(ground: Ground) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        ground.as_("t_picker").call("receive_v1", p_op=new_op(), p_quantity=0.1)


def test_types_that_do_not_fit(ground: Ground) -> None:
    door = ground.as_("t_picker")
    call = partial(door.call, "receive_v1", p_op=new_op(), p_warehouse=ground.wh, p_product=ground.products["CUP"])
    with pytest.raises(Refusal) as word:
        call(p_quantity="many", p_location=ground.places["DOCK-1"])
    assert word.value.code == "WM422"
    for wide in (2**63, -(2**70)):
        with pytest.raises((Refusal, Fault)) as wrong:
            call(p_quantity=1, p_location=wide)
        assert not isinstance(wrong.value, Unreachable), "a value that can never pass is not to be sent again"


def test_lines_that_are_none(ground: Ground) -> None:
    door = ground.as_("t_supervisor")
    for lines in ([], [{}], [{"product": None}], [{"product": "CUP", "quantity": 1}], [[1, 2]], {"product": 1}, None, "text",
                  [{"product": 1, "quantity": 1, "location": 1, "lot": {"a": 1}}]):  # fmt: skip
        for function in (
            "receive_batch_v1",
            "move_batch_v1",
            "pick_batch_v1",
            "adjust_batch_v1",
            "change_status_batch_v1",
        ):
            more = (
                {"p_reason": "found" if function.startswith("adjust") else "inspect"}
                if "adjust" in function or "status" in function
                else {}
            )
            sent = psycopg.types.json.Jsonb(lines)
            with pytest.raises(Refusal) as refused:
                door.call(function, p_op=new_op(), p_warehouse=ground.wh, p_lines=sent, **more)
            assert refused.value.code in ("WM422", "WM404"), (function, lines)
    with ground.root() as root:
        assert root.execute("select count(*) from wms.ledger").fetchone() == (0,)


def test_orders_and_layouts_that_are_none(ground: Ground) -> None:
    supervisor, planner = ground.as_("t_supervisor"), ground.as_("t_planner")
    for value in ([], {}, [{}], [{"number": "X"}], [{"number": "X", "lines": {}}], [{"number": "X", "lines": [{}]}], "text", 5, None,
                  [{"number": "X", "lines": "text"}], [5], [{"number": "X", "lines": [5]}]):  # fmt: skip
        sent = psycopg.types.json.Jsonb(value)
        for door, function, name in ((supervisor, "enter_orders_v1", "p_orders"), (planner, "import_layout_v1", "p_layout"),
                                     (planner, "import_products_v1", "p_products")):  # fmt: skip
            with pytest.raises(Refusal) as refused:
                door.call(function, p_op=new_op(), p_warehouse=ground.wh, **{name: sent})
            assert refused.value.code in ("WM422", "WM404"), (function, value)


def test_people_who_cannot_be(ground: Ground) -> None:
    for login, roles in (
        ("Robert'); drop", ["r_picker"]),
        ("x", ["r_picker"]),
        ("good", ["wms_owner"]),
        ("good", []),
        ("pg_x y", ["r_picker"]),
    ):
        with pytest.raises(Refusal, match="cannot be a login"):
            provision.put_person(ground.url(), login, PASSWORD, roles, "X")
    with pytest.raises(Refusal) as refused:
        provision.put_person(ground.url("t_admin"), "newcomer", PASSWORD, ["r_picker"], "X")
    assert refused.value.code == "WM403"
